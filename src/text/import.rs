//! The words of importing.

use super::Lang;
use super::macros::texts;
use crate::domain::SafeText;
use crate::domain::facts::ImportFault;
use crate::domain::preview::TableSeen;

texts! {
    replies_import_counts(new: usize, known: usize): "新加 {new} 条，已有 {known} 条。" | "{new} new, {known} already there.";
    replies_import_renamed(row: u64, was: &str, code: &str, title: &str): "第 {row} 行：编码 {was} 改成 {code}（{title}）" | "Row {row}: the code {was} became {code} ({title})";
    replies_import_place(name: &str, ours: &str, times: usize): "占位内容 {name} -> {ours}，{times} 处" | "Placeholder {name} -> {ours}, {times} times";
    replies_import_gap(name: &str, times: usize): "不认识的占位内容 {name}，{times} 处，发之前要自己填" | "Unknown placeholder {name}, {times} times: to be filled in by hand before sending";
    replies_import_refused(row: u64, why: &str, begins: &str): "第 {row} 行没有导入：{why} {begins}" | "Row {row} was left out: {why} {begins}";
    replies_import_warned(row: u64, code: &str, why: &str): "第 {row} 行（{code}）：{why}" | "Row {row} ({code}): {why}";
    replies_import_written(file: &str, backup: &str): "写进了 {file}；原来的在 {backup}" | "Written to {file}; what it was is in {backup}";
    replies_import_made(file: &str): "写进了 {file}，自带的短语也在里面" | "Written to {file}, behind the replies that come with kefu";
    replies_import_nothing: "没有新的短语，什么也没改。" | "Nothing new; nothing was changed.";
    i_encrypted: "这个表格设了打开密码，读不了。" | "This workbook is protected by a password.";
    ih_encrypted: "在 Excel 或 WPS 里打开，取消密码后另存为 xlsx 或 csv，再导入。" | "Open it in Excel or WPS, remove the password, save it as xlsx or csv, and import that.";
    i_too_big(limit: &str): "这个文件展开后超过上限（{limit}），没有读。" | "This file unfolds beyond a limit ({limit}) and was not read.";
    ih_too_big: "在平台上按时间分几次导出，或另存为 csv 再导入。" | "Export it in several parts, or save it as csv and import that.";
    i_broken: "文件不完整或已损坏，读不了。" | "The file is damaged or not complete.";
    ih_broken: "可能还没下载完或还没保存完；重新下载后再导入。" | "It may still be downloading or being saved; download it again, then import.";
    i_entities: "这个表格里有 XML 实体定义，导出的报表没有这种内容，没有读。" | "This workbook defines XML entities of its own, which no export does; it was not read.";
    i_unfinished: "文件还没下载完。" | "The file is still being downloaded.";
    ih_unfinished: "等下载完成（文件名不再以 .crdownload 或 .part 结尾）再导入。" | "Import it when the download has ended and its name no longer ends in .crdownload or .part.";
    i_lock_file: "这是表格打开时的锁文件，不是报表。" | "This is the lock file of an open spreadsheet, not a report.";
    ih_lock_file: "导入名字里没有 ~$ 的那个文件；如果正在编辑，先保存并关闭。" | "Import the file without ~$ in its name; if it is being edited, save and close it first.";
    i_empty: "文件是空的。" | "The file is empty.";
    i_not_a_table: "这不是表格文件。" | "This is not a table.";
    i_which_shop(shops: &str): "文件没写是哪家店的，单号和已有的店对不上（{shops}），没有导入。" | "The file does not say of which shop it is, and its numbers are other orders in those known ({shops}); nothing was imported.";
    ih_which_shop: "写明店名：命令行加 --shop 店名，导入页在路径后加 shop:店名。" | "Name the shop: --shop NAME, or shop:NAME after the path on the import screen.";
    i_unknown(seen: &str): "认不出这是哪种报表。第一行是：{seen}" | "This is no report we know. Its first row: {seen}";
    ih_unknown: "支持淘宝、天猫、拼多多、京东、抖店、Shopify、WooCommerce、Amazon、eBay 的订单报表，退款和售后报表，支付宝账单；话术文件用 kefu replies import；也可以用 --as 指定格式。" | "Order reports of Taobao, Tmall, Pinduoduo, JD, Douyin, Shopify, WooCommerce, Amazon and eBay are known, refund and case reports, and the bill of Alipay; kefu replies import takes phrases; --as names the format.";

    /// One line per file.
    import_line(file: &str, format: &str, encoding: &str, rows: u64): "{file}：{format}，{encoding}，{rows} 行" | "{file}: {format}, {encoding}, {rows} rows";
    /// Counts of one file.
    import_counts(inserted: u64, updated: u64, unchanged: u64): "  新增 {inserted}，更新 {updated}，没有变化 {unchanged}" | "  {inserted} new, {updated} updated, {unchanged} unchanged";
    /// Rows that disagree with better ones.
    import_conflicting(n: u64): "  和已有数据不一致 {n}，已保留可信的一方" | "  {n} disagree with better data, which was kept";
    /// Rows not taken.
    import_rejected(n: u64): "  没有导入 {n}，逐条列在下面" | "  {n} not imported, listed below";
    /// Unknown statuses.
    import_unknown(n: u64): "  状态不认识 {n}，按未知状态保留原文" | "  {n} with a status we do not know, kept as it stands";
    /// Undecodable bytes.
    import_lossy(n: u64): "  有认不出的字节 {n} 行，显示为 U+FFFD" | "  {n} rows with bytes that cannot be read, shown as U+FFFD";
    /// One table of a file, before it is taken in.
    import_table(format: &str, encoding: &str, columns: usize): "  {format}，{encoding}，{columns} 列" | "  {format}, {encoding}, {columns} columns";
    import_table_part(part: &str, said: &str): "  表 {part}：{said}" | "  table {part}: {said}";
    import_table_years(said: &str, years: &str): "{said}，{years} 年的表头" | "{said}, header of {years}";
    import_table_since(said: &str, year: &str): "{said}，{year} 年起的表头" | "{said}, header of {year} or later";
    import_table_until(said: &str, year: &str): "{said}，{year} 年或更早的表头" | "{said}, header of {year} or earlier";
    /// Columns that are understood.
    import_columns(columns: &str): "  认得的列：{columns}" | "  columns understood: {columns}";
    /// Columns that are kept as they stand.
    import_columns_kept(columns: &str): "  其他列（原样保留）：{columns}" | "  other columns (kept as they stand): {columns}";
    /// A dry run.
    import_dry: "  只检查，没有写入" | "  checked only, nothing was written";
    /// A run that was stopped.
    import_stopped: "  中途停止；再导入一次会从停下的地方继续" | "  stopped half-way; importing it again goes on from there";
    /// A run that went on from where it had stopped.
    import_resumed(row: u64): "  接着上次的第 {row} 行继续" | "  went on after row {row} of the last run";
    /// More rejects than are listed.
    import_more(n: u64): "  还有 {n} 条没有列出" | "  {n} more are not listed";
    /// One reject.
    import_reject(row: u64, column: &str, problem: &str, value: &str): "  第 {row} 行 {column}：{problem} {value}" | "  row {row} {column}: {problem} {value}";
    /// A format that is not known.
    import_no_format(word: &str, known: &str): "没有 {word} 这种格式；可用：{known} custom:NAME" | "There is no format {word}; known are {known} custom:NAME";
    /// Progress.
    import_progress(rows: u64, percent: u64): "已读 {rows} 行，{percent}%" | "{rows} rows read, {percent}%";
    /// Progress of the search text that follows the rows.
    import_indexing(orders: u64): "订单已能按单号查找，正在建全文索引：{orders} 单" | "orders can be found by number; indexing their words: {orders}";

    if_taobao_orders: "淘宝天猫订单报表" | "Taobao and Tmall orders";
    if_taobao_items: "淘宝天猫宝贝报表" | "Taobao and Tmall items";
    if_taobao_refunds: "淘宝天猫退款报表" | "Taobao and Tmall refunds";
    if_pdd_orders: "拼多多订单" | "Pinduoduo orders";
    if_jd_orders: "京东订单" | "JD orders";
    if_douyin_orders: "抖店订单" | "Douyin orders";
    if_douyin_cases: "抖店售后单" | "Douyin cases";
    if_shopify_orders: "Shopify 订单" | "Shopify orders";
    if_woocommerce_orders: "WooCommerce 订单" | "WooCommerce orders";
    if_amazon_orders: "Amazon 订单" | "Amazon orders";
    if_ebay_orders: "eBay 订单" | "eBay orders";
    if_alipay_bill: "支付宝账单" | "Alipay bill";
    if_stock: "库存表" | "stock";
    if_products: "商品知识表" | "products";
    if_tracking: "物流跟踪表" | "tracking";
    if_reviews: "评价表" | "reviews";
    if_courier_bill: "快递账单" | "courier bill";

    i_damaged_id: "单号被表格软件改坏了" | "the number was rounded by a spreadsheet";
    i_missing_id: "没有单号" | "no number";
    i_damaged_number: "号码被表格软件改坏了，没有存这一格；把这一列设成文本再导出" | "rounded by a spreadsheet and not kept; export the column as text";
    i_bad_amount: "金额读不懂" | "not an amount";
    i_bad_time: "时间读不懂" | "not a time";
    i_bad_count: "数量读不懂" | "not a count";
    i_broken_row: "这一行的引号或列数不对" | "quotes or cells do not match";
    i_bad_bytes: "有认不出的字节" | "bytes that cannot be read";
    i_unknown_status: "状态不认识" | "unknown status";
}

