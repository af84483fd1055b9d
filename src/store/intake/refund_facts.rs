//! What was told of a refund, kept as JSON for as long as another one may fit its case better.

use serde_json::{Map, Value, json};

use super::super::engine::Result;
use crate::domain::aftersale::{Arbitration, CaseType, GoodsState, Phase, Stage};
use crate::domain::{Currency, Damage, Money, Problem, RawText, RefundFacts, Time};

/// The facts as text. Of the buyer only what a case keeps: words and numbers of the refund itself.
pub(super) fn write(facts: &RefundFacts) -> String {
    let time = |at: Option<Time>| at.map(Time::ms);
    let money = |amount: Option<Money>| amount.map(|m| json!([m.minor(), m.currency().code()]));
    json!({
        "platform_id": facts.platform_id, "order": facts.order, "line": facts.line, "outer_id": facts.outer_id,
        "title": facts.title.unclean(), "case_type": facts.case_type, "stage": facts.stage,
        "raw_status": facts.raw_status.unclean(), "reason": facts.reason.unclean(),
        "explanation": facts.explanation.unclean(), "goods": facts.goods, "phase": facts.phase,
        "amount": money(facts.amount), "paid": money(facts.paid), "applied_at": time(facts.applied_at),
        "deadline": time(facts.deadline), "closed_at": time(facts.closed_at), "returned_at": time(facts.returned_at),
        "return_tracking": facts.return_tracking, "return_carrier": facts.return_carrier.unclean(),
        "arbitration": facts.arbitration, "advance": facts.advance, "at_fault": facts.at_fault.unclean(),
        "memo": facts.memo.unclean(), "extra": facts.extra,
    })
    .to_string()
}

/// The facts of a text [`write`] made.
pub(super) fn read(text: &str) -> Result<RefundFacts> {
    let damaged = || Problem::Damaged(Damage::RefundFacts);
    let Ok(Value::Object(all)) = serde_json::from_str(text) else { return Err(damaged()) };
    let said = |name: &str| all.get(name).and_then(Value::as_str).unwrap_or_default();
    let (own, raw) = (|name: &str| said(name).to_owned(), |name: &str| RawText::new(said(name)));
    let time = |name: &str| all.get(name).and_then(Value::as_i64).map(Time::from_ms);
    Ok(RefundFacts {
        platform_id: own("platform_id"),
        order: own("order"),
        line: own("line"),
        outer_id: own("outer_id"),
        title: raw("title"),
        case_type: word(said("case_type")),
        stage: word(said("stage")),
        raw_status: raw("raw_status"),
        reason: raw("reason"),
        explanation: raw("explanation"),
        goods: word(said("goods")),
        phase: word(said("phase")),
        amount: money(&all, "amount"),
        paid: money(&all, "paid"),
        applied_at: time("applied_at"),
        deadline: time("deadline"),
        closed_at: time("closed_at"),
        returned_at: time("returned_at"),
        return_tracking: own("return_tracking"),
        return_carrier: raw("return_carrier"),
        arbitration: word(said("arbitration")),
        advance: word(said("advance")),
        at_fault: raw("at_fault"),
        memo: raw("memo"),
        extra: own("extra"),
        ..RefundFacts::default()
    })
}

fn money(all: &Map<String, Value>, name: &str) -> Option<Money> {
    let pair = all.get(name)?.as_array()?;
    Some(Money::new(pair.first()?.as_i64()?, Currency::parse(pair.get(1)?.as_str()?)?))
}

/// The program's own word for it; empty for one it does not know.
fn word(text: &str) -> &'static str {
    let goods = GoodsState::ALL.iter().map(|goods| goods.code());
    let places = Stage::ALL.iter().map(|stage| stage.code()).chain(CaseType::ALL.iter().map(|kind| kind.code()));
    let others = Arbitration::ALL.iter().map(|one| one.code()).chain(Phase::ALL.iter().map(|phase| phase.code()));
    let told = ["not_shipped", "onsale", "done", "paid", "none"];
    places.chain(goods).chain(others).chain(told).find(|known| *known == text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_told_reads_back_as_it_was() {
        let facts = RefundFacts {
            platform_id: "R1".into(),
            order: "1001".into(),
            line: "10011".into(),
            outer_id: "SKU-1".into(),
            title: RawText::new("键盘"),
            case_type: "return_refund",
            stage: "seller_receive",
            raw_status: RawText::new("买家已退货"),
            reason: RawText::new("质量问题"),
            explanation: RawText::new("按键\u{7}失灵"),
            goods: "not_shipped",
            phase: "onsale",
            amount: Some(Money::fen(10_000)),
            paid: Some(Money::new(5, Currency::parse("USD").expect("known"))),
            applied_at: Some(Time::from_ms(1)),
            deadline: Some(Time::from_ms(2)),
            closed_at: Some(Time::from_ms(3)),
            returned_at: Some(Time::from_ms(4)),
            return_tracking: "YT1".into(),
            return_carrier: RawText::new("圆通"),
            arbitration: "for_buyer",
            advance: "paid",
            at_fault: RawText::new("商家"),
            memo: RawText::new("加急"),
            extra: "{\"a\":\"b\"}".into(),
            ..RefundFacts::default()
        };
        assert_eq!(read(&write(&facts)).expect("ours"), facts);
        assert_eq!(read(&write(&RefundFacts::default())).expect("ours"), RefundFacts::default());
        assert!(read("[]").is_err());
    }
}
