//! What the data file knows against writing to a buyer, and the question after a parcel was signed for.

#[path = "store_desk/desk.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod desk;

use desk::{Desk, at};
use kefu::domain::customer::Marking;
use kefu::domain::reminder::{ReminderKind, Skip};
use kefu::domain::shift::{Item, SectionKind, Why};
use kefu::domain::{Order, OrderId, Platform, RawText, Span, Time, Zone};
use kefu::store::reminders::{self, Given};
use kefu::store::{customers, orders, shift, write};

fn set(desk: &Desk, order: OrderId, what: &str) {
    write(desk.db(), || desk.db().run(&format!("UPDATE orders SET {what} WHERE id = $1"), &[order.into()]))
        .expect("set");
}

fn order(desk: &Desk, id: OrderId) -> Order {
    orders::by_id(desk.db(), id).expect("read").expect("order")
}

/// Why an order that has waited for thirteen hours is not reminded of.
fn skip(desk: &Desk, id: OrderId, now: Time) -> Option<Skip> {
    let rules = kefu::rules::embedded().expect("rules");
    let kind = ReminderKind::for_money(order(desk, id).status).expect("unpaid");
    let mut facts = reminders::about_order(desk.db(), &order(desk, id), kind, None, now).expect("facts");
    facts.end_by(&rules);
    rules.reminders().due(&facts, now, Zone::default()).err()
}

fn unpaid(desk: &Desk, number: &str, buyer: &str) -> OrderId {
    let id = desk.order(number, buyer, "羽绒服");
    set(desk, id, &format!("status = 'unpaid', paid_at = NULL, created_at = {}", at(0).minus(Span::hours(13)).ms()));
    id
}

fn account(desk: &Desk, platform: Platform, nick: &str, set: &Marking) {
    let id = customers::ensure(desk.db(), platform, nick, &RawText::new(nick), at(0)).expect("account");
    customers::mark(desk.db(), &desk.by(at(0)), id, set).expect("marked");
}

fn line(desk: &Desk, order: OrderId, code: &str) {
    let db = desk.db();
    write(db, || {
        let id = db.next_id()?;
        db.run(
            "INSERT INTO order_lines (id, order_id, line, outer_id, outer_key, status) VALUES ($1, $2, $3, $3, $3, 'unpaid')",
            &[id.into(), order.into(), code.into()],
        )
    })
    .expect("line");
}

fn count(desk: &Desk, code: &str, warehouse: &str, pieces: i64) {
    let sql = "INSERT INTO stock (sku_key, warehouse, quantity, counted_at) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (sku_key, warehouse) DO UPDATE SET quantity = $3";
    write(desk.db(), || desk.db().run(sql, &[code.into(), warehouse.into(), pieces.into(), at(0).into()]))
        .expect("count");
}

fn parcels(desk: &Desk, now: Time) -> Vec<Item> {
    let rules = kefu::rules::embedded().expect("rules");
    let by = desk.by(now);
    let settings = shift::settings(desk.db(), &by, Span::hours(12), Zone::default(), &rules).expect("settings");
    let list = shift::list(desk.db(), &by, &settings, &rules).expect("list");
    list.section(SectionKind::SignedUnconfirmed).map(|section| section.items.clone()).unwrap_or_default()
}

/// Ten in the morning, when buyers may be written to.
fn ten() -> Time {
    at(3600)
}

#[test]
fn a_blocked_buyer_and_one_who_wants_no_contact_are_told_apart() {
    let desk = Desk::new();
    let (blocked, silent, over, plain) =
        (unpaid(&desk, "1", "hei"), unpaid(&desk, "2", "jing"), unpaid(&desk, "3", "jiu"), unpaid(&desk, "4", "li"));
    let until = |span: Span| Some(Some(("恶意退款".into(), Some(at(0).plus(span)))));
    account(&desk, Platform::Taobao, "hei", &Marking { block: until(Span::days(9)), ..Marking::default() });
    account(&desk, Platform::Taobao, "jing", &Marking { do_not_contact: Some(true), ..Marking::default() });
    account(&desk, Platform::Taobao, "jiu", &Marking { block: until(Span::minutes(5)), ..Marking::default() });
    desk.later(Span::hours(1));
    assert_eq!(skip(&desk, blocked, ten()), Some(Skip::Blocked));
    assert_eq!(skip(&desk, silent, ten()), Some(Skip::DoNotContact));
    assert_eq!((skip(&desk, over, ten()), skip(&desk, plain, ten())), (None, None));
    assert!(!Skip::Blocked.may_be_forced() && !Skip::DoNotContact.may_be_forced());
}

