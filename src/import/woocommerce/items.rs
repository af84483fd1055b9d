//! The groups of columns that hold an order's items.

use crate::domain::{LineFacts, RawText};
use crate::import::cell;
use crate::import::columns::Columns;
use crate::import::reader::{Reader, each};
use crate::import::record::Record;
use crate::import::told::{Code, Reject};

/// One group of columns (`Product Item 1 Name`, `Product Item 1 SKU`), or one column that holds all (`line_item_1`).
#[derive(Clone, Debug, Default)]
struct Group {
    name: Option<usize>,
    id: Option<usize>,
    sku: Option<usize>,
    quantity: Option<usize>,
    total: Option<usize>,
    subtotal: Option<usize>,
    packed: Option<usize>,
}

/// All groups of a table, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups(Vec<Group>);

impl Groups {
    /// Finds the groups among the columns that have no field, and takes them out of there.
    pub(super) fn of(columns: &mut Columns) -> Self {
        let mut groups: Vec<Group> = Vec::new();
        let mut place = |column: usize, key: &str| -> bool {
            let rest = ["productitem", "lineitem", "product", "item"].iter().find_map(|p| key.strip_prefix(p));
            let Some(rest) = rest else { return false };
            let word = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let Some(n) = rest[..rest.len() - word.len()].parse::<usize>().ok().filter(|n| (1..=500).contains(n))
            else {
                return false;
            };
            if groups.len() < n {
                groups.resize(n, Group::default());
            }
            let group = &mut groups[n - 1];
            let slot = match word {
                "" => &mut group.packed,
                "name" => &mut group.name,
                "id" => &mut group.id,
                "sku" => &mut group.sku,
                "quantity" | "qty" => &mut group.quantity,
                "total" => &mut group.total,
                "subtotal" => &mut group.subtotal,
                _ => return false,
            };
            *slot = Some(column);
            true
        };
        columns.claim("line", &mut place);
        Self(groups)
    }

    /// The lines of a row.
    pub(super) fn lines(&self, r: &Reader, row: u64, record: &Record, order: &str) -> Result<Vec<LineFacts>, Reject> {
        let mut lines = Vec::new();
        for group in &self.0 {
            let packed = group.packed.map(|at| cell::text(record.cell(at))).unwrap_or_default();
            let cell_of = |at: Option<usize>, word: &str| -> &str {
                match at {
                    Some(at) => cell::text(record.cell(at)),
                    None => packed_value(packed, word),
                }
            };
            let name = cell_of(group.name, "name");
            if name.is_empty() {
                continue;
            }
            let bad = |code, value: &str| Reject::new(row, "line", code, value);
            let amount =
                |text: &str| cell::money_in(text, r.currency).map_err(|cell::Unread| bad(Code::BadAmount, text));
            let count = cell_of(group.quantity, "quantity");
            let quantity = cell::count(count).map_err(|cell::Unread| bad(Code::BadCount, count))?;
            let total = amount(cell_of(group.total, "total"))?;
            let before = amount(match group.subtotal {
                Some(at) => cell::text(record.cell(at)),
                None => packed_value(packed, "sub_total"),
            })?;
            let mut line = LineFacts {
                order: order.to_owned(),
                title: RawText::new(name),
                outer_id: cell_of(group.sku, "sku").to_owned(),
                quantity,
                price: before.or(total).zip(quantity).and_then(|(all, n)| each(all, n)),
                paid: total,
                ..LineFacts::default()
            };
            let id = cell_of(group.id, "product_id");
            if !id.is_empty() {
                cell::push_json(&mut line.extra, "product_id", id);
                line.extra.push('}');
            }
            lines.push(line);
        }
        Ok(lines)
    }
}

/// A value of `name:A|product_id:12|sku:S|quantity:2|total:30.00`.
fn packed_value<'a>(packed: &'a str, word: &str) -> &'a str {
    packed.split('|').find_map(|part| part.trim().strip_prefix(word)?.strip_prefix(':')).map_or("", str::trim)
}
