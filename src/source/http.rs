//! Asking over HTTP: time-outs, limits and what each kind of failure is called. Secrets appear in no fault.

use std::time::Duration;

use serde_json::Value;

use crate::domain::source::{SourceFault, is_local};
use crate::domain::source_word::SourceWord;
use crate::domain::{SafeText, Span};

/// From the first look-up of the host to the last byte.
const WHOLE: Duration = Duration::from_secs(20);
/// Until there is a connection.
const CONNECT: Duration = Duration::from_secs(5);
/// The largest answer taken in, in bytes. A page of a hundred orders has less than one hundredth of it.
const LARGEST: u64 = 32 << 20;
/// A server may ask for patience, but not for longer.
const PATIENCE: Span = Span::hours(1);

/// Asks one server.
#[derive(Debug)]
pub(super) struct Http {
    agent: ureq::Agent,
    base: String,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    /// The document.
    pub(super) body: Value,
    headers: ureq::http::HeaderMap,
}

impl Answer {
    /// A header of the answer.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

type Headers<'a> = &'a [(&'a str, &'a str)];

impl Http {
    /// Asks at `base`; a server on this machine is never asked through a proxy.
    pub(super) fn new(base: &str) -> Self {
        let mut config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(WHOLE))
            .timeout_connect(Some(CONNECT))
            // A secret must not travel on to wherever an answer points.
            .max_redirects(0)
            .user_agent(concat!("kefu/", env!("CARGO_PKG_VERSION")))
            .accept("application/json");
        if is_local(base) {
            config = config.proxy(None);
        }
        Self { agent: config.build().new_agent(), base: base.to_owned() }
    }

