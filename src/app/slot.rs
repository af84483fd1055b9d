//! Data a pane wants, has asked for, and has: the one way anything is loaded.

/// Something that is loaded by key and asked for again when the data file changed.
///
/// The key says what is wanted; an answer that comes back under another key is late and is dropped, so a slow
/// answer never overwrites a newer wish.
#[derive(Clone, Debug)]
pub struct Slot<K, V> {
    want: Option<K>,
    asked: Option<(K, u64)>,
    have: Option<(K, V)>,
}

impl<K, V> Default for Slot<K, V> {
    fn default() -> Self {
        Self { want: None, asked: None, have: None }
    }
}

impl<K: Clone + PartialEq, V: PartialEq> Slot<K, V> {
    /// Says what is wanted now.
    pub fn want(&mut self, key: K) {
        if self.want.as_ref() != Some(&key) {
            self.want = Some(key);
        }
    }
    /// Says that nothing is wanted, and forgets what was there.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
    /// The key to ask for, if what is wanted has not been asked for since generation `epoch`.
    pub fn due(&mut self, epoch: u64) -> Option<K> {
        let want = self.want.clone()?;
        if self.asked.as_ref().is_some_and(|(key, at)| *key == want && *at == epoch) {
            return None;
        }
        self.asked = Some((want.clone(), epoch));
        Some(want)
    }
    /// Takes an answer; true when it was the one wanted and differs from what was there.
    pub fn take(&mut self, key: K, value: V) -> bool {
        if self.want.as_ref() != Some(&key) {
            return false;
        }
        if self.have.as_ref().is_some_and(|(k, v)| *k == key && *v == value) {
            return false;
        }
        self.have = Some((key, value));
        true
    }
    /// What is wanted now.
    pub fn asked(&self) -> Option<K> {
        self.want.clone()
    }
    /// True when an answer under this key is the one wanted.
    pub fn is_wanted(&self, key: &K) -> bool {
        self.want.as_ref() == Some(key)
    }
    /// What is there, for whatever key it was loaded.
    pub fn have(&self) -> Option<&V> {
        self.have.as_ref().map(|(_, value)| value)
    }
    /// What is there, if it is what is wanted.
    pub fn current(&self) -> Option<&V> {
        self.have.as_ref().filter(|(key, _)| self.want.as_ref() == Some(key)).map(|(_, value)| value)
    }
    /// Asks again at the next chance, whatever the generation.
    pub fn refresh(&mut self) {
        self.asked = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_answer_is_dropped() {
        let mut slot: Slot<&str, i32> = Slot::default();
        slot.want("退");
        assert_eq!(slot.due(1), Some("退"));
        slot.want("退款");
        assert_eq!(slot.due(1), Some("退款"));
        assert!(!slot.take("退", 1));
        assert!(slot.take("退款", 2));
        assert_eq!(slot.have(), Some(&2));
    }

    #[test]
    fn a_new_generation_is_asked_for_once() {
        let mut slot: Slot<u8, u8> = Slot::default();
        slot.want(1);
        assert_eq!((slot.due(1), slot.due(1), slot.due(2), slot.due(2)), (Some(1), None, Some(1), None));
        slot.refresh();
        assert_eq!(slot.due(2), Some(1));
    }
}
