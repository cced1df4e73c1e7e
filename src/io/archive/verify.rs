//! Whether an edition is what its manifest says. The archive is taken for hostile until then.

use super::Container;
use super::fault::Fault;
use super::names::{self, Names};
use crate::base::text::count;
use crate::build::edition::manifest::{Listed, MANIFEST, Manifest, SIGNATURE, hex, sha256};
use sha2::{Digest, Sha256};
use std::io::{ErrorKind, Read};

/// An edition that declares more is refused before anything of it is read.
pub const MOST_BYTES: u64 = 1 << 40;
/// The length of an Ed25519 signature (RFC 8032, 5.1.6).
const SIGNATURE_BYTES: u64 = 64;
/// Files that are not listed are named up to this many; more make the archive hostile.
const MOST_EXTRA: usize = 1000;

/// An edition whose every byte was read.
#[derive(Debug)]
pub struct Verdict {
    /// SHA-256 of the manifest: the edition's id, if nothing is altered.
    pub id: String,
    pub manifest: Manifest,
    pub manifest_bytes: Vec<u8>,
    pub signature: Option<Vec<u8>>,
    /// One sentence for each file that is altered, missing or extra, in order of path.
    pub altered: Vec<String>,
}

/// Takes the files of an edition that are wanted, as they pass by. Nothing is held whole.
pub trait Taker {
    /// The manifest, once it is judged and before any file comes.
    fn expect(&mut self, manifest: &Manifest) -> Result<(), Fault>;
    /// Whether the file is wanted, which then comes piece by piece; `bytes` is its length.
    fn begin(&mut self, path: &str, bytes: u64) -> Result<bool, Fault>;
    /// The next piece of a wanted file.
    fn piece(&mut self, bytes: &[u8]) -> Result<(), Fault>;
    /// A wanted file is over; `whole` when it was that of the manifest. What is not must not be kept.
    fn end(&mut self, path: &str, whole: bool) -> Result<(), Fault>;
}

/// Wants nothing.
pub struct NoTaker;

impl Taker for NoTaker {
    fn expect(&mut self, _: &Manifest) -> Result<(), Fault> {
        Ok(())
    }
    fn begin(&mut self, _: &str, _: u64) -> Result<bool, Fault> {
        Ok(false)
    }
    fn piece(&mut self, _: &[u8]) -> Result<(), Fault> {
        Ok(())
    }
    fn end(&mut self, _: &str, _: bool) -> Result<(), Fault> {
        Ok(())
    }
}

/// Reads the manifest and judges what it lists.
///
/// # Errors
/// It is none, or lists what no edition may hold.
pub fn manifest(container: &mut dyn Container) -> Result<(Manifest, Vec<u8>), Fault> {
    let bytes = container.manifest()?;
    let manifest = Manifest::read(&bytes).map_err(Fault::Refused)?;
    let mut names = Names::default();
    for file in &manifest.files {
        names.take(&file.path)?;
        if matches!(file.path.as_str(), MANIFEST | SIGNATURE) {
            return Err(Fault::refused(format!("`{MANIFEST}` lists `{}`, which it cannot know", file.path)));
        }
    }
    if manifest.bytes() > MOST_BYTES {
        return Err(Fault::refused(format!(
            "`{MANIFEST}` declares {} bytes: more than any edition needs",
            manifest.bytes()
        )));
    }
    Ok((manifest, bytes))
}

/// Reads everything and compares it with the manifest; `taker` is given what it wants on the way.
///
/// # Errors
/// The archive is hostile, or damaged beyond reading.
pub fn verify(container: &mut dyn Container, taker: &mut dyn Taker) -> Result<Verdict, Fault> {
    let (manifest, manifest_bytes) = manifest(container)?;
    taker.expect(&manifest)?;
    let mut judge = Judge {
        seen: vec![false; manifest.files.len()],
        signature: None,
        extra: Names::default(),
        told: Vec::new(),
        extras: 0,
        manifest: &manifest,
        taker,
    };
    // What is wrong with the wrapping alone; when files are, it follows from these.
    let wrapping = match container.walk(&mut |path, bytes| judge.file(path, bytes)) {
        Ok(()) => Vec::new(),
        Err(Fault::Altered(what)) => what,
        Err(fault) => return Err(fault),
    };
    let Judge { seen, signature, mut told, .. } = judge;
    let missing = manifest.files.iter().zip(seen).filter(|(_, seen)| !seen);
    told.extend(missing.map(|(file, _)| (file.path.clone(), format!("`{}` is missing", file.path))));
    told.sort();
    let altered = if told.is_empty() { wrapping } else { told.into_iter().map(|(_, what)| what).collect() };
    Ok(Verdict { id: sha256(&manifest_bytes), manifest, manifest_bytes, signature, altered })
}

