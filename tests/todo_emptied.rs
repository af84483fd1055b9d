//! A shift's list with rows in every section, emptied from the keyboard.

#[path = "support/scene.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod scene;

use kefu::app::msg::{Answer, Do, Effect, Msg};
use kefu::domain::aftersale::{GoodsState, Opening, Rules};
use kefu::domain::reminder::ReminderFacts;
use kefu::domain::shift::{
    About, CaseRow, ChangedRow, FollowRow, HandoverRow, InquiryRow, ItemKey, MarkKind, MessageRow, NoteRow, PromiseRow,
    ReviewAnswer, SectionKind, ShiftInputs, ShiftList, ShiftMark, ShiftSettings, TicketRow, ToShipRow, UnpaidRow, Why,
    build,
};
use kefu::domain::ticket::{Ticket, TicketKind, TicketState};
use kefu::domain::{
    AgentId, Case, CaseId, CaseType, ConversationId, HandoverId, OrderId, Platform, PromiseId, ReviewId, ShopId, Span,
    TicketId, Time,
};
use kefu::text::Lang;
use scene::{Scene, ago, now};

/// Rows of each section.
const EACH: i64 = 5;

fn about(n: i64) -> About {
    About {
        nick: format!("买家{n}").as_str().into(),
        order: Some(OrderId::new(n)),
        number: format!("4000000000{n:05}"),
        tag: "淘".into(),
        title: "茶轴键盘".into(),
        ..About::default()
    }
}

fn case(n: i64, deadline: Option<Time>) -> CaseRow {
    let opening = Opening {
        platform_deadline: deadline,
        ..Opening::told(
            CaseId::new(n),
            (ShopId::new(1), Platform::Taobao),
            OrderId::new(n),
            (CaseType::ReturnRefund, GoodsState::Received),
            ago(300),
        )
    };
    CaseRow { about: about(n), case: Case::open(opening, &Rules::default()).expect("opens").case }
}

fn ticket(n: i64) -> Ticket {
    Ticket {
        id: TicketId::new(n),
        kind: TicketKind::Resend,
        desk: TicketKind::Resend.usual_desk(),
        state: TicketState::Open,
        body: "".into(),
        order: None,
        number: String::new(),
        nick: "".into(),
        chat: None,
        case: None,
        customer: None,
        product: None,
        goods: "".into(),
        due_at: now(),
        opened_at: ago(60),
        agent: None,
        answer: None,
        outcome: None,
        answered_at: None,
        version: 1,
    }
}

/// Five rows in each of the thirteen sections.
fn morning() -> ShiftInputs {
    let (soon, later) = (now().plus(Span::hours(2)), now().plus(Span::hours(40)));
    let of = |from: i64| from..from + EACH;
    let review = |n| Why::Review {
        stars: Some(2),
        words: "掉漆".into(),
        answer: ReviewAnswer { id: ReviewId::new(n), version: 1, draft: "".into(), copied: false },
    };
    let note = |section, n: i64, why| {
        let kind = if section == SectionKind::Reviews { "review" } else { "soldout" };
        NoteRow { section, about: about(n), key: format!("{kind}:{n}:0"), why }
    };
    let shipped = |n| FollowRow {
        about: about(n),
        shipped_at: now().minus(Span::days(9)),
        signed_at: None,
        last_scan_at: None,
        facts: None,
        amount: None,
    };
    let facts = |age: i64| ReminderFacts { starts_at: ago(age), ..ReminderFacts::default() };
    let left = |n| HandoverRow {
        about: about(n),
        id: HandoverId::new(n),
        from: "小周".into(),
        at: ago(600),
        note: "小样在仓库".into(),
        due_at: None,
        case: None,
        promise: None,
        ticket: None,
        review_case: None,
    };
    ShiftInputs {
        cases: of(100).map(|n| case(n, Some(soon))).chain(of(200).map(|n| case(n, Some(later)))).collect(),
        messages: of(300)
            .map(|n| MessageRow {
                about: About { chat: Some(ConversationId::new(n)), ..about(n) },
                waiting_since: ago(600),
                due_at: None,
                copied: false,
            })
            .collect(),
        unpaid: of(400).map(|n| UnpaidRow { about: about(n), amount: None, facts: facts(800) }).collect(),
        to_ship: of(500)
            .map(|n| ToShipRow { about: about(n), amount: None, paid_at: ago(900), ship_by: None, urged: 0 })
            .collect(),
        promises: of(600).map(|n| PromiseRow { about: about(n), promise: PromiseId::new(n), due_at: now() }).collect(),
        changed: of(700)
            .map(|n| ChangedRow {
                about: about(n),
                event: n,
                what: "memo".into(),
                text: "送腕托".into(),
                at: ago(60),
                amount: None,
            })
            .collect(),
        follow: of(800).map(shipped).collect(),
        inquiries: of(900)
            .map(|n| InquiryRow {
                about: About { order: None, chat: Some(ConversationId::new(n)), ..about(n) },
                facts: facts(90),
            })
            .collect(),
        handover: of(1_000).map(left).collect(),
        tickets: of(1_100).map(|n| TicketRow { about: about(n), ticket: ticket(n) }).collect(),
        notes: of(1_200)
            .map(|n| note(SectionKind::Reviews, n, review(n)))
            .chain(of(1_300).map(|n| note(SectionKind::StockNotes, n, Why::SoldOut { waiting: 1 })))
            .collect(),
        ..ShiftInputs::default()
    }
}

struct Shift {
    scene: Scene,
    inputs: ShiftInputs,
    marks: Vec<ShiftMark>,
    keys: usize,
}

