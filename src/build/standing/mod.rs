//! A site that stands: nothing that the last build read is another, its outputs are there, and no piece has come due
//! since. Then nothing is read, linked or rendered.
//!
//! The record of a build has every question that loading the site put to [`Inputs`], with the stamps of the answers. It is
//! asked again: the same answers make the same Site, and the same Site the same outputs. Whatever is odd about the
//! record, or the answers, is a reason to build as always.

mod documents;
mod edited;
mod noted;
mod record;

use super::Report;
use super::frames::Writer;
use super::load::memo::Memo;
use super::load::{Loaded, Request};
use crate::base::diag::Diagnostic;
use crate::base::hash::{Hash128, Hasher};
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use crate::model::held::NotPublished;
use crate::parse::document::{Document, Front};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io::{self, Read};
use std::sync::Arc;

pub use documents::{add_known, keep_known, known, to_be_added};
pub use edited::{Earlier, Edited};
pub use noted::Noted;

/// How much of a site is held back, without saying what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub drafts: usize,
    pub embargoed: usize,
    /// Published in the future.
    pub future: usize,
    pub with_them: usize,
    /// When the next piece comes out, in words, and how many do then.
    pub next: Option<(String, usize)>,
}

impl Held {
    /// Counts.
    pub fn of(held: &NotPublished, zone: &TimeZone) -> Held {
        let instants = || held.embargoed.iter().chain(&held.future).map(|(instant, _)| *instant);
        let next = instants().min().map(|next| {
            let when = next.to_zoned_datetime(zone.clone()).strftime("%-d %B %Y %H:%M %Z").to_string();
            (when, instants().filter(|instant| *instant == next).count())
        });
        Held {
            drafts: held.drafts.len(),
            embargoed: held.embargoed.len(),
            future: held.future.len(),
            with_them: held.held_with_them.len(),
            next,
        }
    }

    /// Pieces, and what is held with them.
    pub fn count(&self) -> usize {
        self.drafts + self.embargoed + self.future + self.with_them
    }
}

/// What must be the same for a record to hold, beside the sources: the program, the flags that change the site, and the
/// state that the record belongs to, as a word that is another when the ledger or the output is another's.
pub fn terms(engine: Hash128, request: &Request, state: &str) -> Hash128 {
    let Request { config, selection, as_of, base_url, strict, publish, edition } = request;
    let mut hasher = Hasher::default();
    hasher.field(&engine.0).field(state.as_bytes()).field(config.as_str().as_bytes());
    let text = |text: Option<&str>| text.map_or("-".into(), |text| format!("+{text}"));
    hasher.field(text(as_of.as_deref()).as_bytes()).field(text(base_url.as_deref()).as_bytes());
    hasher.field(text(edition.as_deref()).as_bytes()).field(&[u8::from(*strict), u8::from(*publish)]);
    hasher.field(format!("{selection:?}").as_bytes());
    hasher.finish()
}

/// What a build says of a site that stands.
pub struct Standing {
    pub report: Report,
    pub held: Held,
    /// What the build told that made it.
    pub diagnostics: Vec<Diagnostic>,
}

/// What is found of the last build.
pub enum Found {
    Stands(Standing),
    /// Something is another.
    Earlier(Earlier),
}

/// Compares the site with its record; none when the record holds no longer. `has` looks for an output of a length in bytes.
/// Once anything is another, `documents` are read while the outputs are looked for.
pub fn look(
    inputs: &dyn Inputs,
    has: &(dyn Fn(&str, u64) -> bool + Sync),
    mut record: Box<dyn Read + Send + '_>,
    terms: Hash128,
    documents: impl Fn() -> Memo + Sync,
) -> Option<Found> {
    let now = inputs.now().as_second();
    let opened = record::open(&mut *record, |head| head.terms == terms && head.made <= now && now < head.until)?;
    let count = opened.head.files;
    let mut listed = Vec::new();
    let look = || match opened.looks.iter().all(|look| look.stands(inputs, &mut listed)) {
        true => None,
        false => Some(documents()),
    };
    let (memo, there) = rayon::join(look, || are_there(&mut *record, count, has).is_some());
    let record::Opened { head, looks, told } = opened;
    Some(match memo {
        None if there => Found::Stands(Standing { report: head.report(), held: head.held, diagnostics: told }),
        memo => Found::Earlier(Earlier { looks, there, listed, memo: memo.unwrap_or_else(documents) }),
    })
}

/// Looks for every output.
fn are_there(record: &mut dyn Read, count: u64, has: &(dyn Fn(&str, u64) -> bool + Sync)) -> Option<()> {
    let mut left = count;
    while left > 0 {
        let outputs = record::outputs(record).filter(|outputs| !outputs.is_empty())?;
        left = left.checked_sub(outputs.len() as u64)?;
        outputs.par_iter().with_min_len(64).all(|(path, length)| has(path, *length)).then_some(())?;
    }
    Some(())
}

