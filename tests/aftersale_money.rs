//! Money given away: limits by role, second persons, compensation, and a database that says no again.

use std::sync::Arc;

use kefu::domain::aftersale::amount::{LinePaid, OrderMoney, Taken, max_refund};
use kefu::domain::aftersale::compensation::{CompensationKind, CompensationState, GivenBefore};
use kefu::domain::aftersale::{
    Anomaly, Authority, Case, CaseType, Change, GoodsState, Limits, Opening, Refusal, Rules, Second, Stage, Step,
    StepInput,
};
use kefu::domain::{
    AgentId, By, CaseId, Currency, Money, OrderId, OrderLineId, Platform, Problem, Role, ShopId, Span, Time, Zone,
};
use kefu::runtime::clock::SystemClock;
use kefu::store::compensations::{self, NewCompensation};
use kefu::store::{Engine, Store, Writer, acts, agents, cases, orders, search, shops};

fn rules() -> Rules {
    kefu::rules::embedded().expect("the embedded rules")
}

fn limits() -> Limits {
    rules().limits
}

fn alone(role: Role) -> Authority {
    Authority { role, ..Authority::default() }
}

fn with(role: Role, second: i64, theirs: Role) -> Authority {
    Authority { role, alone: false, second: Some(Second { agent: AgentId::new(second), role: theirs }) }
}

const ME: Option<AgentId> = Some(AgentId::new(1));

#[test]
fn a_refund_above_the_limit_of_a_role_needs_a_second_person() {
    let limits = limits();
    let may = |fen, authority: Authority| limits.may_refund(Money::fen(fen), ME, &authority);
    assert_eq!(may(20_000, alone(Role::Aftersale)), Ok(()));
    let over = Refusal::OverLimit { asked: Money::fen(20_001), limit: Money::fen(20_000) };
    assert_eq!(may(20_001, alone(Role::Aftersale)), Err(over));
    assert_eq!(may(20_001, with(Role::Aftersale, 2, Role::Lead)), Ok(()));
    assert_eq!(may(200_000, alone(Role::Lead)), Ok(()));
    assert!(matches!(may(200_001, alone(Role::Lead)), Err(Refusal::OverLimit { .. })));
    assert!(matches!(may(200_001, with(Role::Aftersale, 2, Role::Lead)), Err(Refusal::NotSecond { .. })));
    assert_eq!(may(200_001, with(Role::Aftersale, 2, Role::Owner)), Ok(()));
    assert!(matches!(may(20_001, with(Role::Aftersale, 1, Role::Lead)), Err(Refusal::NotSecond { .. })), "oneself");
    assert!(matches!(may(20_001, with(Role::Aftersale, 2, Role::Aftersale)), Err(Refusal::NotSecond { .. })));
}

#[test]
fn the_owner_asks_a_second_person_above_the_leads_limit_unless_nobody_else_works_here() {
    let limits = limits();
    let may = |authority: Authority| limits.may_refund(Money::fen(200_001), ME, &authority);
    assert!(matches!(may(alone(Role::Owner)), Err(Refusal::OverLimit { .. })));
    assert_eq!(may(with(Role::Owner, 2, Role::Lead)), Ok(()));
    assert!(matches!(may(with(Role::Owner, 2, Role::Aftersale)), Err(Refusal::NotSecond { .. })));
    assert_eq!(may(Authority { role: Role::Owner, alone: true, second: None }), Ok(()));
}

#[test]
fn in_a_currency_without_limits_an_agent_gives_nothing_alone() {
    let yen = Money::new(1, Currency::parse("JPY").expect("code"));
    assert!(matches!(limits().may_refund(yen, ME, &alone(Role::Lead)), Err(Refusal::OverLimit { .. })));
    assert_eq!(limits().may_refund(yen, ME, &alone(Role::Owner)), Ok(()));
}

