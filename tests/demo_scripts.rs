//! The scripted customers: every script reads, reacts and ends, and a reply means what a buyer would take it for.

use std::collections::BTreeSet;

use kefu::demo::script::{Progress, Script};
use kefu::demo::{Book, End, Meaning, Need, Voice, meaning};

fn book() -> Book {
    Book::embedded().expect("the scripts are good")
}

#[test]
fn there_are_scripts_for_every_kind_of_customer_in_both_languages() {
    let book = book();
    assert!(book.scripts.len() >= 32, "{}", book.scripts.len());
    for need in Need::ALL {
        assert!(book.scripts.iter().any(|s| s.need == need), "{need:?}");
    }
    for end in End::ALL {
        let ends = |s: &Script| {
            s.nodes.iter().any(|n| n.on.iter().any(|(_, t)| t.end == Some(end)) || n.other.end == Some(end))
        };
        assert!(book.scripts.iter().any(ends), "{end:?}");
    }
    for script in &book.scripts {
        assert!(script.patience.ms() >= 30_000, "{}", script.id);
        let lines = script.open.iter().flatten().chain(
            script
                .nodes
                .iter()
                .flat_map(|n| n.urge.iter().chain(n.other.say.iter()).chain(n.on.iter().flat_map(|(_, t)| &t.say))),
        );
        for line in lines {
            assert!(!line.zh.is_empty() && !line.en.is_empty(), "{}", script.id);
            assert!(line.en.is_ascii(), "{}: {}", script.id, line.en);
            assert!(line.in_voice(Voice::Zh).chars().count() <= 40, "{}: {}", script.id, line.zh);
        }
    }
}

/// Every way a script can go from a state: what is answered is any one meaning.
fn walk(script: &Script, progress: &Progress, depth: usize, ends: &mut BTreeSet<End>) -> usize {
    assert!(depth <= script.nodes.len() * usize::from(Progress::PASSES) + 1, "{} goes on for ever", script.id);
    let mut longest = depth;
    let mut tried = Vec::new();
    for said in Meaning::ALL {
        let mut after = progress.clone();
        let turn = script.answer(&mut after, &[*said]);
        if tried.contains(&turn) {
            continue;
        }
        match turn.end {
            Some(end) => _ = ends.insert(end),
            None => longest = longest.max(walk(script, &after, depth + 1, ends)),
        }
        tried.push(turn);
    }
    longest
}

#[test]
fn every_script_ends_whatever_is_answered() {
    for script in &book().scripts {
        let mut ends = BTreeSet::new();
        walk(script, &script.begin(), 0, &mut ends);
        assert!(ends.len() >= 2 || script.id == "thanks_only", "{} always ends as {ends:?}", script.id);
    }
}

#[test]
fn every_node_of_a_script_can_be_reached() {
    for script in &book().scripts {
        let mut seen = BTreeSet::from([0]);
        let mut todo = vec![0];
        while let Some(at) = todo.pop() {
            let node = &script.nodes[at];
            for to in node.on.iter().filter_map(|(_, t)| t.go).chain(node.other.go) {
                if seen.insert(to) {
                    todo.push(to);
                }
            }
        }
        assert_eq!(seen.len(), script.nodes.len(), "{}", script.id);
    }
}

#[test]
fn an_answer_in_the_same_words_means_the_same_everywhere() {
    for (reply, wanted) in TABLE {
        let found = meaning(reply);
        for code in wanted.split(' ') {
            let (code, absent) = code.strip_prefix('!').map_or((code, false), |c| (c, true));
            let want = Meaning::parse(code).unwrap_or_else(|| panic!("no meaning {code}"));
            assert_eq!(found.contains(&want), !absent, "{reply}: {code} in {found:?}");
        }
    }
}

#[test]
fn the_table_is_long_enough_and_covers_every_meaning() {
    assert!(TABLE.len() >= 80);
    for wanted in Meaning::ALL {
        assert!(TABLE.iter().any(|(_, codes)| codes.split(' ').any(|c| c == wanted.code())), "{wanted:?}");
    }
}