/// What a build left: the paths of its outputs, in order, and the length of each.
pub struct Left<'a> {
    pub outputs: &'a [String],
    pub lengths: &'a [u64],
}

/// Writes the record of a build that ended. False when there is none to write: what was read may have changed since, or
/// what was told is not to be kept.
///
/// # Errors
/// What the machine refused.
pub fn keep(
    to: &mut Writer,
    noted: &Noted,
    loaded: &Loaded,
    report: &Report,
    left: &Left,
    terms: Hash128,
) -> io::Result<bool> {
    let is_all = left.outputs.len() == left.lengths.len() && left.outputs.len() == report.files;
    let Some(looks) = noted.looks().filter(|_| is_all && may_be_kept(loaded)) else { return Ok(false) };
    let held = Held::of(&loaded.site.not_published, &loaded.config.zone);
    let times = (loaded.site.now.as_second(), loaded.until.as_second());
    let head = record::Head::new(terms, times, report, held);
    let outputs = left.outputs.iter().map(String::as_str).zip(left.lengths.iter().copied());
    record::write(to, &record::Opened { head, looks, told: loaded.diagnostics.clone() }, outputs)?;
    Ok(true)
}

/// Whether what a build told can be said again without the site, and nothing of it is of a piece that is held back.
fn may_be_kept(loaded: &Loaded) -> bool {
    let held = &loaded.site.not_published;
    let paths = held_back(held);
    let keeps_secrets = |told: &Diagnostic| {
        let texts = || [&told.message].into_iter().chain(&told.label).chain(&told.hints);
        let places = || told.place.iter().chain(told.others.iter().map(|(place, _)| place));
        let others = || told.others.iter().map(|(_, label)| label);
        let said = |path: &SourcePath| texts().chain(others()).any(|text| names(text, path));
        paths.iter().all(|path| places().all(|place| place.path != **path) && !said(path))
    };
    let is_source = |told: &Diagnostic| {
        let mut places = told.place.iter().chain(told.others.iter().map(|(place, _)| place));
        places.all(|place| place.path.below("built-in").is_none())
    };
    held.faulty.is_empty()
        && paths.len().saturating_mul(loaded.diagnostics.len()) < 1_000_000
        && loaded.diagnostics.iter().all(|told| !told.is_error() && is_source(told) && keeps_secrets(told))
}

/// What the public may not see yet.
fn held_back(held: &NotPublished) -> BTreeSet<&SourcePath> {
    let dated = held.embargoed.iter().chain(&held.future).map(|(_, path)| path);
    held.drafts.iter().chain(&held.held_with_them).chain(dated).collect()
}

/// Whether a text has the name of a document in it as a word; that of a document with a folder of its own is the folder's.
fn names(text: &str, path: &SourcePath) -> bool {
    let folder = path.parent();
    let name = if path.stem() == "index" { folder.name() } else { path.stem() };
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let alone =
        |at: usize| !is_letter(text[..at].chars().next_back()) && !is_letter(text[at + name.len()..].chars().next());
    text.match_indices(name).any(|(at, _)| alone(at))
}

/// Until when a site stays as it is, if its sources do: the next embargo or date of publication that comes due, and at the
/// latest midnight, for some checks know the day.
pub fn until(documents: &[Arc<Document>], zone: &TimeZone, now: Timestamp) -> Timestamp {
    let tomorrow = now.to_zoned_datetime(zone.clone()).date().tomorrow();
    let midnight = tomorrow.ok().and_then(|day| day.to_zoned_datetime(zone.clone()).ok());
    let mut until = midnight.map_or(now, |zoned| zoned.timestamp());
    for document in documents {
        let mut due = |instant: Timestamp| {
            if instant > now {
                until = until.min(instant);
            }
        };
        document.common.embargoed_until.iter().for_each(|date| due(date.instant));
        if let Front::Article(front) = &document.front {
            match &front.published {
                Some(published) => due(published.value.instant),
                // A draft needs no date, and a translation has that of its original; anything else is as if published now.
                None if needs_a_date(document) => return now,
                None => {}
            }
        }
    }
    until
}

fn needs_a_date(document: &Document) -> bool {
    let is_translation = document.translation.is_some() || document.common.translation_of.is_some();
    !document.common.draft && !is_translation
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_held_document_is_named_by_its_word() {
        let names = |text, path| names(text, &SourcePath::new(path).unwrap());
        assert!(names("`quiet` is a draft", "content/articles/quiet.md"));
        assert!(names("see content/articles/quiet.ru.md", "content/articles/quiet.md"));
        assert!(names("the dossier `hushed` is held", "content/dossiers/hushed/index.md"));
        assert!(!names("quietly", "content/articles/quiet.md") && !names("about", "content/background/b.md"));
        assert!(!names("the index", "content/dossiers/hushed/index.md"));
    }
}
