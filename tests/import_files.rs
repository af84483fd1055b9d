//! Every container and every header seen since 2012: found from the content, read alike, refused with a reason.

use std::io::{Cursor, Write};
use std::ops::ControlFlow;

use kefu::domain::facts::ImportFault;
use kefu::domain::{Fact, OrderFacts, OrderStatus, Problem, RefundFacts};
use kefu::import::{self, Code, Format, Options, Summary, Told};
use zip::write::SimpleFileOptions;

const D: &str = "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址 ,运送方式,联系电话 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,宝贝种类 ,物流单号 ,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,特权订金订单id,是否上传合同照片,是否上传小票,是否代付,定金排名,修改后的sku,修改后的收货地址,异常信息,天猫卡券抵扣,集分宝抵扣,是否是O2O交易";
const E_MORE: &str = "新零售交易类型,新零售导购门店名称,新零售导购门店id,新零售发货门店名称,新零售发货门店id,退款金额,预约门店,确认收货时间,打款商家金额,含应开票给个人的个人红包";

/// The order headers from 2012 to 2026.
fn order_headers() -> Vec<(&'static str, String)> {
    let a = D.split(",订单付款时间").next().expect("a part").to_owned();
    let b = D
        .replace("特权订金订单id,是否上传合同照片,是否上传小票,是否代付,", "")
        .replace(",天猫卡券抵扣,集分宝抵扣,是否是O2O交易", "");
    let c = D.replace("是否上传合同照片,是否上传小票,是否代付,", "");
    let e = format!("{D},{E_MORE}");
    let f = format!(
        "{},是否信用购,体验期结束时间,前N有礼,配送类型,主订单编号",
        e.replace("买家支付宝账号", "买家支付宝账号,支付单号,支付详情")
    );
    let g = format!(
        "{},是否信用购,配送类型,直播返现状态,返现金额,延迟发货自动赔付金额,预售订单,发货时间,商家备忘,主订单编号",
        e.replace("买家支付宝账号", "买家会员昵称,支付单号,支付详情").replace("联系手机", "联系手机,虚拟号过期时间")
    );
    let h = g
        .replace("买家实际支付金额", "买家实付金额")
        .replace("宝贝标题 ", "商品标题")
        .replace("打款商家金额", "确认收货打款金额")
        .replace("订单备注", "商家备注")
        .replace(",商家备忘", ",商品属性SKU");
    vec![
        ("2012", a),
        ("2014", b),
        ("2016", c),
        ("late 2016", D.to_owned()),
        ("2018", e),
        ("2020", f),
        ("2021", g),
        ("2024", h),
    ]
}

const NUMBER: &str = "4000000000194001799";

fn row(header: &str, cell: impl Fn(&str) -> &'static str) -> String {
    header.split(',').map(|name| format!("\"{}\"", cell(name.trim()))).collect::<Vec<_>>().join(",")
}

fn order_cell(name: &str) -> &'static str {
    match name {
        "订单编号" | "主订单编号" => "=4000000000194001799",
        "买家会员名" => "半糖",
        "订单状态" => "卖家已发货，等待买家确认",
        "买家应付货款" | "买家实际支付金额" | "买家实付金额" | "总金额" => "88.00",
        "买家应付邮费" => "0.00",
        "订单创建时间" => "2026-08-01 09:05:00",
        "宝贝标题" | "商品标题" => "保温杯",
        "物流单号" => "No:YT1",
        "订单备注" | "商家备注" => "老客户",
        "修改后的收货地址" => "否",
        "收货地址" => "某省 某市 某路1号(000000)",
        "买家服务费" => "0元",
        _ => "null",
    }
}

