//! The product card on the screen: beside the composer, whole, and into the reply.

#[path = "support/scene.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod scene;

use expect_test::expect;
use kefu::app::msg::{Did, Do, Effect, Msg};
use kefu::domain::notice::Notice;
use kefu::domain::product::{Card, Fault, Sku};
use kefu::domain::stock::Stock;
use kefu::domain::{ProductId, RawText, SafeText, Span};
use kefu::text::Lang;
use scene::{Scene, now};

fn card(counted: Span) -> Card {
    let sku = |code: &str, name: &str, quantity| Sku {
        code: code.into(),
        sku: SafeText::line(name),
        stock: vec![Stock { warehouse: SafeText::line("杭州仓"), quantity, counted_at: now().minus(counted) }],
    };
    Card {
        outer_id: "KB87".into(),
        title: "【次日达】茶轴机械键盘 有线游戏办公".into(),
        material: "PBT 键帽，铝合金面板".into(),
        size_table: SafeText::clean("87 键 36x13 厘米\n104 键 44x13 厘米"),
        warranty: "整机保一年，轴体保两年".into(),
        answers: vec![("声音大吗".into(), "茶轴声音比较小，办公室也能用；青轴声音明显。".into())],
        skus: vec![sku("KB87-1", "茶轴 87键", 12), sku("KB87-2", "青轴 87键", 0)],
        faults: vec![Fault { id: 1, at: now(), by: None, text: "主图写成 104 键".into(), mended_at: None }],
        notices: vec![Notice {
            name: "周末满减".into(),
            from: now().minus(Span::days(1)),
            to: now().plus(Span::days(1)),
            rule: "满 200 减 20，下单自动减".into(),
            codes: vec!["ZM20".into()],
            products: Vec::new(),
            line: 1,
        }],
        orders: 31,
        ..Card::empty(ProductId::new(7))
    }
}

fn scene(cols: u16, rows: u16, lang: Lang, counted: Span) -> Scene {
    let mut scene = Scene::new(cols, rows, lang);
    scene.products(vec![card(counted)]);
    scene.keys("n");
    scene
}

#[test]
fn the_card_stands_beside_the_suggestions_with_the_age_of_its_stock() {
    let fresh = scene(120, 36, Lang::Zh, Span::minutes(10)).screen();
    assert!(fresh.contains("库存 12  10 分钟前  茶轴机械键盘"), "{fresh}");
    let old = scene(120, 36, Lang::En, Span::hours(5)).screen();
    assert!(old.contains("12 in stock  5 h old, check first"), "{old}");
}

