//! Who pays the freight of a case, by which rule, and what is said about it.
//!
//! The way out, the way back and the replacement's way each have a payer. What was agreed in the chat wins over the
//! rules; insurance, the platform's and the shop's free return win over the buyer's paying the way back.

use std::collections::BTreeMap;

use super::case::Case;
use super::clock::Confidence;
use super::coded::coded;
use super::rules::Rules;
use super::words::{CaseType, EvidenceKind, Fault, GoodsState, Stage};
use crate::domain::order::ReturnFreight;
use crate::domain::{Currency, MessageId, Money, Order, OrderStatus, SafeText};

coded! {
    /// Who pays one way of the parcel.
    Payer {
        /// 买家
        Buyer = "buyer",
        /// 商家
        Seller = "seller",
        /// Half each: a suggestion where the fault is unclear.
        Both = "both",
        /// 运费险
        Insurance = "insurance",
        /// 平台
        Platform = "platform",
    }
}

coded! {
    /// Which sentence fits.
    Say {
        /// Proof is missing: nothing is promised yet.
        Unproven = "unproven",
        /// We pay, up to a ceiling.
        Seller = "seller",
        /// We pay, and no ceiling is known for the currency.
        SellerNoCap = "seller_no_cap",
        /// The buyer pays.
        Buyer = "buyer",
        /// Nobody knows yet whose fault it is.
        Both = "both",
        /// 运费险
        Insured = "insured",
        /// 运费险, and we owe what it does not cover.
        InsuredSeller = "insured_seller",
        /// The platform fetches it.
        PlatformFree = "platform_free",
        /// The shop fetches it.
        ShopFree = "shop_free",
        /// Nothing comes back.
        Nothing = "nothing",
        /// Nothing has gone out.
        NotShipped = "not_shipped",
        /// As agreed in the chat.
        Agreed = "agreed",
    }
}

/// One way of the parcel. No payer: nothing travels, or it is not known who paid.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FreightShare {
    /// Who pays.
    pub payer: Option<Payer>,
    /// How much, or up to how much, when known.
    pub amount: Option<Money>,
}

/// What was agreed with the buyer, with the message that says so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AgreedFreight {
    /// The way out.
    pub out: FreightShare,
    /// The way back.
    pub back: FreightShare,
    /// The replacement's way.
    pub again: FreightShare,
    /// The message.
    pub message: MessageId,
    /// Its words.
    pub quote: SafeText,
}

/// A sentence in both languages, with `{missing}` and `{freight.cap}` still in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sentence {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

/// Who pays the freight of a case.
#[derive(Clone, PartialEq, Debug)]
pub struct Freight {
    /// The way out.
    pub out: FreightShare,
    /// The way back.
    pub back: FreightShare,
    /// The replacement's way.
    pub again: FreightShare,
    /// The id of the row; `chat` when it was agreed there, `not_shipped` while nothing has gone out.
    pub rule: String,
    /// Where the rule comes from; the quote, when it was agreed in the chat.
    pub source: SafeText,
    /// How sure the rule is.
    pub confidence: Confidence,
    /// True when what we owe goes to the buyer as a transfer of its own, never within the refund.
    pub by_transfer: bool,
    /// Which sentence fits.
    pub say: Say,
    /// Its words.
    pub sentence: Sentence,
    /// What `{missing}` stands for.
    pub missing: Vec<EvidenceKind>,
    /// What `{freight.cap}` stands for.
    pub cap: Option<Money>,
}

/// One row of the freight table.
#[derive(Clone, PartialEq, Debug)]
pub struct FreightRow {
    /// Its id.
    pub id: String,
    /// Reasons it is for; empty means any.
    pub reasons: Vec<String>,
    /// Case types it is for; empty means any.
    pub types: Vec<CaseType>,
    /// Faults it is for; empty means any.
    pub faults: Vec<Fault>,
    /// Only for an address change that was noted before the parcel went out.
    pub address_noted: bool,
    /// Whose fault the row takes it to be.
    pub fault: Fault,
    /// Who pays the way out of an order shipped free.
    pub out_free: Option<Payer>,
    /// Who pays the way out where the buyer paid it.
    pub out_paid: Option<Payer>,
    /// Who pays the way back.
    pub back: Option<Payer>,
    /// Who pays the replacement's way.
    pub again: Option<Payer>,
    /// Where it comes from.
    pub source: SafeText,
    /// How sure it is.
    pub confidence: Confidence,
}

/// The freight table with its sentences.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FreightRules {
    /// The rows, the first that fits wins.
    pub rows: Vec<FreightRow>,
    /// Up to how much we give back, by currency.
    pub caps: Vec<Money>,
    /// Case types the return-freight insurance covers.
    pub insured: Vec<CaseType>,
    /// The sentences.
    pub say: BTreeMap<Say, Sentence>,
}

/// What the freight needs to know of the order.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Parcel {
    /// The freight the buyer paid; nothing when it is not known.
    pub freight: Option<Money>,
    /// The order's currency.
    pub currency: Currency,
    /// True while nothing has gone out.
    pub nothing_shipped: bool,
    /// Who fetches or insures the return.
    pub returns: ReturnFreight,
    /// An address change was asked for and noted before the parcel went out.
    pub address_noted: bool,
}

impl Parcel {
    /// What an order tells; `address_noted` is in its history.
    pub fn of(order: &Order, address_noted: bool) -> Self {
        Self {
            freight: order.freight,
            currency: order.currency,
            nothing_shipped: order.status == OrderStatus::ToShip,
            returns: order.return_freight,
            address_noted,
        }
    }
}