fn read_as(bytes: Vec<u8>, options: &Options) -> Result<(Vec<Told>, Summary), Problem> {
    let mut told = Vec::new();
    let summary = import::read(Cursor::new(bytes), options, &mut |batch| {
        told.extend(batch.told);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok((told, summary))
}

fn read(bytes: impl Into<Vec<u8>>) -> (Vec<Told>, Summary) {
    read_as(bytes.into(), &Options::default()).expect("a file we know")
}

fn fault(bytes: impl Into<Vec<u8>>) -> ImportFault {
    match read_as(bytes.into(), &Options::default()) {
        Err(Problem::Import(why)) => why,
        other => panic!("{other:?}"),
    }
}

fn order(told: &[Told]) -> &OrderFacts {
    told.iter().find_map(|t| if let Fact::Order(order) = &t.fact { Some(&**order) } else { None }).expect("an order")
}

#[test]
fn every_order_header_since_2012_is_read_by_its_names() {
    for (year, header) in order_headers() {
        let (told, summary) = read(format!("{header}\r\n{}\r\n", row(&header, order_cell)));
        assert_eq!(summary.found[0].format, Format::TaobaoOrders, "{year}");
        let facts = order(&told);
        assert_eq!((facts.number.as_str(), facts.buyer.unclean()), (NUMBER, "半糖"), "{year}");
        assert_eq!((facts.paid.map(|m| m.minor()), facts.status), (Some(8800), Some(OrderStatus::Shipped)), "{year}");
        assert_eq!(facts.address.unclean(), "某省 某市 某路1号(000000)", "{year}");
        if year != "2012" {
            let said = (facts.title.unclean(), facts.memo.unclean(), facts.tracking.as_str());
            assert_eq!(said, ("保温杯", "老客户", "YT1"), "{year}");
            assert!(facts.extra.contains("\"买家服务费\":\"0元\""), "{year}: {}", facts.extra);
        }
    }
}

#[test]
fn columns_may_stand_in_any_order_and_be_missing() {
    let header = "订单状态,宝贝标题 ,总金额,订单编号,买家会员名";
    let (told, _) = read(format!("{header}\n{}\n", row(header, order_cell)));
    assert_eq!((order(&told).number.as_str(), order(&told).paid), (NUMBER, None));
}

const ITEMS: [&str; 3] = [
    "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码",
    "子订单编号,主订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码,支付单号,买家应付货款,买家实际支付金额,退款状态,退款金额,订单创建时间,订单付款时间",
    "子订单编号,主订单编号,商品标题,商品价格,购买数量,外部系统编号,商品属性,套餐信息,联系方式备注,订单状态,商家编码,支付单号,买家应付货款,买家实付金额,退款状态,退款金额,订单创建时间,订单付款时间,淘鲜达渠道,商品ID,分阶段信息,备注标签,商家备注,主订单买家留言,是否主动赔付,主动赔付金额,主动赔付出账时间,发货时间,物流单号,物流公司,应发货时间",
];

#[test]
fn every_item_header_tells_lines_and_no_refund_is_no_amount() {
    for header in ITEMS {
        let file = row(header, |name| match name {
            "订单编号" | "主订单编号" => "4000000000194001799",
            "子订单编号" => "4000000000194001801",
            "标题" | "商品标题" => "保温杯",
            "价格" | "商品价格" => "10.00",
            "购买数量" => "2",
            "商品属性" => "颜色分类：白色;尺码：M",
            "订单状态" => "交易成功",
            "退款金额" => "无退款申请",
            "退款状态" => "没有申请退款",
            _ => "",
        });
        let (told, summary) = read(format!("{header}\n{file}\n"));
        assert_eq!((summary.found[0].format, summary.rejected), (Format::TaobaoItems, 0));
        let Fact::Line(line) = &told[1].fact else { panic!("a line after its order") };
        assert_eq!((line.quantity, line.price.map(|m| m.minor()), line.refunded), (Some(2), Some(1000), None));
        assert_eq!(line.line.is_empty(), !header.starts_with("子"));
    }
}

const REFUND_2017: &str = "订单编号,退款编号,支付宝交易号,订单付款时间,商品编码,退款完结时间,买家会员名称,买家实际支付金额,宝贝标题,买家退款金额,手工退款/系统退款,是否需要退货,退款的申请时间,超时时间,退款状态,货物状态,退货物流信息,发货物流信息,客服介入状态,卖家真实姓名,卖家退货地址,卖家邮编,卖家电话,卖家手机,退货物流单号,退货物流公司,买家退款原因,买家退款说明,买家退货时间,责任方,售中或售后,商家备注,完结时间,部分退款/全部退款,审核操作人,举证超时,是否零秒响应,退款操作人";

#[test]
fn every_refund_header_tells_the_same_case() {
    let later = REFUND_2017.replace("商品编码", "商品id,商品编码");
    let of_2021 = format!(
        "{},退款原因标签,业务类型,是否帮他退款",
        REFUND_2017.replace("买家会员名称,", "").replace("卖家真实姓名", "卖家真实姓名,卖家真实姓名新")
    );
    let of_2026 = format!(
        "{},小额收款,淘特订单,执行方案",
        later
            .replace("是否需要退货", "售后类型")
            .replace("买家会员名称,", "")
            .replace("支付宝交易号", "支付单号")
            .replace("手工退款/系统退款", "手工退款 / 系统退款")
    );
    for header in [REFUND_2017.to_owned(), later, of_2021, of_2026] {
        let cells = row(&header, |name| match name {
            "订单编号" => "4000000000194001799",
            "退款编号" => "70000000000088001",
            "买家退款金额" => "12.00",
            "是否需要退货" => "是",
            "售后类型" => "退货退款",
            "退款的申请时间" => "2026-08-03 10:00:00",
            "超时时间" => "2026-08-06 10:00:00",
            "退款状态" => "卖家已经同意退款，等待买家退货",
            "货物状态" => "买家已收到货",
            "买家退款原因" => "质量问题",
            "售中或售后" => "售后退款",
            _ => "",
        });
        let (told, summary) = read(format!("{header}\n{cells}\n"));
        assert_eq!((summary.found[0].format, summary.unknown_status), (Format::TaobaoRefunds, 0));
        let Fact::Refund(case) = &told[0].fact else { panic!("a refund") };
        let RefundFacts { case_type, stage, phase, amount, .. } = &**case;
        assert_eq!((*case_type, *stage, *phase), ("return_refund", "buyer_return", "aftersale"));
        assert_eq!((amount.map(|m| m.minor()), case.deadline.is_some()), (Some(1200), true));
    }
}

fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        zip.write_all(bytes).expect("memory");
    }
    zip.finish().expect("memory").into_inner()
}

