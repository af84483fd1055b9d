//! Rules edited while the workstation runs: read anew, or refused with their line while the last good ones stay; and
//! the clocks of all open cases worked out by them.

use std::sync::Arc;

use super::Post;
use super::background::failed;
use super::basis::Basis;
use crate::app::msg::{Job, JobEnd, JobKind, Msg};
use crate::domain::{Problem, SafeText};
use crate::runtime::clock::SystemClock;
use crate::runtime::jobs::{Broken, Jobs, News, Progress};
use crate::store::{DbPath, Reader, Store, cases};

/// What the rules of this workstation are kept with.
#[derive(Clone)]
pub(super) struct RulesDesk {
    pub(super) basis: Arc<Basis>,
    pub(super) path: DbPath,
    pub(super) jobs: Arc<Jobs<JobKind>>,
    pub(super) post: Post,
    pub(super) writable: bool,
}

impl RulesDesk {
    /// A file of rules was written: it is read, and every open case gets its clock by it.
    pub(super) fn edited(&self) {
        let told = self.basis.reload_rules().and_then(|rules| {
            self.post.send(Msg::Flags(rules.flags.clone()));
            self.post.send(Msg::StoreChanged);
            if self.writable { self.recompute(true) } else { Ok(()) }
        });
        if let Err(problem) = told {
            self.post.trouble(problem);
        }
    }

    /// The clocks were worked out by other rules, in a run before this one or by another program.
    pub(super) fn catch_up(&self) -> Result<(), Problem> {
        if !self.writable {
            return Ok(());
        }
        let rules = self.basis.rules()?;
        let reader = Reader::open(&self.path, Arc::clone(&self.basis.clock))?;
        if cases::is_outdated(reader.db(), &rules.fingerprint)? { self.recompute(false) } else { Ok(()) }
    }

    /// The job itself, with progress where somebody waits for it.
    fn recompute(&self, told: bool) -> Result<(), Problem> {
        let (basis, path, post) = (Arc::clone(&self.basis), self.path.clone(), self.post.clone());
        let what = SafeText::line(basis.lang.job_rules());
        let lang = basis.lang;
        let tell = move |news: News<u64>| {
            let (done, total, end) = match news {
                News::At(done, total) => (done, total, None),
                News::Done(changed) => (changed, None, Some(JobEnd::Done)),
                News::Cancelled => (0, None, Some(JobEnd::Cancelled)),
                News::Failed(problem) => (0, None, Some(failed(lang, &problem))),
            };
            let moved = matches!(end, Some(JobEnd::Done)) && done > 0;
            if told || moved || matches!(end, Some(JobEnd::Failed(_))) {
                post.send(Msg::Job(Job { kind: JobKind::Rules, what: what.clone(), done, total, end }));
            }
            if moved {
                post.send(Msg::StoreChanged);
            }
        };
        // Where one runs already, it sees at its end that the rules have changed again.
        self.jobs.start(JobKind::Rules, tell, move |progress| run(&basis, &path, progress)).map(drop)
    }
}

