//! Chat text copied from the window of 千牛 or 旺旺.
//!
//! A message is a header and its lines. Headers come as `昵称 2026-11-2 9:05:01`, with nick and time glued together
//! or on two lines, as `甲 --> 乙 2026-11-2 9:05:01`, or as `[昵称] 2026-11-2 9:05:01`.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::safe_text::SafeText;

/// A chat that was pasted.
#[derive(Clone, PartialEq, Debug)]
pub struct PastedChat {
    /// The customer's nick: whoever of the speakers is not one of ours. Empty when only ours speak.
    pub customer: SafeText,
    /// What was written, in the order of the paste.
    pub lines: Vec<ChatLine>,
}

/// One message of a pasted chat.
#[derive(Clone, PartialEq, Debug)]
pub struct ChatLine {
    /// Who wrote it.
    pub nick: SafeText,
    /// True when it is one of ours (`店铺:客服07`, or the receiver of the customer's messages).
    pub ours: bool,
    /// When, in the shop's zone.
    pub at: NaiveDateTime,
    /// What it says; empty when it was taken back.
    pub text: SafeText,
    /// True when it was taken back.
    pub recalled: bool,
}

/// Reads chat text; nothing when no header is in it.
pub(super) fn read(text: &str) -> Option<PastedChat> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut found: Vec<(Header, Vec<&str>)> = Vec::new();
    let mut at = 0;
    while let Some(&line) = lines.get(at) {
        if let Some(header) = header(line) {
            found.push((header, Vec::new()));
        } else if let Some(header) = lines.get(at + 1).and_then(|next| two_line_header(line, next)) {
            found.push((header, Vec::new()));
            at += 1;
        } else if let Some((_, body)) = found.last_mut() {
            body.push(line);
        }
        at += 1;
    }
    if found.is_empty() {
        return None;
    }
    let ours = Ours::from(&found);
    let mut said: Vec<ChatLine> = found.iter().filter_map(|(header, body)| message(header, body, &ours)).collect();
    let customer = customer(&found, &ours);
    said.retain(|line| line.recalled || !line.text.is_empty());
    Some(PastedChat { customer: SafeText::line(&customer), lines: said })
}

#[derive(Clone, Debug)]
struct Header {
    nick: String,
    to: Option<String>,
    at: NaiveDateTime,
}

fn header(line: &str) -> Option<Header> {
    let (front, at) = split_time(line)?;
    let front = front.trim();
    let front = front.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(front).trim();
    if front.is_empty() {
        return None;
    }
    if let Some((from, to)) = front.split_once("-->") {
        let (from, to) = (from.trim(), to.trim());
        return (is_nick(from) && is_nick(to)).then(|| Header { nick: from.into(), to: Some(to.into()), at });
    }
    is_nick(front).then(|| Header { nick: front.into(), to: None, at })
}

fn two_line_header(line: &str, next: &str) -> Option<Header> {
    let (front, at) = split_time(next)?;
    (front.trim().is_empty() && is_nick(line) && !is_noise(line)).then(|| Header { nick: line.into(), to: None, at })
}

/// Splits a time off the end of a line. The date begins at the last run of four digits that makes one, so that a
/// nick ending in digits (`tb88` glued to `2026-...`) keeps them.
fn split_time(line: &str) -> Option<(&str, NaiveDateTime)> {
    let tail_ok = line.ends_with(|c: char| c.is_ascii_digit()) && line.contains(':') && line.len() < 200;
    if !tail_ok {
        return None;
    }
    let mut starts: Vec<usize> = line
        .match_indices(['-', '/'])
        .filter_map(|(at, _)| at.checked_sub(4))
        .filter(|&at| line.get(at..at + 4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit())))
        .collect();
    starts.reverse();
    starts.into_iter().find_map(|at| Some((line.get(..at)?, parse_time(line.get(at..)?)?)))
}