#[test]
fn a_mark_on_any_account_of_the_person_stops_it() {
    let desk = Desk::new();
    let order = unpaid(&desk, "1", "li");
    let marking = Marking { block: Some(Some(("骗赔".into(), None))), ..Marking::default() };
    account(&desk, Platform::Jd, "li-jd", &marking);
    assert_eq!(skip(&desk, order, ten()), None);
    let id = |platform, nick: &str| {
        customers::ensure(desk.db(), platform, nick, &RawText::new(nick), at(0)).expect("account")
    };
    let (here, there) = (id(Platform::Tmall, "li"), id(Platform::Jd, "li-jd"));
    customers::merge(desk.db(), &desk.by(at(1)), here, there).expect("merged");
    assert_eq!(skip(&desk, order, ten()), Some(Skip::Blocked));
}

#[test]
fn a_blocked_buyer_who_only_asked_is_not_nudged() {
    let desk = Desk::new();
    let chat = desk.chat("hei", "有货吗", at(0));
    let facts = |now| {
        let chat = kefu::store::conversations::by_id(desk.db(), chat).expect("read").expect("chat");
        reminders::about_chat(desk.db(), &chat, now).expect("facts")
    };
    assert!(!facts(ten()).blocked);
    account(
        &desk,
        Platform::Taobao,
        "hei",
        &Marking { block: Some(Some(("辱骂".into(), None))), ..Marking::default() },
    );
    assert!(facts(ten()).blocked && !facts(ten()).do_not_contact);
}

#[test]
fn an_order_of_goods_that_ran_out_in_every_warehouse_is_not_reminded_of() {
    let desk = Desk::new();
    let id = unpaid(&desk, "1", "li");
    line(&desk, id, "a1");
    line(&desk, id, "a2");
    assert_eq!(skip(&desk, id, ten()), None, "never counted is not the same as none left");
    count(&desk, "a1", "杭州", 0);
    count(&desk, "a1", "广州", 2);
    count(&desk, "a2", "杭州", 5);
    assert_eq!(skip(&desk, id, ten()), None);
    count(&desk, "a1", "广州", 0);
    assert_eq!(skip(&desk, id, ten()), Some(Skip::OutOfStock { counted_at: at(0) }));
    assert!(Skip::OutOfStock { counted_at: at(0) }.may_be_forced());
    let words = kefu::text::Lang::Zh.skip(&Skip::OutOfStock { counted_at: at(0) }, Zone::default(), ten());
    assert_eq!(words, "已经没货 (库存 11-19 09:00)");
    set(&desk, id, "status = 'balance_unpaid'");
    let facts = reminders::about_order(desk.db(), &order(&desk, id), ReminderKind::Balance, None, ten());
    assert_eq!(facts.expect("facts").out_of_stock, None, "goods of a pre-sale are not in stock yet");
}

#[test]
fn a_buyer_is_asked_once_within_a_day_of_the_signature_and_again_after_a_week() {
    let desk = Desk::new();
    let (new, now_signed, blocked) =
        (desk.order("1", "li", "x"), desk.order("2", "wang", "x"), desk.order("3", "hei", "x"));
    account(
        &desk,
        Platform::Taobao,
        "hei",
        &Marking { block: Some(Some(("辱骂".into(), None))), ..Marking::default() },
    );
    let ago = |hours| ten().minus(Span::hours(hours));
    for (order, hours) in [(new, 3), (blocked, 3)] {
        set(&desk, order, &format!("shipped_at = {}, signed_at = {}", ago(60).ms(), ago(hours).ms()));
    }
    let (shipped, signed) = (ago(60), ten().minus(Span::minutes(10)));
    set(&desk, now_signed, &format!("shipped_at = {}, signed_at = {}", shipped.ms(), signed.ms()));
    let rows: Vec<_> = parcels(&desk, ten()).into_iter().map(|item| (item.about.order, item.why)).collect();
    let expected = [(Some(new), Why::Arrived { at: ago(3) }), (Some(blocked), Why::NotToRemind(Skip::Blocked))];
    assert_eq!(rows, expected, "one signed ten minutes ago is not asked yet");
    let given = Given {
        order: Some(new),
        kind: ReminderKind::Received,
        conversation: None,
        message: None,
        reply_code: Some("yqs"),
        forced: None,
        batch: None,
    };
    assert_eq!(reminders::give(desk.db(), &desk.by(ten()), &given, Span::minutes(10)), Ok(true));
    let rows = parcels(&desk, ten().plus(Span::minutes(20)));
    assert!(rows.iter().all(|item| item.about.order != Some(new)));
    let week = ago(60).plus(Span::days(7)).plus(Span::hours(1));
    let later = parcels(&desk, Zone::default().day_start(week).plus(Span::hours(34)));
    let asked = later.iter().find(|item| item.about.order == Some(new)).map(|item| item.why.clone());
    assert_eq!(asked, Some(Why::Signed { at: ago(3) }));
}
