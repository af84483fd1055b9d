//! Internal tickets: opened, answered, worked off; a stopped parcel and a buyer who urges.

#[path = "store_desk/desk.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod desk;

use desk::{Desk, at};
use kefu::domain::aftersale::{GoodsState, Opening, Origin, OurStep};
use kefu::domain::order_act::IntentState;
use kefu::domain::shift::{Act, SectionKind, ShiftList, ShiftSettings, Why};
use kefu::domain::ticket::{NewTicket, StopOutcome, Ticket, TicketDesk, TicketKind, TicketState};
use kefu::domain::{
    Case, CaseId, CaseType, ChatState, ConversationId, OrderId, Platform, Problem, ProductId, Span, Zone,
};
use kefu::store::{acts, cases, conversations, goods, messages, order_acts, orders, shift, tickets, write};
use kefu::text::Lang;

fn ticket(desk: &Desk, kind: TicketKind, order: OrderId, chat: Option<ConversationId>) -> Ticket {
    let new = NewTicket {
        kind,
        desk: kind.usual_desk(),
        body: "请尽快".into(),
        order: Some(order),
        chat,
        case: None,
        customer: None,
        fault: None,
        due_at: at(1_800),
    };
    tickets::open(desk.db(), &desk.by(at(10)), &new).expect("opened")
}

fn case_of(desk: &Desk, order: OrderId) -> Case {
    let order = orders::expect(desk.db(), order).expect("order");
    let opening = Opening {
        amount: order.paid,
        max_amount: order.paid,
        origin: Origin::Desk,
        ..Opening::told(
            CaseId::new(0),
            (order.shop, Platform::Taobao),
            order.id,
            (CaseType::RefundOnly, GoodsState::NotReceived),
            at(5),
        )
    };
    let change = Case::open(opening, &kefu::rules::embedded().expect("rules")).expect("opens");
    cases::insert(desk.db(), &desk.by(at(5)), &change.case, &change.events).expect("kept")
}

fn to_do(desk: &Desk, secs: i64) -> ShiftList {
    let rules = kefu::rules::embedded().expect("rules");
    shift::list(desk.db(), &desk.by(at(secs)), &ShiftSettings::starting(at(0)), &rules).expect("list")
}

fn step_of(desk: &Desk, order: OrderId) -> Option<String> {
    orders::expect(desk.db(), order).expect("order").our_step.map(|step| step.to_string())
}

#[test]
fn a_stopped_parcel_tells_the_order_and_its_case_which_a_refund_goes_by() {
    let desk = Desk::new();
    let order = desk.order("1", "li", "白色T恤");
    let case = case_of(&desk, order);
    let asked = ticket(&desk, TicketKind::Intercept, order, None);
    let our_step = || cases::expect(desk.db(), case.id).expect("case").our_step;
    assert_eq!((asked.desk, our_step()), (TicketDesk::Courier, OurStep::InterceptRequested));
    assert_eq!(step_of(&desk, order).as_deref(), Some("intercept_requested"));
    let text = "已退回始发站".into();
    tickets::answer(desk.db(), &desk.by(at(20)), asked.id, &text, Some(StopOutcome::Confirmed), "快递答")
        .expect("told");
    assert_eq!(our_step(), OurStep::Intercepted);
    assert_eq!(tickets::stop_of(desk.db(), order), Ok(Some(OurStep::Intercepted)));
    acts::undo(desk.db(), &desk.by(at(30)), None).expect("undo");
    assert_eq!(
        (our_step(), step_of(&desk, order).as_deref()),
        (OurStep::InterceptRequested, Some("intercept_requested"))
    );
    acts::undo(desk.db(), &desk.by(at(31)), None).expect("undo");
    assert_eq!((our_step(), step_of(&desk, order)), (OurStep::None, None));
    assert_eq!(tickets::not_closed(desk.db(), 9).expect("tickets"), []);
}

#[test]
fn a_parcel_that_was_not_stopped_is_told_as_well() {
    let desk = Desk::new();
    let order = desk.order("1", "li", "a");
    let asked = ticket(&desk, TicketKind::HoldShipment, order, None);
    tickets::answer(desk.db(), &desk.by(at(20)), asked.id, &"已出库".into(), Some(StopOutcome::Failed), "")
        .expect("told");
    assert_eq!(step_of(&desk, order).as_deref(), Some("intercept_failed"));
}

