//! Quick replies in words: groups, placeholders, and what is wrong with a file of them.

use super::macros::{texts, words};
use super::{Lang, Said};
use crate::domain::reply::{Group, Placeholder, ReplyFault, ReplyLang};

impl From<Lang> for ReplyLang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => ReplyLang::Zh,
            Lang::En => ReplyLang::En,
        }
    }
}

texts! {
    f_syntax(what: &str): "不是正确的 TOML: {what}" | "not valid TOML: {what}";
    h_syntax: "看一下这一行的引号、等号和方括号是否成对。" | "Check that quotes, equals signs and brackets on this line are complete.";
    f_not_utf8: "文件不是 UTF-8 编码" | "the file is not UTF-8";
    h_not_utf8: "在编辑器里另存为 UTF-8 再试。" | "Save it as UTF-8 in your editor and try again.";
    f_too_large(cap: usize): "文件超过 {cap} 字节" | "the file is larger than {cap} bytes";
    h_too_large: "删掉不用的话术，或检查是不是选错了文件。" | "Remove replies nobody uses, or check that this is the right file.";
    f_no_replies: "里面没有一条话术" | "there is no reply in it";
    h_no_replies: "每条话术以 [[reply]] 开头，可以照着 kefu replies export 的结果写。" | "Each reply begins with [[reply]]; kefu replies export shows how one looks.";
    f_unknown_key(key: &str): "不认识的项 {key}" | "unknown key {key}";
    h_unknown_key: "可用的项: code group when words case hours after weight zh en，zh 和 en 里是 title 和 text。" | "Known keys: code group when words case hours after weight zh en, with title and text in zh and en.";
    f_missing_key(key: &str): "缺少 {key}" | "{key} is missing";
    h_missing_key: "补上这一项。" | "Add it.";
    f_wrong_kind(key: &str, wanted: &str): "{key} 应该是{wanted}" | "{key} must be {wanted}";
    h_wrong_kind: "对照文件开头的说明改一下。" | "Compare it with the notes at the top of the file.";
    kind_text: "带引号的文字" | "quoted text";
    kind_list: "方括号里的一列文字" | "a list of quoted texts";
    kind_table: "一组项" | "a table";
    kind_yes_no: "true 或 false" | "true or false";
    kind_number: "整数" | "a whole number";
    f_bad_code(code: &str): "编码 {code} 不能用" | "the code {code} cannot be used";
    h_bad_code: "编码是 1 到 16 个小写字母、数字、- 或 _，例如 wl。" | "A code is 1 to 16 of a-z, 0-9, - and _, such as wl.";
    f_duplicate(code: &str, line: usize): "编码 {code} 和第 {line} 行重复" | "the code {code} is already used on line {line}";
    h_duplicate: "同一种语言里每条话术的编码要不一样。" | "Within a language every reply needs a code of its own.";
    f_unknown_group(group: &str): "没有 {group} 这个分组" | "there is no group {group}";
    h_unknown_group(groups: &str): "可用的分组: {groups}。" | "Groups: {groups}.";
    f_unknown_state(state: &str): "没有 {state} 这个订单状态" | "there is no order state {state}";
    h_unknown_state: "可用: any order no_order before waiting paid sent，以及 unpaid deposit_unpaid balance_unpaid to_ship part_shipped shipped success closed。" | "Known: any order no_order before waiting paid sent, and unpaid deposit_unpaid balance_unpaid to_ship part_shipped shipped success closed.";
    f_unknown_placeholder(name: &str): "没有 {name} 这个占位符" | "there is no placeholder {name}";
    h_unknown_placeholder(names: &str): "可用的占位符: {names}。" | "Placeholders: {names}.";
    f_lone_brace: "花括号不成对" | "a brace without its partner";
    h_lone_brace: "占位符写作 {{order.item}}，要打出花括号本身请写两个。" | "A placeholder is written {{order.item}}; to show a brace, write it twice.";
    f_wide_brace: "全角花括号不会被填写" | "full-width braces are not filled in";
    h_wide_brace: "把输入法切到半角，再打一次花括号。" | "Type the braces again with the input method switched to half width.";
    f_empty(what: &str): "{what} 是空的" | "{what} is empty";
    h_empty: "写上内容，或删掉这一条。" | "Write something there, or remove it.";
    f_too_long(chars: usize): "有 {chars} 个字，平台一次发不出去" | "{chars} characters, more than a platform sends at once";
    h_too_long: "拆成两条，每条不超过 500 字。" | "Split it in two of at most 500 characters (1500 in English).";
    f_bad_hours(text: &str): "看不懂时段 {text}" | "cannot read the hours {text}";
    h_bad_hours: "时段写作 22-8。" | "Hours are written 22-8.";
    f_bad_span(text: &str): "看不懂时长 {text}" | "cannot read the span {text}";
    h_bad_span: "时长写作 12h 或 3d。" | "A span is written 12h or 3d.";
    f_bad_weight: "weight 要在 0 到 9 之间" | "weight must be from 0 to 9";
    h_bad_weight: "不确定就删掉这一项。" | "When in doubt, leave it out.";
    f_forbidden(words: &str, rule: &str): "'{words}' 违反规则 {rule}" | "\"{words}\" is against the rule {rule}";
    h_forbidden: "换个说法；发送时会被拦下。" | "Say it another way; it would be stopped when sent.";
    f_alike(code: &str, line: usize): "和第 {line} 行的 {code} 几乎一样" | "nearly the same as {code} on line {line}";
    h_alike: "留下一条，或写出它们的不同。" | "Keep one, or make the difference plain.";
}

