//! What the command line says: help of every command and flag, headings of tables, answers.

use super::Lang;
use super::macros::texts;

texts! {
    cli_template: "{about}\n\n用法：{usage}\n\n{all-args}\n" | "{about}\n\nUsage: {usage}\n\n{all-args}\n";
    cli_commands: "命令" | "Commands";
    cli_command: "命令" | "COMMAND";
    cli_arguments: "参数" | "Arguments";
    cli_options: "选项" | "Options";
    cli_hint: "提示：" | "hint: ";
    cli_stdout: "标准输出" | "standard output";
    cli_bad_now(text: &str): "--now 要写成 2026-11-22T09:00:00+08:00 这样的时间，不是 {text}。" | "--now takes a time such as 2026-11-22T09:00:00+08:00, not {text}.";

    cli_what: "用途" | "What";
    cli_where: "位置" | "Where";
    cli_path_config: "设置" | "settings";
    cli_path_data: "数据" | "data";
    cli_path_replies: "快捷短语" | "quick replies";
    cli_path_rules: "规则" | "rules";
    cli_path_backups: "备份" | "backups";
    cli_scope: "在哪里" | "Where";
    cli_keys: "按键" | "Keys";
    cli_does: "做什么" | "What it does";
    cli_action: "动作" | "Action";
    cli_code: "编码" | "Code";
    cli_title: "标题" | "Title";
    cli_group: "分组" | "Group";
    cli_text: "内容" | "Text";
    cli_no_replies: "没有合适的快捷短语。" | "No reply fits.";
    cli_replies_count(zh: usize, en: usize): "中文 {zh} 条，英文 {en} 条。" | "{zh} in Chinese, {en} in English.";
    cli_replies_score(filled: u32, ready: u32, alike: usize): "会填内容的 {filled}%，两个按键就能发的 {ready}%，太像的 {alike} 对。" | "{filled}% fill something in, {ready}% can be sent in two keys, {alike} pairs are too much alike.";
    cli_replies_empty(group: &str, lang: &str): "{group} 还没有 {lang} 的短语。" | "{group} has no reply in {lang}.";
    cli_backup_made(file: &str): "备份在 {file}，已检查过。" | "The copy is {file}; it was checked.";
    cli_backup_sound(file: &str): "{file} 是完好的备份。" | "{file} is a sound backup.";
    cli_backup_rows(orders: i64, chats: i64, messages: i64): "订单 {orders}，会话 {chats}，消息 {messages}。" | "{orders} orders, {chats} chats, {messages} messages.";
    cli_missing(names: &str): "还缺：{names}。" | "Missing: {names}.";
    cli_rules_fine(deadlines: usize, reasons: usize): "规则没有问题：期限 {deadlines} 条，理由 {reasons} 条。" | "The rules are fine: {deadlines} deadlines, {reasons} reasons.";
    cli_rule: "规则" | "Rule";
    cli_about: "关于" | "About";
    cli_platforms: "平台" | "Platforms";
    cli_within: "期限" | "Within";
    cli_then: "超时后" | "Then";
    cli_confidence: "可信度" | "Sure";
    cli_source: "来源" | "Source";
    cli_id: "编号" | "Id";
    cli_customer: "客户" | "Customer";
    cli_channel: "渠道" | "Channel";
    cli_state: "状态" | "State";
    cli_waits: "等了" | "Waits";
    cli_agent: "客服" | "Agent";
    cli_last: "最后一句" | "Last message";
    cli_no_chats: "没有会话。" | "No chats.";
    cli_nothing_said: "没有内容，不发。" | "There is nothing to send.";
    cli_copied(chat: &str): "复制上面这句到平台发出，再用 kefu chat sent {chat} 标记；在那之前客户还在等。" | "Send the text above on the platform, then mark it with kefu chat sent {chat}; until then the customer waits.";
    cli_queued(name: &str): "给 {name} 的消息已排队。" | "The message to {name} is queued.";
    cli_noted(name: &str): "备注写在 {name} 的会话里了。" | "The note is in the chat of {name}.";
    cli_no_lead: "没有可以上报的主管；用 kefu agents add 添加一位。" | "There is no lead to hand it to; add one with kefu agents add.";
    cli_nothing_copied: "这个会话没有已复制、待发的回复。" | "No copied answer of this chat waits to be sent.";
    cli_line_long: "超过 1 MiB" | "longer than 1 MiB";
    cli_line_no_id: "id 和 customer.id 不能为空" | "\"id\" and \"customer.id\" must not be empty";
    cli_line_no_time: "at 不是时间，应像 2026-11-22T09:00:00+08:00" | "\"at\" is not a time such as 2026-11-22T09:00:00+08:00";
    cli_line_not_json(why: &str): "不是要的 JSON：{why}" | "not the JSON that is wanted: {why}";
    cli_line_rejected(line: usize, why: &str): "第 {line} 行没有收下：{why}" | "line {line} was not taken: {why}";
    cli_received(new: usize, known: usize, rejected: usize): "收到 {new} 条，已有 {known} 条，没收下 {rejected} 条。" | "{new} received, {known} known already, {rejected} not taken.";
    cli_not_you(user: &str, agent: &str): "系统用户 {user} 不能以 {agent} 的身份操作，要主管才行。" | "The system user {user} may not act as {agent}; a lead may.";
    cli_lead_only: "只有主管或店长能改人员。" | "Only a lead or the owner changes who works here.";
    cli_short_code: "代号" | "Code";
    cli_role: "角色" | "Role";
    cli_os_user: "系统用户" | "System user";
    cli_no_agents: "还没有客服；第一个操作的人就是店长。" | "No agents yet; whoever acts first is the owner.";
    cli_bad_span(text: &str): "看不懂时长 {text}，要写成 30m、12h 或 2d。" | "{text} is no length of time; write 30m, 12h or 2d.";
    cli_bad_day(text: &str): "看不懂日期 {text}，要写成 2026-11-22。" | "{text} is no day; write 2026-11-22.";
    cli_bad_status(word: &str, all: &str): "没有 {word} 这个订单状态；有 {all}。" | "There is no order status {word}; there are {all}.";
    cli_same_number(number: &str, shops: &str): "{number} 在几家店里都有：{shops}。写成 店名:{number}。" | "Several shops have a {number}: {shops}. Write SHOP:{number}.";
    cli_many_orders(tail: &str, n: usize): "尾号 {tail} 的订单有 {n} 个，请写完整的订单号。" | "{n} orders end in {tail}; write the whole number.";
    cli_flag_or_memo: "要写 --flag 或 --memo。" | "Say --flag or --memo.";
    cli_order_done(number: &str): "订单 {number} 已记下。" | "Order {number}: noted.";
    cli_on_platform(platform: &str): "记得到{platform}后台也改一下，改完用 kefu orders done 标记。" | "Do it on {platform} too, then mark it with kefu orders done.";
    cli_shop: "店" | "Shop";
    cli_number: "订单号" | "Number";
    cli_buyer: "买家" | "Buyer";
    cli_amount: "金额" | "Amount";
    cli_flag: "旗" | "Flag";
    cli_phone: "电话" | "Phone";
    cli_goods: "商品" | "Goods";
    cli_placed: "拍下" | "Placed";
    cli_no_orders: "没有这样的订单。" | "No such orders.";
    cli_payable: "应付" | "Payable";
    cli_paid: "实付" | "Paid";
    cli_refunded: "已退" | "Refunded";
    cli_paid_at: "付款时间" | "Paid at";
    cli_shipped_at: "发货时间" | "Shipped at";
    cli_signed_at: "签收时间" | "Signed at";
    cli_receiver: "收货人" | "Receiver";
    cli_address: "地址" | "Address";
    cli_tracking: "物流" | "Tracking";
    cli_memo: "备注" | "Memo";
    cli_buyer_message: "买家留言" | "Buyer's message";
    cli_known: "数据更新" | "Last known";
    cli_at: "时间" | "At";
    cli_kind: "分类" | "Kind";
    cli_problem: "问题" | "Problem";
    cli_cause: "原因" | "Cause";
    cli_fix: "解决办法" | "Fix";
    cli_no_log: "还没有日志。" | "No entries.";
    cli_no_problem: "要写明出了什么问题。" | "Say what the problem is.";
    cli_exported(n: usize, file: &str): "{n} 条写到了 {file}。" | "{n} entries are in {file}.";
    cli_undone(what: &str, n: usize): "撤销了 {what}，{n} 处。" | "Took {what} back, {n} rows.";
    cli_not_undone(kind: &str, id: i64, why: &str): "{kind} {id} 没有撤销：{why}。" | "{kind} {id} was left alone: {why}.";
    cli_uses: "近 30 天用了" | "Used in 30 days";
    cli_no_uses: "近 30 天没有用过快捷短语。" | "No reply was used in 30 days.";
    cli_bad_amount(text: &str): "看不懂金额 {text}，要写成 59.00。" | "{text} is no amount; write 59.00.";
    cli_bad_step(word: &str, all: &str): "没有 {word} 这一步；有 {all}。" | "There is no step {word}; there are {all}.";
    cli_bad_stage(word: &str, all: &str): "没有 {word} 这个阶段；有 {all}。" | "There is no stage {word}; there are {all}.";
    cli_bad_type(word: &str, all: &str): "没有 {word} 这种售后；有 {all}。" | "There is no case type {word}; there are {all}.";
    cli_bad_evidence(word: &str, all: &str): "没有 {word} 这种凭证；有 {all}。" | "There is no evidence {word}; there are {all}.";
    cli_exact_amount(exact: &str): "这一步会退钱，要写明金额：--amount {exact}。" | "This step pays money: say exactly how much, --amount {exact}.";
    cli_unpaid_case: "订单还没付款，不能开售后单。" | "The order is not paid, so there is nothing to open a case about.";
    cli_type: "类型" | "Type";
    cli_clock: "期限" | "Clock";
    cli_placed_case: "申请时间" | "Opened";
    cli_no_cases: "没有售后单。" | "No cases.";
    cli_reason: "理由" | "Reason";
    cli_not_noted(what: &str, known: &str): "没有记下 {what}，还没做完的有：{known}" | "{what} is not noted; pending: {known}";
    cli_our_step: "我方" | "Our step";
    cli_most: "最多可退" | "At most";
    cli_have: "已有凭证" | "Evidence";
    cli_lacking: "还缺" | "Missing";
    cli_steps: "可以做" | "Steps";
    cli_section(name: &str, open: &str, done: usize): "{name}  {open} 项，已处理 {done}" | "{name}  {open} open, {done} dealt with";
    cli_left_to_do(n: usize): "还有 {n} 项要做。" | "{n} rows are left to do.";
    cli_nothing_urgent: "没有急事。" | "Nothing is urgent.";
    cli_not_unpaid: "这个订单不是待付款，不用催。" | "The order is not waiting for payment.";
    cli_may_force: "一定要催就写明原因：--force 原因。" | "To remind all the same, say why with --force.";
    cli_may_not_force: "这种情况不催。" | "This is a reason not to remind at all.";
    cli_just_reminded: "同事刚刚催过这个订单。" | "A colleague has just reminded the buyer of this order.";
    cli_copy_reminder: "复制上面这句到平台发出；已记为催过。" | "Send the text above on the platform; it is noted as given.";
    cli_reminder_queued: "已排队发出。" | "Queued.";
    cli_no_group(name: &str): "data.group：系统里没有 {name} 这个组" | "data.group: there is no group {name} on this system";
    cli_why_snooze: "要写明为什么放到稍后：--reason 原因。" | "Say why it is put off: --reason TEXT.";
    cli_why_reveal: "要写明为什么要看：--reason 原因。" | "Say why they are needed: --reason TEXT.";
    cli_what_done: "做了什么" | "What";
    cli_no_audit: "没有记录。" | "Nothing on record.";
    cli_audit_whole: "操作记录完整。" | "The record is whole.";
    cli_audit_broken(id: i64): "操作记录从 {id} 起对不上。" | "The record does not fit from {id} on.";
    cli_kept(file: &str): "原来的数据文件留在 {file}。" | "The data file it replaced is kept as {file}.";
    cli_check: "检查" | "Check";
    cli_ok: "正常" | "fine";
    cli_wrong: "有问题" | "wrong";
    cli_setting: "设置" | "Setting";
    cli_value: "值" | "Value";
    cli_unknown_setting(file: &str, line: usize, key: &str): "{file} 第 {line} 行：不认识 {key}，没有理会，也没有删。" | "{file}, line {line}: {key} is not known; it was left alone and has no effect.";
    cli_config_fine(file: &str): "{file} 没有问题。" | "{file} is fine.";
    cli_config_none(file: &str): "{file} 还没有，用的都是默认值；kefu config init 会写一份。" | "{file} is not there, so the defaults hold; kefu config init writes one.";
    cli_config_made(file: &str): "写好了 {file}，里面每一项都有说明。" | "Wrote {file}; every setting in it is explained.";
}

