use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

mod replies;

fn typed(editor: &mut Editor, text: &str) {
    for c in text.chars() {
        editor.key(EditorKey::Insert(c));
    }
}

fn editor(text: &str, cols: usize) -> Editor {
    let mut editor = Editor::new();
    editor.set_size(cols, 4);
    editor.paste(text);
    editor
}

/// The text with `|` at the caret.
fn shown(editor: &Editor) -> String {
    let (head, tail) = editor.text().split_at(editor.caret());
    format!("{head}|{tail}")
}

fn cell(editor: &Editor) -> (usize, usize) {
    let cell = editor.caret_cell();
    (cell.row, cell.col)
}

fn hole(name: &str) -> Piece {
    Piece::Hole { name: name.into(), label: format!("[{name}]") }
}

fn filled(name: &str, value: &str) -> Piece {
    Piece::Filled { name: name.into(), label: format!("[{name}]"), value: value.into(), or: None }
}

fn words(text: &str) -> Piece {
    Piece::Text(text.into())
}

#[test]
fn one_key_takes_one_whole_grapheme() {
    let mut e = editor("a👨‍👩‍👧🇨🇳e\u{301}", 20);
    e.key(EditorKey::Left);
    assert_eq!(shown(&e), "a👨‍👩‍👧🇨🇳|e\u{301}");
    e.key(EditorKey::Backspace);
    e.key(EditorKey::Backspace);
    assert_eq!(shown(&e), "a|e\u{301}");
    e.key(EditorKey::Delete);
    assert_eq!(shown(&e), "a|");
}

#[test]
fn an_emoji_typed_in_parts_becomes_one() {
    let mut e = editor("", 20);
    typed(&mut e, "👨‍👩‍👧❤️e\u{301}");
    assert_eq!(e.text(), "👨‍👩‍👧❤️e\u{301}");
    typed(&mut e, "a\u{200d}b");
    assert_eq!(e.text(), "👨‍👩‍👧❤️e\u{301}ab");
}

#[test]
fn what_is_pasted_is_clean_and_one_edit() {
    let mut e = editor("a", 20);
    assert_eq!(e.paste("\x1b[201~\r\nb\t\u{202e}c"), Edited::Changed);
    assert_eq!(e.text(), "a␛[201~\nb  ▯c");
    e.key(EditorKey::Undo);
    assert_eq!(e.text(), "a");
    let mut line = Editor::single();
    line.paste("a\r\nb\nc");
    assert_eq!(line.text(), "a b c");
    assert_eq!(line.key(EditorKey::Newline), Edited::Nothing);
}

#[test]
fn a_paste_over_the_limit_is_refused_whole() {
    let mut e = editor("a", 20);
    assert_eq!(e.paste(&"好".repeat(400_000)), Edited::TooLong);
    assert_eq!(e.text(), "a");
}

#[test]
fn undo_takes_back_a_word_and_redo_puts_it_back() {
    let mut e = editor("", 40);
    typed(&mut e, "hello big world");
    e.key(EditorKey::Undo);
    assert_eq!(shown(&e), "hello big |");
    e.key(EditorKey::Undo);
    assert_eq!(shown(&e), "hello |");
    e.key(EditorKey::Redo);
    e.key(EditorKey::Redo);
    assert_eq!(shown(&e), "hello big world|");
    assert_eq!(e.key(EditorKey::Redo), Edited::Nothing);
    for _ in 0..3 {
        e.key(EditorKey::Backspace);
    }
    e.key(EditorKey::Undo);
    assert_eq!(e.text(), "hello big world");
    typed(&mut e, "1");
    e.pause();
    typed(&mut e, "2");
    e.key(EditorKey::Undo);
    assert_eq!(e.text(), "hello big world1");
}

#[test]
fn up_and_down_keep_the_column_over_short_rows() {
    let mut e = editor("您好您好\nab\n谢谢谢谢", 20);
    e.key(EditorKey::Up);
    assert_eq!(cell(&e), (1, 2));
    e.key(EditorKey::Up);
    assert_eq!(cell(&e), (0, 8));
    e.key(EditorKey::Home);
    e.key(EditorKey::Right);
    e.key(EditorKey::Down);
    e.key(EditorKey::Down);
    assert_eq!(cell(&e), (2, 2));
    assert_eq!(e.key(EditorKey::Down), Edited::Nothing);
}

#[test]
fn home_and_end_go_by_the_row_on_the_screen() {
    let mut e = editor("您好您好您好您好", 8);
    e.key(EditorKey::DocStart);
    e.key(EditorKey::End);
    assert_eq!((e.caret(), cell(&e)), (12, (0, 7)));
    e.key(EditorKey::Right);
    e.key(EditorKey::Home);
    assert_eq!((e.caret(), cell(&e)), (12, (1, 0)));
}

