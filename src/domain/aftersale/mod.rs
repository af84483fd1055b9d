//! After-sales cases: what is asked for, whose turn it is, until when, and what happens if nobody acts.
//!
//! Start with [`Case`], then [`Step`]: a step is put to a case, which changes or refuses.

pub mod amount;
pub mod apply;
pub mod case;
pub mod clock;
pub(crate) mod coded;
pub mod compensation;
mod decide;
pub mod evidence;
mod foresee;
pub mod freight;
mod guard;
pub mod in_goods;
pub mod join;
mod likely;
pub mod limits;
pub mod observe;
pub mod open;
pub mod reason;
pub mod refusal;
mod returns;
pub mod rules;
mod shop;
pub mod step;
mod transition;
pub mod words;

pub use apply::{CaseEffect, Change, Choice};
pub use case::{Anomaly, Case, CaseEvent, CaseWeek, EvidenceItem, Offer};
pub use clock::{CaseClock, ClockSource, ClockView, Confidence, NoClock, OnTimeout, StartEvent, Warn};
pub use evidence::{Proof, ReturnDoubt};
pub use foresee::{Foreseen, Found, WhatIf};
pub use freight::{AgreedFreight, Freight, FreightShare, Payer, freight as freight_of};
pub use guard::type_fits;
pub use join::{Meant, Numbered, meant};
pub use limits::{Authority, Limits, Second};
pub use observe::{Observed, ToldArbitration};
pub use open::{OpenCase, Opening, goods_of};
pub use reason::{Reason, ReasonRow};
pub use refusal::Refusal;
pub use returns::ReturnAddress;
pub use rules::{
    Deadline, DeadlineOn, Due, Explanation, Extension, Held, Lasts, Loss, OrderAsk, OrderClock, Rules, TryLimit,
};
pub use step::{Intention, Origin, Step, StepInput, Waybill};
pub use words::{
    Arbitration, CaseOrder, CaseType, EvidenceKind, Fault, GoodsState, OurStep, ParcelFact, Party, Phase, Stage,
};
