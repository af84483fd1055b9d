//! Chords, and the way from a chord to an action. Chords are ours, not the terminal library's, so that the whole
//! program above `runtime` can be tested without a terminal.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use crate::action::{Action, Row, Scope, TABLE};

/// A key without its modifiers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Key {
    /// A character as typed; a capital carries its own shift.
    Char(char),
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab; with shift it goes back.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Left.
    Left,
    /// Right.
    Right,
    /// Up.
    Up,
    /// Down.
    Down,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// F1 to F12.
    F(u8),
}

/// A key with its modifiers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Chord {
    /// The key.
    pub key: Key,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift; never set for characters.
    pub shift: bool,
}

impl Chord {
    /// The key alone.
    pub const fn plain(key: Key) -> Self {
        Self { key, ctrl: false, alt: false, shift: false }
    }
    /// A character alone.
    pub const fn char(c: char) -> Self {
        Self::plain(Key::Char(c))
    }
    /// The character a text field would take, if this is one.
    pub const fn typed(self) -> Option<char> {
        match self.key {
            Key::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
    /// Full-width letters, digits and signs as their ASCII twins, so that commands work while an input method is
    /// in Chinese mode: `？` is `?`, `、` is `/`, `。` is `.`, `【` is `[`.
    pub fn folded(self) -> Self {
        let Key::Char(c) = self.key else { return self };
        let folded = match c {
            '\u{3000}' => ' ',
            '、' => '/',
            '。' => '.',
            '【' | '「' => '[',
            '】' | '」' => ']',
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        };
        Self { key: Key::Char(folded), ..self }
    }
}

impl FromStr for Chord {
    type Err = ();

    /// Reads `ctrl-k`, `alt-enter`, `shift-tab`, `f2`, `space`, `?`, `G`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut chord = Chord::plain(Key::Esc);
        let mut rest = text;
        loop {
            if let Some(after) = rest.strip_prefix("ctrl-").filter(|r| !r.is_empty()) {
                (chord.ctrl, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("alt-").filter(|r| !r.is_empty()) {
                (chord.alt, rest) = (true, after);
            } else if let Some(after) = rest.strip_prefix("shift-").filter(|r| !r.is_empty()) {
                (chord.shift, rest) = (true, after);
            } else {
                break;
            }
        }
        chord.key = NAMED
            .iter()
            .find(|(name, _)| *name == rest)
            .map(|(_, key)| *key)
            .or_else(|| function_key(rest))
            .or_else(|| single_char(rest))
            .ok_or(())?;
        if let (Key::Char(c), true) = (chord.key, chord.shift) {
            chord.key = Key::Char(c.to_ascii_uppercase());
            chord.shift = false;
        }
        Ok(chord)
    }
}

const NAMED: [(&str, Key); 14] = [
    ("enter", Key::Enter),
    ("esc", Key::Esc),
    ("tab", Key::Tab),
    ("backspace", Key::Backspace),
    ("delete", Key::Delete),
    ("left", Key::Left),
    ("right", Key::Right),
    ("up", Key::Up),
    ("down", Key::Down),
    ("home", Key::Home),
    ("end", Key::End),
    ("pageup", Key::PageUp),
    ("pagedown", Key::PageDown),
    ("space", Key::Char(' ')),
];

fn function_key(text: &str) -> Option<Key> {
    let n: u8 = text.strip_prefix('f')?.parse().ok()?;
    (1..=12).contains(&n).then_some(Key::F(n))
}

fn single_char(text: &str) -> Option<Key> {
    let mut chars = text.chars();
    let c = chars.next()?;
    (chars.next().is_none() && !c.is_control()).then_some(Key::Char(c))
}

impl fmt::Display for Chord {
    /// As shown to people: `Ctrl-K`, `Alt-Enter`, `F2`, `Space`, `?`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, name) in [(self.ctrl, "Ctrl-"), (self.alt, "Alt-"), (self.shift, "Shift-")] {
            if on {
                f.write_str(name)?;
            }
        }
        match self.key {
            Key::Char(' ') => f.write_str("Space"),
            Key::Char(c) if self.ctrl || self.alt => write!(f, "{}", c.to_ascii_uppercase()),
            Key::Char(c) => write!(f, "{c}"),
            Key::F(n) => write!(f, "F{n}"),
            Key::PageUp => f.write_str("PgUp"),
            Key::PageDown => f.write_str("PgDn"),
            key => write!(f, "{key:?}"),
        }
    }
}

/// Why an override in the configuration cannot stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum KeymapError {
    /// No action has this name.
    NoSuchAction(String),
    /// This is not a chord.
    NotAChord(String),
    /// Two actions of the same or a wider scope want one chord.
    Clash(Chord, Action, Action),
}

/// Which chord does what, where.
#[derive(Clone, Debug)]
pub struct Keymap {
    by_scope: HashMap<(Scope, Chord), Action>,
    chords: HashMap<Action, Vec<Chord>>,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut map = Self { by_scope: HashMap::new(), chords: HashMap::new() };
        for row in TABLE {
            map.bind(row.action, row.keys.split_whitespace().filter_map(|k| spelled(k).0.parse().ok()).collect());
        }
        map
    }
}

