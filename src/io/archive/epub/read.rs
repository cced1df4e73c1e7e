//! An EPUB of ours, distrusted: every member must be listed, and be what the list says.

use super::{DERIVED, MIMETYPE};
use crate::build::edition::derived::Derived;
use crate::build::edition::manifest::sha256;
use crate::io::archive::derived::Verdict;
use crate::io::archive::fault::Fault;
use crate::io::archive::hashing::all_of;
use crate::io::archive::zip::read::ZipReader;
use std::collections::BTreeSet;
use std::path::Path;

/// A larger `derived.json` is refused unread.
const MOST: u64 = 64 << 20;

/// Reads all of it and compares it with its own list.
///
/// # Errors
/// It is hostile or damaged beyond reading.
pub fn verify(path: &Path) -> Result<Verdict, Fault> {
    let mut zip = ZipReader::open(path)?;
    let last = zip.entries.len().saturating_sub(1);
    if zip.entries.first().is_none_or(|entry| entry.path != MIMETYPE.0) || zip.entries[last].path != DERIVED {
        return Err(Fault::refused(format!("it does not begin with `{}` and end with `{DERIVED}`", MIMETYPE.0)));
    }
    if zip.entries[last].bytes > MOST {
        return Err(Fault::refused(format!("`{DERIVED}` is too large")));
    }
    let mut bytes = Vec::new();
    let broken = |_| Fault::refused("it cannot be unpacked: it is damaged");
    zip.read(last, &mut |inside| inside.read_to_end(&mut bytes).map(drop).map_err(broken))?;
    let derived = Derived::read(&bytes).map_err(Fault::Refused)?;
    let mut altered = Vec::new();
    let held: Vec<String> = zip.entries[..last].iter().map(|entry| entry.path.clone()).collect();
    let listed: BTreeSet<&str> = derived.files.iter().map(|file| file.path.as_str()).collect();
    let there: BTreeSet<&str> = held.iter().map(String::as_str).collect();
    if listed.len() != derived.files.len() || there.len() != held.len() {
        return Err(Fault::refused("a file is there twice"));
    }
    let added = there.difference(&listed);
    altered.extend(added.map(|path| format!("`{path}` is not in `{DERIVED}`: it was added")));
    for (at, file) in derived.files.iter().enumerate() {
        if held.get(at) != Some(&file.path) {
            let what = if there.contains(file.path.as_str()) { "is not where it was" } else { "is missing" };
            altered.push(format!("`{}` {what}", file.path));
            continue;
        }
        let mut passed = None;
        zip.read(at, &mut |inside| {
            passed = Some(all_of(inside).map_err(broken)?);
            Ok(())
        })?;
        if passed.is_none_or(|passed| passed.length != file.bytes || passed.hex() != file.sha256) {
            altered.push(format!("`{}` is altered: it is not what `{DERIVED}` says", file.path));
        }
    }
    Ok(Verdict { id: sha256(&bytes), derived, altered })
}
