use proptest::prelude::*;

use super::*;
use crate::domain::campaign::{Campaign, Hours};
use crate::domain::zone::CHINA;
use crate::domain::{OrderId, Platform, SafeText, Span, Time};

fn at(text: &str) -> Time {
    Time::parse_rfc3339(&format!("2026-11-{text}:00+08:00")).expect("time")
}
fn placed(text: &str) -> ReminderFacts {
    let starts_at = at(text);
    ReminderFacts { starts_at, ends_at: Some(starts_at.plus(Span::hours(24))), ..ReminderFacts::default() }
}
fn quiet() -> Vec<Hours> {
    ["22:00-08:00", "11:30-13:30", "17:30-19:00"].into_iter().filter_map(Hours::parse).collect()
}
fn is_quiet(at: Time) -> bool {
    QuietHours(&quiet()).hold(at, CHINA)
}
fn ruled() -> Reminders {
    Reminders { quiet: quiet(), ..Reminders::default() }
}
fn sale() -> Campaign {
    let day =
        |d, h| chrono::NaiveDate::from_ymd_opt(2026, 11, d).and_then(|day| day.and_hms_opt(h, 0, 0)).expect("day");
    Campaign {
        name: SafeText::line("双11"),
        from: day(10, 20),
        to: day(12, 0),
        platforms: Vec::new(),
        shops: Vec::new(),
        tag: None,
        deadlines: Vec::new(),
        rhythm: Some(Rhythm {
            after: vec![Span::minutes(10), Span::hours(1)],
            before_close: Span::hours(2),
            closing: Span::minutes(10),
            max: 3,
            window: Span::hours(24),
        }),
        quiet: Some(Vec::new()),
        first_response: None,
        metrics_off: false,
        source: SafeText::line("announced"),
    }
}

#[test]
fn an_order_is_reminded_of_at_each_beat_once() {
    let (rules, mut facts) = (Reminders::default(), placed("20T00:00"));
    let due = |facts: &ReminderFacts, time| rules.due(facts, at(time), CHINA);
    assert_eq!(due(&facts, "20T00:00"), Err(Skip::TooEarly { next: at("20T00:20") }));
    assert_eq!(due(&facts, "20T01:00"), Ok(1));
    facts.reminded.push(at("20T01:00"));
    assert_eq!(due(&facts, "20T01:00"), Err(Skip::Reminded { at: at("20T01:00"), next: Some(at("20T02:00")) }));
    assert_eq!(due(&facts, "20T13:00"), Ok(3));
    facts.reminded.push(at("20T13:00"));
    assert_eq!(due(&facts, "20T20:00"), Err(Skip::Reminded { at: at("20T13:00"), next: Some(at("20T22:00")) }));
    assert_eq!(due(&facts, "20T23:00"), Ok(4));
    facts.reminded.push(at("20T23:00"));
    assert!(matches!(due(&facts, "20T23:00"), Err(Skip::Enough { sent: 3, .. })));
}

#[test]
fn stop_rules_come_before_the_rhythm_and_each_has_its_reason() {
    let now = at("20T13:00");
    let (twin, soon) = (OrderId::new(7), now.plus(Span::minutes(9)));
    let li = SafeText::line("小李");
    let facts = || placed("20T00:00");
    for (facts, skip, forced) in [
        (ReminderFacts { do_not_contact: true, ..facts() }, Skip::DoNotContact, false),
        (ReminderFacts { blocked: true, ..facts() }, Skip::Blocked, false),
        (ReminderFacts { settled: true, ..facts() }, Skip::Settled, false),
        (ReminderFacts { paid_twin: Some(twin), ..facts() }, Skip::PaidTwin(twin), false),
        (ReminderFacts { said_no: true, ..facts() }, Skip::SaidNo, true),
        (ReminderFacts { out_of_stock: Some(now), ..facts() }, Skip::OutOfStock { counted_at: now }, true),
        (ReminderFacts { open_case: true, ..facts() }, Skip::OpenCase, true),
        (ReminderFacts { unknown: true, ..facts() }, Skip::Unknown, true),
        (ReminderFacts { waits_for_us: true, ..facts() }, Skip::WaitsForUs, true),
        (ReminderFacts { ends_at: Some(soon), ..facts() }, Skip::Closing { at: soon }, true),
        (ReminderFacts { ends_at: Some(now), ..facts() }, Skip::Closed { at: now }, false),
        (ReminderFacts { to_buyer: vec![now], ..facts() }, Skip::JustWritten { at: now }, true),
        (ReminderFacts { kind: ReminderKind::Review, ..facts() }, Skip::NoRule, true),
        (
            ReminderFacts { in_progress: Some((li.clone(), now)), ..facts() },
            Skip::InProgress { by: li.clone(), at: now },
            false,
        ),
    ] {
        assert_eq!(skip.may_be_forced(), forced, "{skip:?}");
        assert_eq!(Reminders::default().due(&facts, now, CHINA), Err(skip));
    }
}

#[test]
fn an_order_that_closes_within_half_an_hour_is_reminded_of_at_once() {
    let facts = ReminderFacts { ends_at: Some(at("20T09:30")), ..placed("20T09:00") };
    assert_eq!(Reminders::default().due(&facts, at("20T09:01"), CHINA), Ok(1));
}

#[test]
fn a_beat_in_quiet_hours_moves_earlier_and_one_that_cannot_waits_for_their_end() {
    // 12 hours after 10:40 is 22:40: due at 21:59. The last one, 2 hours before 10:40, stays.
    assert_eq!(
        ruled().beats_of(&placed("20T10:40"), CHINA),
        [at("20T11:00"), at("20T11:29"), at("20T21:59"), at("21T08:40")]
    );
    // Placed at night: nobody is woken, and nothing is lost.
    let night = placed("20T23:00");
    assert_eq!(ruled().due(&night, at("20T23:30"), CHINA), Err(Skip::Quiet { until: at("21T08:00") }));
    assert_eq!(ruled().due(&night, at("21T08:00"), CHINA), Ok(1));
}

