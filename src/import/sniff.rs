//! What a file is, from its first bytes alone: names are changed, and lie.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How much of a file is looked at.
pub const HEAD: usize = 1 << 20;

/// What holds the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Container {
    /// Nothing at all.
    Empty,
    /// A ZIP: a workbook, or a wrapper around other files.
    Zip,
    /// An OLE file: an old workbook, or a new one under a password.
    Cfb,
    /// A page with a table, as some exporters call `.xls`.
    Html,
    /// Delimited text.
    Text,
    /// Something that is not a table.
    Other,
}

/// Tells the container by its magic bytes.
pub fn container(head: &[u8]) -> Container {
    if head.is_empty() {
        return Container::Empty;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Container::Zip;
    }
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return Container::Cfb;
    }
    let known = [
        &b"%PDF"[..],
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"Rar!",
        b"7z\xbc\xaf",
        b"\x1f\x8b",
        b"SQLite format 3",
        b"\x7fELF",
        b"GIF8",
    ];
    if known.iter().any(|magic| head.starts_with(magic)) {
        return Container::Other;
    }
    let start: Vec<u8> = head.iter().copied().filter(|b| !b.is_ascii_whitespace() && *b >= 0x20).take(64).collect();
    let start = start.to_ascii_lowercase();
    let start = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
    if [&b"<html"[..], b"<!doctypehtml", b"<table", b"<meta", b"<head"].iter().any(|tag| start.starts_with(tag)) {
        return Container::Html;
    }
    Container::Text
}

/// The encoding of text and how many bytes of mark stand before it: a mark, else UTF-8 if it is that without a
/// fault, else that of a Western export where it looks like one, else GB18030 (which reads all that GBK and GB2312 can say,
/// and the rare characters they cannot).
pub fn encoding(head: &[u8]) -> (&'static Encoding, usize) {
    if let Some((encoding, mark)) = Encoding::for_bom(head) {
        return (encoding, mark);
    }
    match std::str::from_utf8(head) {
        Ok(_) => (UTF_8, 0),
        // The head may end within a character, or the file within its last one.
        Err(fault) if fault.error_len().is_none() && (head.len() >= HEAD || fault.valid_up_to() > 0) => (UTF_8, 0),
        Err(_) if is_western(head) => (WINDOWS_1252, 0),
        Err(_) => (GB18030, 0),
    }
}

/// True for letters with accents among plain ones: `K\xf6ln` is Köln. A Chinese character is two such bytes, and a Chinese
/// export has them in its first line already.
fn is_western(head: &[u8]) -> bool {
    let first_line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let (mut runs, mut single) = (0u64, 0u64);
    for run in head.split(u8::is_ascii).filter(|run| !run.is_empty()) {
        runs += 1;
        single += u64::from(run.len() == 1);
    }
    first_line.is_ascii() && single * 4 > runs * 3
}