#[test]
fn compensation_has_limits_of_its_own() {
    let limits = limits();
    let none = GivenBefore { order: Money::fen(0), day: Money::fen(0), same_kind: false };
    let may = |fen, before: GivenBefore, a: Authority| limits.may_compensate(Money::fen(fen), &before, ME, &a);
    let agent = alone(Role::Presale);
    assert_eq!(may(2_000, none, agent), Ok(()));
    assert!(matches!(may(2_001, none, agent), Err(Refusal::OverOrderLimit { .. })));
    assert!(matches!(
        may(1, GivenBefore { order: Money::fen(2_000), ..none }, agent),
        Err(Refusal::OverOrderLimit { .. })
    ));
    assert!(matches!(
        may(600, GivenBefore { day: Money::fen(19_500), ..none }, agent),
        Err(Refusal::OverDayLimit { .. })
    ));
    let twice = GivenBefore { order: Money::fen(500), same_kind: true, ..none };
    assert_eq!(may(500, twice, agent), Err(Refusal::SecondPayout));
    assert_eq!(may(500, twice, alone(Role::Lead)), Ok(()));
    assert_eq!(may(500, twice, with(Role::Presale, 2, Role::Lead)), Ok(()));
    assert!(matches!(may(500, twice, with(Role::Presale, 1, Role::Lead)), Err(Refusal::NotSecond { .. })));
    assert!(matches!(may(500, twice, with(Role::Presale, 2, Role::Presale)), Err(Refusal::NotSecond { .. })));
    for fen in [0, -1] {
        assert_eq!(may(fen, none, agent), Err(Refusal::BadAmount));
    }
}

#[test]
fn a_fraud_claim_is_only_warned_of() {
    let limits = limits();
    let claim = |reason, fen| limits.fraud_claim(Some(reason), Some(Money::fen(fen))).map(|(_, claim)| claim.minor());
    assert_eq!((claim("fake", 5_900), claim("fake", 50_000)), (Some(50_000), Some(150_000)));
    assert_eq!((claim("near_expiry_or_spoiled", 5_900), claim("quality", 5_900)), (Some(100_000), None));
}

struct Shop {
    writer: Writer,
    me: AgentId,
    lead: AgentId,
    order: OrderId,
}

fn at(hours: i64) -> Time {
    Time::from_ms(1_795_050_000_000).plus(Span::hours(hours))
}

impl Shop {
    fn new(paid: i64) -> Self {
        let writer = Store::memory(Arc::new(SystemClock)).expect("memory");
        let db = writer.db();
        let me = agents::add(db, "小周", "A01", Some("zhou"), Role::Aftersale, at(0)).expect("agent").id;
        let lead = agents::add(db, "阿泽", "L01", Some("ze"), Role::Lead, at(0)).expect("agent").id;
        let shop = shops::ensure(db, Platform::Own, "店", "", Zone::default(), at(0)).expect("shop");
        let id = db.next_id().expect("id");
        let number = "4000000000001799";
        db.run(
            "INSERT INTO orders (id, shop_id, platform, number, number_rev, buyer, buyer_key, status, raw_status, payable, paid, \
             currency, created_at, paid_at, phone, phone_tail, title, seen_at) VALUES ($1, $2, 'own', $3, $4, 'li', 'li', \
             'success', '', $5, $5, 'CNY', $6, $6, '', '', 'T', $6)",
            &[id.into(), shop.id.into(), number.into(), (&search::reversed(number)).into(), paid.into(), at(0).into()],
        )
        .expect("order");
        Self { me, lead, order: OrderId::new(id), writer }
    }
    fn db(&self) -> &dyn Engine {
        self.writer.db()
    }
    fn by(&self) -> By {
        By::new(Some(self.me), at(1), Zone::default())
    }
    fn case(&self, fen: i64) -> Case {
        let order = orders::expect(self.db(), self.order).expect("order");
        let opening = Opening {
            reason: rules().reason("quality").0,
            amount: Some(Money::fen(fen)),
            max_amount: order.paid,
            ..Opening::told(
                CaseId::new(0),
                (ShopId::new(order.shop.raw()), Platform::Own),
                self.order,
                (CaseType::RefundOnly, GoodsState::Received),
                at(0),
            )
        };
        let change = Case::open(opening, &rules()).expect("opens");
        // Told of by the platform, which knows of more than one at a time.
        cases::insert(self.db(), &By::new(None, at(1), Zone::default()), &change.case, &change.events).expect("kept")
    }
    fn agree(&self, case: &Case, authority: Authority) -> Result<Change, Refusal> {
        let input = StepInput { by: Some(self.me), amount: case.amount, authority, ..StepInput::default() };
        case.after(Step::Agree, &input, &rules(), at(1))
    }
    fn count(&self, sql: &str) -> i64 {
        let mut found = 0;
        self.db().each(sql, &[], &mut |row| row.int(0).map(|n| found = n)).expect("count");
        found
    }
}

