//! `tar.gz`: files alone, in order, each with the same rights, owner and time. The reader makes each header anew and
//! compares, so that nothing but the files' own bytes can differ.

use super::fault::{Fault, at};
use super::gzip::{GzipReader, GzipWriter, damaged};
use super::{Container, MOST_MANIFEST, Making, durable, names};
use crate::build::edition::manifest::{MANIFEST, Manifest};
use std::io::{Read, Write};
use std::path::Path;

const BLOCK: usize = 512;
/// Names of more bytes stand in a block of their own before the header.
const SHORT: usize = 100;
/// What eleven octal digits hold.
const OCTAL: u64 = 1 << 33;

/// The headers of one file: its name's own when it is long, then the file's.
pub fn headers(path: &str, bytes: u64, seconds: u64) -> Vec<u8> {
    let mut out = Vec::new();
    if path.len() > SHORT {
        let length = path.len() as u64 + 1;
        out.extend(header("././@LongLink", length, 0, b'L'));
        out.extend(path.as_bytes());
        out.push(0);
        pad(&mut out);
    }
    let mut end = path.len().min(SHORT);
    while !path.is_char_boundary(end) {
        end -= 1;
    }
    out.extend(header(&path[..end], bytes, seconds, b'0'));
    out
}

fn pad(out: &mut Vec<u8>) {
    out.resize(out.len().div_ceil(BLOCK) * BLOCK, 0);
}

/// A GNU header block.
pub fn header(name: &str, bytes: u64, seconds: u64, kind: u8) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    let mut put = |at: usize, text: &[u8]| block[at..at + text.len()].copy_from_slice(text);
    put(0, name.as_bytes());
    put(100, b"0000644");
    put(108, b"0000000");
    put(116, b"0000000");
    put(124, &number(bytes));
    put(136, &number(seconds));
    put(148, b"        ");
    put(257, b"ustar  ");
    block[156] = kind;
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block
}

/// A number of a header: octal digits, or for what they cannot hold (8 GiB, the year 2242) the number itself, as GNU writes it.
fn number(value: u64) -> [u8; 12] {
    let mut field = [0; 12];
    if value < OCTAL {
        field[..11].copy_from_slice(format!("{value:011o}").as_bytes());
    } else {
        field[0] = 0x80;
        field[4..].copy_from_slice(&value.to_be_bytes());
    }
    field
}

/// Writes the archive.
pub fn write(making: &Making, to: &Path) -> Result<(), Fault> {
    let here = at(to);
    let mut out = GzipWriter::new(durable::create(to)?).map_err(&here)?;
    for path in making.staged.paths() {
        let mut source = making.staged.open(path)?;
        let bytes = source.metadata().map_err(&here)?.len();
        out.write_all(&headers(path, bytes, making.facts.seconds())).map_err(&here)?;
        let copied = std::io::copy(&mut source, &mut out).map_err(&here)?;
        let gap = copied.div_ceil(BLOCK as u64) * BLOCK as u64 - copied;
        out.write_all(&[0; BLOCK][..gap as usize]).map_err(&here)?;
    }
    out.write_all(&[0; 2 * BLOCK]).map_err(&here)?;
    durable::finish(out.finish().map_err(&here)?, to)
}

/// An archive opened for reading.
pub struct TarGz {
    reader: Option<GzipReader>,
    seconds: u64,
}

impl TarGz {
    pub fn open(path: &Path) -> Result<Self, Fault> {
        Ok(TarGz { reader: Some(GzipReader::open(path)?), seconds: 0 })
    }
}

