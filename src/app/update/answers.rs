//! What comes back from the store: answers to what was asked, and the ends of what was done.

use crate::action::Action;
use crate::domain::aftersale::Stage;

use super::super::model::{Model, Pane};
use super::super::msg::{Answer, Ask, Did, Done, Effect};
use super::super::overlays;
use super::super::panes;
use super::super::status::Tone;
use super::global;

pub(super) fn answer(model: &mut Model, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Desk(desk) => {
            let first = desk.first_today && model.desk.have().is_none();
            model.desk.take(Ask::Desk, desk);
            // Whoever has begun to work is not taken elsewhere.
            if first && !model.touched && model.chat.id().is_none() && !model.settings.demo {
                model.focus = Pane::Todo;
            }
        }
        Answer::Queue(ask, page) => model.queue.take(ask, page),
        Answer::Chat(ask, page) => return panes::chat::take(model, ask, page),
        Answer::Orders(ask, page) => model.orders.take(ask, page),
        Answer::Order(id, page) => {
            model.orders.order.take(id, page);
        }
        Answer::Cases(ask, page) => model.cases.take(ask, page),
        Answer::Case(id, page) => {
            model.cases.case.take(id, page);
        }
        Answer::CaseDraft(_, draft) => return panes::cases::take_draft(model, draft.as_deref()),
        Answer::WhatIf(id, what) => return panes::cases::take_what_if(model, id, what),
        Answer::Log(ask, page) => model.log.take(ask, page),
        Answer::Shift(list) => model.todo.take(list),
        Answer::Card(whose, card) => {
            model.card.take(whose, card);
        }
        Answer::Proof(ask, page) => {
            model.proof.take(ask, page);
        }
        Answer::Urgent(Some(urgent)) => return panes::go_to(model, &urgent),
        Answer::Urgent(None) => return global::unavailable(model, model.tr.nothing_urgent()),
        Answer::NextChat(found) => return panes::chat::go_next(model, found),
        Answer::Views(kept) => overlays::views::take(model, kept),
        Answer::Folder(folder, page) => {
            overlays::dialog::take_folder(model, &folder, &page);
            overlays::import::take_folder(model, folder, page);
        }
        Answer::Products(query, cards) => super::super::overlays::product::take(model, &query, cards),
        Answer::Found(_, found) => return global::found(model, found),
    }
    Vec::new()
}

pub(super) fn did(model: &mut Model, did: Did) -> Vec<Effect> {
    let tr = model.tr;
    if let Did::DraftSaved(chat, at) = did {
        model.chat.composer.saved(chat, at);
        return Vec::new();
    }
    model.pending = model.pending.saturating_sub(1);
    model.asked = None;
    model.epoch += 1;
    let mut undoable = true;
    let (tone, text) = match did {
        Did::DraftSaved(..) => return Vec::new(),
        Did::Sent { held_until, copied, .. } => {
            undoable = false;
            let text = match (copied, held_until) {
                (true, _) => tr.copied_not_sent().to_owned(),
                (false, Some(until)) if until > model.now => tr.sent_held(until.since(model.now).whole_secs().max(1)),
                _ => tr.sent().to_owned(),
            };
            (Tone::Done, text)
        }
        Did::Escalated(lead) => (Tone::Done, tr.escalated_to(&lead)),
        Did::Noted(_) => (Tone::Done, tr.noted().to_owned()),
        Did::Recalled(chat, text) => {
            panes::composer::put_back(model, chat, &text);
            (Tone::Done, tr.recalled().to_owned())
        }
        Did::Taken(chat, new) => {
            let effects = panes::chat::open(model, chat);
            model.status.say(Tone::Done, tr.taken_in(new), model.now);
            return effects;
        }
        Did::CaseOpened(id) => {
            let effects = panes::cases::go_to(model, id);
            model.status.undoable = true;
            model.status.say(Tone::Done, tr.case_opened(), model.now);
            return effects;
        }
        Did::CaseMoved(_, stage @ Stage::BuyerReturn) => {
            let key = model.settings.keymap.shown(Action::SayReturnAddress);
            (Tone::Done, format!("{}  {}", tr.case_moved(tr.stage(stage)), tr.say_address_next(&key)))
        }
        Did::CaseMoved(_, stage) => (Tone::Done, tr.case_moved(tr.stage(stage))),
        Did::TicketOpened(kind, line) => {
            model.status.undoable = true;
            model.status.say(Tone::Done, tr.ticket_opened(tr.ticket_kind(kind)), model.now);
            return vec![Effect::Copy(line)];
        }
        Did::PageFault(card, line) => {
            let said = if line.is_some() { tr.fault_noted_copied() } else { tr.fault_changed() };
            overlays::product::renew(model, *card);
            model.status.undoable = true;
            model.status.say(Tone::Done, said, model.now);
            return line.map(Effect::Copy).into_iter().collect();
        }
        Did::TicketMoved(kind, true) => (Tone::Done, tr.ticket_answered(tr.ticket_kind(kind))),
        Did::TicketMoved(kind, false) => (Tone::Done, tr.ticket_closed(tr.ticket_kind(kind))),
        Did::EvidenceAdded(kind, name) => (Tone::Done, tr.ev_added(tr.evidence_kind(kind), &name)),
        Did::Packed { path, files, changed } => {
            undoable = false;
            let made = tr.pack_made(&path, files);
            match changed {
                0 => (Tone::Done, made),
                _ => (Tone::Warn, format!("{made} {}", tr.pack_differs(changed))),
            }
        }
        Did::ReviewMoved(stage) => (Tone::Done, tr.review_case_moved(tr.review_stage(stage))),
        Did::ShiftEnded(left) => (Tone::Done, tr.shift_ended(left)),
        Did::Undone(what) => (Tone::Done, tr.undone(&what)),
        Did::NothingToUndo => {
            undoable = false;
            (Tone::Info, tr.nothing_to_undo().to_owned())
        }
        Did::Revealed(order, until) => {
            undoable = false;
            model.orders.reveal(order, until);
            (Tone::Warn, tr.revealed().to_owned())
        }
        Did::ReminderReady(reminding) => return panes::reminding::ready(model, reminding),
        Did::ReminderStopped(reminding, why) => return panes::reminding::stopped(model, reminding, &why),
        Did::BulkPlanned(view) => return panes::reminding::planned(model, *view),
        Did::BulkSent(count, until) => (Tone::Done, tr.bulk_started(count, &model.settings.zone.clock(until))),
        Did::Done(Done::Quiet) => return Vec::new(),
        Did::Done(done @ (Done::ViewSaved | Done::ViewRemoved | Done::ShopNamed | Done::MeNamed)) => {
            undoable = false;
            (Tone::Done, tr.done(done).to_owned())
        }
        Did::Done(done) => (Tone::Done, tr.done(done).to_owned()),
    };
    model.status.undoable = undoable;
    model.status.say(tone, text, model.now);
    Vec::new()
}
