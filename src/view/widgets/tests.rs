use expect_test::{Expect, expect};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::list::{Cells, List};
use super::panes::Pane;
use super::*;
use crate::app::input::editor::EditorKey;
use crate::app::input::form::{Field, FieldProblem, Form};
use crate::app::input::{Editor, Piece};
use crate::text::Lang;
use crate::view::print::print;
use crate::view::theme::{Borders, Role, Theme};

fn screen(width: u16, height: u16) -> Buffer {
    Buffer::empty(Rect::new(0, 0, width, height))
}

#[track_caller]
fn shows(buf: &Buffer, expected: Expect) {
    expected.assert_eq(&print(buf));
}

fn desk(focus: usize) -> [Pane<'static>; 3] {
    let pane = |i, area, title, right, bottom| Pane { area, title, right, bottom, focused: i == focus, warn: false };
    [
        pane(0, Rect::new(0, 0, 24, 9), "1 会话  待回复 3", "", "n 下一个"),
        pane(1, Rect::new(23, 0, 32, 5), "拾光10001  老客", "14:03", "Enter 回复"),
        pane(2, Rect::new(23, 4, 32, 5), "4 售后 0", "", ""),
    ]
}

#[test]
fn neighbours_share_a_border_and_the_focus_is_heavy() {
    let mut buf = screen(55, 9);
    panes::panes(&mut buf, Theme::default(), &desk(1));
    shows(
        &buf,
        expect![[r#"
        ┌─ 1 会话  待回复 3 ───┲━ 拾光10001  老客 ━━━━ 14:03 ━┓
        │                      ┃                              ┃
        │                      ┃                              ┃
        │                      ┃                              ┃
        │                      ┡━ 4 售后 0 ━━━━━━ Enter 回复 ━┩
        │                      │                              │
        │                      │                              │
        │                      │                              │
        └─ n 下一个 ───────────┴──────────────────────────────┘
    "#]],
    );
    let mut buf = screen(55, 9);
    panes::panes(&mut buf, Theme { borders: Borders::Ascii, ..Theme::default() }, &desk(0));
    shows(
        &buf,
        expect![[r#"
        += 1 会话  待回复 3 ===+- 拾光10001  老客 ---- 14:03 -+
        |                      |                              |
        |                      |                              |
        |                      |                              |
        |                      +- 4 售后 0 ------ Enter 回复 -+
        |                      |                              |
        |                      |                              |
        |                      |                              |
        += n 下一个 ===========+------------------------------+
    "#]],
    );
}

#[test]
fn a_list_asks_only_for_what_shows() {
    let mut asked = vec![];
    let mut buf = screen(24, 3);
    let area = buf.area;
    let list = List { total: 1_000_000, top: 500, selected: Some(501), focused: true, lines: 1 };
    list::list(&mut buf, area, Theme::default(), &list, |index, _, cells: &mut Cells<'_>| {
        asked.push(index);
        cells.left("*", 2, Role::Warn).right(&index.to_string(), 5, Role::Muted).gap(1);
        cells.fill("柠檬77的快递", 6, Role::Text);
        cells.right("¥59", 6, Role::Text);
    });
    assert_eq!(asked, [500, 501, 502]);
    assert!(buf[(8, 1)].modifier.contains(Modifier::REVERSED) && !buf[(8, 0)].modifier.contains(Modifier::REVERSED));
    shows(
        &buf,
        expect![[r#"
            *   500 柠檬77...    ¥59
            *   501 柠檬77...    ¥59
            *   502 柠檬77...    ¥59
        "#]],
    );
}

#[test]
fn a_scrollbar_shows_only_where_something_is_hidden() {
    let mut buf = screen(1, 6);
    let area = buf.area;
    list::scrollbar(&mut buf, area, Theme::default(), 5, 0, 6);
    assert_eq!(print(&buf).trim(), "");
    list::scrollbar(&mut buf, area, Theme::default(), 18, 12, 6);
    shows(
        &buf,
        expect![[r#"




        ┃
        ┃
    "#]],
    );
}

#[test]
fn the_editor_shows_its_holes_and_tells_the_caret() {
    let mut buf = screen(20, 3);
    let area = buf.area;
    let mut editor = Editor::new();
    editor.set_size(20, 3);
    assert_eq!(editor::editor(&mut buf, area, Theme::default(), &editor, "输入回复"), Some((0, 0).into()));
    shows(
        &buf,
        expect![[r#"
        输入回复


    "#]],
    );
    let hole = |name: &str| Piece::Hole { name: name.into(), label: format!("[{name}]") };
    editor.put_reply(&[Piece::Text("预计".into()), hole("day"), Piece::Text("发出，走".into()), hole("by")]);
    let mut buf = screen(20, 3);
    let caret = editor::editor(&mut buf, area, Theme::default(), &editor, "");
    assert_eq!(caret, Some((4, 0).into()));
    assert!(buf[(4, 0)].modifier.contains(Modifier::REVERSED));
    assert!(buf[(0, 1)].modifier.contains(Modifier::UNDERLINED));
    shows(
        &buf,
        expect![[r#"
        预计[day]发出，走
        [by]

    "#]],
    );
}

fn log_form() -> Form {
    let mut form = Form::new(vec![
        Field::choice("kind", "类型", &[("stock", "缺货"), ("courier", "快递")], "courier"),
        Field::line("what", "问题", "键盘缺货").needed(),
        Field::lines("note", "处理办法", "补货\n周二到"),
    ]);
    form.refuse("what", FieldProblem::Missing);
    form
}

#[test]
fn a_form_has_its_labels_in_a_column_and_problems_under_the_field() {
    let mut form = log_form();
    let mut buf = screen(36, 7);
    let area = overlay::centered(buf.area, 40, 7);
    let inner = overlay::overlay(&mut buf, area, Theme::default(), "登记问题", "Ctrl-S 存  Esc 取消");
    form.set_size(form::field_cols(&form, inner.width), 3);
    let caret = form::form(&mut buf, inner, Theme::default(), Lang::Zh, &form, 3);
    shows(
        &buf,
        expect![[r#"
        ┏━ 登记问题 ━━━━━━━━━━━━━━━━━━━━━━━┓
        ┃  类型       缺货  [快递]         ┃
        ┃> 问题      键盘缺货              ┃
        ┃            这一项要填            ┃
        ┃  处理办法  补货                  ┃
        ┃            周二到                ┃
        ┗━ Ctrl-S 存  Esc 取消 ━━━━━━━━━━━━┛
    "#]],
    );
    assert_eq!(caret, Some((21, 2).into()));
}

#[test]
fn an_overlay_leaves_no_half_glyph_at_its_edge() {
    let mut buf = screen(12, 3);
    for y in 0..3 {
        put(&mut buf, 0, y, "您好您好您好", 12, ratatui::style::Style::new());
    }
    overlay::overlay(&mut buf, Rect::new(3, 0, 6, 3), Theme::default(), "", "");
    shows(
        &buf,
        expect![[r#"
        您 ┏━━━━┓ 好
        您 ┃    ┃ 好
        您 ┗━━━━┛ 好
    "#]],
    );
}

#[test]
fn hints_stand_whole_or_not_at_all() {
    let mut buf = screen(16, 1);
    let area = buf.area;
    let hint = |key: &str, label: &str| hints::Hint { key: key.into(), label: label.into() };
    let all = [hint("n", "下一个"), hint("?", "帮助"), hint("q", "退出")];
    hints::hints(&mut buf, area, Theme::default(), &all);
    shows(
        &buf,
        expect![[r#"
        n 下一个  ? 帮助
    "#]],
    );
    assert_eq!(hints::words(&all), "n 下一个  ? 帮助  q 退出");
}

proptest! {
    #[test]
    fn no_area_is_too_small(x in 0u16..6, y in 0u16..6, width in 0u16..14, height in 0u16..6, cols in 0u16..14, rows in 0u16..6) {
        let mut buf = screen(cols, rows);
        let area = Rect::new(x, y, width, height);
        let theme = Theme::default();
        let pane = Pane { area, title: "1 会话", right: "14:03", bottom: "n 下一个", focused: true, warn: false };
        panes::panes(&mut buf, theme, &[pane, Pane { area: Rect::new(y, x, height, width), ..pane }]);
        let list = List { total: 9, top: 1, selected: Some(2), focused: true, lines: 2 };
        list::list(&mut buf, area, theme, &list, |_, _, cells| {
            cells.text("您好", Role::Tag).gap(3).fill("a好", 4, Role::Text).right("12", 4, Role::Text).end("尾", Role::Warn);
        });
        list::scrollbar(&mut buf, area, theme, 100, 50, 3);
        let mut editor = Editor::new();
        editor.set_size(width.into(), height.into());
        editor.paste("您好，abc\n您好");
        editor.key(EditorKey::Up);
        if let Some(caret) = editor::editor(&mut buf, area, theme, &editor, "输入") {
            prop_assert!(area.contains(caret) && buf.area.contains(caret));
        }
        let mut form = log_form();
        form.set_size(form::field_cols(&form, width), 3);
        if let Some(caret) = form::form(&mut buf, area, theme, Lang::En, &form, 3) {
            prop_assert!(buf.area.contains(caret), "{caret:?} {:?}", buf.area);
        }
        overlay::overlay(&mut buf, area, theme, "登记", "Esc");
        hints::hints(&mut buf, area, theme, &[hints::Hint { key: "n".into(), label: "下一个".into() }]);
    }
}