/// Who pays the freight of `case`; nothing when no row fits, and then nothing is guessed.
pub fn freight(case: &Case, parcel: &Parcel, rules: &Rules) -> Option<Freight> {
    let table = &rules.freight;
    let sentence = |say: Say| table.say.get(&say).cloned().unwrap_or_default();
    let cap = table.caps.iter().copied().find(|cap| cap.currency() == parcel.currency);
    if let Some(agreed) = &case.freight {
        let ours = [agreed.out, agreed.back, agreed.again].iter().any(|share| share.payer == Some(Payer::Seller));
        return Some(Freight {
            out: agreed.out,
            back: agreed.back,
            again: agreed.again,
            rule: "chat".into(),
            source: agreed.quote.clone(),
            confidence: Confidence::Medium,
            by_transfer: ours && !parcel.nothing_shipped,
            say: Say::Agreed,
            sentence: sentence(Say::Agreed),
            missing: Vec::new(),
            cap,
        });
    }
    if parcel.nothing_shipped && case.goods == GoodsState::Unshipped {
        return Some(Freight {
            out: FreightShare::default(),
            back: FreightShare::default(),
            again: FreightShare::default(),
            rule: "not_shipped".into(),
            source: SafeText::line(
                "the order's freight goes back with the last line, and only while nothing has shipped",
            ),
            confidence: Confidence::High,
            by_transfer: false,
            say: Say::NotShipped,
            sentence: sentence(Say::NotShipped),
            missing: Vec::new(),
            cap,
        });
    }
    let row = table.rows.iter().find(|row| row.fits(case, parcel))?;
    let shares = row.shares(case, parcel, cap);
    let missing = rules.proof(case).from_buyer;
    let (back, say) = returned(row, case, parcel, rules, shares.back, cap.is_some(), !missing.is_empty());
    let by_transfer = [shares.out, back].iter().any(|share| share.payer == Some(Payer::Seller));
    Some(Freight {
        out: shares.out,
        back,
        again: shares.again,
        rule: row.id.clone(),
        source: row.source.clone(),
        confidence: row.confidence,
        by_transfer,
        say,
        sentence: sentence(say),
        missing,
        cap,
    })
}

/// Who pays the way back once insurance and free returns are looked at, and the sentence for it.
fn returned(
    row: &FreightRow,
    case: &Case,
    parcel: &Parcel,
    rules: &Rules,
    back: FreightShare,
    has_cap: bool,
    unproven: bool,
) -> (FreightShare, Say) {
    let ours = back.payer == Some(Payer::Seller);
    let by = |payer| FreightShare { payer: Some(payer), amount: None };
    let seller = if has_cap { Say::Seller } else { Say::SellerNoCap };
    let open_question = case.stage == Stage::SellerReview && unproven;
    match parcel.returns {
        _ if back.payer.is_none() => (back, Say::Nothing),
        _ if ours && open_question => (back, Say::Unproven),
        ReturnFreight::Insured if rules.freight.insured.contains(&case.kind) && has_cap && ours => {
            (back, Say::InsuredSeller)
        }
        ReturnFreight::Insured if rules.freight.insured.contains(&case.kind) && !ours => {
            (by(Payer::Insurance), Say::Insured)
        }
        ReturnFreight::PlatformFree if rules.freight.insured.contains(&case.kind) => {
            (by(Payer::Platform), Say::PlatformFree)
        }
        ReturnFreight::ShopFree => (by(Payer::Seller), Say::ShopFree),
        _ if ours => (back, seller),
        _ if row.fault == Fault::Unclear => (back, Say::Both),
        _ => (back, Say::Buyer),
    }
}

struct Shares {
    out: FreightShare,
    back: FreightShare,
    again: FreightShare,
}

impl FreightRow {
    fn fits(&self, case: &Case, parcel: &Parcel) -> bool {
        let reason = case.reason.code.as_deref().unwrap_or_default();
        (self.reasons.is_empty() || self.reasons.iter().any(|code| code == reason))
            && (self.types.is_empty() || self.types.contains(&case.kind))
            && (self.faults.is_empty() || self.faults.contains(&case.fault))
            && (!self.address_noted || parcel.address_noted)
    }

    /// The row's payers for what really travels: a way nothing goes has none.
    fn shares(&self, case: &Case, parcel: &Parcel, cap: Option<Money>) -> Shares {
        let paid = parcel.freight.filter(|freight| !freight.is_zero());
        let out = match (parcel.freight, paid) {
            (Some(_), Some(freight)) => FreightShare { payer: self.out_paid, amount: self.out_paid.map(|_| freight) },
            (Some(_), None) => FreightShare { payer: self.out_free, amount: None },
            (None, _) if self.out_free == self.out_paid => FreightShare { payer: self.out_free, amount: None },
            (None, _) => FreightShare::default(),
        };
        let comes_back = case.kind.goods_come_back() || case.goods == GoodsState::NotReceived;
        let goes_again = !case.kind.refunds();
        let way = |travels: bool, payer: Option<Payer>| match payer.filter(|_| travels) {
            Some(Payer::Seller) => FreightShare { payer, amount: cap },
            payer => FreightShare { payer, amount: None },
        };
        Shares { out, back: way(comes_back, self.back), again: way(goes_again, self.again) }
    }
}
