//! What the list and the page of cases say.

use kefu::config::Config;
use kefu::domain::aftersale::CaseOrder;
use kefu::domain::{Case, Span};
use kefu::store::cases;
use kefu::text::Lang;

use crate::desk::{Desk, at};
use crate::floor::Floor;

/// Three orders with a case each: 59.00, then 188.00, then one whose sum is 5.00.
fn floor(size: (u16, u16), tr: Lang) -> Floor {
    let desk = Desk::new();
    for (n, buyer, paid) in [(1, "拾光10001", 5_900), (2, "柠檬77", 18_800), (3, "猫三", 500)] {
        let order = desk.order(&format!("400000000000091{n}"), buyer, "云朵棉短袖 月白 M");
        let sql = "UPDATE orders SET shipped_at = $1, paid = $3, payable = $3 WHERE id = $2";
        desk.db().run(sql, &[at(10).into(), order.into(), i64::from(paid).into()]).expect("shipped");
    }
    let mut floor = Floor::new(desk, size, tr, Config::default());
    for n in ["1", "2", "3"] {
        floor.keys(&format!("<ctrl-f>091{n}<enter>a<enter>"));
        floor.later(Span::minutes(5));
    }
    floor.keys("<esc><esc>");
    assert_eq!(cases::open_count(floor.db()), Ok(3), "{}", floor.screen());
    floor
}

fn first(floor: &Floor) -> Case {
    floor.model.cases.row(0).expect("a row").case.clone()
}

#[test]
fn the_list_stands_by_time_and_by_harm_and_tells_the_week() {
    for tr in [Lang::Zh, Lang::En] {
        let mut floor = floor((200, 60), tr);
        floor.keys("1<esc>4Z");
        assert_eq!(floor.model.cases.order, CaseOrder::Time);
        assert_eq!(first(&floor).amount.map(|m| m.minor()), Some(5_900), "the oldest is due first: {}", floor.screen());
        let zh = tr == Lang::Zh;
        floor.must_show(if zh { "本周 3  已结 0  平台介入 0" } else { "this week 3  ended 0" });
        floor.must_show(if zh {
            "超时未处理: 平台自动同意退货"
        } else {
            "If nobody acts: the platform agrees"
        });
        floor.must_show(if zh { "等商家" } else { "shop next" });
        floor.keys("t");
        assert_eq!(first(&floor).amount.map(|m| m.minor()), Some(18_800), "{}", floor.screen());
        floor.keys("t");
        assert_eq!(first(&floor).amount.map(|m| m.minor()), Some(5_900));
    }
}

#[test]
fn what_is_presumed_over_is_checked_first_and_calls_for_nothing_by_itself() {
    let mut floor = floor((200, 60), Lang::Zh);
    floor.later(Span::days(30));
    floor.keys("1<esc>4Z");
    floor.must_show("待核对");
    floor.must_show("可能已");
    let found = cases::page(floor.db(), CaseOrder::Time, at(3600).plus(Span::days(30)), 2, 1).expect("page");
    assert_eq!(found.iter().map(|case| case.amount.map(|m| m.minor())).collect::<Vec<_>>(), [Some(18_800), Some(500)]);
}

#[test]
fn another_instant_tells_what_will_have_happened_and_by_which_rule() {
    for tr in [Lang::Zh, Lang::En] {
        let mut floor = floor((80, 60), tr);
        floor.keys("1<esc>4<enter>");
        floor.must_show(if tr == Lang::Zh { "试算" } else { "what if" });
        floor.keys("w<ctrl-u>40d<enter>");
        floor.must_show(if tr == Lang::Zh { "已超时" } else { "late" });
        floor.must_show(if tr == Lang::Zh { "售后单自动关闭" } else { "the case closes by itself" });
        floor.must_show("D6");
        floor.must_show("D7");
    }
}

#[test]
fn a_case_of_a_buyer_nobody_names_is_known_by_its_order() {
    let desk = Desk::new();
    let order = desk.order("4000000000000919", "", "云朵棉短袖 月白 M");
    desk.db().run("UPDATE orders SET shipped_at = $1 WHERE id = $2", &[at(10).into(), order.into()]).expect("shipped");
    let mut floor = Floor::new(desk, (120, 36), Lang::Zh, Config::default());
    floor.keys("<ctrl-f>0919<enter>a<enter><esc><esc>1<esc>4Z");
    floor.must_show("...0919");
}

#[test]
fn a_case_that_ended_offers_no_step() {
    let mut floor = floor((80, 24), Lang::Zh);
    floor.keys("1<esc>4<enter>");
    floor.must_show("Y 同意");
    // The buyer withdrew.
    floor.keys("W3<enter><enter>");
    floor.must_show("已结束");
    assert!(!floor.shows("不可用") && !floor.shows("Y 同意") && !floor.shows("时钟照走"), "{}", floor.screen());
    floor.must_show("K 举证材料");
}

#[test]
fn a_time_set_by_hand_is_marked() {
    let mut floor = floor((120, 36), Lang::Zh);
    floor.keys("1<esc>4<enter>D<ctrl-u>3d<enter>");
    floor.must_show("手设");
    assert!(floor.model.cases.page_of_selected().is_some_and(|page| page.case.running().is_some()));
}

#[test]
fn windows_of_a_list_join_without_a_gap_or_a_twin() {
    let floor = floor((80, 24), Lang::Zh);
    for order in [CaseOrder::Time, CaseOrder::Harm] {
        for now in [at(0), at(86_400), at(86_400 * 60)] {
            let whole: Vec<_> =
                cases::page(floor.db(), order, now, 10, 0).expect("page").iter().map(|c| c.id).collect();
            let mut joined = Vec::new();
            for start in 0..3 {
                joined.extend(cases::page(floor.db(), order, now, 1, start).expect("page").iter().map(|c| c.id));
            }
            assert_eq!(joined, whole);
            assert_eq!(whole.len(), 3);
        }
    }
}