    /// Reads what stands at a path with its query.
    pub(super) fn get(&self, path: &str, headers: Headers<'_>) -> Result<Answer, SourceFault> {
        let mut request = self.agent.get(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        answer(request.call())
    }

    /// Posts a document that changes something, once: what came of it is told apart by whether it can have happened.
    pub(super) fn write(
        &self,
        (put, path): (bool, &str),
        headers: Headers<'_>,
        document: &Value,
    ) -> Result<Answer, Unanswered> {
        let url = format!("{}{path}", self.base);
        let mut request = if put { self.agent.put(url) } else { self.agent.post(url) };
        request = request.content_type("application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        written(request.send(document.to_string()))
    }

    /// Posts a document.
    pub(super) fn post(&self, path: &str, headers: Headers<'_>, document: &Value) -> Result<Answer, SourceFault> {
        let mut request = self.agent.post(format!("{}{path}", self.base)).content_type("application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        answer(request.send(document.to_string()))
    }
}

/// A request that changes something was not answered as it should be.
#[derive(Debug)]
pub(super) struct Unanswered {
    /// What it was answered with, or why not.
    pub(super) fault: SourceFault,
    /// Whether it can have happened.
    pub(super) happened: Happened,
    /// What the answer said, when it was a document.
    pub(super) body: Value,
}

/// Whether a request that was not answered as it should be can have been carried out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Happened {
    /// Surely not, and it may be asked again.
    No,
    /// Surely not: the server does not want it.
    Refused,
    /// Nobody knows.
    Maybe,
}

fn answer(sent: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Answer, SourceFault> {
    written(sent).map_err(|unanswered| unanswered.fault)
}

fn written(sent: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Answer, Unanswered> {
    let no = |fault, happened| Unanswered { fault, happened, body: Value::Null };
    let mut response = sent.map_err(|error| no(unreachable(&error), left(&error)))?;
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let bytes = match response.body_mut().with_config().limit(LARGEST).read_to_vec() {
        Ok(bytes) => bytes,
        Err(ureq::Error::BodyExceedsLimit(_)) => return Err(no(odd(SourceWord::TooLarge), Happened::Maybe)),
        Err(error) => return Err(no(unreachable(&error), Happened::Maybe)),
    };
    let said = || summary(status, &bytes);
    let body = serde_json::from_slice(&bytes);
    let (fault, happened) = match status {
        200..300 => match body {
            Ok(body) => return Ok(Answer { body, headers }),
            Err(_) => return Err(no(SourceFault::Odd(said()), Happened::Maybe)),
        },
        401 | 403 => (SourceFault::SignIn(said()), Happened::No),
        429 => (SourceFault::Busy(patience(&headers)), Happened::No),
        // "Try later" of a shop that is being looked after comes as 503 with the time to wait. Who sent it, the shop or
        // something before it that had passed the request on, nobody knows.
        503 if headers.contains_key("retry-after") => (SourceFault::Busy(patience(&headers)), Happened::Maybe),
        500.. => (SourceFault::Down(said()), Happened::Maybe),
        408 => (SourceFault::Odd(said()), Happened::Maybe),
        _ => (SourceFault::Odd(said()), Happened::Refused),
    };
    Err(Unanswered { fault, happened, body: body.unwrap_or_default() })
}

/// Whether a request that failed can have left. Where there was never a connection, it cannot.
fn left(error: &ureq::Error) -> Happened {
    match error {
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed | ureq::Error::BadUri(_) => Happened::No,
        ureq::Error::Timeout(ureq::Timeout::Resolve | ureq::Timeout::Connect) => Happened::No,
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => Happened::No,
        _ => Happened::Maybe,
    }
}

fn odd(what: SourceWord) -> SourceFault {
    SourceFault::Odd(what.into())
}

/// Why there was no answer, without the address: a query may hold what must not be told.
fn unreachable(error: &ureq::Error) -> SourceFault {
    let word = |word: SourceWord| word.kept().to_owned();
    let what = match error {
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => word(SourceWord::Refused),
        ureq::Error::Io(error) if broke_off(error.kind()) => word(SourceWord::BrokenOff),
        ureq::Error::Io(error) => error.to_string(),
        ureq::Error::Timeout(_) => word(SourceWord::Timeout),
        ureq::Error::HostNotFound => word(SourceWord::NoHost),
        ureq::Error::ConnectionFailed => word(SourceWord::NoConnection),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => return odd(SourceWord::NotAnAddress),
        ureq::Error::Protocol(_) => return odd(SourceWord::NotHttp),
        ureq::Error::Rustls(error) => format!("TLS: {error}"),
        ureq::Error::Tls(what) => format!("TLS: {what}"),
        other => other.to_string(),
    };
    SourceFault::Unreachable(SafeText::line(&what))
}

const fn broke_off(kind: std::io::ErrorKind) -> bool {
    use std::io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    matches!(kind, BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof)
}

/// Seconds are what servers send; a date is taken as "some time".
fn patience(headers: &ureq::http::HeaderMap) -> Option<Span> {
    let said = headers.get("retry-after")?.to_str().ok()?.trim().parse::<u32>().ok()?;
    Some(Span::secs(i64::from(said)).min(PATIENCE))
}

/// The status, and what the answer says of itself: the message of a JSON error, the title of a page.
fn summary(status: u16, bytes: &[u8]) -> SafeText {
    const WORDS: usize = 120;
    let text = String::from_utf8_lossy(bytes.get(..4096.min(bytes.len())).unwrap_or_default());
    let message = serde_json::from_slice::<Value>(bytes).ok().and_then(|body| {
        body.get("message").or_else(|| body.pointer("/errors/0/message")).and_then(Value::as_str).map(str::to_owned)
    });
    let lower = text.to_ascii_lowercase();
    let title = || {
        let start = lower.find("<title>")? + "<title>".len();
        let end = start + lower.get(start..)?.find("</title>")?;
        Some(format!("HTML: {}", text.get(start..end)?.trim()))
    };
    let what = message.or_else(title).unwrap_or_else(|| match lower.trim_start() {
        "" => "empty".to_owned(),
        html if html.starts_with('<') => "HTML".to_owned(),
        _ => "no JSON".to_owned(),
    });
    let what: String = what.chars().take(WORDS).collect();
    SafeText::line(&format!("{status} {what}"))
}
