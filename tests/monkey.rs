//! Random keys, pastes, sizes, clocks and languages on the workstation over a real store, without threads: answers come
//! late, in the order the reader and the store thread keep, and other people write meanwhile.

#[path = "monkey/ape.rs"]
mod ape;
#[path = "monkey/dice.rs"]
mod dice;
#[path = "support/keys.rs"]
mod keys;
#[path = "monkey/room.rs"]
mod room;

use ape::Ape;

/// Runs so many events and looks at what must hold.
fn let_loose(seed: u64, events: usize) {
    let mut ape = Ape::new(seed);
    while ape.events() < events {
        ape.does_something();
    }
    ape.ends_well();
}

#[test]
fn nothing_an_ape_does_breaks_sends_twice_or_sends_a_gap() {
    for seed in 1..=2 {
        let_loose(seed, 10_000);
    }
}

#[test]
#[ignore = "a million events; scripts/test --nightly runs it"]
fn nothing_an_ape_does_in_a_million_events_breaks_sends_twice_or_sends_a_gap() {
    for seed in 100..150 {
        let_loose(seed, 20_000);
    }
}
