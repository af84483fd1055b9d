//! The action table: every single thing a user can do, one row each.
//!
//! The enum, the keymap, `?`, the footer hints, the palette, the manual's key list and the check of the
//! configuration all come from these rows; nothing else in the program spells a key.

use crate::text::Lang;

/// Where a row's keys work. The keymap looks in the scope of the top overlay, else of the focused part, then in
/// the wider ones ([`Scope::wider`]).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Scope {
    /// Everywhere outside text; chords and function keys inside text too.
    Global,
    /// Every list.
    List,
    /// The queue.
    Queue,
    /// The messages of a conversation.
    Chat,
    /// The composer: text first, only chords reach the table.
    Composer,
    /// The order list and an order.
    Orders,
    /// The case list and a case.
    Cases,
    /// The work log.
    Log,
    /// The to-do list of the shift.
    Todo,
    /// Any overlay.
    Overlay,
}

impl Scope {
    /// All scopes, in the order the help lists them.
    pub const ALL: [Scope; 10] = [
        Scope::Global,
        Scope::List,
        Scope::Queue,
        Scope::Chat,
        Scope::Composer,
        Scope::Orders,
        Scope::Cases,
        Scope::Log,
        Scope::Todo,
        Scope::Overlay,
    ];

    /// The scopes a key is looked up in, narrowest first.
    pub const fn wider(self) -> &'static [Scope] {
        match self {
            Scope::Global => &[Scope::Global],
            Scope::List => &[Scope::List, Scope::Global],
            Scope::Queue => &[Scope::Queue, Scope::List, Scope::Global],
            Scope::Chat => &[Scope::Chat, Scope::List, Scope::Global],
            Scope::Composer => &[Scope::Composer, Scope::Global],
            Scope::Orders => &[Scope::Orders, Scope::List, Scope::Global],
            Scope::Cases => &[Scope::Cases, Scope::List, Scope::Global],
            Scope::Log => &[Scope::Log, Scope::List, Scope::Global],
            Scope::Todo => &[Scope::Todo, Scope::List, Scope::Global],
            Scope::Overlay => &[Scope::Overlay],
        }
    }

    /// Its heading in the help.
    pub const fn title(self, tr: Lang) -> &'static str {
        match (tr, self) {
            (Lang::Zh, Scope::Global) => "随处",
            (Lang::En, Scope::Global) => "Everywhere",
            (Lang::Zh, Scope::List) => "列表",
            (Lang::En, Scope::List) => "Lists",
            (Lang::Zh, Scope::Queue) => "会话列表",
            (Lang::En, Scope::Queue) => "Chat queue",
            (Lang::Zh, Scope::Chat) => "会话",
            (Lang::En, Scope::Chat) => "Conversation",
            (Lang::Zh, Scope::Composer) => "回复框",
            (Lang::En, Scope::Composer) => "Composer",
            (Lang::Zh, Scope::Orders) => "订单",
            (Lang::En, Scope::Orders) => "Orders",
            (Lang::Zh, Scope::Cases) => "售后",
            (Lang::En, Scope::Cases) => "Cases",
            (Lang::Zh, Scope::Log) => "日志",
            (Lang::En, Scope::Log) => "Work log",
            (Lang::Zh, Scope::Todo) => "待办",
            (Lang::En, Scope::Todo) => "To-do list",
            (Lang::Zh, Scope::Overlay) => "弹窗",
            (Lang::En, Scope::Overlay) => "Overlays",
        }
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Row {
    /// The action.
    pub action: Action,
    /// Its name in the configuration and the palette's alias search.
    pub id: &'static str,
    /// Where its keys work.
    pub scope: Scope,
    /// Default chords, separated by blanks; a leading `!` says that the chord may shadow a wider scope's.
    pub keys: &'static str,
    /// Place among the footer's hints, 1 first; 0 is not hinted.
    pub hint: u8,
    short: [&'static str; 2],
    long: [&'static str; 2],
    /// More words the palette finds it by.
    pub aliases: &'static str,
}

impl Row {
    /// One or two words, for footers.
    pub const fn short(&self, tr: Lang) -> &'static str {
        match tr {
            Lang::Zh => self.short[0],
            Lang::En => self.short[1],
        }
    }
    /// What it does, for the help and the palette.
    pub const fn long(&self, tr: Lang) -> &'static str {
        match tr {
            Lang::Zh => self.long[0],
            Lang::En => self.long[1],
        }
    }
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident $id:literal $scope:ident $keys:literal $hint:literal $szh:literal | $sen:literal, $lzh:literal | $len:literal, $alias:literal;)+) => {
        /// Everything a user can do.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
        pub enum Action { $( #[doc = $len] $(#[$doc])* $name, )+ }

        /// The table itself, in the order the help lists it.
        pub static TABLE: &[Row] = &[ $( Row {
            action: Action::$name, id: $id, scope: Scope::$scope, keys: $keys, hint: $hint,
            short: [$szh, $sen], long: [$lzh, $len], aliases: $alias,
        }, )+ ];
    };
}

actions! {
    NextPane "next-pane" Global "tab" 1 "换栏" | "pane", "到下一栏" | "Go to the next pane", "";
    PrevPane "prev-pane" Global "shift-tab" 0 "上一栏" | "back", "到上一栏" | "Go to the previous pane", "";
    PaneQueue "pane-queue" Global "1 f2" 0 "会话" | "chats", "到会话列表" | "Go to the chat queue", "huihua queue";
    PaneChat "pane-chat" Global "2 f3" 0 "对话" | "chat", "到当前会话" | "Go to the conversation", "conversation";
    PaneOrders "pane-orders" Global "3 f4" 0 "订单" | "orders", "到订单" | "Go to the orders", "dingdan";
    PaneCases "pane-cases" Global "4 f5" 0 "售后" | "cases", "到售后" | "Go to the cases", "refund tuikuan";
    PaneLog "pane-log" Global "5 f6" 0 "日志" | "log", "到工作日志" | "Go to the work log", "worklog";
    PaneTodo "pane-todo" Global "6 f7" 0 "待办" | "to-do", "到上班待办" | "Go to the to-do list of the shift", "shift checklist";
    NextChat "next-chat" Global "n ctrl-n" 2 "下一个" | "next chat", "打开最急的会话" | "Open the most urgent chat", "urgent";
    Urgent "urgent" Global "space" 3 "最急" | "urgent", "去最急的一件事，并说明为什么" | "Go to the most urgent thing of all, and say why", "next";
    Find "find" Global "ctrl-f" 0 "查找" | "find", "按订单号、运单号、昵称、手机尾号查找" | "Find by order, tracking, nick or phone tail", "search lookup chazhao";
    Palette "palette" Global "ctrl-p :" 4 "命令" | "commands", "打开命令面板" | "Open the palette of every action", "command";
    Help "help" Global "? f1" 5 "帮助" | "help", "看这里能按的键" | "Show the keys", "keys bangzhu";
    Undo "undo" Global "u" 0 "撤销" | "undo", "撤销我的上一步" | "Take my latest act back", "chexiao";
    Repeat "repeat" Global "." 0 "重复" | "repeat", "在下一行重复上一步" | "Repeat the last act on the next row", "";
    Zoom "zoom" Global "Z alt-z" 0 "放大" | "zoom", "放大或还原这一栏" | "Show this pane alone, or all of them again", "fullscreen fangda";
    Redraw "redraw" Global "ctrl-l" 0 "重画" | "redraw", "重画屏幕" | "Draw the screen anew", "refresh";
    Language "language" Global "" 0 "中/英" | "language", "切换中文和英文" | "Switch between Chinese and English", "yuyan lang english zhongwen";
    Theme "theme" Global "" 0 "明暗" | "theme", "切换深色和浅色" | "Switch between dark and light", "dark light zhuti";
    Reveal "reveal" Global "H" 0 "显示隐私" | "reveal", "显示这一条的手机和地址 30 秒（要写原因，会留记录）" | "Show phone and address of this record for 30 s (asks why, and is logged)", "phone address shouji";
    CustomerCard "customer-card" Global "i" 0 "客户" | "customer", "看这位客户的名片：账号、订单、消费、标记" | "Show the card of this customer: accounts, orders, spend, marks", "kehu mingpian person";
    Product "product" Global "ctrl-g alt-g" 0 "商品" | "product", "看商品卡：库存、材质、尺码、问答、活动" | "Show the product card: stock, material, sizes, answers, campaigns", "shangpin kucun stock sku";
    Import "import" Global "f8" 0 "导入" | "import", "导入平台导出的文件" | "Import a file exported from a platform", "daoru csv xlsx";
    NameShop "name-shop" Global "" 0 "店名" | "shop name", "给店铺起名（话术里的店名，买家看得到）" | "Name the shop: what replies call it, for buyers to see", "qiming dianming dianpu shop name";
    NameMe "name-me" Global "" 0 "客服名" | "my name", "给自己起名（话术里的客服名，买家看得到）" | "Name yourself: what replies call you, for buyers to see", "qiming nicheng kefu agent name";
    CancelJob "cancel-job" Global "" 0 "停止任务" | "stop job", "停止后台任务" | "Stop the job in the background", "";
    Back "back" Global "esc q" 0 "返回" | "back", "返回，或关掉弹窗" | "Go back, or close the overlay", "close";
    ClearOr "clear" Global "ctrl-c" 0 "清除" | "clear", "清掉选择；不会退出" | "Clear the selection; never quits", "";
    Suspend "suspend" Global "ctrl-z" 0 "挂起" | "suspend", "回到命令行，fg 再回来" | "Suspend; fg comes back", "";
    Quit "quit" Global "ctrl-q" 6 "退出" | "quit", "退出 kefu" | "Quit kefu", "exit tuichu";

    Down "down" List "j down" 0 "下" | "down", "下一行" | "One row down", "";
    Up "up" List "k up" 0 "上" | "up", "上一行" | "One row up", "";
    First "first" List "g home" 0 "顶" | "top", "到第一行" | "To the first row", "";
    Last "last" List "G end" 0 "底" | "end", "到最后一行" | "To the last row", "";
    PageDown "page-down" List "pagedown ctrl-d" 0 "下页" | "page down", "下一页" | "One page down", "";
    PageUp "page-up" List "pageup ctrl-u" 0 "上页" | "page up", "上一页" | "One page up", "";
    Open "open" List "enter o" 1 "打开" | "open", "打开这一行" | "Open this row", "dakai";
    Search "search" List "/" 0 "搜索" | "search", "在这一栏里搜索" | "Search in this pane", "sousuo";
    Filter "filter" List "f" 0 "筛选" | "filter", "换一个筛选" | "Change the filter", "shaixuan";
    Mark "mark" List "x" 0 "标记" | "mark", "标记或取消这一行" | "Mark or unmark this row", "";
    MarkAll "mark-all" List "ctrl-a" 0 "全标" | "mark all", "标记所有行" | "Mark all rows", "";

    Resolve "resolve" Queue "e" 3 "解决" | "resolve", "会话已解决" | "The chat is resolved", "jiejue done";
    Snooze "snooze" Queue "z" 2 "稍后" | "snooze", "稍后处理到某个时间" | "Put the chat off until a time", "shaohou later";
    Transfer "transfer" Queue "t" 4 "转接" | "transfer", "转给同事（写原因）" | "Hand the chat to a colleague, with a reason", "zhuanjie";
    Escalate "escalate" Queue "T" 0 "上报" | "escalate", "上报主管（写原因）" | "Escalate to the lead, with a reason", "shangbao lead";
    QueueCase "queue-case" Queue "a" 0 "售后" | "case", "从这位买家的订单发起售后" | "Open an after-sales case from this buyer's order", "";
    QueueLog "queue-log" Queue "l" 0 "记日志" | "log", "登记问题，已填好一半" | "Log a problem, half filled in", "";
    QueuePromise "queue-promise" Queue "p" 0 "承诺" | "promise", "记下对买家的承诺" | "Note a promise made to the buyer", "";
    Advert "advert" Queue "!" 0 "广告" | "advert", "标为广告：不排队，不算回复率" | "Mark as advertising: out of the queue and the rates", "spam guanggao";

    Answer "answer" Chat "!enter r" 1 "回复" | "answer", "到回复框写回复" | "Go to the composer and answer", "reply huifu";
    Note "note" Chat "N" 0 "备注" | "note", "写内部备注（买家看不到）" | "Write an internal note", "beizhu internal";
    ChatCase "chat-case" Chat "a" 4 "售后" | "case", "从当前订单发起售后" | "Open an after-sales case from the order in view", "shouhou refund";
    ChatLog "chat-log" Chat "l" 5 "记日志" | "log", "登记问题，已填好一半" | "Log a problem, half filled in", "rizhi problem";
    ChatPromise "chat-promise" Chat "p" 0 "承诺" | "promise", "记下对买家的承诺" | "Note a promise made to the buyer", "chengnuo";
    ChatTicket "chat-ticket" Chat "W" 0 "工单" | "ticket", "开内部工单：问仓库、财务、快递、主管" | "Open an internal ticket to warehouse, finance, courier or lead", "gongdan jiedan lanjie chajian ticket";
    ChatFreight "chat-freight" Chat "F" 0 "商定运费" | "freight", "把底下这条消息记为运费约定" | "Keep the message at the foot as what was agreed about the freight", "yunfei agreed quote";
    ChatCopy "chat-copy" Chat "y" 0 "复制" | "copy", "复制选中的消息" | "Copy the selected message", "fuzhi";
    MarkSent "mark-sent" Chat "m" 2 "已发出" | "mark sent", "复制的回复已在平台发出" | "The copied answer was sent on the platform", "sent fachu";
    FirstUnread "first-unread" Chat "U" 0 "首条未读" | "first unread", "到第一条未读" | "Go to the first unread message", "";
    ChatResolve "chat-resolve" Chat "e" 3 "解决" | "resolve", "会话已解决，到下一个" | "The chat is resolved; go to the next", "";
    ChatSnooze "chat-snooze" Chat "z" 0 "稍后" | "snooze", "稍后处理到某个时间" | "Put the chat off until a time", "";
    ChatTransfer "chat-transfer" Chat "t" 0 "转接" | "transfer", "转给同事（写原因）" | "Hand the chat to a colleague, with a reason", "";
    ChatEscalate "chat-escalate" Chat "T" 0 "上报" | "escalate", "上报主管（写原因）" | "Escalate to the lead, with a reason", "shangbao lead";
    Resend "resend" Chat "R" 0 "重发" | "resend", "重发没发出的消息" | "Send a message that failed once more", "chongfa retry";

    Send "send" Composer "enter" 1 "发送" | "send", "发送" | "Send", "fasong";
    NewLine "new-line" Composer "alt-enter ctrl-j shift-enter" 0 "换行" | "new line", "换一行" | "Start a new line", "";
    SendResolve "send-resolve" Composer "ctrl-s ctrl-enter" 4 "发送并下一个" | "send, next", "发送、解决、到下一个" | "Send, resolve, and go to the next chat", "";
    Pick "pick" Composer "/" 2 "快捷短语" | "replies", "找快捷短语（回复框空着时）" | "Find a quick reply (in an empty composer)", "duanyu";
    Take1 "take-1" Composer "alt-1" 0 "用第 1 条" | "take 1", "填入推荐话术 1" | "Put suggestion 1 into the composer", "";
    Take2 "take-2" Composer "alt-2" 0 "用第 2 条" | "take 2", "填入推荐话术 2" | "Put suggestion 2 into the composer", "";
    Take3 "take-3" Composer "alt-3" 0 "用第 3 条" | "take 3", "填入推荐话术 3" | "Put suggestion 3 into the composer", "";
    Take4 "take-4" Composer "alt-4" 0 "用第 4 条" | "take 4", "填入推荐话术 4" | "Put suggestion 4 into the composer", "";
    Take5 "take-5" Composer "alt-5" 0 "用第 5 条" | "take 5", "填入推荐话术 5" | "Put suggestion 5 into the composer", "";
    Take6 "take-6" Composer "alt-6" 0 "用第 6 条" | "take 6", "填入推荐话术 6" | "Put suggestion 6 into the composer", "";
    Take7 "take-7" Composer "alt-7" 0 "用第 7 条" | "take 7", "填入推荐话术 7" | "Put suggestion 7 into the composer", "";
    Take8 "take-8" Composer "alt-8" 0 "用第 8 条" | "take 8", "填入推荐话术 8" | "Put suggestion 8 into the composer", "";
    Take9 "take-9" Composer "alt-9" 0 "用第 9 条" | "take 9", "填入推荐话术 9" | "Put suggestion 9 into the composer", "";
    NextHole "next-hole" Composer "!tab" 0 "下一空" | "next gap", "到下一个要填的空" | "Go to the next gap to fill", "placeholder";
    NextOrder "next-order" Composer "alt-o" 3 "换订单" | "next order", "换下一个订单来填" | "Fill from the next order", "";
    EditUndo "edit-undo" Composer "!ctrl-z" 0 "撤销" | "undo", "撤销输入；空着时收回刚发出的" | "Undo typing; when empty, take the last message back while it is held", "recall chehui";
    EditRedo "edit-redo" Composer "ctrl-y" 0 "重做" | "redo", "重做输入" | "Redo typing", "";
    AnswerOrNote "answer-or-note" Composer "alt-n" 0 "回复/备注" | "answer/note", "在回复和备注之间切换" | "Switch between an answer and a note", "";
    SentHere "sent-here" Composer "alt-m" 0 "已发出" | "mark sent", "复制的回复已在平台发出（不离开回复框）" | "The copied answer was sent on the platform", "fachu";
    Leave "leave" Composer "!esc" 5 "离开" | "leave", "离开回复框，草稿留着" | "Leave the composer; the draft is kept", "";

    Remind "remind" Orders "c" 2 "催付" | "remind", "催付：填好一条温和的付款提醒" | "Remind of the payment with a filled reply", "cuifu pay unpaid";
    ShipNotice "ship-notice" Orders "s" 0 "发货通知" | "shipped", "告诉买家已发货" | "Tell the buyer it was shipped", "fahuo";
    Verify "verify" Orders "V" 3 "核对地址" | "verify", "把地址发给买家核对，并盖时间" | "Check the address with the buyer, and stamp it", "hedui address";
    SetFlag "flag" Orders "F" 4 "插旗" | "flag", "插旗" | "Set the flag", "chaqi red";
    Memo "memo" Orders "M" 5 "备注" | "memo", "加一行卖家备注" | "Add a line to the seller memo", "beizhu";
    AddressChange "address-change" Orders "A" 0 "改地址" | "address", "记下改地址，并插红旗" | "Note a change of address, with a red flag", "gaidizhi";
    CancelOrder "cancel-order" Orders "X" 0 "取消" | "cancel", "记下取消订单" | "Note a cancellation", "quxiao";
    StopParcel "stop-parcel" Orders "S" 0 "截单/拦截" | "stop", "截单（未发货）或拦截（已发货）" | "Stop the parcel: in the warehouse, or at the courier", "jiedan lanjie intercept hold";
    Reprice "reprice" Orders "$" 0 "改价" | "price", "记下改价（写原因，有权限上限）" | "Note a change of price, with a reason and a limit", "gaijia discount";
    ChangeQuantity "change-quantity" Orders "" 0 "改数量" | "quantity", "记下改数量" | "Note a change of quantity", "gaishuliang";
    ChangeSku "change-sku" Orders "" 0 "改规格" | "SKU", "记下改规格" | "Note a change of SKU", "gaiguige color size";
    Gift "gift" Orders "" 0 "赠品" | "gift", "记下要送的赠品" | "Note a gift to be packed", "zengpin";
    PriceGuard "price-guard" Orders "" 0 "价保" | "price guard", "记下价保退差价" | "Note a price guarantee", "jiabao tuicha";
    Invoice "invoice" Orders "" 0 "开发票" | "invoice", "记下开发票" | "Note an invoice to be issued", "fapiao kaipiao";
    AskReceipt "ask-receipt" Orders "" 0 "签收回访" | "receipt", "问买家收到没有、有没有破损" | "Ask whether it arrived whole", "qianshou received";
    AskConfirm "ask-confirm" Orders "" 0 "确认收货" | "confirm", "提醒买家确认收货" | "Remind of confirming the receipt", "queren";
    AskReview "ask-review" Orders "" 0 "邀请评价" | "review", "请买家评价" | "Ask for a review", "pingjia";
    BulkRemind "bulk-remind" Orders "B" 0 "批量催付" | "remind all", "批量催付：每位买家一条，先看再发" | "Remind many buyers to pay: one message each, shown first", "piliang cuifu bulk";
    OrderCase "order-case" Orders "a" 6 "售后" | "case", "从这个订单发起售后" | "Open an after-sales case from this order", "shouhou";
    OrderPromise "order-promise" Orders "p" 0 "承诺" | "promise", "记下对买家的承诺" | "Note a promise made to the buyer", "";
    OrderLog "order-log" Orders "l" 0 "记日志" | "log", "登记问题，已填好一半" | "Log a problem, half filled in", "";
    OrderTicket "order-ticket" Orders "W" 0 "工单" | "ticket", "开内部工单：截单、拦截、改地址、补发、查件 ..." | "Open an internal ticket: hold, intercept, address, resend, trace ...", "gongdan jiedan lanjie chajian ticket";
    CompensateOrder "compensate-order" Orders "" 0 "小额打款" | "compensate", "小额打款：给这个订单的买家" | "Compensate the buyer of this order", "buchang dakuan xiaoe small transfer";
    OrderReview "order-review" Orders "R" 0 "差评跟进" | "review case", "跟进这个订单的评价：提出、谈好、了结" | "Work on the review of this order: offer, agree, close", "chaping pingjia review compensation";
    CopyNumber "copy-number" Orders "y" 0 "复制单号" | "copy number", "复制订单号" | "Copy the order number", "fuzhi";
    OrderChat "order-chat" Orders "C" 0 "找买家" | "chat", "打开这位买家的会话" | "Open the chat with this buyer", "";
    OrderDone "order-done" Orders "m" 0 "已操作" | "done there", "已在平台操作完" | "It was done on the platform", "";
    OrderAtShop "order-at-shop" Orders "b" 0 "店铺写入" | "at the shop", "写入店铺的操作：说明办成没有，或再办一次" | "What was written to the shop: settle it, or ask again", "xiehui dianpu shop write";
    SavedSearches "saved-searches" Orders "v" 7 "常用查找" | "saved", "常用查找：打开、存下、删掉" | "Saved searches: open, save, forget", "shitu views";
    SortOrders "sort-orders" Orders "t" 0 "排序" | "sort", "换一种排序：下单、付款、金额、发货期限" | "Sort otherwise: by placing, payment, amount, ship-by", "paixu order";

    Agree "agree" Cases "Y" 2 "同意" | "agree", "同意" | "Agree", "tongyi";
    Refuse "refuse" Cases "R" 3 "拒绝" | "refuse", "拒绝（写原因）" | "Refuse, with a reason", "jujue";
    Offer "offer" Cases "O" 4 "协商" | "offer", "协商：改金额或改类型" | "Offer another amount or type", "xieshang";
    GoodsFine "goods-fine" Cases "I" 0 "验货无误" | "goods fine", "退回的货验好了" | "The returned goods are fine", "yanhuo inspect";
    RefuseReceipt "refuse-receipt" Cases "J" 0 "拒收" | "refuse receipt", "拒绝收货（要凭证）" | "Refuse the returned goods, with proof", "";
    ShippedBack "shipped-back" Cases "S" 0 "已寄出" | "sent out", "换货或补寄已寄出（填运单号）" | "The replacement was sent, with its tracking number", "";
    OtherStep "other-step" Cases "W" 0 "其他步骤" | "other step", "其他步骤：买家退货、撤销、介入 ..." | "Any other step: parcel sent back, withdrawn, arbitration ...", "";
    AskEvidence "ask-evidence" Cases "e" 5 "索取凭证" | "ask proof", "向买家索取还缺的凭证" | "Ask the buyer for the missing evidence", "pingzheng";
    AddEvidence "add-evidence" Cases "+" 0 "加凭证" | "add file", "把文件加为凭证" | "Add a file as evidence", "pingzheng tupian shipin evidence photo video";
    ViewEvidence "view-evidence" Cases "v" 0 "看凭证" | "see proof", "看凭证：照片、文字，其他文件看大小和校验值" | "See the evidence: photos, texts, the facts of other files", "pingzheng tupian zhaopian photo picture";
    MakePack "make-pack" Cases "K" 0 "举证材料" | "pack", "做举证材料（文件夹或 zip）" | "Make the arbitration pack, a folder or a zip", "juzheng cailiao pack arbitration";
    Compensate "compensate" Cases "$" 0 "小额打款" | "compensate", "小额打款：运费、差价、补偿（有上限）" | "Compensate beside the refund: freight, price difference, goodwill; within limits", "buchang dakuan xiaoe small transfer";
    AgreeFreight "agree-freight" Cases "P" 0 "商定运费" | "freight", "按聊天里说好的记下运费谁出" | "Keep who pays the freight as agreed in the chat", "yunfei agreed quote";
    PasteFreight "paste-freight" Cases "p" 0 "填入" | "use it", "把运费这句话填进回复框" | "Put the sentence about the freight into the composer", "yunfei freight";
    WhatIf "what-if" Cases "w" 0 "试算" | "what if", "试算：换一个时间处理会怎样" | "What if it were handled at another time", "shisuan";
    SetDue "set-due" Cases "D" 0 "设时间" | "set time", "手工设置到期时间" | "Set the due time by hand", "";
    CaseDone "case-done" Cases "m" 6 "已在平台操作" | "done there", "已在平台操作完" | "It was done on the platform", "";
    CaseAtShop "case-at-shop" Cases "b" 0 "店铺写入" | "at the shop", "店铺退款：请店铺退、说明办成没有，或再办一次" | "The refund at the shop: have it paid, settle it, or ask again", "xiehui dianpu tuikuan shop refund";
    CaseChat "case-chat" Cases "C" 0 "找买家" | "chat", "打开这位买家的会话" | "Open the chat with this buyer", "";
    CaseLog "case-log" Cases "l" 0 "记日志" | "log", "登记问题，已填好一半" | "Log a problem, half filled in", "";
    SortCases "sort-cases" Cases "t" 7 "排序" | "sort", "按到期或按损失排" | "Sort by time left, or by what doing nothing costs", "paixu harm";
    SayReturnAddress "say-return-address" Cases "A" 0 "发退货地址" | "address", "把退货地址填进回复框，发给买家" | "Put the return address into the composer, for the buyer", "tuihuo dizhi";
    CopyCase "copy-case" Cases "y" 0 "复制单号" | "copy number", "复制订单号" | "Copy the order number", "";

    WriteLog "write-log" Log "l" 1 "登记问题" | "write", "登记问题" | "Log a problem", "dengji";
    LogReply "log-reply" Log "Q" 2 "变短语" | "to reply", "把解决办法变成快捷短语" | "Make the fix a quick reply", "duanyu";
    LogDay "log-day" Log "D" 0 "今天" | "the day", "看今天的草稿" | "Show the day's draft", "";

    TodoAct "todo-act" Todo "!enter" 1 "做这一步" | "do it", "做这一行建议的事，然后下一行" | "Do what the row suggests, then go to the next", "";
    TodoOpen "todo-open" Todo "!o" 2 "打开" | "open", "打开这一行" | "Open this row", "";
    TodoDone "todo-done" Todo "d" 3 "完成" | "done", "这一行完成了" | "This row is done", "wancheng";
    TodoSnooze "todo-snooze" Todo "z" 4 "稍后" | "snooze", "稍后处理（写原因）" | "Put it off, with a reason", "shaohou";
    TodoReview "todo-review" Todo "R" 0 "差评跟进" | "review case", "跟进这条评价：提出、谈好、了结" | "Work on this review: offer, agree, close", "chaping pingjia review compensation";
    NextSection "next-section" Todo "] right" 5 "下一项" | "next list", "到下一项" | "Go to the next list", "";
    PrevSection "prev-section" Todo "[ left" 0 "上一项" | "previous list", "到上一项" | "Go to the previous list", "";
    WholeSection "whole-section" Todo "B" 0 "整项" | "whole list", "从头到尾，一行一行做" | "Work the whole list, row by row", "";
    TodoResult "todo-result" Todo "L" 0 "记结果" | "log result", "都处理完后，把结果记进日志" | "When all is done, put the result into the log", "jieguo";
    EndShift "end-shift" Todo "E" 0 "结束班次" | "end shift", "结束班次，没做完的交给下一班" | "End the shift and leave what is open to the next", "jiaojie handover xiaban";
    TodoLog "todo-log" Todo "l" 0 "记日志" | "log", "登记问题，已填好一半" | "Log a problem, half filled in", "";

    Accept "accept" Overlay "enter" 1 "确定" | "accept", "确定" | "Accept", "";
    Close "close" Overlay "esc ctrl-c" 2 "关闭" | "close", "关掉" | "Close", "";
    OverDown "over-down" Overlay "down ctrl-n" 0 "下" | "down", "下一行" | "One row down", "";
    OverUp "over-up" Overlay "up ctrl-p" 0 "上" | "up", "上一行" | "One row up", "";
    OverPageDown "over-page-down" Overlay "pagedown" 0 "下页" | "page down", "下一页" | "One page down", "";
    OverPageUp "over-page-up" Overlay "pageup" 0 "上页" | "page up", "上一页" | "One page up", "";
    NextField "next-field" Overlay "tab" 0 "下一格" | "next field", "到下一格" | "Go to the next field", "";
    PrevField "prev-field" Overlay "shift-tab" 0 "上一格" | "previous field", "到上一格" | "Go to the previous field", "";
    PageFault "page-fault" Overlay "alt-r" 0 "页面问题" | "page fault", "商品卡上：记页面问题" | "On the product card: note what is wrong on the page", "yemian cuowu";
}

impl Action {
    /// Its row.
    pub fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }
    /// The action of a name in the configuration.
    pub fn parse(id: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.id == id).map(|row| row.action)
    }
    /// For `take-1` to `take-9`, which suggestion, from 0.
    pub fn suggestion(self) -> Option<usize> {
        let first = Action::Take1 as usize;
        (first..=Action::Take9 as usize).contains(&(self as usize)).then(|| self as usize - first)
    }
}

/// The rows of one scope, in the table's order.
pub fn rows_of(scope: Scope) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.scope == scope)
}

/// The hinted rows of one scope, the most useful first.
pub fn hints_of(scope: Scope) -> Vec<&'static Row> {
    let mut rows: Vec<&Row> = rows_of(scope).filter(|row| row.hint > 0).collect();
    rows.sort_by_key(|row| row.hint);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_stands_where_its_number_says_and_has_its_words() {
        for (at, row) in TABLE.iter().enumerate() {
            assert_eq!(row.action as usize, at);
            for tr in [Lang::Zh, Lang::En] {
                assert!(!row.short(tr).is_empty() && !row.long(tr).is_empty(), "{}", row.id);
            }
        }
    }

    #[test]
    fn no_two_rows_share_a_name() {
        let names: std::collections::BTreeSet<_> = TABLE.iter().map(|row| row.id).collect();
        assert_eq!(names.len(), TABLE.len());
    }

    #[test]
    fn the_nine_suggestions_are_numbered_from_nought() {
        assert_eq!(Action::Take1.suggestion(), Some(0));
        assert_eq!(Action::Take9.suggestion(), Some(8));
        assert_eq!(Action::Send.suggestion(), None);
    }
}
