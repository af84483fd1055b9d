//! Files cell by cell, in the exporter's own quoting.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::columns::{self, Cells, Variant};
use crate::made::{Chance, Line, Order};

/// Writes the three files of `count` orders into `folder`.
pub(crate) fn write(folder: &Path, count: u64, seed: u64, variant: Variant, gb18030: bool) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let file = |name: &str| Table::create(&folder.join(name), gb18030);
    let mut orders = file("ExportOrderList.csv")?;
    let mut items = file("ExportOrderDetailList.csv")?;
    let mut refunds = file("refunds.csv")?;
    let (order_cells, item_cells, refund_cells) =
        (columns::orders(variant), columns::items(variant), columns::refunds(variant));
    orders.header(order_cells.iter().map(|(name, _)| *name))?;
    items.header(item_cells.iter().map(|(name, _)| *name))?;
    refunds.header(refund_cells.iter().map(|(name, _)| *name))?;
    let mut chance = Chance::new(seed);
    for n in 0..count {
        let order = Order::made(n, count, &mut chance);
        orders.row(&order_cells, &order, &order.lines[0])?;
        for line in &order.lines {
            items.row(&item_cells, &order, line)?;
        }
        if order.refund.is_some() {
            refunds.row(&refund_cells, &order, &order.lines[0])?;
        }
    }
    for table in [orders, items, refunds] {
        table.close()?;
    }
    Ok(())
}

struct Table {
    out: BufWriter<File>,
    gb18030: bool,
    row: String,
    cell: String,
}

impl Table {
    fn create(path: &Path, gb18030: bool) -> io::Result<Self> {
        let out = BufWriter::with_capacity(1 << 20, File::create(path)?);
        Ok(Self { out, gb18030, row: String::new(), cell: String::new() })
    }

    fn header<'a>(&mut self, names: impl Iterator<Item = &'a str>) -> io::Result<()> {
        for name in names {
            self.cell.clear();
            self.cell.push_str(name);
            self.add();
        }
        self.end()
    }

    fn row(&mut self, cells: &Cells, order: &Order, line: &Line) -> io::Result<()> {
        for (_, cell) in cells {
            self.cell.clear();
            cell(order, line, &mut self.cell);
            self.add();
        }
        self.end()
    }

    /// Every cell is quoted, as the exporter does; the guard of an order number stands without quotes of its own.
    fn add(&mut self) {
        if !self.row.is_empty() {
            self.row.push(',');
        }
        if self.cell.starts_with("=\"") {
            self.row.push_str(&self.cell);
            return;
        }
        self.row.push('"');
        self.row.push_str(&self.cell.replace('"', "\"\""));
        self.row.push('"');
    }

    fn end(&mut self) -> io::Result<()> {
        self.row.push_str("\r\n");
        if self.gb18030 {
            self.out.write_all(&encoding_rs::GB18030.encode(&self.row).0)?;
        } else {
            self.out.write_all(self.row.as_bytes())?;
        }
        self.row.clear();
        Ok(())
    }

    fn close(mut self) -> io::Result<()> {
        self.out.flush()
    }
}
