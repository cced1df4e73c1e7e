//! BagIt 1.0 (RFC 8493): the folder form below `data/`, with SHA-256 and SHA-512 of every file; as a folder, or zipped.

use super::fault::{Fault, at};
use super::folder::Folder;
use super::names;
use super::zip::read::ZipReader;
use super::zip::write::{ZipWriter, pack};
use super::zipped::Zipped;
use super::{Container, Making};
use crate::build::edition::facts::Facts;
use crate::build::edition::manifest::{MANIFEST, hex, sha256};
use rayon::prelude::*;
use sha2::{Digest, Sha256, Sha512};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter, Read};
use std::path::{Path, PathBuf};

/// The payload's folder.
const DATA: &str = "data/";
const DECLARATION: &str = "bagit.txt";
const TAGS: [&str; 4] = [DECLARATION, "bag-info.txt", "manifest-sha256.txt", "manifest-sha512.txt"];
const TAG_MANIFESTS: [&str; 2] = ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"];
/// A tag file of more bytes is refused.
const MOST_TAGS: u64 = 512 << 20;

/// SHA-256 and SHA-512 of one file, in hexadecimal.
type Sums = (String, String);

/// Names in a payload manifest: line ends and `%` are written as the RFC wants (section 2.1.3).
fn escaped(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}

fn lines(sums: &BTreeMap<String, Sums>, which: fn(&Sums) -> &str, within: &str) -> String {
    sums.iter().map(|(path, sums)| format!("{}  {within}{}\n", which(sums), escaped(path))).collect()
}

fn sums_of(bytes: &[u8]) -> Sums {
    (sha256(bytes), hex(&Sha512::digest(bytes)))
}

/// The text of a bag's declaration.
const BAGIT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// `bag-info.txt`: each value on one line.
fn info(facts: &Facts, id: &str, bytes: u64, files: usize) -> String {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let organisation = facts.publisher.as_deref().unwrap_or(&facts.site);
    let description = format!("{}: archived edition of {}", facts.title, facts.day());
    let mut out = String::new();
    let mut say = |key: &str, value: &str| out.push_str(&format!("{key}: {}\n", one_line(value)));
    say("Source-Organization", organisation);
    say("External-Description", &description);
    say("External-Identifier", &format!("sha256:{id}"));
    say("Internal-Sender-Identifier", &facts.revision.whole());
    say("Internal-Sender-Description", &facts.live_url);
    say("Bagging-Date", &facts.day());
    say("Bag-Software-Agent", &facts.generator);
    say("Payload-Oxum", &format!("{bytes}.{files}"));
    out
}

/// The tag files of a bag, by name.
fn tags(facts: &Facts, id: &str, bytes: u64, sums: &BTreeMap<String, Sums>) -> Vec<(String, String)> {
    let mut out = vec![
        (TAGS[0].to_string(), BAGIT.to_string()),
        (TAGS[1].to_string(), info(facts, id, bytes, sums.len())),
        (TAGS[2].to_string(), lines(sums, |sums| &sums.0, DATA)),
        (TAGS[3].to_string(), lines(sums, |sums| &sums.1, DATA)),
    ];
    let of_tags: BTreeMap<String, Sums> =
        out.iter().map(|(name, text)| (name.clone(), sums_of(text.as_bytes()))).collect();
    out.push((TAG_MANIFESTS[0].to_string(), lines(&of_tags, |sums| &sums.0, "")));
    out.push((TAG_MANIFESTS[1].to_string(), lines(&of_tags, |sums| &sums.1, "")));
    out
}

/// Both sums of every file of the staged folder.
fn payload(making: &Making) -> Result<(BTreeMap<String, Sums>, u64), Fault> {
    let sizes = making.staged.sizes()?;
    let one = |(path, _): &(String, u64)| {
        let (mut one, mut other) = (Sha256::new(), Sha512::new());
        let mut file = making.staged.open(path)?;
        let mut buffer = [0; 1 << 14];
        loop {
            let n = file.read(&mut buffer).map_err(at(&making.staged.folder))?;
            if n == 0 {
                return Ok((path.clone(), (hex(&one.finalize()), hex(&other.finalize()))));
            }
            one.update(&buffer[..n]);
            other.update(&buffer[..n]);
        }
    };
    let sums = sizes.par_iter().map(one).collect::<Result<BTreeMap<_, _>, Fault>>()?;
    Ok((sums, sizes.iter().map(|(_, bytes)| bytes).sum()))
}

