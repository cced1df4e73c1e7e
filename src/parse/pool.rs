//! Texts that many documents have, each held once.

use super::document::Text;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};

/// Names of tags, people, places and dossiers: a site of a hundred thousand articles has them a million times. Many threads
/// may ask at a time.
#[derive(Debug)]
pub struct Pool {
    shelves: Vec<Mutex<BTreeSet<Text>>>,
}

/// So many that threads seldom meet, and that each is short.
const SHELVES: usize = 256;

impl Default for Pool {
    fn default() -> Self {
        Pool { shelves: (0..SHELVES).map(|_| Mutex::default()).collect() }
    }
}

impl Pool {
    /// The one text that reads so.
    pub fn share(&self, text: &str) -> Text {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let shelf = &self.shelves[hasher.finish() as usize % SHELVES];
        let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = shelf.get(text) {
            return known.clone();
        }
        let new = Text::from(text);
        shelf.insert(new.clone());
        new
    }
}

#[cfg(test)]
mod tests {
    use super::Pool;
    use std::sync::Arc;

    #[test]
    fn what_reads_the_same_is_held_once() {
        let pool = Pool::default();
        let (first, again, other) = (pool.share("fish"), pool.share("fish"), pool.share("Fish"));
        assert!(Arc::ptr_eq(&first, &again));
        assert_eq!((&*first, &*other), ("fish", "Fish"));
    }
}
