//! The JSON shapes: a promise to users. Fields are added freely and changed only with a major version. Times are RFC
//! 3339 with the shop's offset, money is a decimal string beside its currency, ids are strings, what is absent is null.

use serde_json::{Value, json};

use crate::domain::aftersale::{Anomaly, Case, CaseEvent, ClockView, Freight, FreightShare, Proof, ReturnDoubt, Step};
use crate::domain::worklog::LogEntry;
use crate::domain::{
    Agent, AgentId, Conversation, Flag, Message, Money, Order, OrderLine, Shop, ShopId, Time, Zone, mask,
};

/// How values are worded.
#[derive(Debug)]
pub(crate) struct Words {
    /// The zone times are shown in.
    pub(crate) zone: Zone,
    /// The instant that counts as now.
    pub(crate) now: Time,
    /// True when phones and addresses are shown whole.
    pub(crate) whole: bool,
    /// All agents.
    pub(crate) agents: Vec<Agent>,
    /// All shops.
    pub(crate) shops: Vec<Shop>,
}

impl Words {
    /// An instant, or null.
    pub(crate) fn time(&self, at: impl Into<Option<Time>>) -> Value {
        at.into().map_or(Value::Null, |at| json!(self.zone.rfc3339(at)))
    }
    /// An instant for a table; empty for none.
    pub(crate) fn short(&self, at: impl Into<Option<Time>>) -> String {
        at.into().map(|at| self.zone.short(at, self.now)).unwrap_or_default()
    }
    /// The name of an agent, or null.
    pub(crate) fn agent(&self, id: Option<AgentId>) -> Value {
        self.agent_name(id).map_or(Value::Null, Value::from)
    }
    /// The name of an agent.
    pub(crate) fn agent_name(&self, id: Option<AgentId>) -> Option<&str> {
        self.agents.iter().find(|agent| Some(agent.id) == id).map(|agent| &*agent.name)
    }
    /// A shop.
    pub(crate) fn shop(&self, id: ShopId) -> Option<&Shop> {
        self.shops.iter().find(|shop| shop.id == id)
    }
    /// A phone, masked unless all is shown whole.
    pub(crate) fn phone(&self, phone: &str) -> String {
        if self.whole { phone.to_owned() } else { mask::phone(phone) }
    }

    /// An order with its lines.
    pub(crate) fn order(&self, order: &Order, lines: &[OrderLine]) -> Value {
        let lines: Vec<_> = lines.iter().map(line).collect();
        json!({
            "number": order.number,
            "platform": order.platform.code(),
            "shop": self.shop(order.shop).map(|shop| &*shop.name),
            "buyer": &*order.buyer,
            "status": order.status.code(),
            "raw_status": text(&order.raw_status),
            "payable": money(order.payable),
            "paid": money(order.paid),
            "freight": money(order.freight),
            "refunded": money(order.refunded),
            "currency": order.currency.code(),
            "created_at": self.time(order.created_at),
            "paid_at": self.time(order.paid_at),
            "shipped_at": self.time(order.shipped_at),
            "finished_at": self.time(order.finished_at),
            "ship_by": self.time(order.ship_by),
            "picked_up_at": self.time(order.picked_up_at),
            "last_scan_at": self.time(order.last_scan_at),
            "signed_at": self.time(order.signed_at),
            "return_freight": order.return_freight.code(),
            "our_step": order.our_step.as_deref(),
            "receiver": self.personal(&order.receiver, mask::receiver),
            "phone": self.personal(&order.phone, mask::phone),
            "address": self.personal(&order.address, mask::address),
            "carrier": text(&order.carrier),
            "tracking": order.tracking,
            "flag": if order.flag == Flag::None { Value::Null } else { json!(order.flag.code()) },
            "memo": text(&order.memo),
            "buyer_message": text(&order.buyer_message),
            "verified_at": self.time(order.verified_at),
            "seen_at": self.time(order.seen_at),
            "lines": lines,
        })
    }