words! {
    /// The name of a group of replies.
    reply_group(Group) {
        Greeting: "问候" | "Greeting";
        Product: "商品" | "Product";
        Size: "尺码" | "Size";
        Stock: "库存" | "Stock";
        Price: "议价" | "Price";
        Campaign: "活动" | "Offers";
        Reprice: "改价" | "Price change";
        Payment: "付款" | "Payment";
        PayReminder: "催付" | "Payment reminder";
        Presale: "预售" | "Pre-sale";
        AddressCheck: "核对地址" | "Address check";
        AddressChange: "改地址" | "Address change";
        Shipping: "发货" | "Shipping";
        ShipNudge: "催发货" | "Asking to ship";
        Tracking: "物流" | "Tracking";
        Courier: "快递问题" | "Courier trouble";
        Intercept: "拦截" | "Interception";
        OutOfStock: "缺货" | "Out of stock";
        Resend: "补寄" | "Resend";
        Return: "退货" | "Return";
        Exchange: "换货" | "Exchange";
        Refund: "退款" | "Refund";
        Freight: "运费" | "Freight";
        Damage: "破损" | "Damage";
        PriceGuard: "价保" | "Price guard";
        Invoice: "发票" | "Invoice";
        Gift: "赠品" | "Gift";
        Review: "评价" | "Review";
        ReviewAnswer: "回评" | "Answer to a review";
        Soothe: "安抚" | "Soothing";
        Complaint: "投诉" | "Complaint";
        Away: "离开" | "Away";
        Goodbye: "道别" | "Goodbye";
    }
}

words! {
    /// The name of a place to fill, as it stands in a hole.
    placeholder(Placeholder) {
        Buyer: "买家昵称" | "buyer's name";
        Agent: "客服名" | "your name";
        Shop: "店铺名" | "shop name";
        Today: "今天日期" | "today";
        OrderNumber: "订单号" | "order number";
        OrderTail: "订单尾号" | "end of order number";
        OrderItem: "商品" | "item";
        OrderSku: "规格" | "variant";
        OrderCount: "件数" | "number of pieces";
        OrderAmount: "订单金额" | "order amount";
        OrderStatus: "订单状态" | "order status";
        OrderPlaced: "下单时间" | "time of order";
        OrderPayBy: "付款截止时间" | "pay by";
        OrderShipBy: "发货截止时间" | "ship by";
        OrderShipped: "发货时间" | "time shipped";
        OrderSigned: "签收时间" | "time delivered";
        OrderCarrier: "快递公司" | "courier";
        OrderTracking: "快递单号" | "tracking number";
        OrderReceiver: "收货人" | "receiver";
        OrderAddress: "收货地址" | "address";
        RefundAmount: "退款金额" | "refund amount";
        RefundDeadline: "处理截止时间" | "deadline";
        ReturnTracking: "退货单号" | "return tracking number";
        FreightCap: "运费上限" | "freight limit";
        Product: "咨询的商品" | "product";
        Stock: "库存数" | "pieces in stock";
        ReturnAddress: "退货地址" | "return address";
        ShopHours: "客服时间" | "service hours";
        ShopCutoff: "当天发货截止时间" | "same-day cut-off";
        ShopCarrier: "默认快递" | "usual courier";
        ShopOrigin: "发货地" | "place of dispatch";
        Eta: "预计时间" | "expected time";
        Freight: "运费" | "freight";
        Price: "价格" | "price";
        Amount: "金额" | "amount";
        Coupon: "优惠券" | "coupon";
        Gift: "赠品" | "gift";
        Size: "尺码" | "size";
        Date: "日期" | "date";
        Time: "时间" | "time";
        InvoiceTitle: "发票抬头" | "invoice name";
        Finding: "核实结果" | "what was found";
        Alternative: "替代方案" | "alternative";
        NewTracking: "新快递单号" | "new tracking number";
        Blank: "待填" | "to fill in";
    }
}

