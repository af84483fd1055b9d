//! The quick replies in force, and how often each was used.

use std::path::Path;
use std::sync::Arc;

use super::Post;
use super::basis::Basis;
use crate::app::msg::Msg;
use crate::domain::reply::ReplyFault;
use crate::domain::{Problem, SafeText, Span};
use crate::replies::{self, FILE_BYTES_MAX, FILE_NAME, ReplySet};
use crate::store::{DbPath, Reader, reply_uses};

/// Uses of replies from so long ago say nothing of today's work.
const USES: Span = Span::days(90);

/// Tells how often each reply was used of late: it ranks them.
pub(super) fn tell_uses(basis: &Basis, path: &DbPath, post: &Post) -> Result<(), Problem> {
    let reader = Reader::open(path, Arc::clone(&basis.clock))?;
    let counts = reply_uses::counts(reader.db(), basis.now().minus(USES))?;
    let uses = counts.into_iter().map(|(code, n)| (code, u32::try_from(n).unwrap_or(u32::MAX)));
    post.send(Msg::Uses(uses.collect()));
    Ok(())
}

/// The replies in force: the person's own file when there is one, else those kefu ships with.
pub(super) fn load(file: &Path) -> Result<ReplySet, Vec<Problem>> {
    let fault = |error: &std::io::Error| vec![Problem::file(file, error)];
    match std::fs::metadata(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(replies::load_default()),
        Err(error) => return Err(fault(&error)),
        Ok(meta) if meta.len() > FILE_BYTES_MAX as u64 => {
            let file = SafeText::line(&file.to_string_lossy());
            return Err(vec![Problem::Reply { file, line: 0, fault: ReplyFault::TooLarge(FILE_BYTES_MAX) }]);
        }
        Ok(_) => {}
    }
    let bytes = std::fs::read(file).map_err(|error| fault(&error))?;
    replies::parse_bytes(&bytes, FILE_NAME)
}
