//! A screen as SVG: a rectangle for each run of one background, a text for each run of one style, lines for borders.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::lines::arms;

/// Columns, rows and letters in pixels. The first font of the list has Latin letters exactly half as wide as Chinese
/// ones, and a letter is half its size wide, so that columns stand without any stretching.
const CELL: (i64, i64) = (9, 22);
const FONT_SIZE: i64 = 18;
const BASELINE: i64 = 17;
const MARGIN: i64 = 12;
const FONTS: &str = "'Noto Sans Mono CJK SC','Sarasa Mono SC','Source Han Mono SC',Menlo,'PingFang SC',monospace";

type Rgb = [u8; 3];

/// The sixteen colours, the ground and the ink of a terminal.
struct Colours {
    ground: Rgb,
    ink: Rgb,
    sixteen: [Rgb; 16],
}

const DARK: Colours = Colours {
    ground: [0x17, 0x1a, 0x20],
    ink: [0xd8, 0xdb, 0xe0],
    sixteen: [
        [0x3b, 0x40, 0x48],
        [0xf0, 0x71, 0x78],
        [0x8c, 0xc2, 0x65],
        [0xe5, 0xb8, 0x55],
        [0x6c, 0xa8, 0xf0],
        [0xc6, 0x86, 0xdd],
        [0x4f, 0xc1, 0xcf],
        [0xd8, 0xdb, 0xe0],
        [0x6b, 0x72, 0x80],
        [0xff, 0x8b, 0x92],
        [0xa5, 0xdb, 0x7e],
        [0xf7, 0xcf, 0x74],
        [0x8e, 0xc1, 0xff],
        [0xdd, 0xa6, 0xf0],
        [0x74, 0xda, 0xe6],
        [0xff, 0xff, 0xff],
    ],
};

const LIGHT: Colours = Colours {
    ground: [0xfd, 0xfd, 0xfb],
    ink: [0x24, 0x29, 0x2f],
    sixteen: [
        [0x24, 0x29, 0x2f],
        [0xc4, 0x1e, 0x2b],
        [0x1a, 0x7f, 0x37],
        [0xf0, 0xc6, 0x3c],
        [0x09, 0x50, 0xb8],
        [0x82, 0x50, 0xdf],
        [0x1b, 0x7c, 0x83],
        [0xd0, 0xd7, 0xde],
        [0x6e, 0x77, 0x81],
        [0xe5, 0x3a, 0x45],
        [0x2d, 0xa4, 0x4e],
        [0xf7, 0xd7, 0x6a],
        [0x21, 0x8b, 0xff],
        [0xa4, 0x75, 0xf9],
        [0x31, 0x92, 0xaa],
        [0xff, 0xff, 0xff],
    ],
};

/// How a cell looks, once reverse and dim are worked out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    ink: Rgb,
    ground: Option<Rgb>,
    bold: bool,
    italic: bool,
    underline: bool,
}

/// A run of cells in one row with one look and letters of one width.
struct Run {
    column: i64,
    columns: i64,
    text: String,
    look: Look,
    wide: bool,
}

/// Draws a screen.
pub(crate) fn draw(screen: &vt100::Screen, light: bool, title: &str) -> String {
    let colours = if light { &LIGHT } else { &DARK };
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let (width, height) = (i64::from(columns) * CELL.0 + 2 * MARGIN, i64::from(rows) * CELL.1 + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n\
         <title>kefu: {title}</title>\n<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{}\"/>\n\
         <g transform=\"translate({MARGIN} {MARGIN})\" font-family=\"{FONTS}\" font-size=\"{FONT_SIZE}\" \
         xml:space=\"preserve\">\n",
        hex(colours.ground)
    );
    let mut borders = BTreeMap::<(Rgb, u8), String>::new();
    let mut texts = String::new();
    for row in 0..rows {
        for run in runs(screen, row, columns, colours) {
            ground(&mut out, &run, i64::from(row));
            if run.text.chars().next().is_some_and(|c| arms(c).is_some()) {
                border(&mut borders, &run, i64::from(row));
            } else if !run.text.trim().is_empty() || run.look.underline {
                text(&mut texts, &run, i64::from(row));
            }
        }
    }
    for ((ink, weight), path) in borders {
        let stroke = if weight == 2 { 3 } else { 1 };
        let _ = writeln!(out, "<path d=\"{path}\" stroke=\"{}\" stroke-width=\"{stroke}\" fill=\"none\"/>", hex(ink));
    }
    out += &texts;
    if !screen.hide_cursor() {
        let (row, column) = screen.cursor_position();
        let (x, y) = (i64::from(column) * CELL.0, i64::from(row) * CELL.1);
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"2\" height=\"{}\" fill=\"{}\"/>",
            CELL.1,
            hex(colours.ink)
        );
    }
    out + "</g>\n</svg>\n"
}