/// `2026-11-2 9:05:01`, also with slashes, without seconds.
fn parse_time(text: &str) -> Option<NaiveDateTime> {
    let (date, time) = text.split_once(|c: char| c.is_whitespace())?;
    let mut date = date.split(['-', '/']).map(|part| part.parse::<u32>().ok());
    let mut time = time.trim().split(':').map(|part| part.parse::<u32>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    let (hour, minute) = (time.next()??, time.next()??);
    let second = match time.next() {
        Some(second) => second?,
        None => 0,
    };
    if date.next().is_some() || time.next().is_some() || !(2000..2100).contains(&year) {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?.and_hms_opt(hour, minute, second)
}

/// Nicks hold no sentence marks and are short; a line of chat that ends with a time is not one.
fn is_nick(text: &str) -> bool {
    let length = text.chars().count();
    (1..=40).contains(&length)
        && !text.contains(['，', '。', '？', '！', ',', '?', '!', '；'])
        && text.split_whitespace().count() <= 2
}

fn is_noise(line: &str) -> bool {
    matches!(line, "" | "已读" | "未读" | "发送中" | "发送失败" | "¥" | "￥" | "查看详情" | "展开" | "收起")
        || line.starts_with("当前用户来自")
        || line.starts_with("以上为历史")
        || (line.starts_with('由') && line.contains("转交给"))
        || line.starts_with("系统提示")
}

fn is_recall(line: &str) -> bool {
    line.ends_with("撤回了一条消息") || line == "消息已撤回"
}

fn message(header: &Header, body: &[&str], ours: &Ours) -> Option<ChatLine> {
    let recalled = body.iter().any(|line| is_recall(line));
    let kept: Vec<&str> = body.iter().copied().filter(|line| !is_noise(line) && !is_recall(line)).collect();
    let text = SafeText::clean(kept.join("\n").trim());
    if text.is_empty() && !recalled {
        return None;
    }
    Some(ChatLine {
        nick: SafeText::line(&header.nick),
        ours: ours.has(&header.nick),
        at: header.at,
        recalled: recalled && text.is_empty(),
        text,
    })
}

/// Who of the speakers is ours.
struct Ours {
    names: Vec<String>,
}

impl Ours {
    /// Sub-accounts carry a colon (`店铺:客服07`); so does the shop's own name in front of it. Where no one has one,
    /// the first to speak is taken for the customer.
    fn from(found: &[(Header, Vec<&str>)]) -> Self {
        let everyone = found.iter().flat_map(|(header, _)| std::iter::once(&header.nick).chain(header.to.as_ref()));
        let accounts: Vec<&String> = everyone.clone().filter(|nick| nick.contains([':', '：'])).collect();
        if accounts.is_empty() {
            let Some((first, _)) = found.first() else { return Self { names: Vec::new() } };
            let names = everyone.filter(|nick| **nick != first.nick).cloned().collect();
            return Self { names };
        }
        let shops: Vec<String> = accounts
            .iter()
            .filter_map(|nick| nick.split([':', '：']).next())
            .filter(|shop| !shop.is_empty())
            .map(str::to_owned)
            .collect();
        Self { names: accounts.into_iter().cloned().chain(shops).collect() }
    }
    fn has(&self, nick: &str) -> bool {
        self.names.iter().any(|name| name == nick)
    }
}

/// Whoever is not ours and speaks most; else whom ours speak to.
fn customer(found: &[(Header, Vec<&str>)], ours: &Ours) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (header, _) in found.iter().filter(|(header, _)| !ours.has(&header.nick)) {
        *counts.entry(&header.nick).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count).map(|(nick, _)| nick.to_owned());
    most.or_else(|| found.iter().filter_map(|(header, _)| header.to.clone()).find(|to| !ours.has(to)))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(text: &str, expected: Expect) {
        let told = match read(text) {
            None => "no chat\n".to_owned(),
            Some(chat) => {
                let lines = chat.lines.iter().map(|line| {
                    let who = if line.ours { "we" } else { "customer" };
                    let text = if line.recalled { "(recalled)" } else { line.text.as_str() };
                    format!("{} {who} {}: {}\n", line.at, line.nick, text.replace('\n', " | "))
                });
                format!("customer {}\n{}", chat.customer, lines.collect::<String>())
            }
        };
        expected.assert_eq(&told);
    }

    #[test]
    fn a_header_with_a_blank() {
        check(
            "tb_xiaowang 2026-11-2 9:05:01\n在吗\n什么时候发货\n已读\n鱼店:客服07 2026-11-2 9:06:11\n亲，今天发\n未读",
            expect![[r#"
                customer tb_xiaowang
                2026-11-02 09:05:01 customer tb_xiaowang: 在吗 | 什么时候发货
                2026-11-02 09:06:11 we 鱼店:客服07: 亲，今天发
            "#]],
        );
    }

    #[test]
    fn a_header_glued_to_its_time_keeps_the_digits_of_the_nick() {
        check(
            "tb882026-11-02 09:05:01\r\n这个有货吗\r\n",
            expect![[r#"
                customer tb88
                2026-11-02 09:05:01 customer tb88: 这个有货吗
            "#]],
        );
    }

    #[test]
    fn a_header_on_two_lines() {
        check(
            "当前用户来自 商品详情页\n小王爱吃鱼\n2026-11-2 9:05:01\n怎么退款\n",
            expect![[r#"
                customer 小王爱吃鱼
                2026-11-02 09:05:01 customer 小王爱吃鱼: 怎么退款
            "#]],
        );
    }

    #[test]
    fn an_arrow_tells_both_sides() {
        check(
            "鱼店:小李 --> 小王 2026-11-2 9:05:01\n亲，已发出\n小王 --> 鱼店 2026-11-2 9:05:41\n好的",
            expect![[r#"
                customer 小王
                2026-11-02 09:05:01 we 鱼店:小李: 亲，已发出
                2026-11-02 09:05:41 customer 小王: 好的
            "#]],
        );
    }

    #[test]
    fn brackets_noise_and_recalled_lines() {
        check(
            "[小王] 2026-11-02 10:00:00\n由 服务助手 转交给 小李\n退货运费谁出\n¥\n[小王] 2026-11-02 10:00:09\n小王 撤回了一条消息",
            expect![[r#"
                customer 小王
                2026-11-02 10:00:00 customer 小王: 退货运费谁出
                2026-11-02 10:00:09 customer 小王: (recalled)
            "#]],
        );
    }

    #[test]
    fn a_sentence_with_a_time_is_no_header() {
        check(
            "请问，最晚是 2026-11-2 9:05:01",
            expect![[r#"
            no chat
        "#]],
        );
        check(
            "9:05:01",
            expect![[r#"
            no chat
        "#]],
        );
    }
}
