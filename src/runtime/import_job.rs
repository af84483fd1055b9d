//! Importing one file: reading on a thread of its own, storing on the caller's, batch by batch.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use super::import_shop::shop_of;
use super::import_turn::{Turn, breathe, take_turns};
use crate::domain::aftersale::Rules;
use crate::domain::facts::ImportFault;
use crate::domain::{AgentId, By, Problem, SafeText, ShopId, Time, Zone};
use crate::import::sheets::Mapping;
use crate::import::{self, Batch, Format, Options, Reject, Summary};
use crate::store::intake::{self, Behind, Counts, FileMark, Given, Intake, NewShop, Rejected};
use crate::store::{Engine, Pace, cases, goods};

/// Facts read at a time.
const BATCH: usize = 40;
/// Batches read ahead of those that are stored.
const AHEAD: usize = 4;
/// The same for a first import that is alone with the file.
const BULK_BATCH: usize = 400;
/// From so many bytes on a file is much.
const MANY_FROM: u64 = 256 << 10;
/// A file of so many bytes, into an empty table, is a first import.
const BULK_FROM: u64 = 4 << 20;

/// How a file is to be imported.
#[derive(Clone, Debug)]
pub struct ImportOrder<'a> {
    /// Take this format, whatever the header says.
    pub format: Option<Format>,
    /// Take a person's own mapping, which names the format too.
    pub mapping: Option<Arc<Mapping>>,
    /// The shop of rows that name none.
    pub shop: Option<&'a str>,
    /// Read and count, write nothing.
    pub dry_run: bool,
    /// Who imports.
    pub agent: Option<AgentId>,
    /// The instant it happens at.
    pub now: Time,
    /// The zone of a shop made on the way.
    pub zone: Zone,
    /// The rules new cases follow.
    pub rules: &'a Rules,
}

/// How far an import is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Rows read, and bytes of the file behind them of how many (0 where that cannot be told).
    Reading {
        /// Data rows.
        rows: u64,
        /// Bytes read.
        bytes: u64,
        /// Bytes in all.
        total: u64,
    },
    /// Rows are in and can be found by number; search text follows, for so many orders already.
    Indexing {
        /// Orders.
        orders: u64,
    },
}

/// What came of a file.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct FileReport {
    /// Its name.
    pub file: SafeText,
    /// Format code words, several joined by `+`.
    pub format: String,
    /// The encoding's or container's word.
    pub encoding: String,
    /// What reading found.
    pub summary: Summary,
    /// What storing did.
    pub counts: Counts,
    /// The row an earlier, cut-off run had come to; 0 when there was none.
    pub resumed: u64,
}

impl FileReport {
    /// True when something was rejected or found wrong.
    pub fn found_wrong(&self) -> bool {
        self.summary.rejected + self.summary.unknown_status + self.summary.lossy > 0 || self.counts.conflicting > 0
    }
}

/// Imports a file. `step` is called between batches and answers whether to go on; a stopped import goes on from
/// its last batch when the same file is imported again. Fails when the file as a whole cannot be read: then
/// nothing of it was written.
pub fn import_file(
    path: &Path,
    db: &dyn Engine,
    order: &ImportOrder<'_>,
    step: &mut dyn FnMut(Step) -> bool,
) -> Result<FileReport, Problem> {
    let fault = |error: std::io::Error| Problem::file(path, &error);
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    check_name(&name)?;
    let mut file = File::open(path).map_err(fault)?;
    if file.metadata().map_err(fault)?.is_dir() {
        return Err(Problem::file(path, &std::io::ErrorKind::IsADirectory.into()));
    }
    let made_at = file.metadata().and_then(|about| about.modified()).map_or(order.now, |at| instant(at, order.now));
    let (hash, total) = content_hash(&mut file).map_err(fault)?;
    let mut report = FileReport { file: SafeText::line(&path.to_string_lossy()), ..FileReport::default() };

    let mut storing: Option<Storing<'_>> = None;
    let (sender, receiver) = sync_channel::<Batch>(AHEAD);
    // A cut-off run is known by its content alone, before the format is.
    let resume = if order.dry_run { 0 } else { intake::resume_of(db, &hash)? };
    // Only a file worth it: dropping and building indexes costs more than a few rows.
    let behind = match !order.dry_run && total > BULK_FROM {
        true => intake::postpone(db)?,
        false => Behind::Nothing,
    };
    let (fresh, alone) = (behind != Behind::Nothing, behind == Behind::All);
    let many = !order.dry_run && total > MANY_FROM;
    let about = About { hash: &hash, name: &name, bytes: total, fresh, made_at };
    let options = Options {
        format: order.format,
        batch: if alone { BULK_BATCH } else { BATCH },
        resume,
        zone: order.zone,
        mapping: order.mapping.clone(),
    };
    if many {
        db.set_pace(if alone { Pace::Alone } else { Pace::Beside })?;
    }
    let stored = std::thread::scope(|scope| -> Result<Summary, Problem> {
        let reader = scope.spawn(move || {
            import::read(file, &options, &mut |batch| {
                let gone = sender.send(batch).is_err();
                Ok(if gone { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
            })
        });
        let mut turn = Turn::new(db, alone);
        let mut store = |batch: &Batch, turn: &mut Turn<'_>| {
            if storing.is_none() {
                storing = Some(Storing::begin(db, order, &about, batch)?);
            }
            let storing = storing.as_mut().ok_or_else(|| Problem::program("import.begin"))?;
            if !order.dry_run {
                turn.begin()?;
            }
            storing.store(db, order, batch, &mut report)
        };
        let mut told = |batch: &Batch| step(Step::Reading { rows: batch.rows, bytes: batch.bytes, total });
        let stored = take_turns(&receiver, &mut turn, &mut store, &mut told);
        drop((turn, receiver));
        // Without a receiver the reader ends at its next batch.
        let summary = reader.join().map_err(|_| Problem::program("import.reader"))?;
        let goes_on = stored?;
        let mut summary = summary?;
        summary.stopped |= !goes_on;
        Ok(summary)
    });
    if many && stored.is_err() {
        // Nothing was read: what was put off for it is made good at once.
        if fresh && storing.is_none() {
            intake::finish_pending(db, true, &mut |_| true)?;
        }
        db.set_pace(Pace::Usual)?;
    }
    report.summary = stored?;
    report.resumed = resume;
    let mut formats: Vec<&str> = Vec::new();
    for found in &report.summary.found {
        if !formats.contains(&found.format.code()) {
            formats.push(found.format.code());
        }
    }
    report.format = match &order.mapping {
        Some(mapping) => format!("custom:{}", mapping.name),
        None => formats.join("+"),
    };
    report.encoding = report.summary.found.first().map_or("", |found| found.encoding).to_owned();
    if !(order.dry_run || report.summary.stopped) && intake::is_pending(db)? {
        intake::finish_pending(db, alone, &mut |orders| {
            if !alone {
                breathe();
            }
            step(Step::Indexing { orders })
        })?;
    }
    if many {
        db.set_pace(Pace::Usual)?;
    }
    if order.dry_run || report.summary.stopped {
        return Ok(report);
    }
    if let Some(storing) = storing {
        intake::end_file(db, storing.file, &report.encoding, "", order.now)?;
        goods::settle(db)?;
        cases::note_returns_signed(db, &By::new(None, order.now, order.zone), order.rules)?;
    }
    Ok(report)
}

/// What is known of a file before it is read.
struct About<'f> {
    hash: &'f str,
    name: &'f str,
    bytes: u64,
    fresh: bool,
    made_at: Time,
}

