//! Sheets of any ERP: known by their columns, told once, nothing guessed.

use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::Arc;

use kefu::domain::clock::FixedClock;
use kefu::domain::parcel::ParcelState;
use kefu::domain::product::{GoodsFact, Topic};
use kefu::domain::review::{AnswerState, ReviewKind};
use kefu::domain::stock::Told as Count;
use kefu::domain::{By, Fact, Span, Time, Zone};
use kefu::import::sheets::Mapping;
use kefu::import::{self, Format, Options, Summary, Told};
use kefu::rules;
use kefu::store::goods::reviews::{self, ReviewFilter};
use kefu::store::goods::{self, ChatWords, parcels, stock};
use kefu::store::intake::{Counts, Given, Intake};
use kefu::store::{Store, Writer, acts, orders};

const STOCK: &str = "商品编码,款式编码,商品名称,颜色规格,可用数,仓库,更新时间\r\n\
KB87-CHA,KB87,茶轴键盘 87键,茶轴,12,杭州仓,2026-11-22 09:00:00\r\n\
KB87-CHA,KB87,茶轴键盘 87键,茶轴,3,广州仓,2026-11-22 08:00:00\r\n\
KB87-HONG,KB87,茶轴键盘 87键,红轴,0,杭州仓,2026-11-22 09:00:00\r\n\
4.00E+18,,坏的,,1,,\r\n\
KB99,,,,很多,,\r\n\
合计,,,,15,,\r\n";

const PRODUCTS: &str = "款号,商品名称,商品id,规格编码,规格,材质,尺码表,卖点,搭配,质保,问题1,答案1,问题2,答案2,页面问题\r\n\
KB87,【次日达】茶轴键盘 87键,712345678901,KB87-CHA,茶轴,PBT 键帽,\"宽 36 厘米\n高 13 厘米\",\"热插拔\n三模\",MP01 KB-X,整机一年,能换轴吗,\"可以，热插拔五脚轴都行\",有声音吗,茶轴轻微段落声,主图写成 104 键\r\n\
MP01,加长鼠标垫,,,,天然橡胶,90x40,,,,,,,,\r\n";

const TRACKING: &str = "运单号,快递公司,订单号,揽收时间,最新物流时间,最新轨迹,签收时间,物流状态\r\n\
YT0000000000001,圆通速递,,2026-11-20 18:00:00,2026-11-21 10:00:00,已签收,2026-11-21 10:00:00,签收\r\n\
YT0000000000002,圆通速递,,2026-11-20 18:10:00,2026-11-21 09:00:00,运输中,,未签收\r\n";

const REVIEWS: &str = "评论ID,用户昵称,用户等级,评价时间,SKU,评分,初评内容,追评内容,追评时间,有图片,商家回复\r\n\
90001,豆**包,V3,2026-11-21 20:00:00,茶轴,2,声音有点大,,,是,\r\n\
90002,柠**檬,V1,2026-11-21 21:00:00,红轴,5,此用户没有填写评价。,,,否,\r\n\
90003,谷**雨,V2,2026-11-10 21:00:00,茶轴,5,不错,用了几天掉漆,3天后追评,否,亲，已经联系您了\r\n";

const BILL: &str = "运单号码,寄件日期,目的省份,计费重量(kg),结算金额\r\n\
YT0000000000001,2026-11-20,浙江,1.25,4.80\r\n\
YT0000000000002,2026-11-20,广东,0.5,3.50元\r\n";

fn now() -> Time {
    Time::parse_rfc3339("2026-11-22T10:00:00+08:00").expect("time")
}

fn by() -> By {
    By::new(None, now(), Zone::default())
}

fn store() -> Writer {
    Store::memory(Arc::new(FixedClock(now()))).expect("memory")
}

fn read(text: &str, options: &Options) -> (Vec<Told>, Summary) {
    let mut told = Vec::new();
    let summary = import::read(Cursor::new(text.as_bytes().to_vec()), options, &mut |batch| {
        told.extend(batch.told);
        Ok(ControlFlow::Continue(()))
    })
    .expect("a sheet we know");
    (told, summary)
}

fn take_in(store: &Writer, text: &str) -> (Counts, Summary) {
    let rules = rules::embedded().expect("rules");
    let (told, summary) = read(text, &Options::default());
    let given: Vec<Given<'_>> =
        told.iter().map(|t| Given { counts: t.counts, shop: t.shop.as_deref(), fact: &t.fact }).collect();
    let source = summary.found[0].format.code();
    let counts = Intake::new(source, None, Zone::default(), now(), false, &rules)
        .apply(store.db(), &given, None)
        .expect("stored");
    goods::settle(store.db()).expect("settled");
    (counts, summary)
}

