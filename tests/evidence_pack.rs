//! Evidence at the command line: taken in under names of our own, and packed for the platform.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

#[path = "support/home.rs"]
#[expect(dead_code, reason = "not every test uses all of it")]
mod home;

use home::Home;

const ORDERS: &str = "订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,收货人姓名,收货地址,联系手机,\
    订单创建时间,订单付款时间,宝贝标题,宝贝总数量\n\
    \"=\"\"4000111122223333\"\"\",拾光10001,300.00,0.00,300.00,300.00,交易成功,云小满,浙江省 杭州市 示例区 样本路 1 号,\
    '12000001799,2026-11-20 10:00:00,2026-11-20 10:05:00,茶轴键盘,1\n";

/// A shop with one received order, and a case on it: its id.
fn with_case(home: &Home) -> String {
    home.import("orders.csv", ORDERS);
    let open = ["case", "open", "--order", "4000111122223333", "--type", "return_refund", "--reason", "质量问题"];
    home.json(&open)["id"].as_str().expect("id").to_owned()
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).expect("file").permissions().mode() & 0o777
}

#[test]
fn a_case_tells_its_cap_its_freight_and_what_is_missing() {
    let home = Home::chinese();
    let id = with_case(&home);
    let case = home.json(&["case", "show", &id]);
    assert_eq!(case["max_amount"], "300.00");
    assert_eq!(case["freight"]["rule"], "quality");
    assert_eq!(case["freight"]["back"]["payer"], "seller");
    assert!(case["freight"]["say"].as_str().expect("say").contains("核实"));
    assert_eq!(case["evidence"]["from_buyer"], serde_json::json!(["flaw_photo", "unboxing_video", "waybill_slip"]));
}

#[test]
fn a_file_is_copied_privately_and_the_same_content_is_not_taken_twice() {
    let home = Home::chinese();
    let id = with_case(&home);
    let photo = home.path("IMG 1.jpg");
    std::fs::write(&photo, [b"\xff\xd8\xff\xe0".as_slice(), &[7; 5000]].concat()).expect("photo");
    let add = ["case", "evidence", &id, "add", &photo.to_string_lossy(), "--kind", "flaw_photo"].map(str::to_owned);
    let add: Vec<&str> = add.iter().map(String::as_str).collect();
    let rows = home.json(&add);
    let row = &rows[0];
    assert_eq!((&row["kind"], &row["from"], &row["bytes"]), (&"flaw_photo".into(), &"buyer".into(), &5004.into()));
    assert_eq!(row["sha256"].as_str().expect("hash").len(), 64);
    let kept = home.path(row["path"].as_str().expect("path"));
    assert_eq!((mode(&kept), std::fs::read(&kept).expect("kept").len()), (0o600, 5004));
    assert!(!kept.to_string_lossy().contains("IMG"), "a name of our own");
    home.says(&add, 1, "已经在这张售后单里");
    let program = home.path("a.jpg");
    std::fs::write(&program, b"\x7fELF\x00\x00").expect("program");
    home.says(&["case", "evidence", &id, "add", &program.to_string_lossy()], 1, "不是能当凭证的文件");
    let case = home.json(&["case", "show", &id]);
    assert_eq!(case["evidence"]["have"], serde_json::json!(["flaw_photo"]));
    let files = std::fs::read_dir(kept.parent().expect("folder")).expect("folder").count();
    assert_eq!(files, 1, "what was refused is not left behind");
}