#[test]
fn the_card_is_opened_whole_by_a_key() {
    let mut zh = scene(80, 24, Lang::Zh, Span::hours(5));
    zh.keys("<ctrl-g>");
    expect![[r#"
         kefu  [会话 3!]  订单  售后 2!  日志 1  待办                       小林  14:03
        ┏━ 商品 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┃ 输入标题里的字词，或编码                                                     ┃
        ┃ 【次日达】茶轴机械键盘 有线游戏办公                                          ┃
        ┃ KB87  库存 12  5 小时前的，先核实  近 30 天订单 31  页面问题 1               ┃
        ┃ 库存       KB87-1         茶轴 87键            库存 12  5 小时前的，先核实   ┃
        ┃ 库存       KB87-2         青轴 87键            缺货  5 小时前的，先核实      ┃
        ┃ 活动       周末满减 11-21 14:03 - 11-23 14:03  满 200 减 20，下单自动减 ZM20 ┃
        ┃ 问答       声音大吗  茶轴声音比较小，办公室也能用；青轴声音明显。            ┃
        ┃ 材质       PBT 键帽，铝合金面板                                              ┃
        ┃ 尺码       87 键 36x13 厘米                                                  ┃
        ┃ 尺码       104 键 44x13 厘米                                                 ┃
        ┃ 质保       整机保一年，轴体保两年                                            ┃
        ┃ 页面问题   主图写成 104 键                                                   ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┃ 满 200 减 20，下单自动减                                                     ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┗━ Enter 填入回复  输入字词查商品  Alt-R 页面问题  Esc 关闭 ━━━━━━━━━━━━━━━━━━━┛


    "#]]
    .assert_eq(&zh.screen());
    let mut en = scene(120, 36, Lang::En, Span::minutes(10));
    en.keys("<ctrl-g>");
    expect![[r#"
         kefu  [Chats 3!]  Orders  Cases 2!  Log 1  To-do                                                           小林  14:03
        ┌─ 1 Chats  waiting 3  open 0 ─┬─ 2 拾光10001  云朵旗舰店 ───────────────────────────┬─ 3 Orders of 拾光10001 1 ───────┐
        │*  2:41 旗 拾光10001    Unpaid│                                                     │ / number tracking nick phone    │
        │   什么时候能到呀 周五要用    │                                                     │>旗 ...1791 Unpaid red    ¥239.00│
        │*  1:10  ┏━ Product ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓eminded 1│
        │   快递三┃ words of a title, or a code                                                                      ┃         │
        │*  0:18  ┃ 【次日达】茶轴机械键盘 有线游戏办公                                                              ┃         │
        │   在吗  ┃ KB87  12 in stock  10 min ago  Orders, 30 days 31  page faults 1                                 ┃         │
        │         ┃ Stock      KB87-1         茶轴 87键            12 in stock  10 min ago                           ┃         │
        │         ┃ Stock      KB87-2         青轴 87键            out of stock  10 min ago                          ┃         │
        │         ┃ campaign   周末满减 11-21 14:03 - 11-23 14:03  满 200 减 20，下单自动减 ZM20                     ┃         │
        │         ┃ answer     声音大吗  茶轴声音比较小，办公室也能用；青轴声音明显。                                ┃         │
        │         ┃ material   PBT 键帽，铝合金面板                                                                  ┃         │
        │         ┃ sizes      87 键 36x13 厘米                                                                      ┃         │
        │         ┃ sizes      104 键 44x13 厘米                                                                     ┃         │
        │         ┃ warranty   整机保一年，轴体保两年                                                                ┃         │
        │         ┃ Page fault 主图写成 104 键                                                                       ┃         │
        │         ┃                                                                                                  ┃         │
        │         ┃                                                                                                  ┃         │
        │         ┃                                                                                                  ┃         │
        │         ┃                                                                                                  ┃         │
        │         ┃                                                                                                  ┃t ───────┤
        │         ┃                                                                                                  ┃         │
        │         ┃                                                                                                  ┃         │
        │         ┃                                                                                                  ┃         │
        │         ┃                                                                                                  ┃t brings │
        │         ┃ 满 200 减 20，下单自动减                                                                         ┃         │
        │         ┃                                                                                                  ┃─────────┤
        │         ┃                                                                                                  ┃ 二到    │
        │         ┗━ Enter into the reply  type to find products  Alt-R page fault  Esc close ━━━━━━━━━━━━━━━━━━━━━━━┛         │
        │                              ┃                                                     ┃                                 │
        │                              ┃                                                     ┃                                 │
        │ Not connected: JD; chats u...┃                                                     ┃                                 │
        └──────────────────────────────┺━ Enter send  / replies  Alt-O next order ━━━━━━━━━━━┹─────────────────────────────────┘


    "#]].assert_eq(&en.screen());
}

#[test]
fn a_line_goes_into_the_reply_and_is_not_sent() {
    let mut scene = scene(120, 36, Lang::Zh, Span::minutes(10));
    scene.keys("<ctrl-g><down><enter>");
    assert!(scene.done().iter().all(|act| !matches!(act, Do::Send(_))));
    let text = scene.model.chat.composer.editor.text().to_owned();
    assert_eq!(text, "茶轴声音比较小，办公室也能用；青轴声音明显。");
    assert!(scene.model.overlays.is_empty());
}

#[test]
fn stock_and_faults_are_not_put_into_a_reply() {
    let mut scene = scene(120, 36, Lang::Zh, Span::minutes(10));
    scene.keys("<ctrl-g><up><up><up><enter>");
    assert_eq!(scene.model.chat.composer.editor.text(), "");
    assert!(scene.screen().contains("这一行不能填入回复"));
}

#[test]
fn the_picker_finds_what_is_known_of_the_product() {
    let mut scene = scene(120, 36, Lang::Zh, Span::minutes(10));
    scene.keys("/");
    scene.tell(Msg::Paste(RawText::new("键帽")));
    assert!(scene.screen().contains("PBT 键帽，铝合金面板"), "{}", scene.screen());
    scene.keys("<enter>");
    assert_eq!(scene.model.chat.composer.editor.text(), "PBT 键帽，铝合金面板");
}

#[test]
fn words_typed_into_the_card_find_other_products() {
    let mut scene = scene(80, 24, Lang::Zh, Span::minutes(10));
    scene.keys("<ctrl-g>");
    scene.tell(Msg::Paste(RawText::new("保温杯")));
    assert!(scene.screen().contains("没有这样的商品"), "{}", scene.screen());
    scene.keys("<ctrl-u><backspace><backspace><backspace>");
    assert!(scene.screen().contains("茶轴机械键盘"), "what the chat is about comes back: {}", scene.screen());
}

#[test]
fn a_page_fault_is_noted_in_two_keys_with_a_line_for_who_keeps_the_page() {
    let mut scene = scene(80, 24, Lang::Zh, Span::minutes(10));
    scene.keys("<ctrl-g><alt-r>");
    expect![[r#"
         kefu  [会话 3!]  订单  售后 2!  日志 1  待办                       小林  14:03
        ┏━ 商品 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┓
        ┃ 输入标题里的字词，或编码                                                     ┃
        ┃ 【次日达】茶轴机械键盘 有线游戏办公                                          ┃
        ┃ KB87  库存 12  10 分钟前  近 30 天订单 31  页面问题 1                        ┃
        ┃ 库存       KB87-1         茶轴 87键            库存 12  10 分钟前            ┃
        ┃ 库存       KB87-2         青轴 87键            缺货  10 分钟前               ┃
        ┃ 活动       周末满减 11-21 14:03 - 11-23 14:03  满 200 减 20，下单自动减 ZM20 ┃
        ┃ 问答       声音大吗  茶轴声音比较小，办公室也能用；青轴声音明显。            ┃
        ┃ ┏━ 页面问题 【次日达】茶轴机械键盘 有线游戏办公 ━━━━━━━━━━━━━━━━━━━━━━━━━━━┓ ┃
        ┃ ┃> 哪里不对                                                                ┃ ┃
        ┃ ┃  告诉谁          [开工单给主管，复制一行]  只记下                        ┃ ┃
        ┃ ┃  什么时候要答复  24h                                                     ┃ ┃
        ┃ ┗━ Enter 确定  Tab 下一格  Esc 取消 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┛ ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┃ 满 200 减 20，下单自动减                                                     ┃
        ┃                                                                              ┃
        ┃                                                                              ┃
        ┗━ Enter 填入回复  输入字词查商品  Alt-R 页面问题  Esc 关闭 ━━━━━━━━━━━━━━━━━━━┛


    "#]]
    .assert_eq(&scene.screen());
    scene.keys("详情页少了尺码表<enter>");
    let acts = scene.done();
    let due_at = Some(now().plus(Span::hours(24)));
    let note = Do::NotePageFault(ProductId::new(7), SafeText::clean("详情页少了尺码表"), due_at);
    assert!(acts.contains(&note), "{acts:?}");
    let fault = |id, text: &str| Fault { id, at: now(), by: None, text: text.into(), mended_at: None };
    let card = Card {
        faults: vec![fault(1, "主图写成 104 键"), fault(2, "详情页少了尺码表")], ..card(Span::ZERO)
    };
    scene.effects.clear();
    scene.tell(Msg::Did(Box::new(Did::PageFault(Box::new(card), Some("【页面问题】KB87".into())))));
    assert_eq!(scene.effects.drain(..).collect::<Vec<_>>(), [Effect::Copy("【页面问题】KB87".into())]);
    let screen = scene.screen();
    assert!(screen.contains("页面问题 2") && screen.contains("详情页少了尺码表"), "{screen}");
}

#[test]
fn a_fault_on_the_card_is_marked_as_mended() {
    let mut scene = scene(80, 24, Lang::En, Span::minutes(10));
    scene.keys("<ctrl-g><pagedown>");
    assert!(scene.screen().contains("Enter: it is mended"), "{}", scene.screen());
    scene.keys("<enter>");
    assert!(scene.done().contains(&Do::MendPageFault(ProductId::new(7), 1)));
}
