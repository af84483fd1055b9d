//! A small file of every format, with people who do not exist.

use kefu::import::Format;

pub(crate) const ORDERS: &str = "订单编号,买家会员名,买家应付货款,买家应付邮费,总金额,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,物流单号 ,物流公司,订单备注,宝贝总数量,店铺名称,退款金额,订单关闭原因,是否手机订单\n";
pub(crate) const ITEMS: &str = "子订单编号,主订单编号,商品标题,商品价格,购买数量,商品属性,订单状态,商家编码,买家实付金额,退款状态,退款金额,订单创建时间,订单付款时间\n";
pub(crate) const DETAILS: &str = "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码\n";
pub(crate) const REFUNDS: &str = "订单编号,退款编号,支付单号,订单付款时间,商品编码,退款完结时间,买家实际支付金额,宝贝标题,买家退款金额,售后类型,退款的申请时间,超时时间,退款状态,货物状态,客服介入状态,退货物流单号,退货物流公司,买家退款原因,买家退款说明,买家退货时间,售中或售后\n";
pub(crate) const PDD: &str = "商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),用户实付金额(元),商家实收金额(元),商品数量(件),收货人,手机,省,市,区,街道/镇,支付时间,承诺发货时间,发货时间,确认收货时间,商品id,商品规格,样式ID,商家编码-规格维度,商家备注,买家留言,售后状态,快递单号,快递公司,订单成交时间,是否顺丰加价\n";
pub(crate) const JD: &str = "订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,余额支付,应付金额,订单状态,订单类型,下单帐号,客户姓名,客户地址,联系电话,订单备注,商家备注,商家备注等级（等级1-5为由高到低）,运费金额,付款确认时间,货号,订单完成时间,订单来源\n";
pub(crate) const DOUYIN: &str = "主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,商品单价,订单应付金额,运费,收件人,收件人手机号,省,市,区,街道,详细地址,买家留言,订单提交时间,旗帜颜色,商家备注,订单完成时间,支付完成时间,订单状态,承诺发货时间,订单类型,售后状态,取消原因,发货时间,快递信息\n";
pub(crate) const CASES: &str = "售后单号,订单号,商品单号,商品名称,应付金额（元）,商品发货状态,售后类型,退商品金额（元）,退运费金额（元）,售后状态,售后申请时间,售后原因,退货物流单号,退货发货时间,退货物流公司,自动处理截止时间,售后关闭时间,仲裁状态,换货物流单号,售后完结时间,用户售后说明,换货商品信息,商家编码\n";
pub(crate) const SHOPIFY: &str = "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem fulfillment status,Shipping Name,Shipping Address1,Shipping City,Shipping Zip,Shipping Country,Shipping Phone,Notes,Cancelled at,Refunded Amount,Outstanding Balance,Tags\n";
pub(crate) const WOO: &str = "order_id,order_number,order_date,status,order_total,shipping_total,order_currency,payment_method,customer_note,billing_first_name,billing_last_name,billing_email,billing_phone,shipping_address_1,shipping_city,shipping_postcode,shipping_country,Product Item 1 Name,Product Item 1 id,Product Item 1 SKU,Product Item 1 Quantity,Product Item 1 Total,Product Item 1 Subtotal,Product Item 2 Name,Product Item 2 id,Product Item 2 SKU,Product Item 2 Quantity,Product Item 2 Total,Product Item 2 Subtotal,coupon\n";
pub(crate) const AMAZON: &str = "amazon-order-id\tmerchant-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel\tproduct-name\tsku\tasin\titem-status\tquantity\tcurrency\titem-price\titem-tax\tshipping-price\tshipping-tax\titem-promotion-discount\tship-promotion-discount\tship-city\tship-state\tship-postal-code\tship-country\tpromotion-ids\tis-business-order\n";
pub(crate) const EBAY: &str = "Sales Record Number,Order Number,Buyer Username,Buyer Name,Buyer Note,Ship To Name,Ship To Phone,Ship To Address 1,Ship To City,Ship To State,Ship To Zip,Ship To Country,Item Number,Item Title,Custom Label,Quantity,Sold For,Shipping And Handling,Total Price,Sale Date,Paid On Date,Ship By Date,Shipped On Date,Tracking Number,Transaction ID,Variation Details\n";

pub(crate) const TAOBAO: &str = "4000000000194001799";

