//! Reads the files platforms export: bytes in, facts out. No SQL, no names of files, no clock.
//!
//! Start with [`read()`]: it finds out what the file is from its content alone (container, encoding, header row),
//! then hands over facts in batches, each with the row to go on from. What cannot be read is listed with its row,
//! never guessed.

pub mod cell;
pub mod csv;
mod fault;
pub mod format;
mod html;
mod read;
pub mod record;
pub mod sheets;
pub mod sniff;
pub mod taobao;
mod told;
mod top;
mod workbook;

pub use format::Format;
pub use read::{Batch, Found, Options, REJECTS_MAX, Sink, Summary, read};
pub use told::{Code, Reject, Told};
