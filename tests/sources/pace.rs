//! How long is waited between two turns.

use kefu::domain::source::SourceFault;
use kefu::domain::{SafeText, Span};
use kefu::source::poll::{Pace, Trouble, Turn};

fn failed(fault: SourceFault) -> Result<Turn, Trouble> {
    Err(Trouble::Source(fault))
}

#[test]
fn while_all_is_well_the_interval_is_kept_and_more_pages_follow_at_once() {
    let mut pace = Pace::new(Span::secs(3), 42);
    assert_eq!(pace.after(&Ok(Turn::default())), Span::secs(3));
    assert_eq!(pace.after(&Ok(Turn { more: true, ..Turn::default() })), Span::ZERO);
}

#[test]
fn failures_wait_longer_each_time_up_to_five_minutes_and_never_in_step() {
    let down = || failed(SourceFault::Down(SafeText::default()));
    let (mut one, mut other) = (Pace::new(Span::secs(3), 1), Pace::new(Span::secs(3), 99));
    let mut differ = false;
    for n in 1..=20_u32 {
        let middle = (3_000_i64 << n.min(12)).min(300_000);
        let (a, b) = (one.after(&down()).ms(), other.after(&down()).ms());
        for ms in [a, b] {
            assert!(ms >= middle * 3 / 4 && ms <= middle * 5 / 4, "{n}: {ms} beside {middle}");
        }
        differ |= a != b;
    }
    assert!(differ);
    assert_eq!(one.after(&Ok(Turn::default())), Span::secs(3), "mended, it is asked as often as before");
}

#[test]
fn a_shop_that_asks_for_patience_gets_it_and_a_wrong_secret_is_tried_seldom() {
    let mut pace = Pace::new(Span::secs(3), 7);
    assert!(pace.after(&failed(SourceFault::Busy(Some(Span::secs(90))))) >= Span::secs(90));
    let mut pace = Pace::new(Span::secs(3), 7);
    assert!(pace.after(&failed(SourceFault::SignIn(SafeText::default()))) >= Span::minutes(5));
}