struct Judge<'a> {
    manifest: &'a Manifest,
    seen: Vec<bool>,
    signature: Option<Vec<u8>>,
    extra: Names,
    extras: usize,
    told: Vec<(String, String)>,
    taker: &'a mut dyn Taker,
}

impl Judge<'_> {
    fn file(&mut self, path: &str, bytes: &mut dyn Read) -> Result<(), Fault> {
        names::safe(path)?;
        if path == SIGNATURE {
            return self.signature(bytes);
        }
        let Ok(at) = self.manifest.files.binary_search_by(|file| file.path.as_str().cmp(path)) else {
            self.extra.take(path)?;
            self.extras += 1;
            if self.extras > MOST_EXTRA {
                let many = count(MOST_EXTRA, "file");
                return Err(Fault::refused(format!("it holds more than {many} that `{MANIFEST}` does not list")));
            }
            self.told.push((path.into(), format!("`{path}` is not in `{MANIFEST}`: it was added")));
            return Ok(());
        };
        if std::mem::replace(&mut self.seen[at], true) {
            return Err(Fault::refused(format!("`{path}` is there twice")));
        }
        let manifest = self.manifest;
        let listed = &manifest.files[at];
        if let Some(what) = self.compare(listed, bytes)? {
            self.told.push((path.into(), what));
        }
        Ok(())
    }

    fn signature(&mut self, bytes: &mut dyn Read) -> Result<(), Fault> {
        let mut held = Vec::new();
        bytes.take(SIGNATURE_BYTES + 1).read_to_end(&mut held).map_err(|error| unreadable(SIGNATURE, &error))?;
        if held.len() as u64 != SIGNATURE_BYTES {
            let what = format!("`{SIGNATURE}` is no signature: one has {SIGNATURE_BYTES} bytes");
            self.told.push((SIGNATURE.into(), what));
        }
        if self.signature.replace(held).is_some() {
            return Err(Fault::refused(format!("`{SIGNATURE}` is there twice")));
        }
        Ok(())
    }

    /// Reads no more than the manifest declares and one byte above; what is wrong, if anything is.
    fn compare(&mut self, listed: &Listed, bytes: &mut dyn Read) -> Result<Option<String>, Fault> {
        let path = &listed.path;
        let wanted = self.taker.begin(path, listed.bytes)?;
        let mut hasher = Sha256::new();
        let mut limited = bytes.take(listed.bytes + 1);
        let mut buffer = [0; 1 << 14];
        let mut read = 0;
        loop {
            let n = match limited.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => n,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(unreadable(path, &error)),
            };
            read += n as u64;
            hasher.update(&buffer[..n]);
            if wanted && read <= listed.bytes {
                self.taker.piece(&buffer[..n])?;
            }
        }
        let wrong = if read > listed.bytes {
            Some(format!("`{path}` is longer than the {} bytes that `{MANIFEST}` says", listed.bytes))
        } else if read < listed.bytes {
            Some(format!("`{path}` has {read} bytes; `{MANIFEST}` says {}", listed.bytes))
        } else if hex(&hasher.finalize()) != listed.sha256 {
            Some(format!("`{path}` is altered: its SHA-256 is not the one in `{MANIFEST}`"))
        } else {
            None
        };
        if wanted {
            self.taker.end(path, wrong.is_none())?;
        }
        Ok(wrong)
    }
}

/// Bytes that could not be read: a damaged archive, or a disk that failed.
fn unreadable(path: &str, error: &std::io::Error) -> Fault {
    match error.raw_os_error() {
        Some(_) => Fault::Machine(format!("`{path}`: {}", crate::io::disk::reason(error))),
        None => Fault::refused(format!("`{path}` cannot be unpacked: it is damaged")),
    }
}
