//! A sink in memory: for tests and for whoever wants a site without a folder.

use super::{Sink, SinkError, Staged};
use crate::base::hash::Hash128;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Outputs by path. What was staged shows only after `commit`.
#[derive(Debug, Default)]
pub struct MemorySink {
    pub files: BTreeMap<String, Vec<u8>>,
    owned: Vec<String>,
    staged: Mutex<BTreeMap<String, Vec<u8>>>,
    nowhere: bool,
}

impl MemorySink {
    /// A sink that keeps nothing: to see whether a site renders.
    pub fn nowhere() -> Self {
        MemorySink { nowhere: true, ..MemorySink::default() }
    }

    /// An output as text; none when it is not there or is no text.
    pub fn text(&self, path: &str) -> Option<&str> {
        std::str::from_utf8(self.files.get(path)?).ok()
    }

    fn staged(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.staged.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl Sink for MemorySink {
    fn owned(&self) -> &[String] {
        &self.owned
    }

    fn has(&self, path: &str, length: u64) -> bool {
        self.files.get(path).is_some_and(|bytes| bytes.len() as u64 == length)
    }

    fn hash(&self, path: &str) -> Option<Hash128> {
        self.files.get(path).map(|bytes| Hash128::of(bytes))
    }

    fn stage(&self, path: &str, bytes: &[u8]) -> Result<Staged, SinkError> {
        if self.nowhere {
            return Ok(Staged::New);
        }
        let old = self.files.get(path);
        if old.is_some_and(|old| old == bytes) {
            return Ok(Staged::Same);
        }
        self.staged().insert(path.to_string(), bytes.to_vec());
        Ok(if old.is_some() { Staged::Changed } else { Staged::New })
    }

    fn commit(&mut self, outputs: &[String], gone: &[String]) -> Result<(), SinkError> {
        let staged = std::mem::take(&mut *self.staged());
        self.files.extend(staged);
        for path in gone {
            self.files.remove(path);
        }
        self.owned = outputs.to_vec();
        Ok(())
    }
}
