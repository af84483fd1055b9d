//! How a table of a file was understood, before anything of it is written.

use super::safe_text::SafeText;

/// A table at a glance, ready to be shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TableSeen {
    /// The format's code word, such as `taobao.orders`.
    pub format: String,
    /// The encoding's or container's word.
    pub encoding: &'static str,
    /// The sheet or archive entry, where there are several.
    pub part: SafeText,
    /// The years whose exports have such a header, where that can be told; empty otherwise.
    pub years: &'static str,
    /// Columns that are understood: the name as the file writes it, and what it is taken for.
    pub columns: Vec<(SafeText, &'static str)>,
    /// Columns that are kept as they stand.
    pub kept: Vec<SafeText>,
    /// The first rows, each cell with its column's name; empty cells left out, personal data hidden.
    pub rows: Vec<Vec<(SafeText, SafeText)>>,
}
