//! What buyers are told we are called: asked where a reply stops for want of it, and never the system's user name.

use kefu::app::Msg;
use kefu::app::msg::{Did, Do, Done, WhichShop};
use kefu::domain::ShopId;
use kefu::replies::parse;
use kefu::text::Lang;

use super::scene::Scene;

const HELLO: &str = r#"
version = 1
[[reply]]
code = "wh"
group = "greeting"
when = ["any"]
zh = { title = "问候", text = "您好，这里是{shop}，我是{agent}，订单 {order.tail}。" }
en = { title = "Hello", text = "This is {shop}, {agent} speaking, order {order.tail}." }
"#;

fn text(scene: &Scene) -> &str {
    scene.model.chat.composer.editor.text()
}

#[test]
fn a_reply_that_lacks_a_name_asks_for_it_and_goes_on() {
    for (tr, stops, asks) in [
        (Lang::Zh, "话术还缺店名和客服名", "店铺的店名"),
        (Lang::En, "Replies lack the shop's name and yours", "Name of the"),
    ] {
        let mut scene = Scene::new(120, 36, tr);
        scene.named("", "");
        assert!(scene.screen().contains(stops), "{}", scene.screen());
        scene.model.replies = parse(HELLO, "test").unwrap_or_else(|problems| panic!("{problems:?}"));
        scene.keys("n/wh<enter>").done();
        assert!(text(&scene).contains('【') && !text(&scene).contains("小林"), "{}", text(&scene));

        // The shop, where the send stopped.
        scene.keys("<enter>");
        assert!(scene.screen().contains(asks), "{}", scene.screen());
        scene.keys("云朵<enter>");
        assert_eq!(scene.done(), [Do::NameShop(WhichShop::Known(ShopId::new(1)), "云朵".into())]);
        scene.named("云朵", "");
        scene.tell(Msg::Did(Box::new(Did::Done(Done::ShopNamed))));
        assert!(text(&scene).contains("云朵"), "{}", text(&scene));

        // Then the agent, and it leaves.
        scene.keys("<enter>小夏<enter>");
        assert_eq!(scene.done(), [Do::NameMe("小夏".into())]);
        scene.named("云朵", "小夏");
        scene.tell(Msg::Did(Box::new(Did::Done(Done::MeNamed))));
        assert!(text(&scene).contains("小夏") && !text(&scene).contains('【'), "{}", text(&scene));
        assert!(!scene.screen().contains(stops));
        scene.keys("<enter>");
        assert!(matches!(scene.done().as_slice(), [Do::Send(send)] if send.draft.text.contains("小夏")));
    }
}

#[test]
fn whoever_closes_the_question_fills_the_gap_by_hand() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.named("", "小夏");
    scene.model.replies = parse(HELLO, "test").unwrap_or_else(|problems| panic!("{problems:?}"));
    scene.keys("n/wh<enter><enter><esc>本店");
    assert!(text(&scene).starts_with("您好，这里是本店，我是小夏"), "{}", text(&scene));
    scene.keys("<enter>");
    assert!(matches!(scene.done().as_slice(), [Do::Send(_)]));
}

#[test]
fn the_palette_names_the_shop_in_view_from_anywhere() {
    let mut scene = Scene::new(120, 36, Lang::Zh);
    scene.keys("<ctrl-p>qiming");
    assert!(scene.screen().contains("店名") && scene.screen().contains("客服名"), "{}", scene.screen());
    scene.keys("<enter>");
    scene.keys("<ctrl-u>晴天<enter>");
    assert_eq!(scene.done(), [Do::NameShop(WhichShop::Known(ShopId::new(1)), "晴天".into())]);
}