fn order(number: &str, tracking: &str, code: &str) -> String {
    format!(
        "订单编号,买家会员名,订单状态,买家实际支付金额,总金额,订单创建时间,收货人姓名,宝贝标题,物流单号,商家编码,标题,购买数量\r\n\
{number},豆包,\"卖家已发货，等待买家确认\",59.00,59.00,2026-11-20 09:05:00,棠夏至,茶轴键盘,{tracking},{code},茶轴键盘 87键,1\r\n"
    )
}

const NUMBER: &str = "4000000000194001799";

#[test]
fn each_sheet_is_known_by_its_columns() {
    for (text, format) in [
        (STOCK, Format::Stock),
        (PRODUCTS, Format::Products),
        (TRACKING, Format::Tracking),
        (REVIEWS, Format::Reviews),
        (BILL, Format::CourierBill),
    ] {
        let (told, summary) = read(text, &Options::default());
        assert_eq!(summary.found[0].format, format);
        assert!(told.iter().all(|t| matches!(t.fact, Fact::Goods(_))));
    }
}

#[test]
fn the_same_sheet_twice_changes_nothing() {
    for text in [STOCK, PRODUCTS, TRACKING, REVIEWS, BILL] {
        let store = store();
        let (first, _) = take_in(&store, text);
        assert!(first.inserted >= 2 && first.updated == 0, "{first:?}");
        let (again, _) = take_in(&store, text);
        assert_eq!((again.inserted, again.updated, again.conflicting), (0, 0, 0), "{text}");
        assert_eq!(again.unchanged, first.inserted);
    }
}

#[test]
fn stock_is_kept_by_code_and_warehouse_and_bad_rows_are_listed() {
    let store = store();
    let (_, summary) = take_in(&store, STOCK);
    let rejects: Vec<(u64, &str)> = summary.rejects.iter().map(|r| (r.row, r.code.code())).collect();
    assert_eq!(rejects, [(5, "damaged_id"), (6, "bad_count")]);
    let counts = stock::of_code(store.db(), "kb87-cha").expect("read");
    assert_eq!(
        counts.iter().map(|s| (s.warehouse.as_str(), s.quantity)).collect::<Vec<_>>(),
        [("广州仓", 3), ("杭州仓", 12)]
    );
    let out = stock::sold_out(store.db(), 9).expect("read");
    assert_eq!(out.iter().map(|s| s.code.as_str()).collect::<Vec<_>>(), ["KB87-HONG"]);
}

#[test]
fn an_older_count_never_covers_a_newer_one() {
    let store = store();
    take_in(&store, STOCK);
    let older = STOCK.replace(
        "KB87-CHA,KB87,茶轴键盘 87键,茶轴,12,杭州仓,2026-11-22 09",
        "KB87-CHA,KB87,茶轴键盘 87键,茶轴,99,杭州仓,2026-11-21 09",
    );
    let (counts, _) = take_in(&store, &older);
    assert_eq!(counts.updated, 0);
    assert_eq!(stock::of_code(store.db(), "KB87-CHA").expect("read")[1].quantity, 12);
    let twin = STOCK.replace(",12,杭州仓", ",13,杭州仓");
    let (counts, _) = take_in(&store, &twin);
    assert_eq!((counts.updated, counts.conflicting), (0, 1), "two numbers of one instant are told, not swapped");
}

#[test]
fn a_count_over_four_hours_old_is_not_told() {
    let store = store();
    take_in(&store, STOCK);
    let id = goods::by_code(store.db(), "KB87").expect("read").expect("there");
    let card = goods::card(store.db(), id, now()).expect("read").expect("there");
    assert!(matches!(card.told(now()), Count::Fresh { pieces: 15, .. }), "{:?}", card.told(now()));
    let later = now().plus(Span::hours(3));
    assert!(matches!(card.told(later), Count::Old { pieces: 15, .. }), "the oldest warehouse speaks");
}

#[test]
fn a_products_card_joins_both_sheets_whichever_comes_first() {
    for sheets in [[STOCK, PRODUCTS], [PRODUCTS, STOCK]] {
        let store = store();
        for sheet in sheets {
            take_in(&store, sheet);
        }
        let id = goods::by_item(store.db(), "712345678901").expect("read").expect("there");
        let card = goods::card(store.db(), id, now()).expect("read").expect("there");
        assert_eq!(card.outer_id, "KB87");
        assert_eq!(card.title.as_str(), "【次日达】茶轴键盘 87键");
        let codes: Vec<&str> = card.skus.iter().map(|sku| sku.code.as_str()).collect();
        assert_eq!(codes, ["KB87-CHA", "KB87-HONG"], "what is in stock first");
        assert_eq!(card.matching, [("MP01".to_owned(), "加长鼠标垫".into()), ("KB-X".to_owned(), "".into())]);
        assert_eq!(card.faults.len(), 1);
        let topics: Vec<Topic> = card.knowledge().iter().map(|line| line.topic).collect();
        assert_eq!(&topics[..3], [Topic::Answer, Topic::Answer, Topic::Material]);
        assert_eq!(
            goods::find(store.db(), "", 9, 0).expect("read").len(),
            2,
            "no code left over as a product of its own"
        );
    }
}