/// A reply, and the meanings it must have (or, with `!`, must not have).
#[rustfmt::skip]
const TABLE: &[(&str, &str)] = &[
    ("亲，您好，在的", "greeting"),
    ("您好，欢迎光临，请问有什么可以帮您", "greeting !refused"),
    ("亲", "generic"),
    ("嗯嗯", "generic"),
    ("麻烦提供一下新地址，收件人、电话、详细地址", "asked_address"),
    ("跟您核对一下收货地址：浙江省杭州市，对吗", "asked_address"),
    ("请把正确的收货信息发我", "asked_address"),
    ("好的，地址已经帮您改好了", "done"),
    ("已备注仓库，会按新地址发出", "done"),
    ("今天下午发出，请放心", "date"),
    ("48小时内发货", "date"),
    ("预计周二到货", "date"),
    ("一般2天左右到", "date"),
    ("明天上午安排", "date !refund"),
    ("抱歉，不支持退款", "refused sorry !refund"),
    ("这款定制商品无法退货", "refused !return"),
    ("不能退款，可以给您换货", "refused exchange !refund"),
    ("已签收超过15天，办不了退货了", "refused"),
    ("给您退款，原路退回", "refund"),
    ("您直接申请退款就行，我马上同意", "refund"),
    ("这边给您办理仅退款", "refund"),
    ("支持七天无理由，可以退货", "return"),
    ("您申请退货退款，退货地址会发给您", "return"),
    ("给您换一件新的", "exchange"),
    ("可以换货的，尺码有现货", "exchange in_stock"),
    ("帮您换大一码", "exchange"),
    ("马上给您补发一份", "resend"),
    ("漏发的配件今天补寄", "resend date"),
    ("补偿您10元红包可以吗", "compensation"),
    ("差价退给您，小额打款", "compensation"),
    ("来回运费我们承担", "freight_ours"),
    ("有运费险的，放心退", "freight_ours"),
    ("非质量问题运费需要您承担", "freight_yours"),
    ("退回的邮费您自理哦，运费自理", "freight_yours"),
    ("给您一张5元优惠券", "price_given"),
    ("已经帮您改价了，减3元", "price_given"),
    ("这已经是最低价了", "price_refused"),
    ("小店薄利，不议价的，见谅", "price_refused sorry"),
    ("抱歉，这个颜色卖完了", "out_of_stock sorry"),
    ("暂时缺货，周五补货", "out_of_stock date"),
    ("月白M码有现货", "in_stock"),
    ("没有现货了", "out_of_stock !in_stock"),
    ("建议您拍L码", "size_advice"),
    ("这款偏小，选大一码", "size_advice"),
    ("您身高体重多少呢", "asked_size"),
    ("平时穿什么码", "asked_size !size_advice"),
    ("单号给您附上赠品一份", "gift"),
    ("会送您一份小礼物", "gift"),
    ("可以开电子发票，麻烦发抬头和税号", "invoice"),
    ("半小时内给您打电话", "will_call date"),
    ("请在平台内交易，不加微信的", "on_platform"),
    ("长按电源键3秒开机，先充满电再用", "use"),
    ("建议冷水手洗", "use"),
    ("质保一年", "warranty"),
    ("已经联系快递拦截", "intercept"),
    ("已帮您取消订单", "cancelled"),
    ("物流显示已到达杭州转运中心", "tracking"),
    ("快递单号 YT8801234567890", "tracking"),
    ("您的包裹正在派送", "tracking"),
    ("麻烦拍个照片发我看下", "asked_photo"),
    ("方便拍一下快递面单和瑕疵处的视频吗", "asked_photo"),
    ("请问您的订单号是多少", "asked_order"),
    ("具体是什么问题呢", "asked_reason"),
    ("请问遇到什么困难了", "asked_reason"),
    ("看到您这单还没付款，付款后今天就能发", "payment_nudge date"),
    ("喜欢可以拍下哦", "payment_nudge"),
    ("请稍等，马上帮您查一下", "wait"),
    ("我去联系仓库核实", "wait"),
    ("非常抱歉给您添麻烦了", "sorry"),
    ("感谢您的支持，祝您生活愉快", "goodbye"),
    ("有问题随时联系，再见", "goodbye"),
    ("Hello, how can I help", "greeting"),
    ("Could you send me the new address please?", "asked_address"),
    ("It will go out tomorrow morning.", "date"),
    ("Within 48 hours at the latest", "date"),
    ("Sorry, we cannot refund this one", "refused sorry !refund"),
    ("We can't refund it, but we can exchange it", "refused exchange !refund"),
    ("I will issue a full refund", "refund"),
    ("You can return it within 7 days", "return"),
    ("We will send a replacement at once", "resend"),
    ("As an apology we offer a small credit", "compensation"),
    ("We pay the return postage, a prepaid label is on its way", "freight_ours"),
    ("Return shipping is yours in this case", "freight_yours"),
    ("Here is a 5% off coupon", "price_given"),
    ("It is our best price already", "price_refused"),
    ("It is sold out, sorry", "out_of_stock"),
    ("Yes, it is in stock", "in_stock"),
    ("I suggest size L", "size_advice"),
    ("What is your height and weight?", "asked_size"),
    ("Please send a photo of it", "asked_photo"),
    ("May I have the order number?", "asked_order"),
    ("What happened exactly?", "asked_reason"),
    ("One moment, let me check", "wait"),
    ("Your order is not paid yet, any trouble paying?", "payment_nudge"),
    ("I have noted it for the warehouse", "done"),
    ("It has been shipped, tracking number SF1020304050607", "tracking"),
    ("Please keep the deal on the platform", "on_platform"),
    ("I will call you this afternoon", "will_call date"),
    ("Press and hold the button for 3 seconds", "use"),
    ("It has a one year warranty", "warranty"),
    ("We will ask to stop the parcel", "intercept"),
    ("I have cancelled it: cancelled", "cancelled"),
    ("A gift is in the parcel", "gift"),
    ("Which title should the invoice carry?", "invoice"),
    ("Have a nice day", "goodbye"),
];

/// What a customer is answered with is mostly a quick reply, so those must not sound like nothing to them.
#[test]
fn nearly_every_shipped_reply_means_something_to_a_customer() {
    let set = kefu::replies::load_default();
    let mute: Vec<String> = set
        .all()
        .iter()
        .filter(|r| meaning(r.text.source()) == [Meaning::Generic])
        .map(|r| format!("{:?} {} {}", r.lang, r.code, r.text.source()))
        .collect();
    assert!(mute.len() * 8 <= set.len(), "{} of {} mean nothing:\n{}", mute.len(), set.len(), mute.join("\n"));
}
