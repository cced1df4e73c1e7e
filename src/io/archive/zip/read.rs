//! Reading a ZIP archive that may be hostile: only the one form that we write is taken, and everything else is named.

use super::{CENTRAL, DEFLATED, END, END64, Entry, IN_64, LOCATOR64, STORED, UTF8, end};
use crate::io::archive::fault::{Fault, at};
use crate::io::archive::names;
use flate2::bufread::DeflateDecoder;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom, Take};
use std::path::{Path, PathBuf};

/// More bytes of directory are refused: some two million entries.
const MOST_DIRECTORY: u64 = 512 << 20;

/// An archive whose directory was read and judged.
pub struct ZipReader {
    path: PathBuf,
    file: File,
    /// In the order of the directory.
    pub entries: Vec<Entry>,
    /// Where the directory begins: the entries end there.
    end: u64,
}

fn refused<T>(what: impl Into<String>) -> Result<T, Fault> {
    Err(Fault::refused(what))
}

fn u16_at(bytes: &[u8], at: usize) -> u64 {
    u64::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> u64 {
    u16_at(bytes, at) | u16_at(bytes, at + 2) << 16
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    u32_at(bytes, at) | u32_at(bytes, at + 4) << 32
}

impl ZipReader {
    /// Opens an archive and reads its directory.
    ///
    /// # Errors
    /// What is wrong with its form, in a sentence.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let mut file = File::open(path).map_err(at(path))?;
        let length = file.metadata().map_err(at(path))?.len();
        let (count, start, size) = directory(path, &mut file, length)?;
        if size > MOST_DIRECTORY {
            return refused(format!("its directory has {size} bytes: more than any edition needs"));
        }
        file.seek(SeekFrom::Start(start)).map_err(at(path))?;
        let mut bytes = vec![0; size as usize];
        file.read_exact(&mut bytes).map_err(at(path))?;
        let mut entries = Vec::new();
        let mut rest = bytes.as_slice();
        while !rest.is_empty() {
            let (entry, used) = central(rest)?;
            entries.push(entry);
            rest = &rest[used..];
        }
        if entries.len() as u64 != count {
            return refused(format!("its directory has {} entries and says that it has {count}", entries.len()));
        }
        let mut reader = ZipReader { path: path.to_path_buf(), file, entries, end: start };
        reader.check_order()?;
        Ok(reader)
    }

    /// Entries must stand one behind the other from the first byte on, so that nothing lies before or between them.
    fn check_order(&mut self) -> Result<(), Fault> {
        let mut next = 0;
        for entry in &self.entries {
            if entry.offset != next {
                let what = if entry.offset < next { "overlaps the one before it" } else { "has other data before it" };
                return refused(format!("the entry `{}` {what}", entry.path));
            }
            next = entry.offset.saturating_add(entry.local().len() as u64).saturating_add(entry.packed);
        }
        if next != self.end {
            return refused("other data lies between its last entry and its directory");
        }
        Ok(())
    }

    /// The entry at `index`, and its bytes as they lie in the archive.
    fn packed(&mut self, index: usize) -> Result<(Entry, Packed<'_>), Fault> {
        let here = at(&self.path);
        let entry = self.entries[index].clone();
        self.file.seek(SeekFrom::Start(entry.offset)).map_err(&here)?;
        let wanted = entry.local();
        let mut header = vec![0; wanted.len()];
        self.file.read_exact(&mut header).map_err(&here)?;
        if header == wanted {
            let packed = BufReader::with_capacity(1 << 16, (&mut self.file).take(entry.packed));
            return Ok((entry, packed));
        }
        refused(format!("the entry `{}` says one thing of itself and the directory another", entry.path))
    }

    /// Gives `with` the bytes of the entry at `index`, of which it may read as many as it wants: nothing is checked.
    pub fn peek(
        &mut self,
        index: usize,
        with: &mut dyn FnMut(&mut dyn Read) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let (entry, mut packed) = self.packed(index)?;
        with(&mut unpacked(&entry, &mut packed).take(entry.bytes))
    }

    /// Gives `with` the bytes of the entry at `index`, and checks what is left of them afterwards.
    pub fn read(
        &mut self,
        index: usize,
        with: &mut dyn FnMut(&mut dyn Read) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let path = self.path.clone();
        let (entry, mut packed) = self.packed(index)?;
        let broken = |_| Fault::refused(format!("the entry `{}` cannot be unpacked: it is damaged", entry.path));
        let mut unpacked = unpacked(&entry, &mut packed);
        let mut counted = Counted { inner: &mut unpacked, crc: flate2::Crc::new(), read: 0, most: entry.bytes };
        with(&mut counted)?;
        // What `with` did not ask for.
        std::io::copy(&mut counted, &mut std::io::sink()).map_err(broken)?;
        if counted.read > entry.bytes {
            return refused(format!(
                "the entry `{}` unpacks to more than the {} bytes it declares",
                entry.path, entry.bytes
            ));
        }
        let (read, crc) = (counted.read, counted.crc.sum());
        drop(unpacked);
        let mut left = Vec::new();
        packed.read_to_end(&mut left).map_err(at(&path))?;
        if !left.is_empty() {
            return refused(format!("the entry `{}` has other data behind its own", entry.path));
        }
        if read != entry.bytes || u64::from(crc) != u64::from(entry.crc) {
            return refused(format!("the entry `{}` is not what its checksum says", entry.path));
        }
        Ok(())
    }

    /// The index of a path.
    pub fn find(&self, path: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.path == path)
    }
}

