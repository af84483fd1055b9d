//! Lists: only the rows in the window are asked for and built, whatever their number.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::{narrow, paint, put, row_of};
use crate::view::theme::{Borders, Role, Theme};
use crate::view::width;

/// A window on a list.
#[derive(Clone, Copy, Debug, Default)]
pub struct List {
    /// All entries there are.
    pub total: usize,
    /// The first entry that shows.
    pub top: usize,
    /// The entry under the cursor.
    pub selected: Option<usize>,
    /// True when the list has the focus.
    pub focused: bool,
    /// Rows an entry takes; 0 counts as 1.
    pub lines: u16,
}

impl List {
    /// How many entries an area shows whole.
    pub fn fits(&self, area: Rect) -> usize {
        usize::from(area.height / self.lines.max(1))
    }
}

/// Draws the entries in the window: `entry(index, line, cells)` writes one row of one entry.
pub fn list(
    buf: &mut Buffer,
    area: Rect,
    theme: Theme,
    list: &List,
    mut entry: impl FnMut(usize, usize, &mut Cells<'_>),
) {
    let area = area.intersection(buf.area);
    let lines = usize::from(list.lines.max(1));
    for row in 0..usize::from(area.height) {
        let index = list.top + row / lines;
        if index >= list.total {
            break;
        }
        let at = row_of(area, row);
        entry(index, row % lines, &mut Cells::new(buf, at, theme));
        if list.selected == Some(index) {
            let role = if list.focused { Role::Selection } else { Role::SelectionQuiet };
            // Colours under a reversed row would turn into solid blocks.
            paint(buf, at, theme.style(role).fg(Color::Reset).bg(Color::Reset));
        }
    }
}

/// Writes one row from left to right in columns of fixed width, so that numbers and times stand under each other.
pub struct Cells<'a> {
    buf: &'a mut Buffer,
    area: Rect,
    x: u16,
    theme: Theme,
}

impl<'a> Cells<'a> {
    /// A row to be written in the first row of `area`.
    pub fn new(buf: &'a mut Buffer, area: Rect, theme: Theme) -> Self {
        let area = area.intersection(buf.area);
        Self { buf, area: Rect { height: area.height.min(1), ..area }, x: area.x, theme }
    }
    /// Columns still free.
    pub fn room(&self) -> usize {
        if self.area.is_empty() { 0 } else { usize::from(self.area.right().saturating_sub(self.x)) }
    }
    /// Leaves `cols` columns free.
    pub fn gap(&mut self, cols: usize) -> &mut Self {
        self.x = self.x.saturating_add(narrow(cols.min(self.room())));
        self
    }
    /// Text on the left of a column of `cols`.
    pub fn left(&mut self, text: &str, cols: usize, role: Role) -> &mut Self {
        let cols = cols.min(self.room());
        self.write(&width::fit(text, cols), role)
    }
    /// Text on the right of a column of `cols`: numbers, money, times.
    pub fn right(&mut self, text: &str, cols: usize, role: Role) -> &mut Self {
        let cols = cols.min(self.room());
        self.write(&width::fit_right(text, cols), role)
    }
    /// Text as wide as it is.
    pub fn text(&mut self, text: &str, role: Role) -> &mut Self {
        let short = width::shorten(text, self.room());
        self.write(&short, role)
    }
    /// Text over the rest of the row but for the last `keep` columns.
    pub fn fill(&mut self, text: &str, keep: usize, role: Role) -> &mut Self {
        let cols = self.room().saturating_sub(keep);
        self.left(text, cols, role)
    }
    /// Text at the right end of the row, what is there gives way.
    pub fn end(&mut self, text: &str, role: Role) -> &mut Self {
        let short = width::shorten(text, usize::from(self.area.width));
        let cols = narrow(width::cols(&short));
        self.x = self.area.right().saturating_sub(cols);
        self.write(&short, role)
    }

    fn write(&mut self, text: &str, role: Role) -> &mut Self {
        let style = match role {
            Role::Text => Style::new(),
            role => self.theme.style(role),
        };
        if !self.area.is_empty() {
            let room = narrow(self.room());
            self.x = put(self.buf, self.x, self.area.y, text, room, style);
        }
        self
    }
}

/// Draws where the window stands in the list, on a column such as the pane's right border; nothing when all shows.
pub fn scrollbar(buf: &mut Buffer, column: Rect, theme: Theme, total: usize, top: usize, height: usize) {
    let column = column.intersection(buf.area);
    let rows = usize::from(column.height);
    if total <= height || rows == 0 || column.width == 0 || height == 0 {
        return;
    }
    let thumb = (rows * height / total).clamp(1, rows);
    let most = total - height;
    let at = (rows - thumb) * top.min(most) / most;
    let glyph = match theme.borders {
        Borders::Lines => "┃",
        Borders::Ascii => "#",
    };
    for row in at..at + thumb {
        put(buf, column.x, column.y + narrow(row), glyph, 1, theme.style(Role::Accent));
    }
}
