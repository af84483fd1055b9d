//! The panes: first all frames with their joined borders, then what stands in each.

mod cases;
mod chat;
mod log;
mod orders;
mod queue;
mod todo;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::action::Scope;
use crate::app::input::wrap::wrap;
use crate::app::layout::Part;
use crate::app::{Layout, Model};
use crate::domain::shop_write::{ShopWrite, WriteState};
use crate::text::Lang;

use super::footer::scope_hints;
use super::theme::Theme;
use super::widgets::panes::{Pane as Frame, panes as frames};
use super::width::{cols, cut};

/// What stands on the edges of a part.
#[derive(Debug, Default)]
struct Edges {
    title: String,
    right: String,
    bottom: String,
    /// True when what stands on the right should be looked at.
    warn: bool,
}

pub(super) fn panes(model: &Model, buf: &mut Buffer, layout: &Layout, theme: Theme) -> Option<Position> {
    let focused = model.focused_part();
    let edges: Vec<(Part, Rect, Edges)> =
        layout.parts.iter().map(|(part, rect)| (*part, *rect, edges(model, *part, *rect, *part == focused))).collect();
    let all: Vec<Frame<'_>> = edges
        .iter()
        .map(|(part, rect, edges)| Frame {
            area: *rect,
            title: &edges.title,
            right: &edges.right,
            bottom: &edges.bottom,
            warn: edges.warn,
            focused: *part == focused,
        })
        .collect();
    frames(buf, theme, &all);
    let mut caret = None;
    for (part, rect, _) in &edges {
        let inside = super::widgets::panes::inside(*rect);
        let here = body(model, buf, *part, inside, *part == focused, theme);
        caret = caret.or(here);
    }
    caret
}

fn edges(model: &Model, part: Part, rect: Rect, focused: bool) -> Edges {
    let mut edges = match part {
        Part::Queue => queue::edges(model),
        Part::Messages => chat::edges(model),
        Part::Suggestions => chat::suggestions_edges(model),
        Part::Composer => chat::composer_edges(model),
        Part::Orders => orders::edges(model),
        Part::Order => orders::order_edges(model),
        Part::Cases => cases::edges(model),
        Part::Case => cases::case_edges(model),
        Part::Log => log::edges(model),
        Part::Entry => Edges { title: model.tr.log_entry().to_owned(), ..Edges::default() },
        Part::Todo => todo::edges(model),
    };
    if focused && edges.bottom.is_empty() {
        let is_list = !matches!(part, Part::Order | Part::Case | Part::Entry);
        edges.bottom = scope_hints(model, scope(part), is_list, usize::from(rect.width.saturating_sub(6)));
    }
    edges
}

fn scope(part: Part) -> Scope {
    match part {
        Part::Queue => Scope::Queue,
        Part::Messages => Scope::Chat,
        Part::Suggestions | Part::Composer => Scope::Composer,
        Part::Orders | Part::Order => Scope::Orders,
        Part::Cases | Part::Case => Scope::Cases,
        Part::Log | Part::Entry => Scope::Log,
        Part::Todo => Scope::Todo,
    }
}

fn body(model: &Model, buf: &mut Buffer, part: Part, inside: Rect, focused: bool, theme: Theme) -> Option<Position> {
    match part {
        Part::Queue => queue::queue(model, buf, inside, focused, theme),
        Part::Messages => chat::messages(model, buf, inside, theme),
        Part::Suggestions => chat::suggestions(model, buf, inside, theme),
        Part::Composer => return chat::composer(model, buf, inside, focused, theme),
        Part::Orders => return orders::orders(model, buf, inside, focused, theme),
        Part::Order => orders::order(model, buf, inside, theme),
        Part::Cases => cases::cases(model, buf, inside, focused, theme),
        Part::Case => cases::case(model, buf, inside, theme),
        Part::Log => return log::log(model, buf, inside, focused, theme),
        Part::Entry => log::entry(model, buf, inside, theme),
        Part::Todo => todo::todo(model, buf, inside, theme),
    }
    None
}

/// A write to a shop in a line: how loud, and with the key where a person can do something about it.
fn at_shop(tr: Lang, write: &ShopWrite, key: &str) -> (super::theme::Role, String) {
    let role = match write.state {
        WriteState::Unknown => super::theme::Role::Danger,
        WriteState::Failed => super::theme::Role::Warn,
        WriteState::Done => super::theme::Role::Done,
        WriteState::Dropped => super::theme::Role::Muted,
        _ => super::theme::Role::Text,
    };
    let hint = match write.state {
        WriteState::Unknown | WriteState::Failed => format!("  {}", tr.write_look(key)),
        _ => String::new(),
    };
    (role, format!("{}{hint}", tr.shop_write(write)))
}

