//! Copying, by the way that is there: a program of the system on a thread of its own, or the terminal.

use std::sync::OnceLock;

use super::Post;
use crate::domain::{Problem, SafeText};
use crate::runtime::event_loop::Then;
use crate::runtime::os::clipboard::{self, Osc52, Way};

/// Copies texts; the way is looked for at the first one.
#[derive(Debug)]
pub(super) struct Copying {
    setting: Osc52,
    way: OnceLock<Way>,
}

impl Copying {
    pub(super) fn new(over_ssh: bool) -> Self {
        Self { setting: if over_ssh { Osc52::On } else { Osc52::Auto }, way: OnceLock::new() }
    }

    /// Copies, or sets it going; what goes wrong is told.
    pub(super) fn copy(&self, text: &str, post: &Post) -> Then {
        let text = SafeText::clean(text);
        match *self.way.get_or_init(|| clipboard::choose(self.setting)) {
            Way::Terminal(between) => match clipboard::sequence(between, &text) {
                Ok(bytes) => return Then::Say(bytes),
                Err(problem) => post.trouble(problem),
            },
            Way::None => post.trouble(Problem::NoClipboard { too_long: false }),
            Way::By(program) => {
                let told = post.clone();
                let copies = move || {
                    if let Err(problem) = clipboard::copy_by(program, &text) {
                        told.trouble(problem);
                    }
                };
                if let Err(error) = std::thread::Builder::new().name("copy".into()).spawn(copies) {
                    post.trouble(Problem::system(&error));
                }
            }
        }
        Then::GoOn
    }
}
