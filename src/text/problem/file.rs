//! Why a file cannot be used, what is wrong in a data file, and what an act leaves unsaid: words and hints.

use crate::domain::{Damage, FileTrouble, Foreign, MoneyError, Unsaid};
use crate::text::Lang;
use crate::text::macros::{texts, words};

words! {
    /// What a file is that should be a data file.
    foreign(Foreign) {
        OtherProgram: "是别的程序的数据" | "it is the data of another program";
        NoData: "里面不是 SQLite 数据" | "there is no SQLite data in it";
        Empty: "是空文件" | "it is empty";
        Folder: "是文件夹" | "it is a folder";
        Pipe: "是管道" | "it is a pipe";
        Device: "是设备，不是文件" | "it is a device";
        DeadLink: "是链接，指向的文件不在" | "it is a link to a file that is not there";
    }

    /// What an act still needs.
    unsaid(Unsaid) {
        Trouble: "还没写是什么问题。" | "The problem is empty.";
        Answer: "还没写回复。" | "The answer is empty.";
        Fault: "还没写是什么毛病。" | "The fault is empty.";
        Draft: "这条评价还没有回复草稿。" | "There is no draft of an answer yet.";
        WhichReview: "这一单有好几条评价，要说明是哪一条。" | "The order has several reviews.";
    }

    /// What to do about it.
    unsaid_hint(Unsaid) {
        Trouble: "写一句话再存。" | "Write a line, then save it.";
        Answer: "写好再存；不想回复就不用存。" | "Write it, then save; nothing to say needs no answer.";
        Fault: "写一句话再存。" | "Write a line, then save it.";
        Draft: "先写回复，再标成已发布。" | "Write the answer first, then mark it as published.";
        WhichReview: "用评价的编号指定；kefu reviews list 里有。" | "Name one by its id; kefu reviews list shows them.";
    }

    /// Why an amount could not be worked out.
    money_error(MoneyError) {
        NotAnAmount: "这不是金额。" | "This is not an amount.";
        TooFine: "小数位太多，这个币种没有这么小的钱。" | "There are more decimals than the currency has.";
        Overflow: "金额太大，算不了。" | "The amount is too large to be worked out.";
        CurrencyMismatch: "两种币种的钱不能放在一起算。" | "Amounts of two currencies cannot be taken together.";
    }
}

texts! {
    file_not_there: "没有这个文件或文件夹" | "there is no such file or folder";
    file_no_right: "没有权限" | "permission is missing";
    file_is_folder: "这是文件夹，要的是文件" | "it is a folder, not a file";
    file_not_folder: "路径里有一段不是文件夹" | "a part of the path is no folder";
    file_exists: "已经有同名的文件" | "there is one with this name already";
    file_bad_name: "系统不接受这个名字" | "the system does not take this name";
    file_not_utf8: "名字不是 UTF-8" | "its name is not UTF-8";
    file_read_only_disk: "这个盘是只读的" | "the disk is read-only";
    file_too_large: "文件太大" | "it is too large";
    file_not_text: "内容不是 UTF-8 文字" | "it is not UTF-8 text";
    file_cut_short: "文件不完整，后面缺了一截" | "it ends too early";
    file_too_many_open: "打开的文件太多了" | "too many files are open";
    file_disk_fault: "磁盘读写出错" | "the disk failed";
    file_gone: "对方已经关掉了" | "the other end was closed";
    file_in_use: "别的程序正在用" | "another process uses it";
    file_live: "这就是正在用的数据文件" | "it is the data file in use";

    h_file_not_there: "核对一下路径，看看有没有打错。" | "Check the path for a slip.";
    h_file_no_right: "看看它和所在文件夹的权限（ls -l），或换一个能用的位置。" | "Check the permissions of it and its folder (ls -l), or use another place.";
    h_file_kind: "换成正确的路径。" | "Name the right path.";
    h_file_exists: "换一个名字；kefu 不会覆盖已有的文件。" | "Choose another name; kefu writes over no file.";
    h_file_bad_name: "换一个短一些、不带特殊字符的名字。" | "Choose a shorter name of plain characters.";
    h_file_other_place: "换一个能写的位置。" | "Use a place that can be written.";
    h_file_too_large: "换一个小一些的文件，或换一个盘。" | "Use a smaller file, or another disk.";
    h_file_not_text: "用编辑器另存为 UTF-8。" | "Save it as UTF-8 in an editor.";
    h_file_cut_short: "重新取一份完整的。" | "Take a whole one anew.";
    h_file_too_many_open: "关掉一些程序再试，或调大 ulimit -n。" | "Close some programs and try again, or raise ulimit -n.";
    h_file_disk_fault: "马上把数据文件备份到别的盘，再检查这块盘。" | "Back the data file up to another disk at once, then have this one checked.";
    h_file_again: "再试一次。" | "Try again.";
    h_file_live: "换一个文件。" | "Name another file.";

    damage_dangling: "有的记录指向不存在的记录" | "rows point to rows that are not there";
    damage_empty(column: usize): "第 {column} 列是空的" | "nothing stands in column {column}";
    damage_wrong_type(column: usize): "第 {column} 列的类型不对" | "column {column} has the wrong type";
    damage_unknown(kind: &str, word: &str): "有个不认识的值（{kind}: {word}）" | "a value is unknown ({kind}: {word})";
    damage_case: "一张售后单的明细读不出来" | "the detail of a case cannot be read";
    damage_line: "售后单对应哪件商品读不出来" | "how a case names its line cannot be read";
    damage_clock: "一个时限缺了它的规则" | "a clock stands without its rule";
    damage_inverse: "一步操作的撤销记录读不出来" | "the undo record of an act cannot be read";
    damage_refund: "平台给的退款资料读不出来" | "what a platform told of a refund cannot be read";

    p_system(what: &str): "系统报错：{what}。" | "The system refuses: {what}.";
    p_stopped: "已停下，没有做完的部分没有留下。" | "It was stopped; nothing half-done is left.";
    h_stopped: "需要时再来一次。" | "Do it again when you need it.";
    p_name_taken(name: &str): "{name} 这个名字已经有人用了。" | "{name}: this name exists already.";
    h_name_taken: "换一个名字，例如加上姓。" | "Choose another, such as one with a family name.";
    p_old_sqlite(version: &str, oldest: &str): "SQLite {version} 太旧，至少要 {oldest}，否则可能丢数据。" | "SQLite {version} is too old and may lose data; {oldest} is needed.";
    h_old_sqlite: "换用发布的 kefu，或用新的 SQLite 重新编译。" | "Use a released kefu, or build it with a newer SQLite.";
    p_program(place: &str): "程序自己出错了（{place}）。" | "The program itself is at fault ({place}).";
    p_program_about(place: &str, about: &str): "程序自己出错了（{place}，{about}）。" | "The program itself is at fault ({place}, {about}).";
    h_money: "核对一下金额和币种。" | "Check the amount and its currency.";
    p_other(what: &str): "出错了：{what}。" | "This did not work: {what}.";
}

