//! How a product is named in a chat: links, codes, words.

/// The numbers of products in the links of a text: `...item.htm?id=123456`, `goods_id=...`, `item.jd.com/123456.html`.
pub fn link_ids(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for mark in ["?id=", "&id=", "goods_id=", "item_id=", "itemId=", "product_id=", "item.jd.com/"] {
        for (at, _) in text.match_indices(mark) {
            let digits: String = text[at + mark.len()..].chars().take_while(char::is_ascii_digit).collect();
            if (5..=20).contains(&digits.len()) && !found.contains(&digits) {
                found.push(digits);
            }
        }
    }
    found
}

/// Pieces of a text that look like a code of goods: letters and digits, perhaps with dashes.
pub fn codes_in(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '#')))
        .map(|piece| piece.trim_matches(['-', '_', '.', '#']))
        .filter(|piece| (3..=40).contains(&piece.len()))
        .filter(|piece| piece.bytes().any(|b| b.is_ascii_digit()))
        .take(10)
        .map(str::to_owned)
        .collect()
}

/// Pairs of characters that titles and chats share without naming a product.
pub fn is_service_word(term: &str) -> bool {
    const WORDS: [&str; 34] = [
        "发货", "现货", "包邮", "快递", "顺丰", "退款", "退货", "换货", "正品", "官方", "旗舰", "新款", "同款", "今天",
        "明天", "多少", "什么", "可以", "有没", "没有", "这个", "那个", "质量", "问题", "尺码", "颜色", "优惠", "赠品",
        "价格", "便宜", "送礼", "限时", "秒杀", "店铺",
    ];
    WORDS.contains(&term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_every_platform_give_their_number() {
        assert_eq!(link_ids("看 https://item.taobao.com/item.htm?spm=a.1&id=712345678901&x=1"), ["712345678901"]);
        assert_eq!(link_ids("https://mobile.yangkeduo.com/goods.html?goods_id=4455667788"), ["4455667788"]);
        assert_eq!(link_ids("https://item.jd.com/100012043978.html"), ["100012043978"]);
        assert!(link_ids("https://example.org/?id=12").is_empty());
    }

    #[test]
    fn codes_stand_out_from_words() {
        assert_eq!(codes_in("KB-87 有货吗"), ["KB-87"]);
        assert!(codes_in("ok 在吗 12").is_empty());
    }
}