/// Writes the bag as a folder.
pub fn write(making: &Making, to: &Path) -> Result<(), Fault> {
    let (sums, bytes) = payload(making)?;
    let data = to.join("data");
    for path in sums.keys() {
        let file = data.join(path);
        fs::create_dir_all(file.parent().unwrap_or(&data)).map_err(at(&file))?;
        fs::copy(making.staged.folder.join(path), &file).map_err(at(&file))?;
    }
    for (name, text) in tags(making.facts, &making.staged.id, bytes, &sums) {
        let file = to.join(name);
        fs::write(&file, text).map_err(at(&file))?;
    }
    Ok(())
}

/// Writes the bag as a ZIP archive with the one folder `stem` in it.
pub fn write_zip(making: &Making, stem: &str, to: &Path) -> Result<(), Fault> {
    let here = at(to);
    let (sums, bytes) = payload(making)?;
    let file = fs::File::create_new(to).map_err(&here)?;
    let mut zip = ZipWriter::new(BufWriter::with_capacity(1 << 18, file));
    for (name, text) in tags(making.facts, &making.staged.id, bytes, &sums) {
        zip.add(&pack(&format!("{stem}/{name}"), text.into_bytes())).map_err(&here)?;
    }
    let folder = &making.staged.folder;
    let open = |path: &str| fs::File::open(folder.join(path));
    zip.add_all(&making.staged.sizes()?, &open, &format!("{stem}/{DATA}")).map_err(&here)?;
    let file = zip.finish().map_err(&here)?.into_inner().map_err(|error| Fault::machine(to, error.error()))?;
    file.sync_all().map_err(&here)
}

/// A bag opened for reading: its wrapping is judged when it has been walked.
pub struct Bag {
    kind: Kind,
    tags: BTreeMap<String, Vec<u8>>,
    inner: Box<dyn Container>,
    manifest: Vec<u8>,
}

enum Kind {
    Folder(PathBuf),
    Zip,
}

/// Whether a folder is a bag.
pub fn is_bag(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(DECLARATION)).is_ok_and(|data| data.is_file())
}

/// The folder at the top of a zipped bag; none when the archive is no bag.
pub fn top_of(zip: &ZipReader) -> Option<String> {
    let first = zip.entries.first()?.path.strip_suffix(&format!("/{DECLARATION}"))?;
    (!first.contains('/')).then(|| first.to_string())
}

fn too_large(name: &str) -> Fault {
    Fault::refused(format!("`{name}` is larger than any bag needs"))
}

impl Bag {
    /// A bag that is a folder.
    pub fn folder(top: &Path) -> Result<Self, Fault> {
        let mut tags = BTreeMap::new();
        for item in fs::read_dir(top).map_err(at(top))? {
            let item = item.map_err(at(top))?;
            let name = item.file_name().to_string_lossy().into_owned();
            let kind = item.file_type().map_err(at(top))?;
            match kind {
                kind if kind.is_symlink() => {
                    return Err(Fault::refused(format!("the entry `{name}` is a symbolic link")));
                }
                kind if kind.is_dir() && name == "data" => {}
                kind if kind.is_file() => {
                    let file = top.join(&name);
                    if item.metadata().map_err(at(&file))?.len() > MOST_TAGS {
                        return Err(too_large(&name));
                    }
                    tags.insert(name, fs::read(&file).map_err(at(&file))?);
                }
                _ => return Err(Fault::refused(format!("`{name}` is not in the bag's manifests"))),
            }
        }
        let inner = Box::new(Folder::open(&top.join("data")));
        Ok(Bag { kind: Kind::Folder(top.to_path_buf()), tags, inner, manifest: Vec::new() })
    }

