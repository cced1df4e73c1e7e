//! BagIt 1.0 (RFC 8493): the folder form below `data/`, with SHA-256 and SHA-512 of every file; as a folder, or zipped.

use super::fault::{Fault, at};
use super::folder::Folder;
use super::hashing::Hashing;
use super::names;
use super::zip::read::ZipReader;
use super::zip::write::ZipWriter;
use super::zipped::Zipped;
use super::{Container, Making, durable};
use crate::build::edition::manifest::{MANIFEST, Manifest, hex, sha256};
use rayon::prelude::*;
use sha2::{Digest, Sha512};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// The payload's folder.
const DATA: &str = "data/";
const DECLARATION: &str = "bagit.txt";
const INFO: &str = "bag-info.txt";
const TAGS: [&str; 4] = [DECLARATION, INFO, "manifest-sha256.txt", "manifest-sha512.txt"];
const TAG_MANIFESTS: [&str; 2] = ["tagmanifest-sha256.txt", "tagmanifest-sha512.txt"];
/// A tag file of more bytes is refused.
const MOST_TAGS: u64 = 512 << 20;

/// SHA-256 and SHA-512 of one file.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Sums([u8; 32], [u8; 64]);

/// Sums and counts what is written to it, or read through it.
struct Summing<T> {
    inner: Hashing<T>,
    other: Sha512,
}

impl<T> Summing<T> {
    fn new(inner: T) -> Self {
        Summing { inner: Hashing::new(inner), other: Sha512::new() }
    }

    fn sums(self) -> Sums {
        Sums(self.inner.passed().sha256, self.other.finalize().into())
    }
}

impl<W: Write> Write for Summing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.other.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<R: Read> Read for Summing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.other.update(&buffer[..n]);
        Ok(n)
    }
}

/// The sums of all that a reader gives.
fn sums_of(reader: impl Read) -> io::Result<Sums> {
    let mut summing = Summing::new(reader);
    io::copy(&mut summing, &mut io::sink())?;
    Ok(summing.sums())
}

/// Names in a payload manifest: line ends and `%` are written as the RFC wants (section 2.1.3).
fn escaped(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}

/// The lines of a manifest of these files.
fn lines(sums: &BTreeMap<String, Sums>, sha512: bool, within: &str, out: &mut dyn Write) -> io::Result<()> {
    for (path, Sums(one, other)) in sums {
        let sum = if sha512 { hex(other) } else { hex(one) };
        writeln!(out, "{sum}  {within}{}", escaped(path))?;
    }
    Ok(())
}

/// The text of a bag's declaration.
const BAGIT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// Writes a text to what it is given.
type Writes<'w> = &'w dyn Fn(&mut dyn Write) -> io::Result<()>;

/// What the tag files of a bag follow from.
struct Tags<'a> {
    manifest: &'a Manifest,
    id: &'a str,
    /// Of the payload, by path.
    sums: &'a BTreeMap<String, Sums>,
    bytes: u64,
}

impl Tags<'_> {
    /// `bag-info.txt`: each value on one line.
    fn info(&self, out: &mut dyn Write) -> io::Result<()> {
        let manifest = self.manifest;
        let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut say = |key: &str, value: &str| writeln!(out, "{key}: {}", one_line(value));
        say("Source-Organization", &manifest.publisher)?;
        say("External-Description", &format!("{}: archived edition of {}", manifest.title, manifest.date))?;
        say("External-Identifier", &format!("sha256:{}", self.id))?;
        say("Internal-Sender-Identifier", &manifest.revision)?;
        say("Internal-Sender-Description", &manifest.live_url)?;
        say("Bagging-Date", &manifest.date)?;
        say("Bag-Software-Agent", &manifest.generator)?;
        say("Payload-Oxum", &format!("{}.{}", self.bytes, self.sums.len()))
    }

    /// One of [`TAGS`].
    fn tag(&self, name: &str, out: &mut dyn Write) -> io::Result<()> {
        match name {
            DECLARATION => out.write_all(BAGIT.as_bytes()),
            INFO => self.info(out),
            _ => lines(self.sums, name == TAGS[3], DATA, out),
        }
    }

    /// The sums of [`TAGS`].
    fn sums(&self) -> io::Result<BTreeMap<String, Sums>> {
        let one = |name: &&str| {
            let mut summing = Summing::new(io::sink());
            self.tag(name, &mut summing)?;
            Ok(((*name).to_string(), summing.sums()))
        };
        TAGS.iter().map(one).collect()
    }

    /// Gives `put` each tag file's name and what writes it.
    fn each(
        &self,
        of_tags: &BTreeMap<String, Sums>,
        put: &mut dyn FnMut(&str, Writes) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        for name in TAGS {
            put(name, &|out| self.tag(name, out))?;
        }
        for name in TAG_MANIFESTS {
            put(name, &|out| lines(of_tags, name == TAG_MANIFESTS[1], "", out))?;
        }
        Ok(())
    }
}

/// Both sums of every file of the staged folder, and their bytes.
fn payload(making: &Making) -> Result<(BTreeMap<String, Sums>, u64), Fault> {
    let sizes = making.staged.sizes()?;
    let one = |(path, _): &(String, u64)| {
        let sums = sums_of(making.staged.open(path)?).map_err(at(&making.staged.folder))?;
        Ok((path.clone(), sums))
    };
    let sums = sizes.par_iter().map(one).collect::<Result<BTreeMap<_, _>, Fault>>()?;
    Ok((sums, sizes.iter().map(|(_, bytes)| bytes).sum()))
}

