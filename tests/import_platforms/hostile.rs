//! Files that mean harm, or are not whole: refused at once, with a reason.

use std::io::{Read, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::process::Command;
use std::time::{Duration, Instant};

use kefu::domain::Problem;
use kefu::domain::facts::ImportFault;
use kefu::import::{self, Options};

use super::common::{fault, workbook_with, zipped};
use super::samples::{self, ITEMS};

#[test]
fn a_workbook_that_defines_entities_is_refused() {
    let bomb =
        "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\">]>";
    let header: Vec<&str> = ITEMS.trim().split(',').collect();
    assert_eq!(fault(workbook_with(&[header.clone(), vec!["&lol2;"]], bomb)), ImportFault::Entities);
    // The definition may stand where one chunk ends and the next begins.
    let far = format!("<!--{}--><!ENTITY a \"b\">", "x".repeat((64 << 10) - 90));
    assert_eq!(fault(workbook_with(&[header], &far)), ImportFault::Entities);
}

/// A header and then one line that never ends, never held in memory.
struct Endless {
    head: Vec<u8>,
    at: u64,
    len: u64,
    read: u64,
}

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let n = out.len().min(usize::try_from(self.len - self.at).expect("fits"));
        out[..n].fill(b'x');
        let head = self.head.get(usize::try_from(self.at).expect("fits")..).unwrap_or_default();
        let told = head.len().min(n);
        out[..told].copy_from_slice(&head[..told]);
        self.at += n as u64;
        self.read += n as u64;
        Ok(n)
    }
}

impl Seek for Endless {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.at = match to {
            SeekFrom::Start(at) => at,
            SeekFrom::End(_) => self.len,
            SeekFrom::Current(by) => self.at.checked_add_signed(by).unwrap_or(0),
        };
        Ok(self.at)
    }
}

#[test]
fn a_line_of_a_gigabyte_is_not_read_to_its_end() {
    for quote in ["", "\""] {
        let head = format!("{}{quote}", samples::taobao_orders()).into_bytes();
        let mut source = Endless { head, at: 0, len: 1 << 30, read: 0 };
        let done = import::read(&mut source, &Options::default(), &mut |_| Ok(ControlFlow::Continue(())));
        assert!(matches!(done, Err(Problem::Import(ImportFault::TooBig("64 MB")))), "{done:?}");
        assert!(source.read < 80 << 20, "{} bytes were read", source.read);
    }
}

#[test]
fn archives_within_archives_are_not_looked_into() {
    let inner = zipped(&[("orders.csv", samples::taobao_orders().as_bytes())]);
    assert_eq!(fault(zipped(&[("inner.zip", &inner)])), ImportFault::NotATable);
}

#[test]
fn a_bomb_is_refused_from_its_directory_in_no_time() {
    let zeros = vec![b' '; 64 << 20];
    let bomb = zipped(&[("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20, "{}", bomb.len());
    let started = Instant::now();
    assert!(matches!(fault(bomb), ImportFault::TooBig(_)));
    assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
}

#[test]
fn paths_in_an_archive_are_only_text() {
    let orders = samples::taobao_orders();
    for name in ["../../x.csv", "/etc/x.csv", "C:\\x.csv", "con", "a\u{200b}.bashrc", "x.csv."] {
        let (_, summary) = super::common::read(zipped(&[(name, orders.as_bytes())]));
        assert_eq!((summary.rows, summary.found[0].part.as_deref()), (2, Some(name)));
    }
}

#[test]
fn odd_tables_do_no_harm() {
    let wide = format!("{}\n", "订单编号,".repeat(10_000));
    assert!(matches!(fault(wide), ImportFault::UnknownFormat(_)));
    let nul = samples::taobao_orders().replace("半糖", "半\0糖");
    assert_eq!(super::common::read(nul).1.rejected, 0);
    let alone = samples::taobao_details().replace('\n', "\r");
    assert_eq!(super::common::read(alone).1.rows, 2);
}

#[test]
fn locks_and_half_downloads_are_refused_by_their_names_with_a_hint() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, said) in
        [("~$订单报表.xlsx", "~$"), ("ExportOrderList.csv.crdownload", "crdownload"), ("a.csv.part", ".part")]
    {
        let file = folder.path().join(name);
        std::fs::File::create(&file)
            .and_then(|mut f| f.write_all(samples::taobao_orders().as_bytes()))
            .expect("written");
        let data = folder.path().join("kefu.db");
        let done = Command::new(env!("CARGO_BIN_EXE_kefu"))
            .args(["--lang", "zh", "--data"])
            .arg(&data)
            .arg("import")
            .arg(&file)
            .env("HOME", folder.path())
            .output()
            .expect("it runs");
        assert_eq!(done.status.code(), Some(1), "{name}");
        assert!(
            String::from_utf8_lossy(&done.stderr).contains(said),
            "{name}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
    }
}
