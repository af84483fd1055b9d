//! What buyers are told the shops and the agents are called.

use kefu::domain::{Platform, Problem, Role, SafeText, Zone};
use kefu::store::{agents, shops};

use crate::desk::{Desk, at};

#[test]
fn the_systems_user_is_no_name_to_tell_a_buyer_until_it_is_given_as_one() {
    let store = kefu::store::Store::memory(std::sync::Arc::new(kefu::domain::clock::FixedClock(at(0)))).expect("store");
    let db = store.db();
    let first = agents::who(db, None, "lin", at(0)).expect("made");
    assert_eq!((first.name.as_str(), first.said(), first.role), ("lin", "", Role::Owner));
    assert_eq!(agents::who(db, None, "lin", at(1)).expect("known"), first);
    // The settings name them later: they are who was there.
    let named = agents::who(db, Some("小夏"), "lin", at(2)).expect("named");
    assert_eq!((named.id, named.said(), named.code.as_str()), (first.id, "小夏", "小夏"));
    // Whoever is called like their user says so.
    let again = agents::rename(db, first.id, "lin").expect("renamed");
    assert_eq!((again.said(), agents::who(db, None, "lin", at(3)).expect("known").id), ("lin", first.id));
    agents::add(db, "阿泽", "A09", None, Role::Lead, at(3)).expect("agent");
    assert!(matches!(agents::rename(db, first.id, "阿泽"), Err(Problem::NameTaken { .. })));
    assert!(matches!(agents::who(db, Some("没有"), "lin", at(4)), Err(Problem::NotFound { .. })));
}

#[test]
fn a_shop_named_by_hand_is_the_one_its_files_name() {
    let desk = Desk::new();
    let db = desk.db();
    let ensure = |name: &str| shops::ensure(db, Platform::Pdd, name, "", Zone::default(), at(0)).expect("shop");
    let shop = ensure("");
    assert_eq!(shop.said(), "");
    let called = shops::call(db, shop.id, "云朵").expect("named");
    assert_eq!((called.said(), called.name.as_str()), ("云朵", "pdd"));
    assert_eq!(ensure("云朵").id, shop.id);
    // A file that says it otherwise names the same shop, and buyers are told what the person said.
    let told = ensure("云朵数码旗舰店");
    assert_eq!((told.id, told.said(), told.name.as_str()), (shop.id, "云朵", "云朵数码旗舰店"));
    assert_eq!(shops::call(db, shop.id, "").expect("taken back").said(), "云朵数码旗舰店");
}

#[test]
fn the_settings_describe_a_shop_that_is_there_and_make_none() {
    let desk = Desk::new();
    let db = desk.db();
    let tag = SafeText::line("朵");
    let zone = Zone::parse("Europe/Berlin").expect("a zone");
    shops::follow(db, Platform::Douyin, "云朵", &tag, zone, at(0)).expect("followed");
    assert!(shops::find(db, Platform::Douyin, "", "").expect("read").is_none());
    let shop = shops::ensure(db, Platform::Douyin, "", "", Zone::default(), at(0)).expect("shop");
    shops::follow(db, Platform::Douyin, "云朵", &tag, zone, at(1)).expect("followed");
    let now = shops::by_id(db, shop.id).expect("read").expect("there");
    assert_eq!((now.name.as_str(), now.tag, now.zone), ("云朵", tag, zone));
}
