//! The parts of a case that are never searched, as one JSON text: intention, offer, freight, evidence clock, anomalies.

use serde_json::{Map, Value, json};

use super::super::engine::Result;
use crate::domain::aftersale::{
    AgreedFreight, Anomaly, Case, CaseClock, CaseType, ClockSource, Confidence, EvidenceKind, FreightShare, Intention,
    Offer, OnTimeout, Origin, OurStep, ParcelFact, Party, Payer, Reason, Stage, StartEvent, Step, StepInput, Waybill,
};
use crate::domain::{AgentId, CaseId, Currency, Damage, MessageId, Money, Problem, SafeText, Span, Time};

/// The parts, read back.
#[derive(Default)]
pub(super) struct Detail {
    pub(super) intention: Option<Intention>,
    pub(super) offer: Option<Offer>,
    pub(super) negotiated: bool,
    pub(super) freight: Option<AgreedFreight>,
    pub(super) evidence_clock: Option<CaseClock>,
    pub(super) anomalies: Vec<Anomaly>,
}

/// The parts of a case as text; empty when it has none.
pub(super) fn write(case: &Case) -> String {
    let mut map = Map::new();
    let mut put = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            map.insert(name.to_owned(), value);
        }
    };
    put("intention", case.intention.as_ref().map(intention));
    put("offer", case.offer.as_ref().map(|o| json!({ "kind": o.kind.code(), "amount": money(o.amount) })));
    put("negotiated", case.negotiated.then_some(Value::Bool(true)));
    put("freight", case.freight.as_ref().map(freight));
    put("evidence_clock", case.evidence_clock.as_ref().map(clock));
    put("anomalies", (!case.anomalies.is_empty()).then(|| case.anomalies.iter().map(anomaly).collect()));
    if map.is_empty() { String::new() } else { Value::Object(map).to_string() }
}

/// Reads what [`write`] wrote.
pub(super) fn read(text: &str, currency: Currency) -> Result<Detail> {
    if text.is_empty() {
        return Ok(Detail::default());
    }
    let value: Value = serde_json::from_str(text).map_err(|_| damaged())?;
    let from = From { currency };
    let part = |name: &str| Some(&value[name]).filter(|v| !v.is_null());
    Ok(Detail {
        intention: part("intention").map(|v| from.intention(v)).transpose()?,
        offer: part("offer")
            .map(|v| {
                Ok::<_, Problem>(Offer { kind: code(&v["kind"], CaseType::parse)?, amount: from.money(&v["amount"]) })
            })
            .transpose()?,
        negotiated: part("negotiated").is_some(),
        freight: part("freight").map(|v| from.freight(v)).transpose()?,
        evidence_clock: part("evidence_clock").map(read_clock).transpose()?,
        anomalies: match part("anomalies").and_then(Value::as_array) {
            Some(list) => list.iter().map(|v| from.anomaly(v)).collect::<Result<_>>()?,
            None => Vec::new(),
        },
    })
}

fn intention(i: &Intention) -> Value {
    let input = &i.input;
    json!({
        "step": i.step.code(), "at": i.at.ms(), "before": i.before.code(),
        "by": input.by.map(AgentId::raw), "platform": input.origin == Origin::Platform, "amount": money(input.amount),
        "worth": money(input.worth), "kind": input.kind.map(CaseType::code),
        "reason": input.reason.as_ref().map(|r| json!({ "raw": r.raw.as_str(), "code": r.code })),
        "text": text(&input.text), "parcel": input.parcel.map(ParcelFact::code),
        "waybill": input.waybill.as_ref().map(|w| json!({ "carrier": w.carrier.as_str(), "number": w.number })),
        "override": text(&input.override_reason), "return_address": text(&input.return_address),
        "evidence": input.evidence.iter().map(|k| k.code()).collect::<Vec<_>>(),
        "deadline": input.platform_deadline.map(Time::ms),
    })
}

fn freight(f: &AgreedFreight) -> Value {
    let share = |s: &FreightShare| json!({ "payer": s.payer.map(Payer::code), "amount": money(s.amount) });
    json!({
        "out": share(&f.out), "back": share(&f.back), "again": share(&f.again), "message": f.message.raw(),
        "quote": f.quote.as_str(),
    })
}

fn clock(c: &CaseClock) -> Value {
    json!({
        "rule": c.rule, "version": c.rule_version, "start": c.start.code(), "started_at": c.started_at.ms(),
        "act_by": c.act_by.ms(), "presume_at": c.presume_at.ms(), "on_timeout": c.on_timeout.map(OnTimeout::code),
        "favours": c.favours.map(Party::code), "source": c.source.code(), "confidence": c.confidence.code(),
        "stopped_at": c.stopped_at.map(Time::ms), "paused": c.paused.ms(),
    })
}

fn anomaly(a: &Anomaly) -> Value {
    match a {
        Anomaly::Jumped { at, from, to } => {
            json!({ "what": "jumped", "at": at.ms(), "from": from.code(), "to": to.code() })
        }
        Anomaly::AfterEnd { at, told } => json!({ "what": "after_end", "at": at.ms(), "told": told.code() }),
        Anomaly::OverCap { at, amount, cap } => {
            json!({ "what": "over_cap", "at": at.ms(), "amount": amount.minor(), "cap": cap.minor() })
        }
        Anomaly::IntentionOvertaken { at, step } => json!({ "what": "overtaken", "at": at.ms(), "step": step.code() }),
        Anomaly::Beside { at, other } => json!({ "what": "beside", "at": at.ms(), "other": other.raw() }),
        Anomaly::Differs { at, kind, amount } => {
            json!({ "what": "differs", "at": at.ms(), "kind": kind.map(CaseType::code), "amount": money(*amount) })
        }
    }
}

