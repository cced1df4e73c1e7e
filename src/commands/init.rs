//! `init`: a new site of fixed bytes, which needs no clock.

use super::{FAULTS, FINE, MACHINE};
use crate::cli::{Global, Init};
use crate::io::new_site::{self, Refused};
use crate::io::terminal::Terminal;
use std::path::Path;

const CONFIG: &str = "\
# Everything but the title has a default: `throughline explain config` lists it.
title: My dossiers
base_url: https://example.org/   # where the site will stand
language: en
timezone: UTC
";

const IGNORE: &str = "/public\n/.throughline\n";

const ABOUT: &str = "\
---
title: \"About\"
---

Who we are, and how we work.
";

/// The files of a new site.
const FILES: &[(&str, &str)] = &[
    ("throughline.yaml", CONFIG),
    (".gitignore", IGNORE),
    ("content/pages/about.md", ABOUT),
    ("content/articles/.gitkeep", ""),
    ("content/dossiers/.gitkeep", ""),
    ("content/people/.gitkeep", ""),
    ("content/places/.gitkeep", ""),
    ("content/organisations/.gitkeep", ""),
    ("static/.gitkeep", ""),
    ("templates/.gitkeep", ""),
];

/// Makes the site and says what to do next.
pub fn run(global: &Global, args: &Init, terminal: &Terminal) -> u8 {
    let folder = match args.folder.as_deref() {
        Some(folder) if global.root == Path::new(".") => folder.to_path_buf(),
        Some(folder) => global.root.join(folder),
        None => global.root.clone(),
    };
    let written = new_site::write(&folder, FILES);
    let folder = folder.display();
    match written {
        Ok(()) => {}
        Err(Refused::NotEmpty(name)) => {
            terminal.fail(&format!(
                "`{folder}` already holds `{name}`\n  help: name a new folder: `throughline init my-site`"
            ));
            return FAULTS;
        }
        Err(Refused::Failed(reason)) => {
            terminal.fail(&format!("`{folder}` cannot be written: {reason}"));
            return MACHINE;
        }
    }
    terminal.say(&format!("made a site in `{folder}`"));
    terminal.say("next:");
    if folder.to_string() != "." {
        terminal.say(&format!("  cd {folder}"));
    }
    terminal.say("  throughline new dossier \"Harbour inquiry\"");
    terminal.say("  throughline new article \"Inquiry opens\" --dossier harbour-inquiry");
    terminal.say("  throughline build");
    FINE
}
