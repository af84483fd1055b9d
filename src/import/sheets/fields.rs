//! The fields of each sheet and the names people give them, in the form names are compared in.

use crate::import::format::{Format, Header};

/// A field's word and its names, the surer ones first. The word itself is a name too.
pub(super) type Field = (&'static str, &'static [&'static str]);

const STOCK: &[Field] = &[
    (
        "sku",
        &[
            "sku编码",
            "规格编码",
            "规格商家编码",
            "商家编码规格维度",
            "商品编码",
            "商家编码",
            "货号",
            "商品sku编码",
            "skucode",
            "skuid",
            "货品编码",
            "货品编号",
            "物料编码",
            "外部编码",
            "条码",
            "商品条码",
            "sellersku",
            "variantsku",
        ],
    ),
    ("outer_id", &["款式编码", "款号", "款式编号", "商家编码商品维度", "spu编码", "spu", "商品款号", "stylecode"]),
    (
        "title",
        &[
            "商品名称",
            "品名",
            "货品名称",
            "商品标题",
            "宝贝标题",
            "商品",
            "名称",
            "物料名称",
            "productname",
            "itemname",
        ],
    ),
    (
        "properties",
        &[
            "颜色及规格",
            "颜色规格",
            "规格名称",
            "商品规格",
            "规格",
            "商品属性",
            "规格型号",
            "属性",
            "variant",
            "options",
        ],
    ),
    (
        "quantity",
        &[
            "可用库存",
            "可用数",
            "可用库存数",
            "可用数量",
            "可售库存",
            "可销库存",
            "可发库存",
            "可配库存",
            "库存可用数",
            "实际库存数",
            "实际库存",
            "现有库存",
            "当前库存",
            "库存数量",
            "库存数",
            "库存量",
            "库存",
            "在库数量",
            "结存数量",
            "available",
            "availablequantity",
            "onhand",
            "stock",
            "stockquantity",
            "qty",
            "数量",
        ],
    ),
    ("warehouse", &["仓库", "仓库名称", "仓名", "所在仓库", "发货仓", "location", "warehousename"]),
    ("place", &["库位", "货位", "仓位", "主仓位", "bin"]),
    ("batch", &["批次", "批次号", "批号", "batchno"]),
    (
        "counted_at",
        &[
            "盘点时间",
            "库存时间",
            "更新时间",
            "库存更新时间",
            "统计时间",
            "截止时间",
            "导出时间",
            "最后更新时间",
            "快照时间",
            "修改时间",
            "countedat",
            "updatedat",
            "asof",
            "date",
        ],
    ),
];

const PRODUCTS: &[Field] = &[
    ("title", &["商品名称", "商品标题", "宝贝标题", "标题", "品名", "产品名称", "宝贝名称", "productname"]),
    ("outer_id", &["款式编码", "款号", "商家编码", "商品编码", "货号", "产品编码", "spu", "spu编码", "stylecode"]),
    ("item_id", &["商品id", "宝贝id", "链接id", "商品链接id", "numiid", "itemid", "商品链接", "链接", "url"]),
    ("sku", &["sku编码", "规格编码", "规格商家编码", "sku", "skucode", "skuid"]),
    ("properties", &["颜色及规格", "颜色规格", "规格名称", "商品规格", "规格", "商品属性", "属性"]),
    ("material", &["材质", "面料", "材质成分", "面料成分", "成分", "材料", "fabric"]),
    ("size_table", &["尺码表", "尺寸表", "尺码", "尺寸", "规格参数", "sizes", "sizechart"]),
    ("selling_points", &["卖点", "商品卖点", "核心卖点", "产品卖点", "亮点", "特点", "features", "highlights"]),
    ("matching", &["搭配", "搭配商品", "搭配款", "关联商品", "关联sku", "搭配sku", "推荐搭配", "适配型号", "goeswith"]),
    ("warranty", &["质保", "保修", "质保期", "保修期", "售后政策", "保修政策", "guarantee"]),
    ("question", &["问题", "常见问题", "问", "买家问题", "q"]),
    ("answer", &["答案", "回答", "答", "回复", "解答", "a"]),
    ("faq", &["问答", "常见问答", "问答集"]),
    ("fault", &["页面问题", "页面错误", "详情页问题", "页面纠错", "描述错误", "pagefault"]),
];

const TRACKING: &[Field] = &[
    ("number", &["运单号", "物流单号", "快递单号", "运单编号", "面单号", "trackingnumber", "tracking", "waybill"]),
    ("carrier", &["物流公司", "快递公司", "承运商", "快递", "物流", "courier"]),
    ("order", &["订单编号", "订单号", "主订单编号", "平台订单号", "线上订单号", "原始单号", "交易编号", "ordernumber"]),
    ("picked_up_at", &["揽收时间", "揽件时间", "取件时间", "收件时间", "pickedupat", "pickuptime"]),
    (
        "last_scan_at",
        &[
            "最新物流时间",
            "最后物流时间",
            "最新轨迹时间",
            "最近扫描时间",
            "最后扫描时间",
            "最后更新时间",
            "物流更新时间",
            "轨迹时间",
            "最新时间",
            "lastscanat",
            "lastupdate",
        ],
    ),
    ("last_scan", &["最新物流", "最新轨迹", "物流轨迹", "最新物流信息", "最后轨迹", "物流信息", "轨迹", "lastscan"]),
    ("signed_at", &["签收时间", "妥投时间", "完成签收时间", "signedat", "deliveredat"]),
    ("state", &["物流状态", "快递状态", "签收状态", "运单状态", "轨迹状态", "deliverystatus"]),
];

const REVIEWS: &[Field] = &[
    ("id", &["评论id", "评价id", "评价编号", "评论编号", "rateid", "reviewid"]),
    ("order", &["订单编号", "订单号", "主订单编号", "关联订单号", "ordernumber"]),
    ("buyer", &["用户昵称", "买家昵称", "买家会员名", "昵称", "评价人", "用户名", "买家", "nickname"]),
    ("buyer_level", &["用户等级", "会员等级", "买家等级", "等级"]),
    ("written_at", &["评价时间", "评论时间", "初评时间", "初次评价时间", "时间", "writtenat", "createdat"]),
    ("title", &["商品名称", "商品标题", "宝贝标题", "宝贝名称", "商品", "productname"]),
    ("sku", &["商品规格", "规格", "商品属性", "规格名称"]),
    ("outer_id", &["商家编码", "商品编码", "货号"]),
    ("item_id", &["商品id", "宝贝id", "numiid", "itemid"]),
    ("stars", &["评分", "星级", "评价星级", "评价等级", "评价结果", "评价类型", "好中差评", "rating", "score"]),
    ("text", &["初评内容", "评价内容", "评论内容", "初次评价", "评价", "评论", "reviewtext", "content", "comment"]),
    ("pictures", &["有图片", "是否有图", "图片", "晒图", "评价图片", "pictures"]),
    ("follow_up", &["追评内容", "追加评价", "追评", "追加评论", "追加内容"]),
    ("follow_up_at", &["追评时间", "追加时间", "追加评价时间"]),
    ("answer", &["商家回复", "卖家回复", "店铺回复", "商家解释", "回评", "评价解释", "解释内容", "reply"]),
];

const BILLS: &[Field] = &[
    ("number", &["运单号", "运单号码", "物流单号", "快递单号", "运单编号", "面单号", "trackingnumber", "waybill"]),
    ("carrier", &["物流公司", "快递公司", "承运商", "快递", "courier"]),
    (
        "amount",
        &[
            "结算金额",
            "应收金额",
            "应付金额",
            "应付运费",
            "结算运费",
            "账单金额",
            "费用合计",
            "运费合计",
            "总运费",
            "合计费用",
            "快递费",
            "运费",
            "运费金额",
            "金额",
            "费用",
            "charge",
            "freight",
        ],
    ),
    ("weight", &["计费重量", "结算重量", "计费重", "称重重量", "重量", "实际重量", "出库重量", "billedweight"]),
    ("fee", &["费用类型", "费用项目", "费用名称", "收费项目", "业务类型", "feetype"]),
    (
        "billed_at",
        &[
            "账单日期",
            "结算日期",
            "计费日期",
            "业务时间",
            "发货日期",
            "寄件日期",
            "寄件时间",
            "揽收时间",
            "扫描时间",
            "日期",
            "发货时间",
            "billedat",
        ],
    ),
    ("place", &["目的地", "目的省份", "目的省", "收件省", "收件省份", "目的城市", "到达地", "destination"]),
];

/// Names under which a count of pieces is one of stock, and not of something ordered.
const COUNTS_STOCK: &[&str] = &["库存", "可用数", "可用数量", "在库", "结存", "available", "onhand", "stock"];

/// The fields of a sheet; none for the formats of platforms.
pub(super) fn of(format: Format) -> &'static [Field] {
    match format {
        Format::Stock => STOCK,
        Format::Products => PRODUCTS,
        Format::Tracking => TRACKING,
        Format::Reviews => REVIEWS,
        Format::CourierBill => BILLS,
        _ => &[],
    }
}

/// What a sheet must have: of each group one field at least.
pub(super) fn needed(format: Format) -> &'static [&'static [&'static str]] {
    match format {
        Format::Stock => &[&["sku", "outer_id"], &["quantity"]],
        Format::Products => &[&["title", "outer_id", "item_id", "sku"]],
        Format::Tracking => &[&["number"]],
        Format::Reviews => &[&["text", "follow_up", "stars"]],
        Format::CourierBill => &[&["number"], &["amount"]],
        _ => &[],
    }
}

/// True when the sheet counts stock: a bare 数量 may count anything.
pub(super) fn counts_stock(header: &Header) -> bool {
    header.keys.iter().any(|key| COUNTS_STOCK.iter().any(|word| key.contains(word)))
}