fn money(amount: Option<Money>) -> Option<i64> {
    amount.map(Money::minor)
}

fn text(text: &Option<SafeText>) -> Option<&str> {
    text.as_deref()
}

struct From {
    currency: Currency,
}

impl From {
    fn money(&self, v: &Value) -> Option<Money> {
        v.as_i64().map(|minor| Money::new(minor, self.currency))
    }
    fn intention(&self, v: &Value) -> Result<Intention> {
        let input = StepInput {
            by: v["by"].as_i64().map(AgentId::new),
            origin: if v["platform"].as_bool() == Some(true) { Origin::Platform } else { Origin::Desk },
            amount: self.money(&v["amount"]),
            worth: self.money(&v["worth"]),
            kind: opt_code(&v["kind"], CaseType::parse)?,
            reason: v["reason"].as_object().map(|r| Reason {
                raw: SafeText::clean(r["raw"].as_str().unwrap_or_default()),
                code: r["code"].as_str().map(str::to_owned),
            }),
            text: read_text(&v["text"]),
            waybill: v["waybill"].as_object().map(|w| Waybill {
                carrier: SafeText::line(w["carrier"].as_str().unwrap_or_default()),
                number: w["number"].as_str().unwrap_or_default().to_owned(),
            }),
            parcel: opt_code(&v["parcel"], ParcelFact::parse)?,
            override_reason: read_text(&v["override"]),
            return_address: read_text(&v["return_address"]),
            evidence: match v["evidence"].as_array() {
                Some(list) => list.iter().map(|k| code(k, EvidenceKind::parse)).collect::<Result<_>>()?,
                None => Vec::new(),
            },
            platform_deadline: v["deadline"].as_i64().map(Time::from_ms),
            ..StepInput::default()
        };
        Ok(Intention {
            step: code(&v["step"], Step::parse)?,
            input,
            at: time(&v["at"])?,
            before: code(&v["before"], OurStep::parse)?,
        })
    }
    fn freight(&self, v: &Value) -> Result<AgreedFreight> {
        let share = |v: &Value| -> Result<FreightShare> {
            Ok(FreightShare { payer: opt_code(&v["payer"], Payer::parse)?, amount: self.money(&v["amount"]) })
        };
        Ok(AgreedFreight {
            out: share(&v["out"])?,
            back: share(&v["back"])?,
            again: share(&v["again"])?,
            message: MessageId::new(v["message"].as_i64().ok_or_else(damaged)?),
            quote: read_text(&v["quote"]).unwrap_or_default(),
        })
    }
    fn anomaly(&self, v: &Value) -> Result<Anomaly> {
        let at = time(&v["at"])?;
        let amount = |v: &Value| self.money(v).ok_or_else(damaged);
        Ok(match v["what"].as_str() {
            Some("jumped") => {
                Anomaly::Jumped { at, from: code(&v["from"], Stage::parse)?, to: code(&v["to"], Stage::parse)? }
            }
            Some("after_end") => Anomaly::AfterEnd { at, told: code(&v["told"], Stage::parse)? },
            Some("over_cap") => Anomaly::OverCap { at, amount: amount(&v["amount"])?, cap: amount(&v["cap"])? },
            Some("beside") => Anomaly::Beside { at, other: CaseId::new(v["other"].as_i64().ok_or_else(damaged)?) },
            Some("differs") => {
                Anomaly::Differs { at, kind: opt_code(&v["kind"], CaseType::parse)?, amount: self.money(&v["amount"]) }
            }
            Some("overtaken") => Anomaly::IntentionOvertaken { at, step: code(&v["step"], Step::parse)? },
            _ => return Err(damaged()),
        })
    }
}

fn read_clock(v: &Value) -> Result<CaseClock> {
    Ok(CaseClock {
        rule: v["rule"].as_str().map(str::to_owned),
        rule_version: v["version"].as_u64().and_then(|n| u32::try_from(n).ok()),
        start: code(&v["start"], StartEvent::parse)?,
        started_at: time(&v["started_at"])?,
        act_by: time(&v["act_by"])?,
        presume_at: time(&v["presume_at"])?,
        on_timeout: opt_code(&v["on_timeout"], OnTimeout::parse)?,
        favours: opt_code(&v["favours"], Party::parse)?,
        source: code(&v["source"], ClockSource::parse)?,
        confidence: code(&v["confidence"], Confidence::parse)?,
        stopped_at: v["stopped_at"].as_i64().map(Time::from_ms),
        paused: Span::from_ms(v["paused"].as_i64().unwrap_or_default()),
    })
}

fn read_text(v: &Value) -> Option<SafeText> {
    v.as_str().map(SafeText::clean)
}

fn time(v: &Value) -> Result<Time> {
    v.as_i64().map(Time::from_ms).ok_or_else(damaged)
}

fn code<T>(v: &Value, parse: impl Fn(&str) -> Option<T>) -> Result<T> {
    v.as_str().and_then(parse).ok_or_else(damaged)
}

fn opt_code<T>(v: &Value, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>> {
    if v.is_null() { Ok(None) } else { code(v, parse).map(Some) }
}

fn damaged() -> Problem {
    Problem::Damaged(Damage::CaseDetail)
}