/// Works all clocks out by the rules in force, until they are the same at the end as they were at the beginning. Tells how
/// many cases got another clock.
fn run(basis: &Basis, path: &DbPath, progress: &mut Progress) -> Result<u64, Broken> {
    let writer = Store::open(path, Arc::new(SystemClock))?;
    let mut changed = 0;
    loop {
        let rules = basis.rules_at(writer.db())?;
        let total = u64::try_from(cases::open_count(writer.db())?).unwrap_or_default();
        let told = |seen| progress.report(seen, Some(total));
        changed += cases::recompute(writer.db(), &basis.by(), &rules, told)?.changed;
        cases::note_recomputed(writer.db(), &rules.fingerprint)?;
        if basis.rules()?.fingerprint == rules.fingerprint {
            return Ok(changed);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::*;
    use crate::app::msg::NewCase;
    use crate::config::Config;
    use crate::domain::aftersale::{CaseType, GoodsState};
    use crate::domain::{Clock, OrderFilter, Platform, Role, Span, Time};
    use crate::rules::EMBEDDED;
    use crate::runtime::event_loop::Wake;
    use crate::store::{agents, intake, orders};
    use crate::text::Lang;

    fn end(heard: &Receiver<Wake<Msg>>) -> Msg {
        loop {
            match heard.recv_timeout(std::time::Duration::from_secs(20)).expect("told") {
                Wake::Msg(Msg::Job(Job { end: Some(end), kind, what, done, total })) => {
                    return Msg::Job(Job { end: Some(end), kind, what, done, total });
                }
                Wake::Msg(trouble @ Msg::Trouble(_)) => return trouble,
                _ => {}
            }
        }
    }

    #[test]
    fn an_edited_file_moves_open_clocks_and_a_wrong_one_is_refused_with_its_line() {
        let folder = tempfile::tempdir().expect("folder");
        let rules_dir = folder.path().join("rules");
        std::fs::create_dir(&rules_dir).expect("folder");
        let path = DbPath::new(folder.path().join("kefu.db"));
        let store = Store::open(&path, Arc::new(SystemClock)).expect("store");
        let now = Time::from_ms(1_795_320_000_000);
        let me = agents::add(store.db(), "小林", "A07", None, Role::Owner, now).expect("agent");
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let config = Config::default();
        let basis = Arc::new(Basis::new(me, "lin".into(), Lang::Zh, clock, config, rules_dir.clone()));
        let facts = crate::domain::OrderFacts {
            number: "1001".into(),
            paid: Some(crate::domain::Money::fen(5_900)),
            status: Some(crate::domain::OrderStatus::Success),
            ..crate::domain::OrderFacts::default()
        };
        let shipped = crate::rules::embedded().expect("rules");
        let key =
            crate::domain::ShopKey { platform: Platform::Taobao, name: "旗舰店".into(), external_id: String::new() };
        let fact = crate::domain::Fact::Order(Box::new(facts));
        let given = intake::Given { counts: true, shop: Some(&key), fact: &fact };
        let mut taking = intake::Intake::new("test", None, basis.zone, now, false, &shipped);
        taking.apply(store.db(), &[given], None).expect("taken in");
        let order = orders::page(store.db(), &OrderFilter::default(), 1, 0).expect("orders").remove(0);
        let new = NewCase {
            order: order.id,
            line: None,
            case_type: CaseType::ReturnRefund,
            reason: "质量问题".into(),
            goods: GoodsState::Received,
            amount: None,
            note: String::new(),
            apart: String::new(),
        };
        let before = super::super::do_cases::open(&basis, store.db(), &new).expect("opened");
        let crate::app::msg::Did::CaseOpened(id) = before else { panic!("{before:?}") };
        let act_by =
            || cases::expect(store.db(), id).expect("case").running().map(|clock| clock.act_by).expect("a clock");
        let first = act_by();

        let (send, heard) = channel();
        let desk = RulesDesk {
            basis: Arc::clone(&basis),
            path: path.clone(),
            jobs: Arc::default(),
            post: Post(send),
            writable: true,
        };
        let text = EMBEDDED.iter().find(|(name, _)| *name == "taobao.toml").map(|(_, text)| *text).expect("shipped");
        let from = "types = [\"return_refund\", \"exchange\", \"repair\"]\nact_hours = 48";
        let file = rules_dir.join("taobao.toml");
        std::fs::write(&file, text.replace(from, &from.replace("48", "72"))).expect("written");
        desk.edited();
        assert!(matches!(end(&heard), Msg::Job(Job { kind: JobKind::Rules, end: Some(JobEnd::Done), done: 1, .. })));
        assert_eq!(act_by(), first.plus(Span::hours(24)));

        std::fs::write(&file, text.replace("act_hours = 48", "act_hour = 48")).expect("written");
        desk.edited();
        let wrong = text.lines().position(|line| line.starts_with("act_hours")).expect("a row");
        match end(&heard) {
            Msg::Trouble(problem) => {
                assert!(matches!(*problem, Problem::Config { line, .. } if line == wrong + 1), "{problem:?}")
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(
            basis.rules().expect("rules").deadline(Platform::Taobao, "D6").map(|row| row.act.at_least()),
            Some(Span::hours(72))
        );
        assert_eq!(act_by(), first.plus(Span::hours(24)), "the last good ones stay");
    }
}
