//! Panes side by side, sharing their borders.
//!
//! ```text
//! ┌─ 1 会话  待回复 3 ─┲━ 拾光10001 ━━━━━━ 14:03 ━┓
//! │                    ┃                          ┃
//! ├────────────────────╄━ n 下一个 ━━━━━━━━━━━━━━━┩
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{narrow, put};
use crate::view::theme::{Borders, Role, Theme};
use crate::view::width;

/// A pane's frame. Neighbours overlap by the one row or column they share.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pane<'a> {
    /// The frame's outer edge.
    pub area: Rect,
    /// On the upper edge, left: number, name, counts.
    pub title: &'a str,
    /// On the upper edge, right.
    pub right: &'a str,
    /// On the lower edge: the keys that matter here, or totals.
    pub bottom: &'a str,
    /// True for the pane that has the focus.
    pub focused: bool,
    /// True when what stands on the right should be looked at.
    pub warn: bool,
}

/// What is inside a frame.
pub fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x.saturating_add(1),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

/// Draws the frames of all panes with joined corners, then what stands on their edges.
pub fn panes(buf: &mut Buffer, theme: Theme, panes: &[Pane<'_>]) {
    let mut lines = Lines::over(panes.iter().map(|pane| pane.area.intersection(buf.area)));
    for pane in panes {
        lines.add(pane.area.intersection(buf.area), if pane.focused { 2 } else { 1 });
    }
    lines.draw(buf, theme);
    let mut taken = Vec::new();
    for pane in panes {
        titles(buf, theme, pane, &mut taken);
    }
    for pane in panes.iter().filter(|pane| pane.focused).chain(panes.iter().filter(|pane| !pane.focused)) {
        bottom(buf, theme, pane, &mut taken);
    }
}

/// Columns of a row that hold words.
type Taken = Vec<(u16, u16, u16)>;

fn titles(buf: &mut Buffer, theme: Theme, pane: &Pane<'_>, taken: &mut Taken) {
    let Rect { x, y, width, height } = pane.area;
    if width < 6 || height == 0 {
        return;
    }
    let style = theme.style(if pane.focused { Role::TitleFocus } else { Role::Title });
    let room = usize::from(width - 4);
    let mut left_cols = 0;
    if !pane.title.is_empty() {
        let title = format!(" {} ", whole_words(pane.title, room.saturating_sub(2)));
        left_cols = width::cols(&title);
        taken.push((y, x + 2, put(buf, x + 2, y, &title, width - 4, style)));
    }
    let room = room.saturating_sub(left_cols + 1);
    // Half a word on the right says nothing.
    let right = whole_parts(pane.right, room.saturating_sub(2)).unwrap_or_default();
    if !right.is_empty() {
        let right = format!(" {right} ");
        let at = x + width - 2 - narrow(width::cols(&right));
        taken.push((
            y,
            at,
            put(buf, at, y, &right, width - 4, theme.style(if pane.warn { Role::Warn } else { Role::Title })),
        ));
    }
}

/// As many of the parts, which stand two blanks apart, as fit whole: a part that is cut in the middle of its number tells
/// nothing. Where not even the first one fits it is shortened.
fn whole_words(text: &str, room: usize) -> String {
    whole_parts(text, room).map_or_else(|| width::shorten(text, room), str::to_owned)
}

/// The same; nothing where not even the first one fits.
fn whole_parts(text: &str, room: usize) -> Option<&str> {
    let mut kept = text;
    while width::cols(kept) > room {
        kept = kept[..kept.rfind("  ")?].trim_end();
    }
    Some(kept)
}

fn bottom(buf: &mut Buffer, theme: Theme, pane: &Pane<'_>, taken: &mut Taken) {
    let Rect { x, width, .. } = pane.area;
    if pane.bottom.is_empty() || width < 10 || pane.area.height < 2 {
        return;
    }
    let y = pane.area.bottom() - 1;
    let (mut from, mut to) = (x + 2, x + width - 2);
    // Where the edge is also the upper edge of the pane below, its words come first and ours go to the wider side.
    for (_, left, right) in taken.iter().filter(|(row, ..)| *row == y) {
        if *right <= from || *left >= to {
            continue;
        }
        if left.saturating_sub(from) >= to.saturating_sub(*right) {
            to = left.saturating_sub(1);
        } else {
            from = right.saturating_add(1);
        }
    }
    let room = usize::from(to.saturating_sub(from));
    if room < 8 {
        return;
    }
    let text = format!(" {} ", whole_words(pane.bottom, room - 2));
    let at = if from > x + 2 { to - narrow(width::cols(&text)) } else { from };
    let style = theme.style(if pane.focused { Role::Accent } else { Role::Muted });
    taken.push((y, at, put(buf, at, y, &text, narrow(room), style)));
}

/// The four arms of every cell, two bits each: 0 none, 1 light, 2 heavy.
struct Lines {
    area: Rect,
    arms: Vec<[u8; 4]>,
}

const UP: usize = 0;
const RIGHT: usize = 1;
const DOWN: usize = 2;
const LEFT: usize = 3;

/// Box-drawing by arms, up-right-down-left as a number to base three.
const GLYPHS: &str = " ╴╸╷┐┑╻┒┓╶─╾┌┬┭┎┰┱╺╼━┍┮┯┏┲┳╵┘┙│┤┥╽┧┪└┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈╹┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋";

impl Lines {
    fn over(areas: impl Iterator<Item = Rect>) -> Self {
        let area = areas.filter(|area| !area.is_empty()).reduce(Rect::union).unwrap_or_default();
        Self { area, arms: vec![[0; 4]; usize::from(area.width) * usize::from(area.height)] }
    }

    fn add(&mut self, pane: Rect, weight: u8) {
        if pane.width < 2 || pane.height < 2 {
            return;
        }
        let (right, bottom) = (pane.right() - 1, pane.bottom() - 1);
        for x in pane.left()..right {
            for y in [pane.top(), bottom] {
                self.arm(x, y, RIGHT, weight);
                self.arm(x + 1, y, LEFT, weight);
            }
        }
        for y in pane.top()..bottom {
            for x in [pane.left(), right] {
                self.arm(x, y, DOWN, weight);
                self.arm(x, y + 1, UP, weight);
            }
        }
    }

    fn arm(&mut self, x: u16, y: u16, arm: usize, weight: u8) {
        let at = usize::from(y - self.area.y) * usize::from(self.area.width) + usize::from(x - self.area.x);
        if let Some(arms) = self.arms.get_mut(at) {
            arms[arm] = arms[arm].max(weight);
        }
    }

    fn draw(&self, buf: &mut Buffer, theme: Theme) {
        let glyphs: Vec<char> = GLYPHS.chars().collect();
        let (quiet, focus) = (theme.style(Role::Border), theme.style(Role::BorderFocus));
        for (at, arms) in self.arms.iter().enumerate().filter(|(_, arms)| **arms != [0; 4]) {
            let x = self.area.x + narrow(at % usize::from(self.area.width));
            let y = self.area.y + narrow(at / usize::from(self.area.width));
            let glyph = match theme.borders {
                Borders::Lines => {
                    let number = arms.iter().fold(0, |number, arm| number * 3 + usize::from(*arm));
                    glyphs.get(number).copied().unwrap_or(' ')
                }
                Borders::Ascii => ascii(*arms),
            };
            let style = if arms.contains(&2) { focus } else { quiet };
            put(buf, x, y, glyph.encode_utf8(&mut [0; 4]), 1, style);
        }
    }
}

const fn ascii(arms: [u8; 4]) -> char {
    match arms {
        [0, 2, 0, 2] => '=',
        [0, _, 0, _] => '-',
        [_, 0, _, 0] => '|',
        _ => '+',
    }
}
