//! The to-do list on the screen: all its sections, the answer to a review, and the menu of tickets.

#[path = "support/scene.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod scene;

use expect_test::expect;
use kefu::app::msg::{Answer, Do, Effect, Msg};
use kefu::domain::reminder::ReminderFacts;
use kefu::domain::review_case::{ReviewCase, ReviewStage, ReviewStep};
use kefu::domain::shift::{
    About, ChangedRow, InquiryRow, NoteRow, ReviewAnswer, SectionKind, ShiftInputs, ShiftSettings, Why, build,
};
use kefu::domain::{AgentId, ConversationId, Money, OrderId, ReviewCaseId, ReviewId, SafeText};
use kefu::text::Lang;
use scene::{Scene, ago, now};

fn about(nick: &str, n: i64, title: &str) -> About {
    About {
        nick: nick.into(),
        order: Some(OrderId::new(n)),
        number: format!("400000000000{n}"),
        chat: Some(ConversationId::new(1)),
        tag: "淘".into(),
        title: title.into(),
        customer: None,
    }
}

fn review(draft: &str, copied: bool) -> Why {
    let answer = ReviewAnswer { id: ReviewId::new(9), version: 3, draft: draft.into(), copied };
    Why::Review { stars: Some(2), words: "键帽第二天就掉漆".into(), answer }
}

/// A scene on the to-do list, on its first section with something to do.
fn listed(lang: Lang, why: Why) -> Scene {
    listed_at((120, 36), lang, why, "11-20 A07 送腕托")
}

/// The same in a terminal of so many columns and rows, with the words of the changed order's memo.
fn listed_at((cols, rows): (u16, u16), lang: Lang, why: Why, memo: &str) -> Scene {
    let note = |section, nick: &str, key: &str, why| NoteRow {
        section,
        about: about(nick, 1, "茶轴键盘 87键"),
        key: key.to_owned(),
        why,
    };
    let inputs = ShiftInputs {
        changed: vec![ChangedRow {
            about: about("拾光10001", 2, "茶轴键盘 87键"),
            event: 5,
            what: "memo".into(),
            text: memo.into(),
            at: ago(60),
            amount: None,
        }],
        inquiries: vec![InquiryRow {
            about: About { order: None, number: String::new(), ..about("山月", 3, "还在考虑") },
            facts: ReminderFacts { starts_at: ago(90), ..ReminderFacts::default() },
        }],
        notes: vec![
            note(SectionKind::Reviews, "小**明", "review:9:1", why),
            note(SectionKind::StockNotes, "KB87-2", "soldout:KB87-2:1", Why::SoldOut { waiting: 2 }),
        ],
        ..ShiftInputs::default()
    };
    let list = build(&inputs, &[], now(), &ShiftSettings::starting(ago(60)));
    let mut scene = Scene::new(cols, rows, lang);
    scene.keys("6");
    scene.tell(Msg::Answer(Box::new(Answer::Shift(list))));
    scene
}

fn to_reviews(scene: &mut Scene) {
    let at = |scene: &Scene| scene.model.todo.selected_section().map(|section| section.kind);
    for _ in 0..SectionKind::ALL.len() {
        if at(scene) == Some(SectionKind::Reviews) {
            return;
        }
        scene.keys("]");
    }
    assert_eq!(at(scene), Some(SectionKind::Reviews));
}

