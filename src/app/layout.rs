//! Where everything stands: a pure function of the size and the focus, shared by drawing, keys and the mouse.

use ratatui::layout::{Position, Rect};

use super::model::Pane;

/// A part of the screen with a border of its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Part {
    /// The chat queue.
    Queue,
    /// The messages.
    Messages,
    /// The suggested replies.
    Suggestions,
    /// The composer.
    Composer,
    /// The order list.
    Orders,
    /// An order, whole.
    Order,
    /// The case list.
    Cases,
    /// A case, whole.
    Case,
    /// The work log.
    Log,
    /// A log entry, whole.
    Entry,
    /// Sections and rows of the to-do list.
    Todo,
}

impl Part {
    /// The pane a part belongs to.
    pub const fn pane(self) -> Pane {
        match self {
            Part::Queue => Pane::Queue,
            Part::Messages | Part::Suggestions | Part::Composer => Pane::Chat,
            Part::Orders | Part::Order => Pane::Orders,
            Part::Cases | Part::Case => Pane::Cases,
            Part::Log | Part::Entry => Pane::Log,
            Part::Todo => Pane::Todo,
        }
    }
}

/// The smallest terminal kefu draws in.
pub const MIN_COLS: u16 = 40;
/// The smallest terminal kefu draws in.
pub const MIN_ROWS: u16 = 10;

/// Columns from which the three-column desk is shown.
pub const DESK_COLS: u16 = 100;
/// Rows from which more than one pane is shown: three stand one above the other.
pub const DESK_ROWS: u16 = 18;
/// Columns from which five panes are shown.
pub const WIDE_COLS: u16 = 170;

/// What the layout depends on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Wants {
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The focused pane.
    pub focus: Pane,
    /// One pane alone.
    pub zoom: bool,
    /// In a narrow zoomed list pane: the detail instead of the list.
    pub detail: bool,
    /// Suggested replies on offer.
    pub suggestions: u16,
    /// Rows the text in the composer takes.
    pub composer_rows: u16,
}

/// Where everything stands. Neighbouring parts share one border, so their rectangles overlap by one.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    /// The line at the top.
    pub header: Rect,
    /// The parts, in the order they are drawn.
    pub parts: Vec<(Part, Rect)>,
    /// The keys that work here.
    pub hints: Rect,
    /// Notices, jobs, the draft's mark, undo.
    pub status: Rect,
    /// True when nothing but "too small" can be shown.
    pub too_small: bool,
}

impl Layout {
    /// The layout for these wants.
    ///
    /// ```text
    ///  120 columns            200 columns                       80 columns
    ///  +-queue-+-chat-+-ord+  +-queue-+-chat-+-orders-+-case-+  +-one pane----+
    ///  |       |      +-cas+  |       |      |        |      |  |             |
    ///  |       +-sug--+    |  |       +-sug--+-order--+-log--+  |             |
    ///  |       +-comp-+-log+  |       +-comp-+        |      |  |             |
    ///  +-------+------+----+  +-------+------+--------+------+  +-------------+
    ///   hints                  hints                             hints
    ///   status                 status                            status
    /// ```
    pub fn of(wants: Wants) -> Self {
        let (cols, rows) = wants.size;
        if cols < MIN_COLS || rows < MIN_ROWS {
            return Self { too_small: true, header: Rect::new(0, 0, cols, rows), ..Self::default() };
        }
        let body = Rect::new(0, 1, cols, rows - 3);
        let alone = wants.zoom || cols < DESK_COLS || rows < DESK_ROWS || wants.focus == Pane::Todo;
        let parts = match (alone, cols >= WIDE_COLS) {
            (true, _) => one(body, wants),
            (false, true) => wide(body, wants),
            (false, false) => desk(body, wants),
        };
        Self {
            header: Rect::new(0, 0, cols, 1),
            parts,
            hints: Rect::new(0, rows - 2, cols, 1),
            status: Rect::new(0, rows - 1, cols, 1),
            too_small: false,
        }
    }