/// Writes lines of text into an area from `skip` on, wrapped; tells how many lines there are in all.
pub(in crate::view) fn paragraphs(
    buf: &mut Buffer,
    inside: Rect,
    theme: Theme,
    lines: &[(super::theme::Role, String)],
    skip: usize,
) {
    let width = usize::from(inside.width.saturating_sub(1)).max(2);
    let rows = lines.iter().flat_map(|(role, text)| {
        let (first, mut rest) = row_of_words(text, width);
        let indent = hang(text).min(width / 3);
        let more = std::iter::from_fn(move || {
            let (row, after) = (!rest.is_empty()).then(|| row_of_words(rest, width - indent))?;
            rest = after;
            Some((*role, indent, row))
        });
        std::iter::once((*role, 0, first)).chain(more)
    });
    for (at, (role, indent, text)) in rows.skip(skip).take(usize::from(inside.height)).enumerate() {
        let (y, indent) = (inside.y + u16::try_from(at).unwrap_or(0), u16::try_from(indent).unwrap_or(0));
        super::widgets::put(buf, inside.x + indent, y, text, inside.width - indent, theme.style(role));
    }
}

/// What stands between things told side by side on one line, and what a label and its value, or names in a row, stand
/// apart by.
const BETWEEN: [&str; 3] = ["   ", "  ", " / "];

/// One row of a line and what is left of it. Where that costs less than half the row, it ends between two things told
/// side by side, so that neither is torn apart.
fn row_of_words(text: &str, width: usize) -> (&str, &str) {
    // A line may be long, and what does not fit in this row is not looked at for it.
    let whole = wrap(cut(text, 2 * width + 2), width).first().map_or(0, |row| row.range.end);
    if whole == text.len() {
        return (text, "");
    }
    let after = |gap: &&str| Some(text[..whole].rfind(*gap)? + gap.len());
    let costs_little = |at: &usize| cols(&text[..*at]) > width / 2;
    let (things, words) = BETWEEN.split_at(1);
    let thing = things.iter().filter_map(after).max().filter(costs_little);
    let end = thing.or_else(|| words.iter().filter_map(after).max().filter(costs_little)).unwrap_or(whole);
    (&text[..end], text[end..].trim_start_matches([' ', '\n']))
}

/// Columns the longest label of a line takes.
const LABEL_MAX: usize = 10;

/// Where a wrapped line goes on: under its words when a label stands before them, else under its first word.
fn hang(text: &str) -> usize {
    let lead = text.len() - text.trim_start_matches(' ').len();
    let label = text[lead..].find("  ").map(|at| {
        let words = text[lead + at..].trim_start_matches(' ');
        super::width::cols(&text[..text.len() - words.len()])
    });
    label.filter(|cols| *cols <= LABEL_MAX).unwrap_or(lead)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_row_ends_between_things_told_side_by_side_where_that_costs_little() {
        assert_eq!(row_of_words("申请  11-20   货物  已收到货", 24), ("申请  11-20   ", "货物  已收到货"));
        assert_eq!(row_of_words("W   撤销 / 平台要求举证", 22), ("W   撤销 / 平台要求举", "证"));
        assert_eq!(row_of_words("W   修改申请 / 判定支持卖家", 24), ("W   修改申请 / ", "判定支持卖家"));
        assert_eq!(row_of_words("short", 24), ("short", ""));
    }

    proptest! {
        #[test]
        fn rows_hold_all_words_and_fit(text in "[a-c你好，/ \n]{0,60}", width in 2usize..40) {
            let mut rest = text.as_str();
            let mut kept = String::new();
            while !rest.is_empty() {
                let (row, after) = row_of_words(rest, width);
                let first = &rest[wrap(rest, width)[0].range.clone()];
                prop_assert!(first.trim_end().starts_with(row.trim_end()), "{row:?} of {first:?}");
                prop_assert!(after.len() < rest.len());
                prop_assert!(cols(row.trim_end()) <= width);
                kept.push_str(row);
                rest = after;
            }
            let words = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(words(&kept), words(&text));
        }
    }
}
