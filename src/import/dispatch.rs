//! Which platform reads which format: how its header is known, what its columns are called, what turns rows into facts.

use super::columns::{Alias, Columns, Field};
use super::format::{Format, Header};
use super::reader::Reader;
use super::sales::Sales;
use super::told::Mapper;
use super::{alipay, amazon, douyin, ebay, jd, pdd, sheets, shopify, taobao, woocommerce};
use crate::domain::{Currency, Platform, Zone};

/// The format a header speaks of; the surest marks are asked for first.
pub(crate) fn recognise(header: &Header) -> Option<Format> {
    let sure = [
        (douyin::recognise_cases(header), Format::DouyinCases),
        (douyin::recognise_orders(header), Format::DouyinOrders),
        (pdd::recognise(header), Format::PddOrders),
        (jd::recognise(header), Format::JdOrders),
        (alipay::recognise(header), Format::AlipayBill),
        (shopify::recognise(header), Format::ShopifyOrders),
        (amazon::recognise(header), Format::AmazonOrders),
        (ebay::recognise(header), Format::EbayOrders),
        (woocommerce::recognise(header), Format::WooCommerceOrders),
    ];
    sure.into_iter()
        .find_map(|(is, format)| is.then_some(format))
        .or_else(|| taobao::recognise(header))
        .or_else(|| sheets::recognise(header))
}

/// The names a format's columns have.
pub(crate) fn aliases(format: Format) -> &'static [Alias] {
    match format {
        Format::TaobaoOrders => taobao::ORDERS,
        Format::TaobaoItems => taobao::ITEMS,
        Format::TaobaoRefunds => taobao::REFUNDS,
        Format::PddOrders => pdd::ORDERS,
        Format::JdOrders => jd::ORDERS,
        Format::DouyinOrders => douyin::ORDERS,
        Format::DouyinCases => douyin::CASES,
        Format::ShopifyOrders => shopify::ORDERS,
        Format::WooCommerceOrders => woocommerce::ORDERS,
        Format::AmazonOrders => amazon::ORDERS,
        Format::EbayOrders => ebay::ORDERS,
        Format::AlipayBill => alipay::BILL,
        // Sheets have columns of their own.
        Format::Stock | Format::Products | Format::Tracking | Format::Reviews | Format::CourierBill => &[],
    }
}

/// True when a table has the columns without which it cannot be read as a format, even if the user says that it is one.
pub(crate) fn is_whole(format: Format, header: &Header) -> bool {
    if format.is_sheet() {
        return sheets::is_whole(format, header);
    }
    let columns = Columns::of(aliases(format), header);
    keys(format).iter().all(|field| columns.has(*field))
}

fn keys(format: Format) -> &'static [Field] {
    match format {
        Format::TaobaoRefunds | Format::DouyinCases => &[Field::Number, Field::RefundId, Field::Status],
        Format::ShopifyOrders => &[Field::Number, Field::Financial],
        Format::EbayOrders => &[Field::Number, Field::Title],
        Format::AlipayBill => &[Field::Trade, Field::At, Field::Income],
        _ => &[Field::Number, Field::Status],
    }
}

/// What turns the rows of a table into facts. `repeats` when order numbers repeat, `zone` is for times that name none.
pub(crate) fn mapper(
    format: Format,
    header: &Header,
    mut columns: Columns,
    repeats: bool,
    zone: Zone,
) -> Box<dyn Mapper> {
    if let Some(sheet) = sheets::mapper(format, header) {
        return sheet;
    }
    let usd = Currency::parse("USD").unwrap_or_default();
    let plain = |columns| Reader::new(columns, format.platform());
    let abroad = |columns| plain(columns).with_text_numbers().abroad(usd, zone);
    match format {
        Format::TaobaoOrders => Box::new(taobao::Orders::new(columns, repeats)),
        Format::TaobaoItems => Box::new(taobao::Items::new(columns)),
        Format::TaobaoRefunds => Box::new(taobao::Refunds::new(columns)),
        Format::PddOrders => Box::new(Sales::new(plain(columns).with_text_numbers(), pdd::Orders)),
        Format::JdOrders => Box::new(Sales::new(plain(columns), jd::Orders)),
        Format::DouyinOrders => Box::new(Sales::new(plain(columns), douyin::Orders)),
        Format::DouyinCases => Box::new(douyin::Cases::new(plain(columns))),
        Format::ShopifyOrders => Box::new(Sales::new(abroad(columns), shopify::Orders::default())),
        Format::WooCommerceOrders => {
            let sale = woocommerce::Orders::new(&mut columns);
            Box::new(Sales::new(abroad(columns), sale))
        }
        Format::AmazonOrders => Box::new(Sales::new(abroad(columns), amazon::Orders)),
        Format::EbayOrders => Box::new(Sales::new(abroad(columns), ebay::Orders::default())),
        _ => Box::new(alipay::Bill::new(plain(columns).with_text_numbers())),
    }
}

/// The platform a format's rows belong to.
pub(crate) const fn platform(format: Format) -> Platform {
    match format {
        Format::PddOrders => Platform::Pdd,
        Format::JdOrders => Platform::Jd,
        Format::DouyinOrders | Format::DouyinCases => Platform::Douyin,
        Format::ShopifyOrders => Platform::Shopify,
        Format::WooCommerceOrders => Platform::WooCommerce,
        Format::AmazonOrders => Platform::Amazon,
        Format::EbayOrders => Platform::Ebay,
        // A sheet that names no platform speaks of where most orders are.
        _ => Platform::Taobao,
    }
}

/// How many cells a row must have. Files from abroad leave cells at the end out.
pub(crate) fn needed(format: Format, columns: &Columns) -> usize {
    match format {
        Format::ShopifyOrders | Format::WooCommerceOrders | Format::AmazonOrders | Format::EbayOrders => {
            columns.needed(keys(format))
        }
        _ => columns.needed_for_all(),
    }
}

/// The columns as they are understood, with those that a format takes in groups.
pub(crate) fn settled(format: Format, columns: &Columns) -> Columns {
    let mut columns = columns.clone();
    if format == Format::WooCommerceOrders {
        woocommerce::Orders::new(&mut columns);
    }
    columns
}
