//! Archives that lie or are made to be large, odd separators, and what a spreadsheet or a person has changed.

use std::time::{Duration, Instant};

use kefu::domain::facts::ImportFault;
use kefu::import::Code;
use kefu::store::search;

use super::common::{fault, only, order, read, store, take_in, zipped};
use super::samples::{self, DETAILS, TAOBAO};

fn refused_at_once(file: Vec<u8>) -> ImportFault {
    let started = Instant::now();
    let why = fault(file);
    assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
    why
}

#[test]
fn an_archive_of_too_many_entries_is_refused() {
    let names: Vec<String> = (0..10_001).map(|n| format!("{n}.csv")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(matches!(refused_at_once(zipped(&entries)), ImportFault::TooBig(_)));
}

/// The places of the directory's entries in an archive.
fn directory(file: &[u8]) -> Vec<usize> {
    file.windows(4).enumerate().filter(|(_, bytes)| *bytes == b"PK\x01\x02").map(|(at, _)| at).collect()
}

#[test]
fn entries_that_share_their_bytes_are_refused() {
    let words: Vec<u8> = (0..2_000_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let mut file = zipped(&[("a.csv", &words), ("b.csv", b"x"), ("c.csv", b"x"), ("d.csv", b"x")]);
    // Every entry claims the bytes of the first one.
    let places = directory(&file);
    let first: Vec<u8> = file[places[0] + 16..places[0] + 28].to_vec();
    for at in &places[1..] {
        file[at + 16..at + 28].copy_from_slice(&first);
        file[at + 42..at + 46].copy_from_slice(&[0; 4]);
    }
    assert!(matches!(refused_at_once(file), ImportFault::TooBig(_) | ImportFault::Broken));
}

#[test]
fn a_directory_that_lies_about_sizes_is_found_out_while_unfolding() {
    let zeros = vec![b' '; 64 << 20];
    let mut file = zipped(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &zeros)]);
    let at = directory(&file)[1];
    file[at + 24..at + 28].copy_from_slice(&100u32.to_le_bytes());
    assert!(matches!(refused_at_once(file), ImportFault::TooBig(_) | ImportFault::Broken));
}

#[test]
fn odd_names_in_an_archive_are_only_text() {
    let orders = samples::taobao_orders();
    let long = format!("{}.csv", "长".repeat(100));
    for name in ["a\0b.csv", "\u{200b}.bashrc", "COM1.csv", "x/../../y.csv", &*long] {
        let (_, summary) = read(zipped(&[(name, orders.as_bytes())]));
        assert_eq!(summary.rows, 2, "{name:?}");
    }
}

#[test]
fn semicolons_tabs_and_bars_separate_too() {
    let plain = samples::taobao_details();
    let numbers = |file: String| order(&read(file).0).number.clone();
    assert_eq!(numbers(plain.clone()), TAOBAO);
    for sign in [";", "\t", "|"] {
        // The statuses hold a full-width comma only, so every ASCII comma is a separator.
        assert_eq!(numbers(plain.replace(',', sign)), TAOBAO, "{sign:?}");
    }
}

#[test]
fn a_file_that_was_edited_updates_what_changed_and_nothing_else() {
    let store = store();
    take_in(&store, samples::taobao_orders());
    let edited = samples::taobao_orders().replace("已催仓库", "已催仓库，明天发");
    let counts = take_in(&store, edited.clone());
    assert_eq!((counts.inserted, counts.updated, counts.unchanged), (0, 1, 1));
    assert_eq!(only(&store, TAOBAO).memo.as_str(), "已催仓库，明天发");
    assert_eq!(take_in(&store, edited).updated, 0);
}