    /// A bag in a ZIP archive, below its folder `top`.
    pub fn zipped(mut zip: ZipReader, top: &str) -> Result<Self, Fault> {
        let mut tags = BTreeMap::new();
        let data = format!("{top}/{DATA}");
        for index in 0..zip.entries.len() {
            let entry = zip.entries[index].clone();
            if entry.path.starts_with(&data) {
                continue;
            }
            let name = entry.path.strip_prefix(&format!("{top}/")).map(String::from);
            let Some(name) = name else {
                return Err(Fault::refused(format!("`{}` lies outside the bag", entry.path)));
            };
            if entry.bytes > MOST_TAGS {
                return Err(too_large(&name));
            }
            let mut held = Vec::new();
            zip.read(index, &mut |bytes| {
                bytes.read_to_end(&mut held).map(drop).map_err(|_| Fault::refused(format!("`{name}` is damaged")))
            })?;
            if tags.insert(name.clone(), held).is_some() {
                return Err(Fault::refused(format!("`{name}` is there twice")));
            }
        }
        Ok(Bag { kind: Kind::Zip, tags, inner: Box::new(Zipped::below(zip, data)), manifest: Vec::new() })
    }

    /// What the tag files must be: four are known by the payload, `bag-info.txt` by the tag manifests alone.
    fn judge(&self, sums: &BTreeMap<String, Sums>) -> Result<(), Fault> {
        let text = |name: &str| match self.tags.get(name) {
            Some(bytes) => Ok(bytes.as_slice()),
            None => Err(Fault::Altered(vec![format!("`{name}` is missing")])),
        };
        let of_tags = TAGS.iter().map(|name| Ok(((*name).to_string(), sums_of(text(name)?))));
        let of_tags = of_tags.collect::<Result<BTreeMap<_, _>, Fault>>()?;
        let wanted = [
            (TAGS[0], BAGIT.to_string()),
            (TAGS[2], lines(sums, |sums| &sums.0, DATA)),
            (TAGS[3], lines(sums, |sums| &sums.1, DATA)),
            (TAG_MANIFESTS[0], lines(&of_tags, |sums| &sums.0, "")),
            (TAG_MANIFESTS[1], lines(&of_tags, |sums| &sums.1, "")),
        ];
        let mut wrong = Vec::new();
        for (name, wanted) in &wanted {
            if text(name)? != wanted.as_bytes() {
                wrong.push(format!("`{name}` is altered: it does not fit the files of the bag"));
            }
        }
        let known = |name: &String| TAGS.contains(&name.as_str()) || TAG_MANIFESTS.contains(&name.as_str());
        wrong.extend(self.tags.keys().filter(|name| !known(name)).map(|name| format!("`{name}` was added to the bag")));
        if wrong.is_empty() { Ok(()) } else { Err(Fault::Altered(wrong)) }
    }
}

impl Container for Bag {
    fn manifest(&mut self) -> Result<Vec<u8>, Fault> {
        if let Kind::Folder(top) = &self.kind
            && fs::symlink_metadata(top.join("data")).is_ok_and(|data| data.is_symlink())
        {
            return Err(Fault::refused("the entry `data` is a symbolic link"));
        }
        self.manifest = self.inner.manifest()?;
        Ok(self.manifest.clone())
    }

    fn walk(&mut self, each: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Fault>) -> Result<(), Fault> {
        let mut sums = BTreeMap::new();
        sums.insert(MANIFEST.to_string(), sums_of(&self.manifest));
        self.inner.walk(&mut |path, bytes| {
            names::safe(path)?;
            let mut summed = Summed { inner: bytes, one: Sha256::new(), other: Sha512::new() };
            each(path, &mut summed)?;
            // What was left unread is longer than the manifest says, or not listed in it: told already.
            let Summed { one, other, .. } = summed;
            sums.insert(path.to_string(), (hex(&one.finalize()), hex(&other.finalize())));
            Ok(())
        })?;
        self.judge(&sums)
    }
}

/// Sums what is read through it.
struct Summed<'r> {
    inner: &'r mut dyn Read,
    one: Sha256,
    other: Sha512,
}

impl Read for Summed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.one.update(&buffer[..n]);
        self.other.update(&buffer[..n]);
        Ok(n)
    }
}
