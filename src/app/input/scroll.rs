//! Which part of a list shows.

/// The first row to show so that `selected` is in a window of `height` rows: `top` itself where that will do, since
/// a list must not jump under the cursor.
pub fn keep_visible(top: usize, selected: Option<usize>, total: usize, height: usize) -> usize {
    let most = total.saturating_sub(height);
    let top = top.min(most);
    let Some(selected) = selected.filter(|_| height > 0) else { return top };
    let selected = selected.min(total.saturating_sub(1));
    top.min(selected).max((selected + 1).saturating_sub(height))
}

#[cfg(test)]
mod tests {
    use super::keep_visible;

    #[test]
    fn a_list_moves_no_further_than_it_must() {
        assert_eq!(keep_visible(0, Some(3), 100, 10), 0);
        assert_eq!(keep_visible(0, Some(10), 100, 10), 1);
        assert_eq!(keep_visible(50, Some(49), 100, 10), 49);
        assert_eq!(keep_visible(99, None, 100, 10), 90);
        assert_eq!(keep_visible(5, Some(2), 3, 10), 0);
        assert_eq!(keep_visible(5, Some(9), 0, 0), 0);
    }
}
