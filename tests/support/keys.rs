//! Keys as a test writes them down.

use kefu::keymap::{Chord, Key};

/// Characters, or names such as `<enter>`, `<alt-1>`, `<ctrl-p>`.
pub(crate) fn chords(keys: &str) -> Vec<Chord> {
    let (mut chords, mut rest) = (Vec::new(), keys);
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|r| r.split_once('>'));
        let (chord, after) = match named {
            Some((name, after)) => (name.parse().expect("a chord"), after),
            None => (Chord::plain(Key::Char(c)), &rest[c.len_utf8()..]),
        };
        chords.push(chord);
        rest = after;
    }
    chords
}