#[test]
fn products_are_found_by_code_title_and_link() {
    let store = store();
    take_in(&store, STOCK);
    take_in(&store, PRODUCTS);
    for typed in ["KB87", "kb87-cha", "712345678901", "键盘", "茶轴 87", "kb8", "盘"] {
        let found = goods::find(store.db(), typed, 9, 0).expect("read");
        assert_eq!(found.len(), 1, "{typed}");
    }
    assert!(goods::find(store.db(), "保温杯", 9, 0).expect("read").is_empty());
}

#[test]
fn a_chat_names_a_product_by_link_code_words_or_order() {
    let store = store();
    take_in(&store, PRODUCTS);
    take_in(&store, &order(NUMBER, "", "MP01"));
    take_in(
        &store,
        &format!(
            "子订单编号,主订单编号,标题,价格,购买数量,订单状态,商家编码\r\n{NUMBER},{NUMBER},鼠标垫,9.00,1,交易成功,MP01\r\n"
        ),
    );
    let keyboard = goods::by_code(store.db(), "KB87").expect("read").expect("there");
    let pad = goods::by_code(store.db(), "MP01").expect("read").expect("there");
    let named = |messages: &[&str], order| goods::named(store.db(), ChatWords { messages, order }).expect("read");
    assert_eq!(named(&["https://item.taobao.com/item.htm?id=712345678901"], None), [keyboard]);
    assert_eq!(named(&["KB87 还有吗"], None), [keyboard]);
    assert_eq!(named(&["在吗", "那个茶轴键盘声音大吗"], None), [keyboard]);
    assert!(named(&["在吗", "什么时候发货"], None).is_empty());
    let order = orders::by_number(store.db(), NUMBER).expect("read")[0].id;
    assert_eq!(named(&["什么时候发货"], Some(order)), [pad]);
    assert_eq!(
        named(&["茶轴键盘呢"], Some(order)),
        [keyboard, pad],
        "what is asked about stands before what was bought"
    );
}

#[test]
fn an_order_learns_from_its_parcels_whichever_comes_first() {
    for order_first in [true, false] {
        let store = store();
        let file = order(NUMBER, "YT0000000000001", "KB87");
        if order_first {
            take_in(&store, &file);
            take_in(&store, TRACKING);
        } else {
            take_in(&store, TRACKING);
            take_in(&store, &file);
        }
        let order = &orders::by_number(store.db(), NUMBER).expect("read")[0];
        let at = |text| Time::parse_rfc3339(text);
        assert_eq!(order.picked_up_at, at("2026-11-20T18:00:00+08:00"), "{order_first}");
        assert_eq!(order.last_scan_at, at("2026-11-21T10:00:00+08:00"));
        assert_eq!(order.signed_at, at("2026-11-21T10:00:00+08:00"));
    }
}

#[test]
fn an_order_is_signed_for_when_all_its_parcels_are() {
    let store = store();
    take_in(&store, &order(NUMBER, "\"YT0000000000001,YT0000000000002\"", "KB87"));
    let (_, summary) = take_in(&store, TRACKING);
    assert_eq!(summary.unknown_status, 1, "未签收 is no word we know, least of all 签收");
    let order = &orders::by_number(store.db(), NUMBER).expect("read")[0];
    assert_eq!(order.signed_at, None);
    assert!(order.picked_up_at.is_some());
    let parcel = parcels::by_number(store.db(), "YT0000000000002").expect("read").expect("there");
    assert_eq!((parcel.state, parcel.raw_state.as_str()), (ParcelState::Unknown, "未签收"));
    take_in(&store, "运单号,签收时间,物流状态\r\nYT0000000000002,2026-11-21 18:00:00,签收\r\n");
    let order = &orders::by_number(store.db(), NUMBER).expect("read")[0];
    assert_eq!(order.signed_at, Time::parse_rfc3339("2026-11-21T18:00:00+08:00"));
}

#[test]
fn a_parcel_that_goes_back_is_not_signed_for() {
    let store = store();
    take_in(&store, &order(NUMBER, "YT0000000000001", "KB87"));
    take_in(
        &store,
        "运单号,最新物流时间,签收时间,物流状态\r\nYT0000000000001,2026-11-21 18:00:00,2026-11-21 18:00:00,退货签收\r\n",
    );
    assert_eq!(orders::by_number(store.db(), NUMBER).expect("read")[0].signed_at, None);
}

