//! Looking orders up on the screen: the box with its filters, saved searches, one order whole, and the import screen.

#[path = "support/scene.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod scene;

use kefu::app::msg::*;
use kefu::app::panes::orders::in_force;
use kefu::domain::*;
use kefu::text::Lang;
use scene::{Scene, ago};

fn answer(scene: &mut Scene, answer: Answer) {
    scene.tell(Msg::Answer(Box::new(answer)));
}

/// An order with all that an order can have.
fn whole(scene: &Scene) -> OrderPage {
    let row = scene.model.orders.page.have().and_then(|page| page.rows.first()).expect("an order");
    let line = |text: &str| SafeText::line(text);
    let order = Order {
        status: OrderStatus::Shipped,
        raw_status: line("卖家已发货"),
        receiver: line("李**"),
        phone: line("139****1234"),
        address: line("浙江省杭州市西湖区****"),
        carrier: SafeText::default(),
        tracking: vec!["YT8812345678901".into(), "SF1234567890123".into()],
        shipped_at: Some(ago(600)),
        memo: line("11-20 A07 换小一码"),
        buyer_message: line("请发顺丰，周五要用"),
        seen_at: ago(300),
        ..row.order.clone()
    };
    let happened = |minutes, by: &str, what: &str, text: &str| Happened {
        at: ago(minutes),
        by: line(by),
        what: line(what),
        text: line(text),
    };
    OrderPage {
        shop: None,
        lines: vec![OrderLine {
            id: OrderLineId::new(1),
            order: order.id,
            line: "1".into(),
            title: line("茶轴键盘 87键 白色背光 办公游戏两用 送防尘罩和拔键器"),
            sku: line("颜色:黑色;轴:茶轴"),
            outer_id: "KB-87".into(),
            quantity: 1,
            price: Some(Money::fen(23_900)),
            paid: None,
            status: OrderStatus::Closed,
            raw_status: line("交易关闭"),
        }],
        timeline: vec![
            happened(900, "", "placed", ""),
            happened(890, "拾光10001", "message", "什么时候能到呀"),
            happened(880, "小林", "flag", "red"),
            happened(870, "小林", "case", "同意"),
        ],
        cases: Vec::new(),
        intentions: Vec::new(),
        tickets: Vec::new(),
        address: Default::default(),
        reminded: Vec::new(),
        promises: Vec::new(),
        chat: None,
        compensations: Vec::new(),
        reviews: Vec::new(),
        review_cases: Vec::new(),
        at_shop: Default::default(),
        receipt: None,
        parcels: vec![
            OrderParcel {
                number: line("YT8812345678901"),
                carrier: SafeText::default(),
                with: vec![line("4000000000002")],
            },
            OrderParcel { number: line("SF1234567890123"), carrier: line("顺丰速运"), with: Vec::new() },
        ],
        conflicts: vec![(line("status"), line("to_ship"))],
        more_messages: true,
        order,
    }
}

#[test]
fn an_order_stands_whole_on_one_screen_at_every_size_and_in_both_languages() {
    for (cols, rows) in [(80, 24), (120, 36), (200, 60)] {
        for tr in [Lang::Zh, Lang::En] {
            let mut scene = Scene::new(cols, rows, tr);
            scene.keys("3<enter>");
            let page = whole(&scene);
            answer(&mut scene, Answer::Order(page.order.id, Some(page)));
            let screen = scene.screen();
            let zh = tr == Lang::Zh;
            let words = if zh {
                [
                    "像是圆通，按单号猜的",
                    "4000000000002",
                    "文件里是脱敏数据",
                    "另一份文件说是 待发货",
                    "更早的消息",
                    "换小一码",
                ]
            } else {
                [
                    "looks like YTO",
                    "4000000000002",
                    "masked data",
                    "another file says To ship",
                    "older messages",
                    "换小一码",
                ]
            };
            let mut seen = screen.clone();
            for _ in 0..12 {
                scene.keys("jj");
                seen.push_str(&scene.screen());
            }
            // A narrow column wraps: blanks and frames between the pieces do not count.
            let bare =
                |text: &str| text.chars().filter(|c| !c.is_whitespace() && !"│┃|".contains(*c)).collect::<String>();
            for word in words {
                let head: String = bare(word).chars().take(if cols == 80 { 40 } else { 6 }).collect();
                assert!(bare(&seen).contains(&head), "{cols}x{rows} {word}\n{screen}");
            }
        }
    }
}

