//! Reads for the header, the queue and the work log.

use super::basis::Basis;
use crate::app::msg::{Desk, LogAsk, LogPage, QueueAsk, QueueFilter, QueuePage, QueueRow};
use crate::domain::source::SourceFault;
use crate::domain::{ChatState, Conversation, Problem, SafeText, Shop, Span, Time};
use crate::runtime::escalate::lead_of;
use crate::store::{
    Engine, agents, cases, conversations, desk as counts, search, shop_writes, shops, sources, worklog,
};

/// Cases that fall due within this time are counted in the header.
const CASES_DUE_WITHIN: Span = Span::hours(6);

/// Counts and names for the header.
pub(super) fn desk(basis: &Basis, db: &dyn Engine) -> Result<Desk, Problem> {
    let (by, now) = (basis.by(), basis.now());
    let shops = shops::all(db)?;
    let me = basis.me_at(db)?;
    let chats = conversations::counts(db, now)?;
    Ok(Desk {
        agent_said: SafeText::line(me.said()),
        agent: me.name,
        role: Some(basis.me.role),
        agent_id: Some(basis.me.id),
        lead: lead_of(db, Some(basis.me.id))?.map(|lead| lead.name),
        agents: agents::all(db)?.into_iter().map(|agent| (agent.id, agent.name)).collect(),
        unconnected: counts::unconnected(db, &shops)?,
        shops,
        waiting: size(chats.waiting),
        overdue: size(chats.overdue),
        cases: size(cases::counts(db, now)?.0),
        cases_due: counts::cases_due(db, now.plus(CASES_DUE_WITHIN))?,
        logged: counts::logged(db, Some(&by.shift))?,
        orders_seen_at: counts::orders_seen_at(db)?,
        broken_sources: broken(basis, db)?,
        written_shops: written(basis),
        unknown_writes: shop_writes::unknown_count(db)?,
        first_today: !counts::shift_has_begun(db, &by)?,
    })
}

/// Sources of the settings that fail.
fn broken(basis: &Basis, db: &dyn Engine) -> Result<Vec<(SafeText, Time, SourceFault)>, Problem> {
    let config = basis.config();
    if config.sources.is_empty() {
        return Ok(Vec::new());
    }
    let states = sources::all(db, false)?.into_iter();
    let ours = states.filter(|state| config.sources.iter().any(|setting| setting.name == state.name));
    Ok(ours.filter_map(|state| state.failing.map(|(at, why)| (SafeText::line(&state.name), at, why))).collect())
}

/// Sources of the settings whose shops are written to.
fn written(basis: &Basis) -> Vec<SafeText> {
    let config = basis.config();
    config.sources.iter().filter(|source| source.writes).map(|source| SafeText::line(&source.name)).collect()
}

/// A window of the queue; what stands beside a chat is looked up for the window alone.
pub(super) fn queue(basis: &Basis, db: &dyn Engine, ask: &QueueAsk) -> Result<QueuePage, Problem> {
    let now = basis.now();
    let chats = match ask.filter {
        QueueFilter::Active => conversations::queue(db, now, ask.len, ask.start)?,
        filter => conversations::in_state(db, state(filter), now, ask.len, ask.start)?,
    };
    let shops = shops::all(db)?;
    let rows = chats.into_iter().map(|chat| row(db, &shops, chat)).collect::<Result<Vec<_>, _>>()?;
    let (waiting, open) = (counts::chats_in(db, ChatState::Waiting)?, counts::chats_in(db, ChatState::Open)?);
    let total = match ask.filter {
        QueueFilter::Active => waiting + open,
        QueueFilter::Waiting => waiting,
        filter => counts::chats_in(db, state(filter))?,
    };
    Ok(QueuePage { rows, total, waiting, open })
}

fn state(filter: QueueFilter) -> ChatState {
    match filter {
        QueueFilter::Active | QueueFilter::Waiting => ChatState::Waiting,
        QueueFilter::Snoozed => ChatState::Snoozed,
        QueueFilter::Resolved => ChatState::Resolved,
    }
}

fn row(db: &dyn Engine, shops: &[Shop], chat: Conversation) -> Result<QueueRow, Problem> {
    let beside = counts::beside(db, &chat)?;
    let tag = tag_of(shops, chat.shop).unwrap_or_else(|| SafeText::line(chat.platform.tag()));
    let (order, case) = (beside.map(|b| (b.status, b.amount)), beside.and_then(|b| b.case));
    Ok(QueueRow { tag, order, case, chat })
}

/// The tag of a shop.
pub(super) fn tag_of(shops: &[Shop], id: Option<crate::domain::ShopId>) -> Option<SafeText> {
    shops.iter().find(|shop| Some(shop.id) == id).map(|shop| shop.tag.clone())
}

/// A window of the work log.
pub(super) fn log(basis: &Basis, db: &dyn Engine, ask: &LogAsk) -> Result<LogPage, Problem> {
    let today = counts::logged(db, Some(&basis.by().shift))?;
    if ask.query.trim().is_empty() {
        let rows = worklog::page(db, None, ask.len, ask.start)?;
        return Ok(LogPage { rows, total: counts::logged(db, None)?, today });
    }
    let found = search::find_log(db, &ask.query, ask.start + ask.len + 1)?;
    let total = found.len();
    Ok(LogPage { rows: found.into_iter().skip(ask.start).take(ask.len).collect(), total, today })
}

/// A count of rows as a length.
pub(super) fn size(count: i64) -> usize {
    usize::try_from(count).unwrap_or(0)
}
