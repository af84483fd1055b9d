//! Clocks explained, and worked out anew after the rules changed.

use kefu::domain::aftersale::{Case, CaseType, ClockSource, GoodsState, Loss, Rules, Stage, Step, StepInput};
use kefu::domain::{SafeText, Shop, ShopId, Span, Zone};
use kefu::rules::{EMBEDDED, Source};

use super::{at, at_stage, case, rules, whole};

/// What kefu ships, with words of one file replaced.
fn edited(file: &str, from: &str, to: &str) -> Rules {
    let text = |name: &str, shipped: &str| if name == file { shipped.replace(from, to) } else { shipped.to_owned() };
    let mut rules = kefu::rules::read(EMBEDDED.iter().map(|(name, shipped)| Source::new(*name, text(name, shipped))))
        .expect("rules");
    let (name, tag) = (SafeText::line("旗舰店"), SafeText::line("旗"));
    let platform = kefu::domain::Platform::Taobao;
    rules.know_shops(&[Shop {
        id: ShopId::new(1),
        platform,
        external_id: None,
        name,
        called: Default::default(),
        tag,
        zone: Zone::default(),
    }]);
    rules
}

#[test]
fn an_explanation_names_the_row_the_arithmetic_and_why_others_lost() {
    let case = case(CaseType::RefundOnly, GoodsState::Unshipped);
    let told = rules().explain(&case);
    let row = told.told.expect("a row");
    assert_eq!((row.row.id.as_str(), row.act.start, row.act.end), ("D4", case.opened_at, at("2026-11-22 20:00")));
    let why: Vec<_> = told.lost.iter().map(|lost| (lost.row.id.as_str(), lost.why)).collect();
    assert_eq!(why, [("D5", Loss::LessSpecific), ("D5-virtual", Loss::Tag), ("D6", Loss::Types)]);
}

#[test]
fn a_sooner_row_is_told_beside_the_first() {
    let mut case = at_stage(CaseType::ReturnRefund, GoodsState::Received, Stage::SellerReceive);
    let told = rules().explain(&case);
    assert!(told.sooner.is_none());
    assert!(told.lost.iter().any(|lost| lost.row.id == "D8-signed" && lost.why == Loss::NotStarted));
    case.return_signed_at = Some(at("2026-11-22 10:00"));
    let told = rules().explain(&case);
    assert_eq!(told.told.map(|told| told.row.id.as_str()), Some("D8"));
    assert_eq!(
        told.sooner.map(|told| (told.row.id.as_str(), told.act.end)),
        Some(("D8-signed", at("2026-11-24 10:00")))
    );
}

#[test]
fn a_row_for_one_shop_wins_there_and_nowhere_else() {
    const OWN: &str = r#"
[[deadline]]
id = "D6-own"
stage = "seller_review"
shops = ["旗舰店"]
act_hours = 24
presume_hours = 24
start = "applied"
on_timeout = "auto_agree_to_return"
favours = "buyer"
source = "our own promise"
confidence = "high"

# How often"#;
    let own = edited("taobao.toml", "\n# How often", OWN);
    let case = case(CaseType::ReturnRefund, GoodsState::Received);
    let rule = |case: &Case| own.stage_clock(case, case.opened_at).and_then(|clock| clock.rule);
    assert_eq!(rule(&case).as_deref(), Some("D6-own"));
    assert_eq!(rule(&Case { shop: ShopId::new(2), ..case }).as_deref(), Some("D6"));
}

#[test]
fn other_rules_move_clocks_of_the_rule_only() {
    // D6 with 72 hours instead of 48.
    let from = "types = [\"return_refund\", \"exchange\", \"repair\"]\nact_hours = 48";
    let own = edited("taobao.toml", from, &from.replace("48", "72"));
    let now = at("2026-11-21 09:00");
    let fresh = case(CaseType::ReturnRefund, GoodsState::Received);
    assert_eq!(rules().clocks_of(&fresh), None, "the same rules change nothing");
    let moved = own.clocks_of(&fresh).and_then(|clocks| clocks.stage).expect("another clock");
    assert_eq!((moved.act_by, moved.source), (at("2026-11-23 20:00"), ClockSource::Rule));
    assert!(own.explain(&Case { clock: Some(moved), ..fresh.clone() }).told.is_some());

    let by_hand = fresh.with_deadline(at("2026-11-22 12:00"), now).expect("open");
    let kept = own.clocks_of(&by_hand).map_or(by_hand.clock, |clocks| clocks.stage).expect("a clock");
    assert_eq!((kept.act_by, kept.source), (at("2026-11-22 12:00"), ClockSource::Manual));
    let ended = at_stage(CaseType::ReturnRefund, GoodsState::Received, Stage::Done);
    assert_eq!(own.clocks_of(&ended), None);
}

