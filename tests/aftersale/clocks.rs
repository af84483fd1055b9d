//! Deadlines worked by hand: from when, until when, by which row.

use kefu::domain::aftersale::{
    Case, CaseType, ClockSource, Extension, GoodsState, OrderAsk, OrderClock, Stage, Step, StepInput, Warn,
};
use kefu::domain::{Platform, SafeText, Span};

use super::{at, at_stage, opening, rules, whole};

#[test]
fn sixty_deadlines_worked_by_hand() {
    use CaseType::*;
    use GoodsState::*;
    // Type, goods, tag, applied, act by, presumed at, row.
    let rows = [
        (RefundOnly, Unshipped, None, "48h", "48h", "D4"),
        (RefundOnly, NotReceived, None, "48h", "120h", "D5"),
        (RefundOnly, Received, None, "48h", "120h", "D5"),
        (RefundOnly, Unknown, None, "48h", "120h", "D5"),
        (RefundOnly, Received, Some("virtual"), "72h", "72h", "D5-virtual"),
        (ReturnRefund, Received, None, "48h", "120h", "D6"),
        (Exchange, Received, None, "48h", "120h", "D6"),
        (Repair, Received, None, "48h", "120h", "D6"),
    ];
    // Applied, and the same wall clock two, three and five days on: month ends, a leap day, a new year, other offsets.
    let starts = [
        ("2026-11-20 20:00", "2026-11-22 20:00", "2026-11-23 20:00", "2026-11-25 20:00"),
        ("2026-11-29 23:59", "2026-12-01 23:59", "2026-12-02 23:59", "2026-12-04 23:59"),
        ("2028-02-27 09:30", "2028-02-29 09:30", "2028-03-01 09:30", "2028-03-03 09:30"),
        ("2027-02-27 09:30", "2027-03-01 09:30", "2027-03-02 09:30", "2027-03-04 09:30"),
        ("2026-12-30 00:00", "2027-01-01 00:00", "2027-01-02 00:00", "2027-01-04 00:00"),
        ("2026-10-01 08:00", "2026-10-03 08:00", "2026-10-04 08:00", "2026-10-06 08:00"),
        ("2026-03-07T20:00:00-05:00", "2026-03-10 09:00", "2026-03-11 09:00", "2026-03-13 09:00"),
        ("2026-04-30T16:00:00Z", "2026-05-03 00:00", "2026-05-04 00:00", "2026-05-06 00:00"),
    ];
    let mut worked = 0;
    for (kind, goods, tag, act, presume, id) in rows {
        for (applied, two, three, five) in starts {
            let due = |span| {
                at(match span {
                    "48h" => two,
                    "72h" => three,
                    _ => five,
                })
            };
            let opening = kefu::domain::aftersale::Opening {
                applied_at: at(applied),
                tag: tag.map(str::to_owned),
                ..opening(kind, goods)
            };
            let case = Case::open(opening, rules()).expect("opens").case;
            let clock = case.running().expect("a clock");
            assert_eq!((clock.act_by, clock.presume_at), (due(act), due(presume)), "{id} {applied}");
            assert_eq!((clock.rule.as_deref(), clock.source), (Some(id), ClockSource::Rule));
            worked += 1;
        }
    }
    assert!(worked >= 60, "{worked}");
}

#[test]
fn later_stages_have_their_own_clocks() {
    use CaseType::*;
    for (kind, stage, days, id, calm) in [
        (ReturnRefund, Stage::BuyerReturn, 7, "D7", true),
        (ReturnRefund, Stage::SellerReceive, 10, "D8", false),
        (ReturnRefund, Stage::BuyerDecide, 7, "D9", true),
        (Exchange, Stage::SellerSend, 5, "D16", false),
        (Resend, Stage::SellerSend, 5, "D16", false),
        (Exchange, Stage::BuyerReceive, 10, "D17", true),
    ] {
        let case = at_stage(kind, GoodsState::Received, stage);
        let clock = case.running().expect("a clock");
        assert_eq!(clock.rule.as_deref(), Some(id));
        assert_eq!(clock.act_by, at("2026-11-21 09:00").plus(Span::days(days)));
        assert_eq!(case.warn(clock.act_by) == Warn::Calm, calm, "{id}");
    }
    let resend = super::case(Resend, GoodsState::Received);
    assert!(resend.running().is_none(), "no row is known, and none is invented");
}

