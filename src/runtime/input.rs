//! Keys, pastes and sizes from the terminal library, as ours.

use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use super::event_loop::Wake;
use crate::domain::{Problem, RawText};
use crate::keymap::{Chord, Key};

/// What a person did at the terminal.
#[derive(Clone, PartialEq, Debug)]
pub enum Input {
    /// A key.
    Key(Chord),
    /// A bracketed paste: text, never keys.
    Paste(RawText),
    /// The left button went down at a column and a row, from 0.
    Press(u16, u16),
    /// The wheel was turned there by one notch; true is down.
    Wheel(u16, u16, bool),
    /// The terminal has so many columns and rows now.
    Resize(u16, u16),
}

/// Reads the terminal on a thread of its own, blocking, until it is gone.
pub fn start<M: From<Input> + Send + 'static>(wakes: Sender<Wake<M>>) -> Result<(), Problem> {
    thread::Builder::new()
        .name("input".into())
        .spawn(move || {
            loop {
                let wake = match event::read() {
                    Ok(event) => match message(event) {
                        Some(input) => Wake::Msg(M::from(input)),
                        None => continue,
                    },
                    Err(_) => Wake::Gone,
                };
                let is_last = matches!(wake, Wake::Gone);
                if wakes.send(wake).is_err() || is_last {
                    return;
                }
            }
        })
        .map(drop)
        .map_err(|error| Problem::system(&error))
}

/// What an event means; nothing for key releases and what we do not listen to.
fn message(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) => chord(key).map(Input::Key),
        Event::Paste(text) => Some(Input::Paste(RawText::new(text))),
        Event::Resize(columns, rows) => Some(Input::Resize(columns, rows)),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Input::Press(mouse.column, mouse.row)),
            MouseEventKind::ScrollDown => Some(Input::Wheel(mouse.column, mouse.row, true)),
            MouseEventKind::ScrollUp => Some(Input::Wheel(mouse.column, mouse.row, false)),
            _ => None,
        },
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn chord(event: KeyEvent) -> Option<Chord> {
    if event.kind == KeyEventKind::Release || event.modifiers.intersects(KeyModifiers::SUPER | KeyModifiers::HYPER) {
        return None;
    }
    let mut shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let key = match event.code {
        KeyCode::Char(c) => {
            let c = if shift { c.to_ascii_uppercase() } else { c };
            shift = false;
            Key::Char(c)
        }
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => {
            shift = true;
            Key::Tab
        }
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::F(n) => Key::F(n),
        _ => return None,
    };
    let alt = event.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::META);
    Some(Chord { key, ctrl: event.modifiers.contains(KeyModifiers::CONTROL), alt, shift })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Option<String> {
        chord(KeyEvent::new(code, modifiers)).map(|chord| chord.to_string())
    }

    #[test]
    fn keys_become_chords_of_ours() {
        let none = KeyModifiers::NONE;
        assert_eq!(key(KeyCode::Char('g'), none).as_deref(), Some("g"));
        assert_eq!(key(KeyCode::Char('g'), KeyModifiers::SHIFT).as_deref(), Some("G"));
        assert_eq!(key(KeyCode::Char('k'), KeyModifiers::CONTROL).as_deref(), Some("Ctrl-K"));
        assert_eq!(key(KeyCode::Char('1'), KeyModifiers::ALT).as_deref(), Some("Alt-1"));
        assert_eq!(key(KeyCode::BackTab, none).as_deref(), Some("Shift-Tab"));
        assert_eq!(key(KeyCode::Char('q'), KeyModifiers::SUPER), None);
        assert_eq!(key(KeyCode::CapsLock, none), None);
    }

    #[test]
    fn a_release_is_no_key() {
        let event = KeyEvent::new_with_kind(KeyCode::Char('j'), KeyModifiers::NONE, KeyEventKind::Release);
        assert!(chord(event).is_none());
    }
}
