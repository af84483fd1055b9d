//! Copying text: the system's own clipboard where there is a display, the terminal's (OSC 52) otherwise.
//!
//! kefu never reads a clipboard. On a plain X or Wayland desktop the program that took the text keeps it alive
//! after we end.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

use crate::domain::{Problem, SafeText};

/// Terminals drop longer sequences, some from 74 kB on; counted in bytes of the encoded text.
const OSC52_MAX: usize = 74_000;

/// What the configuration says of the terminal's clipboard.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Osc52 {
    /// Where there is no display, but not over ssh: whoever runs the far machine would get at the clipboard of the
    /// near one.
    #[default]
    Auto,
    /// Over ssh too.
    On,
    /// Never.
    Off,
}

/// A program that takes text on its standard input.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Program {
    /// Its name.
    pub name: &'static str,
    args: &'static [&'static str],
    utf16: bool,
}

const WL_COPY: Program = Program { name: "wl-copy", args: &["--type", "text/plain;charset=utf-8"], utf16: false };
const XCLIP: Program = Program { name: "xclip", args: &["-selection", "clipboard", "-in"], utf16: false };
const XSEL: Program = Program { name: "xsel", args: &["--clipboard", "--input"], utf16: false };
const PBCOPY: Program = Program { name: "pbcopy", args: &[], utf16: false };
const CLIP_EXE: Program = Program { name: "clip.exe", args: &[], utf16: true };

/// What stands between us and the terminal, for sequences that must pass through it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Between {
    /// Nothing.
    Nothing,
    /// tmux: needs its pass-through and doubled escapes.
    Tmux,
    /// GNU screen: takes it in pieces.
    Screen,
}

/// How text gets out of here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// By a program of the system.
    By(Program),
    /// By the terminal.
    Terminal(Between),
    /// Not at all.
    None,
}

/// Chooses the way from the environment and the programs that are there.
pub fn choose(setting: Osc52) -> Way {
    let path = std::env::var_os("PATH").unwrap_or_default();
    choose_from(setting, super::has_env, |name| is_in_path(name, &path), super::over_ssh(), cfg!(target_os = "macos"))
}

fn choose_from(
    setting: Osc52,
    env: impl Fn(&str) -> bool,
    exists: impl Fn(&str) -> bool,
    ssh: bool,
    macos: bool,
) -> Way {
    let wayland = env("WAYLAND_DISPLAY").then_some(WL_COPY);
    let x11 = env("DISPLAY").then_some([XCLIP, XSEL]).into_iter().flatten();
    let windows = env("WSL_DISTRO_NAME").then_some(CLIP_EXE);
    let mac = (macos && !ssh).then_some(PBCOPY);
    // Under WSL a display is Windows' own, and clip.exe is always the right clipboard.
    let mut programs = mac.into_iter().chain(windows).chain(wayland).chain(x11);
    if let Some(program) = programs.find(|program| exists(program.name)) {
        return Way::By(program);
    }
    match setting {
        Osc52::Off => Way::None,
        Osc52::Auto if ssh => Way::None,
        Osc52::Auto | Osc52::On if env("TMUX") => Way::Terminal(Between::Tmux),
        Osc52::Auto | Osc52::On if env("STY") => Way::Terminal(Between::Screen),
        Osc52::Auto | Osc52::On => Way::Terminal(Between::Nothing),
    }
}

fn is_in_path(name: &str, path: &OsString) -> bool {
    std::env::split_paths(path).any(|folder| Path::new(&folder).join(name).is_file())
}

/// Hands text to a program and waits until it took it. Blocks: never on the loop's thread.
pub fn copy_by(program: Program, text: &SafeText) -> Result<(), Problem> {
    let none = |_| Problem::NoClipboard { too_long: false };
    let mut child = Command::new(program.name)
        .args(program.args)
        .stdin(Stdio::piped())
        // These programs stay behind to serve the text; they must not hold our pipes.
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(none)?;
    if let Some(mut input) = child.stdin.take() {
        let bytes = if program.utf16 { utf16(text) } else { text.as_bytes().to_vec() };
        input.write_all(&bytes).map_err(none)?;
    }
    let status = child.wait().map_err(none)?;
    if status.success() { Ok(()) } else { Err(Problem::NoClipboard { too_long: false }) }
}

