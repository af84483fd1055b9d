//! Names inside free text: after a label, or beside a phone number.

const LABELS: [&str; 9] =
    ["收货人姓名", "收货人", "收件人", "寄件人", "联系人", "真实姓名", "姓名", "名字", "receiver"];

/// The family names of nearly everybody: beside a number, only a word that starts with one is taken for a name.
const FAMILY: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈\
    姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧司诸葛\
    上官夏侯易常康施牛洪翟倪殷卜章鲁柯俞骆柳鲍齐庄申聂";

/// Words that start like a name and are none.
const NO_NAMES: [&str; 9] = ["谢谢", "谢谢你", "谢谢您", "方便", "方便时", "任何时候", "常用", "常用号", "向您"];

/// Stars names; `phones` are where phone numbers stand.
pub(super) fn star_names(chars: &[char], phones: &[(usize, usize)], out: &mut [char]) {
    for at in 0..chars.len() {
        if let Some(start) = labelled(chars, at) {
            let end = start + han(&chars[start..]).min(4);
            if han(&chars[start..]) <= 8 {
                star(out, start, name_end(chars, start, end));
            }
        }
    }
    for &(start, end) in phones {
        if let Some((from, to)) = before(chars, start) {
            star(out, from, to);
        }
        if let Some((from, to)) = after(chars, end) {
            star(out, from, to);
        }
    }
}

fn labelled(chars: &[char], at: usize) -> Option<usize> {
    let label = LABELS.iter().find(|label| {
        let mut rest = chars[at..].iter();
        label.chars().all(|c| rest.next().is_some_and(|r| r.eq_ignore_ascii_case(&c)))
    })?;
    let mut start = at + label.chars().count();
    let marked = chars.get(start).is_some_and(|c| matches!(c, ':' | '：' | ' ' | '是' | '叫'));
    while chars.get(start).is_some_and(|c| matches!(c, ':' | '：' | ' ' | '是' | '叫')) {
        start += 1;
    }
    (marked && start < chars.len()).then_some(start)
}

/// A name ends before words that tell of something else.
fn name_end(chars: &[char], start: usize, end: usize) -> usize {
    let stops = ['电', '手', '地', '的', '，', '收'];
    (start + 1..end).find(|at| stops.contains(&chars[*at])).unwrap_or(end)
}

fn before(chars: &[char], phone: usize) -> Option<(usize, usize)> {
    let to = phone - chars[..phone].iter().rev().take_while(|c| is_gap(**c)).count();
    let from = to - chars[..to].iter().rev().take_while(|c| is_han(**c)).count();
    name(chars, from, to).filter(|_| to < phone)
}

fn after(chars: &[char], phone: usize) -> Option<(usize, usize)> {
    let from = phone + chars[phone..].iter().take_while(|c| is_gap(**c)).count();
    let to = from + han(&chars[from..]);
    name(chars, from, to).filter(|_| from > phone)
}

fn name(chars: &[char], from: usize, to: usize) -> Option<(usize, usize)> {
    let word: String = chars[from..to].iter().collect();
    let family = chars.get(from).is_some_and(|c| FAMILY.contains(*c));
    ((2..=4).contains(&(to - from)) && family && !NO_NAMES.contains(&word.as_str())).then_some((from, to))
}

/// Keeps the family name.
fn star(out: &mut [char], start: usize, end: usize) {
    for slot in out.iter_mut().take(end).skip(start + 1) {
        *slot = '*';
    }
}

fn han(chars: &[char]) -> usize {
    chars.iter().take_while(|c| is_han(**c)).count()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

fn is_gap(c: char) -> bool {
    matches!(c, ' ' | ',' | '，' | '\n' | '、' | ';' | '；')
}
