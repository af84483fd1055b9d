//! Live orders: adapters behind `domain::source`, and the rule of when to ask what.
//!
//! An adapter turns a platform's interface into facts. The [`poll::Poller`] asks it: for what changed, with an overlap; and by id
//! for the orders a change may pass by in silence, because a shop's own time of change cannot be trusted.

mod http;
mod json;
pub mod poll;
mod vendure;
mod woo;

use crate::domain::source::{OrderSource, Secret, SourceKind};

/// What an adapter is opened with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Access {
    /// Which adapter.
    pub kind: SourceKind,
    /// Where the shop is, as `domain::source::shop_url` leaves it.
    pub url: String,
    /// Who signs in: a user of Vendure (none: the secret is an API key), the consumer key of WooCommerce.
    pub user: Option<String>,
    /// The password, API key or consumer secret.
    pub secret: Secret,
    /// The shop's name in kefu.
    pub shop: String,
    /// The name of the source: it stands before the ids of refunds, which one shop's server counts from 1.
    pub name: String,
    /// The channel token of Vendure, where a server has several.
    pub channel: Option<String>,
    /// True when a refund is to be carried out by the payment provider that WooCommerce is connected to; else the shop
    /// only writes it down, and the money is sent by hand.
    pub gateway: bool,
}

/// The adapter of a source; nothing is asked yet.
pub fn open(access: Access) -> Box<dyn OrderSource> {
    match access.kind {
        SourceKind::Vendure => Box::new(vendure::Vendure::new(access)),
        SourceKind::WooCommerce => Box::new(woo::Woo::new(access)),
    }
}
