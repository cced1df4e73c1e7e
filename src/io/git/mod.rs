//! The `git` program, for what a site's repository knows: its commits, and whether the sources stand as committed.

pub mod inputs;
mod tree;

use crate::base::path::SourcePath;
use crate::io::disk::reason;
use std::path::Path;
use std::process::{Command, Stdio};

/// `git` in a folder, deaf to the environment and to what a repository would have it run.
fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(["-c", "core.quotepath=off", "-c", "core.fsmonitor=false", "--no-optional-locks"]);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"] {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").stdin(Stdio::null());
    command
}

/// What git answers.
///
/// # Errors
/// Its own words, or why it cannot be run.
fn answer(root: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let output = git(root).args(arguments).output();
    let output = output.map_err(|error| format!("`git` cannot be run: {}", reason(&error)))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().next().unwrap_or("it gave no reason");
    Err(line.trim_start_matches("fatal: ").to_string())
}

fn line(root: &Path, arguments: &[&str]) -> Result<String, String> {
    Ok(String::from_utf8_lossy(&answer(root, arguments)?).trim_end().to_string())
}

/// What git knows of a site's sources.
pub struct State {
    /// The commit that is checked out.
    pub commit: String,
    /// Files that do not stand as committed, are not known to git or ignored by it, or that git was told not to look at.
    pub unclean: Vec<SourcePath>,
}

/// What git says of the files at `paths` below `root`; none when they lie in no repository that has a commit.
pub fn state(root: &Path, paths: &[String]) -> Option<State> {
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    let prefix = line(root, &["rev-parse", "--show-prefix"]).ok()?;
    let commit = line(root, &["rev-parse", "--verify", "HEAD^{commit}"]).ok()?;
    let status =
        ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignored=matching", "--"];
    let changed = answer(root, &[&status[..], &paths].concat()).ok()?;
    let known = answer(root, &[&["ls-files", "-v", "-z", "--"][..], &paths].concat()).ok()?;
    let mut unclean = Vec::new();
    for entry in changed.split(|byte| *byte == 0).filter(|entry| entry.len() > 3) {
        let path = String::from_utf8_lossy(&entry[3..]);
        unclean.extend(SourcePath::new(path.strip_prefix(&prefix).unwrap_or(&path)));
    }
    // Files that git was told not to look at may be anything; these paths are relative to the folder.
    for entry in known.split(|byte| *byte == 0).filter(|entry| entry.len() > 2 && entry[0] != b'H') {
        unclean.extend(SourcePath::new(&String::from_utf8_lossy(&entry[2..])));
    }
    // Nothing of the site is in the repository: it says nothing of it.
    (!known.is_empty()).then_some(State { commit, unclean })
}
