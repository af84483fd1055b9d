//! The ways to customers: adapters behind `domain::channel`, and the worker that hands them what is due.
//!
//! An adapter lives on a thread of its own; it emits events and takes commands and never sees the data file. The
//! worker does the book-keeping through the [`Outbox`] port: a row is leased before it is handed out, and what was
//! handed out and never answered is sent again only where the channel knows our key.

pub mod clipboard;
pub mod outbox;

use std::sync::mpsc::{Receiver, Sender};

use crate::domain::Clock;
use crate::domain::channel::{Caps, ChannelCommand, ChannelEvent};

pub use outbox::{Due, Outbox, Outcome, Ring, Worker};

/// An adapter.
pub trait Channel: Send {
    /// Its name in the data file, such as `demo`, `clipboard:taobao`.
    fn name(&self) -> &str;
    /// What it can do.
    fn caps(&self) -> Caps;
    /// Lives on the calling thread until it is told to stop or nobody listens.
    fn run(self: Box<Self>, commands: &Receiver<ChannelCommand>, events: &Sender<ChannelEvent>, clock: &dyn Clock);
}
