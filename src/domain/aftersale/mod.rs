//! After-sales cases: what is asked for, whose turn it is, until when, and what happens if nobody acts.
//!
//! Start with [`Case`], then [`Step`]: a step is put to a case, which changes or refuses.

pub mod amount;
pub mod case;
pub mod clock;
pub(crate) mod coded;
pub mod reason;
pub mod step;
pub mod words;

pub use case::{Anomaly, Case, CaseEvent, EvidenceItem, Freight, FreightShare, Offer};
pub use clock::{CaseClock, ClockSource, ClockView, Confidence, NoClock, OnTimeout, StartEvent, Warn};
pub use reason::{Reason, ReasonRow};
pub use step::{Intention, Origin, Step, StepInput, Waybill};
pub use words::{Arbitration, CaseType, EvidenceKind, Fault, GoodsState, OurStep, ParcelFact, Party, Phase, Stage};
