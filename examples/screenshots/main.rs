//! Makes the pictures of the documentation: runs the real program in a pseudo-terminal, presses keys, waits for what
//! must come, and writes the screen as SVG. `scripts/screenshots` calls it and makes PNG files of the same.
//!
//! `screenshots PROGRAM FOLDER [NAME]...`: the binary to run, where the pictures go, and which ones (all, without).

mod lines;
mod svg;
mod terminal;
mod tour;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use terminal::Terminal;
use tour::{Shot, Step};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [program, folder, names @ ..] = args.as_slice() else {
        complain("usage: screenshots PROGRAM FOLDER [NAME]...");
        return ExitCode::from(2);
    };
    let program = match std::fs::canonicalize(program) {
        Ok(path) => path,
        Err(error) => {
            complain(&format!("{program}: {error}"));
            return ExitCode::FAILURE;
        }
    };
    let mut status = ExitCode::SUCCESS;
    for shot in tour::SHOTS.iter().filter(|shot| names.is_empty() || names.iter().any(|name| name == shot.name)) {
        if let Err(error) = take(&program, Path::new(folder), shot) {
            complain(&format!("{}: {error}", shot.name));
            status = ExitCode::FAILURE;
        }
    }
    status
}

/// Takes one picture, of a shop of its own, so that no picture depends on those before it.
fn take(program: &Path, folder: &Path, shot: &Shot) -> Result<(), Box<dyn std::error::Error>> {
    let home = tempfile::tempdir()?;
    let file: PathBuf = folder.join(format!("{}.svg", shot.name));
    if let Some(theme) = shot.theme {
        std::fs::create_dir_all(home.path().join("config/kefu"))?;
        std::fs::write(home.path().join("config/kefu/kefu.toml"), format!("theme = \"{theme}\"\n"))?;
    }
    let mut terminal = Terminal::start(program, home.path(), shot)?;
    for step in shot.steps {
        match step {
            Step::Keys(keys) => terminal.send(keys)?,
            Step::Paste(text) => terminal.send(&format!("\x1b[200~{text}\x1b[201~"))?,
            Step::See(text) => terminal.wait_for(text)?,
        }
    }
    let picture = terminal.when_calm(|screen| svg::draw(screen, shot.theme == Some("light"), shot.name))?;
    std::fs::create_dir_all(folder)?;
    std::fs::write(&file, picture)?;
    terminal.end()
}

#[expect(clippy::print_stderr, reason = "a tool for those who build kefu speaks to their terminal")]
fn complain(what: &str) {
    eprintln!("screenshots: {what}");
}
