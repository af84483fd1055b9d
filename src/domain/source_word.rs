//! What kefu itself says of a source's answer, apart from what the platform says.

use super::safe_text::SafeText;

/// A detail of a [`SourceFault`](super::source::SourceFault) in words of ours. The store and JSON keep its English; a
/// person reads it in their language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SourceWord {
    /// There is no list of orders in the answer.
    NoList,
    /// There is no data in the answer.
    NoData,
    /// What was made has no id.
    NoId,
    /// The refund has no id.
    NoRefundId,
    /// The order has no total.
    NoTotal,
    /// There is no such order.
    NoOrder,
    /// What was made is not whole yet.
    NotComplete,
    /// The answer is larger than any of a shop.
    TooLarge,
    /// What the settings name is no address.
    NotAnAddress,
    /// The answer is not HTTP.
    NotHttp,
    /// No answer came in time.
    Timeout,
    /// No host has this name.
    NoHost,
    /// There is no connection.
    NoConnection,
    /// The host takes no connections there.
    Refused,
    /// The connection broke off.
    BrokenOff,
}

impl SourceWord {
    /// All of them.
    pub const ALL: [SourceWord; 15] = [
        SourceWord::NoList,
        SourceWord::NoData,
        SourceWord::NoId,
        SourceWord::NoRefundId,
        SourceWord::NoTotal,
        SourceWord::NoOrder,
        SourceWord::NotComplete,
        SourceWord::TooLarge,
        SourceWord::NotAnAddress,
        SourceWord::NotHttp,
        SourceWord::Timeout,
        SourceWord::NoHost,
        SourceWord::NoConnection,
        SourceWord::Refused,
        SourceWord::BrokenOff,
    ];
    /// How it is kept.
    pub const fn kept(self) -> &'static str {
        match self {
            SourceWord::NoList => "no list of orders",
            SourceWord::NoData => "no data in the answer",
            SourceWord::NoId => "no id in the answer",
            SourceWord::NoRefundId => "a refund without an id",
            SourceWord::NoTotal => "an order without its total",
            SourceWord::NoOrder => "no such order",
            SourceWord::NotComplete => "not complete yet",
            SourceWord::TooLarge => "more than 32 MiB",
            SourceWord::NotAnAddress => "not an address",
            SourceWord::NotHttp => "not HTTP",
            SourceWord::Timeout => "timeout",
            SourceWord::NoHost => "host not found",
            SourceWord::NoConnection => "connection failed",
            SourceWord::Refused => "connection refused",
            SourceWord::BrokenOff => "connection broken off",
        }
    }
    /// The word of a detail; none for what the platform or the system said.
    pub fn parse(detail: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.kept() == detail)
    }
}

impl From<SourceWord> for SafeText {
    fn from(word: SourceWord) -> Self {
        SafeText::line(word.kept())
    }
}