#[test]
fn the_order_page_is_read_at_a_glance() {
    let mut scene = Scene::new(80, 24, Lang::Zh);
    scene.keys("3<enter>");
    let page = whole(&scene);
    answer(&mut scene, Answer::Order(page.order.id, Some(page)));
    expect_test::expect![[r#"
         kefu  会话 3!  [订单]  售后 2!  日志 1  待办                       小林  14:03
        ┏━ 4000000000001791   ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 5 小时前 ━┓
        ┃ 已发货  卖家已发货  拾光10001                                                ┃
        ┃ 冲突  状态: 另一份文件说是 待发货，没有采用                                  ┃
        ┃ 金额  应付 ¥239.00                                                           ┃
        ┃ 时间  拍下 11-21 23:50  发货 11-22 04:03                                     ┃
        ┃ 商品  茶轴键盘 87键 白色背光 办公游戏两用 送防尘罩和拔键器 x1  ¥239.00  交易 ┃
        ┃       关闭                                                                   ┃
        ┃       颜色:黑色;轴:茶轴  KB-87                                               ┃
        ┃ 收货  李**  139****1234                                                      ┃
        ┃ 地址  浙江省杭州市西湖区****                                                 ┃
        ┃       文件里是脱敏数据                                                       ┃
        ┃ 物流  1/2  YT8812345678901                                                   ┃
        ┃       像是圆通，按单号猜的                                                   ┃
        ┃       和订单 4000000000002 在同一个包裹                                      ┃
        ┃       2/2  顺丰速运 SF1234567890123                                          ┃
        ┃       签收未知                                                               ┃
        ┃ 留言  请发顺丰，周五要用                                                     ┃
        ┃ 备注  11-20 A07 换小一码                                                     ┃
        ┃ 数据  5 小时前的数据  先看平台上现在的状态                                   ┃
        ┃                                                                              ┃
        ┗━ c 催付  V 核对地址  F 插旗  M 备注  a 售后  v 常用查找 ━━━━━━━━━━━━━━━━━━━━━┛
         Tab 换栏  n 下一个  Space 最急  粘贴 = 查找  Ctrl-P 命令  ? 帮助  Ctrl-Q 退出

    "#]]
    .assert_eq(&scene.screen());
}

#[test]
fn a_wrong_filter_is_told_in_the_list_with_what_it_takes() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("3/flag:orange");
    let fault = OrderQuery::parse("flag:orange").expect_err("no such flag");
    let ask = scene.model.orders.page.asked().expect("asked");
    answer(&mut scene, Answer::Orders(ask, OrdersPage { fault: Some(fault), ..OrdersPage::default() }));
    let screen = scene.screen();
    assert!(screen.contains("旗 没有 orange 这个值") && screen.contains("红"), "{screen}");
}

#[test]
fn a_search_that_finds_nothing_says_what_to_try_next() {
    for (typed, said) in [("羽绒 status:unpaid", "去掉一个筛选再找"), ("羽绒", "试试订单号、昵称")]
    {
        let mut scene = Scene::new(120, 36, Lang::Zh);
        scene.keys(&format!("3/{typed}"));
        let ask = scene.model.orders.page.asked().expect("asked");
        answer(&mut scene, Answer::Orders(ask, OrdersPage::default()));
        let screen = scene.screen();
        assert!(screen.contains(&said[..12]), "{typed}: {screen}");
    }
}

#[test]
fn rows_are_sorted_by_a_key_marked_and_the_search_is_saved_under_a_name() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("3/键盘<tab>tt");
    assert_eq!(in_force(&scene.model), "键盘 sort:amount");
    scene.keys("x");
    assert_eq!(scene.model.orders.marks.len(), 1);
    assert!(scene.screen().contains("已标 1"), "{}", scene.screen());
    scene.keys("<esc>v");
    answer(&mut scene, Answer::Views(vec![(SafeText::line("红旗"), "flag:red".into())]));
    assert!(scene.screen().contains("flag:red"), "{}", scene.screen());
    scene.keys("键盘贵的<enter>");
    assert_eq!(scene.done(), [Do::SaveView("键盘贵的".into(), "键盘 sort:amount".into())]);
    scene.keys("v");
    answer(&mut scene, Answer::Views(vec![(SafeText::line("红旗"), "flag:red".into())]));
    scene.keys("<enter>");
    assert_eq!(in_force(&scene.model), "flag:red");
}