#[test]
fn reviews_are_poor_good_or_followed_up() {
    let store = store();
    take_in(&store, REVIEWS);
    let all = reviews::list_of(store.db(), &ReviewFilter::default(), 9, 0).expect("read");
    let seen: Vec<(ReviewKind, AnswerState, bool)> =
        all.iter().map(|r| (r.kind, r.answer_state, r.wants_eyes())).collect();
    assert_eq!(
        seen,
        [
            (ReviewKind::Good, AnswerState::None, false),
            (ReviewKind::Poor, AnswerState::None, true),
            (ReviewKind::FollowUp, AnswerState::Done, true),
        ]
    );
    assert_eq!(all[2].follow_up_at, Time::parse_rfc3339("2026-11-13T21:00:00+08:00"));
    let yesterday = ReviewFilter {
        from: Some(Zone::default().day_start(now()).minus(Span::days(1))),
        to: Some(Zone::default().day_start(now())),
        wants_eyes: true,
        ..ReviewFilter::default()
    };
    assert_eq!(reviews::counts(store.db(), &yesterday).expect("read").all, 1);
}

#[test]
fn an_answer_goes_from_draft_to_done_and_back() {
    let store = store();
    take_in(&store, REVIEWS);
    let review = reviews::by_name(store.db(), "90001").expect("there");
    assert!(goods::answer_done(store.db(), &by(), review.id, None).is_err(), "there is nothing to have done");
    let drafted = goods::draft_answer(store.db(), &by(), review.id, Some(review.version), &"亲，抱歉让您失望了".into())
        .expect("drafted");
    assert!(goods::draft_answer(store.db(), &by(), review.id, Some(review.version), &"另一句".into()).is_err());
    let copied = goods::answer_copied(store.db(), &by(), review.id, Some(drafted.version)).expect("copied");
    assert_eq!(copied.answer_state, AnswerState::Copied);
    let done = goods::answer_done(store.db(), &by(), review.id, None).expect("done");
    assert_eq!((done.answer_state, done.answer.as_str()), (AnswerState::Done, "亲，抱歉让您失望了"));
    for state in [AnswerState::Copied, AnswerState::Draft, AnswerState::None] {
        acts::undo(store.db(), &by(), None).expect("undone");
        assert_eq!(reviews::expect(store.db(), review.id).expect("there").answer_state, state);
    }
    assert_eq!(reviews::expect(store.db(), review.id).expect("there").draft.as_str(), "");
}

#[test]
fn a_fault_of_a_page_is_noted_mended_and_undone() {
    let store = store();
    take_in(&store, PRODUCTS);
    let id = goods::by_code(store.db(), "MP01").expect("read").expect("there");
    let fault = goods::add_fault(store.db(), &by(), id, &"尺寸写成 80x30".into()).expect("noted");
    goods::mend_fault(store.db(), &by(), fault.id).expect("mended");
    assert!(goods::mend_fault(store.db(), &by(), fault.id).is_err());
    acts::undo(store.db(), &by(), None).expect("undone");
    assert_eq!(goods::faults(store.db(), id).expect("read")[0].mended_at, None);
    acts::undo(store.db(), &by(), None).expect("undone");
    assert!(goods::faults(store.db(), id).expect("read").is_empty());
}

#[test]
fn a_couriers_bill_adds_up_once() {
    let store = store();
    take_in(&store, BILL);
    take_in(&store, BILL);
    let (from, to) = (now().minus(Span::days(9)), now());
    let (sum, parcels) = goods::bills::sum(store.db(), from, to, kefu::domain::Currency::CNY).expect("read");
    assert_eq!((sum.minor(), parcels), (830, 2));
    let (counts, _) = take_in(&store, &BILL.replace("4.80", "9.80"));
    assert_eq!((counts.conflicting, counts.updated), (1, 0), "two sums for one parcel: the first stays");
}

#[test]
fn a_persons_mapping_reads_any_sheet() {
    let text = "format = \"stock\"\nheader_row = 2\n[columns]\n\"货\" = \"sku\"\n\"剩\" = \"quantity\"\n";
    let mapping = Mapping::parse("erp", "imports/erp.toml", text).expect("a mapping");
    let options = Options { mapping: Some(Arc::new(mapping)), ..Options::default() };
    let (told, summary) = read("某某 ERP 导出\r\n货,剩,商品名称\r\nA-1,7,不读\r\n", &options);
    assert_eq!(summary.rows, 1);
    match &told[0].fact {
        Fact::Goods(goods) => match &**goods {
            GoodsFact::Stock(stock) => {
                assert_eq!((stock.code.as_str(), stock.quantity, stock.title.unclean()), ("A-1", 7, ""));
            }
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}
