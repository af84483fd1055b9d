//! Undo and redo, by the word typed rather than by the key.

use std::ops::Range;

use super::slots::Slots;

/// One replacement.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) at: usize,
    pub(super) removed: String,
    pub(super) inserted: String,
}

impl Step {
    /// The bytes that hold what was inserted.
    pub(super) fn after(&self) -> Range<usize> {
        self.at..self.at + self.inserted.len()
    }
    /// The bytes that hold what was removed.
    pub(super) fn before(&self) -> Range<usize> {
        self.at..self.at + self.removed.len()
    }
}

/// What does not follow from the text: where the caret was, which slots there were, and which reply stood untouched.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) caret: usize,
    pub(super) in_hole: bool,
    pub(super) slots: Slots,
    pub(super) reply: Option<Range<usize>>,
}

/// What one undo takes back.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) steps: Vec<Step>,
    pub(super) before: Mark,
    pub(super) after: Mark,
    kind: Kind,
}

/// Edits of one kind that follow each other join.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Typing,
    Backspacing,
    Deleting,
    /// A paste, a reply, a kill: stands alone.
    Alone,
}

#[derive(Clone, Debug, Default)]
pub(super) struct History {
    done: Vec<Group>,
    undone: Vec<Group>,
    open: bool,
    bytes: usize,
}

/// Undo steps kept.
const GROUPS_MAX: usize = 500;
/// Text kept for undo, in bytes.
const BYTES_MAX: usize = 8 << 20;
/// Characters typed without a break that one undo takes back; Chinese has no blanks to part words.
const RUN_MAX: usize = 20;

impl History {
    /// Ends the run: what comes next is undone on its own.
    pub(super) fn pause(&mut self) {
        self.open = false;
    }

    pub(super) fn add(&mut self, kind: Kind, steps: Vec<Step>, before: Mark, after: Mark) {
        self.undone.clear();
        let size = size(&steps);
        let joined = match (self.open.then(|| self.done.last_mut()).flatten(), steps.as_slice()) {
            (Some(last), [step]) => last.kind == kind && joins(last, step),
            _ => false,
        };
        self.bytes += size;
        if joined {
            if let Some(last) = self.done.last_mut() {
                last.after = after;
            }
        } else {
            self.done.push(Group { steps, before, after, kind });
        }
        self.open = kind != Kind::Alone;
        while self.done.len() > GROUPS_MAX || self.bytes > BYTES_MAX && self.done.len() > 1 {
            let oldest = self.done.remove(0);
            self.bytes = self.bytes.saturating_sub(self::size(&oldest.steps));
        }
    }

    pub(super) fn undo(&mut self) -> Option<Group> {
        self.open = false;
        let group = self.done.pop()?;
        self.bytes = self.bytes.saturating_sub(size(&group.steps));
        self.undone.push(group.clone());
        Some(group)
    }

    pub(super) fn redo(&mut self) -> Option<Group> {
        self.open = false;
        let group = self.undone.pop()?;
        self.bytes += size(&group.steps);
        self.done.push(group.clone());
        Some(group)
    }
}

fn size(steps: &[Step]) -> usize {
    steps.iter().map(|step| step.removed.len() + step.inserted.len()).sum()
}

/// Joins `step` to the last one of `group` where it goes on with it.
fn joins(group: &mut Group, step: &Step) -> bool {
    let [last] = group.steps.as_mut_slice() else { return false };
    match group.kind {
        Kind::Typing => {
            let goes_on = step.removed.is_empty() && step.at == last.after().end;
            if !goes_on || last.inserted.chars().count() >= RUN_MAX || new_word(&last.inserted, &step.inserted) {
                return false;
            }
            last.inserted.push_str(&step.inserted);
        }
        Kind::Backspacing => {
            if !step.inserted.is_empty() || !last.inserted.is_empty() || step.before().end != last.at {
                return false;
            }
            last.removed.insert_str(0, &step.removed);
            last.at = step.at;
        }
        Kind::Deleting => {
            if !step.inserted.is_empty() || !last.inserted.is_empty() || step.at != last.at {
                return false;
            }
            last.removed.push_str(&step.removed);
        }
        Kind::Alone => return false,
    }
    true
}

/// A word starts after a blank or a sign.
fn new_word(typed: &str, next: &str) -> bool {
    let parts = |c: Option<char>| c.is_some_and(|c| !c.is_alphanumeric());
    parts(typed.chars().next_back()) && !parts(next.chars().next())
}
