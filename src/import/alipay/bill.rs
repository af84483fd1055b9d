//! One row per movement of money.

use crate::domain::facts::PaymentFacts;
use crate::domain::{Fact, Money};
use crate::import::cell;
use crate::import::columns::Field as F;
use crate::import::reader::Reader;
use crate::import::record::Record;
use crate::import::told::{Code, Mapper, Reject, Sheaf, Told};

/// Reads the rows of the bill.
pub(crate) struct Bill {
    reader: Reader,
}

impl Bill {
    pub(crate) fn new(reader: Reader) -> Self {
        Self { reader }
    }
}

impl Mapper for Bill {
    fn row(&mut self, row: u64, record: &Record, out: &mut Sheaf) -> Result<(), Reject> {
        let r = &mut self.reader;
        let field = if r.columns.has(F::Serial) { F::Serial } else { F::Trade };
        let serial = r.number(row, record, field)?.to_owned();
        let (income, expense) = (r.money(row, record, F::Income)?, r.money(row, record, F::Expense)?);
        let income = income.filter(|amount| !amount.is_zero());
        let amount = match (income, expense) {
            (Some(income), _) => income,
            // Written with a minus in some bills and without in others: it went out either way.
            (None, Some(expense)) => Money::new(-expense.minor().abs(), expense.currency()),
            (None, None) => return Err(Reject::new(row, r.columns.name(F::Income), Code::BadAmount, "")),
        };
        let Some(at) = r.time(row, record, F::At)? else {
            return Err(Reject::new(row, r.columns.name(F::At), Code::BadTime, ""));
        };
        let merchant = r.columns.text(record, F::Number);
        let mut facts = PaymentFacts {
            serial,
            trade: r.columns.text(record, F::Trade).to_owned(),
            order: super::order_number(merchant).unwrap_or_default().to_owned(),
            amount,
            at,
            kind: r.raw(record, F::PaymentKind),
            note: r.raw(record, F::Note),
            title: r.raw(record, F::Title),
            payer: r.raw(record, F::Payer),
            extra: String::new(),
        };
        if facts.order.is_empty() && !merchant.is_empty() {
            cell::push_json(&mut facts.extra, r.columns.name(F::Number), merchant);
        }
        r.columns.extra(record, &mut facts.extra);
        let shop = r.shop(record);
        out.told.push(Told { row, counts: true, shop, fact: Fact::Payment(Box::new(facts)) });
        Ok(())
    }

    fn flush(&mut self, _: &mut Sheaf) {}

    fn held_from(&self) -> Option<u64> {
        None
    }
}
