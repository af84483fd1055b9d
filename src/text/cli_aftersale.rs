//! What the command line says of money and evidence of after-sales cases, and of PINs.

use super::macros::texts;

texts! {
    cli_pin_set(name: &str): "{name} 的 PIN 已设好。" | "The PIN of {name} is set.";
    cli_pin_cleared(name: &str): "{name} 的 PIN 已清除，要重新设置才能批款。" | "The PIN of {name} is cleared; they have to set a new one before they can approve.";
    cli_pin_ask(name: &str): "{name} 的 PIN: " | "PIN of {name}: ";
    cli_pin_new(name: &str): "给 {name} 设新的 PIN: " | "New PIN for {name}: ";
    cli_pin_again: "再输一次: " | "Once more: ";
    cli_pin_differs: "两次输的不一样，没有改动。" | "The two differ; nothing was changed.";
    cli_pin_weak(least: usize): "PIN 至少 {least} 位，而且不能全是同一个字符。" | "A PIN has at least {least} characters, and not the same one over and over.";
    cli_pin_not_yours(name: &str): "{name} 已有 PIN，要先输旧的；忘了请店主用 --clear 清除。" | "{name} has a PIN: the old one comes first. If it is forgotten, the owner clears it with --clear.";
    cli_pin_owner_only: "只有店主能清除别人的 PIN。" | "Only the owner clears a PIN.";
    cli_pin_no_terminal: "没有终端可以输 PIN，请用 --pin-file。" | "There is no terminal to type a PIN; use --pin-file.";
    cli_bad_payer(word: &str, all: &str): "没有 {word} 这种付款人；有 {all}。" | "There is no payer {word}; there are {all}.";
    cli_no_compensation: "没有小额打款。" | "There is no compensation.";
    cli_pieces_need_line: "按件数退要写明 --line，而且那一件的实付要知道。" | "--pieces needs --line, and what was paid for that line has to be known.";
}

