//! The world without its threads: what is asked and done on a demo shop in memory.

use std::sync::Arc;

use super::act::act;
use super::ask::answer;
use super::basis::Basis;
use crate::app::msg::*;
use crate::config::Config;
use crate::demo::shop::Size;
use crate::demo::{DemoShop, Voice};
use crate::domain::aftersale::{CaseOrder, CaseType, GoodsState, Stage, Step, StepInput};
use crate::domain::paste::{Pasted, analyse};
use crate::domain::reminder::ReminderKind;
use crate::domain::{
    ChatState, Clock, ConversationId, MessageState, Order, OrderFilter, OrderStatus, Platform, Problem, RawText, Role,
    Span, Time,
};
use crate::runtime::demo::{PlayedClock, make};
use crate::store::intake::{Given, Intake};
use crate::store::{Store, Writer, agents, audit, conversations, messages, orders, outbox};
use crate::text::Lang;

mod case_tools;

const NOW: Time = Time::from_ms(1_795_320_000_000);

struct Scene {
    store: Writer,
    basis: Basis,
}

fn scene() -> Scene {
    let clock: Arc<dyn Clock> = Arc::new(PlayedClock::new(NOW));
    let store = Store::memory(Arc::clone(&clock)).expect("store");
    let config = Config { answer_within: Span::minutes(3), ..Config::default() };
    let me = agents::add(store.db(), "小林", "A07", Some("lin"), Role::Owner, NOW).expect("agent");
    let size = Size { orders: 120, chats: 24, open_chats: 8, messages: 120 };
    let shop = DemoShop { seed: 1, now: NOW, size, voice: Voice::Zh };
    let rules = crate::rules::embedded().expect("rules");
    let mut taking = Intake::new("demo", None, config.zone, NOW, false, &rules);
    let mut take = |db: &dyn crate::store::Engine, key: &crate::domain::ShopKey, facts: Vec<crate::domain::Fact>| {
        let given: Vec<_> = facts.iter().map(|fact| Given { counts: true, shop: Some(key), fact }).collect();
        taking.apply(db, &given, None).map(drop)
    };
    make(store.db(), &shop, config.zone, &mut take, &mut |_, _| Ok(())).expect("made");
    let basis = Basis::new(me, "lin".into(), Lang::Zh, clock, config, "/nowhere".into());
    Scene { store, basis }
}

impl Scene {
    fn ask(&self, ask: Ask) -> Answer {
        answer(&self.basis, self.store.db(), ask).expect("answered")
    }
    fn act(&self, what: Do) -> Result<Did, Problem> {
        act(&self.basis, self.store.db(), what)
    }
    fn queue(&self) -> QueuePage {
        match self.ask(Ask::Queue(QueueAsk { filter: QueueFilter::Active, start: 0, len: 50 })) {
            Answer::Queue(_, page) => page,
            other => panic!("{other:?}"),
        }
    }
    fn chat(&self, id: ConversationId) -> ChatPage {
        match self.ask(Ask::Chat(ChatAsk { id, last: 30 })) {
            Answer::Chat(_, Some(page)) => page,
            other => panic!("{other:?}"),
        }
    }
    fn first_waiting(&self) -> ConversationId {
        self.queue().rows[0].chat.id
    }
    fn order(&self, status: OrderStatus, platform: Platform) -> Order {
        let filter = OrderFilter { status: Some(status), ..OrderFilter::default() };
        let all = orders::page(self.store.db(), &filter, 200, 0).expect("orders");
        all.into_iter().find(|order| order.platform == platform).expect("one in the demo")
    }
    fn buyer_chat(&self, order: &Order) -> ConversationId {
        match self.ask(Ask::BuyerChat(order.id, order.number.clone())) {
            Answer::Found(_, Found::Chat(id)) => id,
            other => panic!("{other:?}"),
        }
    }
}

fn draft(text: &str, key: &str) -> Draft {
    Draft { text: text.into(), client_key: key.into(), note: false }
}

fn answer_to(page: &ChatPage, text: &str, key: &str) -> Send {
    Send {
        chat: page.chat.id,
        draft: draft(text, key),
        reply_code: None,
        seen_seq: page.messages.last().map_or(0, |m| m.seq),
        resolve: false,
        reminds: None,
        nudges: false,
        verifies: None,
        override_of: None,
    }
}

