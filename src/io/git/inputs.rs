//! A site as it stood at a commit: the third implementation of the door in, through `git cat-file --batch`.

use super::tree::{Blob, Files, files};
use super::{answer, git, line};
use crate::base::inputs::{Entry, InputError, Inputs, Listing, Stamp};
use crate::base::path::SourcePath;
use crate::build::edition::manifest::hex;
use crate::io::disk::reason;
use sha2::{Digest, Sha256};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::Mutex;

/// The sources of a site at a commit.
pub struct GitInputs {
    /// The commit's whole name.
    pub commit: String,
    /// When it was committed, cut to the minute.
    pub at: jiff::Timestamp,
    files: Files,
    batch: Mutex<Batch>,
}

impl GitInputs {
    /// The site at `root`, as it stood at `revision`.
    ///
    /// # Errors
    /// In git's words: no repository, no such revision.
    pub fn open(root: &Path, revision: &str) -> Result<Self, String> {
        let prefix = line(root, &["rev-parse", "--show-prefix"])?;
        let named = format!("{revision}^{{commit}}");
        let commit = line(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &named])
            .map_err(|_| format!("there is no commit `{revision}` in this repository"))?;
        let seconds: i64 = line(root, &["show", "-s", "--no-show-signature", "--format=%ct", &commit])?
            .parse()
            .map_err(|_| format!("the commit `{revision}` has no date"))?;
        let at = jiff::Timestamp::from_second(seconds.div_euclid(60) * 60)
            .map_err(|_| format!("the commit `{revision}` has no date"))?;
        let listing = answer(root, &["ls-tree", "-r", "-z", "-l", "--full-tree", &commit])?;
        let batch = Mutex::new(Batch::start(root).map_err(|error| format!("`git` cannot be run: {}", reason(&error)))?);
        let target = |blob: &Blob| String::from_utf8(held(&batch).read(&blob.id).ok()?).ok();
        let mut files = files(&listing, &prefix, &target);
        files.faults.sort();
        Ok(GitInputs { commit, at, files, batch })
    }
}

impl GitInputs {
    /// Whether a source has the very bytes that it has in the commit: what git's filters make of them is something else.
    pub fn holds(&self, entry: &Entry, inputs: &dyn Inputs) -> bool {
        let Ok(blob) = self.blob(&entry.path) else { return false };
        let same = |bytes: Vec<u8>| object_name(&bytes, blob.id.len()) == blob.id;
        blob.length == entry.stamp.length && inputs.read(&entry.path).is_ok_and(same)
    }

    fn blob(&self, path: &SourcePath) -> Result<&Blob, InputError> {
        self.files.files.get(path).ok_or_else(|| {
            let told = self.files.faults.iter().find(|(faulty, _)| faulty == path);
            let reason = told.map_or_else(|| "no such file".into(), |(_, what)| what.clone());
            InputError { path: path.clone(), reason, missing: told.is_none() }
        })
    }
}

fn held(batch: &Mutex<Batch>) -> std::sync::MutexGuard<'_, Batch> {
    batch.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

impl Inputs for GitInputs {
    fn list(&self, folder: &str) -> Listing {
        let top = SourcePath::root().join(folder).unwrap_or_else(SourcePath::root);
        let inside =
            |path: &SourcePath| top == SourcePath::root() || path.below(top.as_str()).is_some() || *path == top;
        let entry = |(path, blob): (&SourcePath, &Blob)| Entry { path: path.clone(), stamp: stamp(blob) };
        let fault = |(path, what): &(SourcePath, String)| InputError {
            path: path.clone(),
            reason: what.clone(),
            missing: false,
        };
        Listing {
            entries: self.files.files.iter().filter(|(path, _)| inside(path) && **path != top).map(entry).collect(),
            faults: self.files.faults.iter().filter(|(path, _)| inside(path)).map(fault).collect(),
            // What leads out of the repository is a fault.
            strays: self.files.strays.iter().filter(|path| inside(path) && **path != top).cloned().collect(),
        }
    }

    fn stamp(&self, path: &SourcePath) -> Result<Stamp, InputError> {
        self.blob(path).map(stamp)
    }

    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, InputError> {
        let blob = self.blob(path)?;
        let fault = |error: std::io::Error| InputError { path: path.clone(), reason: reason(&error), missing: false };
        held(&self.batch).read(&blob.id).map_err(fault)
    }

    fn now(&self) -> jiff::Timestamp {
        self.at
    }
}

/// The name of a blob with these bytes, in hexadecimal: the hash of a header and the bytes (gitformat-pack(5)), SHA-256
/// where names have 64 digits, else SHA-1.
fn object_name(bytes: &[u8], digits: usize) -> String {
    let header = format!("blob {}\0", bytes.len());
    if digits == 64 {
        return hex(&Sha256::new_with_prefix(header).chain_update(bytes).finalize());
    }
    let mut hasher = sha1_smol::Sha1::new();
    hasher.update(header.as_bytes());
    hasher.update(bytes);
    hex(&hasher.digest().bytes())
}

/// The blob's own name: equal stamps are equal bytes.
fn stamp(blob: &Blob) -> Stamp {
    let digits = |at: usize| blob.id.get(at..at + 16).and_then(|part| u64::from_str_radix(part, 16).ok()).unwrap_or(0);
    let (modified_ns, inode) = (digits(0).cast_signed(), digits(16));
    Stamp { length: blob.length, modified_ns, inode, settled: true, ..Stamp::default() }
}

/// One `git cat-file --batch`, asked again and again.
struct Batch {
    child: Child,
    ask: Option<ChildStdin>,
    told: BufReader<ChildStdout>,
}

impl Batch {
    fn start(root: &Path) -> std::io::Result<Self> {
        let mut command = git(root);
        command.args(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn()?;
        let told = child.stdout.take().ok_or_else(|| std::io::Error::other("git has no output"))?;
        let ask = child.stdin.take();
        Ok(Batch { child, ask, told: BufReader::with_capacity(1 << 16, told) })
    }

    fn read(&mut self, id: &str) -> std::io::Result<Vec<u8>> {
        let ask = self.ask.as_mut().ok_or_else(|| std::io::Error::other("git has ended"))?;
        writeln!(ask, "{id}")?;
        ask.flush()?;
        let mut header = String::new();
        self.told.read_line(&mut header)?;
        let length = header.trim_end().rsplit_once(" blob ").and_then(|(_, length)| length.parse::<u64>().ok());
        let length = length.ok_or_else(|| std::io::Error::other(format!("git does not know the object {id}")))?;
        let mut bytes = Vec::new();
        self.told.by_ref().take(length).read_to_end(&mut bytes)?;
        let mut end = [0];
        self.told.read_exact(&mut end)?;
        Ok(bytes)
    }
}

impl Drop for Batch {
    /// Git ends when nothing more can be asked.
    fn drop(&mut self) {
        self.ask = None;
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blob_is_named_as_git_names_it() {
        // `git hash-object` of "hello\n" in repositories of both kinds.
        assert_eq!(object_name(b"hello\n", 40), "ce013625030ba8dba906f756967f9e9ca394464a");
        let long = "2cf8d83d9ee29543b34a87727421fdecb7e3f3a183d337639025de576db9ebb4";
        assert_eq!(object_name(b"hello\n", 64), long);
    }
}
