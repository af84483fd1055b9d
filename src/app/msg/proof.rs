//! A piece of evidence to look at.

use crate::domain::aftersale::EvidenceItem;
use crate::domain::picture::{NotShown, Picture};
use crate::domain::{CaseId, SafeText};

/// Which piece of a case's evidence is wanted, and how much room there is for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProofAsk {
    /// The case.
    pub case: CaseId,
    /// Which of its pieces, from 0; beyond the last the last.
    pub at: usize,
    /// Columns for a picture; none where pictures are not drawn.
    pub cols: u16,
    /// Rows of cells for it; each holds two of the picture's.
    pub rows: u16,
}

/// What [`Ask::Proof`](super::Ask::Proof) brings.
#[derive(Clone, PartialEq, Debug)]
pub struct ProofPage {
    /// Which piece, from 0.
    pub at: usize,
    /// How many there are.
    pub total: usize,
    /// What it is, whose, since when, and its name.
    pub item: EvidenceItem,
    /// Its length in bytes.
    pub bytes: Option<i64>,
    /// Its SHA-256 when it was taken in.
    pub hash: Option<String>,
    /// What was noted with it.
    pub note: SafeText,
    /// True when the file is not any more what was taken in.
    pub changed: bool,
    /// The thing itself.
    pub body: ProofBody,
}

/// A piece of evidence as a terminal can show it.
#[derive(Clone, PartialEq, Debug)]
pub enum ProofBody {
    /// A picture, and how many pixels it has in truth.
    Picture(Box<Picture>, (u32, u32)),
    /// Its text, as far as it is shown; true when there is more.
    Text(SafeText, bool),
    /// Nothing but what is known of it.
    Facts(NotShown),
}