/// The bytes of an entry as they lie in the archive.
type Packed<'f> = BufReader<Take<&'f mut File>>;

/// The bytes of an entry as they were.
fn unpacked<'p>(entry: &Entry, packed: &'p mut Packed) -> Box<dyn Read + 'p> {
    match entry.method {
        STORED => Box::new(packed),
        _ => Box::new(DeflateDecoder::new(packed)),
    }
}

/// Reads no more than one byte above what is declared.
struct Counted<'r> {
    inner: &'r mut dyn Read,
    crc: flate2::Crc,
    read: u64,
    most: u64,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let room = (self.most + 1).saturating_sub(self.read).min(buffer.len() as u64) as usize;
        if room == 0 {
            return Ok(0);
        }
        let n = self.inner.read(&mut buffer[..room])?;
        self.crc.update(&buffer[..n]);
        self.read += n as u64;
        Ok(n)
    }
}

/// Number of entries, start and length of the directory.
fn directory(path: &Path, file: &mut File, length: u64) -> Result<(u64, u64, u64), Fault> {
    const TAIL: u64 = 22 + 20 + 56;
    let from = length.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(from)).map_err(at(path))?;
    let mut tail = Vec::new();
    file.take(TAIL).read_to_end(&mut tail).map_err(at(path))?;
    if tail.len() < 22 {
        return refused("it is too short to be a ZIP archive");
    }
    let last = tail.len() - 22;
    if u32_at(&tail, last) != u64::from(END) {
        return refused("it does not end as a ZIP archive does: it is cut off, or other data follows it");
    }
    let last = &tail[last..];
    let (mut count, mut size, mut start) = (u16_at(last, 10), u32_at(last, 12), u32_at(last, 16));
    let is_64 = count == 0xffff || size == IN_64 || start == IN_64;
    if is_64
        && tail.len() as u64 == TAIL
        && u32_at(&tail, 56) == u64::from(LOCATOR64)
        && u32_at(&tail, 0) == u64::from(END64)
    {
        (count, size, start) = (u64_at(&tail, 32), u64_at(&tail, 40), u64_at(&tail, 48));
    }
    // One form: what is declared decides every byte of the end.
    let wanted = end(count, start, size);
    if !tail.ends_with(&wanted) {
        return refused(
            "the end of the ZIP archive is not in the form that Throughline writes: it was altered or has a comment",
        );
    }
    if start.checked_add(size).and_then(|sum| sum.checked_add(wanted.len() as u64)) != Some(length) {
        return refused("other data lies between the directory and the end of the ZIP archive");
    }
    Ok((count, start, size))
}

/// One header of the directory, and its length.
fn central(bytes: &[u8]) -> Result<(Entry, usize), Fault> {
    if bytes.len() < 46 || u32_at(bytes, 0) != u64::from(CENTRAL) {
        return refused("the directory of the ZIP archive is damaged");
    }
    let (name, extra, comment) = (u16_at(bytes, 28), u16_at(bytes, 30), u16_at(bytes, 32));
    let used = 46 + (name + extra + comment) as usize;
    let Some(text) = bytes.get(46..46 + name as usize).filter(|_| bytes.len() >= used) else {
        return refused("the directory of the ZIP archive is damaged");
    };
    let Ok(path) = std::str::from_utf8(text) else {
        return refused(format!("the name `{}` is not UTF-8", String::from_utf8_lossy(text)));
    };
    names::safe(path.strip_suffix('/').unwrap_or(path))?;
    let flags = u16_at(bytes, 8);
    if flags & 1 != 0 {
        return refused(format!("the entry `{path}` is encrypted"));
    }
    match u32_at(bytes, 38) >> 28 {
        0o12 => return refused(format!("the entry `{path}` is a symbolic link")),
        0o10 => {}
        _ if path.ends_with('/') => {
            return refused(format!("the entry `{path}` is a folder: an edition lists files alone"));
        }
        _ => return refused(format!("the entry `{path}` is no plain file")),
    }
    let method = u16_at(bytes, 10) as u16;
    if !matches!(method, STORED | DEFLATED) {
        return refused(format!("the entry `{path}` is packed by a method that editions do not use ({method})"));
    }
    let large = extra > 0 && bytes[46 + name as usize..].starts_with(&[1, 0]);
    let field = |at: usize| bytes.get(46 + name as usize + 4 + at..46 + name as usize + 12 + at).filter(|_| large);
    let (mut packed, mut size, mut offset) = (u32_at(bytes, 20), u32_at(bytes, 24), u32_at(bytes, 42));
    let mut next = 0;
    if size == IN_64
        && packed == IN_64
        && let (Some(a), Some(b)) = (field(0), field(8))
    {
        (size, packed, next) = (u64_at(a, 0), u64_at(b, 0), 16);
    }
    if offset == IN_64
        && let Some(value) = field(next)
    {
        offset = u64_at(value, 0);
    }
    let entry = Entry { path: path.into(), method, crc: u32_at(bytes, 16) as u32, packed, bytes: size, offset };
    if method == STORED && packed != size || method == DEFLATED && size > packed.saturating_mul(1032).saturating_add(64)
    {
        return refused(format!("the entry `{path}` declares a length that its {packed} bytes cannot have"));
    }
    if flags != u64::from(UTF8) || entry.central() != bytes[..used] {
        return refused(format!(
            "the entry `{path}` is not in the form that Throughline writes: an extra field, a comment, a date, a flag"
        ));
    }
    Ok((entry, used))
}
