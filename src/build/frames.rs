//! Files of frames, as a build keeps them for the next one: each frame has its length and a check of its bytes, so that
//! damage is seen where it lies.

use crate::base::hash::Hash128;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};

/// No frame is larger: a length beyond this is damage.
const LARGEST: usize = 1 << 20;

/// Reads what such a file begins with; none when it is another file.
pub(super) fn open<T: DeserializeOwned>(from: &mut dyn Read, magic: &[u8]) -> Option<T> {
    let mut told = vec![0; magic.len()];
    from.read_exact(&mut told).ok().filter(|()| told == magic)?;
    next(from)
}

/// The next frame; none at the end, or where the file is damaged.
pub(super) fn next<T: DeserializeOwned>(from: &mut dyn Read) -> Option<T> {
    frame(from)?.says()
}

/// A frame as it lies in its file: its bytes, and a check of them that holds.
#[derive(Debug)]
pub(super) struct Frame {
    bytes: Vec<u8>,
    check: [u8; 8],
}

impl Frame {
    pub fn of(bytes: Vec<u8>) -> Self {
        Frame { check: check(&bytes), bytes }
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What all of its bytes say.
    pub fn says<T: DeserializeOwned>(&self) -> Option<T> {
        let (value, rest) = postcard::take_from_bytes(&self.bytes).ok()?;
        rest.is_empty().then_some(value)
    }

    /// What the first of its bytes say.
    pub fn begins<'b, T: Deserialize<'b>>(&'b self) -> Option<T> {
        postcard::take_from_bytes(&self.bytes).ok().map(|(value, _)| value)
    }
}

/// The frame that says this; none when it would be too large.
pub(super) fn encoded<T: Serialize>(value: &T) -> Option<Frame> {
    postcard::to_allocvec(value).ok().filter(|bytes| bytes.len() <= LARGEST).map(Frame::of)
}

/// The next frame: a length of four bytes, a check of eight, and as many bytes.
pub(super) fn frame(from: &mut dyn Read) -> Option<Frame> {
    let (mut length, mut told) = ([0; 4], [0; 8]);
    from.read_exact(&mut length).ok()?;
    from.read_exact(&mut told).ok()?;
    let length = Some(u32::from_le_bytes(length) as usize).filter(|length| *length <= LARGEST)?;
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes).ok()?;
    Some(Frame::of(bytes)).filter(|frame| frame.check == told)
}

fn check(bytes: &[u8]) -> [u8; 8] {
    let mut out = [0; 8];
    out.copy_from_slice(&Hash128::of(bytes).0[..8]);
    out
}

/// Such a file, written frame by frame.
pub struct Writer<'a> {
    to: Box<dyn Write + Send + 'a>,
    /// The first thing that could not be written: a build does not fail for what it keeps.
    failed: Option<io::Error>,
}

impl<'a> Writer<'a> {
    pub fn new(to: Box<dyn Write + Send + 'a>) -> Self {
        Writer { to, failed: None }
    }

    /// Writes what the file begins with.
    pub(super) fn begin<T: Serialize>(&mut self, magic: &[u8], head: &T) {
        let written = self.to.write_all(magic);
        self.note(written);
        self.frame(head);
    }

    pub(super) fn frame<T: Serialize>(&mut self, value: &T) {
        if self.failed.is_some() {
            return;
        }
        match postcard::to_allocvec(value) {
            Ok(bytes) => self.put(&Frame::of(bytes)),
            Err(error) => self.note(Err(io::Error::other(error))),
        }
    }

    /// Writes a frame that was read or made before.
    pub(super) fn put(&mut self, frame: &Frame) {
        if self.failed.is_some() {
            return;
        }
        let Frame { bytes, check } = frame;
        let length = (bytes.len() as u32).to_le_bytes();
        let written = [&length[..], check, bytes].iter().try_for_each(|part| self.to.write_all(part));
        self.note(written);
    }

    fn note(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.failed.get_or_insert(error);
        }
    }

    /// Writes out what waits.
    ///
    /// # Errors
    /// The first thing that the machine refused.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        match self.failed.take() {
            Some(error) => Err(error),
            None => self.to.flush(),
        }
    }
}
