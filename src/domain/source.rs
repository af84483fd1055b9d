//! The port of a live order source: a shop's own interface, asked for what changed.
//!
//! A source speaks the platform's interface and nothing else: it never sees the data file, the screen or the clock. What it
//! tells are [`Fact`]s, the same that files tell, so one intake stores both. It changes the shop only by
//! [`OrderSource::write`] and [`OrderSource::finish`], which are called for shops whose settings say so.

use std::fmt;

use super::facts::Fact;
use super::platform::Platform;
use super::safe_text::SafeText;
use super::shop_write::{Made, Wanted, WriteTrouble};
use super::time::{Span, Time};

/// The kinds of sources there are adapters for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SourceKind {
    /// Vendure, by its Admin GraphQL interface.
    Vendure,
    /// WooCommerce, by REST v3.
    WooCommerce,
}

impl SourceKind {
    /// All of them.
    pub const ALL: [SourceKind; 2] = [SourceKind::Vendure, SourceKind::WooCommerce];
    /// Its word in the settings, in JSON and in the store.
    pub const fn code(self) -> &'static str {
        self.platform().code()
    }
    /// The kind of a code word.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
    /// The platform its orders are of.
    pub const fn platform(self) -> Platform {
        match self {
            SourceKind::Vendure => Platform::Vendure,
            SourceKind::WooCommerce => Platform::WooCommerce,
        }
    }
}

/// How far the changes of a source are known, in the source's own time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mark {
    /// The latest change seen.
    pub changed: Time,
    /// The latest placing of an order seen, where the source tells it apart: Vendure does not count it as a change.
    pub placed: Time,
    /// Rows of exactly [`Mark::changed`] that were seen already: only where one page did not hold them all.
    pub skip: u32,
}

impl Mark {
    /// The mark that begins at an instant.
    pub const fn at(time: Time) -> Self {
        Self { changed: time, placed: time, skip: 0 }
    }
    /// Gone back by an overlap: what became visible late is then seen after all.
    pub const fn back(self, overlap: Span) -> Self {
        Self { changed: self.changed.minus(overlap), placed: self.placed.minus(overlap), skip: 0 }
    }
    /// The later of both in each part.
    pub fn or_later(self, other: Mark) -> Self {
        Self { changed: self.changed.max(other.changed), placed: self.placed.max(other.placed), skip: 0 }
    }
}

/// One order as a source tells it, with its lines and refunds.
#[derive(Clone, PartialEq, Debug)]
pub struct Told {
    /// The source's own id of it: what it is read again by.
    pub id: String,
    /// The order's number.
    pub number: String,
    /// A number for its whole content, the source's time of change aside: the same content has the same number.
    pub hash: i64,
    /// The order first, then its lines, then its refunds.
    pub facts: Vec<Fact>,
}

/// One page of what changed.
#[derive(Clone, PartialEq, Debug)]
pub struct Changes {
    /// The orders, each once.
    pub orders: Vec<Told>,
    /// How far this page reaches.
    pub mark: Mark,
    /// Where to ask on when there is more; none when this was all.
    pub next: Option<Mark>,
}

/// Why a source did not tell what it was asked. The text is the platform's own word or the system's, without secrets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SourceFault {
    /// No answer: no network, no such host, a refused connection, a time-out, an answer cut off.
    Unreachable(SafeText),
    /// It answers that it is out of order (5xx).
    Down(SafeText),
    /// It asks for patience (429), for so long when it says.
    Busy(Option<Span>),
    /// The secret is wrong, missing or may not read orders.
    SignIn(SafeText),
    /// What came is no answer of such a shop: a page of HTML, half a document, another interface.
    Odd(SafeText),
}

impl SourceFault {
    /// Its word in JSON and the store.
    pub const fn code(&self) -> &'static str {
        match self {
            SourceFault::Unreachable(_) => "unreachable",
            SourceFault::Down(_) => "down",
            SourceFault::Busy(_) => "busy",
            SourceFault::SignIn(_) => "sign_in",
            SourceFault::Odd(_) => "odd_answer",
        }
    }
    /// What the platform or the system said of it.
    pub fn detail(&self) -> SafeText {
        match self {
            SourceFault::Busy(_) => SafeText::default(),
            SourceFault::Unreachable(what)
            | SourceFault::Down(what)
            | SourceFault::SignIn(what)
            | SourceFault::Odd(what) => what.clone(),
        }
    }
    /// The fault of a word and a detail as the store keeps them.
    pub fn of(code: &str, detail: &str) -> Option<Self> {
        let detail = SafeText::line(detail);
        Some(match code {
            "unreachable" => SourceFault::Unreachable(detail),
            "down" => SourceFault::Down(detail),
            "busy" => SourceFault::Busy(None),
            "sign_in" => SourceFault::SignIn(detail),
            "odd_answer" => SourceFault::Odd(detail),
            _ => return None,
        })
    }
}

