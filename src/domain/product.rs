//! A product: as an order line names it, and as the shop's own sheets know it.

mod facts;
mod knowledge;
mod speech;
mod tell;

pub use facts::{BillFacts, GoodsFact, ParcelFacts, ProductFacts, ReviewFacts, StockFacts};
pub use knowledge::{Card, Fault, Knowledge, Sku, Topic};
pub use speech::{codes_in, is_service_word, link_ids};

use super::safe_text::SafeText;

/// What can be said of a product from the orders alone; stock and knowledge come with their own files.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Product {
    /// The shop's own code (商家编码), the stable key where there is one.
    pub outer_id: Option<String>,
    /// The title buyers see.
    pub title: SafeText,
    /// The properties chosen, such as colour and size.
    pub sku: Option<SafeText>,
}

impl Product {
    /// The title without bracketed promotion words, cut to `graphemes`, for use in a sentence to a buyer.
    pub fn short_title(&self, graphemes: usize) -> String {
        short_title(self.title.as_str(), graphemes)
    }
}

/// A title without bracketed promotion words, cut to `graphemes`.
pub fn short_title(title: &str, graphemes: usize) -> String {
    use unicode_segmentation::UnicodeSegmentation;
    let mut text = title;
    while let Some(rest) = text.trim_start().strip_prefix('【') {
        match rest.split_once('】') {
            Some((_, after)) => text = after,
            None => break,
        }
    }
    text.trim().graphemes(true).take(graphemes).collect()
}
