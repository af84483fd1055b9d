//! The words of goods: products, stock, knowledge, reviews.

use super::Lang;
use super::macros::texts;
use crate::domain::product::Topic;
use crate::domain::review::{AnswerState, ReviewKind};
use crate::domain::stock::Told;
use crate::domain::{Span, Time};

/// Help of the commands about goods, beside the table of all others.
pub(super) const HELPS: &[(&str, &str, &str)] = &[
    (
        "products",
        "商品：库存、材质、尺码、卖点、问答、页面问题",
        "Products: stock, material, sizes, selling points, answers, page faults",
    ),
    ("products find", "按标题、编码或链接里的编号查商品", "Finds products by title, code or the number in a link"),
    (
        "products find/query",
        "标题里的字词、编码，或链接里的编号",
        "Words of the title, a code, or the number in a link",
    ),
    ("products show", "一个商品的全部情况", "Everything about one product"),
    (
        "products show/product",
        "商家编码、规格编码、商品编号，或只有一个商品有的字词",
        "A code, the number in a link, or words only one product has",
    ),
    (
        "products fault",
        "记下商品页面上的错误并开工单给主管，或标记已改好",
        "Notes what is wrong on a product's page with a ticket to the lead, or that it was mended",
    ),
    ("products fault/product", "哪个商品", "Which product"),
    ("products fault/text", "页面上哪里不对", "What is wrong there"),
    (
        "products fault/mended",
        "这个编号的问题已改好，它的工单也办结",
        "The fault of this id is mended; its ticket is closed by that",
    ),
    ("products fault/only_note", "只记下，不开工单", "Only notes it, without a ticket"),
    ("reviews", "评价：好评、中差评、追评，和回评", "Reviews: good, poor, followed up, and their answers"),
    ("reviews list", "列出评价，最近的在前", "Lists reviews, newest first"),
    (
        "reviews list/kind",
        "只列 poor（三星及以下）、follow_up（追评）、unrated 或 good",
        "Only poor (three stars or fewer), follow_up, unrated or good",
    ),
    ("reviews list/open", "只列还没回评的", "Only those not answered on the platform"),
    ("reviews list/date", "只列这一天写的，例如 2026-11-21", "Only those written on this day, such as 2026-11-21"),
    (
        "reviews answer",
        "写回评；贴到平台之前都是草稿",
        "Writes the public answer; it is a draft until it stands on the platform",
    ),
    (
        "reviews answer/review",
        "评价编号、平台的评价编号，或订单号",
        "A review's id, the platform's, or the order's number",
    ),
    ("reviews answer/text", "回评的话", "The words"),
    ("reviews answer/copied", "已经复制", "The draft was copied"),
    ("reviews answer/done", "已经贴到平台", "It stands on the platform now"),
];

