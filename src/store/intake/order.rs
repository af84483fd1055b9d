//! Orders told of.

use super::super::engine::{Arg, Engine, Held, Result, args};
use super::super::{order_acts, reminders, search};
use super::told::{Existing, Merged, clear, existing, hash, merged, minor};
use super::whose::is_another;
use super::{Intake, Outcome, Place};
use crate::domain::{FactSource, OrderFacts, OrderId, OrderStatus, Time};

const FIND: usize = 0;
const INSERT: usize = 1;
const UPDATE: usize = 2;
const TRACK: usize = 3;
const UNTRACK: usize = 4;
const NEW_CUSTOMER: usize = 5;
const OLD_CUSTOMER: usize = 6;

pub(super) const STATEMENTS: [&str; 7] = [
    "SELECT id, source_rank, row_hash, version, status, raw_status, payable, paid, freight, refunded, created_at, paid_at, \
     shipped_at, finished_at, ship_by, last_scan_at, signed_at, pieces, buyer, receiver, phone, address, carrier, tracking, \
     memo, buyer_message, title, raw, customer_id, conflict, source FROM orders \
     WHERE number = $1 AND (shop_id = $2 OR $3 = 1 OR source_rank > 1) ORDER BY CASE WHEN shop_id = $2 THEN 0 ELSE 1 END LIMIT 1",
    "INSERT INTO orders (id, shop_id, platform, number, number_rev, customer_id, buyer, buyer_key, status, raw_status, payable, \
     paid, freight, refunded, currency, created_at, paid_at, shipped_at, finished_at, ship_by, last_scan_at, signed_at, \
     return_freight, receiver, phone, phone_tail, address, carrier, tracking, flag, memo, buyer_message, title, pieces, seen_at, \
     source, source_rank, row_hash, raw, close_reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, \
     $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40) \
     ON CONFLICT DO NOTHING",
    "UPDATE orders SET status = $2, raw_status = $3, payable = $4, paid = $5, freight = $6, refunded = $7, created_at = $8, \
     paid_at = $9, shipped_at = $10, finished_at = $11, ship_by = $12, last_scan_at = $13, signed_at = $14, pieces = $15, \
     buyer = $16, buyer_key = $17, receiver = $18, phone = $19, phone_tail = $20, address = $21, carrier = $22, tracking = $23, \
     memo = $24, buyer_message = $25, title = $26, raw = $27, customer_id = $28, conflict = $29, source = $30, source_rank = $31, \
     row_hash = $32, seen_at = $33, version = version + 1 WHERE id = $1",
    "INSERT INTO order_tracking (order_id, number, number_rev, carrier) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
    "DELETE FROM order_tracking WHERE order_id = $1",
    "INSERT INTO customers (id, platform, external_id, nick, nick_key, created_at) VALUES ($1, $2, $3, $3, $4, $5) \
     ON CONFLICT (platform, external_id) DO NOTHING",
    "SELECT id FROM customers WHERE platform = $1 AND external_id = $2",
];

/// Writes orders through statements kept ready.
pub(super) struct Writer<'a> {
    pub(super) db: &'a dyn Engine,
    pub(super) held: &'a mut dyn Held,
}

