//! A look into an old workbook before a reader is let near it: two cells far apart in a small file would make the reader
//! lay out every cell between them.

/// So many cells may lie between the first and the last one of a sheet: 65,536 rows of the widest export fit.
const AREA_MAX: u64 = 5_000_000;
const RESERVED: u32 = 0xffff_fffa;
/// Where the place of a sheet stands, and the kinds of records that are cells.
const SHEET: u16 = 0x0085;
const END: u16 = 0x000a;
const BEGIN: u16 = 0x0809;
const CELLS: [u16; 9] = [0x0203, 0x027e, 0x00fd, 0x0204, 0x00d6, 0x0205, 0x0006, 0x0406, 0x0206];
const MANY_CELLS: u16 = 0x00bd;

/// True when a sheet of the compound file `bytes` spans more cells than are read. A file this look does not understand is
/// left to the reader.
pub(super) fn spans_too_much(bytes: &[u8]) -> bool {
    let Some(stream) = workbook(bytes) else { return false };
    let places = records(&stream).filter(|(kind, _)| *kind == SHEET).filter_map(|(_, data)| long(data, 0));
    places.filter_map(|at| stream.get(at as usize..)).any(|sheet| area(sheet) > AREA_MAX)
}

/// How many cells lie between the first and the last one of a sheet.
fn area(sheet: &[u8]) -> u64 {
    let (mut depth, mut rows, mut columns) = (0usize, None, None);
    for (kind, data) in records(sheet) {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            _ if depth > 1 => {}
            _ if CELLS.contains(&kind) || kind == MANY_CELLS => {
                let (Some(row), Some(column)) = (short(data, 0), short(data, 2)) else { continue };
                let last = if kind == MANY_CELLS { short(data, data.len().saturating_sub(2)) } else { None };
                widen(&mut rows, row, row);
                widen(&mut columns, column, last.unwrap_or(column).max(column));
            }
            _ => {}
        }
    }
    let length = |span: Option<(u16, u16)>| span.map_or(0, |(first, last)| u64::from(last - first) + 1);
    length(rows) * length(columns)
}

fn widen(span: &mut Option<(u16, u16)>, first: u16, last: u16) {
    let (low, high) = span.unwrap_or((first, last));
    *span = Some((low.min(first), high.max(last)));
}

/// The records of a stream, up to the first that is not whole.
fn records(mut rest: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    std::iter::from_fn(move || {
        let (kind, len) = (short(rest, 0)?, short(rest, 2)?);
        let data = rest.get(4..4 + usize::from(len))?;
        rest = &rest[4 + data.len()..];
        Some((kind, data))
    })
}

/// The stream a compound file keeps its workbook in.
fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = 1usize.checked_shl(u32::from(short(bytes, 30)?)).filter(|size| (512..=4096).contains(size))?;
    let sector = |id: u32| bytes.get((id as usize + 1) * size..).map(|rest| &rest[..rest.len().min(size)]);
    let mut tables: Vec<u32> = (0..109).filter_map(|n| long(bytes, 76 + 4 * n)).filter(|id| *id < RESERVED).collect();
    let mut next = long(bytes, 68)?;
    for _ in 0..bytes.len() / size {
        let Some(more) = (next < RESERVED).then(|| sector(next)).flatten() else { break };
        tables.extend(words(&more[..more.len().saturating_sub(4)]).filter(|id| *id < RESERVED));
        next = long(more, size - 4).unwrap_or(RESERVED);
    }
    let fat: Vec<u32> = tables.into_iter().filter_map(sector).flat_map(words).collect();
    let whole = |start: u32| chain(start, &fat, bytes.len() / size, sector);
    let folder = whole(long(bytes, 48)?);
    let named = |name: &str| {
        let wanted: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        folder.chunks_exact(128).find(|entry| entry.starts_with(&wanted))
    };
    let entry = named("Workbook").or_else(|| named("Book"))?;
    let (start, len) = (long(entry, 116)?, long(entry, 120)? as usize);
    let mut stream = if len >= 4096 {
        whole(start)
    } else {
        // A short one lies in small sectors of the root's own stream.
        let small = whole(long(folder.get(..128)?, 116)?);
        let table: Vec<u32> = words(&whole(long(bytes, 60)?)).collect();
        let piece = |id: u32| small.get(id as usize * 64..).map(|rest| &rest[..rest.len().min(64)]);
        chain(start, &table, small.len() / 64 + 1, piece)
    };
    stream.truncate(len);
    Some(stream)
}

/// The sectors from `start` on, in their order; at most `most` of them, for a chain may bite its tail.
fn chain<'b>(start: u32, table: &[u32], most: usize, sector: impl Fn(u32) -> Option<&'b [u8]>) -> Vec<u8> {
    let (mut at, mut out) = (start, Vec::new());
    for _ in 0..most {
        let Some(part) = (at < RESERVED).then(|| sector(at)).flatten() else { break };
        out.extend_from_slice(part);
        at = table.get(at as usize).copied().unwrap_or(RESERVED);
    }
    out
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|word| long(word, 0))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes)
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_le_bytes)
}
