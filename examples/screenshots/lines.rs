//! Box-drawing characters as lines, so that borders join whatever the font.

/// The weights of the four arms of U+250C to U+254B in order: up, right, down, left; 1 light, 2 heavy.
const CORNERS_AND_JOINS: &str = "\
0110 0210 0120 0220 0011 0012 0021 0022 1100 1200 2100 2200 1001 1002 2001 2002 \
1110 1210 2110 1120 2120 2210 1220 2220 1011 1012 2011 1021 2021 2012 1022 2022 \
0111 0112 0211 0212 0121 0122 0221 0222 1101 1102 1201 1202 2101 2102 2201 2202 \
1111 1112 1211 1212 2111 1121 2121 2112 2211 1122 1221 2212 1222 2122 2221 2222";

/// The weights of the arms of a box-drawing character: up, right, down, left. Nothing for any other character.
pub(crate) fn arms(c: char) -> Option<[u8; 4]> {
    match c {
        '─' | '╌' | '┄' | '┈' => Some([0, 1, 0, 1]),
        '━' => Some([0, 2, 0, 2]),
        '│' | '╎' | '┆' | '┊' => Some([1, 0, 1, 0]),
        '┃' => Some([2, 0, 2, 0]),
        '╭' => Some([0, 1, 1, 0]),
        '╮' => Some([0, 0, 1, 1]),
        '╯' => Some([1, 0, 0, 1]),
        '╰' => Some([1, 1, 0, 0]),
        '╴' => Some([0, 0, 0, 1]),
        '╵' => Some([1, 0, 0, 0]),
        '╶' => Some([0, 1, 0, 0]),
        '╷' => Some([0, 0, 1, 0]),
        '\u{250c}'..='\u{254b}' => {
            let nth = usize::try_from(u32::from(c) - 0x250c).ok()?;
            let word = CORNERS_AND_JOINS.split(' ').nth(nth)?.as_bytes();
            let weight = |i: usize| word.get(i).map_or(0, |digit| digit - b'0');
            Some([weight(0), weight(1), weight(2), weight(3)])
        }
        _ => None,
    }
}
