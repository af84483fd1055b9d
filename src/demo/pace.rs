//! How fast scripted customers come, type and lose patience.

use crate::domain::Span;

/// The rhythm of the customers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pace {
    /// The shortest and longest time between two customers' first messages.
    pub arrivals: (Span, Span),
    /// How many conversations may be going on at once; more customers wait outside.
    pub alive_max: usize,
    /// No customer begins after so many; none set means they keep coming.
    pub customers_max: Option<usize>,
}

impl Default for Pace {
    /// A living shop: somebody writes every 5 to 20 s, a dozen talk at once.
    fn default() -> Self {
        Pace { arrivals: (Span::secs(5), Span::secs(20)), alive_max: 12, customers_max: None }
    }
}

impl Pace {
    /// A shift as one agent lives it: somebody new every one to four minutes.
    pub const fn shift() -> Self {
        Pace { arrivals: (Span::minutes(1), Span::minutes(4)), alive_max: 12, customers_max: None }
    }
}
