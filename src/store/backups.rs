//! Daily copies beside the data file: a checked one a day, seven days and four weeks kept; and putting one back.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};

use super::engine::Result;
use super::{CopyState, DbPath, Reader, Stop, sqlite};
use crate::domain::{FileTrouble, Problem, SafeText, Time, Zone};

/// Where the daily copies lie and how many of them stay.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Keep {
    /// The folder.
    pub folder: PathBuf,
    /// The newest so many days stay.
    pub days: usize,
    /// And of the weeks before them the newest day of each of so many.
    pub weeks: usize,
}

/// Makes the copy of the day unless it is there, and lets old ones go; the new one's path. Slow on a big file: a job's
/// work, on a connection of its own.
///
/// `stop`, turned true by another thread, ends it with an error; no part of a copy is left then.
pub fn daily(
    reader: &Reader,
    path: &DbPath,
    keep: &Keep,
    (now, zone): (Time, Zone),
    stop: &Stop,
) -> Result<Option<PathBuf>> {
    let folder = &keep.folder;
    sqlite::make_folder(folder)?;
    let today = folder.join(name(path, zone.day(now)));
    if today.exists() {
        return Ok(None);
    }
    reader.copy_into(path, &today, stop)?;
    for old in dropped(&days(folder, path)?, keep) {
        let file = folder.join(name(path, old));
        std::fs::remove_file(&file).map_err(|e| Problem::file(&file, &e))?;
    }
    Ok(Some(today))
}

/// Puts a checked copy in the place of the data file. The file it replaces is kept beside it, under the name returned.
///
/// # Errors
/// What is wrong with the copy, before anything is touched; [`Problem::Busy`] while another process has the file open.
pub fn restore(path: &DbPath, copy: &Path, now: Time) -> Result<(CopyState, Option<PathBuf>)> {
    let state = sqlite::verify(copy)?;
    if path.is(copy) {
        let path = SafeText::line(&copy.to_string_lossy());
        return Err(Problem::File { path, what: FileTrouble::Live });
    }
    if path.exists() {
        sqlite::close_down(path)?;
    }
    let draft = path.beside(".restore");
    let done = put(path, copy, &draft, now);
    if done.is_err() {
        let _ = std::fs::remove_file(&draft);
    }
    done.map(|kept| (state, kept))
}

fn put(path: &DbPath, copy: &Path, draft: &Path, now: Time) -> Result<Option<PathBuf>> {
    let fault = |e: &std::io::Error| Problem::file(draft, e);
    std::fs::copy(copy, draft).map_err(|e| fault(&e))?;
    std::fs::set_permissions(draft, std::fs::Permissions::from_mode(0o600)).map_err(|e| fault(&e))?;
    sqlite::sync_file(draft)?;
    let kept = path.exists().then(|| path.beside(&format!(".replaced-{}", now.ms())));
    if let Some(kept) = &kept {
        std::fs::rename(path.raw(), kept).map_err(|e| fault(&e))?;
        for suffix in ["-wal", "-shm"] {
            let mut name = kept.clone().into_os_string();
            name.push(suffix);
            let beside = path.beside(suffix);
            if beside.exists() {
                std::fs::rename(&beside, name).map_err(|e| fault(&e))?;
            }
        }
    }
    std::fs::rename(draft, path.raw()).map_err(|e| fault(&e))?;
    sqlite::sync_folder(&path.folder())?;
    Ok(kept)
}

fn name(path: &DbPath, day: NaiveDate) -> String {
    format!("{}-{}.db", stem(path), day.format("%Y-%m-%d"))
}

fn stem(path: &DbPath) -> String {
    let name = path.file_name();
    name.strip_suffix(".db").map(str::to_owned).unwrap_or(name)
}

fn days(folder: &Path, path: &DbPath) -> Result<Vec<NaiveDate>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let prefix = format!("{}-", stem(path));
    let mut days: Vec<NaiveDate> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let day = name.strip_prefix(&prefix)?.strip_suffix(".db")?;
            NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()
        })
        .collect();
    days.sort_unstable_by(|a, b| b.cmp(a));
    Ok(days)
}

/// Of days, newest first, those that are kept no longer.
fn dropped(days: &[NaiveDate], keep: &Keep) -> Vec<NaiveDate> {
    let mut weeks: Vec<(i32, u32)> = Vec::new();
    let mut dropped = Vec::new();
    for day in days.iter().skip(keep.days) {
        let week = (day.iso_week().year(), day.iso_week().week());
        if weeks.contains(&week) || weeks.len() == keep.weeks {
            dropped.push(*day);
        } else {
            weeks.push(week);
        }
    }
    dropped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_days_and_four_weeks_stay() {
        let first = NaiveDate::from_ymd_opt(2026, 11, 22).expect("day");
        let days: Vec<NaiveDate> = first.iter_days().rev_days(60);
        let gone = dropped(&days, &Keep { folder: PathBuf::new(), days: 7, weeks: 4 });
        let kept: Vec<String> =
            days.iter().filter(|d| !gone.contains(d)).map(|d| d.format("%m-%d").to_string()).collect();
        assert_eq!(
            kept,
            ["11-22", "11-21", "11-20", "11-19", "11-18", "11-17", "11-16", "11-15", "11-08", "11-01", "10-25"]
        );
    }

    trait RevDays {
        fn rev_days(self, count: usize) -> Vec<NaiveDate>;
    }
    impl RevDays for chrono::naive::NaiveDateDaysIterator {
        fn rev_days(self, count: usize) -> Vec<NaiveDate> {
            self.rev().take(count).collect()
        }
    }
}
