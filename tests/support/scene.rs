//! A desk with invented customers, made by feeding the model the answers the store would give: keys in, screen out,
//! no threads, no file.

#[path = "keys.rs"]
mod keys;

use kefu::app::msg::*;
use kefu::app::{Model, Settings, settle, update};
use kefu::domain::worklog::{LogEntry, LogLinks};
use kefu::domain::*;
use kefu::text::Lang;
use keys::chords;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Sunday 2026-11-22, 14:03 in Shanghai.
pub(crate) fn now() -> Time {
    Time::parse_rfc3339("2026-11-22T14:03:00+08:00").expect("a time")
}

/// An instant so many minutes before [`now`].
pub(crate) fn ago(minutes: i64) -> Time {
    now().minus(Span::minutes(minutes))
}

/// The workstation under test.
pub(crate) struct Scene {
    pub model: Model,
    /// What went out since the start, reads left out.
    pub effects: Vec<Effect>,
    chats: Vec<ChatPage>,
    cases: Vec<CasePage>,
    shop: Shop,
    agent_said: String,
}

impl Scene {
    /// A desk of this size and language, with three customers waiting.
    pub(crate) fn new(cols: u16, rows: u16, tr: Lang) -> Self {
        let settings = Settings { tr, ..Settings::default() };
        let mut model = Model::new(settings, (cols, rows), now());
        model.replies = kefu::replies::load_default();
        let mut scene = Self {
            model,
            effects: Vec::new(),
            chats: chats(),
            cases: Vec::new(),
            shop: shop(),
            agent_said: "小林".into(),
        };
        scene.settle();
        scene
    }

    /// Feeds a message and everything that follows from it.
    pub(crate) fn tell(&mut self, msg: Msg) {
        let effects = update(&mut self.model, msg);
        self.run(effects);
        self.settle();
    }

