//! What was told of a refund, kept as JSON for as long as another one may fit its case better.

use serde_json::{Map, Value, json};

use super::super::engine::Result;
use crate::domain::aftersale::{Arbitration, CaseType, GoodsState, Phase, Stage};
use crate::domain::{Currency, Damage, Money, Problem, RawText, RefundFacts, Time};

/// Writes and reads the fields named, each under its own name.
macro_rules! kept {
    ($($field:ident)*) => {
        /// The facts as text. Of the buyer only what a case keeps: words and numbers of the refund itself.
        pub(super) fn write(facts: &RefundFacts) -> String {
            let mut all = Map::new();
            $(all.insert(stringify!($field).to_owned(), facts.$field.kept());)*
            Value::Object(all).to_string()
        }

        /// The facts of a text [`write`] made.
        pub(super) fn read(text: &str) -> Result<RefundFacts> {
            let Ok(Value::Object(all)) = serde_json::from_str(text) else {
                return Err(Problem::Damaged(Damage::RefundFacts));
            };
            let told = |field: &str| all.get(field).unwrap_or(&Value::Null);
            Ok(RefundFacts { $($field: Keep::told(told(stringify!($field))),)* ..RefundFacts::default() })
        }
    };
}

kept! {
    platform_id order line outer_id title case_type stage raw_status reason explanation goods phase amount paid applied_at
    deadline closed_at returned_at return_tracking return_carrier arbitration advance at_fault memo extra
}

/// How a field of one type stands in JSON. What is not there or of another kind reads as nothing.
trait Keep {
    fn kept(&self) -> Value;
    fn told(value: &Value) -> Self;
}

impl Keep for String {
    fn kept(&self) -> Value {
        json!(self)
    }
    fn told(value: &Value) -> Self {
        value.as_str().unwrap_or_default().to_owned()
    }
}

impl Keep for RawText {
    fn kept(&self) -> Value {
        json!(self.unclean())
    }
    fn told(value: &Value) -> Self {
        RawText::new(value.as_str().unwrap_or_default())
    }
}

impl Keep for &'static str {
    fn kept(&self) -> Value {
        json!(self)
    }
    fn told(value: &Value) -> Self {
        word(value.as_str().unwrap_or_default())
    }
}

impl Keep for Option<Time> {
    fn kept(&self) -> Value {
        json!(self.map(Time::ms))
    }
    fn told(value: &Value) -> Self {
        value.as_i64().map(Time::from_ms)
    }
}

impl Keep for Option<Money> {
    fn kept(&self) -> Value {
        self.map_or(Value::Null, |money| json!([money.minor(), money.currency().code()]))
    }
    fn told(value: &Value) -> Self {
        let [minor, currency] = value.as_array()?.as_slice() else { return None };
        Some(Money::new(minor.as_i64()?, Currency::parse(currency.as_str()?)?))
    }
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
        let strange = write(&facts).replace("seller_receive", "no_such_stage");
        assert_eq!(read(&strange).expect("ours").stage, "", "a word of no kefu");
    }
}
