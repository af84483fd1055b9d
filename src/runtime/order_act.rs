//! Acts on orders, the same from the screen and from the command line: checked, noted, and marked for those who pack.

use crate::config::SourceSetting;
use crate::domain::aftersale::compensation::{CompensationKind, GivenBefore};
use crate::domain::aftersale::{Authority, Rules, Second};
use crate::domain::order_act::address::{self, AddressCheck};

use crate::domain::order_act::{Intention, NewAct, OrderAct, Word};
use crate::domain::{Agent, By, Flag, Money, Order, OrderId, Problem, Role, SafeText, Sender, Zone};
use crate::runtime::at_shop;
use crate::runtime::world::money::authority;
use crate::store::order_acts::{self, Noted};
use crate::store::{Engine, acts, compensations, conversations, messages, orders};
use crate::text::Lang;

/// Earlier orders and messages an address is compared with at most.
const LOOKED_AT: usize = 20;
const SAID: usize = 100;

/// Who acts, by which rules, in which words.
#[derive(Clone, Copy, Debug)]
pub struct Acting<'a> {
    /// Who.
    pub me: &'a Agent,
    /// By whom and when, as the data file keeps it.
    pub by: &'a By,
    /// Limits and flags.
    pub rules: &'a Rules,
    /// The zone of memo dates.
    pub zone: Zone,
    /// The language of memos and refusals.
    pub lang: Lang,
    /// The second person, where one was named and has proved that it is them.
    pub second: Option<Second>,
    /// The live sources of the settings: some may be written to.
    pub sources: &'a [SourceSetting],
}

/// What an order and a day may be given in all, where anything holds it.
type Limited = Option<(Money, Money)>;

impl Acting<'_> {
    /// Checks an act and notes it. What those who pack must know of a paid order gets a red flag and a line in the memo.
    ///
    /// # Errors
    /// [`Problem::Refused`] says why it is not possible and what would help; nothing is written then.
    pub fn note(&self, db: &dyn Engine, id: OrderId, new: &NewAct) -> Result<Intention, Problem> {
        acts::bulk(db, self.by, || {
            let order = orders::expect(db, id)?;
            let lines = orders::lines(db, id)?;
            let line = match new.line {
                Some(wanted) => lines.iter().find(|line| line.id == wanted),
                None => lines.first().filter(|_| lines.len() == 1),
            };
            let pending = order_acts::pending(db, id)?;
            let about = line.map(|line| (line.quantity, line.sku.as_str()));
            let word = authority(db, self.me, self.second)?;
            let checked = new
                .on(&order, about, &pending, (self.by.agent, &word), &self.rules.act_limits)
                .map_err(|refusal| refused(self.lang.act_refusal(&refusal)))?;
            let worth = new.worth.filter(|_| new.act == OrderAct::Gift);
            let given = worth.map(|worth| self.gift(db, &order, worth, &word)).transpose()?;
            let noted = Noted {
                act: new.act,
                line: new.line,
                change: (&checked.old, &checked.new),
                reason: new.reason.trim(),
                amount: checked.amount,
                word: checked.word.or(given.map(|(word, _)| word)),
                limits: given.and_then(|(_, limits)| limits),
            };
            let intention = order_acts::note(db, self.by, id, &noted)?;
            if new.act.concerns_packing() && order.status.is_paid() {
                if order.flag != Flag::Red {
                    orders::set_flag(db, self.by, id, None, Flag::Red)?;
                }
                self.append_memo(db, id, &self.memo(&self.matter(new)))?;
            }
            if new.act == OrderAct::Cancel {
                at_shop::cancel(db, self.by, self.sources, (id, intention.id), new.reason.trim())?;
            }
            Ok(intention)
        })
    }

    /// On whose word a gift of this worth is given: it counts like a compensation, within what an order and a day may have;
    /// nothing holds one of the lead, or on the lead's word.
    fn gift(&self, db: &dyn Engine, order: &Order, worth: Money, word: &Authority) -> Result<(Word, Limited), Problem> {
        let limits = &self.rules.limits;
        let before = compensations::given_before(db, self.by, order.id, CompensationKind::Other, order.currency)?;
        let before = GivenBefore { same_kind: false, ..before };
        limits.may_compensate(worth, &before, self.by.agent, word).map_err(|refusal| {
            let said = self.lang.refusal(&refusal, self.zone, self.by.at);
            if refusal.needs_second() {
                return Problem::NeedsSecond { what: SafeText::line(&said.what), hint: SafeText::line(&said.hint) };
            }
            refused(said)
        })?;
        let alone = limits.may_compensate(worth, &before, self.by.agent, &Authority { second: None, ..*word }).is_ok();
        let second = word.second.filter(|_| !alone).map(|second| second.agent);
        let own = if alone { worth } else { limits.row(order.currency).map_or(worth, |row| row.per_order) };
        let row = limits.row(order.currency).filter(|_| word.role < Role::Lead && second.is_none());
        Ok((Word { own, second }, row.map(|row| (row.per_order, row.per_day))))
    }

    /// Adds a line to the memo, and beside the order at its shop where that may be written to.
    pub fn append_memo(&self, db: &dyn Engine, id: OrderId, line: &str) -> Result<(), Problem> {
        acts::bulk(db, self.by, || {
            orders::append_memo(db, self.by, id, None, line)?;
            at_shop::note(db, self.by, self.sources, id, line)
        })
    }

    /// A line of the memo in the shops' own form: day, agent's code, matter.
    pub fn memo(&self, matter: &str) -> String {
        let day = self.zone.local(self.by.at).format("%m-%d");
        format!("{day} {} {}", self.me.code, matter.trim())
    }

    /// What those who pack read. An address stays out of the memo: everybody who exports orders sees that.
    fn matter(&self, new: &NewAct) -> String {
        let what = self.lang.order_act(new.act);
        let words = match new.act {
            OrderAct::ChangeAddress => new.reason.trim().to_owned(),
            _ => [new.new.trim(), new.reason.trim()].join(" ").trim().to_owned(),
        };
        if words.is_empty() { what.to_owned() } else { format!("{what}: {words}") }
    }
}

/// What differs from the buyer's last order and from what was typed in the chat.
pub fn address_check(db: &dyn Engine, order: &Order) -> Result<AddressCheck, Problem> {
    let earlier = match order.customer {
        Some(customer) => orders::of_customer(db, customer, LOOKED_AT)?,
        None => Vec::new(),
    };
    let chat = conversations::of_order(db, order.id, 1)?.into_iter().next();
    let said = chat.map(|chat| messages::page(db, chat.id, None, SAID)).transpose()?.unwrap_or_default();
    let since = order.created_at.unwrap_or(order.seen_at);
    let typed = said.iter().filter(|m| m.from == Sender::Customer && m.at >= since).map(|m| &m.text);
    Ok(address::check(order, &earlier, typed))
}

/// A refusal as a problem.
pub fn refused(said: crate::text::Said) -> Problem {
    Problem::Refused { what: SafeText::line(&said.what), hint: SafeText::line(&said.hint) }
}
