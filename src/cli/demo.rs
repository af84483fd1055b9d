//! `kefu demo`: the workstation on a throw-away shop where scripted customers write in.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use serde_json::json;

use crate::demo::script::End;
use crate::demo::shop::Size;
use crate::demo::{DemoShop, Voice};
use crate::domain::{Clock, Fact, Problem, Role, SafeText, ShopKey};
use crate::runtime::clock::SystemClock;
use crate::runtime::demo::{ANSWER_WITHIN, Made, Played, PlayedClock, make, play};
use crate::runtime::os::user::os_user;
use crate::store::intake::{self, Given, Intake};
use crate::store::{DbPath, Engine, Store, agents, conversations, orders};
use crate::text::Lang;

use super::context::Context;
use super::{Done, Outcome, screen};

/// How long the shift is that `--fast` plays.
const SHIFT_HOURS: i64 = 8;

/// Above so many orders plain indexes and search text are built at the end.
const BULK: u64 = 20_000;

/// What `kefu demo` takes.
#[derive(clap::Args, Debug)]
pub(crate) struct DemoArgs {
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    #[arg(long, value_name = "N", default_value_t = 400)]
    pub(crate) orders: u64,
    #[arg(long, value_name = "N")]
    pub(crate) chats: Option<u64>,
    #[arg(long, value_name = "N")]
    pub(crate) messages: Option<u64>,
    #[arg(long)]
    pub(crate) fast: bool,
    #[arg(long)]
    pub(crate) no_screen: bool,
}

/// Makes the shop, then plays a shift on it or opens it. Without `--data` the file goes away at the end, unless making
/// it is all that was asked.
pub(crate) fn run(context: &mut Context, args: &DemoArgs) -> Outcome {
    let keeps = context.common.data.is_some() || (args.no_screen && !args.fast);
    let throw_away = match &context.common.data {
        Some(_) => None,
        None => Some(ThrowAway::new(keeps)?),
    };
    if let Some(folder) = &throw_away {
        context.paths.data_file = folder.path.join("kefu.db");
    } else if let Some(folder) = context.paths.data_file.parent() {
        crate::config::private_folder(folder)?;
    }
    let shop = DemoShop {
        seed: args.seed,
        now: context.now,
        size: size(args),
        voice: if context.lang == Lang::En { Voice::En } else { Voice::Zh },
    };
    let clock = PlayedClock::new(context.now);
    let ids: Arc<dyn Clock> = if args.fast { Arc::new(clock.clone()) } else { Arc::new(SystemClock) };
    let file = context.paths.data_file.clone();
    let store = Store::open(&DbPath::new(&file), ids)?;
    refuse_used(context, store.db(), &file)?;
    let me = agents::add(store.db(), "小林", "A07", Some(&os_user()), Role::Owner, context.now)?;
    let made = fill(context, store.db(), &shop)?;
    if !args.fast && !args.no_screen {
        drop(store);
        context.config.answer_within = ANSWER_WITHIN;
        return screen::workstation(context, Some(shop));
    }
    let started = Instant::now();
    let played = match args.fast {
        true => Some(play(store.db(), &clock, &shop, me, SHIFT_HOURS, context.zone)?),
        false => None,
    };
    // A played shift is a test of everything it went through: it ends with the file's own invariants.
    let broken = match played {
        Some(_) => store.doctor()?.into_iter().filter(|check| !check.ok).map(|check| check.name).collect(),
        None => Vec::new(),
    };
    let done = tell(context, &made, played.as_ref(), &file, started.elapsed().as_secs())?;
    if broken.is_empty() {
        return Ok(done);
    }
    context.out.line(context.lang.demo_broken(&broken.join(" ")))?;
    Ok(Done::Found)
}

