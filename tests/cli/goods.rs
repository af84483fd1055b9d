//! Products, stock and reviews from the command line.

use crate::home::{Home, fields};

const STOCK: &str = "商品编码,商品名称,颜色规格,可用数,更新时间\nKB87-CHA,茶轴键盘,茶轴,12,2026-11-22 08:30:00\nCUP3-1,保温杯,雾蓝,7,2026-11-21 20:00:00\n";
const REVIEWS: &str = "评论ID,用户昵称,评价时间,SKU,评分,初评内容\n90001,豆**包,2026-11-21 20:00:00,茶轴,2,声音有点大\n90002,谷**雨,2026-11-21 21:00:00,茶轴,5,不错\n";

fn filled() -> Home {
    let home = Home::new();
    let imported = home.json(&["import", home.write("stock.csv", STOCK).to_str().expect("a path")]);
    assert_eq!((&imported[0]["format"], &imported[0]["inserted"]), (&"stock".into(), &2.into()));
    home
}

#[test]
fn a_product_tells_its_stock_and_how_old_the_count_is() {
    let home = filled();
    let found = home.json(&["products", "find", "键盘"]);
    assert_eq!(
        fields(&found[0]),
        [
            "id",
            "title",
            "outer_id",
            "item_id",
            "stock",
            "skus",
            "material",
            "size_table",
            "selling_points",
            "warranty",
            "matching",
            "answers",
            "faults",
            "notices",
            "orders_30d"
        ]
    );
    assert_eq!(found[0]["stock"]["pieces"], 12);
    assert_eq!(found[0]["stock"]["old"], false);
    assert_eq!(home.json(&["products", "show", "CUP3-1"])["stock"]["old"], true);
    home.run(&["--lang", "zh", "products", "show", "CUP3-1"]).says(0, &[]);
    assert!(home.run(&["--lang", "zh", "products", "show", "CUP3-1"]).out.contains("库存 7  13 小时前的，先核实"));
    home.run(&["products", "show", "nothing"]).says(1, &["product", "nothing"]);
}

#[test]
fn a_stale_count_does_not_fill_a_reply() {
    let home = filled();
    home.write(
        ".config/kefu/quick_replies.toml",
        "[[reply]]\ncode = \"kc\"\ngroup = \"product\"\nzh = { title = \"库存\", text = \"{product}还有 {stock} 件\" }\nen = { title = \"Stock\", text = \"{stock} of {product} left\" }\n",
    );
    let say = |text: &str, id: &str| {
        home.feed(
            &["chat", "receive", "--channel", "web"],
            &format!("{{\"id\":\"{id}\",\"customer\":{{\"id\":\"{id}\",\"name\":\"{id}\"}},\"text\":\"{text}\",\"at\":\"2026-11-22T08:59:00+08:00\"}}\n"),
        )
    };
    say("茶轴键盘还有吗", "ann");
    say("保温杯还有吗", "bob");
    let fresh = home.json(&["--lang", "zh", "replies", "fill", "kc", "--chat", "ann"]);
    assert_eq!(fresh["text"], "茶轴键盘还有 12 件");
    let old = home.run(&["--lang", "zh", "replies", "fill", "kc", "--chat", "bob", "--json"]);
    assert_eq!((old.code, &old.value()["missing"]), (3, &serde_json::json!(["stock"])));
}

#[test]
fn a_fault_of_a_page_is_noted_and_mended() {
    let home = filled();
    let noted = home.json(&["products", "fault", "KB87-CHA", "主图写成 104 键"]);
    let id = noted["id"].as_str().expect("an id").to_owned();
    assert_eq!((&noted["ticket"]["kind"], &noted["ticket"]["to"]), (&"page_fault".into(), &"lead".into()));
    assert!(noted["ticket"]["line"].as_str().expect("a line").contains("KB87"), "{noted}");
    assert_eq!(home.json(&["tickets", "list"]).as_array().map(Vec::len), Some(1));
    let mended = home.json(&["products", "fault", "KB87-CHA", "--mended", &id]);
    assert!(mended["mended_at"].is_string());
    assert_eq!(home.json(&["tickets", "list"]), serde_json::json!([]), "its ticket is worked off by that");
    home.json(&["products", "fault", "KB87-CHA", "少尺码表", "--only-note"]);
    assert_eq!(home.json(&["tickets", "list"]), serde_json::json!([]));
    home.run(&["tickets", "open", "--kind", "page_fault", "--text", "x"]).says(2, &["--product"]);
    let asked =
        home.json(&["tickets", "open", "--kind", "page_fault", "--product", "CUP3-1", "--text", "错字", "--due", "2h"]);
    assert_eq!((&asked["text"], &asked["kind"]), (&"错字".into(), &"page_fault".into()));
    home.run(&["products", "fault", "KB87-CHA"]).says(2, &["--mended"]);
}

