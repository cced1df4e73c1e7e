//! The `git` program, for what a site's repository knows: its commits, and whether the sources are those of one.

pub mod inputs;
mod tree;

use crate::io::disk::reason;
use std::path::Path;
use std::process::{Command, Stdio};

/// What of git's own environment says how to find git and the repository, and not what is in it.
const HEARD: [&str; 2] = ["GIT_EXEC_PATH", "GIT_DISCOVERY_ACROSS_FILESYSTEM"];

/// `git` in a folder, deaf to the environment and to what a repository would have it run: objects are those that their
/// names say, never others put in their place or fetched from elsewhere.
fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(["-c", "core.quotepath=off", "-c", "core.fsmonitor=false", "--no-optional-locks"]);
    let own = |name: &str| name.starts_with("GIT_") && !HEARD.contains(&name);
    for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(own)) {
        command.env_remove(name);
    }
    command.env("GIT_NO_REPLACE_OBJECTS", "1").env("GIT_NO_LAZY_FETCH", "1");
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
