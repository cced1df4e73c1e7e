//! Bytes counted and hashed as they pass, to where they are written or from where they are read.

use crate::build::edition::manifest::hex;
use sha2::{Digest, Sha256};
use std::io::{self, Read, Write};

/// A writer or a reader whose bytes are counted and hashed.
pub(super) struct Hashing<T> {
    pub inner: T,
    /// So far.
    pub length: u64,
    hash: Sha256,
}

/// What passed: how many bytes, and their SHA-256.
pub(super) struct Passed {
    pub length: u64,
    pub sha256: [u8; 32],
}

impl Passed {
    /// The hash in lower-case hexadecimal.
    pub fn hex(&self) -> String {
        hex(&self.sha256)
    }
}

impl<T> Hashing<T> {
    pub fn new(inner: T) -> Self {
        Hashing { inner, hash: Sha256::new(), length: 0 }
    }

    pub fn passed(self) -> Passed {
        Passed { length: self.length, sha256: self.hash.finalize().into() }
    }

    fn pass(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.length += bytes.len() as u64;
    }
}

/// All that a reader gives.
pub(super) fn all_of(reader: &mut dyn Read) -> io::Result<Passed> {
    let mut hashing = Hashing::new(io::sink());
    io::copy(reader, &mut hashing)?;
    Ok(hashing.passed())
}

impl<W: Write> Write for Hashing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.pass(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.pass(&buffer[..read]);
        Ok(read)
    }
}