impl Lang {
    /// Why a file or folder cannot be used, as a part of a sentence.
    pub fn file_trouble(self, trouble: &FileTrouble) -> String {
        match trouble {
            FileTrouble::NotThere => self.file_not_there(),
            FileTrouble::NoRight => self.file_no_right(),
            FileTrouble::IsFolder => self.file_is_folder(),
            FileTrouble::NotFolder => self.file_not_folder(),
            FileTrouble::Exists => self.file_exists(),
            FileTrouble::BadName => self.file_bad_name(),
            FileTrouble::NameNotUtf8 => self.file_not_utf8(),
            FileTrouble::ReadOnlyDisk => self.file_read_only_disk(),
            FileTrouble::TooLarge => self.file_too_large(),
            FileTrouble::NotText => self.file_not_text(),
            FileTrouble::CutShort => self.file_cut_short(),
            FileTrouble::TooManyOpen => self.file_too_many_open(),
            FileTrouble::DiskFault => self.file_disk_fault(),
            FileTrouble::Gone => self.file_gone(),
            FileTrouble::InUse => self.file_in_use(),
            FileTrouble::Live => self.file_live(),
            FileTrouble::Said(what) => what.as_str(),
        }
        .to_owned()
    }

    /// What to do about it.
    pub(super) const fn file_hint(self, trouble: &FileTrouble) -> &'static str {
        match trouble {
            FileTrouble::NotThere => self.h_file_not_there(),
            FileTrouble::NoRight => self.h_file_no_right(),
            FileTrouble::IsFolder | FileTrouble::NotFolder => self.h_file_kind(),
            FileTrouble::Exists => self.h_file_exists(),
            FileTrouble::BadName | FileTrouble::NameNotUtf8 => self.h_file_bad_name(),
            FileTrouble::ReadOnlyDisk => self.h_file_other_place(),
            FileTrouble::TooLarge => self.h_file_too_large(),
            FileTrouble::NotText => self.h_file_not_text(),
            FileTrouble::CutShort => self.h_file_cut_short(),
            FileTrouble::TooManyOpen => self.h_file_too_many_open(),
            FileTrouble::DiskFault => self.h_file_disk_fault(),
            FileTrouble::Gone | FileTrouble::InUse => self.h_file_again(),
            FileTrouble::Live => self.h_file_live(),
            FileTrouble::Said(_) => self.h_file(),
        }
    }

    /// What is wrong in a data file, as a part of a sentence.
    pub fn damage(self, damage: &Damage) -> String {
        match damage {
            Damage::Dangling => self.damage_dangling().to_owned(),
            Damage::Empty { column } => self.damage_empty(column + 1),
            Damage::WrongType { column } => self.damage_wrong_type(column + 1),
            Damage::UnknownWord { kind, word } => self.damage_unknown(kind, word),
            Damage::CaseDetail => self.damage_case().to_owned(),
            Damage::CaseLine => self.damage_line().to_owned(),
            Damage::ClockWithoutRule => self.damage_clock().to_owned(),
            Damage::Inverse => self.damage_inverse().to_owned(),
            Damage::RefundFacts => self.damage_refund().to_owned(),
            Damage::Said(what) => what.to_string(),
        }
    }
}