    /// A chat as a row of the queue; `orders` are the numbers it is about.
    pub(crate) fn chat(&self, chat: &Conversation, orders: &[String]) -> Value {
        json!({
            "id": chat.id.to_string(),
            "channel": chat.channel,
            "platform": chat.platform.code(),
            "customer": {"id": chat.customer.to_string(), "name": &*chat.nick},
            "state": chat.state.code(),
            "agent": self.agent(chat.agent),
            "unread": chat.unread,
            "waiting_since": self.time(chat.waiting_since),
            "due_at": self.time(chat.due_at),
            "snoozed_until": self.time(chat.snoozed_until),
            "last_at": self.time(chat.last_at),
            "last_text": &*chat.last_text,
            "orders": orders,
        })
    }

    /// A message.
    pub(crate) fn message(&self, message: &Message) -> Value {
        json!({
            "id": message.id.to_string(),
            "at": self.time(message.at),
            "from": message.from.code(),
            "agent": self.agent(message.agent),
            "text": &*message.text,
            "state": message.state.code(),
            "client_id": message.client_key,
        })
    }

    /// A log entry; `order` is the number behind its link.
    pub(crate) fn log(&self, entry: &LogEntry, order: Option<&str>) -> Value {
        json!({
            "id": entry.id.to_string(),
            "at": self.time(entry.at),
            "agent": self.agent(entry.agent),
            "shift": entry.shift,
            "problem": &*entry.problem,
            "cause": text(&entry.cause),
            "fix": text(&entry.fix),
            "kind": text(&entry.kind),
            "links": {
                "chat": entry.links.chat.map(|id| id.to_string()),
                "order": order,
                "case": entry.links.case.map(|id| id.to_string()),
            },
        })
    }

    /// A case; `order` is its order's number, `line` its line's.
    pub(crate) fn case(&self, case: &Case, about: &CaseAbout<'_>) -> Value {
        let clock = match case.clock_view() {
            ClockView::Running(clock) | ClockView::Stopped(clock) => Some(clock),
            ClockView::None(_) => None,
        };
        let history: Vec<_> = about.history.iter().map(|event| self.case_event(event)).collect();
        json!({
            "id": case.id.to_string(),
            "platform_id": case.platform_id,
            "order": about.order,
            "line": about.line,
            "apart": case.apart.as_deref(),
            "type": case.kind.code(),
            "reason": case.reason.word(),
            "stage": case.stage.code(),
            "arbitration": case.arbitration.code(),
            "our_step": case.our_step.code(),
            "goods": case.goods.code(),
            "amount": money(case.amount),
            "max_amount": money(about.max_amount),
            "worth": money(about.worth),
            "currency": case.currency.code(),
            "opened_at": self.time(case.opened_at),
            "act_by": self.time(clock.map(|c| c.act_by)),
            "presume_at": self.time(clock.map(|c| c.presume_at)),
            "on_timeout": clock.and_then(|c| c.on_timeout).map(|t| t.code()),
            "favours": clock.and_then(|c| c.favours).map(|p| p.code()),
            "stopped_at": self.time(clock.and_then(|c| c.stopped_at)),
            "clock": clock.map(|c| json!({
                "rule": c.rule, "source": c.source.code(), "confidence": c.confidence.code(),
            })),
            "no_clock": match case.clock_view() {
                ClockView::None(why) => json!(why.code()),
                ClockView::Running(_) | ClockView::Stopped(_) => Value::Null,
            },
            "anomalies": case.anomalies.iter().map(|anomaly| self.anomaly(anomaly, case)).collect::<Vec<_>>(),
            "freight": about.freight.map(|f| json!({
                "out": share(&f.out), "back": share(&f.back), "again": share(&f.again),
                "rule": f.rule, "say": about.say, "source": &*f.source, "confidence": f.confidence.code(),
                "by_transfer": f.by_transfer,
            })),
            "evidence": {
                "have": about.proof.have.iter().map(|k| k.code()).collect::<Vec<_>>(),
                "missing": about.proof.missing().iter().map(|k| k.code()).collect::<Vec<_>>(),
                "from_buyer": about.proof.from_buyer.iter().map(|k| k.code()).collect::<Vec<_>>(),
                "doubts": about.doubts.iter().map(doubt).collect::<Vec<_>>(),
            },
            "steps": about.steps.iter().map(|s| s.code()).collect::<Vec<_>>(),
            "history": history,
        })
    }