    /// Types keys: characters, or names such as `<enter>`, `<alt-1>`, `<ctrl-p>`.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for chord in chords(keys) {
            self.tell(Msg::Key(chord));
        }
        self
    }

    /// The first chat speaks of these products.
    pub(crate) fn products(&mut self, products: Vec<kefu::domain::product::Card>) {
        self.chats[0].products = products;
    }

    /// The data file says that this customer waits before all others now.
    pub(crate) fn waits_first(&mut self, customer: i64) {
        self.chats.sort_by_key(|page| page.chat.id.raw() != customer);
        self.tell(Msg::StoreChanged);
    }

    /// Buyers are told these names of the shop and the agent; empty for none yet.
    pub(crate) fn named(&mut self, shop: &str, agent: &str) {
        (self.shop.name, self.shop.called) = (SafeText::line("taobao"), SafeText::line(shop));
        self.agent_said = agent.to_owned();
        for page in &mut self.chats {
            page.shop = Some(self.shop.clone());
        }
        self.tell(Msg::StoreChanged);
    }

    /// These cases are open.
    pub(crate) fn cases(&mut self, cases: Vec<CasePage>) {
        self.cases = cases;
    }

    /// The screen as text.
    pub(crate) fn screen(&self) -> String {
        let (cols, rows) = self.model.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, cols, rows));
        kefu::view::paint(&self.model, &mut buffer);
        kefu::view::print::print(&buffer)
    }

    /// The writes among the effects, but for the bookmark that a row of the to-do list was begun.
    pub(crate) fn done(&mut self) -> Vec<Do> {
        self.effects
            .drain(..)
            .filter_map(|effect| match effect {
                Effect::Do(Do::ShiftBegun(_)) => None,
                Effect::Do(act) => Some(act),
                _ => None,
            })
            .collect()
    }

    fn settle(&mut self) {
        for _ in 0..8 {
            let effects = settle(&mut self.model);
            if effects.is_empty() {
                return;
            }
            self.run(effects);
        }
    }

    fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(ask) => {
                    if let Some(answer) = self.answer(ask) {
                        let more = update(&mut self.model, Msg::Answer(Box::new(answer)));
                        self.run(more);
                    }
                }
                Effect::Do(Do::MarkRead(_)) => {}
                other => self.effects.push(other),
            }
        }
    }

    fn answer(&self, ask: Ask) -> Option<Answer> {
        Some(match ask {
            Ask::Desk => Answer::Desk(Desk {
                agent: SafeText::line("小林"),
                agent_said: SafeText::line(&self.agent_said),
                role: Some(Role::Aftersale),
                agent_id: Some(AgentId::new(1)),
                lead: Some(SafeText::line("老周")),
                agents: vec![(AgentId::new(1), SafeText::line("小林"))],
                shops: vec![self.shop.clone()],
                unconnected: vec![Shop {
                    id: ShopId::new(2),
                    platform: Platform::Jd,
                    name: SafeText::line("jd"),
                    ..shop()
                }],
                waiting: 3,
                overdue: 1,
                cases: 2,
                cases_due: 1,
                logged: 1,
                orders_seen_at: Some(ago(10)),
                broken_sources: Vec::new(),
                written_shops: Vec::new(),
                unknown_writes: 0,
                first_today: false,
            }),
            Ask::Queue(ask) => {
                let rows: Vec<QueueRow> = self.chats.iter().map(queue_row).collect();
                let (total, waiting) = (rows.len(), rows.iter().filter(|r| r.chat.waiting_since.is_some()).count());
                Answer::Queue(ask, QueuePage { rows, total, waiting, open: total - waiting })
            }
            Ask::Chat(ask) => {
                let page = self.chats.iter().find(|page| page.chat.id == ask.id).cloned();
                Answer::Chat(ask, page)
            }
            Ask::Products(query) => Answer::Products(query, Vec::new()),
            Ask::NextChat(but) => {
                let waits = |page: &&ChatPage| page.chat.waiting_since.is_some() && !but.contains(&page.chat.id);
                Answer::NextChat(self.chats.iter().find(waits).map(|page| page.chat.id))
            }
            Ask::Orders(ask) => {
                let all = self.chats.iter().flat_map(|page| &page.orders);
                let rows: Vec<OrderRow> = all
                    .filter(|(order, _)| match &ask.view {
                        OrdersView::Chat(id) => order.id.raw() == id.raw(),
                        OrdersView::Search(typed) => {
                            let words = OrderQuery::parse(typed).map(|query| query.text()).unwrap_or_default();
                            order.number.contains(&words) || order.title.contains(&words)
                        }
                        OrdersView::Status(status) => order.status == *status,
                        OrdersView::One(id) => order.id == *id,
                        OrdersView::All => true,
                    })
                    .map(|(order, _)| OrderRow { order: order.clone(), tag: SafeText::line("旗"), reminded: 1 })
                    .collect();
                let total = rows.len();
                Answer::Orders(ask, OrdersPage { rows, total, ..OrdersPage::default() })
            }
            Ask::Order(id) => {
                let found = self.chats.iter().flat_map(|page| &page.orders).find(|(order, _)| order.id == id).cloned();
                let page = found.map(|(order, lines)| OrderPage {
                    timeline: vec![Happened {
                        at: order.created_at.unwrap_or_default(),
                        by: SafeText::default(),
                        what: SafeText::line("placed"),
                        text: SafeText::default(),
                    }],
                    shop: Some(shop()),
                    lines,
                    cases: Vec::new(),
                    promises: Vec::new(),
                    intentions: Vec::new(),
                    tickets: Vec::new(),
                    address: Default::default(),
                    reminded: Vec::new(),
                    chat: None,
                    compensations: Vec::new(),
                    reviews: Vec::new(),
                    review_cases: Vec::new(),
                    at_shop: Default::default(),
                    receipt: None,
                    parcels: Vec::new(),
                    conflicts: Vec::new(),
                    more_messages: false,
                    order,
                });
                Answer::Order(id, page)
            }
            Ask::Log(ask) => {
                let entry = LogEntry {
                    id: LogId::new(1),
                    at: ago(23),
                    agent: Some(AgentId::new(1)),
                    shift: "2026-11-22".into(),
                    problem: SafeText::line("键盘缺货"),
                    cause: SafeText::line("周末没补货"),
                    fix: SafeText::line("补货周二到"),
                    kind: SafeText::line("stock"),
                    links: LogLinks::default(),
                };
                Answer::Log(ask, LogPage { rows: vec![entry], total: 1, today: 1 })
            }
            Ask::Cases(ask) => {
                let row = |page: &CasePage| CaseRow {
                    case: page.case.clone(),
                    number: page.order.as_ref().map(|(order, _)| SafeText::line(&order.number)).unwrap_or_default(),
                    buyer: page.order.as_ref().map(|(order, _)| order.buyer.clone()).unwrap_or_default(),
                    tag: SafeText::line("旗"),
                };
                let rows: Vec<_> = self.cases.iter().map(row).collect();
                Answer::Cases(ask, CasesPage { total: rows.len(), rows, ..CasesPage::default() })
            }
            Ask::Case(id) => Answer::Case(id, self.cases.iter().find(|page| page.case.id == id).cloned()),
            _ => return None,
        })
    }
}

