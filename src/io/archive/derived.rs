//! Containers that are made of an edition and do not hold its bytes: which they are, and whether they are as they were
//! made.

use super::fault::{Fault, at};
use super::{Format, epub, single};
use crate::build::edition::derived::Derived;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// A derived container of which every byte was read.
#[derive(Debug)]
pub struct Verdict {
    /// SHA-256 of its `derived.json`.
    pub id: String,
    pub derived: Derived,
    /// One sentence for each file that is altered, missing or added.
    pub altered: Vec<String>,
}

/// Which derived container a file is by its first bytes; none for anything else.
///
/// # Errors
/// The machine cannot read it.
pub fn kind(path: &Path) -> Result<Option<Format>, Fault> {
    if !path.is_file() {
        return Ok(None);
    }
    let mut first = Vec::new();
    File::open(path).and_then(|file| file.take(64).read_to_end(&mut first)).map_err(at(path))?;
    let named = first.get(30..38) == Some(b"mimetype");
    if first.starts_with(b"PK\x03\x04") && named {
        return Ok(Some(Format::Epub));
    }
    let html = first.get(..9).is_some_and(|start| start.eq_ignore_ascii_case(b"<!doctype"));
    Ok(html.then_some(Format::Html))
}

/// Reads a derived container and compares it with what it says of itself.
///
/// # Errors
/// It is hostile or damaged beyond reading, or no such container.
pub fn verify(path: &Path) -> Result<Verdict, Fault> {
    match kind(path)? {
        Some(Format::Epub) => epub::read::verify(path),
        Some(_) => single::verify(path),
        None => Err(Fault::refused("it is neither an EPUB nor an HTML file")),
    }
}
