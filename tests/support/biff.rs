//! Old workbooks as Excel 97 and the platforms of those years wrote them: a compound file around BIFF8 records.

/// A cell.
#[derive(Clone, Debug)]
pub(crate) enum Cell {
    /// A text, in the table of shared strings.
    Text(String),
    /// A number.
    Number(f64),
    /// A number that is shown as a date.
    Date(f64),
}

/// Texts of a row.
pub(crate) fn texts(cells: &[&str]) -> Vec<Cell> {
    cells.iter().map(|cell| Cell::Text((*cell).to_owned())).collect()
}

/// A workbook of these sheets.
pub(crate) fn workbook(sheets: &[(&str, Vec<Vec<Cell>>)]) -> Vec<u8> {
    compound(&stream(sheets, false))
}

/// The same under a password: its records stand behind one that says so.
pub(crate) fn protected(sheets: &[(&str, Vec<Vec<Cell>>)]) -> Vec<u8> {
    compound(&stream(sheets, true))
}

fn record(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
    out.extend(kind.to_le_bytes());
    out.extend(u16::try_from(data.len()).expect("a short record").to_le_bytes());
    out.extend(data);
}

fn begin(out: &mut Vec<u8>, kind: u16) {
    let mut data = Vec::new();
    for word in [0x0600, kind, 0x0dbb, 0x07cc, 0, 0, 6, 0] {
        data.extend(word.to_le_bytes());
    }
    record(out, 0x0809, &data);
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn stream(sheets: &[(&str, Vec<Vec<Cell>>)], protected: bool) -> Vec<u8> {
    let mut strings: Vec<&str> = Vec::new();
    let mut bodies: Vec<Vec<u8>> = Vec::new();
    for (_, rows) in sheets {
        let mut body = Vec::new();
        begin(&mut body, 0x0010);
        for (r, row) in rows.iter().enumerate() {
            for (c, cell) in row.iter().enumerate() {
                let place = |xf: u16| {
                    let mut data = Vec::new();
                    for word in [u16::try_from(r).expect("few"), u16::try_from(c).expect("few"), xf] {
                        data.extend(word.to_le_bytes());
                    }
                    data
                };
                match cell {
                    Cell::Text(text) => {
                        let at = strings.iter().position(|known| known == text).unwrap_or_else(|| {
                            strings.push(text);
                            strings.len() - 1
                        });
                        let mut data = place(0);
                        data.extend(u32::try_from(at).expect("few").to_le_bytes());
                        record(&mut body, 0x00fd, &data);
                    }
                    Cell::Number(number) | Cell::Date(number) => {
                        let mut data = place(u16::from(matches!(cell, Cell::Date(_))));
                        data.extend(number.to_le_bytes());
                        record(&mut body, 0x0203, &data);
                    }
                }
            }
        }
        record(&mut body, 0x000a, &[]);
        bodies.push(body);
    }
    let globals = |places: &[u32]| {
        let mut out = Vec::new();
        begin(&mut out, 0x0005);
        if protected {
            record(&mut out, 0x002f, &[1, 0, 1, 0, 1, 0]);
        }
        record(&mut out, 0x0042, &1200u16.to_le_bytes());
        for format in [0u16, 22] {
            let mut data = vec![0; 20];
            data[2..4].copy_from_slice(&format.to_le_bytes());
            record(&mut out, 0x00e0, &data);
        }
        for ((name, _), at) in sheets.iter().zip(places) {
            let mut data = at.to_le_bytes().to_vec();
            data.extend([0, 0, u8::try_from(name.encode_utf16().count()).expect("short"), 1]);
            data.extend(wide(name));
            record(&mut out, 0x0085, &data);
        }
        let mut data = Vec::new();
        data.extend(u32::try_from(strings.len()).expect("few").to_le_bytes());
        data.extend(u32::try_from(strings.len()).expect("few").to_le_bytes());
        let mut kind = 0x00fc;
        for text in &strings {
            let units = wide(text);
            if data.len() + units.len() + 3 > 8_000 {
                record(&mut out, kind, &data);
                (kind, data) = (0x003c, Vec::new());
            }
            data.extend(u16::try_from(units.len() / 2).expect("short").to_le_bytes());
            data.push(1);
            data.extend(units);
        }
        record(&mut out, kind, &data);
        record(&mut out, 0x000a, &[]);
        out
    };
    // The places of the sheets are as long as any others: their length is known before they are.
    let mut at = globals(&vec![0; sheets.len()]).len();
    let mut places = Vec::new();
    for body in &bodies {
        places.push(u32::try_from(at).expect("small"));
        at += body.len();
    }
    let mut out = globals(&places);
    bodies.iter().for_each(|body| out.extend(body));
    out
}

/// A compound file of one stream, `Workbook`.
fn compound(stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xffff_fffe;
    let mut stream = stream.to_vec();
    // Shorter ones would belong into the small sectors.
    let len = stream.len().max(4096);
    stream.resize(len.div_ceil(SECTOR) * SECTOR, 0);
    let body = stream.len() / SECTOR;
    let mut fats = 1;
    while fats * SECTOR / 4 < body + 1 + fats {
        fats += 1;
    }
    let number = |n: usize| u32::try_from(n).expect("small");
    let mut fat: Vec<u32> = (1..body).map(number).chain([END, END]).collect();
    fat.extend(std::iter::repeat_n(0xffff_fffd, fats));
    fat.resize(fats * SECTOR / 4, 0xffff_ffff);

    let mut head = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    head.resize(24, 0);
    for word in [0x003e_u16, 3, 0xfffe, 9, 6] {
        head.extend(word.to_le_bytes());
    }
    head.resize(44, 0);
    for word in [number(fats), number(body), 0, 4096, END, 0, END, 0] {
        head.extend(word.to_le_bytes());
    }
    for n in 0..109 {
        let sector = if n < fats { number(body + 1 + n) } else { 0xffff_ffff };
        head.extend(sector.to_le_bytes());
    }
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: usize| {
        let mut out = wide(name);
        let named = u16::try_from(out.len() + 2).expect("short");
        out.resize(64, 0);
        out.extend(named.to_le_bytes());
        out.extend([kind, 1]);
        for word in [0xffff_ffff, 0xffff_ffff, child] {
            out.extend(word.to_le_bytes());
        }
        out.resize(116, 0);
        out.extend(start.to_le_bytes());
        out.extend((size as u64).to_le_bytes());
        out
    };
    let mut out = head;
    out.extend(&stream);
    let mut folder = entry("Root Entry", 5, 1, END, 0);
    folder.extend(entry("Workbook", 2, 0xffff_ffff, 0, len));
    folder.resize(SECTOR, 0);
    out.extend(folder);
    out.extend(fat.iter().flat_map(|word| word.to_le_bytes()));
    out
}
