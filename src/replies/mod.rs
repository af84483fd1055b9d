//! Quick replies: reading `quick_replies.toml`, ranking for the chat at hand, finding by code, words and pinyin,
//! and checking a file. Pure: text in, values out; files are read and watched elsewhere.

mod check;
mod find;
mod guard;
mod merge;
mod parse;
pub mod pinyin;
mod rank;
mod set;
mod theirs;
mod toml_walk;

pub use check::{Report, Row, Score, check, similarity};
pub use find::find;
pub use guard::{guard_rules, parse_guard};
pub use merge::{Merged, Taken, merge};
pub use parse::{FILE_BYTES_MAX, parse, parse_bytes};
pub use rank::{Situation, rank};
pub use set::ReplySet;

use std::sync::OnceLock;

/// The name of the file, at the top of the package and in the user's configuration folder.
pub const FILE_NAME: &str = "quick_replies.toml";

/// The replies kefu ships with, as text: what `kefu replies export` starts a file of one's own from.
pub const DEFAULT_TEXT: &str = include_str!("../../quick_replies.toml");

/// The replies kefu ships with, parsed at the first call and kept; a later call costs a reference count.
pub fn load_default() -> ReplySet {
    static DEFAULT: OnceLock<ReplySet> = OnceLock::new();
    DEFAULT.get_or_init(|| parse::read(DEFAULT_TEXT, FILE_NAME, None).unwrap_or_default()).clone()
}