/// The next header: name and length; none at the end. `seconds` is the time that every file must have, or any.
fn next(reader: &mut GzipReader, seconds: Option<u64>) -> Result<Option<(String, u64, u64)>, Fault> {
    let mut block = [0; BLOCK];
    reader.read_exact(&mut block).map_err(|_| damaged())?;
    let mut raw = block.to_vec();
    if block == [0; BLOCK] {
        reader.read_exact(&mut block).map_err(|_| damaged())?;
        return if block == [0; BLOCK] {
            Ok(None)
        } else {
            Err(Fault::refused("the end of the tar archive is damaged"))
        };
    }
    let mut long = None;
    if block[156] == b'L' {
        let length = read_number(&block[124..136])?;
        if length == 0 || length > 4097 {
            return Err(Fault::refused("a name is longer than 4096 bytes"));
        }
        let mut name = vec![0; (length as usize).div_ceil(BLOCK) * BLOCK];
        reader.read_exact(&mut name).map_err(|_| damaged())?;
        raw.extend(&name);
        name.truncate(length as usize - 1);
        long = Some(name);
        reader.read_exact(&mut block).map_err(|_| damaged())?;
        raw.extend(&block);
    }
    let end = block[..SHORT].iter().position(|byte| *byte == 0).unwrap_or(SHORT);
    let name = long.unwrap_or_else(|| block[..end].to_vec());
    let name = String::from_utf8(name).map_err(|name| {
        Fault::refused(format!("the name `{}` is not UTF-8", String::from_utf8_lossy(name.as_bytes())))
    })?;
    names::safe(name.strip_suffix('/').unwrap_or(&name))?;
    kind(&name, block[156])?;
    let (bytes, time) = (read_number(&block[124..136])?, read_number(&block[136..148])?);
    if headers(&name, bytes, seconds.unwrap_or(time)) != raw {
        let what = "is not in the form that Throughline writes: other rights, owner, time or format";
        return Err(Fault::refused(format!("the header of `{name}` {what}")));
    }
    Ok(Some((name, bytes, time)))
}

/// Only plain files are taken.
fn kind(name: &str, kind: u8) -> Result<(), Fault> {
    let what = match kind {
        b'0' => return Ok(()),
        b'1' => "is a hard link",
        b'2' => "is a symbolic link",
        b'3' | b'4' => "is a device",
        b'5' => "is a folder: an edition lists files alone",
        b'6' => "is a pipe",
        b'x' | b'g' => "has an extended header, which editions do not use",
        _ => "is no plain file",
    };
    Err(Fault::refused(format!("the entry `{name}` {what}")))
}

fn read_number(field: &[u8]) -> Result<u64, Fault> {
    let value = match field.first_chunk::<4>() {
        Some([0x80, 0, 0, 0]) => field.last_chunk().map(|bytes| u64::from_be_bytes(*bytes)),
        _ => std::str::from_utf8(&field[..11]).ok().and_then(|text| u64::from_str_radix(text, 8).ok()),
    };
    value.ok_or_else(|| Fault::refused("a tar header is damaged"))
}

/// Reads over what fills the last block of a file.
fn gap(reader: &mut GzipReader, bytes: u64) -> Result<(), Fault> {
    let gap = (bytes.div_ceil(BLOCK as u64) * BLOCK as u64 - bytes) as usize;
    let mut block = [0; BLOCK];
    reader.read_exact(&mut block[..gap]).map_err(|_| damaged())?;
    if block == [0; BLOCK] { Ok(()) } else { Err(Fault::refused("other data lies behind a file of the tar archive")) }
}

impl Container for TarGz {
    fn manifest(&mut self) -> Result<Vec<u8>, Fault> {
        let reader = self.reader.as_mut().ok_or_else(damaged)?;
        let Some((name, bytes, seconds)) = next(reader, None)? else {
            return Err(Fault::refused(format!("there is no `{MANIFEST}`: it is no edition")));
        };
        if name != MANIFEST {
            return Err(Fault::refused(format!("`{name}` comes first, where `{MANIFEST}` must stand")));
        }
        if bytes > MOST_MANIFEST {
            return Err(Fault::refused(format!("`{MANIFEST}` is larger than any edition needs")));
        }
        let mut held = Vec::new();
        reader.by_ref().take(bytes).read_to_end(&mut held).map_err(|_| damaged())?;
        if held.len() as u64 != bytes {
            return Err(damaged());
        }
        gap(reader, bytes)?;
        // The one time of all files is the edition's own.
        let as_of = Manifest::read(&held).ok().and_then(|manifest| manifest.as_of.parse::<jiff::Timestamp>().ok());
        self.seconds = as_of.and_then(|at| u64::try_from(at.as_second()).ok()).unwrap_or(0);
        if as_of.is_some() && seconds != self.seconds {
            return Err(Fault::refused(format!("the time of `{MANIFEST}` is not the edition's")));
        }
        Ok(held)
    }

    fn walk(&mut self, each: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Fault>) -> Result<(), Fault> {
        let mut reader = self.reader.take().ok_or_else(damaged)?;
        while let Some((name, bytes, _)) = next(&mut reader, Some(self.seconds))? {
            let mut file = reader.by_ref().take(bytes);
            each(&name, &mut file)?;
            std::io::copy(&mut file, &mut std::io::sink()).map_err(|_| damaged())?;
            if file.limit() > 0 {
                return Err(damaged());
            }
            gap(&mut reader, bytes)?;
        }
        reader.finish()
    }
}
