//! What is offered first for what buyers really write.

mod replies_common;

use std::collections::HashMap;

use kefu::domain::reply::ReplyLang;
use kefu::domain::time::Span;
use kefu::domain::zone::CHINA;
use kefu::domain::{OrderStatus, QuickReply};
use kefu::replies::{self, Situation, rank};
use replies_common::{fields, now, order};

use OrderStatus::{PartShipped, Shipped, Success, ToShip, Unpaid};

fn offered(message: &str, status: Option<OrderStatus>, lang: ReplyLang) -> Vec<&'static str> {
    let order = status.map(order);
    let values = fields(status, lang);
    let mut situation = Situation::new(message, order.as_ref(), lang, CHINA, now());
    situation.fields = Some(&values);
    rank(&replies::load_default(), &situation, 9).iter().map(|r| code(r)).collect()
}

fn code(reply: &QuickReply) -> &'static str {
    reply.code.to_string().leak()
}

#[test]
fn what_chinese_buyers_write_brings_the_right_reply_first() {
    let wrong: Vec<String> = [
        ("在吗", None, "zai"),
        ("在吗？", Some(Shipped), "zai"),
        ("亲在吗 这个有货吗", None, "yh"),
        ("有货吗", None, "yh"),
        ("这款还有现货吗", None, "yh"),
        ("库存还剩多少", None, "kc"),
        ("什么时候发货", Some(ToShip), "fh"),
        ("什么时候发货啊", None, "fhsq"),
        ("这个什么时候发货", Some(Unpaid), "fhsq"),
        ("怎么还不发货", Some(ToShip), "cfh"),
        ("都几天了还没发货", Some(ToShip), "cs"),
        ("能便宜点吗", None, "kj"),
        ("太贵了", None, "tg"),
        ("有优惠券吗", None, "yhq"),
        ("券用不了怎么回事", Some(Unpaid), "yhqyb"),
        ("快递三天没动了", Some(Shipped), "wlbd"),
        ("我的快递到哪了", Some(Shipped), "wl"),
        ("单号发我一下", Some(Shipped), "wl"),
        ("什么时候能到呀 周五要用", Some(ToShip), "jt"),
        ("什么时候能到", Some(Shipped), "dj2"),
        ("什么时候能到", None, "jtsq"),
        ("怎么还没到", None, "wlnd"),
        ("快递到哪了", None, "wlnd"),
        ("能改地址吗", None, "gdnd"),
        ("怎么还不发货", None, "cfnd"),
        ("不想要了帮我取消", None, "qxnd"),
        ("收到破损了", None, "psnd"),
        ("发错颜色了", None, "psnd"),
        ("想换大一码", None, "hhnd"),
        ("显示签收没收到啊", Some(Shipped), "xsqs"),
        ("我要退货", Some(Success), "th"),
        ("我要退货", Some(Shipped), "th"),
        ("不想要了 帮我取消", Some(ToShip), "jd"),
        ("不想要了", Some(Shipped), "lj"),
        ("我要退款", Some(ToShip), "tk"),
        ("我要退款", Some(Shipped), "tkfh"),
        ("退款多久到账", Some(Success), "tkdz"),
        ("退货运费谁出", Some(Success), "thyf"),
        ("可以开发票吗", Some(Success), "fp"),
        ("发票", None, "fp"),
        ("不处理我就给差评", Some(Success), "cp"),
        ("你们是骗子吧", Some(Success), "mr"),
        ("垃圾店 滚", Some(Shipped), "mr"),
        ("我要投诉你们", Some(Shipped), "ts"),
        ("叫你们经理来", Some(Shipped), "zjl"),
        ("改地址", Some(ToShip), "gdz"),
        ("地址写错了怎么办", Some(Shipped), "gdzw"),
        ("地址填错了", Some(Unpaid), "gdzfp"),
        ("收到就坏了", Some(Success), "ps2"),
        ("收到少了一件", Some(Success), "lf"),
        ("颜色发错了", Some(Success), "fcl"),
        ("太小了 穿不下 想换大一码", Some(Success), "hm"),
        ("身高165体重50穿什么码", None, "cm"),
        ("刚买就降价了", Some(Success), "jb"),
        ("付不了款", Some(Unpaid), "fksb"),
        ("发什么快递", None, "kd"),
        ("包邮吗", None, "by"),
        ("什么材质的", None, "cz"),
        ("是正品吗", None, "zp"),
        ("谢谢", Some(Success), "bkq"),
        ("怎么只发了一件", Some(PartShipped), "bffh"),
        ("尾款什么时候付", Some(OrderStatus::BalanceUnpaid), "wk"),
        ("好评有赠品吗", None, "zs"),
        ("能不能送上门 放驿站了", Some(Shipped), "yz"),
    ]
    .into_iter()
    .filter_map(|(message, status, wanted)| {
        let offered = offered(message, status, ReplyLang::Zh);
        (offered.first() != Some(&wanted)).then(|| format!("{message} {status:?}: {wanted}, but {offered:?}"))
    })
    .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_english_buyers_write_brings_the_right_reply_first() {
    let wrong: Vec<String> = [
        ("Hi, anyone there?", None, "zai"),
        ("Is this in stock?", None, "yh"),
        ("Can you do a discount?", None, "kj"),
        ("Do you have a coupon", None, "yhq"),
        ("When will it ship?", Some(ToShip), "fh"),
        ("Why hasn't it shipped? It is still not shipped", Some(ToShip), "cfh"),
        ("Where is my order?", Some(Shipped), "wl"),
        ("Where is my order?", None, "wlnd"),
        ("can i change the address", None, "gdnd"),
        ("i got the wrong item", None, "psnd"),
        ("the tracking is stuck for 5 days", Some(Shipped), "wlbd"),
        ("It says delivered but I never got anything", Some(Shipped), "xsqs"),
        ("I want to return this", Some(Success), "th"),
        ("please cancel my order", Some(ToShip), "jd"),
        ("I want a refund", Some(Shipped), "tkfh"),
        ("it arrived broken", Some(Success), "ps2"),
        ("This is not what I ordered", Some(Success), "fcl"),
        ("it doesn't fit, too small", Some(Success), "hm"),
        ("Can I get an invoice?", Some(Success), "fp"),
        ("can you change the address", Some(ToShip), "gdz"),
        ("I will leave a bad review", Some(Success), "cp"),
        ("you are a scammer", Some(Shipped), "mr"),
        ("How much is shipping?", None, "by"),
        ("thank you!", Some(Success), "bkq"),
    ]
    .into_iter()
    .filter_map(|(message, status, wanted)| {
        let offered = offered(message, status, ReplyLang::En);
        (offered.first() != Some(&wanted)).then(|| format!("{message} {status:?}: {wanted}, but {offered:?}"))
    })
    .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_is_ever_offered_that_does_not_fit() {
    let set = replies::load_default();
    for status in std::iter::once(None).chain(OrderStatus::ALL.into_iter().map(Some)) {
        for (message, hour) in [("退款", 3), ("什么时候发货 晚安 退货地址", 12), ("", 23)] {
            for has_case in [false, true] {
                let held = status.map(order);
                let mut situation = Situation::new(message, held.as_ref(), ReplyLang::Zh, CHINA, now());
                (situation.hour, situation.has_case, situation.in_state) = (hour, has_case, Some(Span::hours(1)));
                let offered = rank(&set, &situation, usize::MAX);
                assert!(offered.len() >= 9, "{status:?}");
                for reply in offered {
                    assert!(reply.scope.fits(status) && reply.lang == ReplyLang::Zh, "{}", reply.code);
                    assert!(has_case || !reply.needs_case, "{}", reply.code);
                    assert!(reply.hours.is_none_or(|h| h.holds(hour)), "{}", reply.code);
                    assert!(reply.after.is_none_or(|after| after <= Span::hours(1)), "{}", reply.code);
                }
            }
        }
    }
}

#[test]
fn the_first_nine_for_an_order_without_a_word_can_mostly_be_sent_as_they_are() {
    for (status, wanted) in [(None, "zai"), (Some(Unpaid), "wfk"), (Some(ToShip), "fh"), (Some(Shipped), "wl")] {
        let offered = offered("", status, ReplyLang::Zh);
        assert!(offered[..3].contains(&wanted), "{status:?} {offered:?}");
        let values = fields(status, ReplyLang::Zh);
        let set = replies::load_default();
        let whole = offered
            .iter()
            .filter_map(|c| set.by_code(c, ReplyLang::Zh))
            .filter(|r| r.text.needs().all(|p| values.value(p).is_some()))
            .count();
        assert!(whole >= 6, "{status:?} {offered:?}");
    }
}

#[test]
fn what_an_agent_uses_comes_forward_but_never_before_what_was_asked() {
    let set = replies::load_default();
    let held = order(ToShip);
    let mut uses = HashMap::new();
    uses.insert("nf".to_owned(), 5_000u32);
    let mut situation = Situation::new("", Some(&held), ReplyLang::Zh, CHINA, now());
    let place = |s: &Situation<'_>| rank(&set, s, usize::MAX).iter().position(|r| &*r.code == "nf");
    let before = place(&situation);
    situation.uses = Some(&uses);
    assert!(place(&situation) < before);
    situation.message = "什么时候发货";
    assert_eq!(rank(&set, &situation, 1)[0].code.as_ref(), "fh");
}

#[test]
fn a_long_message_and_no_limit_do_no_harm() {
    let set = replies::load_default();
    let message = "在吗什么时候发货".repeat(5_000);
    let situation = Situation::new(&message, None, ReplyLang::Zh, CHINA, now());
    assert_eq!(rank(&set, &situation, 0).len(), 0);
    assert!(rank(&set, &situation, 100).len() > 50);
}
