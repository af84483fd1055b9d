//! The data file: made, refused, shared, read-only, copied.

use std::path::Path;
use std::sync::Arc;

use kefu::domain::clock::FixedClock;
use kefu::domain::{Problem, Time};
use kefu::store::engine::number;
use kefu::store::{Arg, DbPath, Reader, SCHEMA_VERSION, Store, write};

fn clock() -> Arc<FixedClock> {
    Arc::new(FixedClock(Time::from_ms(1_795_000_000_000)))
}

fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().expect("stat").permissions().mode() & 0o777
}

#[test]
fn a_new_file_is_private_whole_and_opens_again() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("deep/er/kefu.db");
    let path = DbPath::new(&file);
    let writer = Store::open(&path, clock()).expect("made");
    write(writer.db(), || {
        writer
            .db()
            .run("INSERT INTO settings (name, value, changed_at) VALUES ('a', $2, $1)", &[Arg::Int(7), Arg::Text("b")])
    })
    .expect("written");
    assert_eq!((mode(&file), mode(&folder.path().join("deep"))), (0o600, 0o700));
    let reader = writer.reader().expect("reader");
    assert_eq!(number(reader.db(), "SELECT changed_at FROM settings", &[]), Ok(7));
    assert!(reader.db().run("DELETE FROM settings", &[]).is_err());
    assert_eq!(write(reader.db(), || Ok(())), Err(Problem::ReadOnly));
    drop(reader);
    drop(writer);
    let names: Vec<_> = std::fs::read_dir(file.parent().expect("parent"))
        .expect("list")
        .map(|e| e.expect("entry").file_name().into_string().expect("name"))
        .collect();
    assert_eq!(names, ["kefu.db"]);
    assert!(Store::open(&path, clock()).expect("again").is_writable());
}

#[test]
fn a_newer_file_is_refused_and_left_byte_for_byte() {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("kefu.db");
    let path = DbPath::new(&file);
    let writer = Store::open(&path, clock()).expect("made");
    writer.db().batch("PRAGMA user_version = 9999").expect("set");
    drop(writer);
    let before = std::fs::read(&file).expect("bytes");
    for _ in 0..2 {
        let Err(Problem::NewerFile { theirs, ours, program }) = Store::open(&path, clock()) else { panic!("opened") };
        assert_eq!((theirs, ours), (9999, SCHEMA_VERSION));
        assert!(!program.is_empty());
    }
    assert!(matches!(Reader::open(&path, clock()), Err(Problem::NewerFile { .. })));
    assert_eq!(std::fs::read(&file).expect("bytes"), before);
}

#[test]
fn what_is_not_ours_is_refused_and_never_touched() {
    let folder = tempfile::tempdir().expect("folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("empty.db"), b"").expect("file");
    std::fs::write(at("one.db"), b"x").expect("file");
    std::fs::write(at("text.db"), "订单编号,买家\n".repeat(500)).expect("file");
    let noise: Vec<u8> = (0..9000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    std::fs::write(at("noise.db"), &noise).expect("file");
    std::fs::create_dir(at("folder.db")).expect("folder");
    std::os::unix::fs::symlink(at("nowhere"), at("link.db")).expect("link");
    assert!(std::process::Command::new("mkfifo").arg(at("pipe.db")).status().expect("mkfifo").success());
    let other = rusqlite::Connection::open(at("other.db")).expect("other");
    other.execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (1)").expect("other");
    drop(other);
    for name in ["empty.db", "one.db", "text.db", "noise.db", "folder.db", "link.db", "pipe.db", "other.db"] {
        let readable = !matches!(name, "folder.db" | "link.db" | "pipe.db");
        let before = readable.then(|| std::fs::read(at(name)).expect("bytes"));
        let found = Store::open(&DbPath::new(at(name)), clock());
        assert!(matches!(found, Err(Problem::NotOurFile { .. })), "{name}: {found:?}");
        assert_eq!(readable.then(|| std::fs::read(at(name)).expect("bytes")), before, "{name}");
    }
}