/// Two orders of Taobao: paid and to be shipped, and closed without payment.
pub(crate) fn taobao_orders() -> String {
    format!(
        "{ORDERS}\"=\"\"{TAOBAO}\"\"\",半糖,100.00,6.00,106.00,106.00,\"买家已付款，等待卖家发货\",\"请发顺丰\n谢谢\",云小满,浙江省 杭州市 示例区 样本路1号(310000),'12010000001,2026-08-01 09:05:00,2026-08-01 09:06:00,\"保温杯，雨伞\",,,已催仓库,2,云上样例旗舰店,0.00,订单未关闭,手机订单\n\
         \"=\"\"4000000000194001800\"\"\",拾光,50.00,0.00,50.00,0.00,交易关闭,null,云谷雨,浙江省 杭州市 示例区 样本路2号(310000),'12010000002,2026-08-01 10:05:00,,雨伞,,,'null,1,云上样例旗舰店,0.00,买家未付款,\n"
    )
}

pub(crate) fn taobao_items() -> String {
    format!(
        "{ITEMS}4000000000194001801,{TAOBAO},保温杯,60.00,1,颜色分类:白色,\"买家已付款，等待卖家发货\",BW-1,60.00,没有申请退款,无退款申请,2026-08-01 09:05:00,2026-08-01 09:06:00\n\
         4000000000194001802,{TAOBAO},雨伞,46.00,1,颜色分类:黑色,\"买家已付款，等待卖家发货\",YS-1,46.00,没有申请退款,无退款申请,2026-08-01 09:05:00,2026-08-01 09:06:00\n"
    )
}

pub(crate) fn taobao_details() -> String {
    format!(
        "{DETAILS}\"=\"\"{TAOBAO}\"\"\",保温杯,60.00,1,BW-1,颜色分类：白色,,,\"买家已付款，等待卖家发货\",BW-1\n\"=\"\"{TAOBAO}\"\"\",雨伞,46.00,1,YS-1,颜色分类：黑色,,,\"买家已付款，等待卖家发货\",YS-1\n"
    )
}

pub(crate) fn taobao_refunds() -> String {
    format!(
        "{REFUNDS}{TAOBAO}\t,190000000000000001\t,2026,2026-08-01 09:06:00,YS-1,,106.00,雨伞,46.00,退货退款,2026-08-03 10:00:00,2026-08-06 10:00:00,\"卖家已经同意退款，等待买家退货\",买家已收到货,不需客服介入,,,质量问题,\"袖口\"\"开线\"\"\",,售后退款\n"
    )
}

pub(crate) fn pdd() -> String {
    format!(
        "\u{feff}{PDD}手冲咖啡壶,260801-400000294410900,\"已发货，待收货\",128.00\t,0.00\t,8.00\t,120.00\t,120.00\t,2\t,云**,120****0001\t,浙江省,杭州市,示例区,****,2026-08-01 09:06:00\t,2026-08-03 09:06:00\t,2026-08-02 09:00:00\t,,750000000001\t,容量:600ml,1500000000001\t,KF-600,补发赠品,快一点,无售后或售后取消,SF0000000000001\t,顺丰速运,2026-08-01 09:05:00\t,否\n\
         保温杯,260802-400000294410901,\"未发货，退款成功\",88.50\t,0.00\t,0.00\t,88.50\t,88.50\t,1\t,云**,120****0002\t,浙江省,杭州市,示例区,****,2026-08-02 09:06:00\t,,,,750000000002\t,草莓粉,1500000000002\t,BW-350,,,退款成功,,,,否\n"
    )
}

pub(crate) fn jd() -> Vec<u8> {
    let text = format!(
        "{JD}310000000977\t,10000000001\t,保温杯 白色,1,在线支付,2026-08-01 09:05:00,60.00,106.00,100.00,0.00,106.00,等待出库,销售订单,jd_sample1,云小满,浙江省杭州市示例区样本路1号,12010000001\t,请放门口,已打单,2,6.00,2026-08-01 09:06:00,BW-1,,移动端订单\n\
         310000000977\t,10000000002\t,雨伞 黑色,1,在线支付,2026-08-01 09:05:00,46.00,106.00,100.00,0.00,106.00,等待出库,销售订单,jd_sample1,云小满,浙江省杭州市示例区样本路1号,12010000001\t,请放门口,已打单,2,6.00,2026-08-01 09:06:00,YS-1,,移动端订单\n\
         310000001954\t,10000000002\t,雨伞 黑色,1,在线支付,2026-08-01 10:05:00,46.00,46.00,46.00,0.00,46.00,(删除)等待出库,销售订单,jd_sample2,云谷雨,浙江省杭州市示例区样本路2号,12010000002\t,,订单拆分为 310000001955 310000001956,,0.00,,YS-1,,移动端订单\n"
    );
    encoding_rs::GB18030.encode(&text).0.into_owned()
}