#[test]
fn a_decision_is_kept_with_its_limit_and_undo_takes_it_back() {
    let shop = Shop::new(50_000);
    let case = cases::fresh(shop.db(), shop.case(5_900).id).expect("case");
    let change = shop.agree(&case, alone(Role::Aftersale)).expect("may");
    let saved = cases::save(shop.db(), &shop.by(), case.stage, &change).expect("saved");
    assert_eq!(saved.stage, Stage::Refunding);
    assert_eq!(shop.count("SELECT own_limit FROM refund_decisions WHERE amount = 5900"), 20_000);
    acts::undo(shop.db(), &shop.by(), None).expect("undo");
    assert_eq!(shop.count("SELECT count(*) FROM refund_decisions"), 0);
    assert_eq!(cases::expect(shop.db(), case.id).expect("case").stage, Stage::SellerReview);
}

#[test]
fn above_the_limit_the_second_person_stands_in_the_decision_and_on_record() {
    let shop = Shop::new(50_000);
    let case = shop.case(30_000);
    assert!(matches!(shop.agree(&case, alone(Role::Aftersale)), Err(Refusal::OverLimit { .. })));
    let authority = with(Role::Aftersale, shop.lead.raw(), Role::Lead);
    let change = shop.agree(&case, authority).expect("may");
    cases::save(shop.db(), &shop.by(), case.stage, &change).expect("saved");
    assert_eq!(shop.count("SELECT second_id FROM refund_decisions"), shop.lead.raw());
    assert_eq!(shop.count("SELECT count(*) FROM audit WHERE action = 'approve'"), 1);
}

#[test]
fn the_database_refuses_what_the_domain_would_have_refused() {
    let shop = Shop::new(50_000);
    let (one, two) = (shop.case(30_000), shop.case(10_000));
    let insert = |case: &Case, amount: i64, limit: Option<i64>, second: Option<AgentId>| {
        shop.db().run(
            "INSERT INTO refund_decisions (id, case_id, order_id, step, amount, cap, own_limit, agent_id, second_id, at) \
             VALUES ($1, $2, $3, 'agree', $4, NULL, $5, $6, $7, $8)",
            &[
                shop.db().next_id().expect("id").into(),
                case.id.into(),
                shop.order.into(),
                amount.into(),
                limit.into(),
                shop.me.into(),
                second.into(),
                at(1).into(),
            ],
        )
    };
    assert!(insert(&two, 20_001, None, None).is_err(), "more than is left beside the other case");
    assert!(insert(&two, 10_000, Some(5_000), None).is_err(), "above the limit without a second person");
    assert!(insert(&two, 10_000, Some(5_000), Some(shop.me)).is_err(), "oneself is no second person");
    assert!(insert(&two, -1, None, None).is_err(), "nothing negative");
    assert!(insert(&two, 10_000, Some(5_000), Some(shop.lead)).is_ok());
    let agent = agents::add(shop.db(), "阿宁", "A02", None, Role::Aftersale, at(0)).expect("agent").id;
    assert!(insert(&one, 10_000, Some(5_000), Some(agent)).is_err(), "an agent approves nothing");
    assert!(shop.db().run("UPDATE refund_decisions SET amount = 1", &[]).is_err(), "a decision is not changed");
}

#[test]
fn a_decision_on_an_old_look_never_gives_more_than_was_paid() {
    let shop = Shop::new(10_000);
    let (one, two) = (shop.case(10_000), shop.case(5_000));
    let change = shop.agree(&one, alone(Role::Aftersale)).expect("the cap it saw was the whole order");
    let saved = cases::save(shop.db(), &shop.by(), one.stage, &change);
    assert!(matches!(saved, Err(Problem::OverRefund { .. })), "{saved:?}");
    assert_eq!(cases::expect(shop.db(), one.id).expect("case").stage, Stage::SellerReview);
    let fresh = cases::fresh(shop.db(), two.id).expect("case");
    assert_eq!(fresh.max_amount, Some(Money::fen(0)));
    assert!(matches!(shop.agree(&fresh, alone(Role::Aftersale)), Err(Refusal::OverCap { .. })));
}

#[test]
fn what_the_platform_refunds_beyond_the_cap_is_kept_as_an_anomaly() {
    let shop = Shop::new(10_000);
    let case = cases::fresh(shop.db(), shop.case(5_000).id).expect("case");
    let told = kefu::domain::aftersale::Observed { amount: Some(Money::fen(12_000)), ..Default::default() };
    let change = case.observe(&told, &rules(), at(2));
    let saved = cases::save(shop.db(), &By::new(None, at(2), Zone::default()), case.stage, &change).expect("kept");
    assert_eq!(saved.amount, Some(Money::fen(12_000)));
    assert!(matches!(saved.anomalies.as_slice(), [Anomaly::OverCap { .. }]));
}

