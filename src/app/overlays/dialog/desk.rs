//! Dialogs about tickets, customers and the end of the shift.

use crate::domain::card::Card;
use crate::domain::customer::Marking;
use crate::domain::ticket::{NewTicket, StopOutcome, TicketDesk, TicketKind};
use crate::domain::{CustomerId, Platform, ProductId, SafeText, TicketId, Zone};
use crate::text::Lang;

use super::super::super::input::{Field, Form};
use super::super::super::model::Model;
use super::super::super::msg::{Do, Effect, Whose};
use super::super::super::when::parse_when;
use super::super::Overlay;
use super::super::tickets::TicketAbout;
use super::{Dialog, Purpose};

type Fault = (&'static str, String);

/// What one of these dialogs is for.
#[derive(Clone, PartialEq, Debug)]
pub enum DeskPurpose {
    /// Open a ticket.
    Ticket(TicketKind, Box<TicketAbout>),
    /// Note the answer to a ticket.
    Answer(TicketId, TicketKind),
    /// Set marks on a customer; the tags it has now.
    Mark(Whose, Vec<SafeText>),
    /// Merge accounts, or take one out.
    Merge(Whose),
    /// Note what is wrong on a product's page.
    PageFault(ProductId),
    /// End the shift.
    EndShift,
}

fn dialog(purpose: DeskPurpose, title: String, lead: &str, fields: Vec<Field>) -> Overlay {
    let (purpose, form) = (Purpose::Desk(purpose), Form::new(fields));
    Overlay::Dialog(Dialog { purpose, title, lead: lead.into(), form, files: None, below: Vec::new() })
}

/// A ticket of a kind: to whom, by when, in words; `words` stand there already.
pub fn ticket(tr: Lang, kind: TicketKind, about: TicketAbout, words: &str) -> Overlay {
    let desks: Vec<_> = TicketDesk::ALL.iter().map(|desk| (desk.code(), tr.ticket_desk(*desk))).collect();
    let minutes = kind.usual_time().whole_secs() / 60;
    let due = if minutes % 60 == 0 { format!("{}h", minutes / 60) } else { format!("{minutes}m") };
    let said = Field::line("words", tr.ticket_words(), words);
    let said = if kind.needs_words() || about.order.is_none() { said.needed() } else { said };
    let fields = vec![
        said,
        Field::choice("to", tr.ticket_to(), &desks, kind.usual_desk().code()),
        Field::line("when", tr.ticket_due(), &due).needed(),
    ];
    let title = tr.ticket_title(tr.ticket_kind(kind), &about.whose);
    dialog(DeskPurpose::Ticket(kind, Box::new(about)), title, tr.ticket_lead(), fields)
}

/// The answer to a ticket; one that stopped a parcel says whether it did.
pub fn answer(tr: Lang, id: TicketId, kind: TicketKind, whose: &str) -> Overlay {
    let mut fields = vec![Field::line("answer", tr.ticket_answer_field(), "").needed()];
    if kind.stops_a_parcel() {
        let none = std::iter::once(("", tr.ticket_outcome_none()));
        let all: Vec<_> = none.chain(StopOutcome::ALL.iter().map(|o| (o.code(), tr.stop_outcome(*o)))).collect();
        fields.push(Field::choice("outcome", tr.ticket_outcome_field(), &all, ""));
    }
    let title = tr.ticket_answer_title(tr.ticket_kind(kind), whose);
    dialog(DeskPurpose::Answer(id, kind), title, "", fields)
}

/// What is wrong on a product's page, and whether and by when the lead is asked to have it mended.
pub fn page_fault(tr: Lang, product: ProductId, title: &str) -> Overlay {
    let ways = [("ticket", tr.fault_ticket()), ("none", tr.fault_no_line())];
    let due = format!("{}h", TicketKind::PageFault.usual_time().whole_secs() / 3600);
    let fields = vec![
        Field::line("words", tr.fault_words(), "").needed(),
        Field::choice("to", tr.fault_to(), &ways, "ticket"),
        Field::line("when", tr.ticket_due(), &due).needed(),
    ];
    dialog(DeskPurpose::PageFault(product), tr.fault_title(title), "", fields)
}

/// The end of the shift.
pub fn end_shift(tr: Lang) -> Overlay {
    let fields = vec![Field::line("note", tr.end_shift_note(), "").needed()];
    dialog(DeskPurpose::EndShift, tr.end_shift_title().into(), tr.end_shift_lead(), fields)
}

/// A customer's marks as they are, to be changed.
pub fn mark(tr: Lang, whose: Whose, card: &Card, zone: Zone) -> Overlay {
    let marks = &card.marks;
    let yes_no = [("no", tr.mark_no()), ("yes", tr.mark_yes())];
    let word = |on: bool| if on { "yes" } else { "no" };
    let tags: Vec<&str> = marks.tags.iter().map(|tag| tag.as_str()).collect();
    let note = marks.note.as_ref().map(|note| note.to_line()).unwrap_or_default();
    let blocked = marks.blocked.as_ref();
    let until = blocked.and_then(|b| b.until).map(|at| zone.local(at).format("%m-%d %H:%M").to_string());
    let fields = vec![
        Field::line("note", tr.mark_note_field(), &note),
        Field::line("tags", tr.mark_tags_field(), &tags.join(" ")),
        Field::line("level", tr.mark_level_field(), &marks.level),
        Field::choice("contact", tr.mark_contact_field(), &yes_no, word(marks.do_not_contact)),
        Field::choice("careful", tr.mark_careful_field(), &yes_no, word(marks.careful)),
        Field::line("block", tr.mark_block_field(), blocked.map_or("", |b| b.reason.as_str())),
        Field::line("when", tr.mark_until_field(), &until.unwrap_or_default()),
    ];
    let nick = card.accounts.first().map(|account| account.customer.nick.clone()).unwrap_or_default();
    dialog(DeskPurpose::Mark(whose, marks.tags.clone()), tr.mark_title(&nick), tr.when_examples(), fields)
}

/// Accounts that may be the same person, and those that are merged; nothing when there are neither.
pub fn merge(tr: Lang, whose: Whose, card: &Card) -> Option<Overlay> {
    let mut choices: Vec<(String, String)> = Vec::new();
    for alike in &card.alike {
        let code = format!("{}:{}", alike.platform.code(), alike.nick);
        choices.push((code, tr.card_alike_row(&alike.nick, tr.platform(alike.platform), alike.orders)));
    }
    if card.accounts.len() > 1 {
        for account in &card.accounts {
            let of = &account.customer;
            choices.push((of.id.to_string(), tr.unmerge_field(&format!("{} {}", tr.platform(of.platform), of.nick))));
        }
    }
    let first = choices.first()?.0.clone();
    let shown: Vec<_> = choices.iter().map(|(code, label)| (code.as_str(), label.as_str())).collect();
    let nick = card.accounts.first().map(|account| account.customer.nick.clone()).unwrap_or_default();
    let fields = vec![Field::choice("which", tr.merge_field(), &shown, &first)];
    Some(dialog(DeskPurpose::Merge(whose), tr.merge_title(&nick), tr.merge_lead(), fields))
}

/// What an accepted one does.
pub(super) fn effect(model: &Model, dialog: &Dialog, purpose: &DeskPurpose) -> Result<Vec<Effect>, Fault> {
    let tr = model.tr;
    let text = |field| dialog.form.said(field);
    let when = || parse_when(&text("when"), model.now, model.settings.zone);
    let not_a_time = || ("when", tr.not_a_time().to_owned());
    let act = match purpose {
        DeskPurpose::Ticket(kind, about) => {
            let new = NewTicket {
                kind: *kind,
                desk: TicketDesk::parse(&text("to")).unwrap_or(kind.usual_desk()),
                body: SafeText::clean(&text("words")),
                order: about.order,
                chat: about.chat,
                case: about.case,
                customer: about.customer,
                fault: None,
                due_at: when().ok_or_else(not_a_time)?,
            };
            Do::OpenTicket(Box::new(new), about.row.clone())
        }
        DeskPurpose::Answer(id, kind) => {
            let outcome = StopOutcome::parse(&text("outcome"));
            if kind.stops_a_parcel() && outcome.is_none() {
                return Err(("outcome", tr.ticket_outcome_needed().to_owned()));
            }
            Do::AnswerTicket(*id, text("answer"), outcome)
        }
        DeskPurpose::PageFault(product) => {
            let due_at = (text("to") == "ticket").then(|| when().ok_or_else(not_a_time)).transpose()?;
            Do::NotePageFault(*product, SafeText::clean(&text("words")), due_at)
        }
        DeskPurpose::EndShift => Do::EndShift(text("note")),
        DeskPurpose::Mark(whose, had) => {
            let tags: Vec<SafeText> = text("tags").split_whitespace().map(SafeText::line).collect();
            let (reason, until) = (text("block"), text("when"));
            let until = if until.is_empty() { None } else { Some(when().ok_or_else(not_a_time)?) };
            let set = Marking {
                do_not_contact: Some(text("contact") == "yes"),
                careful: Some(text("careful") == "yes"),
                note: Some(SafeText::clean(&text("note"))),
                level: Some(SafeText::line(&text("level"))),
                untag: had.iter().filter(|tag| !tags.contains(tag)).cloned().collect(),
                tag: tags,
                block: Some((!reason.is_empty()).then(|| (SafeText::line(&reason), until))),
            };
            Do::MarkCustomer(*whose, Box::new(set))
        }
        DeskPurpose::Merge(whose) => {
            let which = text("which");
            match (which.split_once(':'), which.parse::<CustomerId>()) {
                (Some((platform, nick)), _) => {
                    let platform = Platform::parse(platform).unwrap_or(Platform::Own);
                    Do::MergeCustomer(*whose, platform, SafeText::line(nick))
                }
                (None, Ok(id)) => Do::UnmergeCustomer(id),
                (None, Err(_)) => return Ok(Vec::new()),
            }
        }
    };
    Ok(vec![Effect::Do(act)])
}