macro_rules! helps {
    ($($path:literal : $zh:literal | $en:literal;)+) => {
        /// Help by command (`orders find`), by a command's argument (`orders find/query`) or by an argument that
        /// means the same everywhere (`*/limit`).
        const HELPS: &[(&str, &str, &str)] = &[$(($path, $zh, $en)),+];
    };
}

impl Lang {
    /// What the command at `path` does; the program itself at "".
    pub fn cli_help(self, path: &str) -> Option<&'static str> {
        let tables =
            [HELPS, super::cli_aftersale::HELPS, super::helps::DESK, super::goods::HELPS, super::review_case::HELPS];
        tables.into_iter().flatten().find(|row| row.0 == path).map(|row| match self {
            Lang::Zh => row.1,
            Lang::En => row.2,
        })
    }
    /// What an argument of the command at `path` is.
    pub fn cli_arg(self, path: &str, arg: &str) -> Option<&'static str> {
        self.cli_help(&format!("{path}/{arg}")).or_else(|| self.cli_help(&format!("*/{arg}")))
    }
}

helps! {
    "": "客服工作台：会话、订单、售后和日志都在一个终端里。不写命令就打开工作台。" | "A workstation for customer service: chats, orders, cases and the log in one terminal. Without a command it opens the workstation.";
    "*/data": "数据文件" | "The data file";
    "*/config": "设置文件" | "The settings file";
    "*/lang": "语言" | "The language";
    "*/agent": "以谁的身份操作" | "Who acts";
    "*/now": "当作这个时刻来回答" | "Answers as if it were this instant";
    "*/json": "输出一份 JSON" | "Prints one JSON document";
    "*/help": "显示说明" | "Prints help";
    "*/version": "显示版本" | "Prints the version";
    "*/limit": "最多列多少条" | "How many rows at most";
    "*/offset": "跳过前面多少条" | "How many rows to skip";
    "*/reveal": "显示完整的电话和地址，会记录在案" | "Shows phones and addresses whole; this is logged";
    "*/reveal_reason": "为什么要看" | "Why they are needed";
    "*/number": "订单号，或能唯一认出它的尾号" | "An order number, or a tail that names only one";
    "*/query": "要找的字词、号码、昵称或尾号" | "Words, numbers, nicks or tails to look for";
    "*/chat": "会话编号，或客户昵称" | "A chat's id, or the customer's nick";
    "*/case": "售后单编号" | "A case's id";
    "*/row": "待办的行号，见 kefu shift start" | "A row of kefu shift start";

    "demo": "打开一个演示店铺，有顾客不断发来消息" | "Opens a throw-away shop where scripted customers write in";
    "demo/seed": "随机种子，相同的种子演同一场" | "The seed; the same seed plays the same shop";
    "demo/orders": "生成多少订单" | "How many orders to make";
    "demo/chats": "生成多少会话" | "How many chats to make";
    "demo/messages": "大约生成多少条消息" | "About how many messages to make";
    "demo/fast": "一分钟演完一个班次" | "Plays a whole shift in a minute";
    "demo/no_screen": "只生成数据文件，不打开工作台" | "Only makes the data file";

    "import": "导入平台导出的文件，格式从内容认出" | "Reads files of platforms; the format is found from the content";
    "import/files": "要导入的文件" | "The files";
    "import/format": "格式，例如 taobao.orders、pdd.orders、douyin.cases、alipay.bill；不写就从内容认" | "The format, such as taobao.orders, pdd.orders, douyin.cases or alipay.bill; without it the content tells";
    "import/shop": "属于哪家店" | "The shop they belong to";
    "import/dry_run": "只检查，不写入：列出格式、编码、认得和不认得的列、前几行和条数" | "Writes nothing; shows the format, the encoding, the columns understood and unknown, the first rows and the counts";

    "sources": "直接从网店读的订单" | "Orders read live from a shop's own interface";
    "sources list": "列出订单源，什么时候读过，有没有出错" | "Lists the sources, when each was read, and what fails";
    "sources sync": "现在就把变化和没完结的订单读一遍" | "Reads what changed and every open order now";
    "sources writes": "写入店铺的操作：没办完的、没办成的" | "What is written to shops: what is not over, and what did not happen";
    "sources writes/all": "连办妥的也列出" | "Also what is done";
    "sources writes/limit": "最多列几条" | "At most so many";
    "sources again": "没办成的再交给店铺办一次" | "Asks the shop once more for what surely did not happen";
    "sources again/id": "哪一笔，见 sources writes" | "Which one; see sources writes";
    "sources again/amount": "退款要再写一遍金额" | "The amount of a refund, once more";
    "sources again/approver": "谁来批超出权限的金额" | "Who approves an amount above your limit";
    "sources again/pin_file": "批准人的 PIN 放在这个文件里" | "The file with the approver's PIN";
    "sources settle": "到店里看过后，说明办成没有" | "Says what had become of it, after a look at the shop";
    "sources settle/id": "哪一笔，见 sources writes" | "Which one; see sources writes";
    "sources settle/outcome": "happened 办成了；not-there 没办成；dropped 不办了" | "happened, not-there, or dropped: not to be tried any more";
    "sources sync/names": "只读这些订单源" | "Only these sources";
    "orders": "查订单、处理订单" | "Looks orders up and works on them";
    "orders find": "按订单号、运单号、手机尾号、昵称、字词和筛选查订单，例如 羽绒 状态:待付款 >12h 旗:红" | "Finds orders by number, tracking, phone tail, nick, words and filters, such as down status:unpaid >12h flag:red";
    "orders show": "一个订单的全部情况" | "Everything about one order";
    "orders list": "列出订单，最近的在前" | "Lists orders, newest first";
    "orders list/query": "查找条件，写法和 find 一样，例如 售后:进行中 排序:金额" | "What to look for, written as for find, such as case:open sort:amount";
    "orders list/view": "用存下的查找" | "Use a saved search";
    "orders views": "列出、存下或删掉常用的查找" | "Lists, saves or forgets searches with a name";
    "orders views/query": "要存下的查找条件" | "What the saved search looks for";
    "orders views/save": "用这个名称存下" | "Save it under this name";
    "orders views/remove": "删掉这个名称" | "Forget the one of this name";
    "orders list/status": "只列这个状态，例如 to_ship" | "Only this status, such as to_ship";
    "orders unpaid": "拍下很久还没付款的订单" | "Orders that have stood unpaid for long";
    "orders unpaid/older_than": "超过多久，例如 12h" | "For how long, such as 12h";
    "orders to-ship": "付了款还没发货的订单" | "Paid orders that are not shipped";
    "orders flag": "插旗、写备注" | "Sets the flag and adds to the memo";
    "orders flag/flag": "旗帜颜色 none red yellow green blue purple" | "The colour: none red yellow green blue purple";
    "orders flag/memo": "追加的备注" | "What to add to the memo";
    "orders verify": "记下地址已与买家核对" | "Notes that the address was checked with the buyer";
    "orders remind": "催付：填好话术，发送或复制" | "Reminds the buyer to pay, from a quick reply";
    "orders remind/reply": "用哪条快捷短语" | "Which quick reply to use";
    "orders remind/force": "有理由不催时仍要催的原因" | "Why to remind although a rule says not to";
    "orders promise": "记下对买家的承诺" | "Notes a promise made to the buyer";
    "orders promise/text": "答应了什么" | "What was promised";
    "orders promise/due": "什么时候兑现，例如 2h 或一个时间" | "When it falls due, such as 2h or a time";
    "orders done": "记下已在平台上做完的事" | "Notes what was done on the platform";
    "orders done/what": "做完了什么，例如 reprice，见 kefu orders noted" | "What was done, such as reprice; see kefu orders noted";
    "*/failed": "没有做成" | "It did not work";
    "orders noted": "记下了还没在平台做完的事，最早的在前" | "What was noted and is not done yet, oldest first";
    "orders change-address": "记下改地址，并插红旗" | "Notes a change of address, with a red flag";
    "orders change-quantity": "记下改数量" | "Notes a change of quantity";
    "orders change-sku": "记下改规格" | "Notes a change of SKU";
    "orders reprice": "记下改价，写原因，超出权限要有人批" | "Notes a change of price, with a reason; above the role's limit somebody approves it";
    "orders reprice/approver": "谁来批超出权限的金额" | "Who approves an amount above your limit";
    "orders reprice/pin_file": "批准人的 PIN 放在这个文件里" | "The file with the approver's PIN";
    "orders gift": "记下要送的赠品" | "Notes a gift to be packed";
    "orders price-guard": "记下价保退差价，超出权限要有人批" | "Notes a price guarantee; above the role's limit somebody approves it";
    "orders price-guard/approver": "谁来批超出权限的金额" | "Who approves an amount above your limit";
    "orders price-guard/pin_file": "批准人的 PIN 放在这个文件里" | "The file with the approver's PIN";
    "orders invoice": "记下开发票" | "Notes an invoice to be issued";
    "orders cancel": "记下取消订单" | "Notes a cancellation";
    "orders hold": "截单：通知仓库先别发" | "Has the warehouse hold the parcel";
    "orders intercept": "拦截：通知快递拦下" | "Has the courier stop the parcel";
    "orders balance": "记下预售尾款什么时候可以付" | "Says when the balance of a pre-sale may be paid";
    "orders balance/from": "从什么时候" | "From when";
    "orders balance/until": "到什么时候" | "Until when";
    "orders remind/kind": "什么提醒：payment balance shipped received confirm review" | "What about: payment balance shipped received confirm review";
    "orders remind/numbers": "订单号；写几个就每位买家发一条" | "Order numbers; with several, each buyer gets one message";
    "orders remind/old_data": "订单数据旧了也照发" | "Although the order data is old";
    "orders remind/count": "要发几条，和预览一致才发" | "How many messages; sent only when it is the planned number";
    "*/to": "改成什么：地址、数量、规格、金额、赠品或发票抬头" | "What it shall be: an address, a quantity, a SKU, a sum, a gift or an invoice title";
    "*/line": "哪一行商品：行号或商家编码" | "Which line: its number or merchant code";
    "*/reason": "原因" | "The reason";

    "chat": "会话" | "Chats";
    "chat receive": "从标准输入读取 JSON 行，每条消息只存一次" | "Stores messages from JSON lines on standard input, once each";
    "chat receive/channel": "渠道名" | "The channel's name";
    "chat list": "按轮到谁的顺序列出会话" | "Lists chats in queue order";
    "chat list/state": "只列这个状态 waiting open snoozed resolved" | "Only this state: waiting open snoozed resolved";
    "chat show": "一个会话和它的消息" | "A chat with its messages";
    "chat show/limit": "最多显示多少条消息" | "How many messages at most";
    "chat snooze/reason": "为什么稍后" | "Why";
    "chat send": "回复客户" | "Answers the customer";
    "chat send/text": "要发的内容，- 表示从标准输入读" | "The text, or - to read it from standard input";
    "chat note": "写一条内部备注，客户看不到" | "Adds a note the customer never sees";
    "chat note/text": "备注内容，- 表示从标准输入读" | "The note, or - to read it from standard input";
    "chat snooze": "稍后处理" | "Puts a chat out of the way for a while";
    "chat snooze/span": "多久以后，例如 2h" | "For how long, such as 2h";
    "chat resolve": "标为已解决" | "Marks a chat as resolved";
    "chat transfer": "转接给同事" | "Hands a chat to a colleague";
    "chat transfer/to": "转给谁" | "To whom";
    "chat transfer/note": "交代什么" | "What they should know";
    "chat escalate": "上报给主管" | "Hands a chat to the lead";
    "chat escalate/note": "为什么上报" | "Why";
    "chat sent": "复制的回复已在平台上发出" | "The copied answer was sent on the platform";
    "chat next": "现在最该回的会话" | "The chat to answer first";


    "log": "工作日志：问题、原因、解决办法" | "The work log: problem, cause, fix";
    "log add": "写一条" | "Writes an entry";
    "log add/problem": "出了什么问题" | "What went wrong";
    "log add/cause": "原因" | "Why";
    "log add/fix": "怎么解决的" | "What was done";
    "log add/kind": "分类，例如 物流" | "A word for its kind, such as courier";
    "log add/order": "有关的订单号" | "The order it is about";
    "log list": "列出日志，最近的在前" | "Lists entries, newest first";
    "log list/date": "哪一天，例如 2026-11-22" | "The day, such as 2026-11-22";
    "log find": "查日志" | "Finds entries";
    "log export": "导出日志" | "Exports the log";
    "log export/from": "从哪天" | "From this day";
    "log export/to": "到哪天" | "To this day";
    "log export/format": "格式" | "The format";
    "log export/out": "写到哪个文件" | "The file to write";

    "shift": "班次的待办和交接" | "The to-do list of the shift, and the handover";
    "shift start": "开班：今天要做的事，从上到下" | "Begins a shift: what is to be done, from top to bottom";
    "shift end": "收班：还没做完的和要交接的" | "Ends a shift: what is open and handed over";
    "shift done": "这一行做完了" | "A row is done";
    "shift snooze": "这一行稍后再做" | "A row waits";
    "shift snooze/span": "多久以后，例如 2h" | "For how long, such as 2h";
    "shift snooze/reason": "原因" | "Why";
    "shift accept": "接收交接的一行" | "Takes over a row of the handover";
    "next": "现在最急的一件事和它的原因" | "The one most urgent thing, with its reason";
    "undo": "撤销我最近一次操作" | "Takes back my latest act";
    "undo/id": "撤销哪一次，见 kefu audit show" | "Which act; see kefu audit show";

    "replies": "快捷短语" | "Quick replies";
    "replies check": "检查快捷短语文件" | "Checks a file of quick replies";
    "replies check/file": "文件；不写就检查正在用的" | "The file; the one in force when not named";
    "replies check/score": "也评一评整套短语" | "Also says how good the set is";
    "replies export": "输出自带的快捷短语，可以照着改" | "Prints the replies kefu ships with, to start one's own from";
    "replies find": "按编码、字词、拼音或首字母查" | "Finds by code, words, pinyin or initials";
    "replies fill": "填好占位内容" | "Fills a reply's placeholders";
    "replies fill/code": "短语编码" | "The reply's code";
    "replies fill/order": "用哪个订单来填" | "The order to fill it from";

    "rules": "业务规则" | "Business rules";
    "rules check": "检查规则文件" | "Checks a file of rules";
    "rules check/file": "文件；不写就检查正在用的" | "The file; those in force when not named";
    "rules show": "列出正在用的规则" | "Lists the rules in force";
    "rules show/platform": "只列这个平台的：taobao tmall jd pdd douyin wechat own ..." | "Only those of a platform: taobao tmall jd pdd douyin wechat own ...";
    "rules explain": "说明一张售后单的时间怎么来的" | "Tells how the clock of a case comes about";
    "rules explain/case": "售后单号" | "The case";
    "rules recompute": "按现在的规则重算所有未结售后单的时间" | "Works the clocks of all open cases out anew";

    "shops": "店铺和买家看到的店名" | "The shops, and the names buyers see";
    "shops list": "列出店铺" | "Lists them";
    "shops name": "话术里叫它什么，买家看得到" | "Says what replies call a shop; buyers see it";
    "shops name/shop": "哪家店：店名、标记，或只有一家店的平台" | "Which: its name or tag, or a platform that has only one";
    "shops name/name": "店名；留空就用文件里的" | "The name; empty for the one in its files";

    "agents": "客服人员" | "The people who answer";
    "agents list": "列出客服" | "Lists them";
    "agents add": "添加一位客服" | "Adds one";
    "agents add/name": "名字" | "The name";
    "agents add/role": "角色" | "The role";
    "agents add/code": "写进备注的代号，例如 A07" | "The short code for memos, such as A07";
    "agents add/os_user": "对应的系统用户" | "The system's user";
    "agents name": "改自己的客服名，买家看得到" | "Says what you are called; buyers see it";
    "agents name/new": "新名字" | "The new name";
    "agents name/whose": "改谁的（主管可用），默认自己" | "Whose (for a lead); your own when not said";
    "agents role": "改一位客服的角色" | "Changes a role";
    "agents role/name": "名字" | "The name";
    "agents role/role": "角色" | "The role";
    "reveal": "看一个订单完整的电话和地址，会记录在案" | "Shows the phone and address of an order; this is logged";
    "reveal/reason": "为什么要看" | "Why they are needed";
    "audit": "操作记录" | "The audit";
    "audit show": "谁在什么时候做了什么，最近的在前" | "Who did what and when, newest first";
    "audit verify": "检查操作记录是否完整" | "Checks that the record is whole";
    "backup": "备份数据文件，并检查备份" | "Writes a copy of the data file and checks it";
    "backup/file": "备份写到哪里" | "Where to write it";
    "restore": "换回一份备份" | "Puts a backup in place of the data file";
    "restore/check": "只检查备份，不换" | "Only checks the backup";
    "restore/file": "备份文件" | "The backup";
    "doctor": "检查数据文件和环境" | "Checks the data file and its surroundings";
    "doctor/terminal": "也检查这个终端" | "Checks this terminal too";

    "config": "设置" | "The settings";
    "config path": "各个文件在哪里" | "Where files are";
    "config show": "正在用的设置" | "The settings in force";
    "config check": "检查设置文件" | "Checks the settings file";
    "config init": "写一份带说明的设置文件" | "Writes a commented settings file";
    "keys": "所有按键" | "All keys";
    "completions": "输出命令补全脚本" | "Writes completions for a shell";
    "completions/shell": "哪种 shell" | "Which shell";
    "man": "输出手册页" | "Writes the manual page";
    "help": "显示命令的说明" | "Prints help of a command";
    "help/subcommand": "哪个命令" | "Which command";
}
