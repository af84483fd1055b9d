//! Who pays the freight: the table row by row, what overrides it, and what is said to the buyer.

use kefu::domain::aftersale::freight::{Parcel, Say};
use kefu::domain::aftersale::{
    AgreedFreight, Case, CaseType, EvidenceItem, EvidenceKind, Fault, Freight, FreightShare, GoodsState, Opening,
    Party, Payer, Rules, Stage, freight_of,
};
use kefu::domain::order::ReturnFreight;
use kefu::domain::{CaseId, Currency, MessageId, Money, OrderId, Platform, ShopId, Time};
use kefu::text::Lang;

fn rules() -> &'static Rules {
    static RULES: std::sync::OnceLock<Rules> = std::sync::OnceLock::new();
    RULES.get_or_init(|| kefu::rules::embedded().expect("the embedded rules"))
}

fn case(kind: CaseType, reason: &str, goods: GoodsState) -> Case {
    let rules = rules();
    let opening = Opening {
        reason: rules.reason(reason).0,
        ..Opening::told(
            CaseId::new(1),
            (ShopId::new(1), Platform::Taobao),
            OrderId::new(1),
            (kind, goods),
            Time::from_ms(0),
        )
    };
    Case::open(opening, rules).expect("opens").case
}

/// A shipped order whose buyer paid 6 yuan of freight.
const PAID: Parcel = Parcel {
    freight: Some(Money::fen(600)),
    currency: Currency::CNY,
    nothing_shipped: false,
    returns: ReturnFreight::None,
    address_noted: false,
};

const FREE: Parcel = Parcel { freight: Some(Money::fen(0)), ..PAID };

fn of(case: &Case, parcel: &Parcel) -> Freight {
    freight_of(case, parcel, rules()).expect("a row")
}

#[test]
fn every_cause_has_its_payers() {
    use CaseType::*;
    use GoodsState::*;
    let seller = Some(Payer::Seller);
    let buyer = Some(Payer::Buyer);
    for (kind, reason, goods, rule, out_free, out_paid, back, again) in [
        (ReturnRefund, "seven_day", Received, "no_reason", seller, buyer, buyer, None),
        (ReturnRefund, "no_longer_want", Received, "no_reason", seller, buyer, buyer, None),
        (ReturnRefund, "quality", Received, "quality", seller, seller, seller, None),
        (ReturnRefund, "wrong_item", Received, "quality", seller, seller, seller, None),
        (ReturnRefund, "fake", Received, "quality", seller, seller, seller, None),
        (RefundOnly, "damaged", Received, "quality", seller, seller, None, None),
        (Resend, "short_item", Received, "quality", seller, seller, None, seller),
        (RefundOnly, "late_shipment", NotReceived, "late", seller, seller, seller, None),
        (RefundOnly, "not_received", NotReceived, "not_received", seller, seller, seller, None),
        (Resend, "empty_parcel", Received, "not_received", seller, seller, None, seller),
        (RefundOnly, "address_wrong", NotReceived, "address_wrong", seller, buyer, buyer, None),
        (Exchange, "seven_day", Received, "exchange_size", None, None, buyer, buyer),
        (Exchange, "quality", Received, "exchange_defect", None, None, seller, seller),
        (Repair, "quality", Received, "repair_warranty", None, None, seller, seller),
        (Repair, "no_longer_want", Received, "repair_misuse", None, None, buyer, buyer),
        (RefundOnly, "price_diff", Received, "nothing_travels", None, None, None, None),
        (ReturnRefund, "other", Received, "unclear", seller, Some(Payer::Both), Some(Payer::Both), None),
        (ReturnRefund, "隔壁家更便宜", Received, "unclear", seller, Some(Payer::Both), Some(Payer::Both), None),
    ] {
        let case = case(kind, reason, goods);
        let (free, paid) = (of(&case, &FREE), of(&case, &PAID));
        assert_eq!(free.rule, rule, "{reason}");
        assert_eq!(
            (free.out.payer, paid.out.payer, free.back.payer, free.again.payer),
            (out_free, out_paid, back, again),
            "{kind:?} {reason}"
        );
        assert!(!free.source.is_empty() && !free.sentence.zh.is_empty() && !free.sentence.en.is_empty(), "{reason}");
    }
}

#[test]
fn a_refused_parcel_goes_by_whose_fault_it_is() {
    let with = |fault| Case { fault, ..case(CaseType::RefundOnly, "refused_delivery", GoodsState::NotReceived) };
    assert_eq!(of(&with(Fault::Seller), &PAID).rule, "refused_with_cause");
    assert_eq!(of(&with(Fault::Buyer), &PAID).back.payer, Some(Payer::Buyer));
    assert_eq!(of(&with(Fault::Unclear), &PAID).rule, "unclear");
}

#[test]
fn a_noted_address_change_makes_the_wrong_address_ours() {
    let case = case(CaseType::RefundOnly, "address_wrong", GoodsState::NotReceived);
    let noted = of(&case, &Parcel { address_noted: true, ..PAID });
    assert_eq!((noted.rule.as_str(), noted.back.payer), ("address_noted", Some(Payer::Seller)));
}

