//! ZIP archives (APPNOTE 6.3.10) in one form: no extra fields, no comments, one date, entries one behind the other.
//!
//! One form has two uses: the same files make the same bytes, and a reader that takes nothing else leaves no room to hide
//! anything between, before or behind the entries.

pub mod read;
#[cfg(test)]
mod tests;
pub mod write;

/// What the headers of an entry say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub path: String,
    /// 0 stored, 8 deflated.
    pub method: u16,
    pub crc: u32,
    /// As it lies in the archive.
    pub packed: u64,
    /// As it was.
    pub bytes: u64,
    /// Of its local header.
    pub offset: u64,
}

pub const STORED: u16 = 0;
pub const DEFLATED: u16 = 8;

const LOCAL: u32 = 0x0403_4b50;
const CENTRAL: u32 = 0x0201_4b50;
const END: u32 = 0x0605_4b50;
const END64: u32 = 0x0606_4b50;
const LOCATOR64: u32 = 0x0706_4b50;
/// The name is UTF-8 (general purpose bit 11); no other bit is set.
const UTF8: u16 = 1 << 11;
/// 1 January 1980, 00:00: the first moment that the format knows.
const DATE: u16 = 0x0021;
/// Made by: Unix, version 4.5 of the format.
const MADE_BY: u16 = 3 << 8 | 45;
/// A plain file, read by all and written by its owner.
const MODE: u32 = 0o100_644 << 16;
/// In a 32-bit field: the value stands in the 64-bit extra.
const IN_64: u64 = 0xffff_ffff;

impl Entry {
    /// Which version of the format a reader needs.
    fn needs(&self) -> u16 {
        if self.bytes >= IN_64 || self.packed >= IN_64 || self.offset >= IN_64 { 45 } else { 20 }
    }

    fn common(&self, out: &mut Vec<u8>) {
        out.extend(self.needs().to_le_bytes());
        out.extend(UTF8.to_le_bytes());
        out.extend(self.method.to_le_bytes());
        out.extend(0u16.to_le_bytes());
        out.extend(DATE.to_le_bytes());
        out.extend(self.crc.to_le_bytes());
        out.extend((self.packed.min(IN_64) as u32).to_le_bytes());
        out.extend((self.bytes.min(IN_64) as u32).to_le_bytes());
        out.extend((self.path.len() as u16).to_le_bytes());
    }

    /// The 64-bit extra field; empty for an entry of usual size.
    fn extra(&self, with_offset: bool) -> Vec<u8> {
        let large = self.bytes >= IN_64 || self.packed >= IN_64;
        let mut values = Vec::new();
        if large {
            values.extend([self.bytes, self.packed]);
        }
        if with_offset && self.offset >= IN_64 {
            values.push(self.offset);
        }
        if values.is_empty() {
            return Vec::new();
        }
        let mut out = vec![1, 0];
        out.extend((values.len() as u16 * 8).to_le_bytes());
        values.iter().for_each(|value| out.extend(value.to_le_bytes()));
        out
    }

    /// The header before the entry's bytes.
    pub fn local(&self) -> Vec<u8> {
        let extra = self.extra(false);
        let mut out = LOCAL.to_le_bytes().to_vec();
        let large = Entry { offset: 0, ..self.clone() };
        large.common(&mut out);
        // Both sizes stand in the extra field together.
        if !extra.is_empty() {
            out[18..26].fill(0xff);
        }
        out.extend((extra.len() as u16).to_le_bytes());
        out.extend(self.path.as_bytes());
        out.extend(extra);
        out
    }

    /// The header in the central directory.
    pub fn central(&self) -> Vec<u8> {
        let extra = self.extra(true);
        let mut out = CENTRAL.to_le_bytes().to_vec();
        out.extend(MADE_BY.to_le_bytes());
        self.common(&mut out);
        if self.bytes >= IN_64 || self.packed >= IN_64 {
            out[20..28].fill(0xff);
        }
        out.extend((extra.len() as u16).to_le_bytes());
        out.extend([0; 6]);
        out.extend(MODE.to_le_bytes());
        out.extend((self.offset.min(IN_64) as u32).to_le_bytes());
        out.extend(self.path.as_bytes());
        out.extend(extra);
        out
    }
}

/// What stands behind the central directory: the end record, with its 64-bit form where counts or offsets need it.
pub(super) fn end(entries: u64, start: u64, length: u64) -> Vec<u8> {
    let mut out = Vec::new();
    if entries >= 0xffff || start >= IN_64 || length >= IN_64 {
        out.extend(END64.to_le_bytes());
        out.extend(44u64.to_le_bytes());
        out.extend(MADE_BY.to_le_bytes());
        out.extend(45u16.to_le_bytes());
        out.extend([0; 8]);
        [entries, entries, length, start].iter().for_each(|value| out.extend(value.to_le_bytes()));
        out.extend(LOCATOR64.to_le_bytes());
        out.extend(0u32.to_le_bytes());
        out.extend((start + length).to_le_bytes());
        out.extend(1u32.to_le_bytes());
    }
    let count = entries.min(0xffff) as u16;
    out.extend(END.to_le_bytes());
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend((length.min(IN_64) as u32).to_le_bytes());
    out.extend((start.min(IN_64) as u32).to_le_bytes());
    out.extend([0; 2]);
    out
}
