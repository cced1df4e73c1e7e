//! Folders that hold the shards of a site: where each keeps its rows, and what they hold together.

use super::disk::{gone, reason};
use crate::base::hash::Hash128;
use crate::build::ledger::{Row, Rows};
use crate::build::shard::{Shard, Stock};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

/// The rows of a shard, in its folder.
const ROWS: &str = ".throughline-shard";

/// The folders of all shards of a site.
pub struct Parts {
    folders: Vec<PathBuf>,
}

impl Parts {
    /// Opens the shards of a site, given in any order; with their rows as those of one build.
    ///
    /// # Errors
    /// What is wrong with them, in words, all at once: one is no shard, is missing, there twice, or of another program.
    pub fn open(folders: &[PathBuf], engine: Option<Hash128>) -> Result<(Parts, Rows<'static>), Vec<String>> {
        let mut faults = Vec::new();
        let mut found: BTreeMap<usize, (&PathBuf, Rows)> = BTreeMap::new();
        let mut of = None;
        for folder in folders {
            match read(folder) {
                Err(fault) => faults.push(fault),
                Ok((shard, rows)) => {
                    let name = folder.display();
                    if *of.get_or_insert(shard.of) != shard.of {
                        faults.push(format!("`{name}` is one of {} shards, and others are not", shard.of));
                    } else if Some(rows.head.engine) != engine {
                        faults.push(format!("`{name}` was built by another version of the program"));
                    } else if let Some((other, _)) = found.insert(shard.number, (folder, rows)) {
                        faults.push(format!(
                            "`{}` and `{name}` are both shard {}/{}",
                            other.display(),
                            shard.number,
                            shard.of
                        ));
                    }
                }
            }
        }
        let missing = (1..=of.unwrap_or(0)).filter(|number| !found.contains_key(number));
        if faults.is_empty() {
            faults.extend(missing.map(|number| format!("shard {number}/{} is missing", of.unwrap_or(0))));
        }
        let (folders, rows): (Vec<_>, Vec<_>) =
            found.into_values().map(|(folder, rows)| (folder.clone(), rows)).unzip();
        match rows.into_iter().rev().reduce(|after, rows| rows.followed_by(after)) {
            Some(rows) if faults.is_empty() => Ok((Parts { folders }, rows)),
            _ => Err(faults),
        }
    }
}

fn read(folder: &Path) -> Result<(Shard, Rows<'static>), String> {
    let no_shard = |why: &str| {
        let name = folder.display();
        format!("`{name}` holds no shard: {why}; `throughline build --shard 1/4 --out {name}` makes one")
    };
    let file = fs::File::open(folder.join(ROWS)).map_err(|error| no_shard(&reason(&error)))?;
    let mut file = BufReader::new(file);
    let shard = Shard::read_heading(&mut file).ok_or_else(|| no_shard("its rows cannot be read"))?;
    let rows = Rows::open(Box::new(file)).ok_or_else(|| no_shard("its rows cannot be read"))?;
    Ok((shard, rows))
}

impl Stock for Parts {
    fn bytes(&self, row: &Row) -> Option<Vec<u8>> {
        self.folders.iter().find_map(|folder| {
            let file = folder.join(&row.path);
            fs::symlink_metadata(&file).ok().filter(|data| data.is_file() && data.len() == row.length)?;
            fs::read(file).ok().filter(|bytes| Hash128::of(bytes) == row.hash)
        })
    }
}

/// Puts the rows of a shard, which lie in the file `ledger`, into its folder.
///
/// # Errors
/// When they cannot be copied there: then the folder holds no shard.
pub(super) fn keep(ledger: &Path, shard: Shard, out: &Path) -> io::Result<()> {
    let waiting = out.join(format!("{ROWS}.new"));
    let mut to = fs::File::create(&waiting)?;
    io::Write::write_all(&mut to, shard.heading().as_bytes())?;
    io::copy(&mut fs::File::open(ledger)?, &mut to)?;
    fs::rename(waiting, out.join(ROWS))
}

/// From now on the folder holds no shard.
///
/// # Errors
/// When its rows cannot be removed.
pub(super) fn forget(out: &Path) -> io::Result<()> {
    gone(&out.join(ROWS))
}
