//! Writing a ZIP archive: entries are packed on many threads and written in their order.

use super::{DEFLATED, Entry, STORED, end};
use flate2::{Compress, Compression, Crc, FlushCompress, Status};
use rayon::prelude::*;
use std::io::{self, Read, Write};

/// A file of more bytes is not packed but copied: only pictures, sound and film are that large, and they are packed
/// already.
pub const LARGE: u64 = 16 << 20;
/// Files and bytes that are packed together.
const WINDOW: usize = 256;
const WINDOW_BYTES: u64 = 4 << 20;

/// A file's bytes, ready to be written.
pub struct Packed {
    pub path: String,
    method: u16,
    crc: u32,
    bytes: u64,
    data: Vec<u8>,
}

/// Packs bytes, or keeps them where packing gains nothing.
pub fn pack(path: &str, bytes: Vec<u8>) -> Packed {
    let mut crc = Crc::new();
    crc.update(&bytes);
    let (path, crc, length) = (path.to_string(), crc.sum(), bytes.len() as u64);
    match deflated(&bytes) {
        Some(data) if data.len() < bytes.len() => Packed { path, method: DEFLATED, crc, bytes: length, data },
        _ => Packed { path, method: STORED, crc, bytes: length, data: bytes },
    }
}

/// Keeps bytes as they are.
pub fn keep(path: &str, bytes: Vec<u8>) -> Packed {
    let mut crc = Crc::new();
    crc.update(&bytes);
    Packed { path: path.to_string(), method: STORED, crc: crc.sum(), bytes: bytes.len() as u64, data: bytes }
}

/// A whole deflate stream; none if it would not be shorter by itself.
fn deflated(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len() + 64);
    let mut packer = Compress::new(Compression::new(6), false);
    match packer.compress_vec(bytes, &mut out, FlushCompress::Finish) {
        Ok(Status::StreamEnd) => Some(out),
        _ => None,
    }
}

/// An archive that is being written.
pub struct ZipWriter<W: Write> {
    out: W,
    offset: u64,
    central: Vec<u8>,
    entries: u64,
}

impl<W: Write> ZipWriter<W> {
    pub fn new(out: W) -> Self {
        ZipWriter { out, offset: 0, central: Vec::new(), entries: 0 }
    }

    /// Where the next entry's local header will stand.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    fn begin(&mut self, path: &str, method: u16, crc: u32, packed: u64, bytes: u64) -> io::Result<()> {
        let entry = Entry { path: path.to_string(), method, crc, packed, bytes, offset: self.offset };
        let header = entry.local();
        self.out.write_all(&header)?;
        self.offset += header.len() as u64 + packed;
        self.central.extend(entry.central());
        self.entries += 1;
        Ok(())
    }

    /// Writes one entry.
    pub fn add(&mut self, packed: &Packed) -> io::Result<()> {
        self.begin(&packed.path, packed.method, packed.crc, packed.data.len() as u64, packed.bytes)?;
        self.out.write_all(&packed.data)
    }

    /// Copies a large file in as it is: read twice, for its checksum stands before its bytes.
    pub fn copy<R: Read>(&mut self, path: &str, open: &dyn Fn() -> io::Result<R>) -> io::Result<()> {
        let mut crc = Crc::new();
        let mut reader = open()?;
        let mut buffer = vec![0; 1 << 16];
        let mut bytes = 0;
        loop {
            match reader.read(&mut buffer)? {
                0 => break,
                n => {
                    crc.update(&buffer[..n]);
                    bytes += n as u64;
                }
            }
        }
        self.begin(path, STORED, crc.sum(), bytes, bytes)?;
        let copied = io::copy(&mut open()?, &mut self.out)?;
        if copied == bytes { Ok(()) } else { Err(io::Error::other("it changed while it was read")) }
    }

    /// Writes many files in their order, each packed by itself; `open` opens one. Memory is one window of them.
    pub fn add_all<R: Read>(
        &mut self,
        files: &[(String, u64)],
        open: &(dyn Fn(&str) -> io::Result<R> + Sync),
        within: &str,
    ) -> io::Result<()> {
        let mut rest = files;
        while let Some((path, bytes)) = rest.first() {
            if *bytes > LARGE {
                self.copy(&format!("{within}{path}"), &|| open(path))?;
                rest = &rest[1..];
                continue;
            }
            let mut sum = 0;
            let fits = rest.iter().take(WINDOW).take_while(|(_, bytes)| {
                sum += bytes;
                *bytes <= LARGE && sum <= WINDOW_BYTES
            });
            let count = fits.count().max(1);
            let (window, later) = rest.split_at(count);
            let packed: Vec<Packed> = window
                .par_iter()
                .map(|(path, bytes)| {
                    let mut data = Vec::with_capacity(*bytes as usize);
                    open(path)?.read_to_end(&mut data)?;
                    Ok(pack(&format!("{within}{path}"), data))
                })
                .collect::<io::Result<_>>()?;
            packed.iter().try_for_each(|one| self.add(one))?;
            rest = later;
        }
        Ok(())
    }

    /// Writes the directory and gives back what was written to.
    pub fn finish(mut self) -> io::Result<W> {
        self.out.write_all(&self.central)?;
        self.out.write_all(&end(self.entries, self.offset, self.central.len() as u64))?;
        self.out.flush()?;
        Ok(self.out)
    }
}
