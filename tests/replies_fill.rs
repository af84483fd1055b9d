//! Filling: one pass, honest about what is missing.

mod replies_common;

use kefu::domain::order::OrderStatus;
use kefu::domain::reply::{Fields, Filled, Placeholder, fill, is_masked};
use kefu::domain::time::Span;
use kefu::domain::zone::CHINA;
use kefu::domain::{QuickReply, ReplyLang};
use kefu::replies::{self, ReplySet};
use kefu::text::Lang;
use proptest::prelude::*;
use replies_common::{fields, line, now, order};

fn set_of(text: &str) -> ReplySet {
    let file =
        format!("[[reply]]\ncode = \"x\"\ngroup = \"greeting\"\nzh = {{ title = \"t\", text = '''{text}''' }}\n");
    replies::parse(&file, "x.toml").expect("replies")
}

fn one(set: &ReplySet) -> &QuickReply {
    set.by_code("x", ReplyLang::Zh).expect("reply")
}

fn filled(text: &str, values: &Fields) -> Filled {
    fill(one(&set_of(text)), values, |p| Lang::Zh.placeholder(p))
}

#[test]
fn a_missing_value_is_a_hole_that_names_itself() {
    let out =
        filled("亲，{order.item}由{order.carrier}承运，{eta}到。", &fields(Some(OrderStatus::ToShip), ReplyLang::Zh));
    assert_eq!(out.text, "亲，茶轴键盘 87键 办公游戏两用由【快递公司】承运，【预计时间】到。");
    assert_eq!(
        out.holes.iter().map(|h| &out.text[h.range.clone()]).collect::<Vec<_>>(),
        ["【快递公司】", "【预计时间】"]
    );
    assert_eq!(out.filled.len(), 1);
}

#[test]
fn a_value_is_never_filled_again() {
    let mut values = Fields::new(ReplyLang::Zh);
    values.set(Placeholder::Buyer, "{order.amount}{{x}}");
    values.set(Placeholder::OrderAmount, "¥1.00");
    assert_eq!(filled("{buyer}付了{order.amount}", &values).text, "{order.amount}{{x}}付了¥1.00");
}

#[test]
fn what_stands_after_the_bar_is_said_when_there_is_no_value() {
    let out = filled("最晚{order.ship_by|付款后 48 小时内}发出", &Fields::new(ReplyLang::Zh));
    assert_eq!(out.text, "最晚付款后 48 小时内发出");
    assert!(out.is_whole());
    let mut values = Fields::new(ReplyLang::Zh);
    values.set_time(Placeholder::OrderShipBy, now().plus(Span::hours(24)), CHINA, now());
    assert_eq!(filled("最晚{order.ship_by|付款后 48 小时内}发出", &values).text, "最晚明天 14:03发出");
}

#[test]
fn what_an_export_masked_never_reaches_a_buyer() {
    let mut masked = order(OrderStatus::ToShip);
    masked.buyer = "t**1".into();
    masked.receiver = "张**".into();
    masked.address = "浙江省杭州市余杭区****".into();
    let values = Fields::from_order(&masked, &[line(masked.status)], "云朵家", "小林", ReplyLang::Zh, CHINA, now());
    for place in [Placeholder::Buyer, Placeholder::OrderReceiver, Placeholder::OrderAddress] {
        assert_eq!(values.value(place), None, "{place:?}");
    }
    assert!(is_masked("138****0000") && !is_masked("13800000000"));
}

#[test]
fn stock_counted_long_ago_is_not_told() {
    let mut values = Fields::new(ReplyLang::Zh);
    values.set_stock(12, now().minus(Span::hours(3)), now());
    assert_eq!(values.value(Placeholder::Stock), Some("12"));
    values.set_stock(12, now().minus(Span::hours(5)), now());
    assert_eq!(values.value(Placeholder::Stock), None);
}

#[test]
fn an_order_of_several_lines_says_so() {
    let held = order(OrderStatus::ToShip);
    let lines = [line(held.status), line(held.status)];
    let item = |lang| {
        let values = Fields::from_order(&held, &lines, "云朵家", "小林", lang, CHINA, now());
        values.value(Placeholder::OrderItem).unwrap_or_default().to_owned()
    };
    assert_eq!(item(ReplyLang::Zh), "茶轴键盘 87键 办公游戏两用等2款");
    assert_eq!(item(ReplyLang::En), "茶轴键盘 87键 办公游戏两用 and 1 more");
}

proptest! {
    #[test]
    fn every_shipped_reply_takes_any_values(values in prop::collection::vec(any::<String>(), Placeholder::COUNT)) {
        let mut fields = Fields::new(ReplyLang::Zh);
        for (place, value) in Placeholder::ALL.into_iter().zip(&values) {
            fields.set(place, value);
        }
        for reply in replies::load_default().all() {
            let out = fill(reply, &fields, |p| Lang::En.placeholder(p));
            let mut last = 0;
            let mut places: Vec<_> = out.filled.iter().map(|f| f.0.clone()).collect();
            places.extend(out.holes.iter().map(|h| h.range.clone()));
            places.sort_by_key(|r| (r.start, r.end));
            for range in places {
                prop_assert!(range.start >= last && out.text.get(range.clone()).is_some());
                last = range.end;
            }
            for (range, place) in &out.filled {
                if let Some(value) = fields.value(*place) {
                    prop_assert_eq!(&out.text[range.clone()], value);
                }
            }
            prop_assert_eq!(out.holes.len() + out.filled.len(), reply.text.placeholders().count());
        }
    }

    #[test]
    fn any_file_is_read_or_refused(text in "\\PC{0,200}") {
        let _ = replies::parse(&text, "x.toml");
        let _ = replies::check(&text, "x.toml");
    }

    #[test]
    fn any_template_is_read_or_refused(text in "[{}|a-z.｛退 ]{1,40}") {
        let file = format!("[[reply]]\ncode = \"x\"\ngroup = \"greeting\"\nzh = {{ title = \"t\", text = '''{text}''' }}\n");
        if let Ok(set) = replies::parse(&file, "x.toml") {
            let _ = fill(one(&set), &Fields::new(ReplyLang::Zh), |p| p.code());
        }
    }
}
