//! The words of what a column of a file is taken for.

use super::Lang;
use super::macros::texts;

texts! {
    col_waybill: "运单号" | "waybill";
    col_number: "订单号" | "order number";
    col_line: "子订单" | "line of the order";
    col_refund_id: "退款编号" | "refund number";
    col_buyer: "买家" | "buyer";
    col_status: "状态" | "status";
    col_goods_amount: "货款" | "goods";
    col_freight: "运费" | "freight";
    col_total: "总金额" | "total";
    col_paid: "实付" | "paid";
    col_refunded: "已退" | "refunded";
    col_receiver: "收货人" | "receiver";
    col_address: "地址" | "address";
    col_new_address: "改后的地址" | "changed address";
    col_province: "省" | "province";
    col_city: "市" | "city";
    col_district: "区" | "district";
    col_street: "街道" | "street";
    col_phone: "手机" | "phone";
    col_landline: "座机" | "landline";
    col_created_at: "下单时间" | "ordered";
    col_paid_at: "付款时间" | "paid at";
    col_shipped_at: "发货时间" | "shipped at";
    col_finished_at: "完成时间" | "finished at";
    col_ship_by: "发货期限" | "ship by";
    col_title: "商品" | "title";
    col_pieces: "总件数" | "pieces";
    col_tracking: "运单号" | "waybill";
    col_carrier: "快递公司" | "carrier";
    col_memo: "商家备注" | "seller's memo";
    col_old_memo: "旧版商家备注" | "older seller's memo";
    col_buyer_message: "买家留言" | "buyer's message";
    col_shop_id: "店铺编号" | "shop id";
    col_shop: "店铺" | "shop";
    col_close_reason: "关闭原因" | "why closed";
    col_price: "单价" | "price";
    col_quantity: "数量" | "quantity";
    col_sku: "规格" | "SKU";
    col_outer_id: "商家编码" | "seller's code";
    col_system_id: "系统编码" | "system's code";
    col_refund_status: "退款状态" | "refund status";
    col_type: "售后类型" | "type of case";
    col_opened_at: "申请时间" | "applied at";
    col_act_by: "超时时间" | "act by";
    col_ended_at: "完结时间" | "ended at";
    col_refunded_at: "退款时间" | "refunded at";
    col_goods: "货物状态" | "where the goods are";
    col_arbitration: "客服介入" | "arbitration";
    col_return_tracking: "退货运单号" | "return waybill";
    col_return_carrier: "退货快递" | "return carrier";
    col_reason: "原因" | "reason";
    col_explanation: "说明" | "explanation";
    col_returned_at: "退货时间" | "returned at";
    col_at_fault: "责任方" | "at fault";
    col_phase: "售中或售后" | "during or after the sale";
    col_product_id: "商品编号" | "product id";
    col_parcels: "包裹" | "parcels";
    col_flag: "旗" | "flag";
    col_payment: "支付方式" | "way of payment";
    col_currency: "币种" | "currency";
    col_financial_status: "付款状态" | "payment status";
    col_fulfilment_status: "发货状态" | "shipping status";
    col_cancelled_at: "取消时间" | "cancelled at";
    col_outstanding: "未付金额" | "outstanding";
    col_tax: "税" | "tax";
    col_line_total: "这一行的金额" | "amount of the line";
    col_line_freight: "这一行的运费" | "freight of the line";
    col_line_discount: "这一行的优惠" | "discount of the line";
    col_company: "公司" | "company";
    col_country: "国家" | "country";
    col_zip: "邮编" | "postcode";
    col_first_name: "名" | "first name";
    col_last_name: "姓" | "last name";
    col_exchange_tracking: "换货运单号" | "exchange waybill";
    col_exchange_goods: "换货商品" | "exchanged for";
    col_express_refund: "极速退款" | "instant refund";
    col_goods_shipped: "是否已发货" | "whether shipped";
    col_serial: "序号" | "serial number";
    col_trade: "支付流水" | "payment number";
    col_at: "时间" | "time";
    col_income: "收入" | "income";
    col_expense: "支出" | "expense";
    col_payment_kind: "业务类型" | "kind of payment";
    col_note: "备注" | "note";
    col_payer: "付款人" | "payer";
    col_amount: "金额" | "amount";
    col_answer: "回评" | "answer";
    col_batch: "批次" | "batch";
    col_billed_at: "寄件日期" | "sent on";
    col_buyer_level: "买家等级" | "buyer's level";
    col_counted_at: "盘点时间" | "counted at";
    col_faq: "常见问题" | "questions";
    col_fault: "页面问题" | "fault of the page";
    col_fee: "费用" | "fee";
    col_follow_up: "追评" | "follow-up";
    col_follow_up_at: "追评时间" | "follow-up at";
    col_id: "评价编号" | "review id";
    col_item_id: "商品编号" | "item id";
    col_last_scan: "最新轨迹" | "last scan";
    col_last_scan_at: "最新轨迹时间" | "last scan at";
    col_matching: "搭配" | "goes with";
    col_material: "材质" | "material";
    col_order: "订单号" | "order number";
    col_picked_up_at: "揽收时间" | "picked up at";
    col_pictures: "有图" | "pictures";
    col_place: "目的地" | "destination";
    col_properties: "规格" | "properties";
    col_question: "问题" | "question";
    col_selling_points: "卖点" | "selling points";
    col_signed_at: "签收时间" | "signed at";
    col_size_table: "尺码表" | "size table";
    col_stars: "评分" | "stars";
    col_state: "物流状态" | "state of the parcel";
    col_text: "评价" | "review";
    col_warehouse: "仓库" | "warehouse";
    col_warranty: "质保" | "warranty";
    col_weight: "重量" | "weight";
    col_written_at: "评价时间" | "written at";
}

