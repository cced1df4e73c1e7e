//! A published file as it is sent: opened once, read piece by piece, never held whole.

use super::stage::Stage;
use crate::base::hash::Hash128;
use crate::base::inputs::{InputError, Stamp};
use crate::base::path::SourcePath;
use crate::io::disk::{DiskInputs, hash, reason, stamp};
use axum::body::{Body, Bytes};
use futures_util::stream;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::{Mutex, PoisonError};

/// Bytes that are held at once for one answer.
const PIECE: usize = 64 * 1024;

/// The hashes of files that were sent, each with the stamp that its file had: a film is asked for in many parts.
#[derive(Default)]
pub struct Tags(Mutex<BTreeMap<SourcePath, (Stamp, Hash128)>>);

impl Tags {
    fn known(&self, path: &SourcePath, stamp: &Stamp) -> Option<Hash128> {
        let tags = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tags.get(path).filter(|(known, _)| known.proves(stamp)).map(|(_, hash)| *hash)
    }

    /// The files that are not what was sent, though their stamps may be: those that were written just before.
    pub fn outdated(&self, inputs: &DiskInputs) -> BTreeSet<SourcePath> {
        let tags = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let young: Vec<_> =
            tags.iter().filter(|(_, (stamp, _))| !stamp.settled).map(|(path, tag)| (path.clone(), *tag)).collect();
        drop(tags);
        let mut out = BTreeSet::new();
        for (path, (_, sent)) in young {
            let Ok((file, stamp)) = inputs.open_stamped(&path) else { continue };
            match hash(&file) {
                Ok(hash) if hash == sent => self.keep(&path, stamp, hash),
                _ => drop(out.insert(path)),
            }
        }
        out
    }

    fn keep(&self, path: &SourcePath, stamp: Stamp, hash: Hash128) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), (stamp, hash));
    }
}

/// A file that is open to be sent.
pub struct Opened {
    file: fs::File,
    stamp: Stamp,
    /// Of all its bytes.
    pub hash: Hash128,
}

impl Opened {
    /// Opens a published file. Its bytes are read once for their hash, unless that is known.
    ///
    /// # Errors
    /// It is not there, or cannot be read.
    pub fn open(stage: &Stage, path: &SourcePath) -> Result<Opened, InputError> {
        let (file, stamp) = stage.inputs().open_stamped(path)?;
        let failed = |error: io::Error| InputError { path: path.clone(), reason: reason(&error), missing: false };
        let hash = match stage.tags.known(path, &stamp) {
            Some(hash) => hash,
            None => {
                let hash = hash(&file).map_err(failed)?;
                stage.tags.keep(path, stamp, hash);
                hash
            }
        };
        Ok(Opened { file, stamp, hash })
    }

    /// Its length in bytes.
    pub fn length(&self) -> u64 {
        self.stamp.length
    }

    /// `length` bytes from `start` on. A file that changes meanwhile breaks the answer off: half of one and half of
    /// another must not be taken for a whole.
    pub fn part(self, start: u64, length: u64) -> Body {
        let sending = Sending { file: self.file, stamp: self.stamp, at: start, left: length };
        Body::from_stream(stream::try_unfold(sending, |sending| async {
            if sending.left == 0 {
                return Ok(None);
            }
            tokio::task::spawn_blocking(|| sending.piece()).await.map_err(io::Error::other)?
        }))
    }
}

/// What is still to be sent of a file.
struct Sending {
    file: fs::File,
    stamp: Stamp,
    at: u64,
    left: u64,
}

impl Sending {
    fn piece(mut self) -> io::Result<Option<(Bytes, Sending)>> {
        let mut piece = vec![0; self.left.min(PIECE as u64) as usize];
        self.file.seek(SeekFrom::Start(self.at))?;
        self.file.read_exact(&mut piece)?;
        self.at += piece.len() as u64;
        self.left -= piece.len() as u64;
        if self.left == 0 && stamp(&self.file.metadata()?, 0) != self.stamp {
            return Err(io::Error::other("the file changed while it was sent"));
        }
        Ok(Some((piece.into(), self)))
    }
}
