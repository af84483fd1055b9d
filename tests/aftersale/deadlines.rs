//! Deadlines worked by hand from the written rules, one a line of `deadlines.tsv`: zones, month ends, 29 February,
//! holidays with make-up days, changes of the clocks, extensions, campaigns.

use std::sync::OnceLock;

use kefu::domain::aftersale::{Arbitration, Case, CaseType, GoodsState, OrderAsk, OrderClock, Reason, Rules, Stage};
use kefu::domain::{Platform, SafeText, Shop, ShopId, Time, Zone};
use kefu::rules::{EMBEDDED, Source};

use super::opening;

const TABLE: &str = include_str!("deadlines.tsv");

/// An extension as a platform might announce it.
const SPRING: &str = r#"version = 1
[[extension]]
from = 2027-02-05
to = 2027-02-13
add_hours = 24
stages = ["seller_review", "seller_receive"]
orders = ["to_ship", "receipt"]
platforms = ["taobao", "tmall"]
source = "made up for this test"
confidence = "high"
"#;

/// A campaign as a shop might write it.
const SALE: &str = r#"version = 1
[[campaign]]
name = "双11"
from = 2026-10-20T20:00:00
to = 2026-11-11
platforms = ["tmall"]
tag = "big_sale"
deadlines = { unpaid = "15m", receipt = "+5d", no_reason = "+7d" }
source = "made up for this test"
"#;

/// What kefu ships, with the days of a line, for a shop in a zone.
fn rules(days: &str, platform: Platform, zone: Zone) -> Rules {
    static READ: OnceLock<[Rules; 3]> = OnceLock::new();
    let all = READ.get_or_init(|| [with("", ""), with("holidays.toml", SPRING), with("campaigns.toml", SALE)]);
    let mut rules = match days {
        "spring" => all[1].clone(),
        "sale" => all[2].clone(),
        _ => all[0].clone(),
    };
    let (name, tag) = (SafeText::line("旗舰店"), SafeText::line("旗"));
    rules.know_shops(&[Shop {
        id: ShopId::new(1),
        platform,
        external_id: None,
        name,
        called: Default::default(),
        tag,
        zone,
    }]);
    rules
}

fn with(file: &str, own: &str) -> Rules {
    let text = |name: &str, shipped: &str| if name == file { own.to_owned() } else { shipped.to_owned() };
    kefu::rules::read(EMBEDDED.iter().map(|(name, shipped)| Source::new(*name, text(name, shipped)))).expect("rules")
}

fn case(fields: &[&str], platform: Platform) -> Case {
    let word = |n: usize| Some(fields[n]).filter(|word| *word != "-");
    let kind = CaseType::parse(fields[5]).expect("a type");
    let goods = GoodsState::parse(fields[6]).expect("goods");
    let opened = Case::open(opening(kind, goods), super::rules()).expect("opens").case;
    Case {
        platform,
        reason: Reason { raw: SafeText::default(), code: word(7).map(str::to_owned) },
        tag: word(8).map(str::to_owned),
        return_signed_at: word(10).map(at),
        ..opened
    }
}

fn at(text: &str) -> Time {
    Time::parse_rfc3339(text).expect("a time")
}

#[test]
fn two_hundred_deadlines_worked_by_hand() {
    let mut worked = 0;
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [rule, platform, zone, days, about, .., start, _, act_by, presume_at] = fields[..] else {
            panic!("{line}");
        };
        let platform = Platform::parse(platform).expect("a platform");
        let zone = Zone::parse(zone).expect("a zone");
        let rules = rules(days, platform, zone);
        let case = case(&fields, platform);
        let (what, word) = about.split_once(':').expect("about");
        let got = match what {
            "stage" => {
                let case = Case { stage: Stage::parse(word).expect("a stage"), ..case };
                rules.stage_clock(&case, at(start)).map(|clock| (clock.rule, clock.act_by, clock.presume_at))
            }
            "arbitration" => {
                let case = Case { arbitration: Arbitration::parse(word).expect("a word"), ..case };
                rules.arbitration_clock(&case, at(start)).map(|clock| (clock.rule, clock.act_by, clock.presume_at))
            }
            _ => {
                let on = OrderClock::parse(word).expect("an order's clock");
                let tag = case.tag.as_deref();
                let ask = OrderAsk { platform, shop: Some(ShopId::new(1)), on, tag, start: at(start) };
                rules.order_deadline(&ask).map(|due| (Some(due.rule.id.clone()), due.act_by, due.presume_at))
            }
        };
        let (id, act, presume) = got.unwrap_or_else(|| panic!("no row: {line}"));
        let shown = [zone.rfc3339(act), zone.rfc3339(presume)];
        assert_eq!(id.as_deref(), Some(rule), "{line}");
        assert_eq!(shown, [act_by.to_owned(), presume_at.to_owned()], "{line}");
        worked += 1;
    }
    assert!(worked >= 200, "{worked}");
}

#[test]
fn a_matter_nobody_names_a_time_for_has_none() {
    for (platform, kind, goods, stage) in [
        (Platform::Jd, CaseType::RefundOnly, GoodsState::Unshipped, Stage::SellerReview),
        (Platform::Pdd, CaseType::ReturnRefund, GoodsState::Received, Stage::SellerReview),
        (Platform::Douyin, CaseType::Exchange, GoodsState::Received, Stage::BuyerReturn),
        (Platform::Wechat, CaseType::Exchange, GoodsState::Received, Stage::SellerReview),
        (Platform::Taobao, CaseType::Resend, GoodsState::Received, Stage::SellerReview),
        (Platform::Taobao, CaseType::Repair, GoodsState::Returned, Stage::SellerSend),
        (Platform::Shopify, CaseType::RefundOnly, GoodsState::Unshipped, Stage::SellerReview),
        (Platform::Own, CaseType::RefundOnly, GoodsState::Unshipped, Stage::SellerReview),
    ] {
        let opened = Case::open(opening(kind, goods), super::rules()).expect("opens").case;
        let case = Case { platform, stage, clock: None, ..opened };
        assert!(super::rules().stage_clock(&case, case.opened_at).is_none(), "{platform:?} {stage:?}");
        assert!(matches!(
            case.clock_view(),
            kefu::domain::aftersale::ClockView::None(kefu::domain::aftersale::NoClock::NoRule(_))
        ));
    }
}