/// Makes the shop by the same intake that takes in files. Search text follows behind the last order, before the chats.
fn fill(context: &Context, db: &dyn Engine, shop: &DemoShop) -> Result<Made, Problem> {
    let rules = crate::rules::embedded()?;
    let fresh = shop.size.orders > BULK && intake::postpone(db)? != intake::Behind::Nothing;
    let mut taking = Intake::new("demo", None, context.zone, context.now, fresh, &rules);
    let mut orders = 0;
    let mut take = |db: &dyn Engine, shop_key: &ShopKey, facts: Vec<Fact>| {
        let given: Vec<_> = facts.iter().map(|fact| Given { counts: true, shop: Some(shop_key), fact }).collect();
        taking.apply(db, &given, None)?;
        orders += facts.iter().filter(|fact| matches!(fact, Fact::Order(_))).count() as u64;
        if fresh && orders >= shop.size.orders {
            intake::finish_pending(db, true, &mut |_| true)?;
        }
        Ok(())
    };
    make(db, shop, context.zone, &mut take, &mut |_, _| Ok(()))
}

fn size(args: &DemoArgs) -> Size {
    let usual = Size::default();
    let chats = args.chats.unwrap_or((args.orders / 10).clamp(usual.chats.min(args.orders), 100_000));
    let open = usual.open_chats.max(chats / 100).min(chats);
    Size { orders: args.orders, chats, open_chats: open, messages: args.messages.unwrap_or(chats * 7) }
}

/// A shop is made in an empty file only: it must never mix with real orders.
fn refuse_used(context: &Context, db: &dyn Engine, file: &Path) -> Result<(), Problem> {
    let used = !orders::page(db, &crate::domain::OrderFilter::default(), 1, 0)?.is_empty()
        || !conversations::queue(db, context.now, 1, 0)?.is_empty()
        || !agents::all(db)?.is_empty();
    if used { Err(context.usage(&context.lang.demo_not_empty(&file.to_string_lossy()))) } else { Ok(()) }
}

fn tell(context: &mut Context, made: &Made, played: Option<&Played>, file: &Path, seconds: u64) -> Outcome {
    let lang = context.lang;
    let well = played.is_none_or(|p| p.unanswered == 0 && p.twice == 0);
    let done = if well { Done::Whole } else { Done::Found };
    if context.json {
        let ends = |p: &Played| -> serde_json::Map<_, _> {
            End::ALL.iter().map(|e| (e.code().to_owned(), json!(p.ends.get(e).copied().unwrap_or(0)))).collect()
        };
        let shift = played.map(|p| {
            json!({"customers": p.customers, "received": p.received, "sent": p.sent, "quick": p.quick, "logged": p.logged,
                   "cases_opened": p.claims, "case_steps": p.steps,
                   "unanswered": p.unanswered, "twice": p.twice, "ends": ends(p), "seconds": seconds})
        });
        context.out.json(&json!({
            "file": file.to_string_lossy(), "orders": made.orders, "chats": made.chats, "messages": made.messages,
            "open_cases": made.open_cases, "shift": shift,
        }))?;
        return Ok(done);
    }
    let shown = SafeText::line(&file.to_string_lossy());
    context.out.line(lang.demo_made(made.orders, made.chats, made.open_cases, &shown))?;
    if let Some(p) = played {
        let of = |end| p.ends.get(&end).copied().unwrap_or(0);
        context.out.line(lang.demo_played(SHIFT_HOURS, p.customers, p.received, p.sent, seconds))?;
        context.out.line(lang.demo_ends(
            of(End::Thanks) + of(End::AddressChanged),
            of(End::Paid),
            of(End::CaseOpened),
            of(End::Angry),
            of(End::Silent),
        ))?;
        context.out.line(lang.demo_cases(p.claims, p.steps))?;
        if p.unanswered > 0 {
            context.out.line(lang.demo_unanswered(p.unanswered))?;
        }
        if p.twice > 0 {
            context.out.line(lang.demo_twice(p.twice))?;
        }
        if well {
            context.out.line(lang.demo_checked())?;
        }
    }
    Ok(done)
}

/// A folder in the system's temporary one that goes away with the process's last look at it.
struct ThrowAway {
    path: PathBuf,
    keeps: bool,
}

impl ThrowAway {
    fn new(keeps: bool) -> Result<Self, Problem> {
        let name = format!("kefu-demo-{}-{}", std::process::id(), SystemClock.now().ms());
        let path = std::env::temp_dir().join(name);
        crate::config::private_folder(&path)?;
        Ok(Self { path, keeps })
    }
}

impl Drop for ThrowAway {
    fn drop(&mut self) {
        if !self.keeps {
            // The system clears its temporary folder of what could not be removed here.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}
