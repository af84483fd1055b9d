//! Reads the files platforms export: bytes in, facts out. No SQL, no names of files, no clock.
//!
//! Start with [`read()`]: it finds out what the file is from its content alone (container, encoding, header row),
//! then hands over facts in batches, each with the row to go on from. What cannot be read is listed with its row,
//! never guessed.

pub mod alipay;
pub mod amazon;
pub mod cell;
mod columns;
pub mod csv;
mod dispatch;
pub mod douyin;
pub mod ebay;
mod fault;
pub mod format;
mod group;
mod html;
pub mod jd;
mod old_book;
pub mod pdd;
pub mod phrases;
mod preview;
mod read;
mod reader;
pub mod record;
mod run;
mod sales;
pub mod sheets;
pub mod shopify;
pub mod sniff;
pub mod taobao;
mod told;
mod top;
pub mod woocommerce;
mod workbook;

pub use format::Format;
pub use preview::{Preview, PreviewColumn, column_fields};
pub use read::{Batch, Found, Options, REJECTS_MAX, Sink, Summary, read};
pub use told::{Code, Reject, Told};
