//! A hundred thousand open cases: pages of them, the one most urgent, and all clocks after their rules changed.
//! `KEFU_BENCH_ONLY="100,000 open cases" cargo bench --bench store` measures these alone.

use std::sync::Arc;

use kefu::domain::aftersale::{Case, CaseOrder, CaseType, GoodsState, Opening, Reason, Rules};
use kefu::domain::shift::ShiftSettings;
use kefu::domain::{
    By, CaseId, Fact, Money, OrderFacts, OrderFilter, Platform, Problem, SafeText, ShopKey, Span, Time, Zone,
};
use kefu::rules::{EMBEDDED, Source};
use kefu::store::intake::{Given, Intake};
use kefu::store::{DbPath, Engine, Result, Store, cases, orders, shift, write};

use super::{PAGE, Real, Table};

const CASES: usize = 100_000;

pub(super) fn measure(table: &Table, folder: &std::path::Path) {
    const WHAT: &str = "recompute 100,000 open cases, all change";
    const BY_TIME: &str = "100,000 open cases, a page by time";
    const BY_HARM: &str = "100,000 open cases, a page by harm";
    const NEXT: &str = "100,000 open cases, next (Space)";
    if ![WHAT, BY_TIME, BY_HARM, NEXT].iter().any(|what| table.wants(what)) {
        return;
    }
    let writer = Store::open(&DbPath::new(folder.join("clocks.kefu.db")), Arc::new(Real)).expect("opened");
    let now = Time::from_ms(1_795_050_000_000);
    fill(writer.db(), now).expect("cases");
    let by = By::new(None, now, Zone::default());
    let shipped = kefu::rules::embedded().expect("rules");
    let settings = ShiftSettings::starting(now);
    let page = |order, n: usize| cases::page(writer.db(), order, now, PAGE, n % 4 * PAGE).expect("page").len();
    table.line(BY_TIME, 200, |n| page(CaseOrder::Time, n));
    table.line(BY_HARM, 200, |n| page(CaseOrder::Harm, n));
    table.line(NEXT, 100, |_| {
        usize::from(shift::urgent(writer.db(), &by, &settings, &shipped, None).expect("next").is_some())
    });
    let rules = [edited("96"), edited("72")];
    table.line(WHAT, 4, |n| {
        let done = cases::recompute(writer.db(), &by, &rules[n % 2], |_| Ok::<(), Problem>(())).expect("done");
        usize::try_from(done.changed).unwrap_or_default()
    });
}

/// What kefu ships, with other hours for returns on Taobao.
fn edited(hours: &str) -> Rules {
    const RETURNS: &str = "types = [\"return_refund\", \"exchange\", \"repair\"]\nact_hours = 48";
    let text = |name: &str, shipped: &str| match name {
        "taobao.toml" => shipped.replace(RETURNS, &RETURNS.replace("48", hours)),
        _ => shipped.to_owned(),
    };
    kefu::rules::read(EMBEDDED.iter().map(|(name, shipped)| Source::new(*name, text(name, shipped)))).expect("rules")
}

fn fill(db: &dyn Engine, now: Time) -> Result<()> {
    let rules = kefu::rules::embedded()?;
    let key = ShopKey { platform: Platform::Taobao, name: "旗舰店".into(), external_id: String::new() };
    let facts = OrderFacts { number: "1001".into(), paid: Some(Money::fen(9_900)), ..OrderFacts::default() };
    let fact = Fact::Order(Box::new(facts));
    let given = Given { counts: true, shop: Some(&key), fact: &fact };
    Intake::new("bench", None, Zone::default(), now, false, &rules).apply(db, &[given], None)?;
    let order = orders::page(db, &OrderFilter::default(), 1, 0)?.remove(0);
    let by = By::new(None, now, Zone::default());
    for batch in 0..CASES / 5_000 {
        write(db, || {
            for n in 0..5_000 {
                let number = batch * 5_000 + n;
                let opening = Opening {
                    platform_id: Some(number.to_string()),
                    reason: Reason { raw: SafeText::line("质量问题"), code: Some("quality".into()) },
                    amount: Some(Money::fen(9_900)),
                    ..Opening::told(
                        CaseId::new(0),
                        (order.shop, Platform::Taobao),
                        order.id,
                        (CaseType::ReturnRefund, GoodsState::Received),
                        now.minus(Span::minutes(number as i64)),
                    )
                };
                let opened = Case::open(opening, &rules).expect("the platform tells of it");
                cases::insert(db, &by, &opened.case, &opened.events)?;
            }
            Ok(())
        })?;
    }
    Ok(())
}