fn shop() -> Shop {
    Shop {
        id: ShopId::new(1),
        platform: Platform::Taobao,
        external_id: None,
        name: SafeText::line("云朵旗舰店"),
        called: SafeText::default(),
        tag: SafeText::line("旗"),
        zone: Zone::default(),
    }
}

fn queue_row(page: &ChatPage) -> QueueRow {
    let order = page.orders.first().map(|(order, _)| (order.status, order.amount()));
    QueueRow { chat: page.chat.clone(), tag: SafeText::line("旗"), order, case: None }
}

fn chats() -> Vec<ChatPage> {
    let asked = [
        (1, "拾光10001", 161, Some(OrderStatus::Unpaid), vec!["在吗", "这个什么时候发货"], "什么时候能到呀 周五要用"),
        (2, "柠檬77", 70, Some(OrderStatus::Shipped), vec![], "快递三天没动了"),
        (3, "清风", 18, None, vec![], "在吗"),
    ];
    asked
        .into_iter()
        .map(|(n, nick, secs, status, before, last)| {
            let since = now().minus(Span::secs(secs));
            let mut messages: Vec<Message> =
                before.iter().enumerate().map(|(i, text)| message(n, i as i64 + 1, ago(5), text)).collect();
            messages.push(message(n, messages.len() as i64 + 1, since, last));
            let orders: Vec<_> = status.map(|status| order(n, nick, status)).into_iter().collect();
            ChatPage {
                chat: Conversation {
                    id: ConversationId::new(n),
                    channel: "web".into(),
                    platform: Platform::Own,
                    shop: Some(ShopId::new(1)),
                    customer: CustomerId::new(n),
                    nick: SafeText::line(nick),
                    state: ChatState::Waiting,
                    agent: None,
                    unread: 1,
                    waiting_since: Some(since),
                    due_at: Some(since.plus(Span::secs(180))),
                    snoozed_until: None,
                    last_at: since,
                    last_text: SafeText::line(last),
                    last_from: Sender::Customer,
                    order: None,
                    has_draft: false,
                    version: 1,
                },
                shop: Some(shop()),
                messages,
                more: false,
                customer: customer::Customer {
                    id: CustomerId::new(n),
                    platform: Platform::Own,
                    external_id: nick.into(),
                    nick: SafeText::line(nick),
                    do_not_contact: false,
                    careful: false,
                    note: None,
                    created_at: ago(9000),
                },
                orders,
                cases: Vec::new(),
                promises: Vec::new(),
                products: Vec::new(),
                draft: None,
            }
        })
        .collect()
}

fn message(chat: i64, seq: i64, at: Time, text: &str) -> Message {
    Message {
        id: MessageId::new(chat * 100 + seq),
        conversation: ConversationId::new(chat),
        seq,
        at,
        from: Sender::Customer,
        agent: None,
        text: SafeText::clean(text),
        state: MessageState::Received,
        client_key: None,
        reply_code: None,
    }
}

fn order(n: i64, nick: &str, status: OrderStatus) -> (Order, Vec<OrderLine>) {
    let title = SafeText::line("茶轴键盘 87键");
    let order = Order {
        id: OrderId::new(n),
        shop: ShopId::new(1),
        platform: Platform::Own,
        number: format!("400000000000179{n}"),
        customer: Some(CustomerId::new(n)),
        buyer: SafeText::line(nick),
        status,
        raw_status: SafeText::line("等待买家付款"),
        payable: Some(Money::fen(23900)),
        paid: None,
        freight: None,
        refunded: None,
        currency: Currency::CNY,
        created_at: Some(ago(14 * 60 + 13)),
        paid_at: None,
        shipped_at: None,
        finished_at: None,
        ship_by: None,
        picked_up_at: None,
        last_scan_at: None,
        signed_at: None,
        return_freight: order::ReturnFreight::None,
        our_step: None,
        receiver: SafeText::line("云小满"),
        phone: SafeText::line("12000001799"),
        address: SafeText::line("浙江省 杭州市 示例区 样本路 1 号"),
        carrier: SafeText::default(),
        tracking: Vec::new(),
        flag: Flag::Red,
        memo: SafeText::default(),
        buyer_message: SafeText::default(),
        verified_at: None,
        title: title.clone(),
        pieces: 1,
        seen_at: ago(10),
        version: 1,
    };
    let line = OrderLine {
        id: OrderLineId::new(n),
        order: OrderId::new(n),
        line: format!("{n}-1"),
        title,
        sku: SafeText::line("轴体:茶轴"),
        outer_id: "JP-1".into(),
        quantity: 1,
        price: Some(Money::fen(23900)),
        paid: None,
        status,
        raw_status: SafeText::default(),
    };
    (order, vec![line])
}