#[test]
fn a_phone_or_waybill_a_spreadsheet_rounded_is_told_and_never_stored() {
    let file = samples::taobao_orders().replace("'12010000001", "1.2010E+10");
    let (told, summary) = read(file.clone());
    assert_eq!(order(&told).phone.unclean(), "");
    let reject = &summary.rejects[0];
    assert_eq!((reject.code, reject.row, reject.column.as_str()), (Code::DamagedNumber, 2, "联系手机"));
    assert!(kefu::text::Lang::Zh.import_problem(reject.code.code()).contains("文本"), "it says what to do");
    assert!(!reject.code.rejects(), "the order itself is taken");
    let store = store();
    take_in(&store, samples::taobao_orders());
    take_in(&store, file);
    assert_eq!(only(&store, TAOBAO).phone.as_str(), "12010000001", "a good one is not lost");
    let (told, summary) = read(samples::pdd().replace("SF0000000000001", "7.7E+13"));
    assert_eq!((order(&told).tracking.as_str(), summary.rejects[0].code), ("", Code::DamagedNumber));
}

#[test]
fn trap_22_a_hidden_name_or_phone_is_not_found_by_its_signs() {
    let store = store();
    let hidden = samples::taobao_orders().replace("云小满", "云**").replace("'12010000001", "*******0001");
    take_in(&store, hidden);
    for typed in ["云**", "**", "*******0001"] {
        let hits = search::find_orders(store.db(), typed, 9).expect("found");
        assert!(hits.is_empty(), "{typed}: {hits:?}");
    }
}

#[test]
fn trap_23_what_a_file_is_called_does_not_matter() {
    let folder = tempfile::tempdir().expect("a folder");
    let book = samples::taobao_items_book("白色", "交易成功", "60.00");
    let tabs = samples::taobao_details().replace(',', "\t").into_bytes();
    let page =
        b"<html><table><tr><td>\xe8\xae\xa2\xe5\x8d\x95\xe7\xbc\x96\xe5\x8f\xb7</td></tr></table></html>".to_vec();
    let run = |name: &str, bytes: &[u8]| {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).expect("written");
        let mut kefu = std::process::Command::new(env!("CARGO_BIN_EXE_kefu"));
        kefu.args(["--lang", "zh", "--json", "--data"]).arg(folder.path().join(format!("{name}.db")));
        let done = kefu.arg("import").arg(&file).env("HOME", folder.path()).output().expect("it runs");
        (
            done.status.code(),
            String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr),
        )
    };
    let (code, said) = run("宝贝报表.xls", &book);
    assert!(code == Some(0) && said.contains("taobao.items") && said.contains("xlsx"), "{said}");
    let (code, said) = run("导出.xls", &tabs);
    assert!(code == Some(0) && said.contains("taobao.items"), "{said}");
    let (code, said) = run("网页.xls", &page);
    assert!(code == Some(1) && said.contains("认不出"), "a page without our columns: {said}");
}

#[test]
fn trap_27_what_we_write_for_a_spreadsheet_is_no_formula() {
    let home = tempfile::tempdir().expect("a folder");
    let kefu = |args: &[&str]| {
        let mut kefu = std::process::Command::new(env!("CARGO_BIN_EXE_kefu"));
        kefu.args(["--data"]).arg(home.path().join("kefu.db")).args(args).env("HOME", home.path());
        let done = kefu.output().expect("it runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    for text in ["=cmd|'/c calc'!A1", " +1", "＝1+1", "@SUM(A1)", "\u{200b}=1", "-2+3", "＋1"] {
        kefu(&["log", "add", "--fix", "x", &format!("--problem={text}")]);
    }
    let out = kefu(&["log", "export", "--format", "csv"]);
    let mut rows = csv::Reader::from_reader(out.as_bytes());
    for row in rows.records() {
        for cell in row.expect("a row").iter() {
            let first = cell.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}');
            let formula = first.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            assert!(!formula, "{cell:?} would be one");
        }
    }
}

#[test]
fn a_header_alone_and_a_row_of_blanks_tell_nothing() {
    for file in [DETAILS.to_owned(), format!("{DETAILS},,,,,,,,,\n")] {
        let (told, summary) = read(file);
        assert_eq!((told.len(), summary.rows, summary.rejected), (0, 0, 0));
    }
}
