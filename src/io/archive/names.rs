//! Names in an archive: which may not stand in one, and which would be one file on some disks.

use super::fault::Fault;
use crate::plan::names::device;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The longest name, in bytes: what systems take for a path.
const LONGEST: usize = 4096;

/// Refuses a name that could lead elsewhere than below the folder it is unpacked into.
///
/// # Errors
/// One sentence for each kind of danger.
pub fn safe(path: &str) -> Result<(), Fault> {
    let refused = |what: &str| Err(Fault::refused(format!("`{path}` {what}")));
    if path.is_empty() {
        return Err(Fault::refused("a file has no name"));
    }
    if path.len() > LONGEST {
        return Err(Fault::refused(format!("a name is longer than {LONGEST} bytes")));
    }
    if path.starts_with('/') {
        return refused("is an absolute path");
    }
    if path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic() {
        return refused("names a drive");
    }
    if path.contains('\\') {
        return refused("has a backslash, which is a folder to some systems");
    }
    if path.chars().any(char::is_control) {
        return refused("has a control character in its name");
    }
    if path.split('/').any(|name| name == "..") {
        return refused("leads out of the archive");
    }
    if path.split('/').any(|name| name.is_empty() || name == ".") {
        return refused("is no plain path: it has an empty name or `.` in it");
    }
    // What Windows would make of a name: another stream, another file, a device.
    for name in path.split('/') {
        if name.contains(':') {
            return refused("has a colon in a name, which leads elsewhere on Windows");
        }
        if name.ends_with(['.', ' ']) {
            return refused("has a name that ends in a dot or a blank, which some systems drop");
        }
        if device(name) {
            return refused("has the name of a device on Windows in it");
        }
    }
    Ok(())
}

/// Names as a disk may fold them: case and Unicode normalisation aside.
fn folded(path: &str) -> String {
    path.nfkc().flat_map(char::to_lowercase).nfc().collect()
}

/// The names of an archive, told apart as the least able disk tells them.
#[derive(Default)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Takes a name in.
    ///
    /// # Errors
    /// It is not safe, was there before, or is the same as another to a disk that folds case or normalises.
    pub fn take(&mut self, path: &str) -> Result<(), Fault> {
        safe(path)?;
        let key = folded(path);
        let below = format!("{key}/");
        let under = self.0.range(below.clone()..).next().filter(|(key, _)| key.starts_with(&below));
        let mut folders = key.match_indices('/').map(|(at, _)| &key[..at]);
        let above = folders.find_map(|folder| self.0.get(folder));
        if let Some(other) = under.map(|(_, other)| other).or(above) {
            let (file, inside) = if under.is_some() { (path, other.as_str()) } else { (other.as_str(), path) };
            return Err(Fault::refused(format!("`{file}` is a file, and the folder of `{inside}`")));
        }
        let Some(other) = self.0.insert(key, path.to_string()) else { return Ok(()) };
        if other == path {
            return Err(Fault::refused(format!("`{path}` is there twice")));
        }
        let same_case = other.nfc().eq(path.nfc());
        let what = if same_case { "Unicode normalisation" } else { "case" };
        Err(Fault::refused(format!("`{other}` and `{path}` are one file to a disk that does not tell {what} apart")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dangerous_names_are_refused_each_with_its_own_words() {
        let mut said = std::collections::BTreeSet::new();
        let long = "a".repeat(5000);
        let windows = ["a/b:c", "a/b. /c", "a/con.md"];
        for name in ["", "/etc/passwd", "C:x", "a\\b", "a\u{0}b", "../a", "a//b", &long].into_iter().chain(windows) {
            match safe(name) {
                Err(Fault::Refused(what)) => assert!(said.insert(what.replace(name, "")), "{what}"),
                other => panic!("{name}: {other:?}"),
            }
        }
        assert!(safe("articles/café/index.html").is_ok() && safe(".well-known/x..y").is_ok());
    }

    #[test]
    fn names_that_fold_into_one_are_refused() {
        let mut names = Names::default();
        names.take("a/É.html").unwrap();
        let said = |fault: Result<(), Fault>| format!("{:?}", fault.unwrap_err());
        assert!(said(names.take("a/É.html")).contains("twice"));
        assert!(said(names.take("A/é.html")).contains("case"));
        assert!(said(names.take("A/e\u{301}.html")).contains("normalisation"));
    }

    #[test]
    fn a_name_is_a_file_or_a_folder() {
        for (first, second) in [("a/b", "a/b/c/d"), ("a/b/c/d", "a/b"), ("A/b", "a/B/c")] {
            let mut names = Names::default();
            names.take("a/b.html").unwrap();
            names.take(first).unwrap();
            assert!(format!("{:?}", names.take(second)).contains("is a file, and the folder of"), "{first} {second}");
        }
    }
}
