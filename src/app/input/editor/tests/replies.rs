//! Quick replies in the text.

use super::*;

#[test]
fn a_reply_puts_the_caret_into_its_first_hole_and_typing_fills_it() {
    let mut e = editor("", 80);
    e.put_reply(&[words("亲，"), filled("title", "茶轴键盘"), words("预计"), hole("day"), words("发，"), hole("by")]);
    assert_eq!(shown(&e), "亲，茶轴键盘预计|[day]发，[by]");
    assert_eq!(e.holes().count(), 2);
    typed(&mut e, "周二");
    assert_eq!(shown(&e), "亲，茶轴键盘预计周二|发，[by]");
    assert_eq!(e.key(EditorKey::NextHole), Edited::Moved);
    typed(&mut e, "顺丰");
    assert_eq!(e.text(), "亲，茶轴键盘预计周二发，顺丰");
    assert_eq!(e.holes().count(), 0);
    assert_eq!(e.key(EditorKey::NextHole), Edited::Nothing);
    while e.key(EditorKey::Undo) == Edited::Changed {}
    assert_eq!((e.text(), e.slots().len()), ("", 0));
}

#[test]
fn another_order_refills_all_but_what_was_typed() {
    let mut e = editor("", 80);
    e.put_reply(&[words("订单"), filled("no", "1799"), words("到"), hole("city"), words("，"), filled("due", "周二")]);
    typed(&mut e, "杭州");
    let other = |name: &str| (name == "no").then(|| "0911-2".to_owned());
    assert_eq!(e.refill(other), Edited::Changed);
    assert_eq!(shown(&e), "订单0911-2到杭州|，[due]");
    assert_eq!(e.holes().count(), 1);
    e.key(EditorKey::Undo);
    assert_eq!(shown(&e), "订单1799到杭州|，周二");
    assert_eq!(e.holes().count(), 0);
}

#[test]
fn a_second_reply_takes_the_place_of_one_that_nobody_touched() {
    let mut e = editor("在的 ", 80);
    e.put_reply(&[words("订单"), filled("no", "1799"), words("到"), hole("city")]);
    e.key(EditorKey::NextHole);
    e.key(EditorKey::Home);
    e.put_reply(&[words("已发"), hole("day")]);
    assert_eq!(shown(&e), "在的 已发|[day]");
    e.key(EditorKey::Undo);
    assert_eq!((e.text(), e.holes().count()), ("在的 订单1799到[city]", 1));
    e.put_reply(&[words("好的")]);
    assert_eq!(e.text(), "在的 好的");
    // From here on it is the person's own text, until that is taken back.
    typed(&mut e, "呀");
    e.put_reply(&[words("谢谢")]);
    assert_eq!(e.text(), "在的 好的呀谢谢");
    e.key(EditorKey::Undo);
    e.key(EditorKey::Undo);
    e.put_reply(&[words("谢谢")]);
    assert_eq!(e.text(), "在的 谢谢");
}

#[test]
fn a_draft_with_the_very_words_of_a_reply_is_that_reply() {
    let reply = [words("已发"), hole("day")];
    let mut e = editor("", 80);
    e.set_text("已发[day]");
    assert!(!e.know_reply(&[words("已发")]) && !e.has_untouched_reply());
    assert!(e.know_reply(&reply) && e.has_untouched_reply());
    e.put_reply(&[words("好的")]);
    assert_eq!(e.text(), "好的");
    let mut nothing = editor("", 80);
    assert!(!nothing.know_reply(&[words("")]));
}

#[test]
fn a_reply_filled_from_another_order_is_still_untouched() {
    let mut e = editor("订单：", 80);
    e.put_reply(&[filled("no", "1"), words("号，"), filled("due", "周二")]);
    e.refill(|name| (name == "no").then(|| "0911-2".to_owned()));
    assert_eq!(e.text(), "订单：0911-2号，[due]");
    e.put_reply(&[words("好的")]);
    assert_eq!(e.text(), "订单：好的");
}

#[test]
fn what_has_a_word_of_its_own_for_no_value_is_never_a_hole() {
    let mut e = editor("", 80);
    let name = |value: &str| Piece::Filled {
        name: "shop".into(),
        label: "[shop]".into(),
        value: value.into(),
        or: Some("本店".into()),
    };
    e.put_reply(&[words("我是"), name("本店"), words("的"), hole("agent")]);
    e.refill(|name| (name == "agent").then(|| "小夏".to_owned()));
    assert_eq!((e.text(), e.holes().count()), ("我是本店的小夏", 0));
    e.refill(|name| (name == "shop").then(|| "云朵".to_owned()));
    assert_eq!((e.text(), e.holes().count()), ("我是云朵的[agent]", 1));
}
