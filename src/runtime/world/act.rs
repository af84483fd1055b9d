//! Writes: each [`Do`] is done in one transaction and tells what came of it.

use super::basis::Basis;
use super::{
    do_case_tools, do_cases, do_chat, do_desk, do_goods, do_orders, do_paste, do_people, do_remind, do_reviews,
    do_send, do_tickets,
};
use crate::app::msg::{Did, Do, Done, Msg};
use crate::domain::{ChatState, Problem};
use crate::store::Engine;
use crate::store::orders::views;

/// Does what was asked for.
///
/// # Errors
/// [`Problem::Changed`] when somebody was faster, [`Problem::Refused`] when a rule does not let it happen; nothing is
/// written then.
pub fn act(basis: &Basis, db: &dyn Engine, what: Do) -> Result<Did, Problem> {
    let done = match what {
        Do::SaveDraft(chat, draft) => return do_send::save_draft(basis, db, chat, &draft),
        Do::Send(send) => return do_send::send(basis, db, &send),
        Do::Note(chat, draft) => return do_send::note(basis, db, chat, &draft),
        Do::Recall(chat) => return do_send::recall(basis, db, chat),
        Do::MarkSent(chat, message) => do_send::mark_sent(basis, db, chat, message)?,
        Do::Resend(message) => do_send::resend(basis, db, message)?,
        Do::MarkRead(chat) => do_chat::read(db, chat)?,
        Do::SetState(chats, ChatState::Resolved) => do_chat::resolve(basis, db, &chats)?,
        Do::SetState(chats, _) => do_chat::reopen(basis, db, &chats)?,
        Do::Advert(chats) => do_chat::advertise(basis, db, &chats)?,
        Do::Snooze(chats, until) => do_chat::snooze(basis, db, &chats, until)?,
        Do::Transfer(chat, to, why) => do_chat::transfer(basis, db, chat, &to, &why)?,
        Do::Escalate(chat, why) => return do_chat::escalate(basis, db, chat, &why),
        Do::TakePaste(pasted) => return do_paste::take(basis, db, &pasted),
        Do::SetFlag(order, flag) => do_orders::flag(basis, db, order, flag)?,
        Do::Memo(order, line) => do_orders::memo(basis, db, order, &line)?,
        Do::Verify(order) => do_orders::verify(basis, db, order)?,
        Do::NoteAct(order, new, approval) => do_orders::note_act(basis, db, order, &new, approval.as_ref())?,
        Do::EndAct(noted, state) => do_orders::end_act(basis, db, &noted, state)?,
        Do::StartReminder(asked) => return do_remind::start(basis, db, asked),
        Do::BulkRemind { orders, reply, agreed } => return do_remind::bulk(basis, db, &orders, &reply, agreed),
        Do::Reveal(order, why) => return do_orders::reveal(basis, db, order, &why),
        Do::Promise(promise) => do_orders::promise(basis, db, &promise)?,
        Do::PromiseDone(promise) => do_orders::promise_kept(basis, db, promise)?,
        Do::OpenCase(case) => return do_cases::open(basis, db, &case),
        Do::StepCase { id, step, input, version, approval } => {
            return do_cases::step(basis, db, id, step, *input, version, approval.as_ref());
        }
        Do::AddEvidence { case, path, kind, from, note } => {
            return do_case_tools::add_evidence(basis, db, case, &path, (kind, from, note));
        }
        Do::Compensate(new, approval) => do_case_tools::compensate(basis, db, &new, approval.as_ref())?,
        Do::SettlePayout(seen, state) => do_case_tools::settle(basis, db, &seen, state)?,
        Do::AgreeFreight(case, version, agreed) => do_case_tools::agree_freight(basis, db, case, version, agreed)?,
        Do::MakePack(case, path) => return do_case_tools::make_pack(basis, db, case, &path),
        Do::RefundAtShop { case, version, amount, approval } => {
            return do_cases::refund(basis, db, (case, version), amount, approval.as_ref());
        }
        Do::SettleWrite(seen, answer, approval) => do_cases::settle(basis, db, &seen, &answer, approval.as_ref())?,
        Do::CaseDone(case) => return do_cases::done(basis, db, case),
        Do::SetDue(case, at) => do_cases::set_due(basis, db, case, at)?,
        Do::AddLog(log) => do_desk::add_log(basis, db, &log)?,
        Do::EditLog(id, log) => do_desk::edit_log(basis, db, id, &log)?,
        Do::ShiftDone(key) => do_desk::row_done(basis, db, &key)?,
        Do::ShiftBegun(key) => do_desk::row_begun(basis, db, &key)?,
        Do::ShiftSnooze(key, until, why) => do_desk::row_snoozed(basis, db, &key, until, &why)?,
        Do::SaveView(name, query) => {
            views::save(db, &basis.by(), &name, &query)?;
            Done::ViewSaved
        }
        Do::RemoveView(name) => {
            views::remove(db, &basis.by(), &name)?;
            Done::ViewRemoved
        }
        Do::OpenTicket(new, row) => return do_tickets::open(basis, db, &new, row.as_ref()),
        Do::AnswerTicket(id, text, outcome) => return do_tickets::answer(basis, db, id, &text, outcome),
        Do::CloseTicket(id) => return do_tickets::close(basis, db, id),
        Do::NotePageFault(product, text, due_at) => return do_goods::note_fault(basis, db, product, &text, due_at),
        Do::MendPageFault(product, fault) => return do_goods::mend_fault(basis, db, product, fault),
        Do::AnswerReview(id, version, text) => do_reviews::answer(basis, db, id, version, &text)?,
        Do::ReviewDone(id, version) => do_reviews::done(basis, db, id, version)?,
        Do::WorkReview { review, seen, what, approval } => {
            return do_reviews::work(basis, db, review, seen, &what, approval.as_ref());
        }
        Do::Accept(id) => do_desk::accept(basis, db, id)?,
        Do::LogResult => do_desk::log_result(basis, db)?,
        Do::EndShift(note) => return do_desk::end_shift(basis, db, &note),
        Do::MarkCustomer(whose, set) => do_people::mark(basis, db, whose, &set)?,
        Do::MergeCustomer(whose, platform, nick) => do_people::merge(basis, db, whose, platform, &nick)?,
        Do::UnmergeCustomer(id) => do_people::unmerge(basis, db, id)?,
        Do::NameShop(which, name) => do_people::name_shop(basis, db, which, &name)?,
        Do::NameMe(name) => do_people::name_me(basis, db, &name)?,
        Do::Undo => return do_desk::undo(basis, db),
    };
    Ok(Did::Done(done))
}

/// Does what was asked for, and puts what came of it into a message. The text of an answer or a note that could not be
/// written comes back with it.
pub fn told(basis: &Basis, db: &dyn Engine, what: Do) -> Msg {
    let words = matches!(what, Do::Send(_) | Do::Note(..)).then(|| Box::new(what.clone()));
    match (act(basis, db, what), words) {
        (Ok(did), _) => Msg::Did(Box::new(did)),
        (Err(problem), Some(words)) => Msg::Unsent(words, Box::new(problem)),
        (Err(problem), None) => Msg::Failed(Box::new(problem)),
    }
}

/// What an act of one row tells.
pub(super) type Told = Result<Done, Problem>;