pub(crate) fn douyin() -> String {
    format!(
        "\u{feff}{DOUYIN}\"\t6910000000001000003\",\"\t6910000000001000003\",\"\t保温杯\",\"\t白色\",1,\"\t3500000000000000001\",\"\tBW-1\",60.00,60.00,6.00,##cipher##,$$cipher$$,浙江省,杭州市,示例区,-,##cipher##,送人的,2026-08-01 09:05:00,红,-,-,2026-08-01 09:06:00,已发货,2026-08-03 09:06:00,普通订单,-,-,2026-08-02 09:00:00,\"JT0000000000001-极兔速递\"\n\
         \"\t6910000000001000003\",\"\t6910000000001000004\",\"\t雨伞\",\"\t黑色\",1,\"\t3500000000000000002\",\"\tYS-1\",46.00,46.00,6.00,##cipher##,$$cipher$$,浙江省,杭州市,示例区,-,##cipher##,-,2026-08-01 09:05:00,橙,-,-,2026-08-01 09:06:00,已关闭,2026-08-03 09:06:00,普通订单,退款成功,不想要了,-,-\n"
    )
}

pub(crate) fn cases(status: &str) -> String {
    format!(
        "{CASES}7000000000000000001,6910000000001000003,6910000000001000004,雨伞,46.00,已发货,换货,0.00,0.00,{status},2026-08-05 09:00:00,颜色不符,,,,2026-08-07 09:00:00,,-,,,收到的是白色,黑色雨伞,YS-1\n"
    )
}

pub(crate) fn shopify() -> String {
    format!(
        "{SHOPIFY}#1001,buyer1@example.invalid,paid,2024-05-01 10:00:09 -0400,unfulfilled,,USD,33.95,5.00,38.95,2024-05-01 10:00:00 -0400,1,Cloud Tee,29.00,TS-N-M,pending,Sample Buyer,1 Sample St,Nowhere,'01234,US,,\"Leave at door,\nring twice\",,0.00,0.00,vip\n\
         #1001,buyer1@example.invalid,,,,,,,,,2024-05-01 10:00:00 -0400,1,Sticker,4.95,ST-1,pending,,,,,,,,,,,\n\
         ,,,,,,,,,,,2,Pin,0.00,PIN-1,pending,,,,,,,,,,,\n\
         #1002,buyer2@example.invalid,refunded,2024-05-01 11:00:09 -0400,fulfilled,2024-05-02 11:00:00 -0400,USD,29.00,5.00,34.00,2024-05-01 11:00:00 -0400,1,Cloud Tee,29.00,TS-N-M,fulfilled,Other Buyer,2 Sample St,Nowhere,'01234,US,,,,34.00,0.00,\n"
    )
}

/// A workbook of one line, with what its properties, state and price cells say.
pub(crate) fn taobao_items_book(sku: &str, status: &str, paid: &str) -> Vec<u8> {
    let header: Vec<&str> = ITEMS.trim().split(',').collect();
    let (line, time) = ("4000000000194001801", "2026-08-01 09:05:00");
    let row = vec![line, TAOBAO, "保温杯", "60.00", "1", sku, status, "BW-1", paid, "", "", time, ""];
    crate::common::workbook(&[header, row])
}

pub(crate) fn woocommerce() -> String {
    format!(
        "{WOO}77,77,2026-08-01 09:05:00,wc-processing,\"1,234.50\",5.00,EUR,bacs,ring twice,Sample,Buyer,buyer77@example.invalid,0301234567,Musterweg 1,Berlin,10115,DE,Kettle,501,KT-1,2,1200.00,1200.00,Cup,502,CP-1,1,29.50,29.50,SUMMER\n\
         78,78,2026-08-01 10:05:00,on-hold,29.50,0.00,EUR,bacs,,Other,Buyer,buyer78@example.invalid,,Musterweg 2,Berlin,10115,DE,Cup,502,CP-1,1,29.50,29.50,,,,,,,\n"
    )
}

