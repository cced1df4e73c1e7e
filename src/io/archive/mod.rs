//! Editions on disk: the folder form is staged once, then each container is written from it and renamed into place.

pub mod bagit;
pub mod derived;
pub mod durable;
pub mod epub;
pub mod fault;
pub mod folder;
pub mod gzip;
mod hashing;
pub mod make;
pub mod names;
pub mod open;
pub mod restore;
pub mod room;
pub mod shelf;
pub mod sign;
pub mod single;
pub mod sink;
pub mod staged;
pub mod tar_gz;
pub mod verify;
pub mod wacz;
pub mod workshop;
pub mod zip;
pub mod zipped;

use crate::build::edition::facts::Facts;
use crate::render::book::Book;
use fault::Fault;
use staged::Staged;
use std::io::Read;

/// The forms that an edition can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    Folder,
    Zip,
    TarGz,
    Bagit,
    BagitZip,
    Wacz,
    Epub,
    Html,
}

/// Everything a container is made from. A writer is `fn write(making: &Making, to: &Path) -> Result<(), Fault>`: `to` does
/// not exist yet, lies on the output's file system, and is renamed by the caller once it is verified.
pub struct Making<'a> {
    pub facts: &'a Facts,
    /// The folder form, complete: files, manifest, id.
    pub staged: &'a Staged,
    /// The one dossier, for containers that are made anew and not of the folder's bytes (EPUB, one HTML file).
    pub book: Option<&'a Book<'a>>,
}

/// A container that holds the bytes of the folder form, opened for reading. What it holds is not trusted: `verify` and
/// `restore` judge names, lengths and hashes; an implementation judges only its own wrapping.
pub trait Container {
    /// The bytes of `manifest.json`; at most [`MOST_MANIFEST`].
    fn manifest(&mut self) -> Result<Vec<u8>, Fault>;

    /// Calls `each` once for every file of the folder form but the manifest (the signature too), in any order, with its
    /// path and its bytes. What is not read by `each` is passed over.
    fn walk(&mut self, each: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Fault>) -> Result<(), Fault>;
}

/// A manifest of more bytes is refused: some two million files.
pub const MOST_MANIFEST: u64 = 256 << 20;
