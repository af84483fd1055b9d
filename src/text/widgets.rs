//! Words of the widgets themselves.

use super::macros::texts;

texts! {
    /// Under a form's field that is needed and empty.
    field_missing: "这一项要填" | "this is needed";
    /// Under a folded message.
    folded_more(lines: usize, kilobytes: usize): "还有 {lines} 行，{kilobytes} KB" | "{lines} more lines, {kilobytes} KB";
}
