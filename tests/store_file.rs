//! The data file: made, refused, shared, read-only, copied.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use kefu::domain::clock::FixedClock;
use kefu::domain::{Problem, Time, Zone};
use kefu::store::engine::number;
use kefu::store::{Arg, DbPath, Reader, SCHEMA_VERSION, Stop, Store, backups, settings, write};

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

#[test]
fn a_file_that_can_only_be_read_is_read_and_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("folder");
    let inside = folder.path().join("只读 %");
    std::fs::create_dir(&inside).expect("folder");
    let path = DbPath::new(inside.join("kefu.db"));
    let writer = Store::open(&path, clock()).expect("made");
    settings::save(writer.db(), "a", "b").expect("saved");
    drop(writer);
    let set = |mode| std::fs::set_permissions(&inside, std::fs::Permissions::from_mode(mode)).expect("mode");
    std::fs::set_permissions(inside.join("kefu.db"), std::fs::Permissions::from_mode(0o400)).expect("mode");
    set(0o500);
    let may_write_anyway = std::fs::write(inside.join("probe"), b"").is_ok();
    let opened = Store::open(&path, clock());
    if !may_write_anyway {
        let opened = opened.expect("read-only");
        assert!(!opened.is_writable());
        assert_eq!(settings::load(opened.db(), "a"), Ok(Some("b".into())));
        assert_eq!(settings::save(opened.db(), "a", "c"), Err(Problem::ReadOnly));
    }
    set(0o700);
}

#[test]
fn a_backup_is_checked_private_and_can_be_put_back() {
    let folder = tempfile::tempdir().expect("folder");
    let path = DbPath::new(folder.path().join("kefu.db"));
    let writer = Store::open(&path, clock()).expect("made");
    settings::save(writer.db(), "a", "before").expect("saved");
    let now = Time::from_ms(1_795_000_000_000);
    let reader = writer.reader().expect("reader");
    let keep = backups::Keep { folder: folder.path().join("copies"), days: 7, weeks: 4 };
    let make = |stop: &Stop| backups::daily(&reader, &path, &keep, (now, Zone::default()), stop);
    assert!(make(&Arc::new(AtomicBool::new(true))).is_err(), "stopped on the way");
    assert_eq!(std::fs::read_dir(&keep.folder).expect("folder").count(), 0, "and nothing left behind");
    let copy = make(&Stop::default()).expect("backup").expect("made today");
    assert_eq!(copy.file_name().and_then(|n| n.to_str()), Some("kefu-2026-11-18.db"));
    assert_eq!((mode(&copy), mode(copy.parent().expect("folder"))), (0o600, 0o700));
    assert_eq!(make(&Stop::default()), Ok(None), "one a day");
    assert!(write(reader.db(), || Ok(())).is_err(), "a reader stays one");
    assert!(matches!(writer.copy_into(&copy), Err(Problem::File { .. })), "never over an older copy");
    assert!(writer.copy_into(&folder.path().join("kefu.db")).is_err(), "never over the live file");
    settings::save(writer.db(), "a", "after").expect("saved");
    assert_eq!(backups::restore(&path, &copy, now).map(|_| ()), Err(Problem::Busy), "while it is open");
    drop(reader);
    drop(writer);
    let mut bytes = std::fs::read(&copy).expect("bytes");
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0x5a);
    let broken = folder.path().join("broken.db");
    std::fs::write(&broken, &bytes).expect("broken");
    assert!(matches!(Store::verify(&broken), Err(Problem::Damaged(_))));
    assert!(backups::restore(&path, &broken, now).is_err());
    let (_, kept) = backups::restore(&path, &copy, now).expect("restored");
    assert!(kept.expect("kept").exists());
    let writer = Store::open(&path, clock()).expect("open");
    assert_eq!(settings::load(writer.db(), "a"), Ok(Some("before".into())));
    assert!(writer.doctor().expect("doctor").iter().all(|check| check.ok), "{:?}", writer.doctor());
}

#[test]
fn a_file_shared_by_a_group_is_the_groups_too_and_nobody_elses() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    let folder = tempfile::tempdir().expect("folder");
    // A group everybody may give files to: one's own.
    let group = std::fs::metadata(folder.path()).expect("meta").gid();
    let file = folder.path().join("team").join("kefu.db");
    let shared = DbPath::new(&file).shared_by(Some(group));
    let writer = Store::open(&shared, clock()).expect("made");
    settings::save(writer.db(), "a", "b").expect("saved");
    assert_eq!(mode(&file), 0o660);
    assert_eq!(std::fs::metadata(file.parent().expect("folder")).expect("meta").mode() & 0o7777, 0o2770);
    assert_eq!(mode(&file.with_file_name("kefu.db-wal")), 0o660, "what SQLite makes beside it as well");
    let modes = |writer: &kefu::store::Writer| {
        writer.doctor().expect("doctor").into_iter().find(|check| check.name == "modes").expect("checked").ok
    };
    assert!(modes(&writer));
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).expect("mode");
    assert!(!modes(&writer), "the group is locked out");
    drop(writer);
    let writer = Store::open(&shared, clock()).expect("opened");
    assert!(modes(&writer), "its owner opens it again for the group");
}

#[test]
fn a_first_import_puts_indexes_off_only_where_nobody_else_is_at_the_file() {
    use kefu::store::intake::{Behind, finish_pending, is_pending, postpone};

    let folder = tempfile::tempdir().expect("folder");
    let indexes = |writer: &kefu::store::Writer| {
        number(
            writer.db(),
            "SELECT count(*) FROM sqlite_master WHERE type = 'index' AND name LIKE 'orders~_%' ESCAPE '~'",
            &[],
        )
        .expect("counted")
    };
    let path = DbPath::new(folder.path().join("beside.db"));
    let (writer, other) = (Store::open(&path, clock()).expect("made"), Reader::open(&path, clock()).expect("opened"));
    let all = indexes(&writer);
    assert!(all > 10);
    assert_eq!(writer.db().is_alone(), Ok(false), "at once, not after a wait");
    assert_eq!(postpone(writer.db()), Ok(Behind::Words));
    assert_eq!(indexes(&writer), all);
    drop(other);
    assert_eq!(postpone(writer.db()), Ok(Behind::Words), "what was begun goes on");
    let path = DbPath::new(folder.path().join("alone.db"));
    let writer = Store::open(&path, clock()).expect("made");
    assert_eq!(postpone(writer.db()), Ok(Behind::All));
    assert!(indexes(&writer) < all);
    let other = Reader::open(&path, clock()).expect("opened");
    assert_eq!(number(other.db(), "SELECT count(*) FROM orders", &[]), Ok(0), "it is in WAL again");
    assert_eq!((is_pending(writer.db()), postpone(writer.db())), (Ok(true), Ok(Behind::All)));
    assert_eq!(finish_pending(writer.db(), false, &mut |_| true), Ok(true));
    assert_eq!(indexes(&writer), all);
    assert!(writer.doctor().expect("doctor").iter().all(|check| check.ok), "{:?}", writer.doctor());
}
