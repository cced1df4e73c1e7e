//! `archive verify`: whether an edition is what its manifest says, and who says so.

use super::{FAULTS, FINE, tell};
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
        let wrong = authenticity(args, &verdict)?;
        if verdict.altered.is_empty() {
            Ok((verdict, wrong))
        } else {
            Err(Fault::Altered(both(verdict.altered, wrong)))
        }
    });
    match checked {
        Ok((_, wrong)) if !wrong.is_empty() => unproven(&name, &wrong, terminal),
        Ok((verdict, _)) => {
            terminal.print(&format!("{}\n", verdict.id));
            say(args, &verdict, terminal);
            FINE
        }
        Err(fault) => tell(&fault, &name, terminal),
    }
}

fn both(mut altered: Vec<String>, wrong: Vec<String>) -> Vec<String> {
    altered.extend(wrong);
    altered
}

/// It is whole, and not what was asked for.
fn unproven(name: &str, wrong: &[String], terminal: &Terminal) -> u8 {
    terminal.fail(&format!("`{name}` is whole, but is not proven to be the edition that is meant"));
    wrong.iter().for_each(|what| terminal.fail(what));
    FAULTS
}

/// A container that was made of an edition: it names that edition, and can prove only that it is whole itself.
fn made_of_one(args: &Verify, name: &str, terminal: &Terminal) -> u8 {
    let checked = derived::verify(&args.file).and_then(|verdict| {
        let mut wrong = Vec::new();
        if args.key.is_some() {
            return Err(Fault::Use(
                "an EPUB or HTML file is not signed: verify the edition that it was made of".into(),
            ));
        }
        if let Some(id) = &args.id {
            let id = checked_id(id)?;
            let parent = &verdict.derived.parent;
            if !verdict.id.starts_with(&id) && !parent.starts_with(&id) {
                let what = format!("its id is {}, and that of the edition that it names {parent}", verdict.id);
                wrong.push(format!("{what}: neither is the one that was expected"));
            }
        }
        if verdict.altered.is_empty() {
            Ok((verdict, wrong))
        } else {
            Err(Fault::Altered(both(verdict.altered, wrong)))
        }
    });
    match checked {
        Ok((_, wrong)) if !wrong.is_empty() => unproven(name, &wrong, terminal),
        Ok((verdict, _)) => {
            let derived = &verdict.derived;
            terminal.print(&format!("{}\n", verdict.id));
            terminal.say(&format!(
                "“{}”, edition of {}, made from {} beside the edition {}",
                derived.title, derived.date, derived.revision, derived.parent
            ));
            terminal.say(&match args.id.as_deref().and_then(|id| checked_id(id).ok()) {
                Some(id) if verdict.id.starts_with(&id) => format!("it is as it was made, and {}", expected(&id)),
                Some(_) => "it is as it was made, and names the edition that was expected; that it comes from it is proven only by \
                    making it again"
                    .into(),
                None => "it is as it was made; authenticity only with `--id`, and of the edition itself only there".into(),
            });
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

/// What an id proves that was expected.
fn expected(id: &str) -> String {
    match id.len() {
        64 => "the id is the one that was expected".into(),
        digits => {
            format!("the first {digits} digits of the id are those that were expected: only the whole id is proof")
        }
    }
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
        (_, Some(_)) => "the signature is good".into(),
        (Some(id), None) => expected(&id.trim().to_ascii_lowercase()),
        (None, None) if verdict.signature.is_some() => {
            "integrity is proven; it is signed: `--key` proves by whom".into()
        }
        (None, None) => "integrity is proven; authenticity only with `--id` or `--key`".into(),
    };
    terminal.say(&proven);
}
