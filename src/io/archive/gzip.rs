//! One gzip member (RFC 1952) without name or time, packed on many threads in blocks of fixed size, so that the number of
//! threads changes nothing; and its reader, which takes nothing before, between or behind.

use super::fault::{Fault, at};
use flate2::bufread::DeflateDecoder;
use flate2::{Compress, Compression, Crc, FlushCompress};
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

/// Deflate, no flags, no time, no hint, system unknown.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
/// An empty last block: what ends a deflate stream.
const LAST: [u8; 2] = [3, 0];
/// Bytes packed by themselves: large enough that starting anew costs nothing that shows.
const BLOCK: usize = 1 << 20;
/// Blocks that wait to be packed together.
const WINDOW: usize = 8;

/// Writes a gzip member.
pub struct GzipWriter<W: Write> {
    out: W,
    waiting: Vec<u8>,
    crc: Crc,
}

impl<W: Write> GzipWriter<W> {
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(&HEADER)?;
        Ok(GzipWriter { out, waiting: Vec::with_capacity(BLOCK * WINDOW), crc: Crc::new() })
    }

    fn flush_blocks(&mut self) -> io::Result<()> {
        let blocks: Vec<io::Result<Vec<u8>>> = self.waiting.par_chunks(BLOCK).map(block).collect();
        for packed in blocks {
            self.out.write_all(&packed?)?;
        }
        self.crc.update(&self.waiting);
        self.waiting.clear();
        Ok(())
    }

    /// Writes what waits and the end.
    pub fn finish(mut self) -> io::Result<W> {
        self.flush_blocks()?;
        self.out.write_all(&LAST)?;
        self.out.write_all(&self.crc.sum().to_le_bytes())?;
        self.out.write_all(&self.crc.amount().to_le_bytes())?;
        self.out.flush()?;
        Ok(self.out)
    }
}

/// One block, ended on a byte so that another may follow.
fn block(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len() / 2 + 1024);
    let mut packer = Compress::new(Compression::new(6), false);
    loop {
        let done = packer.total_in() as usize;
        packer.compress_vec(&bytes[done..], &mut out, FlushCompress::Sync).map_err(io::Error::other)?;
        if packer.total_in() as usize == bytes.len() && out.len() < out.capacity() {
            return Ok(out);
        }
        out.reserve(out.capacity());
    }
}

impl<W: Write> Write for GzipWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = BLOCK * WINDOW - self.waiting.len();
        let taken = bytes.len().min(room);
        self.waiting.extend_from_slice(&bytes[..taken]);
        if self.waiting.len() == BLOCK * WINDOW {
            self.flush_blocks()?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One gzip member with our header, being read.
pub struct Member<R: BufRead> {
    inner: DeflateDecoder<R>,
    crc: Crc,
}

impl<R: BufRead> Member<R> {
    /// Judges the header.
    ///
    /// # Errors
    /// It is not in the one form that we write.
    pub fn begin(mut reader: R) -> Result<Self, Fault> {
        let mut header = [0; HEADER.len()];
        if reader.read_exact(&mut header).is_err() || header != HEADER {
            return Err(Fault::refused("its gzip header is not the one that Throughline writes"));
        }
        Ok(Member { inner: DeflateDecoder::new(reader), crc: Crc::new() })
    }

    /// Judges the end, once everything has been read, and gives back what it was read from.
    ///
    /// # Errors
    /// There is more than was read, or the checksum does not fit.
    pub fn finish(mut self) -> Result<R, Fault> {
        let mut more = [0; 1];
        if self.inner.read(&mut more).map_err(|_| damaged())? > 0 {
            return Err(Fault::refused("other data follows the end of what a gzip member holds"));
        }
        let mut reader = self.inner.into_inner();
        let mut tail = [0; 8];
        let wanted = [self.crc.sum().to_le_bytes(), self.crc.amount().to_le_bytes()].concat();
        if reader.read_exact(&mut tail).is_err() || tail != wanted.as_slice() {
            return Err(Fault::refused("the gzip checksum does not fit: the archive is damaged or cut off"));
        }
        Ok(reader)
    }
}

impl<R: BufRead> Read for Member<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.crc.update(&buffer[..n]);
        Ok(n)
    }
}

/// Reads a file that is one gzip member.
pub struct GzipReader {
    path: PathBuf,
    inner: Member<BufReader<File>>,
}

impl GzipReader {
    /// Opens a file and judges its header.
    ///
    /// # Errors
    /// It is not in the one form that we write.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let file = BufReader::with_capacity(1 << 16, File::open(path).map_err(at(path))?);
        Ok(GzipReader { path: path.to_path_buf(), inner: Member::begin(file)? })
    }

    /// Judges the end, once everything has been read.
    pub fn finish(mut self) -> Result<(), Fault> {
        let mut more = [0; 1];
        if self.inner.read(&mut more).map_err(|_| damaged())? > 0 {
            return Err(Fault::refused("other data follows the end of the tar archive"));
        }
        let mut file = self.inner.finish()?;
        match file.read(&mut more).map_err(at(&self.path))? {
            0 => Ok(()),
            _ => Err(Fault::refused("other data or another gzip member follows the first one")),
        }
    }
}

/// What cannot be unpacked.
pub fn damaged() -> Fault {
    Fault::refused("it cannot be unpacked: the gzip stream is damaged or cut off")
}

impl Read for GzipReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut writer = GzipWriter::new(Vec::new()).unwrap();
        writer.write_all(bytes).unwrap();
        writer.finish().unwrap()
    }

    #[test]
    fn what_is_packed_is_unpacked_and_others_can_read_it() {
        let large: Vec<u8> = (0..20_000_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        for bytes in [&b""[..], b"words", &large] {
            let packed = packed(bytes);
            let mut back = Vec::new();
            flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut back).unwrap();
            assert!(back == bytes);
        }
    }
}
