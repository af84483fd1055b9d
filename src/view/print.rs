//! A drawn buffer as text, for tests, the manual's pictures and `--once` output.

use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;

/// The whole buffer as lines, blanks at the end of a line cut; a wide glyph stands once.
pub fn print(buffer: &Buffer) -> String {
    print_area(buffer, buffer.area)
}

/// A part of the buffer as lines.
pub fn print_area(buffer: &Buffer, area: Rect) -> String {
    let area = area.intersection(buffer.area);
    let mut out = String::new();
    for y in area.top()..area.bottom() {
        let mut line = String::new();
        let mut x = area.left();
        while x < area.right() {
            let Some(cell) = buffer.cell((x, y)) else { break };
            line.push_str(cell.symbol());
            x += cell.symbol().cell_width().max(1);
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    #[test]
    fn a_wide_glyph_stands_once_and_blanks_are_cut() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 2));
        buffer.set_string(0, 0, "您好a", Style::new());
        buffer.set_string(2, 1, "b", Style::new());
        assert_eq!(print(&buffer), "您好a\n  b\n");
    }
}