impl Writer<'_> {
    pub(super) fn put(&mut self, run: &mut Intake<'_>, place: Place, facts: &OrderFacts) -> Result<Outcome> {
        let hash = hash(facts);
        if run.fresh && self.insert(run, place, facts, hash)? {
            return Ok(Outcome::Inserted);
        }
        match self.find(place, facts)? {
            Some(existing) => self.merge(run, place, facts, hash, existing),
            None => {
                for _ in 0..64 {
                    if self.insert(run, place, facts, hash)? {
                        return Ok(Outcome::Inserted);
                    }
                }
                Err(crate::domain::Problem::Program {
                    place: "order.id",
                    about: crate::domain::SafeText::line(&facts.number),
                })
            }
        }
    }

    fn find(&mut self, place: Place, facts: &OrderFacts) -> Result<Option<Existing>> {
        let mut found = None;
        let elsewhere = facts.source > FactSource::OrderFile;
        self.held.each(FIND, args![&facts.number, place.shop, elsewhere], &mut |row| {
            found = Some(existing(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    fn insert(&mut self, run: &mut Intake<'_>, place: Place, facts: &OrderFacts, hash: i64) -> Result<bool> {
        let customer = self.customer(run, place, facts)?;
        let id = self.db.id_at(facts.created_at.or(facts.paid_at).unwrap_or(run.now))?;
        let (buyer, phone) = (facts.buyer.unclean(), facts.phone.unclean());
        let buyer_key = search::key(clear(buyer));
        let reversed = search::reversed(&facts.number);
        let status = facts.status.unwrap_or(OrderStatus::Unknown);
        let raw = (!facts.extra.is_empty()).then_some(facts.extra.as_str());
        let inserted = self.held.run(
            INSERT,
            &[
                Arg::Int(id),
                place.shop.into(),
                place.platform.code().into(),
                (&facts.number).into(),
                (&reversed).into(),
                customer.into(),
                buyer.into(),
                (&buyer_key).into(),
                status.code().into(),
                facts.raw_status.unclean().into(),
                minor(facts.payable).into(),
                minor(facts.paid).into(),
                minor(facts.freight).into(),
                minor(facts.refunded).into(),
                facts.currency.code().into(),
                facts.created_at.into(),
                facts.paid_at.into(),
                facts.shipped_at.into(),
                facts.finished_at.into(),
                facts.ship_by.into(),
                facts.last_scan_at.into(),
                facts.signed_at.into(),
                facts.return_freight.unwrap_or_default().code().into(),
                facts.receiver.unclean().into(),
                phone.into(),
                search::phone_tail(phone).into(),
                facts.address.unclean().into(),
                facts.carrier.unclean().into(),
                (&facts.tracking).into(),
                facts.flag.unwrap_or_default().number().into(),
                facts.memo.unclean().into(),
                facts.buyer_message.unclean().into(),
                facts.title.unclean().into(),
                facts.pieces.unwrap_or(0).into(),
                run.now.into(),
                (&run.source).into(),
                facts.source.rank().into(),
                hash.into(),
                raw.into(),
                facts.close_reason.unclean().into(),
            ],
        )? > 0;
        if !inserted {
            return Ok(false);
        }
        self.track(id, &facts.tracking, facts.carrier.unclean())?;
        if run.indexes(id) {
            search::index_order(self.db, OrderId::new(id), true)?;
        }
        Ok(true)
    }

    fn merge(
        &mut self,
        run: &mut Intake<'_>,
        place: Place,
        facts: &OrderFacts,
        hash: i64,
        old: Existing,
    ) -> Result<Outcome> {
        let rank = facts.source.rank();
        if old.rank == rank && old.hash == hash {
            return Ok(Outcome::Unchanged);
        }
        let at = old.told.ints[4].map(Time::from_ms);
        if place.platform.counts_by_shop() && at.is_some_and(|at| is_another(facts, at, &old.told.texts[0])) {
            return Ok(Outcome::Conflicting);
        }
        let Merged { told: new, conflict, stale, disagrees } = merged(&old, facts, rank, &run.source);
        let better = rank <= old.rank;
        let takes_over = rank < old.rank;
        let (rank, hash) = if better { (rank, hash) } else { (old.rank, old.hash) };
        let customer = match old.customer {
            Some(id) => Some(id),
            None => self.customer(run, place, facts)?,
        };
        let same = new == old.told && customer == old.customer && conflict == old.conflict;
        // A row that says what is known already leaves only its mark, so that the next time it is passed at a glance.
        if same && !takes_over && (!better || stale) {
            return Ok(if disagrees { Outcome::Conflicting } else { Outcome::Unchanged });
        }
        let hash = if stale { old.hash } else { hash };
        // A lesser source that only fills blanks does not become the row's own.
        let source = if better && !stale { &run.source } else { &old.source };
        let (i, t) = (&new.ints, &new.texts);
        let buyer_key = search::key(clear(&t[0]));
        self.held.run(
            UPDATE,
            args![
                old.id,
                &new.status,
                &new.raw_status,
                i[0],
                i[1],
                i[2],
                i[3],
                i[4],
                i[5],
                i[6],
                i[7],
                i[8],
                i[9],
                i[10],
                i[11].unwrap_or(0),
                &t[0],
                &buyer_key,
                &t[1],
                &t[2],
                search::phone_tail(&t[2]),
                &t[3],
                &t[4],
                &t[5],
                &t[6],
                &t[7],
                &t[8],
                (!t[9].is_empty()).then_some(&t[9]),
                customer,
                conflict.as_ref(),
                source,
                rank,
                hash,
                run.now
            ],
        )?;
        if t[5] != old.told.texts[5] {
            self.held.run(UNTRACK, args![old.id])?;
            self.track(old.id, &t[5], &t[4])?;
        }
        order_acts::observe(self.db, OrderId::new(old.id), facts, run.now)?;
        if waited_for_money(&old.told.status) && !waited_for_money(&new.status) {
            reminders::settle(self.db, Some(OrderId::new(old.id)), run.now)?;
        }
        // A file of items or refunds need not name the shop; the order's own file does.
        if takes_over {
            self.db.run(
                "UPDATE orders SET shop_id = $2, platform = $3, currency = $4 WHERE id = $1",
                args![old.id, place.shop, place.platform.code(), facts.currency.code()],
            )?;
        }
        if run.indexes(old.id) {
            search::index_order(self.db, OrderId::new(old.id), false)?;
        }
        Ok(match (disagrees, same) {
            (true, _) => Outcome::Conflicting,
            (false, true) => Outcome::Unchanged,
            (false, false) => Outcome::Updated,
        })
    }

    fn track(&mut self, order: i64, numbers: &str, carrier: &str) -> Result<()> {
        for number in numbers.split(' ').filter(|n| !n.is_empty()) {
            self.held.run(TRACK, args![order, number, &search::reversed(number), carrier])?;
        }
        Ok(())
    }

    /// The buyer as a customer; a hidden nick is nobody's.
    fn customer(&mut self, run: &mut Intake<'_>, place: Place, facts: &OrderFacts) -> Result<Option<i64>> {
        let nick = clear(facts.buyer.unclean());
        if nick.is_empty() {
            return Ok(None);
        }
        if let Some(id) = run.customers.get(&place.platform).and_then(|known| known.get(nick)) {
            return Ok(Some(*id));
        }
        let platform = place.platform.code();
        let mut id = self.db.next_id()?;
        if self.held.run(NEW_CUSTOMER, args![id, platform, nick, &search::key(nick), run.now])? == 0 {
            self.held.each(OLD_CUSTOMER, args![platform, nick], &mut |row| {
                id = row.int(0)?;
                Ok(())
            })?;
        }
        run.customers.entry(place.platform).or_default().insert(nick.to_owned(), id);
        Ok(Some(id))
    }
}

/// True for the code word of a status in which money is still owed.
fn waited_for_money(status: &str) -> bool {
    OrderStatus::parse(status).is_some_and(OrderStatus::is_unpaid)
}
