//! Live orders: the adapters against shops on loopback (one of them a real Vendure), what the data file keeps, and the
//! command line. WooCommerce cannot be run here: its answers are recorded ones of our own making, by its documentation.

#[path = "sources/cli.rs"]
mod cli;
#[path = "sources/cli_writes.rs"]
mod cli_writes;
#[path = "sources/faults.rs"]
mod faults;
#[path = "sources/pace.rs"]
mod pace;
#[path = "sources/real_vendure.rs"]
mod real_vendure;
#[path = "sources/screen.rs"]
mod screen;
#[path = "sources/server.rs"]
mod server;
#[expect(dead_code, reason = "not every test uses all of it")]
mod support;
#[path = "sources/vendure.rs"]
mod vendure;
#[path = "sources/vendure_writes.rs"]
mod vendure_writes;
#[path = "sources/woo.rs"]
mod woo;
#[path = "sources/woo_writes.rs"]
mod woo_writes;
#[path = "sources/writing.rs"]
mod writing;

use std::rc::Rc;
use std::sync::Arc;

use kefu::config::{Config, SourceSetting};
use kefu::domain::clock::FixedClock;
use kefu::domain::{Order, Time, Zone};
use kefu::runtime::clock::SystemClock;
use kefu::runtime::sources::{Feed, RulesOf};
use kefu::store::{Store, Writer, orders};

/// A source over a data file in memory, at a fixed time.
pub(crate) struct Desk {
    pub(crate) store: Rc<Writer>,
    pub(crate) setting: SourceSetting,
}

pub(crate) fn at(text: &str) -> Time {
    Time::parse_rfc3339(text).expect("a good time")
}

/// The setting of a shop at an address; its secret is in a file of ours.
pub(crate) fn setting(kind: &str, url: &str, user: Option<&str>, secret_file: &std::path::Path) -> SourceSetting {
    let user = user.map(|user| format!("user = \"{user}\"\n")).unwrap_or_default();
    let text = format!(
        "[[source]]\nname = \"net\"\nkind = \"{kind}\"\nurl = \"{url}\"\nshop = \"测试网店\"\n{user}secret_file = \"{}\"\n",
        secret_file.display()
    );
    let config = Config::parse(&text, std::path::Path::new("kefu.toml")).expect("right settings");
    config.sources.into_iter().next().expect("one source")
}

/// A file only we can read, with a secret in it.
pub(crate) fn secret(folder: &std::path::Path, text: &str) -> std::path::PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join("secret");
    std::fs::write(&path, text).expect("written");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("closed");
    path
}

impl Desk {
    pub(crate) fn new(setting: SourceSetting) -> Self {
        Self { store: Rc::new(Store::memory(Arc::new(SystemClock)).expect("memory")), setting }
    }
    /// A feed whose clock stands at `now`.
    pub(crate) fn feed(&self, now: Time) -> Feed<Rc<Writer>> {
        let rules = Arc::new(kefu::rules::embedded().expect("rules"));
        let rules: RulesOf = Arc::new(move |_| Ok((Arc::clone(&rules), Zone::default())));
        Feed::open(&self.setting, Rc::clone(&self.store), rules, Arc::new(FixedClock(now))).expect("a secret")
    }
    /// The one order of a number.
    pub(crate) fn order(&self, number: &str) -> Order {
        orders::by_number(self.store.db(), number).expect("read").pop().unwrap_or_else(|| panic!("no order {number}"))
    }
}
