//! Writes order, item and refund files as Taobao sellers export them: invented people and goods, any size, streaming.
//!
//! `cargo run --release --example samples -- --orders 1000000 --seed 7 --out /tmp/shop [--variant 2016|2019|2021|2024]
//! [--encoding gb18030|utf8]`. Equal arguments write equal files. Nicks and names are solar terms and snacks, phones
//! begin with 120, which no mobile phone does.

#[path = "samples/columns.rs"]
mod columns;
#[path = "samples/files.rs"]
mod files;
#[path = "samples/made.rs"]
mod made;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use columns::Variant;

fn main() -> ExitCode {
    let done = Wanted::read(std::env::args().skip(1)).and_then(|wanted| {
        files::write(&wanted.out, wanted.orders, wanted.seed, wanted.variant, wanted.gb18030)
            .map_err(|error| format!("{}: {error}", wanted.out.display()))
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            let _ = writeln!(io::stderr(), "{what}");
            ExitCode::from(2)
        }
    }
}

struct Wanted {
    orders: u64,
    seed: u64,
    out: PathBuf,
    variant: Variant,
    gb18030: bool,
}

impl Wanted {
    fn read(mut args: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut wanted =
            Self { orders: 2_000, seed: 1, out: PathBuf::from("."), variant: Variant::Of2019, gb18030: true };
        while let Some(flag) = args.next() {
            let value = args.next().ok_or_else(|| format!("{flag} needs a value"))?;
            let number = || value.parse::<u64>().map_err(|_| format!("{flag}: not a number: {value}"));
            match flag.as_str() {
                "--orders" => wanted.orders = number()?,
                "--seed" => wanted.seed = number()?,
                "--out" => wanted.out = PathBuf::from(&value),
                "--variant" => wanted.variant = Variant::parse(&value).ok_or("--variant: 2016, 2019, 2021 or 2024")?,
                "--encoding" => {
                    wanted.gb18030 = match value.as_str() {
                        "gb18030" => true,
                        "utf8" => false,
                        _ => return Err("--encoding: gb18030 or utf8".to_owned()),
                    }
                }
                _ => return Err(format!("unknown: {flag}")),
            }
        }
        Ok(wanted)
    }
}
