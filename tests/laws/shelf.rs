//! An output in memory that can break: a write that fails, a commit that is cut short, a file that somebody changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use throughline::base::hash::Hash128;
use throughline::build::{Sink, SinkError, Staged};

#[derive(Default)]
pub struct Shelf {
    pub files: BTreeMap<String, Vec<u8>>,
    pub owned: Vec<String>,
    staged: Mutex<BTreeMap<String, Vec<u8>>>,
    /// The write that fails, counted from 1; 0 for none.
    pub fails_at: usize,
    writes: AtomicUsize,
    /// The paths of all writes since it was mended, in order of path.
    pub written: Mutex<BTreeSet<String>>,
    /// A commit ends after so many files.
    pub cut: Option<usize>,
    /// What the cut commit did not come to: like a folder's list of moves, it is done before the next build.
    rest: Option<Moves>,
}

/// What was staged, the outputs, and what is gone.
type Moves = (BTreeMap<String, Vec<u8>>, Vec<String>, Vec<String>);

fn broken() -> SinkError {
    SinkError { path: String::new(), reason: "the disk is full".into() }
}

impl Shelf {
    /// Ready for the next build, whole again.
    pub fn mend(&mut self) {
        self.staged.get_mut().unwrap().clear();
        (self.fails_at, self.cut) = (0, None);
        *self.writes.get_mut() = 0;
        self.written.get_mut().unwrap().clear();
        if let Some((staged, outputs, gone)) = self.rest.take() {
            self.place(staged, &outputs, &gone);
        }
    }

    fn place(&mut self, staged: BTreeMap<String, Vec<u8>>, outputs: &[String], gone: &[String]) {
        self.files.extend(staged);
        gone.iter().for_each(|path| drop(self.files.remove(path)));
        self.owned = outputs.to_vec();
    }
}

impl Sink for Shelf {
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
        if self.writes.fetch_add(1, Ordering::SeqCst) + 1 == self.fails_at {
            return Err(broken());
        }
        self.written.lock().unwrap().insert(path.into());
        let old = self.files.get(path);
        if old.is_some_and(|old| old == bytes) {
            return Ok(Staged::Same);
        }
        self.staged.lock().unwrap().insert(path.into(), bytes.into());
        Ok(if old.is_some() { Staged::Changed } else { Staged::New })
    }

    fn commit(&mut self, outputs: &[String], gone: &[String]) -> Result<(), SinkError> {
        let staged = std::mem::take(self.staged.get_mut().unwrap());
        if let Some(cut) = self.cut {
            self.files.extend(staged.iter().take(cut).map(|(path, bytes)| (path.clone(), bytes.clone())));
            self.rest = Some((staged, outputs.to_vec(), gone.to_vec()));
            return Err(broken());
        }
        self.place(staged, outputs, gone);
        Ok(())
    }
}