#[test]
fn the_caret_of_a_full_row_stays_in_the_window() {
    let e = editor("您好您好", 8);
    assert_eq!(cell(&e), (0, 7));
    let e = editor("您好您", 8);
    assert_eq!(cell(&e), (0, 6));
}

#[test]
fn the_window_follows_the_caret_and_no_more() {
    let mut e = editor("1\n2\n3\n4\n5\n6", 8);
    assert_eq!((e.top(), cell(&e)), (2, (3, 1)));
    for _ in 0..3 {
        e.key(EditorKey::Up);
    }
    assert_eq!((e.top(), cell(&e).0), (2, 0));
    e.key(EditorKey::Up);
    assert_eq!(e.top(), 1);
    assert_eq!(e.shown_rows().map(|row| row.text).collect::<String>(), "2345");
    e.set_size(8, 10);
    assert_eq!(e.top(), 0);
}

#[test]
fn a_one_line_editor_slides() {
    let mut e = Editor::single();
    e.set_size(6, 1);
    e.paste("您好您好ab");
    let row = |e: &Editor| e.shown_rows().next().map(|row| row.text.to_owned()).unwrap_or_default();
    assert_eq!((row(&e), cell(&e)), ("好ab".to_owned(), (0, 4)));
    e.key(EditorKey::Home);
    assert_eq!((row(&e), cell(&e)), ("您好您".to_owned(), (0, 0)));
}

#[test]
fn words_are_runs_of_one_kind() {
    let mut e = editor("亲，订单4000 ok", 40);
    let mut stops = vec![];
    while e.key(EditorKey::WordLeft) == Edited::Moved {
        stops.push(e.text()[e.caret()..].to_owned());
    }
    assert_eq!(stops, ["ok", "4000 ok", "订单4000 ok", "，订单4000 ok", "亲，订单4000 ok"]);
    e.key(EditorKey::DocEnd);
    e.key(EditorKey::KillWord);
    assert_eq!(shown(&e), "亲，订单4000 |");
}

#[test]
fn killing_a_line_stops_at_its_break() {
    let mut e = editor("ab\ncd", 40);
    e.key(EditorKey::DocStart);
    e.key(EditorKey::Right);
    e.key(EditorKey::KillLine);
    assert_eq!(shown(&e), "a|\ncd");
    e.key(EditorKey::KillLine);
    assert_eq!(shown(&e), "a|cd");
    e.key(EditorKey::KillToStart);
    assert_eq!(shown(&e), "|cd");
}

#[test]
fn a_hole_is_one_thing_to_the_caret() {
    let mut e = editor("a", 80);
    e.put_reply(&[hole("x"), words("b")]);
    e.key(EditorKey::DocEnd);
    e.key(EditorKey::Left);
    e.key(EditorKey::Left);
    assert_eq!(shown(&e), "a|[x]b");
    assert!(e.current_hole().is_none());
    typed(&mut e, "-");
    assert_eq!(shown(&e), "a-|[x]b");
    e.click(0, 3);
    assert!(e.current_hole().is_some(), "a click into a hole fills it");
    e.key(EditorKey::Backspace);
    assert_eq!(shown(&e), "a-|b");
}

#[test]
fn a_draft_comes_back_with_its_slots() {
    let mut e = editor("", 80);
    e.put_reply(&[words("到"), hole("city")]);
    let (text, mut slots) = (e.text().to_owned(), e.slots().to_vec());
    slots.push(Slot { range: 90..99, ..slots[0].clone() });
    let mut again = Editor::new();
    again.restore_draft(&text, slots);
    assert_eq!(again.slots(), e.slots());
}

#[derive(Clone, Debug)]
enum Act {
    Key(EditorKey),
    Paste(String),
    Reply(Vec<Piece>),
    Refill(Option<String>),
    Size(usize, usize),
    Click(usize, usize),
    Pause,
}

fn keys() -> impl Strategy<Value = EditorKey> {
    use EditorKey as K;
    let typed = proptest::char::any().prop_map(K::Insert);
    let common =
        proptest::sample::select(vec!['a', '好', '，', ' ', '👩', '\u{200d}', '\u{fe0f}', '\u{301}', '🇨', '🇳', '❤'])
            .prop_map(K::Insert);
    let other = proptest::sample::select(vec![
        K::Newline,
        K::Backspace,
        K::Delete,
        K::Left,
        K::Right,
        K::Up,
        K::Down,
        K::WordLeft,
        K::WordRight,
        K::Home,
        K::End,
        K::DocStart,
        K::DocEnd,
        K::KillLine,
        K::KillToStart,
        K::KillWord,
        K::Undo,
        K::Redo,
        K::NextHole,
        K::PrevHole,
    ]);
    prop_oneof![1 => typed, 4 => common, 6 => other]
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let text = "[a好，\u{301}]{0,4}";
    let piece = prop_oneof![
        text.prop_map(Piece::Text),
        ("[xy]", "[好b]{0,3}").prop_map(|(name, label)| Piece::Hole { name, label }),
        ("[xy]", "[好b]{0,3}", text).prop_map(|(name, label, value)| Piece::Filled { name, label, value, or: None }),
    ];
    proptest::collection::vec(piece, 0..4)
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        12 => keys().prop_map(Act::Key),
        2 => "[a好，\n\u{301} 👩\u{200d}]{0,12}".prop_map(Act::Paste),
        2 => pieces().prop_map(Act::Reply),
        1 => proptest::option::of("[c好]{0,5}").prop_map(Act::Refill),
        1 => (0usize..12, 0usize..5).prop_map(|(c, r)| Act::Size(c, r)),
        1 => (0usize..6, 0usize..12).prop_map(|(r, c)| Act::Click(r, c)),
        1 => Just(Act::Pause),
    ];
    proptest::collection::vec(act, 0..60)
}