fn sheet(rows: &[String]) -> String {
    let mut xml =
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>".to_owned();
    for row in rows {
        xml.push_str("<row>");
        for cell in row.split(',') {
            xml.push_str(&format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", cell.trim_matches('"')));
        }
        xml.push_str("</row>");
    }
    xml + "</sheetData></worksheet>"
}

fn workbook(sheets: &[(&str, String)], more: &[(&str, &[u8])]) -> Vec<u8> {
    let space = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    let mut book = format!("<workbook {space}><sheets>");
    let mut links = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">".to_owned();
    let mut entries: Vec<(String, Vec<u8>)> = Vec::new();
    for (i, (name, xml)) in sheets.iter().enumerate() {
        let n = i + 1;
        book.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{n}\" r:id=\"r{n}\"/>"));
        links.push_str(&format!("<Relationship Id=\"r{n}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"));
        entries.push((format!("xl/worksheets/sheet{n}.xml"), xml.clone().into_bytes()));
    }
    entries.push(("xl/workbook.xml".into(), (book + "</sheets></workbook>").into_bytes()));
    entries.push(("xl/_rels/workbook.xml.rels".into(), (links + "</Relationships>").into_bytes()));
    let root = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    entries.push(("_rels/.rels".into(), root.as_bytes().to_vec()));
    let mut all: Vec<(&str, &[u8])> = entries.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
    all.extend_from_slice(more);
    zipped(&all)
}

fn short() -> (String, String) {
    let header = "订单编号,买家会员名,总金额,买家实际支付金额,订单状态,宝贝标题 ,订单创建时间".to_owned();
    let cells = row(&header, |name| {
        if name == "订单编号" {
            NUMBER
        } else if name == "订单状态" {
            "交易成功"
        } else {
            order_cell(name)
        }
    });
    (header, cells)
}

#[test]
fn a_workbook_with_several_sheets_is_read_orders_first() {
    let (header, cells) = short();
    let items = row(ITEMS[0], |name| match name {
        "订单编号" => NUMBER,
        "标题" => "保温杯",
        "订单状态" => "交易成功",
        _ => "1",
    });
    let sheets = [
        ("说明", sheet(&["订单导出".to_owned()])),
        ("销售明细", sheet(&[ITEMS[0].to_owned(), items])),
        ("订单报表", sheet(&[header, cells])),
    ];
    let (told, summary) = read(workbook(&sheets, &[]));
    let found: Vec<_> = summary.found.iter().map(|f| (f.format, f.encoding, f.part.as_deref())).collect();
    assert_eq!(
        found,
        [(Format::TaobaoOrders, "xlsx", Some("订单报表")), (Format::TaobaoItems, "xlsx", Some("销售明细"))]
    );
    assert_eq!(order(&told).paid.map(|m| m.minor()), Some(8800));
}

#[test]
fn a_number_a_spreadsheet_holds_as_a_number_is_damaged() {
    let (header, cells) = short();
    let xml = sheet(&[header, cells])
        .replace(&format!("<c t=\"inlineStr\"><is><t>{NUMBER}</t></is></c>"), "<c><v>4.0000000001940019E+18</v></c>");
    let (told, summary) = read(workbook(&[("export", xml)], &[]));
    assert_eq!((told.len(), summary.rejects[0].code), (0, Code::DamagedId));
}

