//! `archive list`: the catalogue of editions, told and kept.

use super::{FAULTS, FINE, tell};
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use crate::build::edition::catalogue;
use crate::build::load::config_of;
use crate::cli::Global;
use crate::cli::archive::List;
use crate::commands::{code_of, report};
use crate::io::archive::fault::Fault;
use crate::io::archive::shelf;
use crate::io::disk::DiskInputs;
use crate::io::terminal::{Format, Terminal};
use crate::parse::config::Config;
use serde_json::Value;
use std::path::Path;

/// Reads the folder of editions, writes its catalogue anew, and prints it.
pub fn run(global: &Global, args: &List, terminal: &Terminal) -> u8 {
    let inputs = DiskInputs::new(&global.root);
    let path = SourcePath::new(&global.config).unwrap_or_else(SourcePath::root);
    let config = match config_of(&inputs as &dyn Inputs, &path) {
        Ok(config) => config,
        Err(faults) => {
            report(terminal, &inputs, None, &faults);
            return code_of(&faults);
        }
    };
    let default = global.root.join(&*config.editions.folder);
    let folder = args.folder.as_deref().unwrap_or(&default);
    match keep(folder, &config) {
        Ok((index, told)) => {
            print(&index, terminal);
            told.iter().for_each(|what| terminal.fail(what));
            if told.is_empty() { FINE } else { FAULTS }
        }
        Err(fault) => tell(&fault, &folder.display().to_string(), terminal),
    }
}

/// Writes the catalogue of a folder anew, when there is anything in it; the index, and what could not be read.
pub fn keep(folder: &Path, config: &Config) -> Result<(Value, Vec<String>), Fault> {
    let (editions, told) = shelf::editions(folder)?;
    let index = shelf::index(folder, &editions)?;
    if !editions.is_empty() || shelf::has_catalogue(folder) {
        shelf::write(folder, &config.title, &config.language, &index)?;
    }
    Ok((index, told))
}

fn print(index: &Value, terminal: &Terminal) {
    if terminal.format == Format::Json {
        return terminal.print(&format!("{}\n", catalogue::json_text(index)));
    }
    let editions = index["editions"].as_array().map(Vec::as_slice).unwrap_or_default();
    if editions.is_empty() {
        terminal.say("there is no edition yet: `throughline archive` makes one");
    }
    for one in editions {
        let text = |field: &str| one[field].as_str().unwrap_or_default();
        let of = if one["dossier"].is_string() { format!(" {}", text("title")) } else { String::new() };
        terminal.print(&format!("{}{of} {}\n", text("date"), text("id")));
        for held in one["containers"].as_array().into_iter().flatten() {
            let (name, bytes) = (held["name"].as_str().unwrap_or_default(), held["bytes"].as_u64().unwrap_or(0));
            terminal.print(&format!("  {name}, {}\n", catalogue::size(bytes)));
        }
        terminal.print(&format!("  {}\n", catalogue::changes(one)));
    }
}
