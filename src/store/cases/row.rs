//! One list of columns and values for a case: what is inserted, what a step changes, and what takes it back.

use super::super::engine::{Arg, Result, Row};
use super::super::rows::Cols;
use super::detail;
use crate::domain::aftersale::{
    Arbitration, Case, CaseClock, CaseType, ClockSource, Confidence, Fault, GoodsState, OnTimeout, OurStep, Party,
    Phase, Reason, Stage, StartEvent, Waybill,
};
use crate::domain::{
    CaseId, ConversationId, CustomerId, Damage, Money, OrderId, OrderLineId, Platform, Problem, SafeText, ShopId, Span,
    Time,
};

pub(super) const COLUMNS: &str = "id, version, shop_id, platform, platform_id, order_id, order_line_id, apart, customer_id, \
     conversation_id, kind, reason, raw_reason, fault, stage, arbitration, our_step, goods, phase, currency, amount, max_amount, \
     worth, tries, cannot_refuse, tag, return_carrier, return_tracking, return_signed_at, sent_carrier, sent_tracking, \
     clock_start, clock_started_at, act_by, presume_at, on_timeout, favours, clock_rule, clock_rule_version, clock_source, \
     clock_confidence, clock_stopped_at, clock_paused, detail, stage_since, opened_at, ended_at, seen_at";

/// A case without its evidence, which has rows of its own.
pub(super) fn read(row: &dyn Row) -> Result<Case> {
    let mut c = Cols::new(row);
    let (id, version, shop) = (CaseId::new(c.int()?), c.int()?, ShopId::new(c.int()?));
    let platform = c.code("platform", Platform::parse)?;
    let platform_id = c.opt_string()?;
    let order = OrderId::new(c.int()?);
    let line = c.opt_int()?.map(OrderLineId::new);
    let apart = c.opt_clean()?;
    let customer = c.opt_int()?.map(CustomerId::new);
    let conversation = c.opt_int()?.map(ConversationId::new);
    let kind = c.code("case type", CaseType::parse)?;
    let code = Some(c.string()?).filter(|code| !code.is_empty());
    let reason = Reason { code, raw: c.clean()? };
    let fault = c.code("fault", Fault::parse)?;
    let stage = c.code("stage", Stage::parse)?;
    let arbitration = c.code("arbitration", Arbitration::parse)?;
    let our_step = c.code("our step", OurStep::parse)?;
    let goods = c.code("goods", GoodsState::parse)?;
    let phase = c.code("phase", Phase::parse)?;
    let currency = c.currency()?;
    let (amount, max_amount, worth) = (c.money(currency)?, c.money(currency)?, c.money(currency)?);
    let tries = u32::try_from(c.int()?).unwrap_or(u32::MAX);
    let cannot_refuse = c.flag()?;
    let tag = c.opt_string()?;
    let return_waybill = waybill(&mut c)?;
    let return_signed_at = c.opt_time()?;
    let sent_waybill = waybill(&mut c)?;
    let clock = clock(&mut c)?;
    let detail = detail::read(c.text()?, currency)?;
    Ok(Case {
        id,
        shop,
        platform,
        platform_id,
        order,
        line,
        apart,
        customer,
        conversation,
        kind,
        reason,
        fault,
        stage,
        arbitration,
        our_step,
        intention: detail.intention,
        goods,
        phase,
        amount,
        max_amount,
        worth,
        currency,
        offer: detail.offer,
        negotiated: detail.negotiated,
        tries,
        cannot_refuse,
        tag,
        return_waybill,
        return_signed_at,
        sent_waybill,
        clock,
        evidence_clock: detail.evidence_clock,
        freight: detail.freight,
        evidence: Vec::new(),
        stage_since: c.time()?,
        opened_at: c.time()?,
        ended_at: c.opt_time()?,
        anomalies: detail.anomalies,
        seen_at: c.time()?,
        version,
    })
}

fn waybill(c: &mut Cols<'_>) -> Result<Option<Waybill>> {
    let carrier = c.opt_text()?.map(SafeText::line);
    Ok(c.opt_string()?.map(|number| Waybill { carrier: carrier.unwrap_or_default(), number }))
}

fn clock(c: &mut Cols<'_>) -> Result<Option<CaseClock>> {
    let start = c.opt_code("start event", StartEvent::parse)?;
    let (started_at, act_by, presume_at) = (c.opt_time()?, c.opt_time()?, c.opt_time()?);
    let on_timeout = c.opt_code("timeout", OnTimeout::parse)?;
    let favours = c.opt_code("party", Party::parse)?;
    let (rule, rule_version) = (c.opt_string()?, c.opt_int()?.and_then(|n| u32::try_from(n).ok()));
    let source = c.opt_code("clock source", ClockSource::parse)?;
    let confidence = c.opt_code("confidence", Confidence::parse)?;
    let stopped_at = c.opt_time()?;
    let paused = Span::from_ms(c.int()?);
    let Some(act_by) = act_by else { return Ok(None) };
    let whole = || Problem::Damaged(Damage::ClockWithoutRule);
    Ok(Some(CaseClock {
        rule,
        rule_version,
        start: start.ok_or_else(whole)?,
        started_at: started_at.ok_or_else(whole)?,
        act_by,
        presume_at: presume_at.ok_or_else(whole)?,
        on_timeout,
        favours,
        source: source.ok_or_else(whole)?,
        confidence: confidence.ok_or_else(whole)?,
        stopped_at,
        paused,
    }))
}