#[test]
fn the_platform_wins_over_the_rule_and_the_hand_over_both() {
    let told = at("2026-11-23 12:00");
    let case = Case::open(
        kefu::domain::aftersale::Opening {
            platform_deadline: Some(told),
            ..opening(CaseType::ReturnRefund, GoodsState::Received)
        },
        rules(),
    );
    let case = case.expect("opens").case;
    let clock = case.running().expect("a clock");
    assert_eq!((clock.act_by, clock.presume_at, clock.source), (told, told, ClockSource::Platform));
    let set = at("2026-11-22 09:00");
    let by_hand = case.with_deadline(set, at("2026-11-21 09:00")).expect("open");
    let again = kefu::domain::aftersale::Observed { deadline: Some(told), ..Default::default() };
    let clock_after = by_hand.observe(&again, rules(), at("2026-11-21 10:00")).case;
    assert_eq!(clock_after.running().map(|c| (c.act_by, c.source)), Some((set, ClockSource::Manual)));
}

#[test]
fn an_edit_starts_the_clock_anew() {
    let case = super::case(CaseType::ReturnRefund, GoodsState::Received);
    let edited = case.after(Step::Edit, &StepInput::default(), rules(), at("2026-11-21 08:00")).expect("edits").case;
    assert_eq!(edited.running().map(|c| c.act_by), Some(at("2026-11-23 08:00")));
    assert_eq!(edited.tries, 2);
}

#[test]
fn warn_bands_follow_the_time_left() {
    let case = super::case(CaseType::ReturnRefund, GoodsState::Received);
    for (now, warn) in [
        ("2026-11-21 19:59", Warn::Info),
        ("2026-11-21 20:00", Warn::Warn),
        ("2026-11-22 14:00", Warn::High),
        ("2026-11-22 19:00", Warn::Red),
        ("2026-11-22 20:00", Warn::Past),
    ] {
        assert_eq!(case.warn(at(now)), warn, "{now}");
    }
}

#[test]
fn a_signed_return_shortens_the_time_to_act() {
    let mut case = at_stage(CaseType::ReturnRefund, GoodsState::Received, Stage::BuyerReturn);
    case.return_signed_at = Some(at("2026-11-24 10:00"));
    let got = case.after(Step::TrackingFilled, &whole().as_fact(), rules(), at("2026-11-22 09:00")).expect("a way");
    let clock = got.case.clock.expect("a clock");
    assert_eq!((clock.act_by, clock.presume_at), (at("2026-11-26 10:00"), at("2026-12-02 09:00")));
}

#[test]
fn an_announced_extension_puts_a_deadline_off() {
    let mut own = rules().clone();
    let day = |d| chrono::NaiveDate::from_ymd_opt(2026, 11, d).expect("day");
    own.extensions.push(Extension {
        from: day(22),
        to: day(23),
        add: Span::hours(24),
        stages: vec![Stage::SellerReview],
        orders: vec![],
        arbitration: false,
        platforms: vec![],
        shops: vec![],
        source: SafeText::line("announcement"),
        confidence: kefu::domain::aftersale::Confidence::High,
    });
    let case = Case::open(opening(CaseType::ReturnRefund, GoodsState::Received), &own).expect("opens").case;
    let clock = case.running().expect("a clock");
    assert_eq!((clock.act_by, clock.presume_at), (at("2026-11-23 20:00"), at("2026-11-25 20:00")));
}

#[test]
fn orders_have_deadlines_too() {
    let start = at("2026-11-20 20:30");
    let due_on = |platform, on, tag| {
        rules().order_deadline(&OrderAsk { platform, shop: None, on, tag, start }).map(|due| due.act_by)
    };
    let due = |on, tag| due_on(Platform::Tmall, on, tag);
    assert_eq!(due(OrderClock::Unpaid, None), Some(at("2026-11-21 20:30")));
    assert_eq!(due(OrderClock::Unpaid, Some("flash")), Some(at("2026-11-20 21:00")));
    assert_eq!(due(OrderClock::ToShip, None), Some(at("2026-11-22 20:30")));
    assert_eq!(due(OrderClock::ToShip, Some("big_sale")), Some(at("2026-11-23 20:30")));
    assert_eq!(due(OrderClock::NoReason, None), Some(at("2026-11-28 00:00")), "to the end of the seventh day");
    assert!(due_on(Platform::Shopify, OrderClock::Unpaid, None).is_none());
}
