//! Review cases in words: the steps, the row of the to-do list, the dialog, and why a step is not possible.

use super::macros::{texts, words};
use super::{Lang, Said};
use crate::domain::review_case::{ReviewCase, ReviewRefusal, ReviewStage, ReviewStep};
use crate::domain::{Money, Time, Zone};

/// Help of `kefu reviews case`, beside the table of all others.
pub(super) const HELPS: &[(&str, &str, &str)] = &[
    (
        "reviews case",
        "差评跟进：谁负责、提出了什么、谈好了什么，直到了结",
        "Review cases: who owns one, what was offered and agreed, until it is closed",
    ),
    ("reviews case list", "列出没了结的，最久没动的在前", "Lists those not closed, the longest unmoved first"),
    ("reviews case list/all", "连已了结的也列出，最近的在前", "Closed ones too, newest first"),
    ("reviews case show", "一个差评跟进的全部情况", "Everything about one review case"),
    ("reviews case show/case", "跟进编号、评价编号或订单号", "The id of the case or the review, or the order's number"),
    ("reviews case open", "开始跟进一条评价，归自己", "Starts working on a review, as one's own"),
    (
        "reviews case open/review",
        "评价编号、平台的评价编号，或订单号",
        "A review's id, the platform's, or the order's number",
    ),
    ("reviews case take", "接手", "Makes it one's own"),
    ("reviews case take/case", "跟进编号、评价编号或订单号", "The id of the case or the review, or the order's number"),
    ("reviews case offer", "记下向买家提出的方案", "Notes what was offered to the buyer"),
    (
        "reviews case offer/case",
        "跟进编号、评价编号或订单号",
        "The id of the case or the review, or the order's number",
    ),
    ("reviews case offer/text", "对买家说的话", "The words to the buyer"),
    ("reviews case offer/amount", "补偿金额，例如 5.00；不写就是不给钱", "The money, such as 5.00; none when left out"),
    ("reviews case offer/approver", "谁来批超出权限的金额", "Who approves what is above your limits"),
    (
        "reviews case offer/pin_file",
        "从文件读批款人的 PIN，不从终端输",
        "Reads the approver's PIN from a file instead of the terminal",
    ),
    (
        "reviews case agree",
        "记下谈好的；金额成为一笔小额打款，去平台打",
        "Notes what was agreed; its money becomes a compensation to be paid on the platform",
    ),
    (
        "reviews case agree/case",
        "跟进编号、评价编号或订单号",
        "The id of the case or the review, or the order's number",
    ),
    ("reviews case agree/text", "谈好了什么", "What was agreed"),
    (
        "reviews case agree/amount",
        "谈好的金额；不写就是提出的金额",
        "The money agreed on; what was offered when left out",
    ),
    ("reviews case agree/approver", "谁来批超出权限的金额", "Who approves what is above your limits"),
    (
        "reviews case agree/pin_file",
        "从文件读批款人的 PIN，不从终端输",
        "Reads the approver's PIN from a file instead of the terminal",
    ),
    ("reviews case follow-up", "买家又写了追评", "The buyer wrote again"),
    (
        "reviews case follow-up/case",
        "跟进编号、评价编号或订单号",
        "The id of the case or the review, or the order's number",
    ),
    ("reviews case close", "了结", "Closes it"),
    (
        "reviews case close/case",
        "跟进编号、评价编号或订单号",
        "The id of the case or the review, or the order's number",
    ),
    ("reviews case close/text", "结果如何", "How it ended"),
];

words! {
    /// How far a review case is.
    review_stage(ReviewStage) {
        Open: "待联系" | "to be contacted";
        Offered: "已提出" | "offered";
        Agreed: "已谈好" | "agreed";
        FollowedUp: "买家已追评" | "followed up";
        Closed: "已了结" | "closed";
    }
    /// A step of a review case.
    review_step(ReviewStep) {
        Take: "接手" | "take it";
        Offer: "提出方案" | "offer";
        Agree: "谈好了" | "agreed";
        FollowUp: "买家已追评" | "the buyer wrote again";
        Close: "了结" | "close";
    }
}

