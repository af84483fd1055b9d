//! Tables of web pages, which some exporters call `.xls`.

/// The rows of all tables of a page, as text.
pub(super) fn rows(page: &str) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut cell: Option<String> = None;
    let mut rest = page;
    while let Some(open) = rest.find('<') {
        if let Some(cell) = &mut cell {
            push_text(cell, &rest[..open]);
        }
        let Some(len) = rest[open..].find('>') else { break };
        let tag = &rest[open + 1..open + len];
        rest = &rest[open + len + 1..];
        let name: String =
            tag.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect::<String>().to_ascii_lowercase();
        match name.as_str() {
            "tr" => {
                close(&mut rows, &mut cell);
                rows.push(Vec::new());
            }
            "td" | "th" => {
                close(&mut rows, &mut cell);
                cell = Some(String::new());
            }
            "/td" | "/th" | "/tr" | "/table" => close(&mut rows, &mut cell),
            "br" | "br/" => {
                if let Some(cell) = &mut cell {
                    cell.push('\n');
                }
            }
            "script" | "style" => {
                let end = format!("</{name}");
                rest = rest.to_ascii_lowercase().find(&end).map_or("", |at| &rest[at..]);
            }
            _ => {}
        }
    }
    rows
}

fn close(rows: &mut Vec<Vec<String>>, cell: &mut Option<String>) {
    if let Some(text) = cell.take() {
        if rows.is_empty() {
            rows.push(Vec::new());
        }
        if let Some(row) = rows.last_mut() {
            row.push(text.trim().to_owned());
        }
    }
}

fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|b| b == b';');
        match end.and_then(|end| Some((end, entity(&rest[1..end])?))) {
            Some((end, c)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
}

fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        "yen" => Some('¥'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_a_page_reads_like_a_sheet() {
        let page = "<html><style>td{}</style><table><tr><th>订单编号</th><th>a&amp;b</th></tr>\
                    <tr><td style='x'>1</td><td>x<br>y &#36; &bad</td></tr></table>";
        assert_eq!(rows(page), [vec!["订单编号", "a&b"], vec!["1", "x\ny $ &bad"]]);
    }
}