/// Its word in reports.
pub fn encoding_word(encoding: &'static Encoding) -> &'static str {
    if encoding == UTF_8 {
        "utf-8"
    } else if encoding == UTF_16LE || encoding == UTF_16BE {
        "utf-16"
    } else if encoding == WINDOWS_1252 {
        "windows-1252"
    } else {
        "gb18030"
    }
}

/// Turns a stream into UTF-8 and counts what it reads. Bytes the encoding does not know become U+FFFD; UTF-8
/// passes as it is, its faults are found cell by cell.
pub struct Decoded<R> {
    source: R,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    at: usize,
    ended: bool,
    flushed: bool,
    /// Decoded text that did not fit a small buffer; a decoder needs room for a whole character.
    spilt: Vec<u8>,
    read: u64,
}

impl<R: Read> Decoded<R> {
    /// Decodes `source`, which stands behind any mark.
    pub fn new(source: R, encoding: &'static Encoding) -> Self {
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
        Self { source, decoder, raw: Vec::new(), at: 0, ended: false, flushed: false, spilt: Vec::new(), read: 0 }
    }
    /// Bytes taken from the source.
    pub fn bytes_read(&self) -> u64 {
        self.read
    }
}

const SMALL: usize = 64;

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else {
            let n = self.source.read(out)?;
            self.read += n as u64;
            return Ok(n);
        };
        if !self.spilt.is_empty() {
            let n = out.len().min(self.spilt.len());
            out[..n].copy_from_slice(&self.spilt[..n]);
            self.spilt.drain(..n);
            return Ok(n);
        }
        if out.len() < SMALL {
            let mut roomy = [0; SMALL];
            let n = self.read(&mut roomy)?;
            let (now, later) = roomy[..n].split_at(n.min(out.len()));
            out[..now.len()].copy_from_slice(now);
            self.spilt.extend_from_slice(later);
            return Ok(now.len());
        }
        loop {
            if self.at == self.raw.len() && !self.ended {
                self.raw.resize(64 << 10, 0);
                let n = self.source.read(&mut self.raw)?;
                self.raw.truncate(n);
                (self.at, self.ended) = (0, n == 0);
                self.read += n as u64;
            }
            if self.flushed {
                return Ok(0);
            }
            let (result, taken, written, _) = decoder.decode_to_utf8(&self.raw[self.at..], out, self.ended);
            self.at += taken;
            self.flushed = self.ended && result == encoding_rs::CoderResult::InputEmpty;
            if written > 0 || self.flushed {
                return Ok(written);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, &'static str) {
        let (encoding, mark) = encoding(bytes);
        let mut text = String::new();
        Decoded::new(&bytes[mark..], encoding).read_to_string(&mut text).expect("memory");
        (text, encoding_word(encoding))
    }

    #[test]
    fn the_encoding_is_found_from_the_bytes() {
        let text = "订单编号,𠮷小满,😀";
        assert_eq!(decoded(text.as_bytes()), (text.into(), "utf-8"));
        assert_eq!(decoded(&[b"\xef\xbb\xbf", text.as_bytes()].concat()), (text.into(), "utf-8"));
        assert_eq!(decoded(&GB18030.encode(text).0), (text.into(), "gb18030"));
        let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&utf16), (text.into(), "utf-16"));
    }

    #[test]
    fn accents_of_a_western_export_are_no_chinese_characters() {
        let western = b"order-id\tcity\r\n1\tK\xf6ln\r\n2\tOrl\xe9ans\r\n3\tMalm\xf6\r\n";
        assert_eq!(
            decoded(western),
            ("order-id\tcity\r\n1\tKöln\r\n2\tOrléans\r\n3\tMalmö\r\n".into(), "windows-1252")
        );
        let chinese = "order-id\tcity\r\n1\t杭州\r\n2\t北京市 丰台区\r\n3\t镕基路\r\n";
        assert_eq!(decoded(&GB18030.encode(chinese).0), (chinese.into(), "gb18030"));
        // A second byte of the extended characters may be a letter.
        assert_eq!(decoded(&GB18030.encode("单号,城市\n1,丂丄\n").0).1, "gb18030");
    }

    #[test]
    fn a_long_file_decodes_across_the_edges_of_its_chunks() {
        let text = "买家已付款，等待卖家发货𠮷,".repeat(20_000);
        assert_eq!(decoded(&GB18030.encode(&text).0).0, text);
    }

    #[test]
    fn magic_bytes_tell_the_container() {
        assert_eq!(container(b""), Container::Empty);
        assert_eq!(container(b"PK\x03\x04rest"), Container::Zip);
        assert_eq!(container(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0]), Container::Cfb);
        assert_eq!(container("\u{feff}<html><table>".as_bytes()), Container::Html);
        assert_eq!(container("订单编号".as_bytes()), Container::Text);
        assert_eq!(container(b"%PDF-1.7"), Container::Other);
    }
}
