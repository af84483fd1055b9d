//! Evidence files and the arbitration pack, in words.

use super::Lang;
use super::macros::texts;
use crate::domain::aftersale::compensation::Compensation;
use crate::domain::picture::NotShown;
use crate::domain::problem::FileFault;

texts! {
    ev_empty(name: &str): "{name} 不是文件，或者是空的。" | "{name} is no file, or empty.";
    ev_not_taken(name: &str): "{name} 不是能当凭证的文件。" | "{name} is not a kind of file that is taken as evidence.";
    h_ev_not_taken: "图片、视频、PDF 和文本可以。" | "Pictures, videos, PDF and text are.";
    ev_too_large(name: &str, mib: u64): "{name} 超过 {mib} MB。" | "{name} is larger than {mib} MB.";
    ev_too_much(mib: u64): "这张售后单的凭证合起来超过 {mib} MB。" | "The evidence of this case would be more than {mib} MB.";
    h_ev_size: "压缩后再加，或在 rules/limits.toml 里改上限。" | "Make it smaller, or change the limit in rules/limits.toml.";
    ev_twice(name: &str): "{name} 的内容已经在这张售后单里了。" | "The content of {name} is in this case already.";
    h_ev_twice: "不用再加。" | "There is nothing to add.";
    h_ev_empty: "选一个图片、视频、PDF 或文本文件。" | "Name a picture, a video, a PDF or a text file.";

    job_evidence: "处理凭证" | "Evidence";
    ev_copying: "上一个凭证文件或材料还在处理。" | "The file or pack before is still being worked on.";
    h_ev_copying: "等它完成再来一次。" | "Wait until it is done, then do it again.";

    pack_title(number: &str): "售后举证 {number}" | "Evidence of case {number}";
    pack_files: "凭证" | "Evidence";
    pack_answer: "我方处理和理由" | "What we did, and why";
    pack_sums: "文件校验" | "Hashes";
    pack_chat: "聊天记录" | "Chat";
    pack_timeline: "经过" | "Timeline";
    pack_changed: "这个文件和入库时不同。" | "This file is not what it was when it was taken in.";
    pack_check: "每个文件的 SHA-256 在 SHA256SUMS 里，用 sha256sum -c SHA256SUMS 核对。" | "SHA256SUMS holds the SHA-256 of every file; sha256sum -c SHA256SUMS checks them.";
    pack_made(path: &str, files: usize): "举证材料在 {path}，凭证文件 {files} 个。" | "The pack is {path}; files of evidence in it: {files}.";
    pack_differs(files: usize): "{files} 个凭证文件不见了，或和入库时不同，已在材料里标明。" | "Files of evidence gone or not what they were: {files}; the pack says which.";
    pack_made_on: "制作时间" | "made on";
    pack_shop: "店铺" | "shop";
    pack_order: "订单" | "order";
    pack_type: "类型" | "type";
    pack_stage: "状态" | "stage";
    pack_stage_with(stage: &str, platform: &str): "{stage}，{platform}" | "{stage}; by the platform: {platform}";
    pack_goods_are: "货物状态" | "where they are";
    ev_added(kind: &str, name: &str): "凭证已存: {kind} {name}。" | "Kept as evidence: {kind} {name}.";
    ev_none: "还没有凭证。" | "There is no evidence yet.";
    ev_gone: "文件不见了" | "the file is gone";
    add_file_title: "加凭证文件" | "Add an evidence file";
    add_file_lead: "图片、视频、PDF 或文本。文件会复制一份存好，原件不动。" | "A picture, a video, a PDF or text. It is copied; the original stays as it is.";
    add_file_path: "文件" | "file";
    add_file_by_content: "按内容认" | "by its content";
    add_file_kind: "是什么" | "what it is";
    add_file_from: "谁给的" | "from";
    proof_title: "凭证" | "Evidence";
    proof_nth(at: usize, total: usize): "凭证 {at}/{total}" | "Evidence {at}/{total}";
    proof_keys: "左右 换一个  j k 翻看  Esc 关闭" | "left right another  j k scroll  Esc close";
    proof_more: "后面还有，这里只看前面一段" | "There is more; only the beginning is shown";
    not_shown_no_file: "没有文件，只有记录" | "There is no file, only the record";
    not_shown_kind: "终端里看不了这种文件，请用别的程序打开" | "A terminal cannot show such a file; open it with another program";
    not_shown_too_large: "太大，终端里不画" | "Too large to be drawn here";
    not_shown_damaged: "这张图读不出来" | "This picture cannot be read";
    not_shown_no_colours: "没有颜色或用字符画线时不画图" | "Without colours, or with ASCII borders, pictures are not drawn";
    pack_dialog_title: "做举证材料" | "Make the arbitration pack";
    pack_dialog_lead: "一个文件夹，或以 .zip 结尾的压缩包；不会盖掉已有的。" | "A folder, or a zip when the name ends in .zip; overwrites nothing.";
    pack_dialog_path: "放在" | "put it in";
}

