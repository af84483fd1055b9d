//! The line at the bottom: what just happened, what runs in the background, what can be taken back.

use crate::domain::{Problem, Span, Time};
use crate::text::Lang;

use super::msg::{Job, JobEnd};

/// How a notice is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// Done just now.
    Done,
    /// Told.
    Info,
    /// To be looked at.
    Warn,
    /// Went wrong.
    Problem,
}

/// A sentence in the status line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
    /// Until when it stands.
    pub until: Time,
}

/// What the status line knows.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Status {
    notice: Option<Notice>,
    /// The job that runs, if one does.
    pub job: Option<Job>,
    /// True when there is an act of mine that `u` takes back.
    pub undoable: bool,
}

/// How long a notice stands, and a problem.
const STANDS: Span = Span::secs(6);
const PROBLEM_STANDS: Span = Span::secs(20);

impl Status {
    /// Says something.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>, now: Time) {
        let stands = if matches!(tone, Tone::Problem | Tone::Warn) { PROBLEM_STANDS } else { STANDS };
        self.notice = Some(Notice { tone, text: text.into(), until: now.plus(stands) });
    }
    /// Says what went wrong and what to do.
    pub fn problem(&mut self, problem: &Problem, tr: Lang, now: Time) {
        let said = tr.problem(problem);
        self.say(Tone::Problem, format!("{} {}", said.what, said.hint), now);
    }
    /// The notice that stands now.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }
    /// Forgets a notice whose time is over; true when there was one.
    pub fn expire(&mut self, now: Time) -> bool {
        let over = self.notice.as_ref().is_some_and(|n| n.until <= now);
        if over {
            self.notice = None;
        }
        over
    }
    /// When the line changes by itself.
    pub fn next_change(&self) -> Option<Time> {
        self.notice.as_ref().map(|n| n.until)
    }
    /// Takes a job's progress or end.
    pub fn job(&mut self, job: Job, tr: Lang, now: Time) {
        let Some(end) = &job.end else {
            self.job = Some(job);
            return;
        };
        let what = job.what.as_str();
        match end {
            JobEnd::Imported { inserted, updated, unchanged, rejected } => {
                let tone = if *rejected > 0 { Tone::Warn } else { Tone::Done };
                self.say(tone, tr.job_imported(what, *inserted, *updated, *unchanged, *rejected), now);
            }
            JobEnd::Quiet => {}
            JobEnd::Done => self.say(Tone::Done, tr.job_done(what), now),
            JobEnd::Cancelled => self.say(Tone::Info, tr.job_cancelled(what), now),
            JobEnd::Failed(why) => self.say(Tone::Problem, tr.job_failed(what, why), now),
        }
        self.job = None;
    }
}