fn runs(screen: &vt100::Screen, row: u16, columns: u16, colours: &Colours) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for column in 0..columns {
        let Some(cell) = screen.cell(row, column).filter(|cell| !cell.is_wide_continuation()) else { continue };
        let letters = if cell.has_contents() { cell.contents() } else { " " };
        let (look, wide) = (look(cell, colours), cell.is_wide());
        let is_border = |text: &str| text.chars().next().is_some_and(|c| arms(c).is_some());
        let joins = runs
            .last()
            .is_some_and(|run| run.look == look && run.wide == wide && is_border(&run.text) == is_border(letters));
        let columns = if wide { 2 } else { 1 };
        match runs.last_mut() {
            Some(run) if joins => {
                run.text.push_str(letters);
                run.columns += columns;
            }
            _ => runs.push(Run { column: i64::from(column), columns, text: letters.to_owned(), look, wide }),
        }
    }
    runs
}

fn look(cell: &vt100::Cell, colours: &Colours) -> Look {
    let mut ink = rgb(cell.fgcolor(), colours).unwrap_or(colours.ink);
    let mut ground = rgb(cell.bgcolor(), colours);
    if cell.inverse() {
        (ink, ground) = (ground.unwrap_or(colours.ground), Some(ink));
    }
    if cell.dim() {
        let under = ground.unwrap_or(colours.ground);
        for (ink, under) in ink.iter_mut().zip(under) {
            *ink = u8::try_from((u16::from(*ink) * 3 + u16::from(under) * 2) / 5).unwrap_or(*ink);
        }
    }
    Look { ink, ground, bold: cell.bold(), italic: cell.italic(), underline: cell.underline() }
}

fn rgb(colour: vt100::Color, colours: &Colours) -> Option<Rgb> {
    match colour {
        vt100::Color::Default => None,
        vt100::Color::Idx(nth) => colours.sixteen.get(usize::from(nth)).copied(),
        vt100::Color::Rgb(r, g, b) => Some([r, g, b]),
    }
}

fn ground(out: &mut String, run: &Run, row: i64) {
    if let Some(ground) = run.look.ground {
        let (x, y, width) = (run.column * CELL.0, row * CELL.1, run.columns * CELL.0);
        let _ = writeln!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"{}\"/>",
            CELL.1,
            hex(ground)
        );
    }
}

fn text(out: &mut String, run: &Run, row: i64) {
    let cut = run.text.trim_start_matches(' ');
    let blanks = i64::try_from(run.text.len() - cut.len()).unwrap_or(0);
    let (shown, column, columns) = if run.look.underline {
        (run.text.as_str(), run.column, run.columns)
    } else {
        let shown = cut.trim_end_matches(' ');
        let after = i64::try_from(cut.len() - shown.len()).unwrap_or(0);
        (shown, run.column + blanks, run.columns - blanks - after)
    };
    let (x, y, width) = (column * CELL.0, row * CELL.1 + BASELINE, columns * CELL.0);
    let _ = write!(out, "<text x=\"{x}\" y=\"{y}\" textLength=\"{width}\" fill=\"{}\"", hex(run.look.ink));
    for (is, says) in [
        (run.look.bold, " font-weight=\"bold\""),
        (run.look.italic, " font-style=\"italic\""),
        (run.look.underline, " text-decoration=\"underline\""),
    ] {
        out.push_str(if is { says } else { "" });
    }
    let safe = shown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let _ = writeln!(out, ">{safe}</text>");
}

/// Adds the arms of each character to the path of their colour and weight; a straight run becomes one line.
fn border(borders: &mut BTreeMap<(Rgb, u8), String>, run: &Run, row: i64) {
    let half = (CELL.0 / 2, CELL.1 / 2);
    let mut cells = run.text.chars().zip(run.column..).peekable();
    while let Some((c, column)) = cells.next() {
        let Some([up, right, down, left]) = arms(c) else { continue };
        let (x, y) = (column * CELL.0, row * CELL.1);
        let mut add = |weight: u8, line: String| {
            if weight > 0 {
                borders.entry((run.look.ink, weight)).or_default().push_str(&line);
            }
        };
        if (up, down) == (0, 0) && right == left {
            let mut columns = 1;
            while cells.next_if(|(next, _)| *next == c).is_some() {
                columns += 1;
            }
            add(right, format!("M{x} {}h{}", y + half.1, columns * CELL.0));
            continue;
        }
        let (mid_x, mid_y) = (x + half.0, y + half.1);
        add(up, format!("M{mid_x} {mid_y}V{y}"));
        add(down, format!("M{mid_x} {mid_y}V{}", y + CELL.1));
        add(left, format!("M{mid_x} {mid_y}H{x}"));
        add(right, format!("M{mid_x} {mid_y}H{}", x + CELL.0));
    }
}

fn hex([r, g, b]: Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}
