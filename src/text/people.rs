//! The customer card in words.

use super::Lang;
use super::macros::texts;
use crate::domain::card::Card;
use crate::domain::customer::Blocked;
use crate::domain::{AgentId, Time, Zone};

texts! {
    card_title(nick: &str): "客户 {nick}" | "Customer {nick}";
    card_keys: "j k 翻看  e 标记  g 合并  Esc 关闭" | "j k scroll  e mark  g merge  Esc close";
    card_accounts: "账号" | "Accounts";
    card_orders_unpaid(n: usize): "订单 {n} 单" | "Orders {n}";
    card_orders(n: usize, spend: &str): "订单 {n} 单  共 {spend}" | "Orders {n}, {spend} in all";
    card_no_orders: "没有订单" | "No orders";
    card_cases: "售后" | "Cases";
    card_chats: "会话" | "Chats";
    card_notes: "内部备注" | "Internal notes";
    card_promises: "承诺" | "Promises";
    card_tickets: "工单" | "Tickets";
    card_alike: "可能是同一个人 (电话、收货人、地址都一样)" | "May be the same person (same phone, receiver and address)";
    card_alike_row(nick: &str, platform: &str, n: usize): "{platform} {nick}  {n} 单" | "{nick} on {platform}, {n} orders";
    card_level(level: &str): "会员 {level}" | "member {level}";
    card_tags(tags: &str): "标签 {tags}" | "tags {tags}";
    card_note(note: &str): "备注 {note}" | "note: {note}";
    card_careful: "谨慎应答: 只发审过的短语，补偿由主管定" | "careful: only approved replies, compensation by the lead";
    card_blocked(why: &str, by: &str, until: &str): "已拉黑: {why}  {by}  到 {until}" | "blocked: {why}, by {by}, until {until}";
    card_blocked_for_good(why: &str, by: &str): "已拉黑: {why}  {by}" | "blocked: {why}, by {by}";
    mark_title(nick: &str): "标记 {nick}" | "Mark {nick}";
    mark_level_field: "会员等级" | "member level";
    mark_tags_field: "标签 (空格隔开)" | "tags, by blanks";
    mark_note_field: "备注" | "note";
    mark_contact_field: "勿扰" | "do not contact";
    mark_careful_field: "谨慎应答" | "careful";
    mark_block_field: "拉黑原因 (空着不拉黑)" | "why blocked (or empty)";
    mark_until_field: "拉黑到 (空着一直)" | "blocked until (or empty)";
    mark_yes: "是" | "yes";
    mark_no: "否" | "no";
    merge_title(nick: &str): "与 {nick} 合并" | "Merge with {nick}";
    merge_lead: "会话和订单一起看，随时可以拆开" | "Chats and orders are seen together; it can be taken apart again";
    merge_field: "哪个账号" | "which account";
    unmerge_field(nick: &str): "拆开 {nick}" | "take {nick} out";
    nobody_alike: "没有别的账号像同一个人，也没有合并过" | "No other account looks like the same person, and none is merged";
    done_marked: "标记已改" | "Marks changed";
    done_merged: "已合并，u 拆开" | "Merged; u takes it apart";
    done_unmerged: "已拆开" | "Taken apart";
    no_customer_here: "这里没有客户" | "There is no customer here";
    careful_only_approved: "谨慎应答的客户: 只能发审过的短语，原样不改" | "Careful answers only: an approved reply, unchanged";
    careful_hint: "按 / 选一条短语，或请主管来发" | "Take a quick reply with /, or ask the lead to send it";

    cli_platform_name: "平台" | "Platform";
    cli_no_customers: "没有找到客户。" | "No customer found.";
    cli_nothing_to_mark: "要写标什么，例如 --note、--tag、--careful on。" | "Say what to mark, such as --note, --tag, --careful on.";
    cli_same_customer: "这两个已经是同一个人。" | "These two are one person already.";
    cli_not_merged: "这个账号没有合并过。" | "This account is not merged with any other.";
    cli_several_customers(all: &str): "有几个人叫这个名字：{all}" | "Several people have this name: {all}";
    cli_block_reason: "拉黑要写原因：--block 原因。" | "Say why with --block REASON.";
    cli_spend: "消费" | "Spend";
    cli_orders: "订单" | "Orders";
}

/// A line of the card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CardLine {
    /// Whose it is, or what follows.
    Head(String),
    /// Something to mind: careful, blocked, do not contact.
    Warn(String),
    /// Anything else.
    Row(String),
}

