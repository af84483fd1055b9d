//! The words that carry each meaning. `a&b` wants both, `!c` forbids one; all lower case.

use super::Meaning;

/// Meaning and the cues for it, Chinese first.
#[rustfmt::skip]
pub(super) const CUES: &[(Meaning, &[&str])] = &[
    (Meaning::Refused, &[
        "没能拦住",
        "不支持", "不可以", "不能&!能不能&!不能确定", "没办法", "无法&!无法确定", "办不了", "不予", "做不到", "不行", "不接受", "恕不", "不退不换", "不提供",
        "cannot", "can't", "unable to", "not possible", "do not accept", "don't accept", "not able to", "won't be able", "we do not offer", "not eligible", "no longer possible",
    ]),
    (Meaning::PriceRefused, &[
        "不议价", "最低价", "已经是最低", "已是最低", "不讲价", "没有优惠", "不能再少", "不能便宜", "没法便宜", "最优惠的价", "薄利", "价格&一样", "实价",
        "best price", "lowest price", "price is fixed", "no discount", "cannot lower", "can't lower", "fixed price", "already the lowest",
    ]),
    (Meaning::OutOfStock, &[
        "已经下架", "taken down",
        "没货", "缺货", "无货", "断货", "售罄", "卖完", "卖光", "没有现货", "没有库存", "暂时没有",
        "out of stock", "sold out", "no stock", "not in stock", "none left", "unavailable",
    ]),
    (Meaning::OfferedRefund, &[
        "定金怎么退", "has been settled", "it is refunded", "退到您", "金额",
        "仅退款", "给您退款", "为您退款", "帮您退款", "退款给您", "同意退款", "申请退款", "全额退", "直接退款", "已退款", "原路退", "退回您", "退款已", "部分退款",
        "refund you", "full refund", "a refund", "refund the", "refund has", "refund is on", "issue the refund", "money back", "partial refund",
    ]),
    (Meaning::OfferedReturn, &[
        "请寄到", "走退货", "办退换", "退货申请", "return request", "the way back", "return insurance",
        "退货退款", "寄回来&!换", "退回来", "申请退货", "可以退货", "支持退货", "退货地址", "办理退货", "无理由退", "七天无理由", "7天无理由", "给您退货",
        "return it", "return the", "send it back", "return address", "you can return", "free return", "returned within", "start a return",
    ]),
    (Meaning::OfferedExchange, &["换货", "给您换", "帮您换", "换一件", "换一个", "换一双", "换大一码", "换小一码", "调换", "换码", "换成", "exchange", "swap", "replace it with"]),
    (Meaning::OfferedResend, &[
        "the replacement for","补发", "补寄", "重新发一", "重发", "再发一", "重新寄", "再寄一", "resend", "send another", "send a new one", "send a replacement", "reship", "send the missing", "send you the missing"]),
    (Meaning::OfferedCompensation, &[
        "的差价", "价保", "the difference of",
        "补偿", "赔偿", "退差价", "补差价给", "返现&!不", "退您&元", "补您&元", "补给您&元", "红包", "赔您", "打款给您", "小额打款", "差价退", "退给您&元",
        "compensat", "make up for it with", "price difference back", "refund the difference", "difference back", "as an apology we", "small credit",
    ]),
    (Meaning::FreightOurs, &[
        "不用自己跑", "we pay both", "return insurance", "不用付运费",
        "运费我们", "邮费我们", "我们承担运费", "我们承担邮费", "运费由我们", "我们出运费", "运费险", "运费补给", "运费退给", "不用您出运费", "免费上门取", "到付寄", "邮费由我们", "上门取件&免费", "报销运费", "我们承担",
        "we pay the return", "we cover the", "prepaid label", "free pickup", "return shipping is on us", "shipping is on us", "refund the postage", "we will pay the postage", "freight insurance",
    ]),
    (Meaning::FreightYours, &[
        "you pay the way back", "运费由谁", "who pays the freight",
        "运费您", "邮费您", "运费需要您", "运费由您", "您承担", "运费自理", "自行承担", "邮费需要您", "运费由买家", "买家承担",
        "at your own cost", "you pay the return", "return shipping is yours", "buyer pays", "your expense", "you would cover",
    ]),
    (Meaning::PriceGiven, &[
        "sold in advance at", "more for a faster",
        "优惠券", "领券", "改价", "给您优惠", "便宜&元", "减&元", "立减", "包邮", "打&折", "抹零", "少收", "改好价", "优惠&元", "免邮", "给您少", "批发价",
        "coupon", "discount code", "% off", "knock", "free shipping", "lower the price", "changed the price", "bulk price", "special price",
    ]),
    (Meaning::InStock, &[
        "offered in advance", "是预售","有货", "现货", "有库存", "库存充足", "还有&件", "还有的", "in stock", "we have it", "still available", "plenty left"]),
    (Meaning::SizeAdvice, &[
        "建议您拍", "建议拍", "建议&码", "推荐&码", "适合&码", "穿&码&!什么码&!多大码", "拍&码", "选&码&!什么码", "偏大", "偏小", "正常尺码", "标准码", "平时穿多大拍多大",
        "i suggest", "we suggest", "recommend size", "recommend the", "recommend a", "go for size", "true to size", "size up", "take the m", "take the l", "runs small", "runs large", "size m", "size l",
    ]),
    (Meaning::GiftPromised, &["赠品", "小礼物", "送您一", "小样", "礼品", "送您&份", "gift", "free sample", "samples"]),
    (Meaning::Invoice, &["发票", "抬头", "税号", "开票", "invoice", "tax number", "tax id"]),
    (Meaning::WillCall, &["回电", "给您打电话", "给您去电", "致电", "打给您", "电话联系您", "电话回访", "call you", "give you a call", "phone you", "ring you"]),
    (Meaning::StaysOnPlatform, &[
        "平台内", "平台交易", "加微信&不", "不加微信", "不能加", "不方便加", "平台上交易", "平台下单", "站内", "店铺下单", "官方渠道", "不线下",
        "on the platform", "through the platform", "outside the platform", "off platform", "through the shop only", "here in the chat only",
    ]),
    (Meaning::ExplainedUse, &[
        "通风晾", "晾一两天",
        "使用方法", "操作方法", "长按", "说明书", "步骤", "按住", "先&再", "首次使用", "充满电", "冷水", "手洗", "机洗", "教程", "清洗",
        "press and hold", "the manual", "instructions", "step by step", "first time you use", "hand wash", "machine wash", "rinse",
    ]),
    (Meaning::Warranty, &["质保", "保修", "三包", "维修", "联保", "warranty", "guarantee", "repair"]),
    (Meaning::Intercepted, &["拦截", "截单", "截住", "召回包裹", "通知快递退回", "intercept", "stop the parcel", "call the parcel back", "hold the shipment"]),
    (Meaning::Cancelled, &["取消订单&!申请取消", "帮您取消", "已取消", "为您取消", "订单取消", "关闭订单", "cancel it for you", "cancelled", "canceled", "cancel the order", "cancel your order"]),
    (Meaning::GaveTracking, &[
        "在派送", "交给快递", "交给{order.carrier", "已经签收", "单号 ", "单号已", "单号现在", "has been delivered", "has left", "tracking {", "tracking yt", "tracking sf", "the parcel is", "shipping records", "have the parcel",
        "物流显示", "快递显示", "单号是", "运单号", "快递单号&!提供", "目前到", "已到达", "派送中", "正在派送", "运输中", "在途", "已揽收", "转运中心", "已签收", "已发出", "已经发出", "已经发货", "已发货", "查件",
        "tracking number", "tracking shows", "in transit", "out for delivery", "has been shipped", "was shipped", "already shipped", "arrived at", "is on its way", "waybill",
    ]),
    (Meaning::GaveDate, &[
        "{eta}", "一般&天", "小时", "内发出", "到账时间", "takes 2", "take 2", "days, ", "expected by", "should reach you", "next step is due",
        "今天&!今天没", "明天", "后天", "小时内", "小时之内", "天内", "天到", "天左右", "个工作日", "工作日内", "周一", "周二", "周三", "周四", "周五", "周六", "周日", "月底", "前发", "点前", "之前发", "今晚", "下午发", "预计", "号发", "日发", "日前", 
        "today", "tomorrow", "within 24", "within 48", "within 72", "hours", "working days", "business days", "by monday", "by tuesday", "by wednesday", "by thursday", "by friday", "on monday", "on tuesday", "on wednesday", "on thursday", "on friday", "next week", "this afternoon", "tonight", "expected", "days to arrive", "in 2 days", "in 3 days",
    ]),
    (Meaning::AskedAddress, &[
        "门牌", "完整地址", "新的收货", "full address", "new receiver", "check the receiver", "receiver, phone", "please check:",
        "核对&地址", "确认&地址", "新地址", "地址发", "提供&地址", "收货地址&对吗", "地址&是否正确", "收货信息", "收件人&电话", "地址&吗", "姓名电话地址", "详细地址", "发下地址", "发一下地址",
        "your address", "new address", "the address", "confirm the address", "delivery address", "where should it go", "shipping address",
    ]),
    (Meaning::AskedPhoto, &["拍照", "拍个照", "照片", "图片", "拍张", "视频", "拍下瑕疵", "发个图", "拍一下", "拍几张", "photo", "picture", "video", "snapshot"]),
    (Meaning::AskedSize, &["身高", "体重", "平时穿", "什么码", "多大码", "几码", "脚长", "height", "weight", "usually wear", "foot length"]),
    (Meaning::AskedOrder, &["订单号", "哪一单", "哪个订单", "订单编号", "哪笔订单", "哪款", "哪一款", "商品链接", "order number", "which order", "which item", "which one"]),
    (Meaning::AskedReason, &[
        "您的诉求", "您是在考虑", "跟我说", "告诉我您", "什么不满意", "还是别的问题", "tell me first", "tell me what", "what you wish", "according to what", "which you are weighing", "is it the price", "choose what really", "原因按实际",
        "什么问题", "怎么了", "什么原因", "具体是", "哪里不", "哪方面", "遇到什么", "能说一下", "方便说", "哪里有问题", "什么情况", "怎么回事",
        "what happened", "what is wrong", "what's wrong", "tell me more", "what is the problem", "what went wrong", "what seems", "could you describe", "may i ask why",
    ]),
    (Meaning::PaymentNudge, &[
        "记得付款", "尾款可以付", "付定金", "先付", "自动关闭", "balance is paid", "pay in time", "will close by itself", "balance payment", "deposit reserves",
        "还没付款", "还未付款", "未付款", "没付款", "尽快付款", "付款今天", "付款后", "付款就", "及时付款", "拍下", "下单", "为您保留", "付款&帮助", "付款&遇到",
        "not paid", "unpaid", "complete the payment", "payment yet", "once you pay", "place the order", "reserved for you", "pay before", "trouble paying",
    ]),
    (Meaning::Done, &[
        "可以备注", "延长收货", "noted on", "note them", "can extend", "flag the order", "帮您按", "可以改", "can be changed", "安排到",
        "已备注", "备注好", "已经改", "已改", "改好", "已修改", "帮您改", "已登记", "已处理", "办好", "已为您", "已经为您", "已帮您", "已经帮您", "安排好", "已安排", "记下", "已反馈", "已提交", "给您备注", "帮您备注", "已开", "没问题", "可以的", "当然可以", "好的&改",
        "have changed", "has been changed", "noted it", "have noted", "is noted", "all set", "taken care of", "have updated", "is updated", "no problem", "of course", "will do", "has been arranged", "added a note",
    ]),
    (Meaning::AskedToWait, &[
        "一直在跟", "继续跟", "盯着", "主动告诉", "结果告诉", "问网点", "联系网点", "转给主管", "转给负责", "问了仓库", "有结果马上", "passing", "keep an eye", "come back to you", "keep following", "asked the warehouse", "watching it", "as soon as there is news", "be noted", "转给",
        "稍等", "等一下", "帮您查", "查一下", "马上看", "马上帮您看", "帮您看", "核实", "请耐心", "稍后", "联系快递", "联系仓库", "催一下", "帮您催", "问一下", "反馈给",
        "one moment", "a moment", "let me check", "checking", "please wait", "hold on", "bear with", "look into", "i will ask", "i'll ask", "ask the warehouse", "ask the courier", "give me a minute", "contact the courier",
    ]),
    (Meaning::Apologised, &[
        "道歉", "是我们的问题", "our mistake", "you are right: we","抱歉", "对不起", "不好意思", "非常遗憾", "给您添麻烦", "给您带来", "见谅", "sorry", "apolog", "inconvenience"]),
    (Meaning::Goodbye, &[
        "谢谢您写", "谢谢亲", "随时欢迎", "没关系", "thank you for", "whenever you need", "先来找我", "come to me first", "一直在",
        "祝您", "欢迎下次", "期待您", "再见", "感谢您的支持", "感谢惠顾", "随时联系", "生活愉快", "感谢您的理解", "欢迎再来",
        "have a nice", "have a lovely", "have a good", "thank you for shopping", "goodbye", "see you", "any time", "take care",
    ]),
    (Meaning::Greeting, &["您好", "你好", "在的", "在呢", "欢迎光临", "hello", "hi ", "hi there", "good morning", "good afternoon", "good evening", "welcome", "how can i help"]),
];
