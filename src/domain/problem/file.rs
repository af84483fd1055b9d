//! Why a file or a folder cannot be used, as far as there are words of ours for it.

use std::io::{Error, ErrorKind};

use crate::domain::safe_text::SafeText;

/// What a file is that should be a data file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Foreign {
    /// A data file of another program.
    OtherProgram,
    /// There is no SQLite data in it.
    NoData,
    /// There is nothing in it.
    Empty,
    /// A folder.
    Folder,
    /// A pipe.
    Pipe,
    /// A device or a socket.
    Device,
    /// A link to what is not there.
    DeadLink,
}

/// Why a file or a folder cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FileTrouble {
    /// There is no such file or folder.
    NotThere,
    /// The person who runs kefu may not.
    NoRight,
    /// A folder stands where a file should be.
    IsFolder,
    /// A part of the path is no folder.
    NotFolder,
    /// There is one with this name already.
    Exists,
    /// The name is one this system does not take: too long, or with a NUL in it.
    BadName,
    /// The name is not UTF-8, which SQLite asks for.
    NameNotUtf8,
    /// The disk takes no writes.
    ReadOnlyDisk,
    /// It would be larger than the system lets it be.
    TooLarge,
    /// It is not UTF-8 text.
    NotText,
    /// It ends before it should.
    CutShort,
    /// The program has as many files open as it may.
    TooManyOpen,
    /// The disk itself failed.
    DiskFault,
    /// Whoever reads or writes at the other end went away.
    Gone,
    /// Another process uses it.
    InUse,
    /// It is the data file in use.
    Live,
    /// What the system said that has no words of ours.
    Said(SafeText),
}

/// "Too many open files", of this process and of the whole system: the same numbers on every Unix.
const TOO_MANY_OPEN: [i32; 2] = [24, 23];
/// "Input/output error": the same number on every Unix.
const DISK_FAULT: i32 = 5;

impl From<&Error> for FileTrouble {
    fn from(error: &Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => FileTrouble::NotThere,
            ErrorKind::PermissionDenied => FileTrouble::NoRight,
            ErrorKind::IsADirectory => FileTrouble::IsFolder,
            ErrorKind::NotADirectory => FileTrouble::NotFolder,
            ErrorKind::AlreadyExists => FileTrouble::Exists,
            ErrorKind::InvalidFilename => FileTrouble::BadName,
            // The system's own calls say it of a NUL in a path; what readers say of a content has words of its own.
            ErrorKind::InvalidInput if error.raw_os_error().is_none() && error.get_ref().is_none() => {
                FileTrouble::BadName
            }
            ErrorKind::ReadOnlyFilesystem => FileTrouble::ReadOnlyDisk,
            ErrorKind::FileTooLarge => FileTrouble::TooLarge,
            ErrorKind::InvalidData if error.get_ref().is_none() => FileTrouble::NotText,
            ErrorKind::UnexpectedEof => FileTrouble::CutShort,
            ErrorKind::BrokenPipe => FileTrouble::Gone,
            ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => FileTrouble::InUse,
            _ => match error.raw_os_error() {
                Some(code) if TOO_MANY_OPEN.contains(&code) => FileTrouble::TooManyOpen,
                Some(DISK_FAULT) => FileTrouble::DiskFault,
                _ => FileTrouble::Said(system_words(error)),
            },
        }
    }
}

/// What the system says, without the number it appends.
fn system_words(error: &Error) -> SafeText {
    let said = error.to_string();
    SafeText::line(said.split(" (os error ").next().unwrap_or(&said))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_often_has_a_word_of_ours() {
        let of = |code| FileTrouble::from(&Error::from_raw_os_error(code));
        assert_eq!(of(2), FileTrouble::NotThere);
        assert_eq!(of(13), FileTrouble::NoRight);
        assert_eq!(of(20), FileTrouble::NotFolder);
        assert_eq!(of(24), FileTrouble::TooManyOpen);
        assert_eq!(of(5), FileTrouble::DiskFault);
        let nul = std::fs::File::open("a\0b").expect_err("a NUL in a name");
        assert_eq!(FileTrouble::from(&nul), FileTrouble::BadName);
        let dir = tempfile::tempdir().expect("folder");
        assert_eq!(FileTrouble::from(&std::fs::read(dir.path()).expect_err("a folder")), FileTrouble::IsFolder);
        let file = dir.path().join("latin1");
        std::fs::write(&file, [b'k', 0xe9]).expect("write");
        assert_eq!(FileTrouble::from(&std::fs::read_to_string(&file).expect_err("not UTF-8")), FileTrouble::NotText);
    }

    #[test]
    fn what_has_no_word_is_told_without_its_number() {
        assert!(matches!(
            FileTrouble::from(&Error::from_raw_os_error(11)),
            FileTrouble::Said(said) if !said.contains("os error")
        ));
    }
}