fn perform(e: &mut Editor, act: &Act) {
    match act {
        Act::Key(key) => drop(e.key(*key)),
        Act::Paste(text) => drop(e.paste(text)),
        Act::Reply(pieces) => drop(e.put_reply(pieces)),
        Act::Refill(value) => drop(e.refill(|_| value.clone())),
        Act::Size(cols, rows) => e.set_size(*cols, *rows),
        Act::Click(row, col) => drop(e.click(*row, *col)),
        Act::Pause => e.pause(),
    }
}

fn is_boundary(text: &str, at: usize) -> bool {
    at == text.len() || text.grapheme_indices(true).any(|(i, _)| i == at)
}

proptest! {
    #[test]
    fn whatever_is_done_the_editor_holds_together(acts in acts(), single: bool) {
        let mut e = if single { Editor::single() } else { Editor::new() };
        for act in &acts {
            perform(&mut e, act);
            let text = e.text();
            prop_assert!(is_boundary(text, e.caret()), "{act:?}: caret {} in {text:?}", e.caret());
            prop_assert!(!single || !text.contains('\n'));
            let mut end = 0;
            for slot in e.slots() {
                prop_assert!(slot.range.start >= end && slot.range.end > slot.range.start, "{act:?}: {:?}", e.slots());
                prop_assert!(text.get(slot.range.clone()).is_some(), "{act:?}: {:?} in {text:?}", e.slots());
                end = slot.range.end;
            }
            // What was wrapped bit by bit is what wrapping the whole gives.
            if !single {
                let whole = crate::app::input::wrap::wrap(text, e.body.cols());
                prop_assert_eq!(e.body.rows_from(0).collect::<Vec<_>>(), whole, "{:?}", act);
            }
            let (row, col) = cell(&e);
            prop_assert!(row < e.height && col < e.body.cols(), "{act:?}: {row} {col}");
        }
    }

    #[test]
    fn of_two_replies_in_a_row_the_second_stands_and_undo_gives_the_first_back(acts in acts(), one in pieces(), two in pieces()) {
        let mut e = Editor::new();
        for act in &acts {
            perform(&mut e, act);
        }
        e.key(EditorKey::Insert('a'));
        let mut alone = e.clone();
        e.put_reply(&one);
        let (first, slots) = (e.text().to_owned(), e.slots().to_vec());
        e.put_reply(&two);
        alone.put_reply(&two);
        prop_assert_eq!(e.text(), alone.text());
        prop_assert_eq!(e.slots(), alone.slots());
        e.key(EditorKey::Undo);
        prop_assert_eq!(e.text(), first);
        prop_assert_eq!(e.slots(), slots);
    }

    #[test]
    fn undo_goes_all_the_way_back_and_redo_all_the_way_forth(acts in acts()) {
        let mut e = Editor::new();
        for act in &acts {
            perform(&mut e, act);
        }
        while e.key(EditorKey::Redo) == Edited::Changed {}
        let (text, slots) = (e.text().to_owned(), e.slots().to_vec());
        while e.key(EditorKey::Undo) == Edited::Changed {}
        prop_assert_eq!(e.text(), "");
        prop_assert_eq!(e.slots().len(), 0);
        while e.key(EditorKey::Redo) == Edited::Changed {}
        prop_assert_eq!(e.text(), text);
        prop_assert_eq!(e.slots(), slots);
    }
}

#[test]
fn a_paste_of_a_hundred_kilobytes_is_quick() {
    let text = "这个什么时候能到呀，周五要用。hello world ".repeat(1700);
    let mut e = editor("", 80);
    let start = std::time::Instant::now();
    e.paste(&text);
    let pasted = start.elapsed();
    e.key(EditorKey::Insert('a'));
    println!("{} bytes in {pasted:?}, a key after it {:?}", text.len(), start.elapsed() - pasted);
    // Unoptimized; far from the goal of 20 ms only when something grows with the square.
    assert!(pasted.as_millis() < 1000, "{pasted:?}");
}