/// The side of an import that writes.
struct Storing<'r> {
    intake: Intake<'r>,
    format: Format,
    file: i64,
    shop: Option<ShopId>,
    new_shop: Option<NewShop>,
    fresh: bool,
    made_at: Time,
}

impl<'r> Storing<'r> {
    fn begin(db: &dyn Engine, order: &ImportOrder<'r>, about: &About<'_>, batch: &Batch) -> Result<Self, Problem> {
        let format = batch.found.format;
        // Before anything is written: a file of which it is not known whose it is leaves no trace.
        let (shop, new_shop) = shop_of(db, order.shop, batch)?;
        let (file, _) = match order.dry_run {
            true => (0, 0),
            false => intake::begin_file(db, about.hash, about.name, about.bytes, order.agent, order.now)?,
        };
        let intake = Intake::new(format.code(), shop, order.zone, order.now, about.fresh, order.rules)
            .of_new(new_shop.clone())
            .on(format.platform())
            .made_at(about.made_at);
        Ok(Self { intake, format, file, shop, new_shop, fresh: about.fresh, made_at: about.made_at })
    }

    fn store(
        &mut self,
        db: &dyn Engine,
        order: &ImportOrder<'r>,
        batch: &Batch,
        report: &mut FileReport,
    ) -> Result<(), Problem> {
        let format = batch.found.format;
        if format != self.format {
            self.format = format;
            self.intake = Intake::new(format.code(), self.shop, order.zone, order.now, self.fresh, order.rules)
                .of_new(self.new_shop.clone())
                .on(format.platform())
                .made_at(self.made_at);
        }
        let given: Vec<Given<'_>> = batch
            .told
            .iter()
            .map(|told| Given { counts: told.counts, shop: told.shop.as_deref(), fact: &told.fact })
            .collect();
        if order.dry_run {
            report.counts.add(self.intake.try_out(db, &given)?);
            return Ok(());
        }
        let rejects: Vec<Rejected<'_>> = batch.rejects.iter().map(rejected).collect();
        let mark = FileMark { file: self.file, rows: batch.rows, resume: batch.resume, rejects: &rejects };
        let counts = self.intake.apply(db, &given, Some(&mark))?;
        report.counts.add(counts);
        Ok(())
    }
}

/// Says no to what its name shows to be no whole report.
fn check_name(name: &str) -> Result<(), Problem> {
    let lower = name.to_lowercase();
    let unfinished = [".crdownload", ".part", ".partial", ".download"].iter().any(|end| lower.ends_with(end));
    if name.starts_with("~$") || name.starts_with(".~lock.") {
        return Err(Problem::Import(ImportFault::LockFile));
    }
    if unfinished { Err(Problem::Import(ImportFault::Unfinished)) } else { Ok(()) }
}

fn rejected(reject: &Reject) -> Rejected<'_> {
    Rejected { row: reject.row, column: &reject.column, problem: reject.code.code(), value: &reject.value }
}

/// When a file was written, as an instant; `now` when its system says something no clock does.
fn instant(at: std::time::SystemTime, now: Time) -> Time {
    let ms = at.duration_since(std::time::UNIX_EPOCH).ok().and_then(|since| i64::try_from(since.as_millis()).ok());
    ms.map_or(now, Time::from_ms)
}

/// A number for the content: size, first and last 64 KB. Names are changed; contents of exports differ in both.
fn content_hash(file: &mut File) -> std::io::Result<(String, u64)> {
    const PART: u64 = 64 << 10;
    let size = file.seek(SeekFrom::End(0))?;
    let mut bytes = Vec::new();
    for start in [0, size.saturating_sub(PART)] {
        file.seek(SeekFrom::Start(start))?;
        file.by_ref().take(PART).read_to_end(&mut bytes)?;
    }
    file.seek(SeekFrom::Start(0))?;
    let mut hash: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    for byte in bytes {
        hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
    }
    Ok((format!("{hash:032x}-{size}"), size))
}