#[test]
fn all_sections_stand_above_the_rows_of_one() {
    let zh = listed(Lang::Zh, review("", false)).screen();
    expect![[r#"
         kefu  会话 3!  订单  售后 2!  日志 1  [待办 4]                                                             小林  14:03
        ┏━ 6 上班待办  11-22 14:03  小林 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 数据 10 分钟前 ━┓
        ┃   本班到期的售后              0                                                                                      ┃
        ┃   离线留言                    0    未接入：京东，会话数未知                                                          ┃
        ┃   待付款                      0                                                                                      ┃
        ┃   已付款未发货                0                                                                                      ┃
        ┃ > 改过地址或备注              1                                                                                      ┃
        ┃   等我们处理的售后            0                                                                                      ┃
        ┃   昨天的评价                  1                                                                                      ┃
        ┃   签收与物流                  0                                                                                      ┃
        ┃   今天到期的承诺              0                                                                                      ┃
        ┃   待接收交接                  0                                                                                      ┃
        ┃   库存与活动                  1                                                                                      ┃
        ┃   询单未下单                  1                                                                                      ┃
        ┃   内部工单                    0                                                                                      ┃
        ┃ -------------------------------------------------------------------------------------------------------------------- ┃
        ┃   淘 拾光10001      4000...0002             茶轴键盘 87键           备注: 11-20 A07 送腕托             Enter 告诉仓库┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┗━ Enter 做这一步  o 打开  d 完成  z 稍后  ] 下一项 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
         Tab 换栏  n 下一个  Space 最急  粘贴 = 查找  Ctrl-P 命令  ? 帮助  Ctrl-Q 退出

    "#]].assert_eq(&zh);
    let en = listed(Lang::En, review("", false)).screen();
    expect![[r#"
         kefu  Chats 3!  Orders  Cases 2!  Log 1  [To-do 4]                                                         小林  14:03
        ┏━ 6 To-do of the shift  11-22 14:03  小林 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ data 10 min ago ━┓
        ┃   Cases due this shift        0                                                                                      ┃
        ┃   Messages left               0    Not connected: JD; chats unknown                                                  ┃
        ┃   Unpaid                      0                                                                                      ┃
        ┃   Paid, not shipped           0                                                                                      ┃
        ┃ > Address or memo changed     1                                                                                      ┃
        ┃   Cases waiting for us        0                                                                                      ┃
        ┃   Yesterday's reviews         1                                                                                      ┃
        ┃   Receipts and parcels        0                                                                                      ┃
        ┃   Promises due today          0                                                                                      ┃
        ┃   Handover to accept          0                                                                                      ┃
        ┃   Stock and campaigns         1                                                                                      ┃
        ┃   Asked, not ordered          1                                                                                      ┃
        ┃   Tickets                     0                                                                                      ┃
        ┃ -------------------------------------------------------------------------------------------------------------------- ┃
        ┃   淘 拾光10001      4000...0002             茶轴键盘 87键           memo: 11-20 A07 送腕托         Enter tell packing┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┗━ Enter do it  o open  d done  z snooze  ] next list ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛
         Tab pane  n next chat  Space urgent  paste = find  Ctrl-P commands  ? help  Ctrl-Q quit

    "#]].assert_eq(&en);
}

#[test]
fn a_reason_is_whole_before_its_key_is() {
    for lang in [Lang::Zh, Lang::En] {
        let row = |chars: usize| {
            let memo = "x".repeat(chars);
            let screen = listed_at((80, 24), lang, review("", false), &memo).screen();
            let row = screen.lines().find(|line| line.contains("xxx")).unwrap_or_default().to_owned();
            (row.contains(&memo), row)
        };
        let act = if lang == Lang::Zh { "Enter 告诉仓库" } else { "Enter tell packing" };
        let (whole, short) = row(5);
        assert!(whole && short.contains(act), "{short}");
        let most = (5..60).take_while(|chars| row(*chars).0).last().unwrap_or_default();
        let (_, full) = row(most);
        assert!(!full.contains("Enter"), "the key gave way: {full}");
        assert!((5..most).any(|chars| row(chars).1.contains("Enter") && !row(chars).1.contains(act)), "the key alone");
    }
}

#[test]
fn a_review_is_answered_in_a_dialog_that_lets_no_gap_and_no_number_through() {
    let mut scene = listed(Lang::Zh, review("已经为您补发键帽，微信 13800138000", false));
    to_reviews(&mut scene);
    scene.keys("<enter>");
    expect![[r#"
         kefu  会话 3!  订单  售后 2!  日志 1  [待办 4]                                                             小林  14:03
        ┏━ 6 上班待办  11-22 14:03  小林 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 数据 10 分钟前 ━┓
        ┃   本班到期的售后              0                                                                                      ┃
        ┃   离线留言                    0    未接入：京东，会话数未知                                                          ┃
        ┃   待付款                      0                                                                                      ┃
        ┃   已付款未发货                0                                                                                      ┃
        ┃   改过地址或备注              1                                                                                      ┃
        ┃   等我们处理的售后            0                                                                                      ┃
        ┃ > 昨天的评价                  1                                                                                      ┃
        ┃   签收与物流                  0                                                                                      ┃
        ┃   今天到期的承诺              0                                                                                      ┃
        ┃   待接收交接                  0                                                                                      ┃
        ┃   库存与活动                  1                                                                                      ┃
        ┃   询单未下单                  1                                                                                      ┃
        ┃   内部工单                    0                                                                                      ┃
        ┃ --------------------┏━ 回评 小**明 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓-------------------- ┃
        ┃   淘 小**明         ┃ 2 星: 键帽第二天就掉漆                                                   ┃           Enter 回评┃
        ┃                     ┃> 回评  已经为您补发键帽，微信 13800138000                                ┃                     ┃
        ┃                     ┗━ Enter 确定  Tab 下一格  Esc 取消 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛                     ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┗━ Enter 做这一步  o 打开  d 完成  z 稍后  ] 下一项 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛


    "#]].assert_eq(&scene.screen());
    scene.keys("<enter>");
    assert_eq!(scene.done(), [], "a number is not copied");
    let mut scene = listed(Lang::En, review("", false));
    to_reviews(&mut scene);
    scene.keys("<enter>");
    expect![[r#"
         kefu  Chats 3!  Orders  Cases 2!  Log 1  [To-do 4]                                                         小林  14:03
        ┏━ 6 To-do of the shift  11-22 14:03  小林 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ data 10 min ago ━┓
        ┃   Cases due this shift        0                                                                                      ┃
        ┃   Messages left               0    Not connected: JD; chats unknown                                                  ┃
        ┃   Unpaid                      0                                                                                      ┃
        ┃   Paid, not shipped           0                                                                                      ┃
        ┃   Address or memo changed     1                                                                                      ┃
        ┃   Cases waiting for us        0                                                                                      ┃
        ┃ > Yesterday's reviews         1                                                                                      ┃
        ┃   Receipts and parcels        0                                                                                      ┃
        ┃   Promises due today          0                                                                                      ┃
        ┃   Handover to accept          0                                                                                      ┃
        ┃   Stock and campaigns         1                                                                                      ┃
        ┃   Asked, not ordered          1                                                                                      ┃
        ┃   Tickets           ┏━ Answer the review of 小**明 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓                     ┃
        ┃ --------------------┃ 2 stars: 键帽第二天就掉漆                                                ┃-------------------- ┃
        ┃   淘 小**明         ┃> Answer  return, the freight on us.                                      ┃         Enter answer┃
        ┃                     ┃                                                                          ┃                     ┃
        ┃                     ┃                                                                          ┃                     ┃
        ┃                     ┗━ Enter accept  Tab next  Esc cancel ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛                     ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃
        ┗━ Enter do it  o open  d done  z snooze  ] next list ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛


    "#]].assert_eq(&scene.screen());
}

#[test]
fn an_answer_is_copied_first_and_done_by_a_persons_word() {
    let text = "给您添麻烦了，已在平台消息里留了处理办法。";
    let mut scene = listed(Lang::Zh, review(text, false));
    to_reviews(&mut scene);
    scene.keys("<enter><enter>");
    assert!(scene.effects.contains(&Effect::Copy(text.to_owned())), "{:?}", scene.effects);
    assert_eq!(scene.done(), [Do::AnswerReview(ReviewId::new(9), 3, SafeText::clean(text))]);
    let mut scene = listed(Lang::Zh, review(text, true));
    to_reviews(&mut scene);
    scene.keys("d");
    assert_eq!(scene.done(), [Do::ReviewDone(ReviewId::new(9), 3)]);
}

#[test]
fn the_menu_of_tickets_stands_over_the_order() {
    for (lang, shown) in [
        (
            Lang::Zh,
            expect![[r#"
                 kefu  会话 3!  [订单]  售后 2!  日志 1  待办                                                               小林  14:03
                ┌─ 3 订单 2 ─────────── 10 分钟前 ─┲━ 4000000000001791  云朵旗舰店 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 10 分钟前 ━┓
                │ / 单号 运单号 昵称 手机尾号 商品 ┃ 待付款  等待买家付款  拾光10001                                                   ┃
                │ 旗 ...1791 待付款 红旗    ¥239.00┃ 金额  应付 ¥239.00                                                                ┃
                │    拾光100... 已催 1  14 小时未付┃ 时间  拍下 11-21 23:50                                                            ┃
                │ 旗 ...1792 已发货 红旗    ¥239.00┃ 商品  茶轴键盘 87键 x1  ¥239.00                                                   ┃
                │    柠檬77  茶轴键...  11-21 23:50┃       轴体:茶轴  JP-1                                                             ┃
                │                                  ┃ 收货  云**  120****1799                                                           ┃
                │                                  ┃ 地址  浙江省 杭州市 示例区 ****                                                   ┃
                │                                  ┃ 数据  10 分钟前的数据                                                             ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃ 经过                                                                              ┃
                │                             ┏━ 内部工单 1791 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓                             ┃
                │                             ┃ 1 截单            问仓库，30 分钟内要答复                ┃                             ┃
                │                             ┃ 2 拦截            问快递，2 小时内要答复                 ┃                             ┃
                │                             ┃ 3 改地址          问仓库，1 小时内要答复                 ┃                             ┃
                │                             ┃ 4 补发            问仓库，1 天内要答复                   ┃                             ┃
                │                             ┃ 5 查件            问快递，1 天内要答复                   ┃                             ┃
                │                             ┃ 6 验货            问仓库，1 天内要答复                   ┃                             ┃
                │                             ┃ 7 打款            问财务，1 天内要答复                   ┃                             ┃
                │                             ┃ 8 开发票          问财务，3 天内要答复                   ┃                             ┃
                │                             ┃ 9 问库存          问仓库，1 小时内要答复                 ┃                             ┃
                │                             ┗━ 1-9 直接开  Enter 填写  Esc 关闭 ━━━━━━━━━━━━━━━━━━━━━━━┛                             ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                └──────────────────────────────────┺━ c 催付  V 核对地址  F 插旗  M 备注  a 售后  v 常用查找 ━━━━━━━━━━━━━━━━━━━━━━━━━━┛


            "#]],
        ),
        (
            Lang::En,
            expect![[r#"
                 kefu  Chats 3!  [Orders]  Cases 2!  Log 1  To-do                                                           小林  14:03
                ┌─ 3 Orders 2 ──────── 10 min ago ─┲━ 4000000000001791  云朵旗舰店 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 10 min ago ━┓
                │ / number tracking nick phone     ┃ Unpaid  等待买家付款  拾光10001                                                   ┃
                │ 旗 ...1791 Unpaid red     ¥239.00┃ money     payable ¥239.00                                                         ┃
                │    拾光10001  茶轴...  reminded 1┃ times     placed 11-21 23:50                                                      ┃
                │ 旗 ...1792 Shipped red    ¥239.00┃ goods     茶轴键盘 87键 x1  ¥239.00                                               ┃
                │    柠檬77  茶轴键...  11-21 23:50┃           轴体:茶轴  JP-1                                                         ┃
                │                                  ┃ to        云**  120****1799                                                       ┃
                │                                  ┃ address   浙江省 杭州市 示例区 ****                                               ┃
                │                                  ┃ data      as of 10 min ago                                                        ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃ Timeline                                                                          ┃
                │                             ┏━ Ticket 1791 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓                             ┃
                │                             ┃ 1 Hold shipment   to warehouse, answer within 30 min     ┃                             ┃
                │                             ┃ 2 Intercept       to courier, answer within 2 h          ┃                             ┃
                │                             ┃ 3 Change address  to warehouse, answer within 1 h        ┃                             ┃
                │                             ┃ 4 Resend          to warehouse, answer within 1 d        ┃                             ┃
                │                             ┃ 5 Trace parcel    to courier, answer within 1 d          ┃                             ┃
                │                             ┃ 6 Inspection      to warehouse, answer within 1 d        ┃                             ┃
                │                             ┃ 7 Small transfer  to finance, answer within 1 d          ┃                             ┃
                │                             ┃ 8 Invoice         to finance, answer within 3 d          ┃                             ┃
                │                             ┃ 9 Ask stock       to warehouse, answer within 1 h        ┃                             ┃
                │                             ┗━ 1-9 open it  Enter fill in  Esc close ━━━━━━━━━━━━━━━━━━┛                             ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                │                                  ┃                                                                                   ┃
                └──────────────────────────────────┺━ c remind  V verify  F flag  M memo  a case  v saved ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛


            "#]],
        ),
    ] {
        let mut scene = Scene::new(120, 36, lang);
        scene.keys("3<enter>W");
        shown.assert_eq(&scene.screen());
    }
}

#[test]
fn a_poor_review_becomes_a_case_whose_money_never_hangs_on_another_review() {
    let mut scene = listed(Lang::Zh, review("", false));
    to_reviews(&mut scene);
    scene.keys("R<tab>改成五星就补偿您 10 元<tab>10.00<enter>");
    assert!(scene.screen().contains("不能对买家说"), "{}", scene.screen());
    assert_eq!(scene.done(), [], "nothing is written, and what was typed stays");
    scene.keys("<esc>R<tab>键帽掉漆是我们的问题，补偿您 10 元<tab>10.00<enter>");
    let done = scene.done();
    let [Do::WorkReview { review, seen: None, what, approval: None }] = &done[..] else { panic!("{done:?}") };
    assert_eq!((review.raw(), what.step, what.amount), (9, ReviewStep::Offer, Some(Money::fen(1_000))));
}

#[test]
fn a_review_case_stands_in_the_list_until_it_is_closed() {
    let case = ReviewCase {
        id: ReviewCaseId::new(4),
        review: ReviewId::new(9),
        order: Some(OrderId::new(1)),
        number: "4000000000001".into(),
        buyer: "小**明".into(),
        stars: Some(2),
        words: "键帽第二天就掉漆".into(),
        owner: Some(AgentId::new(1)),
        stage: ReviewStage::Offered,
        offered: Some(Money::fen(1_000)),
        offered_words: "补偿您 10 元".into(),
        offered_by: Some(AgentId::new(1)),
        approver: None,
        agreed: None,
        agreed_words: SafeText::default(),
        agreed_at: None,
        compensation: None,
        outcome: SafeText::default(),
        opened_at: ago(60),
        moved_at: ago(30),
        closed_at: None,
        version: 2,
    };
    let mut scene = listed(Lang::Zh, Why::ReviewCase(Box::new(case)));
    to_reviews(&mut scene);
    scene.keys("<enter>");
    let screen = scene.screen();
    let from = screen.lines().position(|line| line.contains("┏━ 差评跟进")).expect("the dialog");
    let dialog: Vec<&str> = screen.lines().skip(from).take(8).collect();
    expect![[r#"
        ┃   内部工单          ┏━ 差评跟进 小**明  补偿不能用来换评价 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓                     ┃
        ┃ --------------------┃ 小林 负责  提出 ¥10.00 补偿您 10 元  2 星: 键帽第二天就掉漆              ┃-------------------- ┃
        ┃   淘 小**明         ┃> 这一步    [谈好了]  接手   提出方案   买家已追评   了结                 ┃...    Enter 跟进差评┃
        ┃                     ┃  说了什么                                                                ┃                     ┃
        ┃                     ┃  补偿金额                                                                ┃                     ┃
        ┃                     ┗━ Enter 确定  Tab 下一格  Esc 取消 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛                     ┃
        ┃                                                                                                                      ┃
        ┃                                                                                                                      ┃"#]].assert_eq(&dialog.join("\n"));
    scene.keys("<tab>同意 10 元<enter>");
    let done = scene.done();
    let [Do::WorkReview { seen: Some(2), what, .. }] = &done[..] else { panic!("{done:?}") };
    assert_eq!((what.step, what.amount), (ReviewStep::Agree, None));
    // `d` does not take it off the list: it asks how it ended.
    scene.keys("d");
    assert!(scene.done().is_empty() && scene.screen().contains("[了结]"));
}