#[test]
fn a_notice_is_shown_while_it_is_near_and_a_wrong_one_has_its_line() {
    let home = filled();
    let row = "[[notice]]\nname = \"周末\"\nfrom = 2026-11-21\nto = 2026-11-22\nrule = \"满 200 减 20\"\nproducts = [\"键盘\"]\n";
    home.write(".config/kefu/notices.toml", row);
    assert_eq!(home.json(&["products", "show", "KB87-CHA"])["notices"][0]["rule"], "满 200 减 20");
    assert_eq!(home.json(&["products", "show", "CUP3-1"])["notices"], serde_json::json!([]));
    home.write(".config/kefu/notices.toml", row.replace("2026-11-22", "2026-11-20"));
    home.run(&["products", "show", "KB87-CHA"]).says(1, &["notices.toml", "line 4"]);
}

#[test]
fn a_review_is_answered_in_three_steps_and_never_with_a_phone() {
    let home = Home::new();
    home.json(&["import", home.write("reviews.csv", REVIEWS).to_str().expect("a path")]);
    let poor = home.json(&["reviews", "list", "--kind", "poor", "--open", "--date", "2026-11-21"]);
    assert_eq!(poor.as_array().map(Vec::len), Some(1));
    assert_eq!((&poor[0]["stars"], &poor[0]["answer_state"]), (&2.into(), &"none".into()));
    home.run(&["reviews", "answer", "90001", "加微信 abc 给您补偿"]).says(1, &["public"]);
    home.run(&["reviews", "answer", "90001", "请打 13812345678"]).says(1, &["13812345678"]);
    home.run(&["reviews", "answer", "90001", "--done"]).says(2, &[]);
    let said = "抱歉没让您满意，已联系您换静音垫片";
    assert_eq!(home.json(&["reviews", "answer", "90001", said])["answer_state"], "draft");
    assert_eq!(home.json(&["reviews", "answer", "90001", "--copied"])["answer_state"], "copied");
    let done = home.json(&["reviews", "answer", "90001", "--done"]);
    assert_eq!((&done["answer_state"], &done["answer"]), (&"done".into(), &said.into()));
    home.json(&["undo"]);
    assert_eq!(home.json(&["reviews", "list", "--kind", "poor"])[0]["answer_state"], "copied");
}

#[test]
fn a_persons_own_mapping_is_named_and_checked() {
    let home = Home::new();
    let sheet = home.write("erp.csv", "货,剩\nA-1,7\n");
    let sheet = sheet.to_str().expect("a path");
    home.run(&["import", sheet]).says(1, &[]);
    home.run(&["import", sheet, "--as", "custom:erp"]).says(1, &["erp.toml"]);
    home.write(
        ".config/kefu/imports/erp.toml",
        "format = \"stock\"\n[columns]\n\"货\" = \"sku\"\n\"剩\" = \"pieces\"\n",
    );
    home.run(&["import", sheet, "--as", "custom:erp"]).says(1, &["erp.toml", "line 4", "quantity"]);
    home.write(
        ".config/kefu/imports/erp.toml",
        "format = \"stock\"\n[columns]\n\"货\" = \"sku\"\n\"剩\" = \"quantity\"\n",
    );
    let dry = home.json(&["import", sheet, "--as", "custom:erp", "--dry-run"]);
    assert_eq!((&dry[0]["format"], &dry[0]["inserted"]), (&"custom:erp".into(), &1.into()));
    assert_eq!(home.json(&["products", "find"]), serde_json::json!([]), "a dry run writes nothing");
    home.json(&["import", sheet, "--as", "custom:erp"]);
    assert_eq!(home.json(&["products", "find"])[0]["stock"]["pieces"], 7);
    home.run(&["import", sheet, "--as", "custom:../x"]).says(2, &[]);
}
