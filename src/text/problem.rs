//! Problems in words: what happened, and what to do about it.

mod file;

use super::Lang;
use super::macros::texts;
use crate::domain::Problem;

/// A problem as it is told to a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// What happened.
    pub what: String,
    /// What to do.
    pub hint: String,
}

texts! {
    p_newer_file(theirs: i64, ours: i64): "数据文件的结构版本是 {theirs}，这个程序只认识到 {ours}。" | "The data file has schema version {theirs}; this program knows up to {ours}.";
    h_newer_file(program: &str): "请升级 kefu（正在运行的是 {program}），或用 kefu restore 换回旧版的备份。文件没有被改动。" | "Upgrade kefu (the one running is {program}), or restore a backup made by this version. The file was not changed.";
    p_other_schema(path: &str): "{path} 是另一个开发中的 kefu 建的，结构和这个程序对不上。" | "{path} was made by another build of kefu; its schema is not this program's.";
    h_other_schema: "用建它的那个程序打开，或用 --data 另建一个文件再导入一遍；这个文件没有被改动。" | "Open it with the program that made it, or start a new file with --data and import again. This one was not changed.";
    p_not_ours(path: &str, found: &str): "{path} 不是 kefu 的数据文件：{found}。" | "{path} is not a kefu data file: {found}.";
    h_not_ours: "请用 --data 指定另一个文件；这个文件没有被改动。" | "Name another file with --data; this one was not changed.";
    p_file(path: &str, what: &str): "用不了 {path}：{what}。" | "Cannot use {path}: {what}.";
    h_file: "请检查路径和权限。" | "Check the path and its permissions.";
    p_disk_full: "磁盘满了，没有存下。" | "The disk is full; this was not saved.";
    h_disk_full: "腾出空间后会继续，已打的字还在。" | "Free some space and it goes on; what you typed is kept.";
    p_read_only: "数据文件只能读，不能写。" | "The data file can be read but not written.";
    h_read_only: "检查文件和所在文件夹的写权限，或用 --data 换一个位置。" | "Check that the file and its folder are writable, or name another place with --data.";
    p_busy: "另一个程序正占着数据文件。" | "Another process is holding the data file.";
    h_busy: "稍后再试；如果一直这样，kefu doctor 会说是谁。" | "Try again shortly; if it lasts, kefu doctor tells who holds it.";
    p_over_refund(left: &str): "退款会超过实付，最多还能退 {left}。" | "The refunds would exceed what was paid; {left} is left.";
    h_over_refund: "核对一下这一单的其他售后，再改金额。" | "Look at the order's other cases, then change the amount.";
    p_no_reason: "要写明为什么放到稍后。" | "Say why it is put off.";
    h_no_reason_given: "写一句原因，接手的人才知道在等什么。" | "One line is enough: whoever takes over sees what it waits for.";
    p_interrupted: "这次查询已停下。" | "This lookup was stopped.";
    h_interrupted: "再查一次即可。" | "Just look it up again.";
    p_damaged(what: &str): "数据文件有损坏：{what}。" | "The data file is damaged: {what}.";
    h_damaged: "先不要再写，用 kefu restore --check 检查最近的备份。" | "Stop writing and check the latest backup with kefu restore --check.";
    p_changed(by: &str): "{by} 刚刚先改了，这一步没有做。" | "{by} changed it first; this step was not done.";
    h_changed: "看一下现在的样子，再决定要不要做。" | "Look at how it stands now, then decide.";
    p_not_found(kind: &str, key: &str): "没有找到{kind} {key}。" | "There is no {kind} {key}.";
    h_not_found: "核对一下号码；订单可以用 kefu orders find 查。" | "Check the number; kefu orders find looks orders up.";
    h_usage: "kefu help 列出所有命令。" | "kefu help lists all commands.";
    p_config(file: &str, line: usize, what: &str): "{file} 第 {line} 行：{what}。" | "{file}, line {line}: {what}.";
    p_config_whole(file: &str, what: &str): "{file}：{what}。" | "{file}: {what}.";
    h_config: "改好保存就生效；在此之前沿用上一份正确的。" | "Mend and save it; until then the last good one stays in force.";
    p_no_terminal: "这里没有终端，打不开工作台。" | "There is no terminal here to open the workstation in.";
    h_no_terminal: "在终端里运行，或用子命令，例如 kefu chat list --json。" | "Run it in a terminal, or use a sub-command such as kefu chat list --json.";
    p_dumb(term: &str): "这个终端画不了界面（TERM={term}）。" | "This terminal cannot draw a screen (TERM={term}).";
    h_dumb: "换一个终端，或设置 TERM=xterm-256color 再试。" | "Use another terminal, or set TERM=xterm-256color and try again.";
    p_channel_auth(channel: &str, why: &str): "渠道 {channel} 要求重新登录：{why}。" | "Channel {channel} wants to be signed in again: {why}.";
    h_channel_auth: "更新它的密钥后会自动继续，消息都在排队。" | "Renew its key and it goes on by itself; the messages wait in the queue.";
    p_copy_too_long: "文字太长，终端的剪贴板放不下。" | "The text is too long for the terminal's clipboard.";
    p_no_clipboard: "这里没有可用的剪贴板，没有复制。" | "No clipboard can be reached here; nothing was copied.";
    h_clipboard: "安装 wl-clipboard 或 xclip；经 SSH 时在设置里打开 [clipboard] osc52 = true。" | "Install wl-clipboard or xclip; over SSH set [clipboard] osc52 = true.";
    p_no_home: "HOME 没有设置，或者不是完整路径，不知道文件该放哪里。" | "HOME is not set, or not a whole path, so there is no place for kefu's files.";
    h_no_home: "设置 HOME，或用 --data 和 --config 指定文件。" | "Set HOME, or name the files with --data and --config.";
    h_other: "如果再次出现，请带上 kefu doctor --json 的结果。" | "If it happens again, keep the output of kefu doctor --json.";

    kind_order: "订单" | "order";
    kind_chat: "会话" | "chat";
    kind_case: "售后单" | "case";
    kind_customer: "客户" | "customer";
    kind_reply: "快捷短语" | "quick reply";
    kind_ticket: "工单" | "ticket";
    kind_log: "日志" | "log entry";
    kind_view: "存下的查找" | "saved search";
    kind_product: "商品" | "product";
    kind_review: "评价" | "review";
    kind_thing: "这一项" | "such thing";
}