    fn anomaly(&self, anomaly: &Anomaly, case: &Case) -> Value {
        match anomaly {
            Anomaly::Jumped { at, from, to } => {
                json!({"what": "jumped", "at": self.time(*at), "from": from.code(), "to": to.code()})
            }
            Anomaly::AfterEnd { at, told } => json!({"what": "after_end", "at": self.time(*at), "to": told.code()}),
            Anomaly::OverCap { at, amount, cap } => {
                json!({"what": "over_cap", "at": self.time(*at), "amount": money(Some(*amount)), "cap": money(Some(*cap))})
            }
            Anomaly::IntentionOvertaken { at, step } => {
                json!({"what": "step_overtaken", "at": self.time(*at), "step": step.code()})
            }
            Anomaly::Beside { at, other } => json!({"what": "beside", "at": self.time(*at), "case": other.to_string()}),
            Anomaly::Differs { at, kind, amount } => json!({
                "what": "differs", "at": self.time(*at), "noted_type": kind.map(|kind| kind.code()),
                "noted_amount": money(*amount), "type": case.kind.code(), "amount": money(case.amount),
            }),
        }
    }

    fn case_event(&self, event: &CaseEvent) -> Value {
        let by = match self.agent(event.by) {
            Value::Null => json!(event.party.code()),
            name => name,
        };
        json!({
            "at": self.time(event.at), "by": by, "step": event.step.code(),
            "from": event.from.map(|s| s.code()), "to": event.to.code(), "note": event.note.as_deref(),
            "intended": event.intended,
        })
    }

    pub(crate) fn personal(&self, value: &str, masked: impl Fn(&str) -> String) -> Value {
        match value {
            "" => Value::Null,
            value if self.whole => json!(value),
            value => json!(masked(value)),
        }
    }
}

/// What a case's shape tells beyond the case itself.
#[derive(Default)]
pub(crate) struct CaseAbout<'a> {
    /// The order's number.
    pub(crate) order: &'a str,
    /// The line's number.
    pub(crate) line: Option<&'a str>,
    /// What may be refunded now.
    pub(crate) max_amount: Option<Money>,
    /// What the goods sent in it are worth.
    pub(crate) worth: Option<Money>,
    /// Evidence at hand and missing.
    pub(crate) proof: Proof,
    /// Who pays the freight.
    pub(crate) freight: Option<&'a Freight>,
    /// The sentence about it.
    pub(crate) say: Option<String>,
    /// What is odd about the return parcel.
    pub(crate) doubts: &'a [ReturnDoubt],
    /// Steps allowed now.
    pub(crate) steps: &'a [Step],
    /// What happened.
    pub(crate) history: &'a [CaseEvent],
}

/// An amount as a decimal string, or null.
pub(crate) fn money(amount: Option<Money>) -> Value {
    amount.map_or(Value::Null, |amount| json!(amount.to_string()))
}

fn text(text: &str) -> Value {
    if text.is_empty() { Value::Null } else { json!(text) }
}

fn line(line: &OrderLine) -> Value {
    json!({
        "line": line.line,
        "title": &*line.title,
        "sku": text(&line.sku),
        "outer_id": text(&line.outer_id),
        "quantity": line.quantity,
        "price": money(line.price),
        "status": line.status.code(),
    })
}

fn doubt(doubt: &ReturnDoubt) -> Value {
    match doubt {
        ReturnDoubt::UsedBefore { case } => json!({"what": "waybill_used", "case": case.to_string()}),
        ReturnDoubt::NoScan { since } => json!({"what": "no_scan", "hours": since.whole_secs() / 3600}),
        ReturnDoubt::TooLight { sent, back } => json!({"what": "too_light", "sent_grams": sent, "back_grams": back}),
    }
}

fn share(share: &FreightShare) -> Value {
    match (share.payer, share.amount) {
        (None, None) => Value::Null,
        (payer, amount) => json!({"payer": payer.map(|p| p.code()), "amount": money(amount)}),
    }
}
