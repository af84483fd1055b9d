//! What begins after the first frame: quick replies, their use, the watchers, the daily backup; and imports.

use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::Post;
use super::act::act;
use super::ask_folder::file_and_shop;
use super::basis::Basis;
use super::rules_job::RulesDesk;
use super::{replies, shops};
use crate::app::model::Settings;
use crate::app::msg::{Did, Do, ImportTold, Job, JobEnd, JobKind, Msg, RejectRow};
use crate::config::{Config, Paths};
use crate::domain::{Problem, SafeText};
use crate::import::{Preview, Reject};
use crate::runtime::clock::SystemClock;
use crate::runtime::import_job::{FileReport, ImportOrder, Step, import_file};
use crate::runtime::import_turn::breathe;
use crate::runtime::jobs::{Broken, Jobs, News, Progress};
use crate::runtime::reading::Quiet;
use crate::runtime::sources::watch::Sources;
use crate::runtime::watch::{self, Watch};
use crate::runtime::writing::Writing;
use crate::store::backups::Keep;
use crate::store::{DbPath, Reader, Store, backups, conversations, intake};
use crate::text::Lang;

/// Nothing of this begins before the first screen is whole, or this long after the start: they share two cores.
const AFTER_FIRST_SCREEN: Duration = Duration::from_millis(500);

/// What it works with.
pub(super) struct Needs {
    pub(super) basis: Arc<Basis>,
    pub(super) path: DbPath,
    pub(super) paths: Paths,
    pub(super) writing: Writing,
    pub(super) post: Post,
    pub(super) jobs: Arc<Jobs<JobKind>>,
    pub(super) ring: Box<dyn Fn() + Send>,
    pub(super) daily_backup: Option<Keep>,
    pub(super) sources: Option<Arc<Sources>>,
    pub(super) settings: SettingsOf,
    pub(super) writable: bool,
    pub(super) first_screen: Quiet,
}

/// What the model is told of settings that were read anew.
pub(in crate::runtime) type SettingsOf = Box<dyn Fn(&Config) -> Settings + Send>;

/// The thread that begins everything that the first frame does not wait for.
pub(super) struct Background {
    thread: Option<JoinHandle<()>>,
    watches: Arc<Mutex<Vec<Watch>>>,
    basis: Arc<Basis>,
    path: DbPath,
    jobs: Arc<Jobs<JobKind>>,
    post: Post,
}

impl Background {
    pub(super) fn start(needs: Needs) -> Result<Self, Problem> {
        let watches: Arc<Mutex<Vec<Watch>>> = Arc::default();
        let (kept, post, path) = (Arc::clone(&watches), needs.post.clone(), needs.path.clone());
        let (basis, jobs) = (Arc::clone(&needs.basis), Arc::clone(&needs.jobs));
        let body = move || begin(needs, &kept);
        let thread =
            thread::Builder::new().name("start".into()).spawn(body).map_err(|error| Problem::system(&error))?;
        Ok(Self { thread: Some(thread), watches, basis, path, jobs, post })
    }

    /// The job of importing a file, or of looking what that would do; false when one runs already.
    pub(super) fn import(&self, typed: &str, dry_run: bool) -> Result<bool, Problem> {
        let (basis, path, post) = (Arc::clone(&self.basis), self.path.clone(), self.post.clone());
        let ((file, shop), what) = (file_and_shop(typed), SafeText::line(typed));
        let typed = typed.to_owned();
        let tell = move |news: News<FileReport>| {
            if let News::Done(report) = &news {
                post.send(Msg::ImportTold(Box::new(told(&typed, report, dry_run))));
            }
            let (done, total, end) = match news {
                News::At(done, total) => (done, total, None),
                News::Done(report) if dry_run => (report.summary.rows, None, Some(JobEnd::Quiet)),
                News::Done(report) => (report.summary.rows, None, Some(ended(&report))),
                News::Cancelled => (0, None, Some(JobEnd::Cancelled)),
                News::Failed(problem) => (0, None, Some(failed(basis.lang, &problem))),
            };
            post.send(Msg::Job(Job { kind: JobKind::Import, what: what.clone(), done, total, end }));
        };
        let basis = Arc::clone(&self.basis);
        self.jobs.start(JobKind::Import, tell, move |progress| {
            import(&basis, &path, (&file, shop.as_deref()), dry_run, progress)
        })
    }

    /// Copies files of evidence, which may be large, by a connection of its own: nothing else waits for them. It is told
    /// like any other act.
    pub(super) fn files(&self, what: Do) {
        let (basis, path, post) = (Arc::clone(&self.basis), self.path.clone(), self.post.clone());
        let tell = move |news: News<Did>| {
            post.send(match news {
                News::At(..) => return,
                News::Done(did) => Msg::Did(Box::new(did)),
                News::Cancelled => Msg::Failed(Box::new(Problem::Interrupted)),
                News::Failed(problem) => Msg::Failed(Box::new(problem)),
            });
        };
        let job = move |_: &mut Progress| {
            let writer = Store::open(&path, Arc::new(SystemClock))?;
            Ok(act(&basis, writer.db(), what)?)
        };
        let failed = match self.jobs.start(JobKind::Evidence, tell, job) {
            Ok(true) => return,
            Ok(false) => self.basis.refuses_second_file(),
            Err(problem) => problem,
        };
        self.post.send(Msg::Failed(Box::new(failed)));
    }
}