impl Keymap {
    /// The default keys with the configuration's in their place: `(action name, chords)`.
    ///
    /// An override replaces all chords of its action. Clashes within a scope are refused; a chord may shadow a
    /// wider scope's, because whoever writes it down asks for it.
    pub fn with(overrides: &[(String, Vec<String>)]) -> Result<Self, KeymapError> {
        let mut map = Self::default();
        for (name, keys) in overrides {
            let action = Action::parse(name).ok_or_else(|| KeymapError::NoSuchAction(name.clone()))?;
            let chords = keys
                .iter()
                .map(|k| k.parse().map_err(|()| KeymapError::NotAChord(k.clone())))
                .collect::<Result<Vec<Chord>, _>>()?;
            map.unbind(action);
            for chord in &chords {
                if let Some(other) = map.by_scope.get(&(action.row().scope, *chord)) {
                    return Err(KeymapError::Clash(*chord, action, *other));
                }
            }
            map.bind(action, chords);
        }
        Ok(map)
    }

    /// What `chord` does in `scope` or a wider one.
    pub fn find(&self, scope: Scope, chord: Chord) -> Option<Action> {
        scope.wider().iter().find_map(|s| self.by_scope.get(&(*s, chord)).copied())
    }

    /// The chords of an action, the first being the one shown.
    pub fn chords(&self, action: Action) -> &[Chord] {
        self.chords.get(&action).map_or(&[], Vec::as_slice)
    }

    /// The chord shown for an action; empty when it has none.
    pub fn shown(&self, action: Action) -> String {
        self.chords(action).first().map(ToString::to_string).unwrap_or_default()
    }

    fn bind(&mut self, action: Action, chords: Vec<Chord>) {
        for chord in &chords {
            self.by_scope.insert((action.row().scope, *chord), action);
        }
        self.chords.insert(action, chords);
    }

    fn unbind(&mut self, action: Action) {
        for chord in self.chords.remove(&action).unwrap_or_default() {
            self.by_scope.remove(&(action.row().scope, chord));
        }
    }
}

/// A key of the table without its shadowing mark, and whether it had one.
fn spelled(key: &str) -> (&str, bool) {
    match key.strip_prefix('!') {
        Some(rest) if !rest.is_empty() => (rest, true),
        _ => (key, false),
    }
}

/// Default chords of `row` that stand in a wider scope too and may not: the table's own check.
pub fn clashes(row: &Row) -> Vec<(Chord, Action)> {
    let mut found = Vec::new();
    for key in row.keys.split_whitespace() {
        let (key, may_shadow) = spelled(key);
        let Ok(chord) = key.parse::<Chord>() else { continue };
        for other in TABLE.iter().filter(|other| other.action != row.action) {
            let same = other.scope == row.scope;
            let wider = row.scope.wider()[1..].contains(&other.scope) && !may_shadow;
            let has = other.keys.split_whitespace().any(|k| spelled(k).0.parse() == Ok(chord));
            if has && (same || wider) {
                found.push((chord, other.action));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_key_is_a_chord_and_none_clashes() {
        for row in TABLE {
            for key in row.keys.split_whitespace() {
                assert!(spelled(key).0.parse::<Chord>().is_ok(), "{}: {key}", row.id);
            }
            assert_eq!(clashes(row), Vec::new(), "{}", row.id);
        }
    }

    #[test]
    fn chords_read_as_they_are_shown() {
        for text in ["ctrl-k", "alt-enter", "shift-tab", "f12", "space", "?", "G", "-", "alt-1"] {
            let chord: Chord = text.parse().expect(text);
            assert_eq!(chord.to_string().to_lowercase(), text.to_lowercase());
        }
        for bad in ["", "ctrl-", "f13", "meta-x", "ab"] {
            assert!(bad.parse::<Chord>().is_err(), "{bad}");
        }
    }

    #[test]
    fn an_input_method_left_on_still_gives_commands() {
        for (typed, meant) in [
            ('？', '?'),
            ('：', ':'),
            ('、', '/'),
            ('／', '/'),
            ('。', '.'),
            ('１', '1'),
            ('ｊ', 'j'),
            ('【', '['),
            ('\u{3000}', ' '),
        ] {
            assert_eq!(Chord::char(typed).folded(), Chord::char(meant));
        }
    }

    #[test]
    fn an_override_replaces_and_a_clash_is_refused() {
        let map = Keymap::with(&[("zoom".into(), vec!["f11".into()])]).expect("good");
        assert_eq!(map.find(Scope::Queue, "f11".parse().expect("chord")), Some(Action::Zoom));
        assert_eq!(map.find(Scope::Queue, Chord::char('Z')), None);
        assert!(matches!(Keymap::with(&[("zoom".into(), vec!["u".into()])]), Err(KeymapError::Clash(..))));
        assert!(matches!(Keymap::with(&[("fly".into(), vec![])]), Err(KeymapError::NoSuchAction(_))));
    }
}
