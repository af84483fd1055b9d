//! The card of a customer on the screen, in both languages.

#[path = "store_desk/desk.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod desk;
#[path = "support/scene.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod scene;

use desk::{Desk, at};
use expect_test::expect;
use kefu::app::msg::{Answer, Msg};
use kefu::app::overlays::Overlay;
use kefu::domain::card::Card;
use kefu::domain::customer::Marking;
use kefu::domain::ticket::{NewTicket, TicketDesk, TicketKind};
use kefu::domain::{Platform, RawText, SafeText, Span};
use kefu::store::promises::PromiseTo;
use kefu::store::{customers, promises, tickets};
use kefu::text::Lang;
use scene::{Scene, now};

/// A regular with two orders, a promise, a ticket, marks, and a second account that looks alike.
fn card() -> Card {
    let desk = Desk::new();
    let db = desk.db();
    let by = desk.by(now());
    let (one, _two) =
        (desk.order("4000111122223333", "li_ming", "茶轴键盘"), desk.order("4000111122224444", "li_ming", "腕托"));
    let chat = desk.chat("li_ming", "什么时候发货", at(0));
    let id = customers::ensure(db, Platform::Taobao, "li_ming", &RawText::new("li_ming"), at(0)).expect("account");
    let set = Marking {
        do_not_contact: Some(true),
        careful: Some(true),
        note: Some(SafeText::line("只收顺丰")),
        level: Some(SafeText::line("V3")),
        tag: vec![SafeText::line("老客"), SafeText::line("批发")],
        block: Some(Some((SafeText::line("多次恶意退款"), Some(now().plus(Span::days(7)))))),
        ..Marking::default()
    };
    customers::mark(db, &by, id, &set).expect("marked");
    let to = PromiseTo { order: Some(one), conversation: Some(chat), customer: Some(id) };
    promises::add(db, &by, to, &"今天 18 点前发出".into(), now().plus(Span::hours(2))).expect("promise");
    let new = NewTicket {
        kind: TicketKind::StockQuestion,
        desk: TicketDesk::Warehouse,
        body: SafeText::line("黑色还有几件"),
        order: Some(one),
        chat: Some(chat),
        case: None,
        customer: Some(id),
        fault: None,
        due_at: now().plus(Span::hours(1)),
    };
    tickets::open(db, &by, &new).expect("ticket");
    customers::card(db, id).expect("read")
}

fn shown(cols: u16, rows: u16, lang: Lang) -> String {
    let mut scene = Scene::new(cols, rows, lang);
    scene.keys("i");
    let Some(Overlay::Card(view)) = scene.model.overlays.last() else { panic!("no card: {}", scene.screen()) };
    let whose = view.whose;
    scene.tell(Msg::Answer(Box::new(Answer::Card(whose, Some(Box::new(card()))))));
    scene.screen()
}