texts! {
    review_case_title(whose: &str): "差评跟进 {whose}  补偿不能用来换评价" | "Review of {whose}; money never buys another one";
    review_case_step: "这一步" | "step";
    review_case_words: "说了什么" | "in words";
    review_case_amount: "补偿金额" | "money";
    review_case_lead_new: "还没跟进" | "not worked on yet";
    review_case_offered(what: &str): "提出 {what}" | "offered {what}";
    review_case_agreed(what: &str): "谈好 {what}" | "agreed {what}";
    review_case_owner(name: &str): "{name} 负责" | "owned by {name}";
    review_case_nobody: "没人负责" | "nobody's";
    review_case_approved(name: &str): "{name} 批准" | "approved by {name}";
    w_review_case(stage: &str, words: &str): "差评跟进 {stage}: {words}" | "review case, {stage}: {words}";
    review_case_moved(stage: &str): "差评跟进：{stage}" | "Review case: {stage}";
    review_cases_none: "没有要跟进的差评。" | "No review is being worked on.";
    no_review_here: "这里没有评价" | "There is no review here";
    f_review: "评价" | "review";
    hap_review_case: "差评跟进" | "review case";
    act_review_case: "差评跟进" | "the step of the review case";
    kind_review_case: "差评跟进" | "review case";
    cli_review_owner: "负责" | "Owner";

    rr_closed: "这条差评已经了结。" | "This review case is closed.";
    hr_closed: "还要跟进就重新打开。" | "Open it again to go on.";
    rr_nothing_offered: "还没有提出可以谈好的方案。" | "Nothing was offered that could be agreed on.";
    hr_nothing_offered: "先记下提出的方案；要给钱就写金额。" | "Note the offer first, with its money if there is any.";
    rr_agreed_already: "这条差评已经谈好过，不能再提。" | "Something was agreed on already.";
    hr_agreed_already: "另给的钱走小额打款，要主管批准。" | "Any more money is a compensation of its own, with the lead.";
    rr_over_offer(offered: &str): "超过了提出的 {offered}。" | "That is more than the {offered} offered.";
    hr_over_offer: "重新提出方案；超出权限要主管的 PIN。" | "Offer anew; above the limit with the lead's PIN.";
    rr_no_order: "不知道是哪个订单，不能给钱。" | "The order is not known, so no money can be given.";
    hr_no_order: "先导入订单，或只用话来解决。" | "Import the order first, or settle it with words.";
    rr_no_words: "没有写说了什么。" | "The words are missing.";
    hr_no_words: "写一句：提出了什么、谈好了什么，或结果如何。" | "Say what was offered, what was agreed, or how it ended.";
    rr_unpaid(amount: &str): "谈好的 {amount} 还没打款。" | "The {amount} agreed on has not been paid out.";
    hr_unpaid: "打款后标记已打，或不打了，再了结。" | "Mark it as paid, or as withdrawn, then close.";
    rr_words(found: &str, why: &str): "\"{found}\" 不能对买家说：{why}" | "\"{found}\" must not be said: {why}";
    hr_words: "改掉再记；补偿不能和评价挂钩。" | "Change it; money must not hang on a review.";
}

impl Lang {
    /// A review case in one line: how far it is, what was offered or agreed, its review.
    pub fn review_case(self, case: &ReviewCase) -> String {
        self.w_review_case(self.review_stage(case.stage), &self.review_case_so_far(case))
    }

    /// What was offered or agreed, and the review.
    pub fn review_case_so_far(self, case: &ReviewCase) -> String {
        let with = |amount: Option<Money>, words: &str| {
            let amount = amount.map(|amount| format!("{} ", amount.shown())).unwrap_or_default();
            format!("{amount}{words}").trim().to_owned()
        };
        let so_far = match (case.agreed_at, case.offered_words.is_empty()) {
            (Some(_), _) => self.review_case_agreed(&with(case.agreed, &case.agreed_words.to_line())),
            (None, false) => self.review_case_offered(&with(case.offered, &case.offered_words.to_line())),
            (None, true) => String::new(),
        };
        let words = case.words.to_line();
        let said = match case.stars {
            Some(stars) => self.w_review(&stars.to_string(), &words),
            None => self.w_review_bare(&words),
        };
        format!("{so_far}  {said}").trim().to_owned()
    }

    /// Why a review case does not take a step, and what would help.
    pub fn review_refusal(self, refusal: &ReviewRefusal, zone: Zone, now: Time) -> Said {
        let (what, hint) = match refusal {
            ReviewRefusal::Closed => (self.rr_closed().into(), self.hr_closed()),
            ReviewRefusal::NothingOffered => (self.rr_nothing_offered().into(), self.hr_nothing_offered()),
            ReviewRefusal::AgreedAlready => (self.rr_agreed_already().into(), self.hr_agreed_already()),
            ReviewRefusal::OverOffer(offered) => (self.rr_over_offer(&offered.shown()), self.hr_over_offer()),
            ReviewRefusal::NoOrder => (self.rr_no_order().into(), self.hr_no_order()),
            ReviewRefusal::NoWords => (self.rr_no_words().into(), self.hr_no_words()),
            ReviewRefusal::Unpaid(amount) => (self.rr_unpaid(&amount.shown()), self.hr_unpaid()),
            ReviewRefusal::Words { found, why } => {
                let why = &why[usize::from(self == Lang::En)];
                (self.rr_words(found, why), self.hr_words())
            }
            ReviewRefusal::Limit(refusal) => return self.refusal(refusal, zone, now),
        };
        Said { what, hint: hint.into() }
    }
}
