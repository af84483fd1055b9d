//! Live orders beside an open workstation: a placed order appears by itself, a broken shop is told and blocks nothing.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::json;

use kefu::domain::{Clock, Span, Time};
use kefu::runtime::clock::SystemClock;

use crate::secret;
use crate::server::{Reply, Server};
use crate::support::pty::Start;
use crate::woo::{Shop, order};

/// A time as the shop writes it: UTC, without saying so.
fn stamp(at: Time) -> String {
    format!("{at:?}").get(..19).expect("a whole time").to_owned()
}

#[test]
fn a_placed_order_appears_within_seconds_and_a_broken_shop_is_told_and_mends() {
    let now = SystemClock.now();
    let at = |minutes: i64| stamp(now.minus(Span::minutes(minutes)));
    let old = order(7001, &at(90), json!({"date_created_gmt": at(91)}));
    let shop = Arc::new(Mutex::new((Shop { orders: vec![old], ..Shop::default() }, false)));
    let kept = Arc::clone(&shop);
    let server = Server::new(move |asked| {
        let (shop, broken) = &*kept.lock().expect("not poisoned");
        if *broken { Reply::status(502, "<html><title>Bad gateway</title></html>") } else { shop.answer(asked) }
    });
    let home = tempfile::tempdir().expect("a folder");
    let file = secret(home.path(), "cs_secret");
    let text = format!(
        "[[source]]\nname = \"net\"\nkind = \"woocommerce\"\nurl = \"{}\"\nshop = \"网店\"\nuser = \"ck_key\"\nsecret_file = \"{}\"\n",
        server.url,
        file.display()
    );
    let settings = home.path().join("kefu.toml");
    std::fs::write(&settings, text).expect("written");
    let mut pty = Start::kefu(home.path()).size(120, 36).env("KEFU_CONFIG", settings.to_str().expect("UTF-8")).run();
    pty.wait_for("kefu").send("3");
    pty.wait_for("7001");

    let new = order(7002, &stamp(SystemClock.now()), json!({"date_created_gmt": stamp(SystemClock.now())}));
    shop.lock().expect("not poisoned").0.orders.push(new);
    let placed = Instant::now();
    pty.wait_for("7002");
    eprintln!("a placed order was on the screen after {:?}", placed.elapsed());
    assert!(placed.elapsed() < Duration::from_secs(15), "three seconds and a loaded machine: {:?}", placed.elapsed());

    shop.lock().expect("not poisoned").1 = true;
    pty.wait_for("订单源 net");
    pty.wait_for("Bad gateway");
    pty.send("1").wait_for("会话");
    shop.lock().expect("not poisoned").1 = false;
    pty.wait_gone("Bad gateway");
    pty.send("\x11");
    pty.assert_ends(0);
    pty.assert_restored();
    assert!(!String::from_utf8_lossy(&pty.raw()).contains("cs_secret"));
}