impl Lang {
    /// What happened and what to do, in this language.
    pub fn problem(self, problem: &Problem) -> Said {
        let (what, hint) = match problem {
            Problem::NewerFile { theirs, ours, program } => {
                (self.p_newer_file(*theirs, *ours), self.h_newer_file(program))
            }
            Problem::OtherSchema { path } => (self.p_other_schema(path), self.h_other_schema().into()),
            Problem::NotOurFile { path, found } => {
                (self.p_not_ours(path, self.foreign(*found)), self.h_not_ours().into())
            }
            Problem::File { path, what } => (self.p_file(path, &self.file_trouble(what)), self.file_hint(what).into()),
            Problem::System(what) => (self.p_system(&self.file_trouble(what)), self.file_hint(what).into()),
            Problem::DiskFull => (self.p_disk_full().into(), self.h_disk_full().into()),
            Problem::ReadOnly => (self.p_read_only().into(), self.h_read_only().into()),
            Problem::Busy => (self.p_busy().into(), self.h_busy().into()),
            Problem::OverRefund { left } => (self.p_over_refund(left), self.h_over_refund().into()),
            Problem::NoReason => (self.p_no_reason().into(), self.h_no_reason_given().into()),
            Problem::Interrupted => (self.p_interrupted().into(), self.h_interrupted().into()),
            Problem::Damaged(what) => (self.p_damaged(&self.damage(what)), self.h_damaged().into()),
            Problem::Stopped => (self.p_stopped().into(), self.h_stopped().into()),
            Problem::Unsaid(what) => (self.unsaid(*what).into(), self.unsaid_hint(*what).into()),
            Problem::NameTaken { name } => (self.p_name_taken(name), self.h_name_taken().into()),
            Problem::Sum(why) => (self.money_error(*why).into(), self.h_money().into()),
            Problem::Changed { by } => (self.p_changed(by), self.h_changed().into()),
            Problem::NotFound { kind, key } => (self.p_not_found(self.kind(kind), key), self.h_not_found().into()),
            Problem::Usage(what) => (what.to_string(), self.h_usage().into()),
            Problem::Config { file, line, what } => (self.p_config(file, *line, what), self.h_config().into()),
            Problem::Import(why) => self.import_fault(why),
            Problem::NoHome => (self.p_no_home().into(), self.h_no_home().into()),
            Problem::Reply { file, line, fault } => {
                let said = self.reply_fault(fault);
                let what = match line {
                    0 => self.p_config_whole(file, &said.what),
                    line => self.p_config(file, *line, &said.what),
                };
                (what, said.hint)
            }
            Problem::Query(fault) => {
                let said = self.query_fault(fault);
                (said.what, said.hint)
            }
            Problem::Evidence { name, fault } => {
                let (what, hint) = self.file_fault(name, *fault);
                (what, hint.to_owned())
            }
            Problem::NoTerminal => (self.p_no_terminal().into(), self.h_no_terminal().into()),
            Problem::DumbTerminal { term } => (self.p_dumb(term), self.h_dumb().into()),
            Problem::ChannelAuth { channel, why } => (self.p_channel_auth(channel, why), self.h_channel_auth().into()),
            Problem::Source { source_name, fault } => self.source_problem(source_name, fault),
            Problem::NotUndone { act, about, why } => {
                let act = self.act_done_before(act);
                let why = self.kept(why);
                let what = match about.is_empty() {
                    true => self.p_not_undone(act, &why),
                    false => self.p_not_undone_about(act, about, &why),
                };
                (what, self.h_not_undone().into())
            }
            Problem::NoSecret { place } => (self.p_no_secret(place), self.h_no_secret().into()),
            Problem::OpenSecret { path } => (self.p_open_secret(path), self.h_open_secret(path)),
            Problem::NoClipboard { too_long: true } => (self.p_copy_too_long().into(), self.h_clipboard().into()),
            Problem::NoClipboard { too_long: false } => (self.p_no_clipboard().into(), self.h_clipboard().into()),
            Problem::Refused { what, hint } | Problem::NeedsSecond { what, hint } => {
                (what.to_string(), hint.to_string())
            }
            Problem::OldSqlite { version, oldest } => (self.p_old_sqlite(version, oldest), self.h_old_sqlite().into()),
            Problem::Program { place, about } => {
                let what = match about.is_empty() {
                    true => self.p_program(place),
                    false => self.p_program_about(place, about),
                };
                (what, self.h_other().into())
            }
            Problem::Other(what) => (self.p_other(what), self.h_other().into()),
        };
        Said { what, hint }
    }

    fn kind(self, kind: &str) -> &'static str {
        match kind {
            "order" => self.kind_order(),
            "chat" => self.kind_chat(),
            "case" => self.kind_case(),
            "customer" | "one_customer" => self.kind_customer(),
            "ticket" => self.kind_ticket(),
            "reply" => self.kind_reply(),
            "log" => self.kind_log(),
            "view" => self.kind_view(),
            "product" => self.kind_product(),
            "review" => self.kind_review(),
            "shop" => self.kind_shop(),
            "review case" => self.kind_review_case(),
            _ => self.kind_thing(),
        }
    }
}
