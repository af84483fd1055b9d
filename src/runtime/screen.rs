//! The screen: a frame is one `write(2)`, and the caret is never seen anywhere but at its place.
//!
//! Input methods put their candidate window at the visible cursor, so a cursor shown while cells are drawn makes it
//! jump. A frame is therefore: begin the synchronized update, hide, draw, park, show, end.

use std::io;

use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::{Frame, Terminal};

use super::os::terminal;

const BEGIN: &[u8] = b"\x1b[?2026h\x1b[?25l";
const SHOW: &[u8] = b"\x1b[?25h";
const END: &[u8] = b"\x1b[?2026l";
const RESETS: &[u8] = b"\x1b[39m\x1b[49m\x1b[59m\x1b[0m";

/// Where the bytes of a frame go, and how large it is: the terminal, or a test's own.
pub trait Surface {
    /// Writes the bytes of one frame.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Columns and rows.
    fn size(&self) -> Size;
}

/// The real terminal.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tty;

impl Surface for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        terminal::write(bytes)
    }
    fn size(&self) -> Size {
        terminal::size()
    }
}

/// Draws frames on a surface.
#[derive(Debug)]
pub struct Screen<S: Surface> {
    terminal: Terminal<Paper<S>>,
}

impl<S: Surface> Screen<S> {
    /// A screen on a surface that stands in our modes, empty and with the caret hidden.
    pub fn new(surface: S) -> io::Result<Self> {
        Ok(Self {
            terminal: Terminal::new(Paper {
                surface,
                bytes: Vec::with_capacity(64 * 1024),
                before: Vec::new(),
                caret: None,
                shown: None,
            })?,
        })
    }

    /// Draws a frame and writes what changed, in one piece, or nothing when nothing did. The caret stands where `draw` put it, or is hidden.
    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        let paper = self.terminal.backend_mut();
        paper.bytes.clear();
        paper.bytes.extend_from_slice(BEGIN);
        let before = std::mem::take(&mut paper.before);
        paper.bytes.extend_from_slice(&before);
        paper.caret = None;
        self.terminal.draw(draw)?;
        self.terminal.backend_mut().end_frame()
    }

    /// Forgets what is on the surface: the next frame clears it and writes every cell.
    pub fn forget(&mut self) -> io::Result<()> {
        self.terminal.backend_mut().bytes.clear();
        self.terminal.clear()?;
        let paper = self.terminal.backend_mut();
        paper.before = std::mem::take(&mut paper.bytes);
        Ok(())
    }

    /// Writes bytes that draw nothing (a bell, a clipboard sequence) between two frames.
    pub fn say(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.terminal.backend_mut().surface.write(bytes)
    }

    /// Columns and rows.
    pub fn size(&self) -> Size {
        self.terminal.backend().surface.size()
    }
}

/// The backend that gathers a frame.
#[derive(Debug)]
struct Paper<S: Surface> {
    surface: S,
    bytes: Vec<u8>,
    /// What the next frame begins with: a clearing that was asked for.
    before: Vec<u8>,
    /// Where the caret is to stand when the frame ends.
    caret: Option<Position>,
    /// Where the last frame left it.
    shown: Option<Position>,
}

impl<S: Surface> Paper<S> {
    fn end_frame(&mut self) -> io::Result<()> {
        if self.bytes == BEGIN && self.caret == self.shown {
            self.bytes.clear();
            return Ok(());
        }
        self.shown = self.caret;
        if let Some(caret) = self.caret {
            self.park(caret)?;
            self.bytes.extend_from_slice(SHOW);
        }
        self.bytes.extend_from_slice(END);
        let done = self.surface.write(&self.bytes);
        self.bytes.clear();
        // One huge frame must not hold its memory for the rest of the shift.
        self.bytes.shrink_to(256 * 1024);
        done
    }

    fn park(&mut self, at: Position) -> io::Result<()> {
        CrosstermBackend::new(&mut self.bytes).set_cursor_position(at)
    }
}

impl<S: Surface> Backend for Paper<S> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut content = content.peekable();
        if content.peek().is_none() {
            return Ok(());
        }
        CrosstermBackend::new(&mut self.bytes).draw(content)?;
        // What it ends with resets the colours one by one and then everything: the last says it all.
        if self.bytes.ends_with(RESETS) {
            self.bytes.truncate(self.bytes.len() - RESETS.len());
            self.bytes.extend_from_slice(b"\x1b[0m");
        }
        Ok(())
    }
    fn hide_cursor(&mut self) -> io::Result<()> {
        self.caret = None;
        Ok(())
    }
    fn show_cursor(&mut self) -> io::Result<()> {
        // ratatui shows first and moves then; ours waits for the place.
        Ok(())
    }
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        // Never asked of the terminal: the answer may not come, or come between two keys.
        Ok(self.caret.unwrap_or(Position::ORIGIN))
    }
    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.caret = Some(position.into());
        Ok(())
    }
    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }
    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        // Colours off first, or some terminals clear to the last background.
        self.bytes.extend_from_slice(b"\x1b[0m");
        CrosstermBackend::new(&mut self.bytes).clear_region(clear_type)
    }
    fn size(&self) -> io::Result<Size> {
        Ok(self.surface.size())
    }
    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.surface.size(), pixels: Size::default() })
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use ratatui::widgets::Paragraph;

    use super::*;

    #[derive(Clone, Debug, Default)]
    struct Sheet(Rc<RefCell<Vec<Vec<u8>>>>);

    impl Surface for Sheet {
        fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
            self.0.borrow_mut().push(bytes.to_vec());
            Ok(())
        }
        fn size(&self) -> Size {
            Size { width: 20, height: 4 }
        }
    }

    #[test]
    fn a_frame_is_one_write_that_shows_the_caret_last_at_its_place() {
        let sheet = Sheet::default();
        let mut screen = Screen::new(sheet.clone()).expect("screen");
        for text in ["你好", "你好，世界"] {
            screen
                .draw(|frame| {
                    frame.render_widget(Paragraph::new(text), frame.area());
                    frame.set_cursor_position((4, 0));
                })
                .expect("drawn");
        }
        let writes = sheet.0.borrow();
        assert_eq!(writes.len(), 2);
        for bytes in writes.iter() {
            let text = String::from_utf8_lossy(bytes);
            assert!(text.starts_with("\x1b[?2026h\x1b[?25l"), "{text:?}");
            assert!(text.ends_with("\x1b[1;5H\x1b[?25h\x1b[?2026l"), "{text:?}");
            assert_eq!(text.matches("\x1b[?25h").count(), 1);
        }
        assert!(writes[1].len() <= 66, "only what changed: {}", writes[1].len());
    }

    #[test]
    fn a_frame_without_a_caret_leaves_it_hidden() {
        let sheet = Sheet::default();
        let mut screen = Screen::new(sheet.clone()).expect("screen");
        screen.draw(|frame| frame.set_cursor_position((1, 1))).expect("drawn");
        screen.draw(|_| {}).expect("drawn");
        let writes = sheet.0.borrow();
        assert!(!String::from_utf8_lossy(&writes[1]).contains("\x1b[?25h"));
    }
}
