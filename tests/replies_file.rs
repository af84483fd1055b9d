//! A file with faults: all of them told, each with its line, in both languages.

use expect_test::{Expect, expect};
use kefu::domain::{Problem, ReplyLang};
use kefu::replies::{self, FILE_BYTES_MAX};
use kefu::text::Lang;

fn told(problems: &[Problem], lang: Lang) -> String {
    problems.iter().map(|p| lang.problem(p)).map(|s| format!("{} {}\n", s.what, s.hint)).collect()
}

fn faults(text: &str, wanted: &Expect) {
    let problems = replies::parse(text, "my.toml").expect_err("faults");
    wanted.assert_eq(&told(&problems, Lang::Zh));
    assert!(told(&problems, Lang::En).is_ascii(), "{}", told(&problems, Lang::En));
}

#[test]
fn every_fault_of_a_file_is_told_at_once_with_its_line() {
    faults(
        r#"version = 1
[[reply]]
code = "WL 1"
group = "logistics"
when = ["sent", "gone"]
words = [""]
colour = "red"
hours = "8"
after = "soon"
weight = 12
zh = { title = "", text = "亲，{order.itme}" }
en = { text = "Hello {buyer" }

[[reply]]
code = 7
group = "tracking"
zh = { title = "好", text = "" }

[[reply]]
code = "a"
group = "tracking"
"#,
        &expect![[r#"
            my.toml 第 3 行：编码 WL 1 不能用。 编码是 1 到 16 个小写字母、数字、- 或 _，例如 wl。
            my.toml 第 4 行：没有 logistics 这个分组。 可用的分组: greeting product size stock price campaign reprice payment pay_reminder presale address_check address_change shipping ship_nudge tracking courier intercept out_of_stock resend return exchange refund freight damage price_guard invoice gift review review_answer soothe complaint away goodbye。
            my.toml 第 5 行：没有 gone 这个订单状态。 可用: any order no_order before waiting paid sent，以及 unpaid deposit_unpaid balance_unpaid to_ship part_shipped shipped success closed。
            my.toml 第 6 行：words 是空的。 写上内容，或删掉这一条。
            my.toml 第 7 行：不认识的项 colour。 可用的项: code group when words case hours after weight zh en，zh 和 en 里是 title 和 text。
            my.toml 第 8 行：看不懂时段 8。 时段写作 22-8。
            my.toml 第 9 行：看不懂时长 soon。 时长写作 12h 或 3d。
            my.toml 第 10 行：weight 要在 0 到 9 之间。 不确定就删掉这一项。
            my.toml 第 11 行：title 是空的。 写上内容，或删掉这一条。
            my.toml 第 11 行：没有 order.itme 这个占位符。 可用的占位符: buyer agent shop today order.number order.tail order.item order.sku order.count order.amount order.status order.placed order.pay_by order.ship_by order.shipped order.signed order.carrier order.tracking order.receiver order.address refund.amount refund.deadline return.tracking freight.cap product stock return.address shop.hours shop.cutoff shop.carrier shop.origin eta freight price amount coupon gift size date time invoice.title finding alternative new.tracking blank。
            my.toml 第 12 行：缺少 title。 补上这一项。
            my.toml 第 12 行：花括号不成对。 占位符写作 {order.item}，要打出花括号本身请写两个。
            my.toml 第 15 行：code 应该是带引号的文字。 对照文件开头的说明改一下。
            my.toml 第 17 行：text 是空的。 写上内容，或删掉这一条。
            my.toml 第 19 行：缺少 zh。 补上这一项。
        "#]],
    );
}

#[test]
fn a_fault_within_a_long_text_is_told_on_its_own_line() {
    let text = "[[reply]]\ncode = \"a\"\ngroup = \"stock\"\n[reply.zh]\ntitle = \"t\"\ntext = \"\"\"\n亲，\n现有 {stok} 件。\n\"\"\"\n";
    faults(
        text,
        &expect![[r#"
            my.toml 第 8 行：没有 stok 这个占位符。 可用的占位符: buyer agent shop today order.number order.tail order.item order.sku order.count order.amount order.status order.placed order.pay_by order.ship_by order.shipped order.signed order.carrier order.tracking order.receiver order.address refund.amount refund.deadline return.tracking freight.cap product stock return.address shop.hours shop.cutoff shop.carrier shop.origin eta freight price amount coupon gift size date time invoice.title finding alternative new.tracking blank。
        "#]],
    );
}

#[test]
fn a_code_may_stand_once_in_each_language() {
    let reply = |lang: &str| {
        format!("[[reply]]\ncode = \"a\"\ngroup = \"stock\"\n{lang} = {{ title = \"t\", text = \"x\" }}\n")
    };
    assert!(replies::parse(&(reply("zh") + &reply("en")), "my.toml").is_ok());
    faults(
        &(reply("zh") + &reply("zh")),
        &expect![[r#"
        my.toml 第 5 行：编码 a 和第 1 行重复。 同一种语言里每条话术的编码要不一样。
    "#]],
    );
}

#[test]
fn what_is_no_toml_no_text_or_no_file_of_replies_says_so() {
    faults(
        "[[reply\ncode = ",
        &expect![[r#"
            my.toml 第 1 行：不是正确的 TOML: unclosed array table, expected `]]`。 看一下这一行的引号、等号和方括号是否成对。
        "#]],
    );
    faults(
        "",
        &expect![[r#"
            my.toml：里面没有一条话术。 每条话术以 [[reply]] 开头，可以照着 kefu replies export 的结果写。
        "#]],
    );
    let gbk = replies::parse_bytes(b"version = 1\n# \xc4\xe3\xba\xc3\n", "my.toml").expect_err("not UTF-8");
    expect![[r#"
        my.toml 第 2 行：文件不是 UTF-8 编码。 在编辑器里另存为 UTF-8 再试。
    "#]]
    .assert_eq(&told(&gbk, Lang::Zh));
    let large = replies::parse(&"#".repeat(FILE_BYTES_MAX + 1), "my.toml").expect_err("too large");
    expect![[r#"
        my.toml：文件超过 4194304 字节。 删掉不用的话术，或检查是不是选错了文件。
    "#]]
    .assert_eq(&told(&large, Lang::Zh));
}

#[test]
fn what_leaves_a_file_usable_is_a_warning() {
    let text = "\u{feff}[[reply]]\ncode = \"a\"\ngroup = \"stock\"\nzh = { title = \"t\", text = \"加我微信，有｛stock｝件\" }\n";
    let set = replies::parse(text, "my.toml").expect("replies");
    assert_eq!(set.all()[0].line, 1);
    expect![[r#"
        my.toml 第 4 行：全角花括号不会被填写。 把输入法切到半角，再打一次花括号。
        my.toml 第 4 行：'加我' 违反规则 off_platform。 换个说法；发送时会被拦下。
        my.toml 第 4 行：'微信' 违反规则 off_platform。 换个说法；发送时会被拦下。
    "#]]
    .assert_eq(&told(set.warnings(), Lang::Zh));
    let report = replies::check(text, "my.toml");
    assert!(!report.is_broken() && report.rows.iter().all(|r| r.warning && r.code.as_deref() == Some("a")));
}

#[test]
fn two_texts_nearly_alike_are_told_of() {
    let reply = |code: &str, text: &str| {
        format!("[[reply]]\ncode = \"{code}\"\ngroup = \"stock\"\nzh = {{ title = \"{code}\", text = \"{text}\" }}\n")
    };
    let text = reply("a", "亲，您要的这款还有货，喜欢可以先拍下，今天就能发出。")
        + &reply("b", "亲，您要的这款还有货，喜欢就可以先拍下，今天能发出。")
        + &reply("c", "亲，发票开好了。");
    let report = replies::check(&text, "my.toml");
    assert_eq!(report.rows.len(), 1);
    assert_eq!((report.rows[0].line, report.rows[0].code.as_deref()), (5, Some("b")));
    let score = report.score.expect("score");
    assert_eq!((score.alike, score.with_placeholders, score.two_keys), (1, 0, 100));
    assert_eq!(score.replies.get(&ReplyLang::Zh), Some(&3));
}