#[test]
fn a_pack_holds_everything_and_a_changed_file_is_told() {
    let home = Home::chinese();
    let id = with_case(&home);
    let note = home.path("chat.txt");
    std::fs::write(&note, "键盘有一个键坏了").expect("text");
    let rows = home.json(&["case", "evidence", &id, "add", &note.to_string_lossy(), "--kind", "chat_quote"]);
    let pack = home.path("pack");
    home.says(&["case", "pack", &id, &pack.to_string_lossy()], 0, "举证材料在");
    let index = std::fs::read_to_string(pack.join("index.html")).expect("index");
    for words in ["4000111122223333", "质量问题", "¥300.00", "files/01-chat_quote.txt", "买家"] {
        assert!(index.contains(words), "{words} is not in {index}");
    }
    assert!(!index.contains("12000001799") && !index.contains("样本路 1 号") && !index.contains("<script"));
    let sums = std::fs::read_to_string(pack.join("SHA256SUMS")).expect("sums");
    let names: Vec<&str> = sums.lines().filter_map(|line| line.split("  ").nth(1)).collect();
    assert_eq!(names, ["index.html", "timeline.txt", "chat.txt", "files/01-chat_quote.txt"]);
    assert!(sums.contains(rows[0]["sha256"].as_str().expect("hash")));
    assert_eq!((mode(&pack), mode(&pack.join("index.html"))), (0o700, 0o600));
    home.says(&["case", "pack", &id, &pack.to_string_lossy()], 1, "pack");
    std::fs::write(home.path(rows[0]["path"].as_str().expect("path")), "另一句").expect("changed");
    let zip = home.path("pack.zip");
    home.says(&["case", "pack", &id, &zip.to_string_lossy()], 3, "不同");
    assert_eq!(mode(&zip), 0o600);
    assert!(std::fs::read(&zip).expect("zip").starts_with(b"PK"));
}

#[test]
fn above_the_limit_a_lead_types_a_pin_at_the_command_line_too() {
    let home = Home::chinese();
    let id = with_case(&home);
    let me = home.json(&["agents", "list"])[0]["name"].as_str().expect("name").to_owned();
    home.json(&["agents", "add", "阿泽", "--role", "lead"]);
    home.json(&["agents", "add", "店主", "--role", "owner", "--os-user", "somebody"]);
    let (right, wrong, weak) = (home.path("right"), home.path("wrong"), home.path("weak"));
    for (file, pin) in [(&right, "246810\n"), (&wrong, "135791\n"), (&weak, "111111\n")] {
        std::fs::write(file, pin).expect("pin");
    }
    let (right, wrong) = (right.to_string_lossy().into_owned(), wrong.to_string_lossy().into_owned());
    home.says(&["agents", "pin", "阿泽", "--pin-file", &weak.to_string_lossy()], 2, "至少 6 位");
    home.says(&["agents", "pin", "阿泽", "--pin-file", &right], 0, "阿泽");
    home.says(&["agents", "pin", "阿泽", "--pin-file", &wrong], 2, "旧的");
    home.says(&["agents", "role", &me, "aftersale"], 0, "");
    let agree = ["case", "step", &id, "agree", "--amount", "300.00", "--address", "杭州仓"];
    home.says(&agree, 1, "200.00");
    let with = |file: &str| [&agree[..], &["--approver", "阿泽", "--pin-file", file]].concat().join("\u{1}");
    let run = |joined: String, code, words| {
        let args: Vec<&str> = joined.split('\u{1}').collect();
        home.says(&args, code, words);
    };
    run(with(&wrong), 1, "还能试 4 次");
    run(with(&right), 0, "待平台操作");
    home.says(&["compensate", "add", "--case", &id, "--amount", "20.01", "--reason", "补偿"], 1, "20.00");
    home.says(&["compensate", "add", "--case", &id, "--amount", "20.00", "--reason", "补偿"], 0, "¥20.00");
    home.says(&["compensate", "add", "--case", &id, "--amount", "0.01", "--reason", "再补"], 1, "同类");
}

#[test]
fn another_instant_is_tried_and_cases_are_listed_as_the_screen_has_them() {
    let home = Home::chinese();
    let id = with_case(&home);
    let what = home.json(&["case", "what-if", &id, "30d"]);
    assert_eq!(what["found"], "over", "{what}");
    assert_eq!(what["happened"][0]["on_timeout"], "auto_agree_to_return");
    assert!(what["happened"][0]["rule"].is_string() && what["happened"][0]["source"] == "rule");
    let soon = home.json(&["case", "what-if", &id, "2026-11-22T10:00:00+08:00"]);
    assert_eq!((&soon["found"], soon["happened"].as_array().map(Vec::len)), (&"left".into(), Some(0)));
    home.says(&["case", "what-if", &id, "明天", "9点"], 0, "若");
    home.says(&["case", "what-if", &id, "someday"], 2, "看不懂");
    for sort in ["time", "harm"] {
        let rows = home.json(&["case", "list", "--sort", sort]);
        assert_eq!(rows.as_array().map(Vec::len), Some(1), "{sort}");
    }
    home.says(&["case", "list", "--sort", "size"], 2, "");
}