texts! {
    goods_title: "商品" | "Product";
    goods_keys(insert: &str, fault: &str): "{insert} 填入回复  输入字词查商品  {fault} 页面问题  Esc 关闭" | "{insert} into the reply  type to find products  {fault} page fault  Esc close";
    goods_hint: "输入标题里的字词，或编码" | "words of a title, or a code";
    goods_none: "没有商品资料。导入 ERP 的商品表、库存表后就能查。" | "No products are known. Import the ERP's product and stock sheets.";
    goods_not_found: "没有这样的商品。" | "No such product.";
    goods_no_chat: "先打开一个会话，再填入。" | "Open a chat first, then put it in.";
    goods_not_text: "这一行不能填入回复。" | "This line cannot go into a reply.";
    goods_codes: "编码" | "Code";
    goods_name: "商品" | "Product";
    goods_stock: "库存" | "Stock";
    goods_sku: "规格" | "Properties";
    goods_counted: "盘点" | "Counted";
    goods_orders: "近 30 天订单" | "Orders, 30 days";
    goods_faults(n: usize): "页面问题 {n}" | "page faults {n}";
    goods_fault: "页面问题" | "Page fault";
    fault_title(title: &str): "页面问题 {title}" | "Page fault: {title}";
    fault_words: "哪里不对" | "what is wrong";
    fault_to: "告诉谁" | "tell";
    fault_ticket: "开工单给主管，复制一行" | "a ticket to the lead, with a line to copy";
    fault_no_line: "只记下" | "only note it";
    fault_noted_copied: "已记下并开了工单，一行已复制，粘到群里" | "Noted with a ticket; its line is copied for the group chat";
    fault_changed: "页面问题已更新" | "The page faults are up to date";
    fault_mend: "Enter 标为已改好" | "Enter: it is mended";
    goods_fault_mended: "已改好" | "mended";
    goods_from_order: "订单里的" | "ordered";
    stock_unknown: "库存未知" | "stock unknown";
    stock_none: "缺货" | "out of stock";
    stock_pieces(n: i64): "库存 {n}" | "{n} in stock";
    stock_old(age: &str): "{age}前的，先核实" | "{age} old, check first";
    stock_new(age: &str): "{age}前" | "{age} ago";
    topic_material: "材质" | "material";
    topic_sizes: "尺码" | "sizes";
    topic_selling: "卖点" | "selling point";
    topic_matching: "搭配" | "goes with";
    topic_warranty: "质保" | "warranty";
    topic_answer: "问答" | "answer";
    topic_campaign: "活动" | "campaign";
    review_poor: "中差评" | "poor";
    review_follow_up: "追评" | "follow-up";
    review_unrated: "未评分" | "unrated";
    review_good: "好评" | "good";
    answer_none: "未回评" | "not answered";
    answer_draft: "有草稿" | "draft";
    answer_copied: "已复制，未贴" | "copied, not there yet";
    answer_done: "已回评" | "answered";
    review_stars: "星" | "Stars";
    review_kind: "类型" | "Kind";
    review_text: "内容" | "Text";
    review_answer: "回评" | "Answer";
    reviews_none: "没有评价。导入评价表后就能看到。" | "No reviews. Import a sheet of reviews to see them.";
    review_stopped(found: &str, why: &str): "回评是公开的，\"{found}\"不能写：{why}" | "An answer is public; \"{found}\" cannot stand in it: {why}";
    review_stopped_hint: "改掉再存；电话、微信、订单号和重话都不要写进回评。" | "Change it; no phone, WeChat, order number or harsh word belongs in a public answer.";
    review_dialog(whose: &str): "回评 {whose}" | "Answer the review of {whose}";
    review_copied: "回评已复制，贴到平台后把这一行标成完成" | "Copied; once it stands on the platform, mark the row done";
    review_to_paste: "复制下面的话，贴到平台后用 --done 标记：" | "Copy this; once it stands on the platform, mark it with --done:";
    product_many(names: &str): "不止一个商品符合：{names}" | "More than one product fits: {names}";
    fault_which: "写明页面上哪里不对，或用 --mended 指定编号。" | "Say what is wrong, or name a fault with --mended.";
    answer_which: "写明回评的话，或用 --copied、--done 标记。" | "Write the answer, or mark it with --copied or --done.";
}

impl Lang {
    /// What a line of knowledge is about.
    pub const fn topic(self, topic: Topic) -> &'static str {
        match topic {
            Topic::Material => self.topic_material(),
            Topic::Sizes => self.topic_sizes(),
            Topic::SellingPoint => self.topic_selling(),
            Topic::Matching => self.topic_matching(),
            Topic::Warranty => self.topic_warranty(),
            Topic::Answer => self.topic_answer(),
            Topic::Stock => self.goods_stock(),
            Topic::Campaign => self.topic_campaign(),
        }
    }
    /// What a review is.
    pub const fn review_kind_word(self, kind: ReviewKind) -> &'static str {
        match kind {
            ReviewKind::Poor => self.review_poor(),
            ReviewKind::FollowUp => self.review_follow_up(),
            ReviewKind::Unrated => self.review_unrated(),
            ReviewKind::Good => self.review_good(),
        }
    }
    /// How far a public answer has come.
    pub const fn answer_state(self, state: AnswerState) -> &'static str {
        match state {
            AnswerState::None => self.answer_none(),
            AnswerState::Draft => self.answer_draft(),
            AnswerState::Copied => self.answer_copied(),
            AnswerState::Done => self.answer_done(),
        }
    }
    /// How many pieces there are and how old the count is: `库存 12  10分钟前`, `库存 12  5时前的，先核实`.
    pub fn stock(self, told: Told, now: Time) -> String {
        let Some((pieces, counted_at)) = told.count() else { return self.stock_unknown().to_owned() };
        let count = if pieces == 0 { self.stock_none().to_owned() } else { self.stock_pieces(pieces) };
        let age = self.stock_age(now.since(counted_at));
        let said = if told.is_old() { self.stock_old(&age) } else { self.stock_new(&age) };
        format!("{count}  {said}")
    }
    /// The age of a count in minutes, hours or days.
    fn stock_age(self, age: Span) -> String {
        let minutes = age.ms().max(0) / 60_000;
        match (self, minutes) {
            (Lang::Zh, 0..120) => format!("{minutes} 分钟"),
            (Lang::Zh, 120..2880) => format!("{} 小时", minutes / 60),
            (Lang::Zh, _) => format!("{} 天", minutes / 1440),
            (Lang::En, 0..120) => format!("{minutes} min"),
            (Lang::En, 120..2880) => format!("{} h", minutes / 60),
            (Lang::En, _) => format!("{} d", minutes / 1440),
        }
    }
}