/// Reads a file into the data file, by a connection of its own; between two batches it hears that it should stop.
fn import(
    basis: &Basis,
    path: &DbPath,
    (file, shop): (&Path, Option<&str>),
    dry_run: bool,
    progress: &mut Progress,
) -> Result<FileReport, Broken> {
    let writer = Store::open(path, Arc::new(SystemClock))?;
    let rules = basis.rules_at(writer.db())?;
    let order = ImportOrder {
        format: None,
        mapping: None,
        shop,
        dry_run,
        agent: Some(basis.me.id),
        now: basis.now(),
        zone: basis.zone,
        rules: &rules,
    };
    let mut broken = None;
    let report = import_file(file, writer.db(), &order, &mut |step| {
        let told = match step {
            Step::Reading { bytes, total, .. } if total > 0 => progress.report(bytes, Some(total)),
            Step::Reading { rows, .. } => progress.report(rows, None),
            Step::Indexing { orders } => progress.report(orders, None),
        };
        broken = told.err();
        broken.is_none()
    })?;
    match broken {
        Some(broken) => Err(broken),
        None if dry_run => Ok(report),
        None => {
            conversations::rank_buyers(writer.db())?;
            Ok(report)
        }
    }
}

/// What came of a file, for the import screen.
fn told(typed: &str, report: &FileReport, dry: bool) -> ImportTold {
    let (summary, counts) = (&report.summary, &report.counts);
    let reject = |reject: &Reject| RejectRow {
        row: reject.row,
        column: SafeText::line(&reject.column),
        problem: SafeText::line(reject.code.code()),
        value: SafeText::line(&reject.value),
    };
    ImportTold {
        path: typed.to_owned(),
        dry,
        format: SafeText::line(&report.format),
        encoding: SafeText::line(&report.encoding),
        rows: summary.rows,
        inserted: counts.inserted,
        updated: counts.updated,
        unchanged: counts.unchanged,
        conflicting: counts.conflicting,
        rejected: summary.rejected,
        unknown_status: summary.unknown_status,
        lossy: summary.lossy,
        resumed: report.resumed,
        tables: if dry { summary.previews.iter().map(Preview::seen).collect() } else { Vec::new() },
        rejects: summary.rejects.iter().map(reject).collect(),
    }
}