#[test]
fn a_name_given_on_the_screen_is_told_to_buyers_and_on_record() {
    let scene = scene();
    let Answer::Desk(desk) = scene.ask(Ask::Desk) else { panic!("a desk") };
    let shop = desk.shops[0].id;
    scene.act(Do::NameShop(WhichShop::Known(shop), "晴天".into())).expect("named");
    scene.act(Do::NameMe("小夏".into())).expect("named");
    scene.act(Do::NameShop(WhichShop::Of(Platform::Own), "小店".into())).expect("made and named");
    let Answer::Desk(desk) = scene.ask(Ask::Desk) else { panic!("a desk") };
    assert_eq!((desk.agent_said.as_str(), desk.agent.as_str()), ("小夏", "小夏"));
    assert_eq!(desk.shops.iter().find(|known| known.id == shop).map(|known| known.said()), Some("晴天"));
    assert!(desk.shops.iter().any(|known| known.platform == Platform::Own && known.said() == "小店"));
    let named = audit::page(scene.store.db(), None, 9, 0).expect("audit");
    assert_eq!(named.iter().filter(|row| row.action == "name").count(), 3);
}

#[test]
fn a_first_look_at_the_desk_is_whole() {
    let scene = scene();
    let Answer::Desk(desk) = scene.ask(Ask::Desk) else { panic!("a desk") };
    let queue = scene.queue();
    assert_eq!((desk.waiting, desk.shops.len()), (queue.waiting, 3));
    assert!(desk.first_today && desk.cases > 0 && desk.orders_seen_at.is_some() && desk.unconnected.is_empty());
    assert_eq!(queue.rows.len(), queue.total);
    let waits: Vec<bool> = queue.rows.iter().map(|row| row.chat.state == ChatState::Waiting).collect();
    assert!(waits.is_sorted_by(|a, b| a >= b), "who waits stands above who was answered");
    let page = scene.chat(queue.rows[0].chat.id);
    assert!(!page.messages.is_empty() && page.shop.is_some());
    for ask in [Ask::Shift, Ask::Urgent(None), Ask::NextChat(Vec::new())] {
        scene.ask(ask);
    }
    let Answer::Orders(_, orders) =
        scene.ask(Ask::Orders(OrdersAsk { view: OrdersView::All, start: 10, len: 20, ..OrdersAsk::default() }))
    else {
        panic!("orders")
    };
    assert_eq!((orders.rows.len(), orders.total, orders.at_least), (20, 120, false));
    let Answer::Order(_, Some(order)) = scene.ask(Ask::Order(orders.rows[0].order.id)) else { panic!("an order") };
    assert!(order.timeline.is_sorted_by_key(|happened| happened.at) && !order.lines.is_empty());
    let Answer::Cases(_, cases) =
        scene.ask(Ask::Cases(CasesAsk { only: None, all: false, order: CaseOrder::Time, start: 0, len: 50 }))
    else {
        panic!("cases")
    };
    assert_eq!(cases.total, desk.cases);
    let Answer::Case(_, Some(case)) = scene.ask(Ask::Case(cases.rows[0].case.id)) else { panic!("a case") };
    assert!(!case.choices.is_empty() && case.max_amount.is_some() && !case.reason_words.is_empty());
}

#[test]
fn an_answer_is_held_once_and_comes_back_as_text() {
    let scene = scene();
    let page = scene.chat(scene.first_waiting());
    let send = answer_to(&page, "您好，今天发出", "k-1");
    let sent = scene.act(Do::Send(send.clone())).expect("sent");
    assert!(matches!(sent, Did::Sent { held_until: Some(until), copied: false, .. } if until > NOW), "{sent:?}");
    scene.act(Do::Send(send)).expect("the same again changes nothing");
    assert_eq!(scene.chat(page.chat.id).messages.len(), page.messages.len() + 1);
    assert_eq!(scene.act(Do::Recall(page.chat.id)), Ok(Did::Recalled(page.chat.id, "您好，今天发出".into())));
    let after = scene.chat(page.chat.id);
    assert_eq!(after.chat.waiting_since, page.chat.waiting_since, "the customer waits again");
    assert_eq!(scene.act(Do::Recall(page.chat.id)), Ok(Did::NothingToUndo));
}