/// What may change in a case by a step, column by column; `detail` is [`detail::write`]'s text of the same case.
pub(super) fn values<'a>(case: &'a Case, detail: &'a str) -> Vec<(&'static str, Arg<'a>)> {
    let time = |at: Option<Time>| at.map_or(Arg::Null, |at| Arg::Int(at.ms()));
    let minor = |amount: Option<Money>| amount.map_or(Arg::Null, |m| Arg::Int(m.minor()));
    let mut all = vec![
        ("platform_id", case.platform_id.as_ref().into()),
        ("apart", case.apart.as_ref().into()),
        ("customer_id", case.customer.into()),
        ("conversation_id", case.conversation.into()),
        ("kind", case.kind.code().into()),
        ("reason", case.reason.code.as_deref().unwrap_or_default().into()),
        ("raw_reason", (&case.reason.raw).into()),
        ("fault", case.fault.code().into()),
        ("stage", case.stage.code().into()),
        ("arbitration", case.arbitration.code().into()),
        ("our_step", case.our_step.code().into()),
        ("goods", case.goods.code().into()),
        ("phase", case.phase.code().into()),
        ("currency", Arg::Text(case.currency.code())),
        ("amount", minor(case.amount)),
        ("max_amount", minor(case.max_amount)),
        ("worth", minor(case.worth)),
        ("tries", i64::from(case.tries).into()),
        ("cannot_refuse", case.cannot_refuse.into()),
        ("tag", case.tag.as_ref().into()),
        ("return_carrier", case.return_waybill.as_ref().map(|w| &w.carrier).into()),
        ("return_tracking", case.return_waybill.as_ref().map(|w| &w.number).into()),
        ("return_signed_at", time(case.return_signed_at)),
        ("sent_carrier", case.sent_waybill.as_ref().map(|w| &w.carrier).into()),
        ("sent_tracking", case.sent_waybill.as_ref().map(|w| &w.number).into()),
        ("detail", Arg::Text(detail)),
        ("stage_since", case.stage_since.into()),
        ("is_open", case.is_open().into()),
        ("ended_at", time(case.ended_at)),
        ("seen_at", case.seen_at.into()),
    ];
    all.extend(clock_values(case));
    all
}

/// The columns of a case's clock, in the order of [`clock_values`].
pub(super) const CLOCK_COLUMNS: [&str; 15] = [
    "clock_start",
    "clock_started_at",
    "act_by",
    "presume_at",
    "on_timeout",
    "favours",
    "clock_rule",
    "clock_rule_version",
    "clock_source",
    "clock_confidence",
    "clock_stopped_at",
    "clock_paused",
    "next_at",
    "presume_next",
    "harm",
];

/// What the indexes of open cases go by: the end of the running clock, from when the platform has presumably acted against
/// us, and what doing nothing costs, -1 for nothing.
pub(super) fn indexed(case: &Case) -> [Option<i64>; 3] {
    let running = case.running();
    [
        running.map(|c| c.act_by.ms()),
        running.filter(|c| c.favours != Some(Party::Seller)).map(|c| c.presume_at.ms()),
        Some(case.harm().map_or(-1, Money::hundredths)),
    ]
}

/// A case's clock, column by column; `next_at` is the running one's.
pub(super) fn clock_values(case: &Case) -> Vec<(&'static str, Arg<'_>)> {
    let clock = case.clock.as_ref();
    let [next_at, presume_next, harm] = indexed(case);
    let code = |word: Option<&'static str>| word.map_or(Arg::Null, Arg::Text);
    let time = |at: Option<Time>| at.map_or(Arg::Null, |at| Arg::Int(at.ms()));
    vec![
        ("clock_start", code(clock.map(|c| c.start.code()))),
        ("clock_started_at", time(clock.map(|c| c.started_at))),
        ("act_by", time(clock.map(|c| c.act_by))),
        ("presume_at", time(clock.map(|c| c.presume_at))),
        ("on_timeout", code(clock.and_then(|c| c.on_timeout).map(OnTimeout::code))),
        ("favours", code(clock.and_then(|c| c.favours).map(Party::code))),
        ("clock_rule", clock.and_then(|c| c.rule.as_ref()).into()),
        ("clock_rule_version", clock.and_then(|c| c.rule_version).map(i64::from).into()),
        ("clock_source", code(clock.map(|c| c.source.code()))),
        ("clock_confidence", code(clock.map(|c| c.confidence.code()))),
        ("clock_stopped_at", time(clock.and_then(|c| c.stopped_at))),
        ("clock_paused", clock.map_or(0, |c| c.paused.ms()).into()),
        ("next_at", next_at.into()),
        ("presume_next", presume_next.into()),
        ("harm", harm.into()),
    ]
}