#[test]
fn the_end_of_the_act_answers_the_ticket_that_asked_for_it() {
    let desk = Desk::new();
    let order = desk.order("1", "li", "a");
    let case = case_of(&desk, order);
    let asked = ticket(&desk, TicketKind::Intercept, order, None);
    assert_eq!(order_acts::untold(desk.db(), order), Ok(Vec::new()), "told once, by the ticket");
    let noted = order_acts::pending(desk.db(), order).expect("noted").remove(0);
    order_acts::end(desk.db(), &desk.by(at(20)), &noted, IntentState::Failed).expect("ended");
    let told = tickets::expect(desk.db(), asked.id).expect("ticket");
    assert_eq!((told.state, told.outcome), (TicketState::Answered, Some(StopOutcome::Failed)));
    let our_step = || cases::expect(desk.db(), case.id).expect("case").our_step;
    assert_eq!(our_step(), OurStep::InterceptFailed);
    acts::undo(desk.db(), &desk.by(at(30)), None).expect("undo");
    assert_eq!(tickets::expect(desk.db(), asked.id).expect("ticket").state, TicketState::Open);
    assert_eq!(our_step(), OurStep::InterceptRequested);
}

#[test]
fn an_answer_wakes_the_chat_and_is_taken_once() {
    let desk = Desk::new();
    let order = desk.order("1", "li", "a");
    let chat = desk.chat("li", "帮我查下快递", at(1));
    let asked = ticket(&desk, TicketKind::TraceParcel, order, Some(chat));
    conversations::resolve(desk.db(), &desk.by(at(12)), chat, None).expect("resolved");
    let answer = |text: &str| {
        tickets::answer(desk.db(), &desk.by(at(20)), asked.id, &text.into(), None, "快递答复 查件: 在路上")
    };
    let told = answer("在路上").expect("told");
    assert_eq!((told.state, told.answer), (TicketState::Answered, Some("在路上".into())));
    let now = conversations::expect(desk.db(), chat).expect("chat");
    assert_ne!(now.state, ChatState::Resolved);
    assert_eq!(messages::notes(desk.db(), chat, 1).expect("notes")[0].text.as_str(), "快递答复 查件: 在路上");
    assert!(matches!(answer("又来"), Err(Problem::Changed { .. })));
    tickets::close(desk.db(), &desk.by(at(30)), asked.id).expect("closed");
    assert!(matches!(tickets::close(desk.db(), &desk.by(at(31)), asked.id), Err(Problem::Changed { .. })));
}

#[test]
fn open_tickets_stand_in_the_list_and_answered_ones_above_them() {
    let desk = Desk::new();
    let order = desk.order("1", "li", "a");
    let first = ticket(&desk, TicketKind::Invoice, order, None);
    let second = ticket(&desk, TicketKind::Resend, order, None);
    tickets::answer(desk.db(), &desk.by(at(20)), second.id, &"明天发".into(), None, "").expect("told");
    let list = to_do(&desk, 60);
    let items = &list.section(SectionKind::Tickets).expect("section").items;
    let order: Vec<_> = items.iter().map(|item| (item.ticket, item.act)).collect();
    assert_eq!(order, [(Some(second.id), Act::CloseTicket), (Some(first.id), Act::NoteAnswer)]);
}

#[test]
fn a_buyer_who_urges_twice_raises_the_order() {
    let desk = Desk::new();
    let (calm, urging) = (desk.order("1", "li", "a"), desk.order("2", "wang", "b"));
    write(desk.db(), || desk.db().run("UPDATE orders SET status = 'to_ship'", &[])).expect("paid");
    desk.chat("wang", "什么时候发货呀", at(60));
    let urged = |list: &ShiftList| {
        let items = &list.section(SectionKind::ToShip).expect("section").items;
        items.iter().map(|item| (item.about.order, matches!(item.why, Why::Urged { times: 2, .. }))).collect::<Vec<_>>()
    };
    assert_eq!(urged(&to_do(&desk, 100)), [(Some(calm), false), (Some(urging), false)]);
    desk.chat("wang", "怎么还不发啊", at(120));
    desk.chat("li", "在吗", at(130));
    assert_eq!(urged(&to_do(&desk, 200)), [(Some(urging), true), (Some(calm), false)]);
    assert_eq!(tickets::urged(desk.db(), urging), Ok(2));
}

