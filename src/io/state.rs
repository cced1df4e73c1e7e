//! What a site remembers between builds, in `.throughline/` at its root: for each output folder a lock, the ledger,
//! whether the last build ended, and what it was made from; for all of them the hash of the program.

use super::disk::{self, gone};
use super::folder::{OWNER, STAGE, real};
use super::parts;
use crate::base::hash::{Hash128, Hasher};
use crate::build::SinkError;
use crate::build::ledger::{Ledger, Rows, Writer};
use crate::build::shard::Shard;
use std::fs;
use std::io::{self, BufReader, BufWriter, Read};
use std::path::{Path, PathBuf};

/// The site's own state, below its root.
pub const STATE: &str = ".throughline";

/// Bytes read and written at a time.
const BUFFER: usize = 1 << 16;

/// The state that belongs to one output folder.
#[derive(Clone, Debug)]
pub struct State {
    folder: PathBuf,
    out: PathBuf,
    /// Of its files, without an ending.
    name: String,
}

impl State {
    /// Of the site at `root` and its output folder `out`.
    pub fn of(root: &Path, out: &Path) -> Self {
        let name = Hash128::of(real(out).to_string_lossy().as_bytes()).hex();
        State { folder: root.join(STATE), out: out.into(), name: name[..12].into() }
    }

    fn file(&self, ending: &str) -> PathBuf {
        self.folder.join(format!("{}.{ending}", self.name))
    }

    /// The file whose lock a build holds.
    pub(super) fn lock(&self) -> io::Result<fs::File> {
        fs::create_dir_all(&self.folder)?;
        fs::File::create(self.file("lock"))
    }

