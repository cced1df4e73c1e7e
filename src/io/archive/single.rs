//! One dossier in one HTML file. Its `derived.json` stands at its end, in a script element that no browser runs.

use super::derived::Verdict;
use super::fault::{Fault, at};
use super::hashing::all_of;
use super::{Making, durable};
use crate::build::edition::derived::Derived;
use crate::build::edition::manifest::{Listed, sha256};
use crate::render::book::single;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Stands around the record at the end of the file.
const BEGIN: &str = "<script type=\"application/json\" id=\"derived\" data-sha256=\"";
const MIDDLE: &str = "\">";
const END: &str = "</script></body></html>\n";
/// What the page itself is called in the record.
const PAGE: &str = "page";
/// The record stands in so many bytes at the end of the file: it lists one file.
const MOST_RECORD: u64 = 1 << 20;

/// Writes the dossier to `to`, which is not there yet.
///
/// # Errors
/// What is wrong with a template or a source, or what the machine could not do.
pub fn write(making: &Making, to: &Path) -> Result<(), Fault> {
    let Some(book) = making.book else {
        return Err(Fault::Use("one file holds one dossier: name it with `--dossier`".into()));
    };
    let page = single::page(book).map_err(Fault::Content)?;
    let listed = Listed { path: PAGE.into(), bytes: page.len() as u64, sha256: sha256(page.as_bytes()) };
    let derived = Derived::new(making.facts, "html", &making.staged.id, vec![listed]);
    let mut file = durable::create(to)?;
    file.write_all(page.as_bytes()).and_then(|()| file.write_all(record(&derived).as_bytes())).map_err(at(to))?;
    durable::finish(file, to)
}

/// The end of the file. The record says what it is by its hash, for nothing else vouches for it.
fn record(derived: &Derived) -> String {
    let text = derived.text();
    // `<` would end the element; JSON may write it as a number.
    let inside = text.replace('<', "\\u003c");
    format!("{BEGIN}{}{MIDDLE}{inside}{END}", sha256(text.as_bytes()))
}

/// Reads a file and compares it with what it says of itself.
///
/// # Errors
/// It is no such file, or its record is altered.
pub fn verify(path: &Path) -> Result<Verdict, Fault> {
    let mut file = File::open(path).map_err(at(path))?;
    let length = file.metadata().map_err(at(path))?.len();
    let from = length.saturating_sub(MOST_RECORD);
    let mut tail = Vec::new();
    file.seek(SeekFrom::Start(from)).and_then(|_| file.read_to_end(&mut tail)).map_err(at(path))?;
    let split = tail.windows(BEGIN.len()).rposition(|window| window == BEGIN.as_bytes());
    let Some(split) = split else {
        return Err(Fault::refused("it holds no record of an edition: it is another page, or it was altered"));
    };
    let altered = || Fault::refused("the record at its end was altered");
    let end = std::str::from_utf8(&tail[split..]).map_err(|_| altered())?;
    let inside =
        end.strip_suffix(END).and_then(|rest| rest.get(BEGIN.len() + 64 + MIDDLE.len()..)).ok_or_else(altered)?;
    let derived = Derived::read(inside.replace("\\u003c", "<").as_bytes()).map_err(Fault::Refused)?;
    // One record, one text: this compares its hash as well.
    if record(&derived) != end {
        return Err(altered());
    }
    let page = from + split as u64;
    let passed = file.seek(SeekFrom::Start(0)).and_then(|_| all_of(&mut file.take(page)));
    let passed = passed.map_err(at(path))?;
    let mut altered = Vec::new();
    match derived.files.as_slice() {
        [listed] if listed.path == PAGE => {
            if listed.bytes != page || passed.length != page || listed.sha256 != passed.hex() {
                altered.push("the page is altered: it is not what its record says".into());
            }
        }
        _ => return Err(Fault::refused("its record does not list the page alone")),
    }
    Ok(Verdict { id: sha256(derived.text().as_bytes()), derived, altered })
}