impl Shift {
    fn begun() -> Self {
        let mut shift = Self { scene: Scene::new(120, 36, Lang::Zh), inputs: morning(), marks: Vec::new(), keys: 0 };
        shift.scene.keys("6");
        shift.show();
        shift
    }
    fn list(&self) -> ShiftList {
        build(&self.inputs, &self.marks, now(), &ShiftSettings::starting(ago(60)))
    }
    /// The list as it now is reaches the screen.
    fn show(&mut self) {
        let list = self.list();
        self.scene.tell(Msg::Answer(Box::new(Answer::Shift(list))));
    }
    fn selected(&self) -> (SectionKind, ItemKey) {
        let item = self.scene.model.todo.selected().expect("a row to do is selected");
        (item.section, item.key.clone())
    }
    /// Presses keys on the selected row and carries out what comes of it.
    fn press(&mut self, keys: &str, many: usize) -> Do {
        let (section, key) = self.selected();
        assert_eq!(key.section(), Some(section), "{key:?}");
        self.scene.effects.clear();
        self.scene.keys(keys);
        self.keys += many;
        let done = self.scene.done().pop().expect("something is done");
        let kind = match &done {
            Do::ShiftSnooze(_, until, why) => {
                assert!(!why.is_empty());
                MarkKind::Snoozed(*until)
            }
            _ => MarkKind::Done,
        };
        self.marks.push(ShiftMark { key, kind, at: now(), by: AgentId::new(1), reason: None });
        self.show();
        done
    }
}

#[test]
fn a_list_of_every_section_is_emptied_one_key_a_row() {
    let mut shift = Shift::begun();
    let rows = shift.list().open();
    assert_eq!(
        rows,
        13 * EACH as usize,
        "{:?}",
        shift.list().sections.iter().map(|s| (s.kind, s.actionable())).collect::<Vec<_>>()
    );
    let mut seen = Vec::new();
    while shift.scene.model.todo.left() > Some(0) {
        let (section, _) = shift.selected();
        if seen.last() != Some(&section) {
            seen.push(section);
        }
        shift.press("d", 1);
    }
    assert_eq!((shift.keys, seen.as_slice()), (rows, SectionKind::ALL), "no key but one a row, section after section");
    let screen = shift.scene.screen();
    assert!(screen.contains("都处理完了，按 L 把结果记进日志"), "{screen}");
    shift.scene.keys("L");
    assert!(shift.scene.done().contains(&Do::LogResult));
}

#[test]
fn a_row_whose_act_does_not_mark_it_is_noted_as_begun() {
    let mut shift = Shift::begun();
    let mut begun = 0;
    for section in SectionKind::ALL {
        let (at, key) = shift.selected();
        assert_eq!(at, *section);
        shift.scene.effects.clear();
        shift.scene.keys("<enter>");
        let noted = |effect: &Effect| matches!(effect, Effect::Do(Do::ShiftBegun(row)) if *row == key);
        let marked = |effect: &Effect| matches!(effect, Effect::Do(Do::ShiftDone(row)) if *row == key);
        let effects = &shift.scene.effects;
        assert!(effects.iter().any(|effect| noted(effect) || marked(effect)), "{section:?}: {effects:?}");
        begun += usize::from(effects.iter().any(noted));
        shift.scene.keys("<esc><esc><esc>6");
        shift.show();
        while shift.scene.model.todo.selected().is_some_and(|item| item.section == *section) {
            shift.press("d", 1);
        }
    }
    assert!(begun >= 9, "{begun}");
}

#[test]
fn a_row_is_put_off_with_what_it_waits_for_in_two_keys() {
    let mut shift = Shift::begun();
    let done = shift.press("z<enter>", 2);
    let Do::ShiftSnooze(_, until, why) = done else { panic!("{done:?}") };
    assert_eq!((until, why.as_str()), (now().plus(Span::hours(2)), "等买家回复"));
    let (_, key) = shift.selected();
    shift.press("z<ctrl-u>退回的件在路上<tab><ctrl-u>18:00<enter>", 0);
    assert_ne!(shift.selected().1, key, "the next row is at hand");
    while shift.scene.model.todo.left() > Some(0) {
        shift.press("z<enter>", 2);
    }
    assert!(shift.list().is_finished() && shift.scene.screen().contains("都处理完了"), "{}", shift.scene.screen());
}

#[test]
fn keys_that_come_faster_than_the_list_are_each_for_a_row() {
    let mut shift = Shift::begun();
    let keys: Vec<ItemKey> = shift.list().sections[0].items.iter().map(|item| item.key.clone()).collect();
    shift.scene.effects.clear();
    shift.scene.keys("ddddddd");
    let done: Vec<ItemKey> = shift
        .scene
        .done()
        .into_iter()
        .filter_map(|done| if let Do::ShiftDone(key) = done { Some(key) } else { None })
        .collect();
    assert_eq!(done, keys, "each row once, and none twice");
}

#[test]
fn rows_not_to_be_touched_do_not_hide_that_all_is_done() {
    let mut shift = Shift::begun();
    let barred = ReminderFacts { do_not_contact: true, starts_at: ago(800), ..ReminderFacts::default() };
    let unpaid = vec![UnpaidRow { about: about(1), amount: None, facts: barred }];
    shift.inputs = ShiftInputs { unpaid, ..ShiftInputs::default() };
    shift.show();
    shift.scene.keys("]");
    let screen = shift.scene.screen();
    assert!(screen.contains("买家1") && screen.contains("都处理完了"), "{screen}");
}