impl CardLine {
    /// The line as text; what stands under a heading is indented.
    pub fn text(&self) -> String {
        match self {
            CardLine::Head(text) => text.clone(),
            CardLine::Warn(text) | CardLine::Row(text) => format!("  {text}"),
        }
    }
}

impl Lang {
    /// The card in lines; `name` gives an agent's name.
    pub fn card_lines(
        self,
        card: &Card,
        zone: Zone,
        now: Time,
        name: &dyn Fn(Option<AgentId>) -> String,
    ) -> Vec<CardLine> {
        let mut lines = vec![CardLine::Head(self.card_accounts().into())];
        let row = CardLine::Row;
        for account in &card.accounts {
            let of = &account.customer;
            lines.push(row(format!("{} {}  {}", self.platform(of.platform), of.nick, zone.short(of.created_at, now))));
        }
        self.card_marks(card, zone, now, name, &mut lines);
        if card.order_count == 0 {
            lines.push(CardLine::Head(self.card_no_orders().into()));
        } else {
            let spend: Vec<String> = card.spend.iter().map(|sum| sum.shown()).collect();
            lines.push(CardLine::Head(match spend.as_slice() {
                [] => self.card_orders_unpaid(card.order_count),
                spend => self.card_orders(card.order_count, &spend.join(" + ")),
            }));
        }
        for order in &card.orders {
            let amount = order.amount().map(|amount| amount.shown()).unwrap_or_default();
            let at = order.created_at.map(|at| zone.short(at, now)).unwrap_or_default();
            let status = self.order_status(order.status);
            lines.push(row(format!("{}  {status}  {amount}  {at}  {}", order.number, order.title)));
        }
        let mut part = |title: &str, rows: Vec<String>| {
            if !rows.is_empty() {
                lines.push(CardLine::Head(title.into()));
                lines.extend(rows.into_iter().map(CardLine::Row));
            }
        };
        part(
            self.card_cases(),
            card.cases
                .iter()
                .map(|case| {
                    format!("{}  {}  {}", self.case_type(case.kind), self.stage(case.stage), case.reason.said())
                })
                .collect(),
        );
        part(
            self.card_promises(),
            card.promises.iter().map(|p| format!("{}  {}", zone.short(p.due_at, now), p.text.to_line())).collect(),
        );
        part(
            self.card_tickets(),
            card.tickets
                .iter()
                .map(|t| format!("{}  {}  {}", self.ticket_kind(t.kind), self.ticket_state(t.state), t.body.to_line()))
                .collect(),
        );
        part(
            self.card_chats(),
            card.chats
                .iter()
                .map(|c| format!("{}  {}  {}", zone.short(c.last_at, now), self.chat_state(c.state), c.last_text))
                .collect(),
        );
        part(
            self.card_notes(),
            card.notes
                .iter()
                .map(|n| format!("{}  {}  {}", zone.short(n.at, now), name(n.agent), n.text.to_line()))
                .collect(),
        );
        part(
            self.card_alike(),
            card.alike.iter().map(|a| self.card_alike_row(&a.nick, self.platform(a.platform), a.orders)).collect(),
        );
        lines
    }

    fn card_marks(
        self,
        card: &Card,
        zone: Zone,
        now: Time,
        name: &dyn Fn(Option<AgentId>) -> String,
        lines: &mut Vec<CardLine>,
    ) {
        let marks = &card.marks;
        if let Some(blocked) = marks.blocked.as_ref().filter(|blocked| blocked.holds(now)) {
            lines.push(CardLine::Warn(self.blocked(blocked, &name(blocked.by), zone, now)));
        }
        if marks.careful {
            lines.push(CardLine::Warn(self.card_careful().into()));
        }
        if marks.do_not_contact {
            lines.push(CardLine::Warn(self.do_not_contact().into()));
        }
        if !marks.level.is_empty() {
            lines.push(CardLine::Row(self.card_level(&marks.level)));
        }
        if !marks.tags.is_empty() {
            let tags: Vec<&str> = marks.tags.iter().map(|tag| tag.as_str()).collect();
            lines.push(CardLine::Row(self.card_tags(&tags.join(" "))));
        }
        if let Some(note) = &marks.note {
            lines.push(CardLine::Row(self.card_note(&note.to_line())));
        }
    }

    /// Why, by whom and until when a buyer is blocked.
    pub fn blocked(self, blocked: &Blocked, by: &str, zone: Zone, now: Time) -> String {
        match blocked.until {
            Some(until) => self.card_blocked(&blocked.reason, by, &zone.short(until, now)),
            None => self.card_blocked_for_good(&blocked.reason, by),
        }
    }
}
