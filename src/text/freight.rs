//! Freight, compensation and return parcels in words.

use super::Lang;
use super::macros::{texts, words};
use crate::domain::Currency;
use crate::domain::aftersale::compensation::{CompensationKind, CompensationState};
use crate::domain::aftersale::{Freight, FreightShare, Payer, ReturnDoubt};
use crate::domain::order::ReturnFreight;

words! {
    /// Who pays a way of the parcel.
    payer(Payer) {
        Buyer: "买家" | "buyer";
        Seller: "卖家" | "shop";
        Both: "各半 (建议)" | "half each (suggested)";
        Insurance: "运费险" | "insurance";
        Platform: "平台" | "platform";
    }
    /// Who fetches or insures a return.
    return_freight(ReturnFreight) {
        None: "无运费险" | "no freight insurance";
        Insured: "有运费险" | "freight insurance";
        PlatformFree: "平台免费取件" | "fetched by the platform";
        ShopFree: "商家免费取件" | "fetched by the shop";
    }
    /// What a compensation is for.
    compensation_kind(CompensationKind) {
        Goodwill: "补偿" | "goodwill";
        Freight: "退运费" | "freight";
        PriceDiff: "退差价" | "price difference";
        Other: "其他" | "other";
    }
    /// Where a compensation stands.
    compensation_state(CompensationState) {
        ToDo: "待打款" | "to be paid";
        Paid: "已打款" | "paid";
        Withdrawn: "已取消" | "withdrawn";
    }
}

texts! {
    fr_out(who: &str): "发货: {who}" | "out: {who}";
    fr_back(who: &str, insurance: &str): "退货: {who} ({insurance})" | "back: {who} ({insurance})";
    fr_again(who: &str): "换货: {who}" | "again: {who}";
    fr_rule(rule: &str, sure: &str): "规则: {rule} ({sure})" | "rule: {rule} ({sure})";
    fr_up_to(who: &str, amount: &str): "{who} {amount} 以内" | "{who} up to {amount}";
    fr_paid(who: &str, amount: &str): "{who} {amount}" | "{who} {amount}";
    fr_none: "没有已知规则" | "no known rule";
    fr_by_transfer: "我们承担的运费走小额打款，不算进退款。" | "Freight we owe is a transfer of its own, never part of the refund.";
    fr_quote(words: &str): "聊天里说定: \"{words}\"" | "agreed in the chat: \"{words}\"";
    fr_is_missing: "相关凭证" | "proof of it";
    fraud_warning(amount: &str, why: &str): "留意: 买家可能主张赔偿 {amount} ({why})。只作提醒，不计入金额。" | "Mind: the buyer may claim {amount} on top ({why}). Only a warning; it is not in any amount.";
    doubt_used(case: &str): "退货单号在另一张售后单 {case} 里用过" | "the return waybill was used in case {case} before";
    doubt_no_scan(hours: i64): "退货单号填了 {hours} 小时还没有揽收记录" | "no scan for {hours} h since the return waybill was filled in";
    doubt_light(sent: i64, back: i64): "退回 {back} 克，发出 {sent} 克，轻了很多" | "came back with {back} g, was sent with {sent} g";
}

impl Lang {
    /// The three ways and the rule: `发货: 卖家   退货: 卖家 ¥12.00 以内 (无运费险)   换货: -   规则: 质量 (较可靠)`.
    pub fn freight_line(self, freight: &Freight, returns: ReturnFreight) -> String {
        let rule = self.fr_rule(self.freight_rule_name(&freight.rule), self.confidence(freight.confidence));
        [
            self.fr_out(&self.share(&freight.out, false)),
            self.fr_back(&self.share(&freight.back, true), self.return_freight(returns)),
            self.fr_again(&self.share(&freight.again, true)),
            rule,
        ]
        .join("   ")
    }

    /// A rule of freight by the name people know it by; one of the shop's own by its id.
    fn freight_rule_name(self, id: &str) -> &str {
        let both = match id {
            "address_noted" => ["地址已备注", "address was noted"],
            "exchange_size" => ["换尺码", "another size"],
            "exchange_defect" => ["质量换货", "exchange of a fault"],
            "repair_warranty" => ["保修", "warranty"],
            "repair_misuse" => ["人为损坏", "misuse"],
            "no_reason" => ["七天无理由", "no reason"],
            "quality" => ["质量", "quality"],
            "late" => ["超时发货", "shipped late"],
            "not_received" => ["没收到货", "not received"],
            "refused_with_cause" => ["有理由拒收", "refused with cause"],
            "refused_without_cause" => ["无理由拒收", "refused without cause"],
            "address_wrong" => ["地址写错", "wrong address"],
            "nothing_travels" => ["不寄回", "nothing travels"],
            "not_shipped" => ["未发货", "not shipped"],
            "unclear" => ["责任未定", "fault not clear"],
            "chat" => ["聊天约定", "agreed in the chat"],
            _ => return id,
        };
        both[usize::from(self == Lang::En)]
    }

    fn share(self, share: &FreightShare, ceiling: bool) -> String {
        let Some(payer) = share.payer else { return "-".to_owned() };
        let who = self.payer(payer);
        match share.amount {
            Some(amount) if ceiling => self.fr_up_to(who, &amount.shown()),
            Some(amount) => self.fr_paid(who, &amount.shown()),
            None => who.to_owned(),
        }
    }

    /// The sentence for the buyer, filled.
    pub fn freight_say(self, freight: &Freight) -> String {
        let words = match self {
            Lang::Zh => &freight.sentence.zh,
            Lang::En => &freight.sentence.en,
        };
        let missing = match freight.missing.as_slice() {
            [] => self.fr_is_missing().to_owned(),
            kinds => self.evidence_kinds(kinds),
        };
        let words = words.replace("{missing}", &missing);
        match freight.cap {
            Some(cap) if cap.currency() == Currency::CNY => {
                words.replace("{freight.cap} 元", &format!("{cap} 元")).replace("{freight.cap}", &cap.shown())
            }
            Some(cap) => words.replace("{freight.cap} 元", &cap.shown()).replace("{freight.cap}", &cap.shown()),
            None => words,
        }
    }

    /// What is odd about a return parcel.
    pub fn return_doubt(self, doubt: &ReturnDoubt) -> String {
        match doubt {
            ReturnDoubt::UsedBefore { case } => self.doubt_used(&case.to_string()),
            ReturnDoubt::NoScan { since } => self.doubt_no_scan(since.whole_secs() / 3600),
            ReturnDoubt::TooLight { sent, back } => self.doubt_light(*sent, *back),
        }
    }
}
