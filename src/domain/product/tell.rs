//! What a card lets a reply say: the product's name, and its stock while the count is fresh.

use super::{Card, Sku, short_title};
use crate::domain::order::OrderLine;
use crate::domain::reply::{Fields, Placeholder};
use crate::domain::stock::Told;
use crate::domain::time::Time;

/// A name longer than this is no part of a sentence.
const NAME_MAX: usize = 20;

impl Card {
    /// The one of its codes that is meant: the one the customer's words name, the one ordered, or the only one. Nothing
    /// when it could be several: pieces of another colour are no answer.
    pub fn meant(&self, lines: &[OrderLine], said: &str) -> Option<&Sku> {
        if let [only] = self.skus.as_slice() {
            return Some(only);
        }
        let named: Vec<&Sku> = self.skus.iter().filter(|sku| is_named(sku, said)).collect();
        match named.as_slice() {
            [one] => return Some(one),
            [] => {}
            _ => return None,
        }
        let ordered = |sku: &&Sku| {
            lines.iter().any(|line| {
                let code = line.outer_id.as_str();
                !code.is_empty() && code.eq_ignore_ascii_case(&sku.code)
                    || !sku.sku.is_empty() && line.sku.as_str() == sku.sku.as_str()
            })
        };
        let ordered: Vec<&Sku> = self.skus.iter().filter(ordered).collect();
        if let [one] = ordered.as_slice() { Some(one) } else { None }
    }

    /// What may be said of the stock of what is meant.
    pub fn told_of(&self, lines: &[OrderLine], said: &str, now: Time) -> Told {
        self.meant(lines, said).map_or(Told::Unknown, |sku| sku.told(now))
    }

    /// Fills what a reply says of the product. A stale count, and one that could be of another code, is left out.
    pub fn fill(&self, fields: &mut Fields, lines: &[OrderLine], said: &str, now: Time) {
        fields.set(Placeholder::Product, &short_title(&self.title, NAME_MAX));
        if let Some((pieces, counted_at)) = self.told_of(lines, said, now).count() {
            fields.set_stock(pieces, counted_at, now);
        }
    }
}

/// True when the words name one of the code's own properties, or the code itself.
fn is_named(sku: &Sku, said: &str) -> bool {
    let value = |part: &str| part.rsplit(['：', ':']).next().unwrap_or(part).trim().to_owned();
    let parts = sku.sku.as_str().split([';', '；', ',', '，', ' ', '/']).map(value);
    let code = sku.code.len() >= 3 && said.to_lowercase().contains(&sku.code.to_lowercase());
    code || parts.filter(|part| part.chars().count() >= 2).any(|part| said.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::ProductId;
    use crate::domain::reply::ReplyLang;
    use crate::domain::stock::Stock;
    use crate::domain::{SafeText, Span};

    const NOW: Time = Time::from_ms(1_795_000_000_000);

    fn card(hours: i64) -> Card {
        let sku = |code: &str, name: &str, quantity| Sku {
            code: code.into(),
            sku: SafeText::line(name),
            stock: vec![Stock { warehouse: SafeText::default(), quantity, counted_at: NOW.minus(Span::hours(hours)) }],
        };
        let skus = vec![sku("KB87-CHA", "轴体：茶轴", 12), sku("KB87-HONG", "轴体：红轴", 3)];
        Card { title: SafeText::line("【次日达】茶轴键盘"), skus, ..Card::empty(ProductId::new(1)) }
    }

    fn stock(card: &Card, said: &str) -> Option<String> {
        let mut fields = Fields::new(ReplyLang::Zh);
        card.fill(&mut fields, &[], said, NOW);
        fields.value(Placeholder::Stock).map(str::to_owned)
    }

    #[test]
    fn stock_is_told_of_what_is_meant_and_only_while_it_is_fresh() {
        assert_eq!(stock(&card(1), "红轴还有吗"), Some("3".into()));
        assert_eq!(stock(&card(1), "还有吗"), None, "which of the two?");
        assert_eq!(stock(&card(5), "红轴还有吗"), None, "counted five hours ago");
    }

    #[test]
    fn a_name_in_a_sentence_has_no_promotion_before_it() {
        let mut fields = Fields::new(ReplyLang::Zh);
        card(1).fill(&mut fields, &[], "", NOW);
        assert_eq!(fields.value(Placeholder::Product), Some("茶轴键盘"));
    }
}
