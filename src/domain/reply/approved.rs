//! Is a text one of the approved replies? For buyers who are answered with care nothing else is sent.

use super::QuickReply;
use super::template::Part;

/// No value of a placeholder is longer, in characters: what is longer is words of one's own.
const VALUE: usize = 120;

/// True when a text says what a reply says, whatever its placeholders were filled with.
pub fn says(reply: &QuickReply, text: &str) -> bool {
    fits(reply.text.parts(), text.trim())
}

fn fits(parts: &[Part], text: &str) -> bool {
    match parts.split_first() {
        None => text.is_empty(),
        Some((Part::Text(said), rest)) => {
            let said = if rest.is_empty() { said.trim_end() } else { said };
            text.strip_prefix(said).is_some_and(|after| fits(rest, after))
        }
        Some((Part::Slot { .. }, rest)) => {
            // Slots beside each other share one value: which of them holds what makes no difference.
            let rest = &rest[rest.iter().take_while(|part| matches!(part, Part::Slot { .. })).count()..];
            let next = match rest.first() {
                Some(Part::Text(said)) => said.trim_end(),
                _ => return text.chars().count() <= VALUE,
            };
            let mut ends = text.char_indices().map(|(at, _)| at).take(VALUE + 1);
            ends.any(|at| text[at..].starts_with(next) && fits(rest, &text[at..]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reply::template::Template;

    fn reply(text: &str) -> Template {
        Template::parse(text).expect("template")
    }

    #[test]
    fn a_filled_reply_is_approved_and_one_with_words_of_ones_own_is_not() {
        let template = reply("亲，尾号 {order.tail} 的订单{order.ship_by|付款后 48 小时内}发出，请放心。");
        let approved = |text: &str| fits(template.parts(), text);
        assert!(approved("亲，尾号 1799 的订单明天 16:00 前发出，请放心。"));
        assert!(approved("亲，尾号 1799 的订单付款后 48 小时内发出，请放心。"));
        assert!(!approved("亲，尾号 1799 的订单明天发出，请放心。再送您一个赠品"));
        assert!(!approved("随便说说"));
        assert!(fits(reply("{buyer}").parts(), "小满"));
        assert!(!fits(reply("您好").parts(), "您好啊"));
    }
}