/// Writes the tag files below `top`.
fn write_tags(making: &Making, sums: &BTreeMap<String, Sums>, bytes: u64, top: &Path) -> Result<(), Fault> {
    let staged = making.staged;
    let tags = Tags { manifest: &staged.manifest, id: &staged.id, sums, bytes };
    let of_tags = tags.sums().map_err(at(top))?;
    tags.each(&of_tags, &mut |name, write| {
        let file = top.join(name);
        let mut out = durable::create(&file)?;
        write(&mut out).map_err(at(&file))?;
        durable::finish(out, &file)
    })
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
    write_tags(making, &sums, bytes, to)
}

/// Writes the bag as a ZIP archive with the one folder `stem` in it.
pub fn write_zip(making: &Making, stem: &str, to: &Path) -> Result<(), Fault> {
    let here = at(to);
    let (sums, bytes) = payload(making)?;
    // A zip says how long an entry is before it comes, so the tag files wait on the disk.
    let mut beside = to.as_os_str().to_owned();
    beside.push(".tags");
    let beside = PathBuf::from(beside);
    fs::create_dir(&beside).map_err(at(&beside))?;
    write_tags(making, &sums, bytes, &beside)?;
    drop(sums);
    let mut zip = ZipWriter::new(durable::create(to)?);
    let names = TAGS.iter().chain(&TAG_MANIFESTS);
    let tags = names.map(|name| Ok(((*name).to_string(), beside.join(name).metadata()?.len())));
    let tags: Vec<(String, u64)> = tags.collect::<io::Result<_>>().map_err(&here)?;
    zip.add_all(&tags, &|name| File::open(beside.join(name)), &format!("{stem}/")).map_err(&here)?;
    let folder = &making.staged.folder;
    let open = |path: &str| File::open(folder.join(path));
    zip.add_all(&making.staged.sizes()?, &open, &format!("{stem}/{DATA}")).map_err(&here)?;
    durable::finish(zip.finish().map_err(&here)?, to)?;
    fs::remove_dir_all(&beside).map_err(at(&beside))
}

/// A bag opened for reading: its wrapping is judged when it has been walked.
pub struct Bag {
    kind: Kind,
    /// Every file beside the payload. Of one that no bag of ours has, the name is enough.
    tags: BTreeMap<String, Option<Sums>>,
    inner: Box<dyn Container>,
    manifest: Vec<u8>,
}

enum Kind {
    Folder(PathBuf),
    Zip,
}

/// Whether a folder is a bag, and not an edition that holds a file of the bag's names.
pub fn is_bag(folder: &Path) -> bool {
    let is = |name: &str| fs::symlink_metadata(folder.join(name)).ok();
    let declared = is(DECLARATION).is_some_and(|data| data.is_file());
    declared && is("data").is_some_and(|data| !data.is_file()) && is(MANIFEST).is_none()
}

/// Whether a bag has a tag file of this name.
fn is_tag(name: &str) -> bool {
    TAGS.contains(&name) || TAG_MANIFESTS.contains(&name)
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
                    let sums = match is_tag(&name) {
                        true if item.metadata().map_err(at(&file))?.len() > MOST_TAGS => return Err(too_large(&name)),
                        true => Some(File::open(&file).and_then(sums_of).map_err(at(&file))?),
                        false => None,
                    };
                    tags.insert(name, sums);
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
            let mut sums = None;
            if is_tag(&name) {
                if entry.bytes > MOST_TAGS {
                    return Err(too_large(&name));
                }
                zip.read(index, &mut |bytes| {
                    sums = Some(sums_of(bytes).map_err(|_| Fault::refused(format!("`{name}` is damaged")))?);
                    Ok(())
                })?;
            }
            if tags.insert(name.clone(), sums).is_some() {
                return Err(Fault::refused(format!("`{name}` is there twice")));
            }
        }
        Ok(Bag { kind: Kind::Zip, tags, inner: Box::new(Zipped::below(zip, data)), manifest: Vec::new() })
    }

    /// Every tag file is made anew of the manifest and the payload, and compared.
    fn judge(&self, payload: &BTreeMap<String, Sums>, bytes: u64) -> Result<(), Fault> {
        let manifest = Manifest::read(&self.manifest).map_err(Fault::Refused)?;
        let tags = Tags { manifest: &manifest, id: &sha256(&self.manifest), sums: payload, bytes };
        let failed = |error: io::Error| Fault::Machine(crate::io::disk::reason(&error));
        let of_tags = tags.sums().map_err(failed)?;
        let mut wrong = Vec::new();
        tags.each(&of_tags, &mut |name, write| {
            let mut wanted = Summing::new(io::sink());
            write(&mut wanted).map_err(failed)?;
            match self.tags.get(name).copied().flatten() {
                None => wrong.push(format!("`{name}` is missing")),
                Some(sums) if sums != wanted.sums() => {
                    wrong.push(format!("`{name}` is altered: it does not follow from the manifest and the files"));
                }
                Some(_) => {}
            }
            Ok(())
        })?;
        wrong
            .extend(self.tags.keys().filter(|name| !is_tag(name)).map(|name| format!("`{name}` was added to the bag")));
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
        let own = sums_of(self.manifest.as_slice()).map_err(|error| Fault::Machine(crate::io::disk::reason(&error)))?;
        sums.insert(MANIFEST.to_string(), own);
        let mut total = self.manifest.len() as u64;
        self.inner.walk(&mut |path, bytes| {
            names::safe(path)?;
            let mut summing = Summing::new(bytes);
            each(path, &mut summing)?;
            // What was left unread is longer than the manifest says, or not listed in it: told already.
            total += summing.inner.length;
            sums.insert(path.to_string(), summing.sums());
            Ok(())
        })?;
        self.judge(&sums, total)
    }
}
