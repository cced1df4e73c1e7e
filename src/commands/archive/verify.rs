//! `archive verify`: whether an edition is what its manifest says, and who says so.

use super::{FINE, tell};
use crate::base::text::count;
use crate::cli::archive::Verify;
use crate::io::archive::fault::Fault;
use crate::io::archive::verify::{NoTaker, Verdict, verify};
use crate::io::archive::{derived, open, sign};
use crate::io::terminal::Terminal;

/// Reads every byte, and says what is proven.
pub fn run(args: &Verify, terminal: &Terminal) -> u8 {
    let name = args.file.display().to_string();
    match derived::kind(&args.file) {
        Ok(Some(_)) => return made_of_one(args, &name, terminal),
        Ok(None) => {}
        Err(fault) => return tell(&fault, &name, terminal),
    }
    let verdict = open::open(&args.file).and_then(|(_, mut container)| verify(&mut *container, &mut NoTaker));
    let checked = verdict.and_then(|verdict| {
        let mut wrong = verdict.altered.clone();
        wrong.extend(authenticity(args, &verdict)?);
        if wrong.is_empty() { Ok(verdict) } else { Err(Fault::Altered(wrong)) }
    });
    match checked {
        Ok(verdict) => {
            terminal.print(&format!("{}\n", verdict.id));
            say(args, &verdict, terminal);
            FINE
        }
        Err(fault) => tell(&fault, &name, terminal),
    }
}

/// A container that was made of an edition: it names that edition, and can prove only that it is whole itself.
fn made_of_one(args: &Verify, name: &str, terminal: &Terminal) -> u8 {
    let checked = derived::verify(&args.file).and_then(|verdict| {
        let mut wrong = verdict.altered.clone();
        if args.key.is_some() {
            return Err(Fault::Use(
                "an EPUB or HTML file is not signed: verify the edition that it was made of".into(),
            ));
        }
        if let Some(id) = &args.id {
            let id = checked_id(id)?;
            if !verdict.id.starts_with(&id) {
                wrong.push(format!("its id is {}: not the one that was expected", verdict.id));
            }
        }
        if wrong.is_empty() { Ok(verdict) } else { Err(Fault::Altered(wrong)) }
    });
    match checked {
        Ok(verdict) => {
            let derived = &verdict.derived;
            terminal.print(&format!("{}\n", verdict.id));
            terminal.say(&format!(
                "“{}”, edition of {}, made from {} beside the edition {}",
                derived.title, derived.date, derived.revision, derived.parent
            ));
            terminal.say("it is as it was made; authenticity only with `--id`, and of the edition itself only there");
            FINE
        }
        Err(fault) => tell(&fault, name, terminal),
    }
}

/// An id, or the first digits of one.
fn checked_id(id: &str) -> Result<String, Fault> {
    let id = id.trim().to_ascii_lowercase();
    if id.len() < 12 || id.len() > 64 || !id.chars().all(|c| c.is_ascii_hexdigit()) {
        return Err(Fault::Use(format!("`--id {id}` is no id: 12 to 64 hexadecimal digits")));
    }
    Ok(id)
}

/// What `--id` and `--key` find wrong.
fn authenticity(args: &Verify, verdict: &Verdict) -> Result<Vec<String>, Fault> {
    let mut wrong = Vec::new();
    if let Some(id) = &args.id {
        let id = checked_id(id)?;
        if !verdict.id.starts_with(&id) {
            wrong.push(format!("its id is {}: not the one that was expected", verdict.id));
        }
    }
    if let Some(key) = &args.key {
        wrong.extend(sign::fault(&sign::public(key)?, &verdict.manifest_bytes, verdict.signature.as_deref()));
    }
    Ok(wrong)
}

fn say(args: &Verify, verdict: &Verdict, terminal: &Terminal) {
    let manifest = &verdict.manifest;
    let files = count(manifest.files.len(), "file");
    terminal.say(&format!(
        "“{}”, edition of {}: {files} as listed, made from {}",
        manifest.title, manifest.date, manifest.revision
    ));
    let proven = match (&args.id, &args.key) {
        (_, Some(_)) => "the signature is good",
        (Some(_), None) => "the id is the one that was expected",
        (None, None) if verdict.signature.is_some() => "integrity is proven; it is signed: `--key` proves by whom",
        (None, None) => "integrity is proven; authenticity only with `--id` or `--key`",
    };
    terminal.say(proven);
}
