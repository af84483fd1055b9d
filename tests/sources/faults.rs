//! Shops that do not answer as they should: each is named for what it is, nothing is stored, and it mends by itself.

use std::sync::{Arc, Mutex};

use serde_json::json;

use kefu::domain::Span;
use kefu::domain::source::SourceFault;
use kefu::source::poll::Trouble;
use kefu::store::{orders, sources};

use crate::server::{Reply, Server};
use crate::woo::order;
use crate::{Desk, at, secret, setting};

fn good() -> Reply {
    Reply::json(json!([order(101, "2026-11-22T08:00:00", json!({}))]).to_string())
}

fn half() -> Reply {
    let whole = good();
    Reply { cut: Some(whole.body.len() / 2), ..whole }
}

fn fault(trouble: Trouble) -> SourceFault {
    match trouble {
        Trouble::Source(fault) => fault,
        Trouble::Store(problem) => panic!("{problem}"),
    }
}

/// The fault's word, what its detail holds, and the answer that makes it.
type Row = (&'static str, &'static str, Box<dyn Fn() -> Reply + Send>);

#[test]
fn every_way_to_fail_has_its_name_and_stores_nothing() {
    let html = "<!DOCTYPE html><html><head><title>Just a moment\u{1b}[31m</title></head></html>";
    let table: Vec<Row> = vec![
        (
            "sign_in",
            "401 Consumer key is missing",
            Box::new(|| Reply::status(401, r#"{"message":"Consumer key is missing"}"#)),
        ),
        ("sign_in", "403", Box::new(|| Reply::status(403, "{}"))),
        ("busy", "", Box::new(|| Reply::status(429, "slow down").with("retry-after", 7))),
        ("busy", "", Box::new(|| Reply::status(503, "").with("retry-after", 30))),
        ("down", "500", Box::new(|| Reply::status(500, "{"))),
        ("down", "502 HTML: Bad gateway", Box::new(|| Reply::status(502, "<html><title>Bad gateway</title>"))),
        ("odd_answer", "HTML: Just a moment", Box::new(move || Reply::json(html))),
        ("odd_answer", "301", Box::new(|| Reply::status(301, "").with("location", "https://evil.example/"))),
        ("odd_answer", "404 No route", Box::new(|| Reply::status(404, r#"{"message":"No route"}"#))),
        ("odd_answer", "empty", Box::new(|| Reply::json(""))),
        ("odd_answer", "no list", Box::new(|| Reply::json("{}"))),
        ("unreachable", "", Box::new(half)),
    ];
    for (code, detail, reply) in table {
        let server = Server::new(move |_| reply());
        let folder = tempfile::tempdir().expect("a folder");
        let file = secret(folder.path(), "cs_secret");
        let desk = Desk::new(setting("woocommerce", &server.url, Some("ck_key"), &file));
        let failed = fault(desk.feed(at("2026-11-22T09:00:00Z")).turn(&[]).expect_err(code));
        assert_eq!(failed.code(), code, "{failed}");
        let said = failed.detail();
        assert!(said.as_str().contains(detail), "{code}: {said:?}");
        assert!(!said.as_str().contains('\u{1b}') && !said.as_str().contains("cs_secret"), "{said:?}");
        assert!(orders::by_number(desk.store.db(), "101").expect("read").is_empty(), "{code}");
    }
}

#[test]
fn nobody_at_home_is_unreachable() {
    let url = Server::new(|_| good()).url.clone();
    let folder = tempfile::tempdir().expect("a folder");
    let file = secret(folder.path(), "cs_secret");
    let desk = Desk::new(setting("woocommerce", &url, Some("ck_key"), &file));
    let failed = fault(desk.feed(at("2026-11-22T09:00:00Z")).turn(&[]).expect_err("nobody listens"));
    assert_eq!(failed.code(), "unreachable");
}

#[test]
fn a_broken_source_says_since_when_and_mends_by_itself() {
    let broken = Arc::new(Mutex::new(true));
    let is_broken = Arc::clone(&broken);
    let server =
        Server::new(move |_| if *is_broken.lock().expect("not poisoned") { Reply::status(500, "{}") } else { good() });
    let folder = tempfile::tempdir().expect("a folder");
    let file = secret(folder.path(), "cs_secret");
    let desk = Desk::new(setting("woocommerce", &server.url, Some("ck_key"), &file));
    let state = || sources::all(desk.store.db(), true).expect("read").pop().expect("one source");
    let first = at("2026-11-22T09:00:00Z");
    for minutes in 0..3 {
        desk.feed(first.plus(Span::minutes(minutes))).turn(&[]).expect_err("broken");
        assert_eq!(state().failing.map(|(since, fault)| (since, fault.code())), Some((first, "down")));
    }
    *broken.lock().expect("not poisoned") = false;
    let mended = first.plus(Span::minutes(5));
    desk.feed(mended).turn(&[]).expect("told");
    assert_eq!((state().failing, state().synced_at, state().orders), (None, Some(mended), 1));
}

#[test]
fn a_secret_that_others_may_read_is_not_used() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let file = secret(folder.path(), "cs_secret");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).expect("opened");
    let open = setting("woocommerce", "https://shop.example", Some("ck_key"), &file);
    assert!(matches!(open.secret.read(), Err(kefu::domain::Problem::OpenSecret { .. })));
    let empty = setting("woocommerce", "https://shop.example", Some("ck_key"), &secret(folder.path(), " \n"));
    assert!(matches!(empty.secret.read(), Err(kefu::domain::Problem::NoSecret { .. })));
}