impl Lang {
    /// What a column is taken for, by the code word of its field, in a file of this format; the code word itself for a
    /// field of a person's own mapping.
    pub fn column_word<'a>(self, format: &str, field: &'a str) -> &'a str {
        match field {
            "number" if matches!(format, "tracking" | "courier.bill") => self.col_waybill(),
            "number" => self.col_number(),
            "line" => self.col_line(),
            "refund_id" => self.col_refund_id(),
            "buyer" => self.col_buyer(),
            "status" => self.col_status(),
            "goods_amount" => self.col_goods_amount(),
            "freight" => self.col_freight(),
            "total" => self.col_total(),
            "paid" => self.col_paid(),
            "refunded" => self.col_refunded(),
            "receiver" => self.col_receiver(),
            "address" => self.col_address(),
            "new_address" => self.col_new_address(),
            "province" => self.col_province(),
            "city" => self.col_city(),
            "district" => self.col_district(),
            "street" => self.col_street(),
            "phone" => self.col_phone(),
            "landline" => self.col_landline(),
            "created_at" => self.col_created_at(),
            "paid_at" => self.col_paid_at(),
            "shipped_at" => self.col_shipped_at(),
            "finished_at" => self.col_finished_at(),
            "ship_by" => self.col_ship_by(),
            "title" => self.col_title(),
            "pieces" => self.col_pieces(),
            "tracking" => self.col_tracking(),
            "carrier" => self.col_carrier(),
            "memo" => self.col_memo(),
            "old_memo" => self.col_old_memo(),
            "buyer_message" => self.col_buyer_message(),
            "shop_id" => self.col_shop_id(),
            "shop" => self.col_shop(),
            "close_reason" => self.col_close_reason(),
            "price" => self.col_price(),
            "quantity" => self.col_quantity(),
            "sku" => self.col_sku(),
            "outer_id" => self.col_outer_id(),
            "system_id" => self.col_system_id(),
            "refund_status" => self.col_refund_status(),
            "type" => self.col_type(),
            "opened_at" => self.col_opened_at(),
            "act_by" => self.col_act_by(),
            "ended_at" => self.col_ended_at(),
            "refunded_at" => self.col_refunded_at(),
            "goods" => self.col_goods(),
            "arbitration" => self.col_arbitration(),
            "return_tracking" => self.col_return_tracking(),
            "return_carrier" => self.col_return_carrier(),
            "reason" => self.col_reason(),
            "explanation" => self.col_explanation(),
            "returned_at" => self.col_returned_at(),
            "at_fault" => self.col_at_fault(),
            "phase" => self.col_phase(),
            "product_id" => self.col_product_id(),
            "parcels" => self.col_parcels(),
            "flag" => self.col_flag(),
            "payment" => self.col_payment(),
            "currency" => self.col_currency(),
            "financial_status" => self.col_financial_status(),
            "fulfilment_status" => self.col_fulfilment_status(),
            "cancelled_at" => self.col_cancelled_at(),
            "outstanding" => self.col_outstanding(),
            "tax" => self.col_tax(),
            "line_total" => self.col_line_total(),
            "line_freight" => self.col_line_freight(),
            "line_discount" => self.col_line_discount(),
            "company" => self.col_company(),
            "country" => self.col_country(),
            "zip" => self.col_zip(),
            "first_name" => self.col_first_name(),
            "last_name" => self.col_last_name(),
            "exchange_tracking" => self.col_exchange_tracking(),
            "exchange_goods" => self.col_exchange_goods(),
            "express_refund" => self.col_express_refund(),
            "goods_shipped" => self.col_goods_shipped(),
            "serial" => self.col_serial(),
            "trade" => self.col_trade(),
            "at" => self.col_at(),
            "income" => self.col_income(),
            "expense" => self.col_expense(),
            "payment_kind" => self.col_payment_kind(),
            "note" => self.col_note(),
            "payer" => self.col_payer(),
            "amount" => self.col_amount(),
            "answer" => self.col_answer(),
            "batch" => self.col_batch(),
            "billed_at" => self.col_billed_at(),
            "buyer_level" => self.col_buyer_level(),
            "counted_at" => self.col_counted_at(),
            "faq" => self.col_faq(),
            "fault" => self.col_fault(),
            "fee" => self.col_fee(),
            "follow_up" => self.col_follow_up(),
            "follow_up_at" => self.col_follow_up_at(),
            "id" => self.col_id(),
            "item_id" => self.col_item_id(),
            "last_scan" => self.col_last_scan(),
            "last_scan_at" => self.col_last_scan_at(),
            "matching" => self.col_matching(),
            "material" => self.col_material(),
            "order" => self.col_order(),
            "picked_up_at" => self.col_picked_up_at(),
            "pictures" => self.col_pictures(),
            "place" => self.col_place(),
            "properties" => self.col_properties(),
            "question" => self.col_question(),
            "selling_points" => self.col_selling_points(),
            "signed_at" => self.col_signed_at(),
            "size_table" => self.col_size_table(),
            "stars" => self.col_stars(),
            "state" => self.col_state(),
            "text" => self.col_text(),
            "warehouse" => self.col_warehouse(),
            "warranty" => self.col_warranty(),
            "weight" => self.col_weight(),
            "written_at" => self.col_written_at(),
            own => own,
        }
    }
}
