//! Second persons and their PINs, in words.

use super::macros::texts;
use super::{Lang, Said};
use crate::domain::aftersale::limits::PinCheck;
use crate::domain::{Time, Zone};

texts! {
    second_field: "谁来批" | "approver";
    pin_field: "PIN" | "PIN";
    pin_wrong(name: &str, left: i64): "{name} 的 PIN 不对，还能试 {left} 次。" | "That is not the PIN of {name}; {left} tries are left.";
    h_pin_wrong: "请本人再输一次；每次输错都有记录。" | "Ask them to type it again; each wrong one is on record.";
    pin_locked(name: &str, until: &str): "{name} 的 PIN 输错太多次，{until} 之前不能再试。" | "The PIN of {name} was wrong too often; none is taken before {until}.";
    h_pin_locked: "过一会儿再试，或请另一位主管来批。" | "Try again later, or ask another lead.";
    pin_unset(name: &str): "{name} 还没有 PIN。" | "{name} has no PIN yet.";
    h_pin_unset: "请本人用 kefu agents pin 设置。" | "They set one with kefu agents pin.";
}

impl Lang {
    /// Why a PIN was not taken, and what to do.
    pub fn pin_refused(self, check: PinCheck, name: &str, zone: Zone, now: Time) -> Said {
        let (what, hint) = match check {
            PinCheck::Wrong { left } => (self.pin_wrong(name, left), self.h_pin_wrong()),
            PinCheck::Locked { until } => (self.pin_locked(name, &zone.short(until, now)), self.h_pin_locked()),
            PinCheck::Unset | PinCheck::Right => (self.pin_unset(name), self.h_pin_unset()),
        };
        Said { what, hint: hint.to_owned() }
    }
}