    /// The rows of the last build; none when there are none to read.
    pub fn rows(&self) -> Option<Rows<'static>> {
        let file = fs::File::open(self.file("ledger")).ok()?;
        Rows::open(Box::new(BufReader::with_capacity(BUFFER, file)))
    }

    /// Whether the last build ended, and nobody else has built into the folder since.
    pub fn is_whole(&self) -> bool {
        let told = fs::read_to_string(self.file("done")).ok();
        told.is_some() && told == self.owner()
    }

    /// Whether an output is there, with this length in bytes.
    pub fn has(&self, output: &str, length: u64) -> bool {
        fs::metadata(self.out.join(output)).is_ok_and(|data| data.len() == length)
    }

    /// The stamp of the list of outputs, which every commit writes anew.
    fn owner(&self) -> Option<String> {
        let stamp = disk::stamp(&fs::metadata(self.out.join(OWNER)).ok()?, 0);
        Some(format!("{} {} {}\n", stamp.length, stamp.modified_ns, stamp.inode))
    }

    /// Begins a build: the ledgers, old and new. From now until [`State::end`] the folder counts as unfinished, and so
    /// the next build looks at every byte of it. `verify` does so now; `all` has everything rendered.
    ///
    /// # Errors
    /// When nothing can be written here, or the program cannot read itself.
    pub fn begin(&self, verify: bool, all: bool) -> io::Result<Ledger<'static>> {
        let verify = verify || !self.is_whole();
        self.begin_from(if all { None } else { self.rows() }, verify)
    }

    /// As [`State::begin`], with these rows for those of the last build.
    ///
    /// # Errors
    /// As there.
    pub fn begin_from(&self, old: Option<Rows<'static>>, verify: bool) -> io::Result<Ledger<'static>> {
        fs::create_dir_all(&self.folder)?;
        let engine = self.engine().ok_or_else(|| io::Error::other("the program cannot read itself"))?;
        let new = writer(fs::File::create(self.file("ledger.new"))?);
        parts::forget(&self.out)?;
        gone(&self.file("done"))?;
        gone(&self.file("standing"))?;
        Ok(Ledger::new(old, new, engine, verify))
    }

    /// Forgets the last build: the next one renders every page.
    ///
    /// # Errors
    /// When nothing can be removed here.
    pub fn forget(&self) -> Result<(), SinkError> {
        // What a killed build was writing, too.
        let all = ["done", "standing", "standing.new", "documents", "documents.new", "ledger", "ledger.new"]
            .iter()
            .try_for_each(|ending| gone(&self.file(ending)));
        let all = all.and_then(|()| parts::forget(&self.out));
        all.map_err(|error| SinkError { path: String::new(), reason: disk::reason(&error) })
    }

    /// Ends a build that was committed: the new ledger takes the old one's place.
    ///
    /// # Errors
    /// When the ledger could not be written: the old one stays, and the next build trusts no output.
    pub fn end(&self, mut ledger: Ledger) -> io::Result<()> {
        ledger.finish()?;
        drop(ledger);
        fs::rename(self.file("ledger.new"), self.file("ledger"))?;
        self.settle()
    }

    /// Ends the build of a shard: its rows go into its folder, and nothing is remembered here.
    ///
    /// # Errors
    /// When they cannot be written there: then the folder holds no shard.
    pub fn ship(&self, mut ledger: Ledger, shard: Shard) -> io::Result<()> {
        ledger.finish()?;
        drop(ledger);
        let rows = self.file("ledger.new");
        parts::keep(&rows, shard, &self.out)?;
        gone(&rows)?;
        gone(&self.file("ledger"))
    }

    /// Writes down that the folder is as its ledger says.
    ///
    /// # Errors
    /// When nothing can be written here.
    pub fn settle(&self) -> io::Result<()> {
        let waiting = self.file("done.new");
        fs::write(&waiting, self.owner().unwrap_or_default())?;
        fs::rename(waiting, self.file("done"))
    }

    /// Drops the new ledger of a build that came to nothing. `untouched`: the output is as it was, and it was whole.
    pub fn abandon(&self, untouched: bool) {
        let _ = fs::remove_file(self.file("ledger.new"));
        if untouched {
            let _ = self.settle();
        }
    }

    /// What the record of a standing site belongs to: another word when the ledger or the output is another. None when the
    /// last build did not end, or left something to be finished.
    pub fn word(&self) -> Option<String> {
        self.built().filter(|_| fs::symlink_metadata(self.out.join(STAGE)).is_err())
    }

    /// A word while a build is at work: another one when somebody else has built since, or kept other documents. None when
    /// that did not end.
    pub fn mark(&self) -> Option<String> {
        let documents = fs::metadata(self.file("documents")).ok().map(|data| disk::stamp(&data, 0));
        Some(format!("{} {documents:?}", self.built()?))
    }

    fn built(&self) -> Option<String> {
        let ledger = disk::stamp(&fs::metadata(self.file("ledger")).ok()?, 0);
        self.is_whole().then(|| format!("{:?} {}", ledger, self.owner().unwrap_or_default()))
    }

    /// The record of the last build.
    pub fn standing(&self) -> Option<Box<dyn Read + Send>> {
        let file = fs::File::open(self.file("standing")).ok()?;
        Some(Box::new(BufReader::with_capacity(BUFFER, file)))
    }

    /// The documents of the last build.
    pub fn documents(&self) -> Option<Box<dyn Read + Send>> {
        let file = fs::File::open(self.file("documents")).ok()?;
        Some(Box::new(BufReader::with_capacity(BUFFER, file)))
    }

    /// Keeps the record of the build that has just ended; `write` says whether there is one.
    ///
    /// # Errors
    /// When it cannot be written: then there is none.
    pub fn keep(&self, write: impl FnOnce(&mut Writer) -> io::Result<bool>) -> io::Result<()> {
        self.keep_as("standing", write)
    }

    /// Keeps the documents of the build that has just ended.
    ///
    /// # Errors
    /// When they cannot be written: then there are none.
    pub fn keep_documents(&self, write: impl FnOnce(&mut Writer) -> io::Result<()>) -> io::Result<()> {
        self.keep_as("documents", |to| write(to).map(|()| true))
    }

    /// Adds to the documents of the last build. Of a build that is killed, whole frames count; behind a torn one nothing is
    /// added.
    ///
    /// # Errors
    /// When nothing can be added: then there are none.
    pub fn add_documents(&self, write: impl FnOnce(&mut Writer) -> io::Result<()>) -> io::Result<()> {
        let file = self.file("documents");
        let written = fs::OpenOptions::new().append(true).open(&file).and_then(|file| write(&mut writer(file)));
        written.or_else(|error| gone(&file).and(Err(error)))
    }

    fn keep_as(&self, ending: &str, write: impl FnOnce(&mut Writer) -> io::Result<bool>) -> io::Result<()> {
        let (waiting, old) = (self.file(&format!("{ending}.new")), self.file(ending));
        let written = fs::File::create(&waiting).and_then(|file| write(&mut writer(file)));
        let put = written.and_then(|is_whole| match is_whole {
            true => fs::rename(&waiting, &old).map(|()| true),
            false => Ok(false),
        });
        if let Ok(true) = put {
            return Ok(());
        }
        // What lies there is of an earlier build.
        let (waiting, old) = (gone(&waiting), gone(&old));
        put.and(waiting).and(old)
    }

    /// The hash of the running program. It is read once for as long as its file keeps its stamp.
    pub fn engine(&self) -> Option<Hash128> {
        engine(&self.folder)
    }
}

fn writer(file: fs::File) -> Writer<'static> {
    Writer::new(Box::new(BufWriter::with_capacity(BUFFER, file)))
}

fn engine(folder: &Path) -> Option<Hash128> {
    let program = std::env::current_exe().ok()?;
    let stamp = disk::stamp(&fs::metadata(&program).ok()?, 0);
    let known = folder.join("program");
    let about = format!("{stamp:?} {}\n", program.display());
    if let Ok(text) = fs::read(&known)
        && let Some((hash, rest)) = text.split_at_checked(16)
        && rest == about.as_bytes()
    {
        return hash.try_into().ok().map(Hash128);
    }
    let mut hasher = Hasher::default();
    io::copy(&mut fs::File::open(&program).ok()?, &mut hasher).ok()?;
    let hash = hasher.finish();
    let waiting = folder.join("program.new");
    let _ = fs::write(&waiting, [&hash.0, about.as_bytes()].concat()).and_then(|()| fs::rename(waiting, known));
    Some(hash)
}