#[test]
fn insurance_and_free_returns_stand_in_for_the_buyer() {
    let mine = case(CaseType::ReturnRefund, "seven_day", GoodsState::Received);
    let by = |returns| of(&mine, &Parcel { returns, ..FREE });
    assert_eq!(
        (by(ReturnFreight::Insured).back.payer, by(ReturnFreight::Insured).say),
        (Some(Payer::Insurance), Say::Insured)
    );
    assert_eq!(by(ReturnFreight::PlatformFree).back.payer, Some(Payer::Platform));
    assert_eq!(by(ReturnFreight::ShopFree).back.payer, Some(Payer::Seller));
    let exchange = case(CaseType::Exchange, "seven_day", GoodsState::Received);
    let insured = Parcel { returns: ReturnFreight::Insured, ..FREE };
    assert_eq!(of(&exchange, &insured).back.payer, Some(Payer::Buyer), "an exchange is not covered");
    let ours = Case { stage: Stage::BuyerReturn, ..case(CaseType::ReturnRefund, "quality", GoodsState::Received) };
    assert_eq!(of(&ours, &insured).say, Say::InsuredSeller, "we owe the rest");
}

#[test]
fn what_was_agreed_in_the_chat_wins_and_keeps_its_quote() {
    let share = |payer, fen| FreightShare { payer: Some(payer), amount: Some(Money::fen(fen)) };
    let agreed = AgreedFreight {
        out: FreightShare::default(),
        back: share(Payer::Seller, 1_500),
        again: share(Payer::Buyer, 0),
        message: MessageId::new(9),
        quote: "退货运费我们出 15 元".into(),
    };
    let case = Case { freight: Some(agreed), ..case(CaseType::ReturnRefund, "seven_day", GoodsState::Received) };
    let found = of(&case, &PAID);
    assert_eq!((found.rule.as_str(), found.back), ("chat", share(Payer::Seller, 1_500)));
    assert_eq!(found.source.as_str(), "退货运费我们出 15 元");
    assert!(found.by_transfer);
}

#[test]
fn nothing_is_promised_while_proof_is_missing_and_then_a_ceiling_is_named() {
    let unproven = case(CaseType::ReturnRefund, "quality", GoodsState::Received);
    let found = of(&unproven, &PAID);
    assert_eq!(found.say, Say::Unproven);
    assert_eq!(
        Lang::Zh.freight_say(&found),
        "亲，麻烦先拍一下瑕疵近照、开箱视频、快递面单，核实是我们的问题的话，退货运费由我们承担。"
    );
    let shown = |kind| EvidenceItem { kind, from: Party::Buyer, at: Time::from_ms(0), name: "a.jpg".into() };
    let evidence =
        [EvidenceKind::FlawPhoto, EvidenceKind::UnboxingVideo, EvidenceKind::WaybillSlip].map(shown).to_vec();
    let proven = Case { evidence, ..unproven };
    let found = of(&proven, &PAID);
    assert_eq!(Lang::Zh.freight_say(&found), "亲，退货请先垫付运费，不要发到付，12.00 元以内凭底单退您。");
    assert!(Lang::En.freight_say(&found).contains("up to ¥12.00"));
    assert_eq!(found.back.amount, Some(Money::fen(1_200)));
    assert!(found.by_transfer, "never within the refund");
}

#[test]
fn no_ceiling_is_named_in_a_currency_that_has_none() {
    let usd = Currency::parse("USD").expect("code");
    let parcel = Parcel { currency: usd, freight: None, ..PAID };
    let case = Case { stage: Stage::BuyerReturn, ..case(CaseType::ReturnRefund, "quality", GoodsState::Received) };
    let found = of(&case, &parcel);
    assert_eq!((found.say, found.back.amount), (Say::SellerNoCap, None));
    for lang in [Lang::Zh, Lang::En] {
        assert!(!lang.freight_say(&found).contains('{'), "{}", lang.freight_say(&found));
    }
}

#[test]
fn an_order_not_shipped_has_no_freight_but_its_own() {
    let case = case(CaseType::RefundOnly, "out_of_stock", GoodsState::Unshipped);
    let found = of(&case, &Parcel { nothing_shipped: true, ..PAID });
    assert_eq!((found.rule.as_str(), found.back.payer), ("not_shipped", None));
}

#[test]
fn every_sentence_fills_in_both_languages_for_every_reason() {
    let rules = rules();
    for reason in &rules.reasons {
        for kind in CaseType::ALL {
            for returns in
                [ReturnFreight::None, ReturnFreight::Insured, ReturnFreight::PlatformFree, ReturnFreight::ShopFree]
            {
                for stage in [Stage::SellerReview, Stage::BuyerReturn] {
                    let case = Case { stage, ..case(*kind, &reason.code, GoodsState::Received) };
                    let found = of(&case, &Parcel { returns, ..PAID });
                    for text in [Lang::Zh.freight_say(&found), Lang::En.freight_say(&found)] {
                        assert!(!text.is_empty() && !text.contains('{'), "{}: {text}", reason.code);
                    }
                }
            }
        }
    }
}

#[test]
fn a_wrong_freight_file_is_refused_with_its_line() {
    let text = include_str!("../rules/freight.toml");
    for (good, bad) in [
        ("back = \"buyer\"", "back = \"buyr\""),
        ("{freight.cap} 元以内", "{cap} 元以内"),
        ("CNY = \"12.00\"", "CNY = \"12.005\""),
        ("source = \"no parcel moves", "source = \"\" # no parcel moves"),
    ] {
        let at = text.find(good).expect("the good words");
        let line = text[..at].matches('\n').count() + 1;
        let broken = text.replacen(good, bad, 1);
        match kefu::rules::read([kefu::rules::Source::new("rules/freight.toml", broken)]) {
            Err(kefu::domain::Problem::Config { line: told, .. }) => assert_eq!(told, line, "{bad}"),
            other => panic!("{bad}: {other:?}"),
        }
    }
    let without = text.replace("[say.agreed]", "[say.other]");
    assert!(kefu::rules::read([kefu::rules::Source::new("rules/freight.toml", without)]).is_err());
}