    /// Where a part stands, if it is on screen.
    pub fn part(&self, part: Part) -> Option<Rect> {
        self.parts.iter().find(|(p, _)| *p == part).map(|(_, rect)| *rect)
    }

    /// The inside of a part, without its border.
    pub fn inside(&self, part: Part) -> Rect {
        self.part(part).map(inner).unwrap_or_default()
    }

    /// The part under a column and a row; on a shared border the one drawn last.
    pub fn at(&self, col: u16, row: u16) -> Option<(Part, Rect)> {
        self.parts.iter().rev().find(|(_, rect)| rect.contains(Position::new(col, row))).copied()
    }

    /// True when the pane can be seen.
    pub fn shows(&self, pane: Pane) -> bool {
        self.parts.iter().any(|(part, _)| part.pane() == pane)
    }
}

/// A rectangle without its border.
pub fn inner(rect: Rect) -> Rect {
    Rect::new(
        rect.x.saturating_add(1),
        rect.y.saturating_add(1),
        rect.width.saturating_sub(2),
        rect.height.saturating_sub(2),
    )
}

fn one(body: Rect, wants: Wants) -> Vec<(Part, Rect)> {
    let (list, whole) = match wants.focus {
        Pane::Queue if body.width >= DESK_COLS => {
            let (left, right) = columns(body, body.width / 2);
            let mut parts = vec![(Part::Queue, left)];
            parts.extend(chat(right, wants));
            return parts;
        }
        Pane::Queue => return vec![(Part::Queue, body)],
        Pane::Chat => return chat(body, wants),
        Pane::Todo => return vec![(Part::Todo, body)],
        Pane::Orders => (Part::Orders, Part::Order),
        Pane::Cases => (Part::Cases, Part::Case),
        Pane::Log => (Part::Log, Part::Entry),
    };
    if body.width >= DESK_COLS {
        let share = if body.width >= WIDE_COLS { 35 } else { 30 };
        let (left, right) = columns(body, (body.width * share / 100).clamp(36, 72));
        return vec![(list, left), (whole, right)];
    }
    vec![(if wants.detail { whole } else { list }, body)]
}

fn desk(body: Rect, wants: Wants) -> Vec<(Part, Rect)> {
    let side = (body.width * 29 / 100).clamp(30, 40);
    let (queue, rest) = columns(body, (body.width * 27 / 100).clamp(28, 36));
    let (middle, right) = columns(rest, rest.width - side);
    let mut parts = vec![(Part::Queue, queue)];
    parts.extend(chat(middle, wants));
    let folded = 7.min(right.height / 4).max(4);
    let tall = (right.height + 2).saturating_sub(2 * folded);
    let heights = match wants.focus {
        Pane::Cases => [folded, tall, folded],
        Pane::Log => [folded, folded, tall],
        _ => [tall, folded, folded],
    };
    let mut y = right.y;
    for (part, height) in [Part::Orders, Part::Cases, Part::Log].into_iter().zip(heights) {
        parts.push((part, Rect::new(right.x, y, right.width, height)));
        y += height - 1;
    }
    parts
}

fn wide(body: Rect, wants: Wants) -> Vec<(Part, Rect)> {
    let (queue, rest) = columns(body, 38);
    let (middle, rest) = columns(rest, rest.width * 47 / 100);
    let (orders, right) = columns(rest, rest.width / 2);
    let mut parts = vec![(Part::Queue, queue)];
    parts.extend(chat(middle, wants));
    let (list, order) = rows(orders, orders.height * 2 / 5);
    parts.extend([(Part::Orders, list), (Part::Order, order)]);
    let (cases, log) = rows(right, right.height * if wants.focus == Pane::Log { 2 } else { 3 } / 5);
    parts.extend([(Part::Cases, cases), (Part::Log, log)]);
    parts
}

