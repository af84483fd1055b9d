//! The end of the to-do list and of the shift: the result goes into the log, what is still open to the next shift.

use super::super::engine::{Engine, Result, args, number};
use super::super::handovers::{Left, leave};
use super::super::worklog::{self, LogText};
use super::super::{acts, conversations, promises, tickets};
use super::rows::ROWS;
use crate::domain::shift::{Item, ItemKey, SectionKind, ShiftList};
use crate::domain::worklog::{LogEntry, LogLinks, RESULT};
use crate::domain::{By, ChatState, Problem, SafeText, Span};

/// Writes the result of the list into the log, once a shift and agent.
///
/// # Errors
/// [`Problem::Changed`] when it stands there already.
pub fn log_result(db: &dyn Engine, by: &By, problem: &SafeText, fix: &SafeText) -> Result<LogEntry> {
    acts::bulk(db, by, || {
        let stands = number(
            db,
            "SELECT count(*) FROM work_log WHERE shift = $1 AND kind = $2 AND COALESCE(agent_id, 0) = COALESCE($3, 0) \
             AND deleted_at IS NULL",
            args![&by.shift, RESULT, by.agent],
        )?;
        if stands > 0 {
            return Err(Problem::Changed { by: super::super::agents::name_of(db, by.agent)? });
        }
        let text = LogText {
            problem: problem.clone(),
            cause: SafeText::default(),
            fix: fix.clone(),
            kind: SafeText::line(RESULT),
        };
        worklog::add(db, by, &text, &LogLinks::default())
    })
}

/// Ends the agent's shift: their chats that are not resolved, chats nobody serves that wait, cases that wait for us,
/// promises of the next two days, tickets and review cases become rows for the next shift, each with `note` and, where `why` gives
/// them, its own words. Tells how many rows are new.
pub fn hand_over(
    db: &dyn Engine,
    by: &By,
    list: &ShiftList,
    note: &SafeText,
    why: &dyn Fn(&Item) -> String,
) -> Result<usize> {
    acts::bulk(db, by, || {
        let mut rows: Vec<(String, Left)> = Vec::new();
        chats(db, by, &mut rows)?;
        for kind in [SectionKind::CaseClocks, SectionKind::CasesWaiting] {
            for item in list.section(kind).map_or(&[][..], |section| &section.items) {
                let Some(case) = item.case else { continue };
                let (order, due_at) = (item.about.order, item.due_at);
                let note = SafeText::line(&why(item));
                rows.push((format!("case:{case}"), Left { case: Some(case), order, note, due_at, ..Left::default() }));
            }
        }
        for promise in promises::due(db, by.at.plus(Span::days(2)), ROWS)? {
            let left = Left {
                promise: Some(promise.id),
                order: promise.order,
                chat: promise.conversation,
                note: promise.text.to_line(),
                due_at: Some(promise.due_at),
                ..Left::default()
            };
            rows.push((format!("promise:{}", promise.id), left));
        }
        for item in list.section(SectionKind::Tickets).map_or(&[][..], |section| &section.items) {
            let Some(ticket) = item.ticket else { continue };
            let (order, due_at) = (item.about.order, item.due_at);
            let chat = tickets::by_id(db, ticket)?.and_then(|ticket| ticket.chat);
            let note = SafeText::line(&why(item));
            let left = Left { ticket: Some(ticket), order, chat, note, due_at, ..Left::default() };
            rows.push((format!("ticket:{ticket}"), left));
        }
        for item in list.section(SectionKind::Reviews).map_or(&[][..], |section| &section.items) {
            let Some(case) = item.review_case else { continue };
            let (order, note) = (item.about.order, SafeText::line(&why(item)));
            rows.push((
                format!("review_case:{case}"),
                Left { review_case: Some(case), order, note, ..Left::default() },
            ));
        }
        let mut new = 0;
        for (key, mut left) in rows {
            if !note.is_empty() {
                left.note = SafeText::line(&format!("{note}  {}", left.note));
            }
            new += usize::from(leave(db, by, &ItemKey(key), &left)?);
        }
        super::end(db, by, note)?;
        Ok(new)
    })
}

fn chats(db: &dyn Engine, by: &By, rows: &mut Vec<(String, Left)>) -> Result<()> {
    for state in [ChatState::Waiting, ChatState::Open, ChatState::Snoozed] {
        for chat in conversations::in_state(db, state, by.at, ROWS, 0)? {
            let mine = chat.agent == by.agent && chat.agent.is_some();
            let nobodys = chat.agent.is_none() && state != ChatState::Open;
            if !mine && !nobodys {
                continue;
            }
            let left = Left {
                chat: Some(chat.id),
                order: chat.order,
                note: chat.last_text.to_line(),
                due_at: chat.due_at.or(chat.snoozed_until),
                ..Left::default()
            };
            rows.push((format!("chat:{}", chat.id), left));
        }
    }
    Ok(())
}
