//! The address check: what is sent to the buyer, and what differs from what is known.

use crate::domain::facts::is_masked;
use crate::domain::{Order, OrderId, SafeText};

/// What an address check found before the card goes out.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct AddressCheck {
    /// The export starred the address out: the buyer is asked to look at the card in the order instead.
    pub masked: bool,
    /// The buyer's last order with an address that is known, and what is other there.
    pub last: Option<(OrderId, Vec<Part>)>,
    /// What the buyer typed in the chat that is not in the order's address.
    pub typed: Vec<SafeText>,
}

/// A part of what is needed to deliver.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Who receives it.
    Receiver,
    /// The phone.
    Phone,
    /// The place.
    Address,
}

impl Part {
    /// Its code word in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Part::Receiver => "receiver",
            Part::Phone => "phone",
            Part::Address => "address",
        }
    }
}

/// Compares an order's address with the buyer's earlier orders, newest first, and with what they wrote.
pub fn check<'m>(order: &Order, earlier: &[Order], said: impl IntoIterator<Item = &'m SafeText>) -> AddressCheck {
    let masked = is_masked(&order.address) || is_masked(&order.phone) || order.address.trim().is_empty();
    let known = |other: &&Order| other.id != order.id && !other.address.trim().is_empty() && !is_masked(&other.address);
    let last = earlier.iter().find(known).filter(|_| !masked).map(|last| (last.id, differences(order, last)));
    let typed = said.into_iter().filter(|text| places(text) && !within(order, text)).map(SafeText::to_line).collect();
    AddressCheck { masked, last, typed }
}

/// What differs between two orders; what one of them does not know does not differ.
fn differences(a: &Order, b: &Order) -> Vec<Part> {
    [
        (Part::Receiver, &a.receiver, &b.receiver),
        (Part::Phone, &a.phone, &b.phone),
        (Part::Address, &a.address, &b.address),
    ]
    .into_iter()
    .filter(|(_, a, b)| !a.is_empty() && !b.is_empty() && !is_masked(a) && !is_masked(b) && plain(a) != plain(b))
    .map(|(part, ..)| part)
    .collect()
}

/// True when two addresses are the same but for blanks and signs; a starred-out one is like no other.
pub fn is_same(a: &str, b: &str) -> bool {
    !is_masked(a) && !is_masked(b) && !plain(a).is_empty() && (plain(a).contains(&plain(b)) && !plain(b).is_empty())
}

/// True for words that name a place to deliver to, or a phone to call: a change the buyer typed.
fn places(text: &str) -> bool {
    const SIGNS: [&str; 14] =
        ["省", "市", "区", "县", "镇", "街道", "路", "号楼", "单元", "小区", "室", "栋", "村", "弄"];
    let digits = text.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() == 11 && run.starts_with('1'));
    digits
        || (SIGNS.iter().filter(|sign| text.contains(**sign)).count() >= 2 && text.chars().any(|c| c.is_ascii_digit()))
}

/// True when every number and place the words name stands in the order.
fn within(order: &Order, text: &str) -> bool {
    let known = plain(&format!("{}{}{}", order.receiver, order.phone, order.address));
    let mut runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).peekable();
    runs.peek().is_some() && runs.all(|run| known.contains(run)) && {
        let words: String = plain(text).chars().filter(|c| !c.is_ascii_digit()).collect();
        let known: String = known.chars().filter(|c| !c.is_ascii_digit()).collect();
        let pairs: Vec<[char; 2]> = words.chars().zip(words.chars().skip(1)).map(|(a, b)| [a, b]).collect();
        let held = pairs.iter().filter(|pair| known.contains(&pair.iter().collect::<String>())).count();
        // Words around an address ("寄到 ... 谢谢") are not a place of their own.
        held * 2 >= pairs.len()
    }
}

/// Letters and digits alone.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_or_a_phone_in_a_chat_is_known_as_such() {
        for text in ["改到杭州市西湖区文三路 99 号 3 单元", "电话 13900000001", "寄浦东新区世纪大道路口 8 号楼"]
        {
            assert!(places(text), "{text}");
        }
        for text in ["什么时候发货", "市区能送吗", "订单号 4000000000001799", "路上吗"] {
            assert!(!places(text), "{text}");
        }
    }

    #[test]
    fn blanks_and_signs_make_no_other_address() {
        assert!(is_same("浙江省 杭州市，西湖区文三路99号", "浙江省杭州市西湖区文三路 99 号"));
        assert!(!is_same("浙江省杭州市西湖区文三路99号", "浙江省杭州市西湖区文三路98号"));
        assert!(!is_same("浙江省杭州市西湖区***", "浙江省杭州市西湖区***") && !is_same("杭州", ""));
    }
}