#[test]
fn a_workbook_that_unfolds_beyond_reason_is_refused() {
    let (header, cells) = short();
    let sheets = [("订单报表", sheet(&[header, cells]))];
    let zeros = vec![b' '; 8 << 20];
    assert!(matches!(fault(workbook(&sheets, &[("xl/media/a.bin", &zeros)])), ImportFault::TooBig(_)), "ratio");
    let names: Vec<String> = (0..10_001).map(|n| format!("x/{n}")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    assert!(matches!(fault(workbook(&sheets, &many)), ImportFault::TooBig(_)), "entries");
}

#[test]
fn shared_strings_beyond_the_limit_are_refused() {
    let (header, cells) = short();
    let book = workbook(&[("订单报表", sheet(&[header, cells]))], &[]);
    let mut zip = zip::ZipWriter::new_append(Cursor::new(book)).expect("appendable");
    // Stored as it is, so that the ratio cannot be the reason.
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("xl/sharedStrings.xml", stored).expect("an entry");
    zip.write_all(&vec![b'<'; (64 << 20) + 1]).expect("memory");
    let why = fault(zip.finish().expect("memory").into_inner());
    assert!(matches!(why, ImportFault::TooBig(_)), "{why:?}");
}

#[test]
fn a_workbook_under_a_password_is_named_as_such() {
    let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    bytes.resize(4096, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(8192, 0);
    assert_eq!(fault(bytes), ImportFault::Encrypted);
}

#[test]
fn half_a_workbook_and_half_an_old_one_are_broken_and_nothing_is_empty() {
    let (header, cells) = short();
    let whole = workbook(&[("订单报表", sheet(&[header, cells]))], &[]);
    assert_eq!(fault(whole[..whole.len() / 2].to_vec()), ImportFault::Broken);
    assert_eq!(fault(vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), ImportFault::Broken);
    assert_eq!(fault(Vec::new()), ImportFault::Empty);
    assert_eq!(fault(b"%PDF-1.7 ...".to_vec()), ImportFault::NotATable);
    assert!(matches!(fault("name,age\n1,2\n".as_bytes()), ImportFault::UnknownFormat(_)));
}

#[test]
fn a_page_or_tabs_called_xls_are_read() {
    let (header, cells) = short();
    let cell = |row: &str| row.split(',').map(|c| format!("<td>{}</td>", c.trim_matches('"'))).collect::<String>();
    let page = format!("<html><body><table><tr>{}</tr><tr>{}</tr></table></body></html>", cell(&header), cell(&cells));
    let (told, summary) = read(page);
    assert_eq!((order(&told).number.as_str(), summary.found[0].encoding), (NUMBER, "html"));
    let (told, _) = read(format!("{header}\n{cells}\n").replace(',', "\t"));
    assert_eq!(order(&told).number, NUMBER);
}

#[test]
fn a_zip_around_several_files_is_read_through() {
    let (header, cells) = short();
    let one = encoding_rs::GB18030.encode(&format!("{header}\r\n{cells}\r\n")).0.into_owned();
    let other = format!("\u{feff}{header}\n{}\n", cells.replace(NUMBER, "4000000000194001800")).into_bytes();
    let (told, summary) = read(zipped(&[("说明.txt", b"hello"), ("a.csv", &one), ("b.csv", &other)]));
    assert_eq!((told.len(), summary.found.len(), summary.rows), (2, 2, 2));
}

#[test]
fn a_mark_and_trailing_blanks_in_the_header_and_a_missing_last_line_end_do_no_harm() {
    let (header, cells) = short();
    let file =
        format!("\u{feff}{}\r\n{cells}", header.replace("订单编号", "\"订单编号 \"").replace("总金额", " 总金额\t"));
    assert_eq!(read(file).0.len(), 1);
    let utf16: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(format!("{header}\n{cells}\n").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(read(utf16).1.found[0].encoding, "utf-16");
}

#[test]
fn statuses_that_hold_one_another_are_told_apart_whole() {
    use OrderStatus as S;
    for (words, status) in [
        ("等待买家付款", S::Unpaid),
        ("买家已付款,等待卖家发货", S::ToShip),
        ("卖家部分发货", S::PartShipped),
        ("卖家已发货，等待买家确认", S::Shipped),
        ("交易成功", S::Success),
        ("交易关闭", S::Closed),
        ("未签收", S::Unknown),
    ] {
        let (header, cells) = short();
        let cells = cells.replace("交易成功", words);
        assert_eq!(order(&read(format!("{header}\n{cells}\n")).0).status, Some(status), "{words}");
    }
}

#[test]
fn a_named_format_without_its_columns_is_refused_all_the_same() {
    let (header, cells) = short();
    let options = Options { format: Some(Format::TaobaoRefunds), ..Options::default() };
    assert!(read_as(format!("{header}\n{cells}\n").into_bytes(), &options).is_err());
}

#[test]
fn a_gift_for_nothing_keeps_its_zero() {
    let (header, cells) = short();
    let (told, _) = read(format!("{header}\n{}\n", cells.replace("88.00", "0.00")));
    assert_eq!(order(&told).paid.map(|m| m.minor()), Some(0));
}
