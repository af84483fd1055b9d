//! What a quick reply left in the text: holes still to fill, and ranges filled from an order.

use std::ops::Range;

/// How a slot stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SlotState {
    /// Its value is missing; the text shows its label, and nothing can be sent.
    Hole,
    /// Filled from the order.
    Filled,
    /// A person typed in it; a refill leaves it alone.
    ByHand,
}

/// A named range of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Slot {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The placeholder's name, such as `order.tail`.
    pub name: Box<str>,
    /// What the text shows while the value is missing.
    pub label: Box<str>,
    /// How it stands.
    pub state: SlotState,
    /// What it says instead of being a hole when it has no value.
    pub or: Option<Box<str>>,
}

/// All slots of a text, in the order of the text, never overlapping.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Slots(Vec<Slot>);

impl Slots {
    pub(super) fn all(&self) -> &[Slot] {
        &self.0
    }

    pub(super) fn holes(&self) -> impl DoubleEndedIterator<Item = &Slot> {
        self.0.iter().filter(|slot| slot.state == SlotState::Hole)
    }

    /// The hole `at` stands before or in.
    pub(super) fn hole_at(&self, at: usize) -> Option<&Slot> {
        self.holes().find(|hole| hole.range.contains(&at))
    }

    /// The hole `at` stands in, its edges not counted.
    pub(super) fn hole_around(&self, at: usize) -> Option<&Slot> {
        self.hole_at(at).filter(|hole| hole.range.start < at)
    }

    /// `range` grown so that no hole is cut in two.
    pub(super) fn whole(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            return range;
        }
        let touched = |hole: &&Slot| hole.range.start < range.end && hole.range.end > range.start;
        self.holes()
            .filter(touched)
            .fold(range.clone(), |all, hole| all.start.min(hole.range.start)..all.end.max(hole.range.end))
    }

    pub(super) fn add(&mut self, slot: Slot) {
        let index = self.0.partition_point(|other| other.range.start < slot.range.start);
        self.0.insert(index, slot);
    }

    pub(super) fn set(&mut self, index: usize, state: SlotState) {
        if let Some(slot) = self.0.get_mut(index) {
            slot.state = state;
        }
    }

    /// Follows an edit by a person: what was typed in belongs to the person, what was deleted is gone.
    pub(super) fn follow(&mut self, edit: &Range<usize>, new_len: usize) {
        for slot in &mut self.0 {
            follow(slot, edit, new_len);
        }
        self.0.retain(|slot| !slot.range.is_empty());
    }

    /// Makes room for other slots in `range`: one that goes over it ends where it starts.
    pub(super) fn clear(&mut self, range: &Range<usize>) {
        for slot in &mut self.0 {
            if slot.range.start < range.end && slot.range.end > range.start {
                slot.range.end = range.start.max(slot.range.start);
            }
        }
        self.0.retain(|slot| !slot.range.is_empty());
    }

    /// Follows a refill of slot `index`, which keeps it even when its value is empty.
    pub(super) fn refilled(&mut self, index: usize, new_len: usize) {
        let Some(old) = self.0.get(index).map(|slot| slot.range.clone()) else { return };
        for slot in &mut self.0[index + 1..] {
            slot.range = slot.range.start - old.len() + new_len..slot.range.end - old.len() + new_len;
        }
        self.0[index].range = old.start..old.start + new_len;
    }
}

fn follow(slot: &mut Slot, edit: &Range<usize>, new_len: usize) {
    let Range { start, end } = slot.range.clone();
    let moved = |at: usize| at - edit.len() + new_len;
    if end <= edit.start {
        return;
    }
    if start >= edit.end {
        slot.range = moved(start)..moved(end);
        return;
    }
    slot.state = SlotState::ByHand;
    slot.range = match (start < edit.start, end > edit.end) {
        (true, true) => start..moved(end),
        (true, false) => start..edit.start,
        (false, true) => edit.start + new_len..moved(end),
        (false, false) if start == edit.start && end == edit.end => start..start + new_len,
        (false, false) => start.min(edit.start)..start.min(edit.start),
    };
}