/// Messages above, suggestions and composer below; the messages keep at least a third.
fn chat(area: Rect, wants: Wants) -> Vec<(Part, Rect)> {
    let least = if area.height >= 28 { 6 } else { 4 };
    let composer = (wants.composer_rows + 2).clamp(least, (area.height / 2).max(least));
    let room = area.height.saturating_sub(composer).saturating_sub(area.height / 3);
    let offered = wants.suggestions.min(if area.height >= 28 { 6 } else { 3 });
    let suggestions = if offered == 0 || room < 3 { 0 } else { (offered + 2).min(room) };
    let (messages, below) = if suggestions == 0 {
        rows(area, area.height - composer + 1)
    } else {
        rows(area, area.height - composer - suggestions + 2)
    };
    let mut parts = vec![(Part::Messages, messages)];
    if suggestions == 0 {
        parts.push((Part::Composer, below));
    } else {
        let (upper, lower) = rows(below, suggestions);
        parts.extend([(Part::Suggestions, upper), (Part::Composer, lower)]);
    }
    parts
}

/// Two neighbours side by side that share a border; the left one is `left` columns wide.
fn columns(area: Rect, left: u16) -> (Rect, Rect) {
    let left = left.min(area.width);
    let x = area.x + left.saturating_sub(1);
    (Rect { width: left, ..area }, Rect { x, width: area.right().saturating_sub(x), ..area })
}

/// Two neighbours one above the other that share a border; the upper one is `upper` rows high.
fn rows(area: Rect, upper: u16) -> (Rect, Rect) {
    let upper = upper.min(area.height);
    let y = area.y + upper.saturating_sub(1);
    (Rect { height: upper, ..area }, Rect { y, height: area.bottom().saturating_sub(y), ..area })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PANES: [Pane; 6] = Pane::ALL;

    fn wants(cols: u16, rows: u16, focus: Pane, zoom: bool) -> Wants {
        Wants { size: (cols, rows), focus, zoom, detail: false, suggestions: 9, composer_rows: 1 }
    }

    proptest! {
        #[test]
        fn every_part_stays_on_screen_and_the_focus_is_seen(cols in 0u16..400, rows in 0u16..200, focus in 0usize..6, zoom: bool, lines in 0u16..500) {
            let layout = Layout::of(Wants { composer_rows: lines, ..wants(cols, rows, PANES[focus], zoom) });
            let screen = Rect::new(0, 0, cols, rows);
            for (part, rect) in &layout.parts {
                prop_assert_eq!(rect.intersection(screen), *rect, "{:?} {:?}", part, rect);
                prop_assert!(rect.width >= 3 && rect.height >= 3, "{:?} {:?}", part, rect);
            }
            prop_assert!(layout.too_small || layout.shows(PANES[focus]));
        }
    }

    #[test]
    fn no_size_leaves_a_part_without_an_inside() {
        for (cols, rows) in (38..=220).flat_map(|cols| (8..=66).map(move |rows| (cols, rows))) {
            for (focus, lines) in PANES.into_iter().flat_map(|focus| [0, 3, 200].map(|lines| (focus, lines))) {
                let layout = Layout::of(Wants { composer_rows: lines, ..wants(cols, rows, focus, false) });
                for (part, rect) in layout.parts {
                    assert!(rect.width >= 3 && rect.height >= 3, "{cols}x{rows} {focus:?} {part:?} {rect:?}");
                }
            }
        }
    }

    #[test]
    fn the_desk_shows_five_panes_and_the_narrow_screen_one() {
        let seen = |cols, rows, focus| {
            let layout = Layout::of(wants(cols, rows, focus, false));
            PANES.into_iter().filter(|pane| layout.shows(*pane)).count()
        };
        assert_eq!((seen(120, 36, Pane::Queue), seen(200, 60, Pane::Queue), seen(80, 24, Pane::Queue)), (5, 5, 1));
    }
}
