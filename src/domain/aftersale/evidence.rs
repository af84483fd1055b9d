//! What proof a case has and lacks, and what is odd about a return parcel.

use super::case::Case;
use super::rules::Rules;
use super::words::EvidenceKind;
use crate::domain::{CaseId, Span, Time};

/// The proof of a case against what its reason calls for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Proof {
    /// Kinds at hand, each once.
    pub have: Vec<EvidenceKind>,
    /// What the buyer should still show.
    pub from_buyer: Vec<EvidenceKind>,
    /// What we should still have.
    pub ours: Vec<EvidenceKind>,
    /// False when nothing is known of what the reason calls for.
    pub is_known: bool,
}

impl Proof {
    /// All that is missing, the buyer's first, each once.
    pub fn missing(&self) -> Vec<EvidenceKind> {
        let mut all = self.from_buyer.clone();
        all.extend(self.ours.iter().filter(|kind| !self.from_buyer.contains(kind)));
        all
    }
}

impl Rules {
    /// What the reason of a case calls for, and what of it is there. A reason no row knows calls for nothing.
    pub fn proof(&self, case: &Case) -> Proof {
        let have = case.proof();
        let row = case.reason.code.as_deref().and_then(|code| self.reason_row(code));
        let lacking = |wanted: &[EvidenceKind]| -> Vec<EvidenceKind> {
            wanted.iter().copied().filter(|kind| !have.contains(kind)).collect()
        };
        let (from_buyer, ours) =
            row.map(|row| (lacking(&row.buyer_proof), lacking(&row.seller_proof))).unwrap_or_default();
        Proof { have, from_buyer, ours, is_known: row.is_some() }
    }
}

/// What is known of a return parcel.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ReturnFacts {
    /// Another case whose return has the same waybill.
    pub used_in: Option<CaseId>,
    /// When the waybill was filled in.
    pub filled_at: Option<Time>,
    /// The latest scan of it; nothing when there was none.
    pub scanned_at: Option<Time>,
    /// True when scans of parcels are known at all; otherwise no scan means nothing.
    pub scans_known: bool,
    /// What we sent weighed, in grams.
    pub sent_grams: Option<i64>,
    /// What came back weighs, in grams.
    pub back_grams: Option<i64>,
}

/// Something odd about a return parcel.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum ReturnDoubt {
    /// Its waybill is another case's too.
    UsedBefore {
        /// That case.
        case: CaseId,
    },
    /// Nobody has scanned it for so long since it was filled in.
    NoScan {
        /// How long.
        since: Span,
    },
    /// It is far lighter than what was sent.
    TooLight {
        /// What was sent, in grams.
        sent: i64,
        /// What came back, in grams.
        back: i64,
    },
}

/// How long a return parcel may go without a scan.
pub const NO_SCAN: Span = Span::hours(72);

/// What is odd about a return parcel at `now`. Far below means under seven tenths of what was sent.
pub fn return_doubts(facts: &ReturnFacts, now: Time) -> Vec<ReturnDoubt> {
    let mut doubts = Vec::new();
    doubts.extend(facts.used_in.map(|case| ReturnDoubt::UsedBefore { case }));
    if let (true, Some(filled), None) = (facts.scans_known, facts.filled_at, facts.scanned_at) {
        let since = now.since(filled);
        if since >= NO_SCAN {
            doubts.push(ReturnDoubt::NoScan { since });
        }
    }
    if let (Some(sent), Some(back)) = (facts.sent_grams, facts.back_grams)
        && sent > 0
        && i128::from(back) * 10 < i128::from(sent) * 7
    {
        doubts.push(ReturnDoubt::TooLight { sent, back });
    }
    doubts
}