impl fmt::Display for SourceFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.detail())
    }
}

/// How a source stands, by what the data file knows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceState {
    /// Its name.
    pub name: String,
    /// Which adapter.
    pub kind: SourceKind,
    /// When it last told all it was asked.
    pub synced_at: Option<Time>,
    /// Since when it fails, and why it did last.
    pub failing: Option<(Time, SourceFault)>,
    /// Orders it ever told, where they were counted.
    pub orders: i64,
}

/// A live source of orders. Calls block; each ends within its time-out.
pub trait OrderSource: Send {
    /// A page of what changed after `from`, oldest change first. Rows may come again: their hash tells.
    fn changed(&mut self, from: Mark) -> Result<Changes, SourceFault>;
    /// The orders of these ids, as they are now; ids that are no more are simply not answered. At most
    /// [`READ_AT_ONCE`] of them.
    fn read(&mut self, ids: &[String]) -> Result<Vec<Told>, SourceFault>;
    /// Carries one thing out at the shop, once: it never asks twice by itself. The shop keeps our key with it.
    fn write(&mut self, wanted: &Wanted) -> Result<Made, WriteTrouble>;
    /// Completes what was made and was not whole. Asked again of what is complete, nothing changes.
    fn finish(&mut self, made: &str, wanted: &Wanted) -> Result<(), WriteTrouble>;
    /// The id of the note with this key beside an order, if there is one.
    fn note(&mut self, order: &str, key: &str) -> Result<Option<String>, SourceFault>;
}

/// Ids a source takes in one [`OrderSource::read`].
pub const READ_AT_ONCE: usize = 50;

/// A password, token or key. It is never shown, not even by `{:?}`.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Secret(String);

impl Secret {
    /// Keeps a secret; blanks and line ends around it do not count.
    pub fn new(text: &str) -> Self {
        Self(text.trim().to_owned())
    }
    /// The secret itself, for the request that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

/// The address of a shop's interface without its last slash. It is `https`, or `http` on this very machine: secrets
/// never cross a network in the clear. Nothing for any other text, or with a user or password in it.
pub fn shop_url(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('/');
    let (rest, open) = match (text.strip_prefix("https://"), text.strip_prefix("http://")) {
        (Some(rest), _) => (rest, false),
        (_, Some(rest)) => (rest, true),
        _ => return None,
    };
    let place = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = !place.is_empty()
        && !place.contains('@')
        && !rest.contains(['?', '#'])
        && rest.chars().all(|c| c.is_ascii_graphic());
    (plain && (!open || is_this_machine(place))).then(|| text.to_owned())
}

/// True when the address of [`shop_url`] is on this machine.
pub fn is_local(url: &str) -> bool {
    let place = url.split_once("://").map_or("", |(_, rest)| rest).split('/').next().unwrap_or_default();
    is_this_machine(place)
}

fn is_this_machine(place: &str) -> bool {
    let host = match place.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or_default(),
        None => place.split(':').next().unwrap_or_default(),
    };
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_never_shows_itself() {
        assert_eq!(format!("{:?}", Secret::new(" ck_1 \n")), "Secret(***)");
        assert_eq!(Secret::new(" ck_1 \n").expose(), "ck_1");
    }

    #[test]
    fn a_shop_is_https_or_on_this_machine() {
        for good in ["https://shop.example", "https://shop.example/wp/", "http://127.0.0.1:3010", "http://[::1]:80/a"] {
            assert!(shop_url(good).is_some_and(|url| !url.ends_with('/')), "{good}");
        }
        assert!(shop_url("http://localhost:1").is_some_and(|url| is_local(&url)));
        for bad in [
            "",
            "shop.example",
            "ftp://shop.example",
            "http://shop.example",
            "http://127.0.0.1.evil.example",
            "http://localhost.evil.example",
            "http://127.0.0.1@evil.example",
            "https://user:pw@shop.example",
            "https://",
            "https://shop.example/?key=1",
            "https://shop example",
        ] {
            assert_eq!(shop_url(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_fault_is_kept_as_words_and_comes_back() {
        let detail = SafeText::line("timeout");
        for fault in [
            SourceFault::Unreachable(detail.clone()),
            SourceFault::Down(detail.clone()),
            SourceFault::Busy(None),
            SourceFault::SignIn(detail.clone()),
            SourceFault::Odd(detail),
        ] {
            assert_eq!(SourceFault::of(fault.code(), &fault.detail()), Some(fault));
        }
    }
}