impl Lang {
    /// What is wrong with a file of replies, and what to do.
    pub fn reply_fault(self, fault: &ReplyFault) -> Said {
        let (what, hint) = match fault {
            ReplyFault::Syntax(what) => (self.f_syntax(what), self.h_syntax().into()),
            ReplyFault::NotUtf8 => (self.f_not_utf8().into(), self.h_not_utf8().into()),
            ReplyFault::TooLarge(cap) => (self.f_too_large(*cap), self.h_too_large().into()),
            ReplyFault::NoReplies => (self.f_no_replies().into(), self.h_no_replies().into()),
            ReplyFault::UnknownKey(key) => (self.f_unknown_key(key), self.h_unknown_key().into()),
            ReplyFault::MissingKey(key) => (self.f_missing_key(key), self.h_missing_key().into()),
            ReplyFault::WrongKind { key, wanted } => {
                (self.f_wrong_kind(key, self.toml_kind(wanted)), self.h_wrong_kind().into())
            }
            ReplyFault::BadCode(code) => (self.f_bad_code(code), self.h_bad_code().into()),
            ReplyFault::DuplicateCode { code, first } => (self.f_duplicate(code, *first), self.h_duplicate().into()),
            ReplyFault::UnknownGroup(group) => {
                (self.f_unknown_group(group), self.h_unknown_group(&Group::ALL.map(Group::code).join(" ")))
            }
            ReplyFault::UnknownState(state) => (self.f_unknown_state(state), self.h_unknown_state().into()),
            ReplyFault::UnknownPlaceholder(name) => (
                self.f_unknown_placeholder(name),
                self.h_unknown_placeholder(&Placeholder::ALL.map(Placeholder::code).join(" ")),
            ),
            ReplyFault::LoneBrace => {
                (self.f_lone_brace().into(), self.h_lone_brace().replace("{{", "{").replace("}}", "}"))
            }
            ReplyFault::WideBrace => (self.f_wide_brace().into(), self.h_wide_brace().into()),
            ReplyFault::Empty(what) => (self.f_empty(what), self.h_empty().into()),
            ReplyFault::TooLong(chars) => (self.f_too_long(*chars), self.h_too_long().into()),
            ReplyFault::BadHours(text) => (self.f_bad_hours(text), self.h_bad_hours().into()),
            ReplyFault::BadSpan(text) => (self.f_bad_span(text), self.h_bad_span().into()),
            ReplyFault::BadWeight => (self.f_bad_weight().into(), self.h_bad_weight().into()),
            ReplyFault::Forbidden { words, rule } => (self.f_forbidden(words, rule), self.h_forbidden().into()),
            ReplyFault::Alike { code, line } => (self.f_alike(code, *line), self.h_alike().into()),
        };
        Said { what, hint }
    }

    fn toml_kind(self, kind: &str) -> &'static str {
        match kind {
            "list" => self.kind_list(),
            "table" => self.kind_table(),
            "yes_no" => self.kind_yes_no(),
            "number" => self.kind_number(),
            _ => self.kind_text(),
        }
    }
}
