use super::*;
use crate::domain::Time;
use proptest::prelude::*;

fn at(text: &str) -> Option<Time> {
    Time::parse_rfc3339(text)
}

#[test]
fn guards_around_numbers_come_off() {
    for cell in [
        "=\"3515313112345678901\"",
        "=3515313112345678901",
        "'3515313112345678901",
        "\t3515313112345678901\t",
        " 3515313112345678901 ",
    ] {
        assert_eq!(id(cell), Id::Good("3515313112345678901"), "{cell:?}");
    }
    assert_eq!(id("=\"\""), Id::Missing);
}

#[test]
fn a_rounded_number_is_never_taken_for_an_order() {
    for cell in ["4.00E+18", "4.00000000019400E+18", "4000000000194000000", "4000000000194001799.0", "合计"] {
        assert!(matches!(id(cell), Id::Damaged(_)), "{cell}");
    }
    assert_eq!(id("4123456789012340000"), Id::Doubtful("4123456789012340000"));
    assert_eq!(id("=\"4123456789012340000\""), Id::Good("4123456789012340000"));
}

#[test]
fn nothing_has_many_spellings() {
    for cell in ["", " ", "null", "'null", "NULL", "-", "无", "nan", "\t", " null ", "=\"\""] {
        assert_eq!(text(cell), "", "{cell:?}");
    }
    assert_eq!(text("无糖可乐"), "无糖可乐");
}

#[test]
fn amounts_come_with_signs_words_and_commas() {
    for (cell, fen) in [
        ("88.00元", 8800),
        ("0元", 0),
        ("¥5", 500),
        ("￥1,234.50", 123_450),
        ("-5.5", -550),
        ("-¥3", -300),
        ("88.00\t", 8800),
        ("12.299999999999999", 1230),
        ("0.30000000000000004", 30),
    ] {
        assert_eq!(money(cell), Ok(Some(Money::fen(fen))), "{cell}");
    }
    assert_eq!(money("无退款申请"), Ok(None));
    for bad in ["abc", "1.2.3", "元", "12.345", "1e5"] {
        assert_eq!(money(bad), Err(Unread), "{bad}");
    }
}

#[test]
fn a_time_is_chinas_unless_it_says_otherwise() {
    for cell in [
        "2026-08-01 09:05:00",
        "2026/8/1 9:05",
        "2026-08-01T09:05:00+08:00",
        "2026-08-01T01:05:00Z",
        "2026年8月1日 9:05",
        "46235.3784722222",
        "46235.37847",
    ] {
        assert_eq!(time(cell), Ok(at("2026-08-01T09:05:00+08:00")), "{cell}");
    }
    assert_eq!(time("2026-08-01"), Ok(at("2026-08-01T00:00:00+08:00")));
    for bad in ["yesterday", "2026-02-30 00:00:00", "2026-13-01", "12:30", "9"] {
        assert_eq!(time(bad), Err(Unread), "{bad}");
    }
}

proptest! {
    #[test]
    fn every_second_reads_back(secs in 700_000_000i64..4_000_000_000) {
        let moment = Time::from_ms(secs * 1000);
        let shown = crate::domain::Zone::default().rfc3339(moment).replace('T', " ");
        prop_assert_eq!(time(&shown[..19]), Ok(Some(moment)));
    }

    #[test]
    fn no_cell_panics(cell in "\\PC{0,30}") {
        let _ = (text(&cell), id(&cell), money(&cell), count(&cell), time(&cell));
    }
}