#[test]
fn a_colleagues_answer_that_was_not_seen_holds_mine_back() {
    let scene = scene();
    let page = scene.chat(scene.first_waiting());
    let other = agents::add(scene.store.db(), "小周", "A08", None, Role::Presale, NOW).expect("agent");
    let by = crate::domain::By::new(Some(other.id), NOW, scene.basis.zone);
    let text = RawText::new("我来");
    let theirs = messages::Outbound {
        conversation: page.chat.id,
        text: &text,
        client_key: "theirs",
        reply_code: None,
        order: None,
        way: messages::Way::Outbox { hold: Span::secs(0) },
    };
    messages::send(scene.store.db(), &by, &theirs).expect("sent");
    let refused = scene.act(Do::Send(answer_to(&page, "您好", "k-1")));
    assert!(matches!(&refused, Err(Problem::Changed { by }) if by.as_str() == "小周"), "{refused:?}");
    assert_eq!(messages::by_client_key(scene.store.db(), "k-1"), Ok(None));
}

#[test]
fn a_buyer_is_reminded_once_by_however_many() {
    let scene = scene();
    let order = scene.order(OrderStatus::Unpaid, Platform::Own);
    let id = scene.buyer_chat(&order);
    assert_eq!(scene.buyer_chat(&order), id, "made once");
    let asked = Reminding {
        order: order.id,
        number: order.number.clone(),
        kind: ReminderKind::Payment,
        force: None,
        old_data: false,
    };
    let remind = |key: &str| {
        let page = scene.chat(id);
        scene.act(Do::Send(Send { reminds: Some(asked.clone()), ..answer_to(&page, "还没付款哦", key) }))
    };
    remind("k-1").expect("the first");
    assert!(matches!(remind("k-2"), Err(Problem::Refused { .. })));
    assert_eq!(messages::by_client_key(scene.store.db(), "k-2"), Ok(None), "nothing of it was sent");
}

#[test]
fn a_paste_comes_in_once_and_proves_a_copied_answer() {
    let scene = scene();
    let text = "晓雯88 2026-11-22 9:05:01\n在吗\n晓雯88 2026-11-22 9:05:09\n这件有货吗\n";
    let paste = |text: &str| match scene.act(Do::TakePaste(analyse(&RawText::new(text)))) {
        Ok(Did::Taken(chat, new)) => (chat, new),
        other => panic!("{other:?}"),
    };
    let (id, new) = paste(text);
    assert_eq!((new, paste(text)), (2, (id, 0)));
    let page = scene.chat(id);
    assert_eq!((page.chat.channel.as_str(), page.messages.len()), ("clipboard:taobao", 2));
    let sent = scene.act(Do::Send(answer_to(&page, "亲，有货的，今天发", "k-1"))).expect("copied");
    assert!(matches!(sent, Did::Sent { copied: true, held_until: None, .. }));
    assert_eq!(scene.chat(id).chat.state, ChatState::Waiting, "a copied answer answers nobody");
    let later = format!("{text}拾光旗舰店:小林 2026-11-22 9:06:00\n亲，有货的，今天发\n");
    assert_eq!(paste(&later), (id, 0), "the answer is known already");
    let page = scene.chat(id);
    assert_eq!((page.chat.state, page.messages.last().map(|m| m.state)), (ChatState::Open, Some(MessageState::Sent)));
}

#[test]
fn a_case_on_a_closed_platform_is_an_intention_until_it_is_done_there() {
    let scene = scene();
    let order = scene.order(OrderStatus::ToShip, Platform::Pdd);
    let new = NewCase {
        order: order.id,
        line: None,
        case_type: CaseType::RefundOnly,
        reason: "多拍".into(),
        goods: GoodsState::Unshipped,
        amount: None,
        note: String::new(),
        apart: String::new(),
    };
    let id = match scene.act(Do::OpenCase(new.clone())) {
        Ok(Did::CaseOpened(id)) => id,
        other => panic!("{other:?}"),
    };
    assert!(matches!(scene.act(Do::OpenCase(new)), Err(Problem::Refused { .. })), "one open case a line");
    let page = || match scene.ask(Ask::Case(id)) {
        Answer::Case(_, Some(page)) => page,
        other => panic!("{other:?}"),
    };
    let seen = page();
    assert_eq!(seen.case.amount, order.paid);
    let mut input = StepInput { amount: seen.case.amount, ..StepInput::default() };
    input.override_reason = Some(crate::domain::SafeText::line("仓库已截单"));
    let agree = |version| {
        scene.act(Do::StepCase { id, step: Step::Agree, input: Box::new(input.clone()), version, approval: None })
    };
    assert_eq!(agree(seen.case.version), Ok(Did::Done(Done::NotedForPlatform)), "noted, not moved");
    assert!(matches!(agree(seen.case.version), Err(Problem::Changed { .. })), "it was seen as it no longer is");
    assert!(page().case.intention.is_some());
    assert_eq!(scene.act(Do::CaseDone(id)), Ok(Did::CaseMoved(id, Stage::Refunding)));
}