pub(crate) fn amazon() -> String {
    format!(
        "{AMAZON}113-1234567-1234567\t\t2026-08-01T09:05:00+00:00\t2026-08-02T09:05:00+00:00\tShipped - Delivered to Buyer\tMerchant\tAmazon.com\t\"Kids\" Bottle, 12oz\tKB-35\tB000000001\tShipped\t2\tUSD\t39.90\t3.19\t5.00\t0.40\t0.00\t0.00\tNowhere\tMA\t01234\tUS\t\tfalse\n\
         113-1234567-1234567\t\t2026-08-01T09:05:00+00:00\t2026-08-02T09:05:00+00:00\tShipped - Delivered to Buyer\tMerchant\tAmazon.com\tKettle\tKT-600\tB000000002\tShipped\t1\tUSD\t44.50\t3.56\t0.00\t0.00\t4.50\t0.00\tNowhere\tMA\t01234\tUS\n\
         113-1234567-7654321\t\t2026-08-01T10:05:00+00:00\t2026-08-01T10:05:00+00:00\tPending\tMerchant\tAmazon.com\tKettle\tKT-600\tB000000002\tUnshipped\t1\tUSD\t\t\t\t\t\t\tNowhere\tMA\t01234\tUS\t\tfalse\n"
    )
}

pub(crate) fn ebay() -> String {
    format!(
        "sep=,\n\n{EBAY}\n\
         101,12-34567-89012,sample_buyer,Sample Buyer,gift,Sample Buyer,+1 555 0100,1 Sample St,Nowhere,MA,01234,US,,,,2,,$5.00,\"$1,433.66\",Jul-25-26,Jul-25-26,Jul-28-26,,,,\n\
         101,12-34567-89012,sample_buyer,Sample Buyer,,,,,,,,,110000000001,Keyboard,KB-87,1,\"$1,400.00\",,,Jul-25-26,,Jul-28-26,Jul-26-26,1Z0000000001,900001,[Switch:Brown]\n\
         101,12-34567-89012,sample_buyer,Sample Buyer,,,,,,,,,110000000002,Bottle,KB-35,1,$28.66,,,Jul-25-26,,Jul-28-26,,,900002,\n\
         102,12-34567-89013,other_buyer,Other Buyer,,Other Buyer,+1 555 0101,2 Sample St,Nowhere,MA,01234,US,110000000002,Bottle,KB-35,1,$28.66,$5.00,$33.66,Jul-26-26,,Jul-29-26,,,900003,\n\n\
         2 record(s) downloaded,,,,\nSeller ID: sample,,,,\n"
    )
}

pub(crate) fn alipay(amount: &str) -> Vec<u8> {
    let text = format!(
        "#支付宝账务明细查询\r\n#账号：[20880000000000000156]\r\n#-----------------------------------------账务明细列表----------------------------------------\r\n\
         账务流水号,业务流水号,商户订单号,商品名称,发生时间,对方账号,收入金额（+元）,支出金额（-元）,账户余额（元）,交易渠道,业务类型,备注\r\n\
         90000000000001\t,2026080122001000000000000001\t,T200P{TAOBAO}\t,保温杯\t,2026-08-10 09:00:00,示例买家 (buyer1@example.invalid)\t,{amount},0.00,1059.00,支付宝,在线支付,\r\n\
         90000000000002\t,2026080122001000000000000001\t,T200P{TAOBAO}\t,保温杯\t,2026-08-10 09:00:01,示例买家 (buyer1@example.invalid)\t,0.00,-3.54,1055.46,支付宝,收费,代扣返点积分\r\n\
         #----------------------------------------账务明细列表结束-------------------------------------\r\n#支出合计：1笔，共-3.54元\r\n"
    );
    encoding_rs::GB18030.encode(&text).0.into_owned()
}

/// One of each, in the order in which a shop would take them in.
pub(crate) fn all() -> Vec<(Format, Vec<u8>)> {
    vec![
        (Format::TaobaoOrders, taobao_orders().into_bytes()),
        (Format::TaobaoItems, taobao_items().into_bytes()),
        (Format::TaobaoItems, taobao_details().into_bytes()),
        (Format::TaobaoRefunds, taobao_refunds().into_bytes()),
        (Format::PddOrders, pdd().into_bytes()),
        (Format::JdOrders, jd()),
        (Format::DouyinOrders, douyin().into_bytes()),
        (Format::DouyinCases, cases("待商家处理").into_bytes()),
        (Format::ShopifyOrders, shopify().into_bytes()),
        (Format::WooCommerceOrders, woocommerce().into_bytes()),
        (Format::AmazonOrders, amazon().into_bytes()),
        (Format::EbayOrders, ebay().into_bytes()),
        (Format::AlipayBill, alipay("106.00")),
    ]
}
