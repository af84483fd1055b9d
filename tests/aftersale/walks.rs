//! Walks at random: whatever is tried, the invariants stand.

use kefu::domain::aftersale::{
    Case, CaseType, ClockView, GoodsState, NoClock, Origin, OurStep, Stage, Step, StepInput,
};
use kefu::domain::{Money, Span};
use proptest::prelude::*;

use super::{at, opening, rules, whole};

fn holds(before: &Case, after: &Case) -> Result<(), TestCaseError> {
    prop_assert!(before.is_open() || before == after, "a closed case never moves");
    if let (Some(amount), Some(cap)) = (after.amount, after.max_amount) {
        prop_assert!(amount.minor() <= cap.minor(), "a refund never exceeds its cap");
    }
    match after.clock_view() {
        ClockView::Running(clock) | ClockView::Stopped(clock) => {
            prop_assert!(clock.act_by <= clock.presume_at);
            prop_assert!(clock.rule.is_some() && clock.rule_version.is_some());
        }
        ClockView::None(why) => {
            let said = match why {
                NoClock::Ended => !after.is_open(),
                NoClock::PlatformPays => after.stage == Stage::Refunding,
                NoClock::PlatformDecides => after.arbitration.is_active(),
                NoClock::NoRule(stage) => stage == after.stage && stage != Stage::Refunding,
            };
            prop_assert!(said, "{why:?} at {:?}", after.stage);
        }
    }
    let noted = after.our_step == OurStep::ToDoOnPlatform;
    prop_assert_eq!(noted, after.intention.is_some());
    if noted && before.intention.is_none() {
        prop_assert_eq!(&after.clock, &before.clock, "an intention never hides a clock");
        prop_assert_eq!(after.stage, before.stage);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn invariants_stand_on_every_walk(
        kind in 0usize..5, goods in 0usize..5,
        moves in prop::collection::vec((0usize..27, any::<bool>(), 0i64..8_000, 0i64..60), 1..40),
    ) {
        let rules = rules();
        let (kind, goods) = (CaseType::ALL[kind], GoodsState::ALL[goods]);
        let mut case = Case::open(opening(kind, goods), rules).expect("opens").case;
        let mut now = at("2026-11-20 20:00");
        for (act, desk, fen, hours) in moves {
            now = now.plus(Span::hours(hours));
            let origin = if desk { Origin::Desk } else { Origin::Platform };
            let amount = Some(Money::fen(if desk { fen } else { 5_900 }));
            let input = StepInput { origin, amount, kind: desk.then_some(CaseType::ALL[fen as usize % 5]), ..whole() };
            let next = match act {
                25 => case.mark_done(None, rules, now).map(|change| change.case),
                26 => case.drop_intention(),
                n => case.after(Step::ALL[n % Step::ALL.len()], &input, rules, now).map(|change| change.case),
            };
            if let Ok(next) = next {
                holds(&case, &next)?;
                case = next;
            }
        }
    }
}
