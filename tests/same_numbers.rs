//! Two shops of one platform that both count their orders from one: `#1001` in each is two orders.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use kefu::domain::clock::FixedClock;
use kefu::domain::facts::ImportFault;
use kefu::domain::{Problem, SafeText, Time, Zone};
use kefu::rules;
use kefu::runtime::import_job::{FileReport, ImportOrder, import_file};
use kefu::store::{Engine, Store, Writer, orders, shops};

const HEADER: &str = "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Shipping,Total,Created at,\
Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku";

fn now() -> Time {
    Time::parse_rfc3339("2026-11-22T10:00:00+08:00").expect("time")
}

struct Desk {
    folder: tempfile::TempDir,
    writer: Writer,
}

impl Desk {
    fn new() -> Self {
        let writer = Store::memory(Arc::new(FixedClock(now()))).expect("memory");
        Self { folder: tempfile::tempdir().expect("folder"), writer }
    }
    fn db(&self) -> &dyn Engine {
        self.writer.db()
    }
    /// A file of Shopify: `#NUMBER mail day` for each order.
    fn file(&self, name: &str, rows: &[(u32, &str, &str)]) -> PathBuf {
        let mut text = HEADER.to_owned() + "\n";
        for (number, mail, day) in rows {
            let at = format!("2026-08-{day} 09:05:00 +0800");
            text += &format!("#{number},{mail},paid,{at},unfulfilled,USD,0.00,25.00,{at},1,Mug,25.00,BW-1\n");
        }
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    }
    fn import(&self, path: &Path, shop: Option<&str>, dry_run: bool) -> Result<FileReport, Problem> {
        let rules = rules::embedded().expect("rules");
        let order = ImportOrder {
            format: None,
            mapping: None,
            shop,
            dry_run,
            agent: None,
            now: now(),
            zone: Zone::default(),
            rules: &rules,
        };
        import_file(path, self.db(), &order, &mut |_| true)
    }
    /// The shops that have an order of this number, oldest shop first.
    fn shops_of(&self, number: &str) -> Vec<String> {
        let all = shops::all(self.db()).expect("shops");
        let found = orders::by_number(self.db(), number).expect("orders");
        let has = |id| found.iter().any(|order| order.shop == id);
        all.into_iter().filter(|shop| has(shop.id)).map(|shop| shop.name.to_string()).collect()
    }
}

fn inserted(report: Result<FileReport, Problem>) -> u64 {
    report.expect("imported").counts.inserted
}

#[test]
fn the_same_number_in_two_named_shops_is_two_orders() {
    let desk = Desk::new();
    let one = desk.file("one.csv", &[(1001, "a@example.com", "01"), (1002, "b@example.com", "02")]);
    let two = desk.file("two.csv", &[(1001, "c@example.com", "09"), (1002, "d@example.com", "10")]);
    assert_eq!(inserted(desk.import(&one, Some("Mugs"), false)), 2);
    assert_eq!(inserted(desk.import(&two, Some("Tea"), true)), 2, "a look counts it as it would be");
    assert_eq!(inserted(desk.import(&two, Some("Tea"), false)), 2);
    assert_eq!(desk.shops_of("#1001"), ["Mugs", "Tea"]);
    let again = desk.import(&two, Some("Tea"), false).expect("again");
    assert_eq!((again.counts.inserted, again.counts.updated, again.counts.conflicting), (0, 0, 0));
}

#[test]
fn a_file_that_cannot_be_told_apart_is_refused_with_the_shops_and_leaves_no_trace() {
    let desk = Desk::new();
    let one = desk.file("one.csv", &[(1001, "a@example.com", "01")]);
    let two = desk.file("two.csv", &[(1001, "c@example.com", "09"), (1007, "d@example.com", "11")]);
    assert_eq!(inserted(desk.import(&one, None, false)), 1);
    let refused = desk.import(&two, None, false);
    assert_eq!(refused, Err(Problem::Import(ImportFault::WhichShop(SafeText::line("shopify")))));
    let said = kefu::text::Lang::Zh.problem(&refused.expect_err("refused"));
    assert!(said.what.contains("哪家店") && said.hint.contains("--shop"), "{said:?}");
    assert_eq!(desk.shops_of("#1007"), [""; 0]);
    assert_eq!(inserted(desk.import(&two, Some("Tea"), false)), 2, "the shop that came without a name stays itself");
    assert_eq!(desk.shops_of("#1001"), ["shopify", "Tea"]);
    assert_eq!(inserted(desk.import(&one, Some("Mugs"), false)), 0, "its own orders give it its name");
    assert_eq!(desk.shops_of("#1001"), ["Mugs", "Tea"]);
}

#[test]
fn orders_known_already_say_whose_file_it_is() {
    let desk = Desk::new();
    let one = desk.file("one.csv", &[(1001, "a@example.com", "01")]);
    let two = desk.file("two.csv", &[(1001, "c@example.com", "09")]);
    desk.import(&one, Some("Mugs"), false).expect("one");
    desk.import(&two, Some("Tea"), false).expect("two");
    let more = desk.file("more.csv", &[(1001, "c@example.com", "09"), (1002, "e@example.com", "12")]);
    assert_eq!(inserted(desk.import(&more, None, false)), 1);
    assert_eq!(desk.shops_of("#1002"), ["Tea"]);
    let strange = desk.file("strange.csv", &[(1050, "f@example.com", "13")]);
    assert!(matches!(desk.import(&strange, None, false), Err(Problem::Import(ImportFault::WhichShop(_)))));
    let wrong = desk.import(&one, Some("Tea"), false);
    assert!(matches!(wrong, Err(Problem::Import(ImportFault::WhichShop(_)))), "the shop named by mistake: {wrong:?}");
}

#[test]
fn a_lookup_finds_both_with_their_shops() {
    let desk = Desk::new();
    desk.import(&desk.file("one.csv", &[(1001, "a@example.com", "01")]), Some("Mugs"), false).expect("one");
    desk.import(&desk.file("two.csv", &[(1001, "c@example.com", "09")]), Some("Tea"), false).expect("two");
    let hits = kefu::store::search::find_orders(desk.db(), "#1001", 9).expect("found");
    let mut found: Vec<_> = hits.iter().map(|hit| hit.order.shop).collect();
    found.sort_unstable();
    let all: Vec<_> = shops::all(desk.db()).expect("shops").into_iter().map(|shop| shop.id).collect();
    assert_eq!(found, all);
}