#[test]
fn a_campaign_has_its_own_beats_and_hours() {
    let rules = Reminders { campaigns: vec![sale()], ..ruled() };
    let facts = placed("10T23:00");
    assert_eq!(rules.due(&facts, at("10T23:10"), CHINA), Ok(1));
    assert_eq!(rules.due(&placed("09T23:00"), at("09T23:30"), CHINA), Err(Skip::Quiet { until: at("10T08:00") }));
    // What was placed before it keeps its beats, and is told at its hours.
    assert_eq!(rules.due(&placed("10T11:00"), at("10T22:30"), CHINA), Ok(2));
}

#[test]
fn a_shop_of_its_own_rhythm_comes_before_its_platform() {
    let general = Reminders::default().plans[0].clone();
    let taobao = Plan { platforms: vec![Platform::Taobao], after: vec![Span::hours(1)], ..general.clone() };
    let own = Plan { shop: Some(SafeText::line("旗舰店")), after: vec![Span::hours(3)], ..general.clone() };
    let rules = Reminders { plans: vec![general, own, taobao], ..Reminders::default() };
    let first = |platform, shop| rules.plan(ReminderKind::Payment, platform, shop).map(|plan| plan.after[0]);
    assert_eq!(first(Platform::Jd, ""), Some(Span::minutes(20)));
    assert_eq!(first(Platform::Taobao, "别的店"), Some(Span::hours(1)));
    assert_eq!(first(Platform::Taobao, "旗舰店"), Some(Span::hours(3)));
}

#[test]
fn buyers_who_come_again_are_reminded_sooner_and_less_often() {
    let mut rules = Reminders::default();
    rules.plans[0].after_regular = Some(vec![Span::minutes(15), Span::hours(12)]);
    let regular = ReminderFacts { regular: true, ..placed("20T00:00") };
    assert_eq!(rules.due(&regular, at("20T00:15"), CHINA), Ok(1));
    assert_eq!(rules.beats_of(&regular, CHINA), [at("20T00:15"), at("20T12:00"), at("20T22:00")]);
}

#[test]
fn quiet_hours_that_never_end_move_nothing() {
    let halves: Vec<Hours> = ["00:00-12:00", "12:00-24:00"].into_iter().filter_map(Hours::parse).collect();
    let all_day = QuietHours(&halves);
    assert_eq!((all_day.until(at("20T10:00"), CHINA), all_day.earlier(at("20T10:00"), CHINA)), (None, at("20T10:00")));
}

#[test]
fn data_older_than_allowed_asks_first() {
    assert!(!is_old(at("20T00:00"), at("20T04:00"), Span::hours(4)));
    assert!(is_old(at("20T00:00"), at("20T04:01"), Span::hours(4)));
}

proptest! {
    /// Whoever asks at every step and sends whatever is due never sends too often, at a quiet hour or without a reason.
    #[test]
    fn whatever_is_sent_keeps_the_limit_and_the_quiet_hours(
        start in 0i64..2 * 24 * 60, hours in 1i64..72, step in 1i64..90, others in prop::collection::vec(0i64..72 * 60, 0..4),
        max in 1usize..4, in_sale in any::<bool>(),
    ) {
        let campaigns = if in_sale { vec![sale()] } else { Vec::new() };
        let rules = Reminders { max, campaigns, ..ruled() };
        let begin = at("10T00:00").plus(Span::minutes(start));
        let mut facts = ReminderFacts {
            starts_at: begin,
            ends_at: Some(begin.plus(Span::hours(hours))),
            ..ReminderFacts::default()
        };
        let mut last = 0;
        for n in 0..(hours * 60 + 120) / step {
            let now = begin.plus(Span::minutes(n * step));
            facts.to_buyer = others.iter().map(|m| begin.plus(Span::minutes(*m))).filter(|at| *at <= now).collect();
            match rules.due(&facts, now, CHINA) {
                Ok(beat) => {
                    prop_assert!(beat > last, "beats are monotone");
                    prop_assert!(facts.ends_at.is_some_and(|end| now < end));
                    let loud = in_sale && sale().runs_at(now, CHINA);
                    prop_assert!(loud || !is_quiet(now));
                    let all = facts.reminded.iter().chain(&facts.to_buyer);
                    prop_assert!(all.filter(|at| now.since(**at) < rules.window).count() < max);
                    facts.reminded.push(now);
                    last = beat;
                }
                Err(skip) => prop_assert!(!skip.code().is_empty()),
            }
        }
    }

    #[test]
    fn a_beat_never_moves_later_nor_before_the_wait_began(start in 0i64..3 * 24 * 60, hours in 1i64..48) {
        let begin = at("10T00:00").plus(Span::minutes(start));
        let facts = ReminderFacts {
            starts_at: begin,
            ends_at: Some(begin.plus(Span::hours(hours))),
            ..ReminderFacts::default()
        };
        let (plain, moved) = (Reminders::default().beats_of(&facts, CHINA), ruled().beats_of(&facts, CHINA));
        prop_assert!(!moved.is_empty() && moved.len() <= plain.len());
        prop_assert!(moved.iter().all(|beat| *beat >= begin && (*beat == begin || !is_quiet(*beat))));
        prop_assert!(moved.iter().zip(&plain).all(|(moved, plain)| moved <= plain) || moved.len() < plain.len());
    }
}
