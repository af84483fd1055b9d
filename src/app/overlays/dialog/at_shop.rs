//! Dialogs of what is written to a live shop: what became of it, and a refund the shop is to pay.

use crate::domain::shop_write::{ShopWrite, WriteState};
use crate::domain::{CaseId, Money};
use crate::text::Lang;

use super::super::super::input::{Field, Form};
use super::super::super::msg::{CasePage, Do, Effect, WriteAnswer};
use super::super::Overlay;
use super::case_submit::approval;
use super::make::amount;
use super::submit::Fault;
use super::{Dialog, Purpose};

/// What one of these dialogs is for.
#[derive(Clone, PartialEq, Debug)]
pub enum ShopPurpose {
    /// Say what became of a write, or ask for it again.
    Settle(Box<ShopWrite>),
    /// Have the shop pay a refund of a case seen at this version.
    Refund {
        /// Which case.
        case: CaseId,
        /// The version seen.
        version: i64,
        /// The amount that has to be typed.
        amount: Money,
    },
}

fn dialog(purpose: ShopPurpose, title: &str, lead: String, fields: Vec<Field>) -> Overlay {
    let (purpose, form) = (Purpose::AtShop(purpose), Form::new(fields));
    Overlay::Dialog(Dialog { purpose, title: title.into(), lead, form, files: None, below: Vec::new() })
}

/// Settle a write: only what is safe is offered. Asking for a refund again wants its amount typed again.
pub fn settle(tr: Lang, write: &ShopWrite, my_limit: Option<Money>) -> Overlay {
    let mut answers = Vec::new();
    match write.state {
        WriteState::Unknown => answers.extend([("happened", tr.settle_happened()), ("not", tr.settle_not())]),
        _ => {
            if write.may_go_again() {
                answers.push(("again", tr.settle_again()));
            }
            answers.push(("drop", tr.settle_drop()));
        }
    }
    let first = answers.first().map_or("", |(word, _)| *word);
    let mut fields = vec![Field::choice("answer", tr.settle_what(), &answers, first)];
    if let Some(wanted) = write.amount.filter(|_| write.may_go_again()) {
        fields.push(Field::line("amount", tr.case_amount_field(), ""));
        fields.extend(second(tr, wanted, my_limit));
    }
    dialog(ShopPurpose::Settle(Box::new(write.clone())), tr.settle_title(), tr.shop_write(write), fields)
}

/// Have the shop pay what the buyer is owed: the amount is typed.
pub fn refund_there(tr: Lang, page: &CasePage, owed: Money) -> Overlay {
    let mut fields = vec![Field::line("amount", tr.case_amount_field(), "").needed()];
    fields.extend(second(tr, owed, page.my_limit));
    let purpose = ShopPurpose::Refund { case: page.case.id, version: page.case.version, amount: owed };
    let lead = format!("{} {}", tr.type_the_amount(&owed.to_string()), tr.note_at_shop());
    dialog(purpose, tr.refund_there_title(), lead, fields)
}

fn second(tr: Lang, amount: Money, my_limit: Option<Money>) -> Vec<Field> {
    if my_limit.is_none_or(|limit| amount.minor() <= limit.minor()) {
        return Vec::new();
    }
    super::make::second(tr).into()
}

/// What an accepted one does.
pub(super) fn effect(tr: Lang, dialog: &Dialog, purpose: &ShopPurpose) -> Result<Vec<Effect>, Fault> {
    let act = match purpose {
        ShopPurpose::Settle(write) => {
            let answer = match dialog.form.said("answer").as_str() {
                "happened" => WriteAnswer::Happened,
                "not" => WriteAnswer::NotThere,
                "again" => WriteAnswer::Again(write.amount.map(|wanted| typed(tr, dialog, wanted)).transpose()?),
                _ => WriteAnswer::Dropped,
            };
            Do::SettleWrite(write.clone(), answer, approval(dialog))
        }
        ShopPurpose::Refund { case, version, amount } => Do::RefundAtShop {
            case: *case,
            version: *version,
            amount: typed(tr, dialog, *amount)?,
            approval: approval(dialog),
        },
    };
    Ok(vec![Effect::Do(act)])
}

fn typed(tr: Lang, dialog: &Dialog, wanted: Money) -> Result<Money, Fault> {
    let typed = amount(&dialog.form.said("amount"), Some(wanted));
    match typed.map_err(|()| ("amount", tr.not_an_amount().to_owned()))? {
        Some(typed) if typed == wanted => Ok(typed),
        _ => Err(("amount", tr.type_the_amount(&wanted.to_string()))),
    }
}