fn ended(report: &FileReport) -> JobEnd {
    JobEnd::Imported {
        inserted: report.counts.inserted,
        updated: report.counts.updated,
        unchanged: report.counts.unchanged,
        rejected: report.summary.rejected,
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        self.watches.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

fn begin(needs: Needs, kept: &Arc<Mutex<Vec<Watch>>>) {
    needs.first_screen.wait(AFTER_FIRST_SCREEN);
    let post = needs.post.clone();
    post.send(Msg::Replies(replies::load(&needs.paths.replies_file)));
    if let Err(problem) = replies::tell_uses(&needs.basis, &needs.path, &post) {
        post.trouble(problem);
    }
    let rules = match needs.basis.rules() {
        Err(problem) => Some(problem),
        Ok(_) => needs.basis.rules_fault(),
    };
    if let Some(problem) = rules {
        post.trouble(problem);
    }
    if let Some(problem) = needs.basis.notices_fault() {
        post.trouble(problem);
    }
    let Needs { basis, path, paths, writing, jobs, ring, daily_backup, sources, settings, writable, .. } = needs;
    if let Some(sources) = &sources
        && let Err(problem) = sources.follow(&basis.config().sources)
    {
        post.trouble(problem);
    }
    let desk = RulesDesk {
        basis: Arc::clone(&basis),
        path: path.clone(),
        jobs: Arc::clone(&jobs),
        post: post.clone(),
        writable,
    };
    if writable && let Err(problem) = shops::follow(&basis, &writing) {
        post.trouble(problem);
    }
    if let Err(problem) = desk.catch_up() {
        post.trouble(problem);
    }
    if let Some(keep) = daily_backup
        && let Err(problem) = back_up(&basis, &path, &jobs, &post, keep)
    {
        post.trouble(problem);
    }
    if let Err(problem) = finish_import(&basis, &path, &jobs, &post) {
        post.trouble(problem);
    }
    // Where folders cannot be watched, what others write is seen at the next act of one's own.
    let changed = {
        let post = post.clone();
        move || {
            ring();
            post.send(Msg::StoreChanged);
        }
    };
    let data = watch::data_file(&path, writing.clone(), changed);
    let edited = {
        let (post, paths, desk, kept) = (post.clone(), paths.clone(), desk.clone(), Arc::clone(kept));
        let writing = writing.clone();
        move |file: &Path| {
            if file == paths.rules_dir {
                // The folder has come into being, or was replaced.
                watch_rules(&desk, file, &kept);
                return desk.edited();
            }
            if file == paths.notices_file {
                return match basis.reload_notices() {
                    // What is on the screen is asked for anew.
                    Ok(()) => post.send(Msg::StoreChanged),
                    Err(problem) => post.trouble(problem),
                };
            }
            if file == paths.replies_file {
                return post.send(Msg::Replies(replies::load(file)));
            }
            match Config::load(file) {
                Ok(config) => {
                    post.send(Msg::Settings(Box::new(settings(&config))));
                    let follows = sources.as_ref().map_or(Ok(()), |sources| sources.follow(&config.sources));
                    basis.set_config(config);
                    let named = if writable { shops::follow(&basis, &writing) } else { Ok(()) };
                    post.send(Msg::StoreChanged);
                    for problem in [follows.err(), named.err()].into_iter().flatten() {
                        post.trouble(problem);
                    }
                }
                // The last good ones stay in force.
                Err(problem) => post.trouble(problem),
            }
        }
    };
    watch_rules(&desk, &paths.rules_dir, kept);
    let own: Vec<PathBuf> = vec![
        paths.replies_file.clone(),
        paths.config_file.clone(),
        paths.rules_dir.clone(),
        paths.notices_file.clone(),
    ];
    let files = watch::files(&own, edited);
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.extend(data);
    kept.extend(files.into_iter().flatten());
    // What was written between the first read and the watch.
    post.send(Msg::StoreChanged);
}

/// Has the rules read anew when a file of theirs is written; a folder that is not there yet is waited for elsewhere.
fn watch_rules(desk: &RulesDesk, folder: &Path, kept: &Mutex<Vec<Watch>>) {
    let watching = desk.clone();
    if let Ok(watch) = watch::tables(folder, move || watching.edited()) {
        kept.lock().unwrap_or_else(PoisonError::into_inner).push(watch);
    }
}

/// What a first import that was killed left undone: indexes and search text. Told of only when it fails.
fn finish_import(basis: &Arc<Basis>, path: &DbPath, jobs: &Jobs<JobKind>, post: &Post) -> Result<(), Problem> {
    let reader = Reader::open(path, Arc::clone(&basis.clock))?;
    if !intake::is_pending(reader.db())? {
        return Ok(());
    }
    let (path, clock, post) = (path.clone(), Arc::clone(&basis.clock), post.clone());
    let tell = move |news: News<()>| {
        if let News::Failed(problem) = news {
            post.trouble(problem);
        }
    };
    let job = move |progress: &mut Progress| {
        let writer = Store::open(&path, clock)?;
        let mut broken = None;
        intake::finish_pending(writer.db(), false, &mut |orders| {
            broken = progress.report(orders, None).err();
            breathe();
            broken.is_none()
        })?;
        broken.map_or(Ok(()), Err)
    };
    jobs.start(JobKind::Import, tell, job).map(drop)
}

/// A job that failed, with what happened and what to do.
pub(super) fn failed(lang: Lang, problem: &Problem) -> JobEnd {
    let said = lang.problem(problem);
    JobEnd::Failed(SafeText::line(&format!("{} {}", said.what, said.hint)))
}

/// The day's copy begins so long after the start.
const BACKUP_AFTER: Duration = Duration::from_secs(180);

/// The copy of the day, unless it is there. It is told of only when something was done or went wrong.
fn back_up(basis: &Arc<Basis>, path: &DbPath, jobs: &Jobs<JobKind>, post: &Post, keep: Keep) -> Result<(), Problem> {
    let reader = Reader::open(path, Arc::clone(&basis.clock))?;
    let (path, zone, now, post) = (path.clone(), basis.zone, basis.now(), post.clone());
    let lang = basis.lang;
    let what = SafeText::line(lang.job_backup());
    let tell = move |news: News<Option<PathBuf>>| {
        let end = match news {
            News::At(..) | News::Done(None) => return,
            News::Done(Some(_)) => JobEnd::Done,
            // Ended before its time: the next start makes it.
            News::Cancelled => return,
            News::Failed(problem) => failed(lang, &problem),
        };
        post.send(Msg::Job(Job { kind: JobKind::Backup, what: what.clone(), done: 0, total: None, end: Some(end) }));
    };
    let job = move |progress: &mut Progress| {
        // The first minutes of a shift are the busiest: copying gigabytes can wait.
        progress.rest(BACKUP_AFTER)?;
        let stop = progress.stop();
        backups::daily(&reader, &path, &keep, (now, zone), &stop).map_err(|problem| {
            match stop.load(Ordering::Relaxed) {
                true => Broken::Cancelled,
                false => Broken::Failed(problem),
            }
        })
    };
    jobs.start(JobKind::Backup, tell, job).map(drop)
}
