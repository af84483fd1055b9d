//! What the guard stops, asks about, tells of, and lets pass.

use kefu::domain::guard::{GuardContext, Level, check};
use kefu::domain::{Problem, ReplyLang};
use kefu::replies::{guard_rules, parse_guard};

fn found(text: &str, about: GuardContext<'_>) -> Vec<(String, String)> {
    let rules = guard_rules();
    check(text, rules, about).iter().map(|f| (f.rule.id.to_string(), text[f.range.clone()].to_owned())).collect()
}

#[test]
fn what_is_never_said_is_found() {
    for (text, rule, words) in [
        ("亲，加我微信聊", "off_platform", "加我"),
        ("加 Ｖ 领优惠", "off_platform", "加 Ｖ"),
        ("我的VX是abc", "off_platform", "VX"),
        ("薇信同号", "off_platform", "薇信"),
        ("好评返现5元", "bought_review", "好评返现"),
        ("麻烦给个五星好评", "bought_review", "五星好评"),
        ("不开发票的哦", "invoice_refusal", "不开发票"),
        ("开票加税点", "invoice_refusal", "开票加税点"),
        ("取消订单再拍那个链接", "order_elsewhere", "取消订单再拍"),
        ("我们不支持七天无理由", "return_refusal", "不支持七天无理由"),
        ("你是不是有病", "insult", "有病"),
        ("您自己看详情页", "cold_tone", "自己看"),
        ("全网最低价", "absolute_claim", "全网最低"),
        ("绝对不会坏", "absolute_claim", "绝对"),
        ("我是来催付的", "agents_word", "催付"),
        ("保证明天到", "false_promise", "保证明天到"),
        ("联系 13812345678", "personal_number", "13812345678"),
        ("138-1234-5678 找我", "personal_number", "138-1234-5678"),
        ("身份证 11010519491231002X", "personal_number", "11010519491231002X"),
        ("Please message me on WhatsApp", "off_platform", "WhatsApp"),
        ("cash back for reviews", "bought_review", "cash back for"),
    ] {
        let hits = found(text, GuardContext::default());
        assert!(hits.iter().any(|(id, part)| id == rule && part == words), "{text}: {hits:?}");
    }
}

#[test]
fn what_only_looks_like_it_passes() {
    for text in [
        "我第一时间回复您",
        "最晚今天发出",
        "最近的网点",
        "原路退回银行卡",
        "可以用微信支付",
        "滚筒洗衣机可以洗",
        "加我们会员有券",
        "蔷薇花色",
        "100%棉",
        "单号 78900000000123",
        "订单 4000000000000001799",
        "退款 110105 元",
        "This is a whim",
    ] {
        assert_eq!(found(text, GuardContext::default()), [], "{text}");
    }
}

#[test]
fn the_buyers_own_phone_may_be_said_and_that_of_others_may_not() {
    let own = GuardContext { phones: &["138 1234 5678"], ..GuardContext::default() };
    assert_eq!(found("跟您核对电话 13812345678", own), []);
    assert_eq!(found("跟您核对电话 13912345678", own).len(), 1);
}

#[test]
fn a_public_answer_holds_no_number_and_a_returnable_order_no_refusal() {
    let review = GuardContext { review: true, ..GuardContext::default() };
    assert_eq!(found("您的订单 4000000000000001799 已处理", review)[0].0, "public_review");
    assert_eq!(found("这个不能退", GuardContext::default()), []);
    let open = GuardContext { return_right: true, ..GuardContext::default() };
    assert_eq!(found("这个不能退", open)[0].0, "return_right");
}

#[test]
fn every_rule_says_why_in_both_languages() {
    let rules = guard_rules().rules();
    assert!(rules.iter().any(|r| r.level == Level::Stop) && rules.iter().any(|r| r.level == Level::Tell));
    for rule in rules {
        assert!(rule.why(ReplyLang::Zh).ends_with('。') && rule.why(ReplyLang::En).ends_with('.'), "{}", rule.id);
    }
}

#[test]
fn a_rule_that_lacks_something_is_told_with_its_line() {
    let problems =
        parse_guard("version = 1\n\n[[rule]]\nid = \"x\"\nlevel = \"stop\"\nzh = \"为什么\"\n", "guard.toml");
    let Err(problems) = problems else { panic!("faults") };
    assert!(matches!(&problems[..], [Problem::Reply { line: 3, fault, .. }] if fault.code() == "missing_key"));
}