texts! {
    payout_title: "小额打款" | "Compensate";
    payout_lead: "记下后去平台打款。一个订单每种只打一次，超过上限要主管批。" | "Noted, then paid on the platform. One of a kind an order; more needs the lead.";
    payout_kind: "名目" | "for";
    paid_out_title: "小额打款办完了" | "A compensation is settled";
    paid_out_which: "哪一笔" | "which";
    paid_out_outcome: "结果" | "outcome";
    paid_out_paid: "已打款" | "paid out";
    paid_out_not: "不打了" | "not paid";
    payout_row(kind: &str, amount: &str, state: &str, reason: &str): "{kind} {amount}  {state}  {reason}" | "{kind} {amount}  {state}  {reason}";
    f_payout: "打款" | "compensation";
    done_payout_noted: "小额打款已记下，去平台打完按 m。" | "Noted. Pay it on the platform, then press m.";
    done_paid_out: "已记为打款。" | "Noted as paid out.";
    done_payout_withdrawn: "已记为不打了。" | "Noted as not paid.";
    done_freight_agreed: "运费约定已记下。" | "The agreement about the freight is kept.";
    freight_title: "商定运费" | "Freight as agreed";
    freight_lead: "以选中的那句话为凭，举证材料里会带上。" | "The message chosen is the proof; it goes into the pack.";
    freight_quote: "哪句话" | "message";
    freight_rule: "按规则，不用约定" | "by the rule, nothing agreed";
    freight_out: "发出" | "out";
    freight_back: "退回" | "back";
    freight_again: "再发" | "again";
    freight_amount(way: &str): "{way}金额" | "{way} amount";
    freight_nobody: "没说" | "not said";
    freight_no_chat: "没有聊天记录可以引用。" | "There is no chat to quote from.";
    platform_advanced: "极速退款: 平台已垫付给买家，我们的时钟照走。" | "Express refund: the platform has paid the buyer; our clock runs on.";
    act_compensation: "小额打款" | "the compensation";
}

impl Lang {
    /// Why a piece of evidence is not shown itself.
    pub const fn not_shown(self, why: NotShown) -> &'static str {
        match why {
            NotShown::NoFile => self.not_shown_no_file(),
            NotShown::Gone => self.ev_gone(),
            NotShown::Kind => self.not_shown_kind(),
            NotShown::TooLarge => self.not_shown_too_large(),
            NotShown::Damaged => self.not_shown_damaged(),
            NotShown::NoColours => self.not_shown_no_colours(),
        }
    }
    /// What is wrong with a file that is not taken, and what to do.
    pub fn file_fault(self, name: &str, fault: FileFault) -> (String, &'static str) {
        match fault {
            FileFault::Empty => (self.ev_empty(name), self.h_ev_empty()),
            FileFault::NotTaken => (self.ev_not_taken(name), self.h_ev_not_taken()),
            FileFault::TooLarge { mib } => (self.ev_too_large(name, mib), self.h_ev_size()),
            FileFault::TooMuch { mib } => (self.ev_too_much(mib), self.h_ev_size()),
            FileFault::Twice => (self.ev_twice(name), self.h_ev_twice()),
        }
    }

    /// A compensation in one line.
    pub fn payout(self, one: &Compensation) -> String {
        let (kind, state) = (self.compensation_kind(one.kind), self.compensation_state(one.state));
        self.payout_row(kind, &one.amount.shown(), state, &one.reason.to_line())
    }
}