#[test]
fn what_was_done_together_is_taken_back_together() {
    let scene = scene();
    let ids: Vec<ConversationId> = scene.queue().rows.iter().take(3).map(|row| row.chat.id).collect();
    let before = scene.queue().total;
    scene.act(Do::SetState(ids.clone(), ChatState::Resolved)).expect("resolved");
    assert_eq!(scene.queue().total, before - 3);
    assert!(matches!(scene.act(Do::Undo), Ok(Did::Undone(_))));
    assert_eq!(scene.queue().total, before);
    assert_eq!(scene.act(Do::Undo), Ok(Did::NothingToUndo));
    scene.act(Do::Advert(ids)).expect("marked");
    assert_eq!(scene.queue().total, before - 3, "out of the queue");
}

#[test]
fn a_lookup_finds_the_chat_of_an_order_or_the_order_itself() {
    let scene = scene();
    let row = scene.queue().rows.into_iter().find(|row| row.chat.order.is_some()).expect("about an order");
    let order = orders::expect(scene.store.db(), row.chat.order.expect("order")).expect("order");
    let look = |pasted| match scene.ask(Ask::Lookup(pasted)) {
        Answer::Found(_, found) => found,
        other => panic!("{other:?}"),
    };
    let chat = conversations::of_order(scene.store.db(), order.id, 1).expect("chats")[0].id;
    assert_eq!(look(Pasted::Number(order.number.clone())), Found::Chat(chat));
    assert_eq!(look(Pasted::Nick(row.chat.nick.clone())), Found::Chat(row.chat.id));
    assert_eq!(look(Pasted::Number("900000000000000001".into())), Found::Nothing);
}

#[test]
fn personal_data_is_shown_for_half_a_minute_and_on_record() {
    let scene = scene();
    let order = scene.order(OrderStatus::ToShip, Platform::Own);
    assert!(scene.act(Do::Reveal(order.id, "  ".into())).is_err(), "a reason is needed");
    assert_eq!(scene.act(Do::Reveal(order.id, "改地址".into())), Ok(Did::Revealed(order.id, NOW.plus(Span::secs(30)))));
    let last = audit::page(scene.store.db(), None, 1, 0).expect("audit").remove(0);
    assert_eq!((last.action.as_str(), last.subject_id, last.detail.as_str()), ("reveal", order.number, "改地址"));
}

#[test]
fn one_composer_keeps_one_text() {
    let scene = scene();
    let id = scene.first_waiting();
    scene.act(Do::SaveDraft(id, draft("您好", "k-1"))).expect("kept");
    scene.act(Do::SaveDraft(id, Draft { note: true, ..draft("难缠", "k-2") })).expect("kept");
    assert_eq!(scene.chat(id).draft, Some(Draft { note: true, ..draft("难缠", "k-2") }));
    scene.act(Do::Note(id, Draft { note: true, ..draft("难缠", "k-2") })).expect("noted");
    assert_eq!((scene.chat(id).draft, outbox::held(scene.store.db(), id)), (None, Ok(None)), "a note never leaves");
}

#[test]
fn a_row_that_asks_for_money_asks_for_the_balance_where_that_is_owed() {
    let scene = scene();
    let order = scene.order(OrderStatus::Unpaid, Platform::Own);
    crate::store::write(scene.store.db(), || {
        let from = NOW.minus(Span::hours(30)).ms();
        let sql = "UPDATE orders SET status = 'balance_unpaid', balance_from = $2 WHERE id = $1";
        scene.store.db().run(sql, &[order.id.into(), from.into()])
    })
    .expect("a pre-sale");
    let asked = Reminding {
        order: order.id,
        number: order.number,
        kind: ReminderKind::Payment,
        force: Some("她在等".into()),
        old_data: true,
    };
    match scene.act(Do::StartReminder(asked)).expect("may be written to") {
        Did::ReminderReady(asked) => assert_eq!(asked.kind, ReminderKind::Balance),
        other => panic!("{other:?}"),
    }
}
