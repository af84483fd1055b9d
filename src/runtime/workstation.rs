//! `kefu` at the terminal: the model, its world and the session around them.

use std::sync::Arc;
use std::sync::mpsc::channel;

use super::desk::Desk;
use super::event_loop::{End, Wake};
use super::lines::Place;
use super::os::{has_env, user::os_user};
use super::session::Session;
use super::world::basis::Basis;
use super::world::{Parts, Post, SettingsOf, World};
use crate::app::Model;
use crate::app::model::{Settings, Shade};
use crate::app::msg::Msg;
use crate::channel::Channel;
use crate::config::{Borders, Config, Paths, Theme};
use crate::demo::{DemoShop, Pace};
use crate::domain::order_act::{ActLimits, FlagRow};
use crate::domain::{Agent, Clock, Problem, Span};
use crate::store::backups::Keep;
use crate::store::{Writer, shops};
use crate::text::Lang;
use crate::view;

/// What the workstation is opened with.
pub struct RunOptions {
    /// The data file, open for writing or in read-only mode.
    pub store: Writer,
    /// Who acts.
    pub me: Agent,
    /// The settings in force.
    pub config: Config,
    /// Where files are.
    pub paths: Paths,
    /// The language at the start.
    pub lang: Lang,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// The throw-away shop whose scripted customers write in, for `kefu demo`.
    pub demo: Option<DemoShop>,
}

/// Opens the workstation and runs it until it is quit or ended by a signal.
///
/// # Errors
/// [`Problem::NoTerminal`] and [`Problem::DumbTerminal`] before anything is written to the terminal.
pub fn run(options: RunOptions) -> Result<End, Problem> {
    let RunOptions { store, me, config, paths, lang, clock, demo } = options;
    let reports = paths.data_file.parent().map(std::path::Path::to_path_buf).unwrap_or_default();
    let session = Session { reports, lang, mouse: config.mouse };
    let (send, receive) = channel::<Wake<Msg>>();
    let post = Post(send.clone());
    let loop_clock = Arc::clone(&clock);
    session.run(loop_clock, (send, receive), move |terminal, size| {
        let asked_to_panic = cfg!(debug_assertions) && has_env("KEFU_TEST_PANIC");
        assert!(!asked_to_panic, "asked for by a test");
        // Not the rules: the world reads those beside the first frame.
        let desk = crate::rules::of_desk(&paths.rules_dir);
        let settings = settings_of(lang, &me, demo.is_some(), config.clone(), desk, clock.now().ms());
        let model = Model::new(settings(&config), size, clock.now());
        let channels = match &demo {
            Some(shop) if store.is_writable() => demo_channels(&store, shop, &config, &*clock)?,
            _ => Vec::new(),
        };
        let count = |n: i64| usize::try_from(n).unwrap_or(0);
        let keep = || Keep {
            folder: paths.backup_dir.clone(),
            days: count(config.backup.keep_days),
            weeks: count(config.backup.keep_weeks),
        };
        let daily_backup = (config.backup.daily && demo.is_none() && store.is_writable()).then(keep);
        let live_orders = demo.is_none() && store.is_writable();
        let notices = demo.as_ref().map(|shop| shop.notices(config.zone)).unwrap_or_default();
        let basis = Basis::new(me, os_user(), lang, clock, config, paths.rules_dir.clone())
            .beside(paths.data_file.clone())
            .with_notices(paths.notices_file.clone(), notices);
        let parts = Parts { basis, writer: store, paths, channels, daily_backup, live_orders, settings };
        let world = World::start(parts, terminal, post)?;
        Ok((Desk { model, draw: view::draw }, world))
    })
}

/// What the model needs of the settings, now and after the file was changed.
fn settings_of(
    lang: Lang,
    me: &Agent,
    demo: bool,
    first: Config,
    (flags, act_limits): (Vec<FlagRow>, ActLimits),
    now_ms: i64,
) -> SettingsOf {
    let agent_code = me.code.to_string();
    // Unlike that of any other process, now or before.
    let key_prefix = format!("{}-{}-{now_ms:x}", me.id, std::process::id());
    Box::new(move |config| Settings {
        zone: config.zone,
        // What was said on the command line stands until the file says something new.
        tr: config.language.filter(|_| config.language != first.language).unwrap_or(lang),
        shade: shade(config.theme),
        ascii: config.borders == Borders::Ascii,
        true_colour: std::env::var("COLORTERM").is_ok_and(|said| matches!(said.as_str(), "truecolor" | "24bit")),
        keymap: config.keymap(),
        hold: config.hold_for("default"),
        promise: if demo { first.answer_within } else { config.answer_within },
        unpaid_after: config.unpaid_after,
        flags: flags.clone(),
        act_limits: act_limits.clone(),
        agent_code: agent_code.clone(),
        key_prefix: key_prefix.clone(),
        demo,
        ..Settings::default()
    })
}

/// The colours: none where the environment says so, else as set, else by what the terminal tells of its ground.
fn shade(theme: Theme) -> Shade {
    let light_ground = || {
        let said = std::env::var("COLORFGBG").unwrap_or_default();
        matches!(said.rsplit(';').next().and_then(|n| n.parse::<u8>().ok()), Some(7 | 15))
    };
    match theme {
        _ if has_env("NO_COLOR") => Shade::Mono,
        Theme::Light => Shade::Light,
        Theme::Auto if light_ground() => Shade::Light,
        Theme::Auto | Theme::Dark => Shade::Dark,
    }
}

type Channels = Vec<(Box<dyn Channel>, Place)>;

fn demo_channels(store: &Writer, shop: &DemoShop, config: &Config, clock: &dyn Clock) -> Result<Channels, Problem> {
    let mut channels: Channels = Vec::new();
    for channel in crate::demo::channels(shop, Pace::default(), clock.now())? {
        let seed = channel.shop();
        let place = Place {
            channel: channel.name().to_owned(),
            platform: seed.platform,
            shop: shops::find(store.db(), seed.platform, seed.name, "")?.map(|shop| shop.id),
            answer_within: config.answer_within.max(Span::secs(1)),
        };
        channels.push((Box::new(channel), place));
    }
    Ok(channels)
}