#[test]
fn a_bulk_is_agreed_to_by_its_number_and_one_that_reaches_nobody_only_says_why() {
    let line = |text: &str| SafeText::line(text);
    let planned = |count| BulkView {
        orders: vec![OrderId::new(1), OrderId::new(2)],
        count,
        first: line("亲，您的订单还没付款"),
        skipped: vec![(line("4000000000001799"), line("今天已经催过"))],
    };
    let mut scene = Scene::new(80, 24, Lang::Zh);
    scene.tell(Msg::Did(Box::new(Did::BulkPlanned(Box::new(planned(1))))));
    scene.keys("2<enter>");
    assert!(scene.screen().contains("要发 1 条") && scene.done().is_empty(), "{}", scene.screen());
    scene.keys("<backspace>1<enter>");
    assert!(matches!(scene.done()[..], [Do::BulkRemind { agreed: Some(1), .. }]));
    scene.tell(Msg::Did(Box::new(Did::BulkPlanned(Box::new(planned(0))))));
    let screen = scene.screen();
    assert!(screen.contains("没有可发的") && screen.contains("今天已经催过"), "{screen}");
    assert!(!screen.contains("输入条数确认"), "{screen}");
    scene.keys("<enter>");
    assert!(scene.model.overlays.is_empty() && scene.done().is_empty());
}

#[test]
fn data_is_shown_of_an_order_that_is_seen_and_of_no_other() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("n<esc><esc>H");
    assert!(!scene.model.overlays.is_empty(), "the open chat has an order");
    scene.keys("<esc>6H");
    assert!(scene.model.overlays.is_empty() && scene.screen().contains("这里没有订单"), "{}", scene.screen());
}

fn folder() -> FolderPage {
    let file = |name: &str, is_folder, minutes| FolderEntry {
        name: name.into(),
        is_folder,
        bytes: 120_000,
        changed: Some(ago(minutes)),
    };
    FolderPage {
        entries: vec![file("ExportOrder1.csv", false, 5), file("ExportItem1.csv", false, 9), file("旧的", true, 99)],
        problem: None,
    }
}

fn told(dry: bool) -> Msg {
    Msg::ImportTold(Box::new(ImportTold {
        path: "~/ExportOrder1.csv".into(),
        dry,
        format: SafeText::line("taobao.orders"),
        encoding: SafeText::line("gb18030"),
        rows: 12,
        inserted: 9,
        updated: 1,
        unchanged: 1,
        rejected: 1,
        rejects: vec![RejectRow {
            row: 7,
            column: SafeText::line("订单编号"),
            problem: SafeText::line("damaged_id"),
            value: SafeText::line("4.00E+18"),
        }],
        ..ImportTold::default()
    }))
}

#[test]
fn a_file_is_picked_looked_at_and_imported_and_its_rejected_rows_are_listed() {
    let mut scene = Scene::new(80, 24, Lang::Zh);
    scene.keys("<f8>~/Exp");
    answer(&mut scene, Answer::Folder("~/".into(), folder()));
    assert!(scene.screen().contains("ExportItem1.csv") && !scene.screen().contains("旧的"), "{}", scene.screen());
    scene.keys("<tab>O<tab><enter>");
    assert_eq!(scene.effects.drain(..).collect::<Vec<_>>(), [Effect::Preview("~/ExportOrder1.csv".into())]);
    scene.tell(told(true));
    let screen = scene.screen();
    assert!(
        screen.contains("会新增 9") && screen.contains("单号被表格软件改坏了") && screen.contains("4.00E+18"),
        "{screen}"
    );
    scene.keys("<enter>");
    assert_eq!(scene.effects.drain(..).collect::<Vec<_>>(), [Effect::Import("~/ExportOrder1.csv".into())]);
    let job = Job { kind: JobKind::Import, what: SafeText::line("x"), done: 50, total: Some(100), end: None };
    scene.tell(Msg::Job(job));
    assert!(scene.screen().contains("50%"), "{}", scene.screen());
    scene.keys("x");
    assert_eq!(scene.effects.drain(..).collect::<Vec<_>>(), [Effect::CancelJob(JobKind::Import)]);
    scene.tell(told(false));
    assert!(scene.screen().contains("新增 9，更新 1") && scene.screen().contains("订单编号"), "{}", scene.screen());
    scene.keys("<enter>");
    assert!(scene.model.overlays.is_empty());
}

#[test]
fn a_file_that_cannot_be_read_says_so_and_the_path_stays() {
    let mut scene = Scene::new(80, 24, Lang::En);
    scene.keys("<f8>none.csv<enter>");
    let end = Some(JobEnd::Failed(SafeText::line("none.csv is not there")));
    scene.tell(Msg::Job(Job { kind: JobKind::Import, what: SafeText::line("x"), done: 0, total: None, end }));
    let screen = scene.screen();
    assert!(screen.contains("none.csv is not there") && screen.contains("Enter preview"), "{screen}");
}
