//! Sentences buyers and agents write, put together from a beginning, a middle with things in it, and an end.

use super::super::Dice;
use super::super::names::{CARRIERS, Good, PLACES};
use super::super::script::Voice;

/// What a sentence is about.
#[derive(Clone, Copy)]
pub(super) struct Topic {
    pub(super) good: Good,
    pub(super) sku: [&'static str; 2],
    pub(super) voice: Voice,
}

const BUYER_HEADS: [[&str; 2]; 10] = [
    ["", ""],
    ["", ""],
    ["", ""],
    ["请问", "hi, "],
    ["亲 ", "hello "],
    ["那个", "so "],
    ["老板 ", "hey "],
    ["话说", "well, "],
    ["麻烦问下", "one question, "],
    ["你好 ", "excuse me "],
];
const BUYER_TAILS: [[&str; 2]; 10] = [
    ["", ""],
    ["", ""],
    ["", ""],
    ["呀", ""],
    ["呢", ""],
    [" 谢谢", " thanks"],
    [" 急", " urgent"],
    ["？", "?"],
    ["。。", ".."],
    ["哈", " ok"],
];

#[rustfmt::skip]
const BUYER: [[&str; 2]; 56] = [
    ["{item} 什么时候发货", "when does the {item} ship"], ["{item} {sku} 还有吗", "is the {item} in {sku} still there"], ["拍了 {n} 个 能包邮不", "i took {n}, free shipping?"],
    ["{city}几天能到", "how many days to {city}"], ["发{courier}吗", "do you send by {courier}"], ["快递停在{city}{n}天了", "parcel stuck in {city} for {n} days"],
    ["{item} 收到了 挺好的", "got the {item}, its good"], ["{item} 有点色差", "the colour of the {item} is a bit off"], ["{sku} 适合送人吗", "is {sku} good as a present"],
    ["能便宜{n}块吗", "can you take {n} off"], ["优惠券怎么领", "how do i get the coupon"], ["满减怎么算的", "how does the discount work"], ["改下地址 {city}", "change the address, {city}"],
    ["电话换成尾号 {tail} 的", "use the phone ending {tail}"], ["帮我备注一下 {sku}", "please note {sku}"], ["少发了一个 {item}", "one {item} is missing"],
    ["{item} 的盖子裂了", "the lid of the {item} cracked"], ["怎么申请退货", "how do i return it"], ["退款几天到账", "how long does the refund take"], ["运费谁出", "who pays the postage"],
    ["想换成{sku}", "want to change to {sku}"], ["大了一码 能换吗", "one size too big, can i exchange"], ["穿着有点紧", "it is a bit tight"], ["洗了会缩水吗", "will it shrink"],
    ["充电口有点松", "the charging port is loose"], ["第一次用有味道正常吗", "smells at first, is that normal"], ["说明书在哪看", "where is the manual"], ["保修多久", "how long is the warranty"],
    ["发票抬头发你了", "sent you the invoice title"], ["电子发票没收到", "no e-invoice yet"], ["上次买的那个还在吗", "is the one i bought before still there"], ["给孩子买的 {n} 岁能用吗", "for a {n} year old, ok?"],
    ["周{day}前能到吗", "here by {day}?"], ["不在家 放驿站", "not home, leave it at the station"], ["驿站说没有我的件", "the station says it has nothing for me"], ["显示签收了 我没拿到", "it says signed but i have nothing"],
    ["盒子压扁了", "the box is crushed"], ["赠品忘放了吧", "you forgot the gift"], ["刚买就降了{n}块", "{n} cheaper right after i bought"], ["能开专票吗", "can you do a vat invoice"],
    ["定金能退吗", "is the deposit refundable"], ["尾款什么时候付", "when is the balance due"], ["拍错了 取消一下", "ordered by mistake, cancel please"], ["付款付不了", "cannot pay"],
    ["好的 知道了", "ok got it"], ["嗯嗯", "mm"], ["行 那等你消息", "fine, waiting to hear"], ["谢谢 辛苦了", "thanks a lot"], ["我再看看", "let me look around"], ["在吗", "anyone there"],
    ["{item} 和 {item2} 一起发吗", "do {item} and {item2} come together"], ["颜色选{sku}好还是别的好", "is {sku} the better colour"], ["比实体店便宜吗", "cheaper than in the shop?"], ["评价里说掉色 真的吗", "reviews say it fades, true?"],
    ["帮我看下单号 {tail}", "please check the one ending {tail}"], ["要 {n} 份 公司发福利", "need {n}, gifts for the office"],
];

const AGENT_HEADS: [[&str; 2]; 6] =
    [["亲，", ""], ["您好，", "Hello, "], ["", ""], ["好的，", "Sure, "], ["亲亲，", ""], ["收到，", "Got it, "]];
const AGENT_TAILS: [[&str; 2]; 6] = [
    ["", ""],
    ["。", "."],
    ["，请放心", ", do not worry"],
    ["，有问题随时找我", ", write any time"],
    ["，感谢理解", ", thank you"],
    ["哦", "."],
];

#[rustfmt::skip]
const AGENT: [[&str; 2]; 40] = [
    ["{item}现在有现货，今天 16:00 前付款今天发", "{item} is in stock, paid before 16:00 it ships today"], ["{sku}还有 {n} 件", "{n} left in {sku}"], ["到{city}一般 {n} 天左右", "about {n} days to {city}"],
    ["默认发{courier}", "we send by {courier} as a rule"], ["已经联系{courier}催件，下午给您回复", "asked {courier}, will answer this afternoon"], ["帮您备注好了，发{sku}", "noted, {sku}"],
    ["地址已改好，改到{city}", "address changed to {city}"], ["麻烦拍一下瑕疵处和快递面单", "please send a photo of the fault and the slip"], ["给您补发一个{item}，单号明天更新", "sending another {item}, number tomorrow"],
    ["退款已经同意，1 到 3 个工作日原路退回", "refund agreed, 1 to 3 working days"], ["运费我们承担，上门取件已经约好", "we pay the postage, pickup is booked"], ["这款{item}支持七天无理由", "{item} can be returned within 7 days"],
    ["建议您选{sku}", "I suggest {sku}"], ["可以给您 {n} 元优惠券", "a coupon of {n} for you"], ["已经是活动价了，暂时不能再少", "it is the campaign price already"], ["电子发票已开，发到您邮箱", "the e-invoice is in your mail"],
    ["赠品漏放了，非常抱歉，单独给您寄", "sorry about the gift, sending it separately"], ["差价 {n} 元退给您", "the difference of {n} goes back to you"], ["质保一年，非人为损坏都可以换", "one year warranty"], ["首次使用先充满电，大约 {n} 小时", "charge it fully first, about {n} hours"],
    ["冷水手洗，不要暴晒", "hand wash cold, dry in the shade"], ["物流显示已到{city}转运中心", "tracking shows it in {city}"], ["驿站那边我联系过了，明天会再派送", "the station delivers again tomorrow"], ["我核实一下，五分钟内答复您", "let me check, five minutes"],
    ["这单还没付款，需要帮您看看付款问题吗", "this one is not paid yet, any trouble paying"], ["定金付了之后尾款周{day} 20:00 开始", "the balance opens on {day} at 20:00"], ["已经帮您取消，重新拍就可以", "cancelled, please order again"], ["换货申请提交后我马上同意", "I agree to the exchange as soon as you apply"],
    ["仓库截单成功，地址会按新的发", "stopped in the warehouse, it goes to the new address"], ["非常抱歉给您带来不便", "sorry for the trouble"], ["祝您生活愉快", "have a nice day"], ["在的，请问有什么可以帮您", "how can I help"],
    ["破损的不用寄回，拍照就行", "no need to send it back, a photo will do"], ["{item}和{item2}会一起发出", "{item} and {item2} go together"], ["公司采购 {n} 份以上有批发价", "there is a bulk price from {n} on"], ["平台内交易有保障，微信上不方便", "please stay on the platform"],
    ["您尾号 {tail} 的订单已经发出", "your order ending {tail} is on its way"], ["大约周{day}补货，到货通知您", "back on {day}, I will tell you"], ["贺卡写好了，不放价格单", "card written, no price slip"], ["补偿您 {n} 元，您看可以吗", "we make it up with {n}, is that fine"],
];

/// What a buyer writes.
pub(super) fn buyer(dice: &mut Dice, topic: Topic) -> String {
    put_together(dice, topic, &BUYER_HEADS, &BUYER, &BUYER_TAILS)
}

/// What an agent answers.
pub(super) fn agent(dice: &mut Dice, topic: Topic) -> String {
    put_together(dice, topic, &AGENT_HEADS, &AGENT, &AGENT_TAILS)
}

fn put_together(
    dice: &mut Dice,
    topic: Topic,
    heads: &[[&'static str; 2]],
    middles: &[[&'static str; 2]],
    tails: &[[&'static str; 2]],
) -> String {
    let side = usize::from(topic.voice == Voice::En);
    let mut part = |from: &[[&'static str; 2]]| dice.pick(from).map_or("", |pair| pair[side]);
    let (head, middle, tail) = (part(heads), part(middles), part(tails));
    let mut out = String::with_capacity(96);
    out.push_str(head);
    let mut rest = middle;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((slot, after)) = after.split_once('}') else { break };
        push_slot(&mut out, slot, dice, topic, side);
        rest = after;
    }
    out.push_str(rest);
    out.push_str(tail);
    out
}

fn push_slot(out: &mut String, slot: &str, dice: &mut Dice, topic: Topic, side: usize) {
    const DAYS: [[&str; 2]; 6] = [
        ["一", "Monday"],
        ["二", "Tuesday"],
        ["三", "Wednesday"],
        ["四", "Thursday"],
        ["五", "Friday"],
        ["六", "Saturday"],
    ];
    match slot {
        "item" => out.push_str(topic.good.item[side]),
        "item2" => out.push_str(dice.pick(super::super::names::GOODS).map_or("", |g| g.item[side])),
        "sku" => out.push_str(topic.sku[side]),
        "n" => out.push_str(&dice.between(2, 30).to_string()),
        "tail" => out.push_str(&dice.digits(4)),
        "day" => out.push_str(dice.pick(&DAYS).map_or("", |d| d[side])),
        "courier" => out.push_str(dice.pick(&CARRIERS).map_or("", |c| c.0)),
        "city" => {
            let place = dice.word(&PLACES);
            out.push_str(place.split(' ').nth(1).map_or(place, |city| city.trim_end_matches('市')));
        }
        _ => {}
    }
}