#[test]
fn the_card_says_who_it_is_what_was_bought_and_what_to_mind() {
    expect![[r#"
         kefu  [会话 3!]  订单  售后 2!  日志 1  待办                       小林  14:03
        ┏━ 1 会话  待回复 3  接待 0 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┏━ 客户 li_ming ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┃ 账号                                                                         ┃
        ┃   淘宝 li_ming  11-19 09:00                                                  ┃
        ┃   已拉黑: 多次恶意退款    到 11-29 14:03                                     ┃
        ┃   谨慎应答: 只发审过的短语，补偿由主管定                                     ┃
        ┃   勿扰                                                                       ┃
        ┃   会员 V3                                                                    ┃
        ┃   标签 老客 批发                                                             ┃
        ┃   备注 只收顺丰                                                              ┃
        ┃ 订单 2 单  共 ¥118.00                                                        ┃
        ┃   4000111122224444  已发货  ¥59.00  11-19 09:00  腕托                        ┃
        ┃   4000111122223333  已发货  ¥59.00  11-19 09:00  茶轴键盘                    ┃
        ┃ 承诺                                                                         ┃
        ┃   11-22 16:03  今天 18 点前发出                                              ┃
        ┃ 工单                                                                         ┃
        ┃   问库存  等答复  黑色还有几件                                               ┃
        ┃ 会话                                                                         ┃
        ┃   11-19 09:00  待回复  什么时候发货                                          ┃
        ┗━ j k 翻看  e 标记  g 合并  Esc 关闭 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
        ┗━ Enter 打开  z 稍后  e 解决  t 转接 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛


    "#]]
    .assert_eq(&shown(80, 24, Lang::Zh));
    expect![[r#"
         kefu  [Chats 3!]  Orders  Cases 2!  Log 1  To-do                   小林  14:03
        ┏━ 1 Chats  waiting 3  open 0 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┏━ Customer li_ming ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┃ Accounts                                                                     ┃
        ┃   Taobao li_ming  11-19 09:00                                                ┃
        ┃   blocked: 多次恶意退款, by , until 11-29 14:03                              ┃
        ┃   careful: only approved replies, compensation by the lead                   ┃
        ┃   do not contact                                                             ┃
        ┃   member V3                                                                  ┃
        ┃   tags 老客 批发                                                             ┃
        ┃   note: 只收顺丰                                                             ┃
        ┃ Orders 2, ¥118.00 in all                                                     ┃
        ┃   4000111122224444  Shipped  ¥59.00  11-19 09:00  腕托                       ┃
        ┃   4000111122223333  Shipped  ¥59.00  11-19 09:00  茶轴键盘                   ┃
        ┃ Promises                                                                     ┃
        ┃   11-22 16:03  今天 18 点前发出                                              ┃
        ┃ Tickets                                                                      ┃
        ┃   Ask stock  open  黑色还有几件                                              ┃
        ┃ Chats                                                                        ┃
        ┃   11-19 09:00  Waiting  什么时候发货                                         ┃
        ┗━ j k scroll  e mark  g merge  Esc close ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
        ┗━ Enter open  z snooze  e resolve  t transfer ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛


    "#]]
    .assert_eq(&shown(80, 24, Lang::En));
}

#[test]
fn on_a_wide_screen_all_of_it_is_seen_at_once() {
    expect![[r#"
         kefu  [会话 3!]  订单  售后 2!  日志 1  待办                                                               小林  14:03
        ┏━ 1 会话  待回复 3  接待 0 ━━━┱─ 2 对话 ────────────────────────────────────────────┬─ 3 订单 2 ────────── 10 分钟前 ─┐
        ┃*  2:41 旗 拾光10001    待付款┃还没有打开会话。按 n 打开最急的一个。                │ / 单号 运单号 昵称 手机尾号 商品│
        ┃   什么时候能到呀 周五要用    ┃                                                     │ 旗 ...1791 待付款 红旗   ¥239.00│
        ┃*  1:10 旗 柠檬77       已发货┃                                                     │    拾光10... 已催 1  14 小时未付│
        ┃   快递三天没动了             ┃                                                     │ 旗 ...1792 已发货 红旗   ¥239.00│
        ┃*  0:18 旗 清风               ┃                                                     │    柠檬77  茶轴键... 11-21 23:50│
        ┃   在吗                       ┃                                                     │                                 │
        ┃           ┏━ 客户 li_ming ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓           │
        ┃           ┃ 账号                                                                                         ┃           │
        ┃           ┃   淘宝 li_ming  11-19 09:00                                                                  ┃           │
        ┃           ┃   已拉黑: 多次恶意退款    到 11-29 14:03                                                     ┃           │
        ┃           ┃   谨慎应答: 只发审过的短语，补偿由主管定                                                     ┃           │
        ┃           ┃   勿扰                                                                                       ┃           │
        ┃           ┃   会员 V3                                                                                    ┃           │
        ┃           ┃   标签 老客 批发                                                                             ┃           │
        ┃           ┃   备注 只收顺丰                                                                              ┃           │
        ┃           ┃ 订单 2 单  共 ¥118.00                                                                        ┃           │
        ┃           ┃   4000111122224444  已发货  ¥59.00  11-19 09:00  腕托                                        ┃           │
        ┃           ┃   4000111122223333  已发货  ¥59.00  11-19 09:00  茶轴键盘                                    ┃           │
        ┃           ┃ 承诺                                                                                         ┃           │
        ┃           ┃   11-22 16:03  今天 18 点前发出                                                              ┃── 本周 0 ─┤
        ┃           ┃ 工单                                                                                         ┃           │
        ┃           ┃   问库存  等答复  黑色还有几件                                                               ┃           │
        ┃           ┃ 会话                                                                                         ┃ 入退款报  │
        ┃           ┃   11-19 09:00  待回复  什么时候发货                                                          ┃           │
        ┃           ┗━ j k 翻看  e 标记  g 合并  Esc 关闭 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛           │
        ┃                              ┃                                                     ├─ 5 日志  今天 1 ────────────────┤
        ┃                              ┠─ 回复 ──────────────────────────────────────────────┤ 13:40 键盘缺货 -> 补货周二到    │
        ┃                              ┃                                                     │                                 │
        ┃                              ┃                                                     │                                 │
        ┃                              ┃                                                     │                                 │
        ┃ 未接入：京东，会话数未知     ┃                                                     │                                 │
        ┗━ Enter 打开  z 稍后  e 解决 ━┹─────────────────────────────────────────────────────┴─────────────────────────────────┘


    "#]].assert_eq(&shown(120, 36, Lang::Zh));
    expect![[r#"
         kefu  [Chats 3!]  Orders  Cases 2!  Log 1  To-do                                                           小林  14:03
        ┏━ 1 Chats  waiting 3  open 0 ━┱─ 2 Conversation ────────────────────────────────────┬─ 3 Orders 2 ─────── 10 min ago ─┐
        ┃*  2:41 旗 拾光10001    Unpaid┃No chat is open. n opens the most urgent one.        │ / number tracking nick phone    │
        ┃   什么时候能到呀 周五要用    ┃                                                     │ 旗 ...1791 Unpaid red    ¥239.00│
        ┃*  1:10 旗 柠檬77      Shipped┃                                                     │    拾光10001  茶轴... reminded 1│
        ┃   快递三天没动了             ┃                                                     │ 旗 ...1792 Shipped red   ¥239.00│
        ┃*  0:18 旗 清风               ┃                                                     │    柠檬77  茶轴键... 11-21 23:50│
        ┃   在吗                       ┃                                                     │                                 │
        ┃           ┏━ Customer li_ming ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓           │
        ┃           ┃ Accounts                                                                                     ┃           │
        ┃           ┃   Taobao li_ming  11-19 09:00                                                                ┃           │
        ┃           ┃   blocked: 多次恶意退款, by , until 11-29 14:03                                              ┃           │
        ┃           ┃   careful: only approved replies, compensation by the lead                                   ┃           │
        ┃           ┃   do not contact                                                                             ┃           │
        ┃           ┃   member V3                                                                                  ┃           │
        ┃           ┃   tags 老客 批发                                                                             ┃           │
        ┃           ┃   note: 只收顺丰                                                                             ┃           │
        ┃           ┃ Orders 2, ¥118.00 in all                                                                     ┃           │
        ┃           ┃   4000111122224444  Shipped  ¥59.00  11-19 09:00  腕托                                       ┃           │
        ┃           ┃   4000111122223333  Shipped  ¥59.00  11-19 09:00  茶轴键盘                                   ┃           │
        ┃           ┃ Promises                                                                                     ┃           │
        ┃           ┃   11-22 16:03  今天 18 点前发出                                                              ┃eft ───────┤
        ┃           ┃ Tickets                                                                                      ┃           │
        ┃           ┃   Ask stock  open  黑色还有几件                                                              ┃           │
        ┃           ┃ Chats                                                                                        ┃e;         │
        ┃           ┃   11-19 09:00  Waiting  什么时候发货                                                         ┃ort brings │
        ┃           ┗━ j k scroll  e mark  g merge  Esc close ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛           │
        ┃                              ┃                                                     ├─ 5 Log  today 1 ────────────────┤
        ┃                              ┠─ Answer ────────────────────────────────────────────┤ 13:40 键盘缺货 -> 补货周二到    │
        ┃                              ┃                                                     │                                 │
        ┃                              ┃                                                     │                                 │
        ┃                              ┃                                                     │                                 │
        ┃ Not connected: JD; chats u...┃                                                     │                                 │
        ┗━ Enter open  z snooze ━━━━━━━┹─────────────────────────────────────────────────────┴─────────────────────────────────┘


    "#]].assert_eq(&shown(120, 36, Lang::En));
}
