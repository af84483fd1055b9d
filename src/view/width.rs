//! The only place that pads and truncates. All lengths are columns; all text is clean and on one line.

pub use crate::app::input::columns::{cols, cut};

const MORE: &str = "...";

/// `text` in at most `max` columns: as it is, or cut at a grapheme with `...` (without dots where there is no room).
pub fn shorten(text: &str, max: usize) -> String {
    if cols(text) <= max {
        return text.to_owned();
    }
    if max <= MORE.len() {
        return cut(text, max).to_owned();
    }
    format!("{}{MORE}", cut(text, max - MORE.len()).trim_end())
}

/// `text` in exactly `width` columns, on the left.
pub fn fit(text: &str, width: usize) -> String {
    pad(shorten(text, width), width)
}

/// `text` in exactly `width` columns, on the right: numbers, times, money.
pub fn fit_right(text: &str, width: usize) -> String {
    let short = shorten(text, width);
    let mut out = " ".repeat(width.saturating_sub(cols(&short)));
    out.push_str(&short);
    out
}

/// `text` in exactly `width` columns, in the middle.
pub fn fit_middle(text: &str, width: usize) -> String {
    let short = shorten(text, width);
    let left = width.saturating_sub(cols(&short)) / 2;
    pad(format!("{}{short}", " ".repeat(left)), width)
}

/// The ends of a long number, `4000...1799`: its first and last `keep` characters. Short ones stay whole.
pub fn number_ends(number: &str, keep: usize) -> String {
    if !number.is_ascii() || number.len() <= keep * 2 + MORE.len() {
        return number.to_owned();
    }
    format!("{}{MORE}{}", &number[..keep], &number[number.len() - keep..])
}

fn pad(mut text: String, width: usize) -> String {
    let missing = width.saturating_sub(cols(&text));
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_text_ends_in_dots_and_wide_glyphs_stay_whole() {
        assert_eq!(fit("拾光10001", 8), "拾光1...");
        assert_eq!(fit("您好您好", 6), "您... ");
        assert_eq!(fit("您好", 6), "您好  ");
        assert_eq!(fit_right("88.50", 8), "   88.50");
        assert_eq!(fit_middle("您好", 8), "  您好  ");
        assert_eq!(fit("您好", 3), "您 ");
        assert_eq!(fit("您好", 0), "");
        assert_eq!(number_ends("4000123412341799", 4), "4000...1799");
        assert_eq!(number_ends("12345678", 4), "12345678");
    }

    proptest! {
        #[test]
        fn what_is_counted_is_what_is_drawn(text in "[ -~\u{3000}-\u{9fff}ｶﾞﾟé👍🏽👩\u{200d}❤\u{fe0f}]{0,20}") {
            use ratatui::buffer::Buffer;
            use ratatui::{layout::Rect, style::Style};
            let text = crate::domain::SafeText::line(&text);
            let mut buffer = Buffer::empty(Rect::new(0, 0, 200, 1));
            let (end, _) = buffer.set_stringn(0, 0, text.as_str(), 200, Style::new());
            prop_assert_eq!(cols(&text), usize::from(end));
        }

        #[test]
        fn a_field_is_exactly_as_wide_as_asked(text in "[a-c您好，👍🏽é ]{0,20}", width in 0usize..30) {
            for field in [fit(&text, width), fit_right(&text, width), fit_middle(&text, width)] {
                prop_assert_eq!(cols(&field), width);
            }
        }
    }
}