#[test]
fn a_fault_of_a_page_is_asked_of_the_lead_and_both_end_together() {
    let desk = Desk::new();
    write(desk.db(), || {
        desk.db().run(
            "INSERT INTO products (id, product_key, outer_id, title, seen_at) VALUES (7, 'kb87', 'KB87', '茶轴键盘', 0)",
            &[],
        )
    })
    .expect("product");
    let (product, words) = (ProductId::new(7), "主图写成 104 键".into());
    let report = |secs| {
        let asked = (TicketKind::PageFault.usual_desk(), at(90_000));
        goods::report_fault(desk.db(), &desk.by(at(secs)), product, &words, asked).expect("reported")
    };
    let open =
        || (goods::faults(desk.db(), product).expect("faults"), tickets::not_closed(desk.db(), 9).expect("open"));
    let mended = || open().0.iter().map(|fault| fault.mended_at.is_some()).collect::<Vec<_>>();
    let (fault, ticket) = report(10);
    assert_eq!((ticket.desk, ticket.goods.as_str(), ticket.due_at), (TicketDesk::Lead, "KB87 茶轴键盘", at(90_000)));
    let line = Lang::Zh.ticket_line(&ticket, "", "小周", Zone::default(), at(10));
    assert_eq!(line, "【页面问题】 KB87 茶轴键盘 主图写成 104 键 请主管在 11-20 10:00 前回复 (小周)");
    let list = to_do(&desk, 60);
    let items = &list.section(SectionKind::Tickets).expect("section").items;
    assert_eq!((items[0].about.nick.as_str(), items[0].act), ("KB87 茶轴键盘", Act::NoteAnswer));
    tickets::answer(desk.db(), &desk.by(at(70)), ticket.id, &"已改".into(), None, "").expect("answered");
    assert_eq!(mended(), [false], "somebody looks whether it is so");
    tickets::close(desk.db(), &desk.by(at(80)), ticket.id).expect("closed");
    assert_eq!((mended(), open().1), (vec![true], Vec::new()));
    acts::undo(desk.db(), &desk.by(at(90)), None).expect("undone");
    assert_eq!((mended(), open().1.len()), (vec![false], 1));
    goods::mend_fault(desk.db(), &desk.by(at(95)), fault.id).expect("mended");
    assert_eq!((mended(), open().1), (vec![true], Vec::new()));
    for _ in 0..3 {
        acts::undo(desk.db(), &desk.by(at(99)), None).expect("undone");
    }
    assert_eq!(open(), (Vec::new(), Vec::new()), "the note and its ticket are one act");
}

#[test]
fn what_the_next_shift_takes_over_names_the_product() {
    let desk = Desk::new();
    write(desk.db(), || {
        desk.db().run(
            "INSERT INTO products (id, product_key, outer_id, title, seen_at) VALUES (7, 'kb87', 'KB87', '茶轴键盘', 0)",
            &[],
        )
    })
    .expect("product");
    let asked = (TicketDesk::Lead, at(3_000));
    goods::report_fault(desk.db(), &desk.by(at(10)), ProductId::new(7), &"少尺码表".into(), asked).expect("reported");
    let list = to_do(&desk, 60);
    let left = shift::hand_over(desk.db(), &desk.by(at(70)), &list, &"".into(), &|_| "页面问题".to_owned());
    assert_eq!(left, Ok(1));
    let next =
        kefu::store::agents::add(desk.db(), "小李", "A02", None, kefu::domain::Role::Presale, at(80)).expect("agent");
    let by = kefu::domain::By::new(Some(next.id), at(90), Zone::default());
    let rules = kefu::rules::embedded().expect("rules");
    let list = shift::list(desk.db(), &by, &ShiftSettings::starting(at(90)), &rules).expect("list");
    let items = &list.section(SectionKind::Handover).expect("section").items;
    assert_eq!(items.iter().map(|item| item.about.nick.as_str()).collect::<Vec<_>>(), ["KB87 茶轴键盘"]);
}

#[test]
fn a_late_ticket_is_late() {
    let desk = Desk::new();
    let order = desk.order("1", "li", "a");
    let asked = ticket(&desk, TicketKind::StockQuestion, order, None);
    assert!(!asked.is_late(at(1_799)) && asked.is_late(at(1_800)));
    assert!(!asked.is_late(at(10).plus(Span::minutes(5))));
}
