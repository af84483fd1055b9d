//! Addresses inside free text: what is finer than the district is starred.

use super::free::GONE;

const ROADS: [&str; 18] = [
    "大道", "路", "街", "巷", "弄", "胡同", "道", "村", "小区", "花园", "家园", "公寓", "大厦", "广场", "新村", "苑",
    "城", "园",
];
const NUMBERED: [char; 9] = ['号', '栋', '幢', '座', '室', '楼', '层', '弄', '组'];
const LABELS: [&str; 6] = ["收货地址", "详细地址", "家庭地址", "收件地址", "地址", "住址"];

/// Stars every address: after a label, or a run that names a road or estate and a number.
pub(super) fn star_addresses(chars: &[char], out: &mut [char]) {
    let mut at = 0;
    while at < chars.len() {
        if !is_part(chars[at]) {
            at += 1;
            continue;
        }
        let start = labelled(chars, at);
        let begin = start.unwrap_or(at);
        let end = run_end(chars, begin);
        if end > begin && (is_address(&chars[begin..end], start.is_some())) {
            star(chars, out, begin, end);
        }
        at = end.max(at + 1);
        if start.is_none() {
            at = at.max(run_end(chars, at));
        }
    }
}

/// A character an address is written in.
fn is_part(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_ascii_alphanumeric() || matches!(c, '-' | '#' | '０'..='９')
}

/// Where the address after a label starts, when `at` stands at one.
fn labelled(chars: &[char], at: usize) -> Option<usize> {
    let label = LABELS.iter().find(|label| starts_with(&chars[at..], label))?;
    let mut start = at + label.chars().count();
    let colon = chars.get(start).is_some_and(|c| matches!(c, ':' | '：' | '是' | '为'));
    while chars.get(start).is_some_and(|c| matches!(c, ':' | '：' | '是' | '为' | ' ')) {
        start += 1;
    }
    (colon && start < chars.len()).then_some(start)
}

/// The end of the run: blanks belong to it while the next piece goes on as an address does.
fn run_end(chars: &[char], start: usize) -> usize {
    let mut end = start;
    loop {
        while end < chars.len() && is_part(chars[end]) && labelled(chars, end).is_none_or(|_| end == start) {
            end += 1;
        }
        let piece_ends_region = end > start && matches!(chars[end - 1], '省' | '市' | '区' | '县' | '镇' | '乡' | '道');
        let goes_on = chars.get(end) == Some(&' ') && chars.get(end + 1).is_some_and(|c| is_part(*c));
        let counted = end > start && chars[end - 1].is_ascii_digit();
        let number_follows =
            goes_on && (follows_number(&chars[end + 1..]) || counted && NUMBERED.contains(&chars[end + 1]));
        if goes_on && end > start && (piece_ends_region || number_follows) {
            end += 1;
        } else {
            return end;
        }
    }
}

fn follows_number(chars: &[char]) -> bool {
    let digits = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    (1..=5).contains(&digits)
        && chars[digits..].iter().find(|c| **c != ' ').is_some_and(|c| NUMBERED.contains(c) || *c == '单')
}

fn is_address(run: &[char], labelled: bool) -> bool {
    if run.contains(&'*') {
        return false;
    }
    if labelled {
        return run.iter().any(|c| matches!(c, '省' | '市' | '区' | '县' | '路' | '街' | '号' | '村' | '镇'));
    }
    let numbered = run
        .windows(2)
        .any(|pair| (pair[0].is_ascii_digit() || pair[0] == ' ') && (NUMBERED.contains(&pair[1]) || pair[1] == '单'));
    numbered && region_end(run).is_some_and(|end| end < run.len()) && has_road(run) || numbered && road_and_number(run)
}

fn has_road(run: &[char]) -> bool {
    ROADS.iter().any(|road| find(run, road).is_some())
}

/// A road or estate of at least two characters, then at once a number and its counter: `文三路 88 号`.
fn road_and_number(run: &[char]) -> bool {
    ROADS.iter().any(|road| {
        let length = road.chars().count();
        (2..run.len()).any(|at| {
            starts_with(&run[at..], road) && run[at - 2..at].iter().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}')) && {
                let rest: Vec<char> = run[at + length..].iter().copied().filter(|c| *c != ' ').collect();
                follows_number(&rest)
            }
        })
    })
}

/// Keeps the region, stars the rest: `浙江省杭州市西湖区****`.
fn star(chars: &[char], out: &mut [char], start: usize, end: usize) {
    let mut keep = region_end(&chars[start..end]).unwrap_or(0);
    if start + keep < end && chars[start + keep] == ' ' {
        keep += 1;
    }
    for (i, slot) in out[start + keep..end].iter_mut().enumerate() {
        *slot = if i < 4 { '*' } else { GONE };
    }
}

/// Where the district ends in a run, in characters.
fn region_end(run: &[char]) -> Option<usize> {
    let head = &run[..run.len().min(20)];
    let first = |words: &[char]| {
        head.iter().enumerate().position(|(i, c)| i >= 2 && words.contains(c) && !(*c == '区' && head[i - 1] == '小'))
    };
    let district = head
        .iter()
        .enumerate()
        .rposition(|(i, c)| i >= 2 && matches!(c, '区' | '县') && head[i - 1] != '小' && head[i - 1] != '社');
    district.or_else(|| first(&['市'])).or_else(|| first(&['省'])).map(|i| i + 1)
}

fn starts_with(chars: &[char], word: &str) -> bool {
    let mut chars = chars.iter();
    word.chars().all(|c| chars.next() == Some(&c))
}

fn find(chars: &[char], word: &str) -> Option<usize> {
    (0..chars.len()).find(|at| starts_with(&chars[*at..], word))
}