/// The bytes that ask the terminal to copy, for the loop to write between two frames.
/// [`Problem::NoClipboard`] when terminals would drop so much.
pub fn sequence(between: Between, text: &SafeText) -> Result<Vec<u8>, Problem> {
    let mut plain = String::new();
    CopyToClipboard::to_clipboard_from(text.as_bytes())
        .write_ansi(&mut plain)
        .map_err(|_| Problem::NoClipboard { too_long: false })?;
    if plain.len() > OSC52_MAX {
        return Err(Problem::NoClipboard { too_long: true });
    }
    Ok(match between {
        Between::Nothing => plain.into_bytes(),
        Between::Tmux => format!("\x1bPtmux;{}\x1b\\", plain.replace('\x1b', "\x1b\x1b")).into_bytes(),
        Between::Screen => in_pieces(&plain),
    })
}

/// screen takes at most 768 bytes a pass-through string.
fn in_pieces(plain: &str) -> Vec<u8> {
    // The terminator of the inner sequence would end the outer one: BEL does the same.
    let plain = plain.trim_end_matches("\x1b\\").trim_end_matches('\x07').to_owned() + "\x07";
    let mut out = Vec::with_capacity(plain.len() + 64);
    for piece in plain.as_bytes().chunks(700) {
        out.extend_from_slice(b"\x1bP");
        out.extend_from_slice(piece);
        out.extend_from_slice(b"\x1b\\");
    }
    out
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(setting: Osc52, set: &[&str], there: &[&str], ssh: bool) -> Way {
        choose_from(setting, |name| set.contains(&name), |name| there.contains(&name), ssh, false)
    }

    #[test]
    fn a_display_is_asked_before_the_terminal() {
        assert_eq!(way(Osc52::Auto, &["WAYLAND_DISPLAY", "DISPLAY"], &["wl-copy", "xclip"], false), Way::By(WL_COPY));
        assert_eq!(way(Osc52::Auto, &["DISPLAY"], &["wl-copy", "xsel"], false), Way::By(XSEL));
        assert_eq!(way(Osc52::Auto, &["WSL_DISTRO_NAME", "DISPLAY"], &["clip.exe", "xclip"], false), Way::By(CLIP_EXE));
        assert_eq!(way(Osc52::Auto, &["DISPLAY"], &[], false), Way::Terminal(Between::Nothing));
        assert_eq!(way(Osc52::Auto, &["TMUX"], &["xclip"], false), Way::Terminal(Between::Tmux));
    }

    #[test]
    fn over_ssh_the_terminal_is_asked_only_when_the_settings_say_so() {
        assert_eq!(way(Osc52::Auto, &[], &[], true), Way::None);
        assert_eq!(way(Osc52::On, &[], &[], true), Way::Terminal(Between::Nothing));
        assert_eq!(way(Osc52::Off, &[], &[], false), Way::None);
    }

    #[test]
    fn a_sequence_holds_clean_text_only_and_passes_through_tmux() {
        let text = SafeText::clean("亲\x1b]0;x\x07");
        let plain = sequence(Between::Nothing, &text).expect("short");
        let plain = String::from_utf8(plain).expect("ascii");
        assert!(plain.starts_with("\x1b]52;c;"), "{plain:?}");
        assert_eq!(plain.matches('\x1b').count(), 2, "one to open, one to end: {plain:?}");
        let wrapped = String::from_utf8(sequence(Between::Tmux, &text).expect("short")).expect("ascii");
        assert!(wrapped.starts_with("\x1bPtmux;\x1b\x1b]52;c;") && wrapped.ends_with("\x1b\\"));
    }

    #[test]
    fn too_long_a_text_is_refused_rather_than_dropped_by_the_terminal() {
        let long = SafeText::clean(&"好".repeat(20_000));
        assert_eq!(sequence(Between::Nothing, &long), Err(Problem::NoClipboard { too_long: true }));
    }

    #[test]
    fn screen_takes_it_in_pieces_without_an_early_end() {
        let text = SafeText::clean(&"好".repeat(1_000));
        let bytes = sequence(Between::Screen, &text).expect("fits");
        let text = String::from_utf8(bytes).expect("ascii");
        assert!(text.split("\x1b\\").all(|piece| piece.len() <= 702));
        assert!(text.ends_with("\x07\x1b\\"));
    }
}
