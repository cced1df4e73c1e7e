//! `archive`: editions made, and what is done with them afterwards.

mod diff;
mod list;
mod make;
mod verify;

use super::{FAULTS, FINE, MACHINE, USAGE};
use crate::cli::Global;
use crate::cli::archive::{Archive, ArchiveCommand};
use crate::io::archive::fault::Fault;
use crate::io::archive::restore::restore;
use crate::io::terminal::Terminal;

/// Makes an edition, or hands on to the command below.
pub fn run(global: &Global, args: &Archive, terminal: &Terminal) -> u8 {
    match &args.command {
        None => make::run(global, &args.make, terminal),
        Some(ArchiveCommand::Verify(args)) => verify::run(args, terminal),
        Some(ArchiveCommand::Diff(args)) => diff::run(global, args, terminal),
        Some(ArchiveCommand::List(args)) => list::run(global, args, terminal),
        Some(ArchiveCommand::Restore(args)) => match restore(&args.file, &args.folder) {
            Ok(restored) => {
                let (files, folder) = (crate::base::text::count(restored.files, "file"), args.folder.display());
                terminal.say(&format!("restored {files} into `{folder}` from the edition {}", restored.id));
                FINE
            }
            Err(fault) => tell(&fault, &args.file.display().to_string(), terminal),
        },
    }
}

/// Says what is wrong with the edition called `name`, or with one that is being made; the exit code.
fn tell(fault: &Fault, name: &str, terminal: &Terminal) -> u8 {
    match fault {
        Fault::Refused(what) => {
            let refused = if name.is_empty() { what.clone() } else { format!("`{name}` is refused: {what}") };
            terminal.fail(&refused);
            FAULTS
        }
        Fault::Altered(files) => {
            terminal.fail(&format!("`{name}` is altered"));
            files.iter().for_each(|what| terminal.fail(what));
            FAULTS
        }
        Fault::Content(told) => {
            terminal.report(std::slice::from_ref(told), &|_| None);
            FAULTS
        }
        Fault::Use(what) => {
            terminal.fail(what);
            USAGE
        }
        Fault::Machine(what) => {
            terminal.fail(what);
            MACHINE
        }
    }
}
