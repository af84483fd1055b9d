//! Every string shown to a person, Chinese and English on one row: a row without both does not compile.

mod acts;
pub mod aftersale;
pub mod age;
mod app;
mod case_page;
mod cli;
mod cli_aftersale;
pub mod clocks;
mod demo;
pub mod evidence;
pub mod freight;
pub mod goods;
mod helps;
pub mod import;
mod import_columns;
pub mod lookup;
mod macros;
mod misuse;
mod names;
pub mod order_acts;
mod people;
pub mod pins;
pub mod problem;
pub mod refusal;
pub mod replies;
pub mod review_case;
pub mod rules;
mod runtime;
pub mod shift;
pub mod shop_writes;
pub mod sources;
mod tickets;
mod view;
pub mod widgets;

mod words;

pub use people::CardLine;
pub use problem::Said;

/// The language of the person at the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub enum Lang {
    /// 简体中文.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Its word in the configuration and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::Zh => "zh",
            Lang::En => "en",
        }
    }
    /// Reads `zh`, `zh_CN.UTF-8`, `zh-Hans-CN`, `en_US`; nothing for `C`, `POSIX` and other languages.
    pub fn parse(text: &str) -> Option<Self> {
        let head = text.split(['_', '-', '.', '@']).next().unwrap_or_default().to_ascii_lowercase();
        match head.as_str() {
            "zh" => Some(Lang::Zh),
            "en" => Some(Lang::En),
            _ => None,
        }
    }
}
