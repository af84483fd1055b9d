//! What a person is told of a problem is in one language.

use kefu::domain::source::SourceFault;
use kefu::domain::source_word::SourceWord;
use kefu::domain::{Damage, FileTrouble, Foreign, MoneyError, Problem, SafeText, Unsaid};
use kefu::text::Lang;

const TROUBLES: [FileTrouble; 16] = [
    FileTrouble::NotThere,
    FileTrouble::NoRight,
    FileTrouble::IsFolder,
    FileTrouble::NotFolder,
    FileTrouble::Exists,
    FileTrouble::BadName,
    FileTrouble::NameNotUtf8,
    FileTrouble::ReadOnlyDisk,
    FileTrouble::TooLarge,
    FileTrouble::NotText,
    FileTrouble::CutShort,
    FileTrouble::TooManyOpen,
    FileTrouble::DiskFault,
    FileTrouble::Gone,
    FileTrouble::InUse,
    FileTrouble::Live,
];

fn told() -> Vec<Problem> {
    let name = || SafeText::line("甲");
    let mut all = vec![
        Problem::NewerFile { theirs: 2, ours: 1, program: name() },
        Problem::OtherSchema { path: name() },
        Problem::DiskFull,
        Problem::ReadOnly,
        Problem::Busy,
        Problem::OverRefund { left: name() },
        Problem::NoReason,
        Problem::Interrupted,
        Problem::Stopped,
        Problem::NameTaken { name: name() },
        Problem::Changed { by: name() },
        Problem::NoHome,
        Problem::NoTerminal,
        Problem::DumbTerminal { term: name() },
        Problem::ChannelAuth { channel: name(), why: name() },
        Problem::NoSecret { place: name() },
        Problem::OpenSecret { path: name() },
        Problem::NoClipboard { too_long: true },
        Problem::NoClipboard { too_long: false },
        Problem::OldSqlite { version: name(), oldest: "3" },
        Problem::program("store.thread"),
        Problem::Program { place: "order.id", about: name() },
        Problem::Other(name()),
    ];
    all.extend(SourceWord::ALL.map(|word| Problem::Source {
        source_name: name(),
        fault: SourceFault::of("odd_answer", word.kept()).expect("a code word"),
    }));
    let kinds = ["order", "chat", "case", "customer", "ticket", "reply", "log", "view", "product", "review", "shop"];
    all.extend(kinds.map(|kind| Problem::NotFound { kind, key: name() }));
    all.extend(TROUBLES.map(|what| Problem::File { path: name(), what }));
    all.extend(TROUBLES.map(Problem::System));
    all.extend(
        [
            Foreign::OtherProgram,
            Foreign::NoData,
            Foreign::Empty,
            Foreign::Folder,
            Foreign::Pipe,
            Foreign::Device,
            Foreign::DeadLink,
        ]
        .map(|found| Problem::NotOurFile { path: name(), found }),
    );
    all.extend(
        [
            Damage::Dangling,
            Damage::Empty { column: 1 },
            Damage::WrongType { column: 1 },
            Damage::UnknownWord { kind: "stage", word: name() },
            Damage::CaseDetail,
            Damage::CaseLine,
            Damage::ClockWithoutRule,
            Damage::Inverse,
            Damage::RefundFacts,
        ]
        .map(Problem::Damaged),
    );
    all.extend(
        [Unsaid::Trouble, Unsaid::Answer, Unsaid::Fault, Unsaid::Draft, Unsaid::WhichReview].map(Problem::Unsaid),
    );
    all.extend(
        [MoneyError::NotAnAmount, MoneyError::TooFine, MoneyError::Overflow, MoneyError::CurrencyMismatch]
            .map(Problem::Sum),
    );
    all
}

/// The first two plain Latin words that stand side by side, a command of ours aside.
fn english(text: &str) -> Option<String> {
    let plain = |word: &&str| word.len() > 1 && word.chars().all(|c| c.is_ascii_alphabetic());
    text.split(|c: char| !c.is_ascii()).map(str::trim).filter(|part| !part.starts_with("kefu ")).find_map(|part| {
        let words: Vec<&str> = part.split_whitespace().collect();
        words.windows(2).find(|pair| pair.iter().all(plain)).map(|pair| pair.join(" "))
    })
}

fn has_han(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) && c != '甲')
}

#[test]
fn a_problem_is_told_in_chinese_without_english_sentences() {
    for problem in told() {
        let said = Lang::Zh.problem(&problem);
        for text in [&said.what, &said.hint] {
            assert_eq!(english(text), None, "{problem:?}: {text}");
        }
        assert!(has_han(&said.what), "{problem:?}: {}", said.what);
        assert!(has_han(&said.hint) || said.hint.starts_with("chmod "), "{problem:?}: {}", said.hint);
    }
}

#[test]
fn a_problem_is_told_in_english_without_chinese() {
    for problem in told() {
        let said = Lang::En.problem(&problem);
        assert!(!has_han(&said.what) && !has_han(&said.hint), "{problem:?}: {said:?}");
        assert!(english(&said.what).is_some(), "{problem:?}: {}", said.what);
    }
}

#[test]
fn the_look_for_english_finds_it() {
    assert_eq!(english("用不了 甲：no such file。").as_deref(), Some("no such"));
    assert_eq!(english("甲 不是 kefu 的数据文件"), None);
    assert_eq!(english("用子命令，例如 kefu chat list --json。"), None);
}

#[test]
fn the_hint_fits_what_is_wrong_with_a_file() {
    let hint = |what| Lang::Zh.problem(&Problem::File { path: SafeText::line("甲"), what }).hint;
    assert_ne!(hint(FileTrouble::NotThere), hint(FileTrouble::NoRight));
    assert_ne!(hint(FileTrouble::Exists), hint(FileTrouble::NotThere));
    assert_ne!(hint(FileTrouble::DiskFault), hint(FileTrouble::NoRight));
}