impl Lang {
    /// How a table was understood, line by line: what it is, which column became what, which are kept as they stand, its
    /// first rows.
    pub fn table_seen(self, seen: &TableSeen) -> Vec<String> {
        let format = self.import_format(&seen.format);
        let format = if format.is_empty() { seen.format.clone() } else { format!("{format} ({})", seen.format) };
        let mut head = self.import_table(&format, seen.encoding, seen.columns.len() + seen.kept.len());
        head = match (seen.years.strip_suffix('-'), seen.years.strip_prefix('-')) {
            _ if seen.years.is_empty() => head,
            (Some(year), _) => self.import_table_since(&head, year),
            (_, Some(year)) => self.import_table_until(&head, year),
            _ => self.import_table_years(&head, seen.years),
        };
        if !seen.part.is_empty() {
            head = self.import_table_part(&seen.part, head.trim_start());
        }
        let known = seen.columns.chunk_by(|(_, one), (_, next)| one == next).map(|alike| {
            let names: Vec<&str> = alike.iter().map(|(name, _)| name.as_str()).collect();
            let field = alike.first().map_or("", |(_, field)| field);
            match (names.join(", "), self.column_word(&seen.format, field)) {
                (names, word) if names == word => names,
                (names, word) => format!("{names} = {word}"),
            }
        });
        let mut lines = vec![head, self.import_columns(&known.collect::<Vec<_>>().join("; "))];
        if !seen.kept.is_empty() {
            let kept: Vec<&str> = seen.kept.iter().map(SafeText::as_str).collect();
            lines.push(self.import_columns_kept(&kept.join("; ")));
        }
        for row in &seen.rows {
            let cells: Vec<String> = row.iter().map(|(name, cell)| format!("{name}={cell}")).collect();
            lines.push(format!("    {}", cells.join(" | ")));
        }
        lines
    }
    /// A format in words, by its code word; empty for one of a person's own.
    pub fn import_format(self, code: &str) -> &'static str {
        match code {
            "taobao.orders" => self.if_taobao_orders(),
            "taobao.items" => self.if_taobao_items(),
            "taobao.refunds" => self.if_taobao_refunds(),
            "pdd.orders" => self.if_pdd_orders(),
            "jd.orders" => self.if_jd_orders(),
            "douyin.orders" => self.if_douyin_orders(),
            "douyin.cases" => self.if_douyin_cases(),
            "shopify.orders" => self.if_shopify_orders(),
            "woocommerce.orders" => self.if_woocommerce_orders(),
            "amazon.orders" => self.if_amazon_orders(),
            "ebay.orders" => self.if_ebay_orders(),
            "alipay.bill" => self.if_alipay_bill(),
            "stock" => self.if_stock(),
            "products" => self.if_products(),
            "tracking" => self.if_tracking(),
            "reviews" => self.if_reviews(),
            "courier.bill" => self.if_courier_bill(),
            _ => "",
        }
    }
    /// Why a file could not be read, and what to do.
    pub fn import_fault(self, why: &ImportFault) -> (String, String) {
        match why {
            ImportFault::Encrypted => (self.i_encrypted().into(), self.ih_encrypted().into()),
            ImportFault::TooBig(limit) => (self.i_too_big(limit), self.ih_too_big().into()),
            ImportFault::Entities => (self.i_entities().into(), self.ih_too_big().into()),
            ImportFault::Unfinished => (self.i_unfinished().into(), self.ih_unfinished().into()),
            ImportFault::LockFile => (self.i_lock_file().into(), self.ih_lock_file().into()),
            ImportFault::Broken => (self.i_broken().into(), self.ih_broken().into()),
            ImportFault::Empty => (self.i_empty().into(), self.ih_broken().into()),
            ImportFault::NotATable => (self.i_not_a_table().into(), self.ih_unknown().into()),
            ImportFault::WhichShop(shops) => (self.i_which_shop(shops), self.ih_which_shop().into()),
            ImportFault::UnknownFormat(seen) => (self.i_unknown(seen), self.ih_unknown().into()),
        }
    }
    /// The words of a reject's code word; the code word itself when it is none of ours.
    pub fn import_problem(self, code: &str) -> &str {
        match code {
            "damaged_id" => self.i_damaged_id(),
            "missing_id" => self.i_missing_id(),
            "damaged_number" => self.i_damaged_number(),
            "bad_amount" => self.i_bad_amount(),
            "bad_time" => self.i_bad_time(),
            "bad_count" => self.i_bad_count(),
            "broken_row" => self.i_broken_row(),
            "bad_bytes" => self.i_bad_bytes(),
            "unknown_status" => self.i_unknown_status(),
            other => other,
        }
    }
}
