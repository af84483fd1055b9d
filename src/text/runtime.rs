//! Words of the runtime: what is told when the screen ends, and what the clipboard and the jobs say.

use super::macros::texts;

texts! {
    /// After a panic.
    panic_happened(place: &str): "kefu 出错退出了（{place}）。终端已恢复，草稿都在，重新打开即可继续。" | "kefu stopped on a fault of its own ({place}). The terminal is restored and your drafts are kept; open it again to go on.";
    /// Where the report of a panic is.
    panic_report(path: &str): "记录写在 {path}，里面没有客户资料。" | "A report without customer data is in {path}.";
    /// Copied by a program of the system.
    copied_by(program: &str): "已复制（{program}）" | "copied ({program})";
    /// Copied through the terminal.
    copied_by_terminal: "已通过终端复制" | "copied through the terminal";
    /// The wall clock was moved or the machine slept.
    clock_moved: "系统时间变动了，计时已按新的时间重算；没有任何事因此自动到期。" | "The system clock moved; clocks are counted anew, and nothing expired because of it.";
    /// Job: the daily backup.
    job_backup: "每日备份" | "Daily backup";
    /// Job: an import.
    job_import: "导入" | "Import";
    /// Job: an export.
    job_export: "导出" | "Export";
    /// Job: the search index.
    job_index: "整理搜索" | "Indexing";
    /// A worker ended by a fault of ours and was started again.
    worker_again(part: &str): "{part} 出错，已重新启动。" | "{part} failed and was started again.";
    /// A worker failed too often.
    worker_gone(part: &str): "{part} 多次出错，已停下。已打的字还在，请重新打开 kefu。" | "{part} failed too often and rests. What you typed is kept; please reopen kefu.";
    /// A second import while one runs.
    import_runs: "正在导入另一个文件。" | "Another file is being imported.";
    /// See above.
    import_runs_hint: "等它完成，或先停止它。" | "Wait until it is done, or stop it first.";
}