#[test]
fn a_clock_that_stood_still_keeps_its_pause_when_worked_out_anew() {
    let own = edited(
        "taobao.toml",
        "id = \"D9\"\nstage = \"buyer_decide\"\nact_hours = 168\npresume_hours = 168",
        "id = \"D9\"\nstage = \"buyer_decide\"\nact_hours = 192\npresume_hours = 192",
    );
    let refused = at_stage(CaseType::ReturnRefund, GoodsState::Received, Stage::BuyerDecide);
    let act_by = refused.running().expect("a clock").act_by;
    let step =
        |case: &Case, step, time| case.after(step, &StepInput::default(), rules(), at(time)).expect("a way").case;
    let asked = step(&refused, Step::Escalate, "2026-11-22 09:00");
    let still = own.clocks_of(&asked).and_then(|clocks| clocks.stage).expect("another clock");
    assert_eq!(still.stopped_at, Some(at("2026-11-22 09:00")));
    let back = step(&asked, Step::WithdrawArbitration, "2026-11-24 09:00");
    assert_eq!(
        back.clock.as_ref().map(|clock| (clock.act_by, clock.paused)),
        Some((act_by.plus(Span::days(2)), Span::days(2)))
    );
    let again = own.clocks_of(&back).and_then(|clocks| clocks.stage).expect("another clock");
    assert_eq!((again.act_by, again.paused), (act_by.plus(Span::days(3)), Span::days(2)));
}

#[test]
fn receipt_stands_still_while_a_case_is_open_and_goes_on_with_what_was_left() {
    use kefu::domain::aftersale::{OrderAsk, OrderClock};
    let start = at("2026-11-01 10:00");
    let platform = kefu::domain::Platform::Taobao;
    let ask = OrderAsk { platform, shop: None, on: OrderClock::Receipt, tag: None, start };
    let due = |cases: &[(&str, Option<&str>)]| {
        let cases: Vec<_> = cases.iter().map(|(from, to)| (at(from), to.map(at))).collect();
        let held = rules().receipt(&ask, &cases).expect("a row");
        (held.due.act_by, held.stopped_at)
    };
    assert_eq!(due(&[]), (at("2026-11-11 10:00"), None));
    assert_eq!(due(&[("2026-11-03 10:00", Some("2026-11-05 10:00"))]), (at("2026-11-13 10:00"), None));
    // Two that overlap count once; a third after the first end counts too.
    let two = [("2026-11-03 10:00", Some("2026-11-05 10:00")), ("2026-11-04 10:00", Some("2026-11-06 10:00"))];
    assert_eq!(due(&two), (at("2026-11-14 10:00"), None));
    assert_eq!(due(&[two[0], ("2026-11-12 10:00", None)]), (at("2026-11-13 10:00"), Some(at("2026-11-12 10:00"))));
    // One that begins after the goods count as received changes nothing.
    assert_eq!(due(&[("2026-11-11 10:00", None)]), (at("2026-11-11 10:00"), None));
}

#[test]
fn a_moved_wall_clock_expires_nothing_by_itself() {
    let case = case(CaseType::ReturnRefund, GoodsState::Received);
    let clock = case.running().expect("a clock");
    for jump in ["2026-11-21 20:00", "1970-01-01 00:00", "2038-01-19 11:14", "2100-01-01 00:00", "2026-11-20 20:00"] {
        let now = at(jump);
        assert_eq!(clock.is_presumed_over(now), now >= clock.presume_at, "{jump}");
        assert_eq!(case.left(now), Some(clock.act_by.since(now)));
        assert_eq!(case.stage, Stage::SellerReview, "only a step moves a case");
    }
    // A stop and a start of the clock with the wall clock set back in between takes nothing away.
    let stopped = clock.clone().stopped(at("2026-11-21 12:00"));
    assert_eq!(stopped.resumed(at("2026-11-21 09:00")).act_by, clock.act_by);
}

#[test]
fn what_the_platform_wants_has_a_clock_of_its_own() {
    let refused = at_stage(CaseType::ReturnRefund, GoodsState::Received, Stage::BuyerDecide);
    let refused = Case { platform: kefu::domain::Platform::Wechat, ..refused };
    let now = at("2026-11-22 09:00");
    let asked = refused.after(Step::Escalate, &whole().as_fact(), rules(), now).expect("a way").case;
    let clock = asked.running().expect("an answer is wanted");
    assert_eq!((clock.rule.as_deref(), clock.act_by), (Some("D18"), at("2026-11-24 09:00")));
    assert!(asked.waits_for_us());
    let over = at("2026-11-24 09:00");
    let judged = asked.after(Step::Timeout, &whole(), rules(), over).expect("overdue").case;
    assert_eq!(judged.arbitration, kefu::domain::aftersale::Arbitration::Judging);
    // A time set by hand, or told by the platform, is that of what the platform wants now.
    let set = asked.with_deadline(at("2026-11-23 12:00"), now).expect("open");
    assert_eq!(set.running().map(|clock| clock.act_by), Some(at("2026-11-23 12:00")));
    assert_eq!(set.clock, asked.clock, "the stage's clock stands still as it was");
}
