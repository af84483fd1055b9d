//! Personal data as it is shown to whoever has not asked for it: enough to recognise, not enough to call or visit.

mod free;
mod person;
mod place;

pub use free::text;

use unicode_segmentation::UnicodeSegmentation;

/// A phone with its middle starred: `138****5678`. A short number keeps its last two digits only; one that a
/// platform has starred already stays as it is.
pub fn phone(phone: &str) -> String {
    if phone.contains('*') || phone.is_empty() {
        return phone.to_owned();
    }
    let all: Vec<&str> = phone.graphemes(true).collect();
    let (head, tail) = if all.len() >= 11 { (all.len() - 8, 4) } else { (0, all.len().min(4) / 2) };
    format!("{}****{}", all[..head.min(7)].concat(), all[all.len() - tail..].concat())
}

/// An address down to its district: `浙江省 杭州市 西湖区 ****`. Without a district word the first six characters.
pub fn address(address: &str) -> String {
    if address.contains('*') || address.is_empty() {
        return address.to_owned();
    }
    let all: Vec<&str> = address.graphemes(true).collect();
    let head = &all[..all.len().min(20)];
    let after = |words: &[&str]| head.iter().rposition(|g| words.contains(g)).map(|i| i + 1);
    let keep = after(&["区", "县", "旗"]).or_else(|| after(&["市"])).unwrap_or(all.len().min(6) / 2 * 2);
    format!("{} ****", all[..keep.min(all.len())].concat().trim_end())
}

/// A receiver's name with its family name left: `王**`.
pub fn receiver(name: &str) -> String {
    if name.contains('*') || name.is_empty() {
        return name.to_owned();
    }
    format!("{}**", name.graphemes(true).next().unwrap_or_default())
}

#[cfg(test)]
#[path = "mask/tests.rs"]
mod free_tests;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enough_is_left_to_recognise_and_not_to_call_or_visit() {
        assert_eq!(phone("13812345678"), "138****5678");
        assert_eq!(phone("+86 13812345678"), "+86 138****5678");
        assert_eq!(phone("5678"), "****78");
        assert_eq!(phone("138****5678"), "138****5678");
        assert_eq!(address("浙江省 杭州市 西湖区 文三路 1 号"), "浙江省 杭州市 西湖区 ****");
        assert_eq!(address("浙江省义乌市稠城街道 2 号"), "浙江省义乌市 ****");
        assert_eq!(address("221B Baker Street"), "221B B ****");
        assert_eq!(receiver("王小明"), "王**");
        assert_eq!((phone(""), address(""), receiver("")), (String::new(), String::new(), String::new()));
    }
}