fn new(shop: &Shop, fen: i64) -> NewCompensation<'static> {
    NewCompensation {
        order: shop.order,
        case: None,
        customer: None,
        kind: CompensationKind::Goodwill,
        reason: "破损补偿",
        amount: Money::fen(fen),
        limits: Some((Money::fen(2_000), Money::fen(20_000))),
        second: None,
    }
}

#[test]
fn compensations_are_summed_by_order_and_day_and_settled_once() {
    let shop = Shop::new(10_000);
    let (db, by) = (shop.db(), shop.by());
    let one = compensations::add(db, &by, &new(&shop, 1_200)).expect("noted");
    let before =
        compensations::given_before(db, &by, shop.order, CompensationKind::Goodwill, Currency::CNY).expect("before");
    assert_eq!(before, GivenBefore { order: Money::fen(1_200), day: Money::fen(1_200), same_kind: true });
    assert!(compensations::add(db, &by, &new(&shop, 801)).is_err(), "the statement compares again");
    let beyond = NewCompensation { limits: None, ..new(&shop, 900) };
    assert!(compensations::add(db, &by, &beyond).is_err(), "the database knows that an agent is no lead");
    let approved = NewCompensation { limits: None, second: Some(shop.lead), ..new(&shop, 900) };
    compensations::add(db, &by, &approved).expect("with the lead");
    let paid = compensations::settle(db, &by, &one, CompensationState::Paid).expect("paid");
    assert_eq!((paid.state, paid.paid_at), (CompensationState::Paid, Some(at(1))));
    let again = compensations::settle(db, &by, &one, CompensationState::Withdrawn);
    assert!(matches!(again, Err(Problem::Changed { .. })));
    acts::undo(db, &by, None).expect("undo");
    assert_eq!(compensations::expect(db, one.id).expect("one").state, CompensationState::ToDo);
    assert_eq!(compensations::in_period(db, at(0), at(2)).expect("list").len(), 2);
}

/// Numbers that look random and are the same each time (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound) as i64
    }
}

/// Refunds an order in pieces, by line and as a whole, in any order of events, and holds the sums to what was paid.
fn balances(rounds: u64, seed: u64) {
    let mut dice = Dice(seed);
    for round in 0..rounds {
        let lines: Vec<LinePaid> = (1..=1 + dice.below(4))
            .map(|n| LinePaid { line: OrderLineId::new(n), paid: Money::fen(dice.below(10_000)) })
            .collect();
        let of_lines: i64 = lines.iter().map(|line| line.paid.minor()).sum();
        let freight = dice.below(3) * 600;
        let mut order = OrderMoney {
            paid: Money::fen(of_lines + freight),
            nothing_shipped: dice.below(2) == 0,
            taken: Vec::new(),
            outside: Money::fen(0),
            lines,
        };
        for n in 0..1 + dice.below(8) {
            let which = dice.below(order.lines.len() as u64 + 1) as usize;
            let line = order.lines.get(which).map(|line| line.line);
            let cap = max_refund(&order, line, None).expect("one currency").minor();
            assert!(cap >= 0, "round {round}");
            let amount = Money::fen(if dice.below(3) == 0 { cap } else { dice.below(cap as u64 + 1) });
            order.taken.push(Taken { case: CaseId::new(n), line, amount });
            let taken: i64 = order.taken.iter().map(|t| t.amount.minor()).sum();
            assert!(taken <= order.paid.minor(), "round {round}: {order:?}");
            let own = max_refund(&order, line, Some(CaseId::new(n))).expect("one currency");
            assert!(own.minor() >= amount.minor(), "a case may always have what it has: {order:?}");
        }
        let left = max_refund(&order, None, None).expect("one currency").minor();
        let taken: i64 = order.taken.iter().map(|t| t.amount.minor()).sum();
        assert_eq!(left + taken, order.paid.minor(), "round {round}: what is left and what is taken is what was paid");
        if !order.nothing_shipped {
            for line in &order.lines {
                let on: i64 = order.taken.iter().filter(|t| t.line == Some(line.line)).map(|t| t.amount.minor()).sum();
                assert!(on <= line.paid.minor(), "round {round}: {order:?}");
            }
        }
    }
}

#[test]
fn sums_always_balance() {
    balances(20_000, 1);
}

/// Ten million orders: `scripts/test --nightly`.
#[test]
#[ignore = "ten million orders take a while"]
fn sums_always_balance_ten_million_times() {
    balances(10_000_000, 20_261_122);
}
