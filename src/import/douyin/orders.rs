//! One row per sub-order; one variant has several in a row, joined by `;`.

use crate::domain::order::Flag;
use crate::domain::{LineFacts, OrderFacts, OrderStatus, RawText};
use crate::import::cell;
use crate::import::columns::Field as F;
use crate::import::reader::{Reader, add_tracking, tracking};
use crate::import::record::Record;
use crate::import::sales::{Sale, Sold, unknown};
use crate::import::told::{Code, Reject};

/// Reads Douyin's order rows.
pub(crate) struct Orders;

impl Sale for Orders {
    /// 订单应付金额 is the sub-order's.
    const SHARES: bool = true;

    fn read(&mut self, r: &mut Reader, row: u64, record: &Record) -> Result<Sold, Reject> {
        let number = r.number(row, record, F::Number)?.to_owned();
        let words = r.columns.text(record, F::Status);
        let status = super::order(words);
        let paid_at = r.time(row, record, F::PaidAt)?;
        let payable = r.money(row, record, F::Paid)?;
        let gone_on = !matches!(status, OrderStatus::Unpaid | OrderStatus::Closed | OrderStatus::Unknown);
        let paid = payable.filter(|_| paid_at.is_some() || gone_on);
        let base = LineFacts {
            status: Some(status),
            raw_status: r.raw(record, F::Status),
            paid,
            ..r.line(row, record, &number)?
        };
        let pieces = base.quantity;
        let mut lines = lines(r, row, record, base)?;
        let (carrier, parcels) = parcels(r, record);
        let (flag_words, flag) = (r.columns.text(record, F::Flag), flag(r.columns.text(record, F::Flag)));
        let order = OrderFacts {
            payable,
            paid,
            freight: r.money(row, record, F::Postage)?,
            created_at: r.time(row, record, F::Created)?,
            paid_at,
            shipped_at: r.time(row, record, F::ShippedAt)?,
            finished_at: r.time(row, record, F::FinishedAt)?,
            ship_by: r.time(row, record, F::ShipBy)?,
            receiver: r.raw(record, F::Receiver),
            phone: r.raw(record, F::Mobile),
            address: r.address(record),
            carrier,
            tracking: parcels,
            memo: r.raw(record, F::Memo),
            flag,
            buyer_message: r.raw(record, F::Message),
            close_reason: r.raw(record, F::CloseReason),
            pieces: pieces.filter(|_| lines.len() > 1),
            number,
            ..OrderFacts::default()
        };
        let mut extra = String::new();
        if flag.is_none() && !flag_words.is_empty() {
            cell::push_json(&mut extra, r.columns.name(F::Flag), flag_words);
        }
        let product = r.columns.text(record, F::ProductId);
        if !product.is_empty() {
            cell::push_json(&mut extra, r.columns.name(F::ProductId), product);
        }
        r.columns.extra(record, &mut extra);
        if let Some(first) = lines.first_mut() {
            first.extra = extra;
        }
        Ok(Sold { unknown: unknown(r, F::Status, words, status), order, lines })
    }
}

/// The lines of a row: one, or as many as it has sub-order numbers. What is joined in as many parts is parted too.
fn lines(r: &mut Reader, row: u64, record: &Record, mut line: LineFacts) -> Result<Vec<LineFacts>, Reject> {
    if !r.columns.has(F::LineId) {
        return Ok(vec![line]);
    }
    let raw = r.columns.text(record, F::LineId);
    let ids: Vec<&str> = parts(raw).collect();
    if ids.len() < 2 {
        r.number(row, record, F::LineId)?.clone_into(&mut line.line);
        return Ok(vec![line]);
    }
    let part = |text: &str, i: usize| -> String {
        let all: Vec<&str> = parts(text).collect();
        if all.len() == ids.len() { all[i].to_owned() } else { text.to_owned() }
    };
    let single = line.quantity == i64::try_from(ids.len()).ok();
    ids.iter()
        .enumerate()
        .map(|(i, id)| {
            let cell::Id::Good(id) = cell::id(id) else {
                return Err(Reject::new(row, r.columns.name(F::LineId), Code::DamagedId, raw));
            };
            Ok(LineFacts {
                line: id.to_owned(),
                title: RawText::new(part(line.title.unclean(), i)),
                sku: RawText::new(part(line.sku.unclean(), i)),
                outer_id: part(&line.outer_id, i),
                // The count and the amounts are the sum of all: they are nobody's own.
                quantity: single.then_some(1),
                price: None,
                paid: None,
                ..line.clone()
            })
        })
        .collect()
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '；']).map(str::trim).filter(|part| !part.is_empty())
}

/// The first courier and all numbers, from columns of their own or from 快递信息 (`number-courier,...`).
fn parcels(r: &Reader, record: &Record) -> (RawText, String) {
    let mut numbers = tracking(r.columns.text(record, F::Tracking));
    let mut carrier = r.columns.text(record, F::Carrier).to_owned();
    for parcel in r.columns.text(record, F::Parcels).split([',', '，', ';']) {
        let (number, by) = parcel.trim().split_once('-').unwrap_or((parcel.trim(), ""));
        add_tracking(&mut numbers, number);
        if carrier.is_empty() {
            by.clone_into(&mut carrier);
        }
    }
    (RawText::new(carrier), numbers)
}

fn flag(colour: &str) -> Option<Flag> {
    Some(match colour {
        "红" | "红色" => Flag::Red,
        "黄" | "黄色" => Flag::Yellow,
        "绿" | "绿色" => Flag::Green,
        "蓝" | "蓝色" => Flag::Blue,
        "紫" | "紫色" => Flag::Purple,
        _ => return None,
    })
}