/// Help, as in `text::cli`.
pub(super) const HELPS: &[(&str, &str, &str)] = &[
    ("case", "售后单", "After-sales cases"),
    ("case open", "开一张售后单", "Opens a case"),
    ("case open/order", "订单号", "The order's number"),
    ("case open/line", "订单里的哪一件", "Which line of the order"),
    (
        "case open/kind",
        "类型 refund_only return_refund exchange repair resend",
        "The type: refund_only return_refund exchange repair resend",
    ),
    ("case open/reason", "买家的理由", "The buyer's reason"),
    ("case open/amount", "金额，例如 59.00", "The amount, such as 59.00"),
    ("case open/chat", "从哪个会话开的", "The chat it comes from"),
    (
        "case open/apart",
        "另一张没写明商品的售后单还没结束时，说明这是另一件",
        "Why it is about other goods than an open case that names no line",
    ),
    ("case open/platform_id", "平台上的售后单号", "The platform's number of the case"),
    ("case open/note", "买家说的话，或备注", "What the buyer wrote, or a note"),
    ("case list", "按到期先后列出售后单", "Lists cases, the first to fall due first"),
    ("case list/due_within", "只列多久以内到期的，例如 24h", "Only those due within this time, such as 24h"),
    ("case list/all", "连已结束的也列出", "Ended ones too"),
    (
        "case list/sort",
        "按 time（到期，要核对的在前）或 harm（不处理会赔的）排，和屏幕一样",
        "In the order of the screen: by time, what to check first, or by harm",
    ),
    (
        "case what-if",
        "试算：到另一个时间还没人处理会怎样",
        "What will have become of a case by another time if nobody acts",
    ),
    ("case what-if/case", "哪张售后单", "Which case"),
    ("case what-if/when", "什么时候，例如 1d、18:00、11-24 18:00", "When, such as 1d, 18:00 or 11-24 18:00"),
    ("case show", "一张售后单的全部情况", "Everything about one case"),
    ("case step", "走一步，例如 agree", "Takes a step, such as agree"),
    ("case step/step", "哪一步；case show 列出现在能走的", "Which step; case show lists those allowed now"),
    (
        "case step/worth",
        "寄出的货值多少；不写就按成交价算，超出权限要有人批",
        "What the goods sent are worth; what was paid for them unless said. Above your limit somebody approves",
    ),
    ("case step/amount", "金额；要退款的一步必须写明", "The amount; a step that pays must name it exactly"),
    ("case step/reason", "理由", "The reason"),
    ("case step/text", "给买家或记录的话", "Words for the buyer or the record"),
    ("case step/tracking", "运单号", "A tracking number"),
    ("case step/carrier", "快递公司", "The courier"),
    ("case step/address", "退货地址", "Where the buyer sends the goods"),
    ("case step/kind", "协商改成的类型", "The type an offer changes to"),
    (
        "case step/parcel",
        "包裹在哪：held 已截单，returning 退回中，lost 丢失",
        "Where the parcel is: held, returning or lost",
    ),
    ("case step/evidence", "随这一步交的凭证", "Evidence handed in with the step"),
    ("case step/over", "条件不满足仍要走的原因", "Why to go on although a guard says no"),
    ("case step/platform", "这一步是在平台上看到的事实", "The step was seen on the platform: a fact"),
    ("case step/expect", "只有还在这个阶段才走", "Only if the case still stands at this stage"),
    ("case refund", "请店铺把欠买家的钱退掉", "Has the shop pay a refund that is owed"),
    ("case refund/amount", "金额，必须写明", "The amount, exactly"),
    ("case refund/approver", "谁来批超出权限的金额", "Who approves an amount above your limit"),
    ("case refund/pin_file", "批准人的 PIN 放在这个文件里", "The file with the approver's PIN"),
    ("case done", "这一步已在平台上做完", "The step was done on the platform"),
    ("agents pin", "设置批款用的 PIN", "Sets the PIN with which a second person approves"),
    ("agents pin/name", "谁的；不写就是自己", "Whose; your own when left out"),
    ("agents pin/pin_file", "从文件读 PIN，不从终端输", "Reads the PIN from a file instead of the terminal"),
    ("agents pin/old_pin_file", "从文件读旧的 PIN", "Reads the old PIN from a file"),
    ("agents pin/clear", "清除（店主）", "Clears it (the owner)"),
    ("case step/approver", "谁来批超出权限的金额", "Who approves an amount above your limit"),
    (
        "case step/pin_file",
        "从文件读批款人的 PIN，不从终端输",
        "Reads the approver's PIN from a file instead of the terminal",
    ),
    ("case evidence", "凭证：列出，或加文件", "Evidence: lists it, or adds a file"),
    ("case evidence/case", "哪张售后单", "Which case"),
    ("case evidence list", "列出凭证", "Lists the evidence"),
    ("case evidence add", "加一个凭证文件，复制一份存好", "Adds a file; a copy of it is kept"),
    ("case evidence add/file", "图片、视频、PDF 或文本", "A picture, a video, a PDF or text"),
    ("case evidence add/kind", "是什么凭证；不写按内容猜", "What it proves; guessed from its content when left out"),
    ("case evidence add/from", "谁给的：buyer seller platform", "From whom: buyer, seller or platform"),
    ("case evidence add/note", "备注", "A note"),
    (
        "case pack",
        "做举证材料：可打印的页面、经过、聊天、文件和校验值",
        "Makes the arbitration pack: a page to print, timeline, chat, files and hashes",
    ),
    ("case pack/case", "哪张售后单", "Which case"),
    ("case pack/dir", "放到哪个新文件夹，或 .zip", "The new folder, or a .zip"),
    ("case freight", "记下聊天里说定的运费", "Keeps what was agreed in the chat about the freight"),
    ("case freight/case", "哪张售后单", "Which case"),
    ("case freight/out", "发货运费谁付，例如 seller:6.00", "Who pays the way out, such as seller:6.00"),
    ("case freight/back", "退货运费谁付", "Who pays the way back"),
    ("case freight/again", "换货运费谁付", "Who pays the replacement's way"),
    ("case freight/quote", "说定这件事的消息编号", "The message that says so, by its id"),
    ("case freight/by_rule", "不算说定的，按规则来", "Goes back to the rule"),
    ("compensate", "小额打款：退款之外给买家的钱", "Small transfers: money to buyers beside refunds"),
    ("compensate add", "记一笔，去平台打款", "Notes one, to be paid on the platform"),
    ("compensate add/order", "订单号", "The order's number"),
    ("compensate add/case", "哪张售后单", "Which case"),
    ("compensate add/amount", "金额，例如 5.00", "The amount, such as 5.00"),
    ("compensate add/reason", "为什么", "Why"),
    (
        "compensate add/kind",
        "goodwill 补偿，freight 运费，price_diff 差价，other 其他",
        "goodwill, freight, price_diff or other",
    ),
    (
        "orders gift/worth",
        "赠品值多少，算进小额打款的上限",
        "What the gift is worth; it counts in the limits of compensation",
    ),
    ("orders gift/approver", "谁来批超出权限的金额", "Who approves what is above your limits"),
    ("orders gift/pin_file", "批准人的 PIN 放在这个文件里", "The file with the approver's PIN"),
    ("compensate add/approver", "谁来批超出权限的金额", "Who approves what is above your limits"),
    (
        "compensate add/pin_file",
        "从文件读批款人的 PIN，不从终端输",
        "Reads the approver's PIN from a file instead of the terminal",
    ),
    ("compensate list", "列出，最近的在前", "Lists them, newest first"),
    ("compensate list/order", "只列这一单的", "Only those of this order"),
    ("compensate paid", "已在平台打款", "It was paid on the platform"),
    ("compensate paid/id", "哪一笔", "Which one"),
    ("compensate withdraw", "不打了", "It will not be paid"),
    ("compensate withdraw/id", "哪一笔", "Which one"),
    ("case open/pieces", "按件数退几件", "How many pieces are to be refunded"),
];
