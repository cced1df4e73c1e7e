//! A reader that counts and hashes exactly what was taken from it, whatever was read ahead.

use sha2::{Digest, Sha256};
use std::io::{self, BufRead, Read};

/// Counts and hashes what is taken.
pub struct Tap<R> {
    inner: R,
    pub count: u64,
    pub hash: Sha256,
}

impl<R: BufRead> Tap<R> {
    pub fn new(inner: R) -> Self {
        Tap { inner, count: 0, hash: Sha256::new() }
    }

    pub fn into_inner(self) -> R {
        self.inner
    }
}

impl<R: BufRead> Read for Tap<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let waiting = self.inner.fill_buf()?;
        let taken = waiting.len().min(out.len());
        out[..taken].copy_from_slice(&waiting[..taken]);
        self.consume(taken);
        Ok(taken)
    }
}

impl<R: BufRead> BufRead for Tap<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        // What is taken was read before, so that this reads nothing.
        if amount > 0
            && let Ok(waiting) = self.inner.fill_buf()
        {
            self.hash.update(&waiting[..amount.min(waiting.len())]);
        }
        self.count += amount as u64;
        self.inner.consume(amount);
    }
}
