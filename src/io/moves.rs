//! The commit of an output folder, as a list that is written down before the first step, so that it can be finished.

use super::ours::{is_inside, is_reached};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

const LIST: &str = ".moves";
const HEADING: &str = "throughline-moves 1";

/// What a commit does: moves what was staged, removes what is gone, then writes the list of outputs.
pub struct Moves {
    pub staged: Vec<String>,
    pub gone: Vec<String>,
    pub outputs: Vec<String>,
}

impl Moves {
    /// Writes the list, whole or not at all.
    pub fn write(&self, stage: &Path) -> std::io::Result<()> {
        let waiting = stage.join(".moves.new");
        let mut file = std::io::BufWriter::new(fs::File::create(&waiting)?);
        writeln!(file, "{HEADING}")?;
        for (mark, paths) in [('+', &self.staged), ('-', &self.gone), ('=', &self.outputs)] {
            for path in paths {
                writeln!(file, "{mark}{path}")?;
            }
        }
        file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(waiting, stage.join(LIST))
    }

    fn read(stage: &Path) -> Option<Moves> {
        let text = fs::read_to_string(stage.join(LIST)).ok()?;
        let mut lines = text.lines();
        if lines.next() != Some(HEADING) {
            return None;
        }
        let mut moves = Moves { staged: Vec::new(), gone: Vec::new(), outputs: Vec::new() };
        for line in lines {
            let list = match line.as_bytes().first()? {
                b'+' => &mut moves.staged,
                b'-' => &mut moves.gone,
                _ => &mut moves.outputs,
            };
            list.extend(Some(&line[1..]).filter(|path| is_inside(path)).map(String::from));
        }
        moves.gone.sort_unstable();
        Some(moves)
    }
}

/// Whether a commit was begun here.
pub fn begun(stage: &Path) -> bool {
    stage.join(LIST).is_file()
}

/// Removes a stage; nothing there is fine.
pub fn clear(stage: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(stage) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Every file below the stage, in order.
pub fn staged(stage: &Path) -> std::io::Result<Vec<String>> {
    let mut found = Vec::new();
    walk(stage, "", &mut found)?;
    found.sort();
    Ok(found)
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<String>) -> std::io::Result<()> {
    for item in fs::read_dir(folder)? {
        let item = item?;
        let name = item.file_name();
        let path = format!("{prefix}{}", name.to_string_lossy());
        if item.file_type()?.is_dir() {
            walk(&item.path(), &format!("{path}/"), found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

/// Carries out a list of moves, also one that an earlier run left behind, and removes the stage. Each step may have
/// been done already. `owner` writes the list of outputs, last of all.
pub fn finish(out: &Path, stage: &Path, owner: impl Fn(&[String]) -> std::io::Result<()>) -> std::io::Result<()> {
    let Some(moves) = Moves::read(stage) else { return clear(stage) };
    let mut made: Option<PathBuf> = None;
    for path in &moves.staged {
        let (from, to) = (stage.join(path), out.join(path));
        if !from.is_file() || !is_reached(out, path) {
            continue;
        }
        let folder = to.parent().map(Path::to_path_buf);
        if folder != made {
            make_way(out, path, &moves.gone)?;
            made = folder;
        }
        if to.is_dir() {
            remove_below(&to, path, &moves.gone, out)?;
        }
        fs::rename(&from, &to)?;
    }
    for path in &moves.gone {
        remove(out, path)?;
    }
    owner(&moves.outputs)?;
    clear(stage)
}

/// Makes the folder of an output; a file of ours that is gone may stand where the folder must.
fn make_way(out: &Path, path: &str, gone: &[String]) -> std::io::Result<()> {
    for (at, _) in path.match_indices('/') {
        let folder = path[..at].to_string();
        if out.join(&folder).is_file() && gone.binary_search(&folder).is_ok() {
            fs::remove_file(out.join(&folder))?;
        }
    }
    match out.join(path).parent() {
        Some(folder) => fs::create_dir_all(folder),
        None => Ok(()),
    }
}

/// Empties a folder of ours where a file must stand.
fn remove_below(folder: &Path, path: &str, gone: &[String], out: &Path) -> std::io::Result<()> {
    let prefix = format!("{path}/");
    for path in gone.iter().filter(|path| path.starts_with(&prefix)) {
        remove(out, path)?;
    }
    match fs::remove_dir(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Removes a file of ours, and the folders that it leaves empty. What lies behind a link is not ours.
fn remove(out: &Path, path: &str) -> std::io::Result<()> {
    // What was a file may be a folder by now, with new outputs in it.
    if !is_reached(out, path) || out.join(path).is_dir() {
        return Ok(());
    }
    match fs::remove_file(out.join(path)) {
        Err(error) if !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Err(error),
        _ => {}
    }
    let mut folder = Path::new(path).parent();
    while let Some(name) = folder.filter(|name| !name.as_os_str().is_empty()) {
        if fs::remove_dir(out.join(name)).is_err() {
            break;
        }
        folder = name.parent();
    }
    Ok(())
}
