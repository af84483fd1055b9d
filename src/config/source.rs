//! `[[source]]`: a shop whose orders are read live.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::read::{Table, Wrong};
use super::{Config, SPAN, some_text, span_text};
use crate::domain::source::{Secret, SourceKind, shop_url};
use crate::domain::{Problem, SafeText, Span};

/// The largest file that is taken for a secret, in bytes.
const SECRET_MAX: u64 = 64 << 10;

/// A live order source as the settings name it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceSetting {
    /// Its name: one of a kind, and the same for ever, because refunds are known by it.
    pub name: String,
    /// Which interface it speaks.
    pub kind: SourceKind,
    /// Where it is, without the last slash.
    pub url: String,
    /// The shop its orders belong to; the source's name when nothing is said.
    pub shop: SafeText,
    /// Who signs in: a user of Vendure, the consumer key of WooCommerce.
    pub user: Option<String>,
    /// Where its secret is.
    pub secret: SecretPlace,
    /// The channel token of Vendure.
    pub channel: Option<String>,
    /// How often changes are asked for while a workstation is open.
    pub every: Span,
    /// How far back the first look goes.
    pub history: Span,
    /// True when the shop may be written to from here; without it, it is only read.
    pub writes: bool,
    /// True when a refund in WooCommerce is carried out by its payment provider; without it the shop only writes it down.
    pub api_refund: bool,
}

/// Where a secret is kept; never in the settings themselves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SecretPlace {
    /// In this variable of the environment.
    Env(String),
    /// In this file.
    File(PathBuf),
}

impl SecretPlace {
    /// Reads the secret; fails when it is not there, empty, or in a file that others may read.
    pub fn read(&self) -> Result<Secret, Problem> {
        let secret = match self {
            SecretPlace::Env(name) => Secret::new(&std::env::var(name).unwrap_or_default()),
            SecretPlace::File(path) => Secret::new(&read_private(path)?),
        };
        if secret.is_empty() { Err(Problem::NoSecret { place: self.shown() }) } else { Ok(secret) }
    }

    /// Where it is, for a person.
    pub fn shown(&self) -> SafeText {
        match self {
            SecretPlace::Env(name) => SafeText::line(name),
            SecretPlace::File(path) => SafeText::line(&path.to_string_lossy()),
        }
    }
}

fn read_private(path: &Path) -> Result<String, Problem> {
    let fault = |error: std::io::Error| Problem::file(path, &error);
    let meta = std::fs::metadata(path).map_err(fault)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if meta.permissions().mode() & 0o077 != 0 {
            return Err(Problem::OpenSecret { path: SafeText::line(&path.to_string_lossy()) });
        }
    }
    if meta.len() > SECRET_MAX {
        return Err(Problem::NoSecret { place: SafeText::line(&path.to_string_lossy()) });
    }
    std::fs::read_to_string(path).map_err(fault)
}

impl SourceSetting {
    /// Its line in `kefu config show`; no secret in it, only where it is.
    pub(super) fn row(&self) -> (String, Value) {
        let value = json!({
            "kind": self.kind.code(), "url": self.url, "shop": self.shop.as_str(), "user": self.user,
            "secret": self.secret.shown().as_str(), "every": span_text(self.every), "history": span_text(self.history),
            "writes": self.writes, "api_refund": self.api_refund,
        });
        (format!("source.{}", SafeText::line(&self.name)), value)
    }
}

const KIND: &str = "a kind of source: vendure, woocommerce";
const URL: &str = "an address with https:// (http:// only on this machine), without user and password";
const NAME: &str = "a name of letters, digits, - and _";
const EVERY: &str = "a length of time from \"1s\" to \"1h\"";

/// Reads the sources out of the document.
pub(super) fn read(root: &mut Table<'_>, config: &mut Config) -> Result<(), Wrong> {
    for mut table in root.tables("source")? {
        let line = table.line();
        let name = table.needed("name", NAME, name)?;
        if config.sources.iter().any(|known| known.name == name) {
            return Err((line, format!("name = {name:?}: there is a source of this name already")));
        }
        let kind = table.needed("kind", KIND, SourceKind::parse)?;
        let url = table.needed("url", URL, shop_url)?;
        let shop = table.read("shop", "a name", some_text)?.unwrap_or_else(|| name.clone());
        let user = table.read("user", "a user's name or a consumer key", header_text)?;
        let env = table.read("secret_env", "the name of a variable", some_text)?.map(SecretPlace::Env);
        let file = table.read("secret_file", "a path", some_text)?.map(|path| SecretPlace::File(path.into()));
        let secret = match (env, file) {
            (Some(one), None) | (None, Some(one)) => one,
            _ => return Err((line, "say where the secret is: either secret_env or secret_file".to_owned())),
        };
        if kind == SourceKind::WooCommerce && user.is_none() {
            return Err((line, "user is missing: expected the consumer key (ck_...)".to_owned()));
        }
        let (mut writes, mut api_refund) = (false, false);
        table.flag("writes", &mut writes)?;
        table.flag("api_refund", &mut api_refund)?;
        if api_refund && kind != SourceKind::WooCommerce {
            return Err((line, "api_refund is for kind = \"woocommerce\" alone".to_owned()));
        }
        let every = |text: &str| Span::parse(text).filter(|span| (1..=3600).contains(&span.whole_secs()));
        let source = SourceSetting {
            kind,
            url,
            shop: SafeText::line(&shop),
            user,
            secret,
            channel: table.read("channel", "a channel token", header_text)?,
            every: table.read("every", EVERY, every)?.unwrap_or(Span::secs(3)),
            history: table.read("history", SPAN, Span::parse)?.unwrap_or(Span::days(30)),
            writes,
            api_refund,
            name,
        };
        config.sources.push(source);
        config.warnings.extend(table.rest("source."));
    }
    Ok(())
}

/// Names stand in ids and are typed on the command line.
fn name(text: &str) -> Option<String> {
    let good = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    (text.chars().count() <= 40 && text.chars().all(good)).then(|| text.to_owned())
}

/// Text that may stand in the head of a request.
fn header_text(text: &str) -> Option<String> {
    some_text(text).filter(|text| text.chars().all(|c| c.is_ascii_graphic() || c == ' '))
}
