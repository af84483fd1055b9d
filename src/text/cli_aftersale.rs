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
    cli_pieces_need_line: "按件数退要写明 --line，而且那一件的实付要知道。" | "--pieces needs --line, and what was paid for that line has to be known.";
}

/// Help, as in `text::cli`.
pub(super) const HELPS: &[(&str, &str, &str)] = &[
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
    ("case open/pieces", "按件数退几件", "How many pieces are to be refunded"),
];
