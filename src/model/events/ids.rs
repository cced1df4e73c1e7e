//! Ids of events: as written, or from date and title; unique in the Site and fit for a fragment.

use super::{Told, place};
use crate::base::diag::{Diagnostic, Place};
use crate::base::text::slug;
use crate::model::site::Event;
use crate::parse::config::{Config, Slugs};
use crate::parse::document::{self, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Gives every event its id and anchor. Written ids come first, then `<date>-<title slug>`, both in Site order; what is
/// taken gets `-2`, `-3`, ….
pub(super) fn assign(told: &[Told], groups: &mut [(Event, Vec<usize>)], config: &Config) {
    let mut taken = Taken::default();
    let written: Vec<Option<&Text>> = groups.iter().map(|(_, group)| written(told, group)).collect();
    for ((event, _), written) in groups.iter_mut().zip(&written) {
        if let Some(id) = written {
            name(event, taken.free(fragment(id)));
        }
    }
    for ((event, _), written) in groups.iter_mut().zip(&written) {
        if written.is_none() {
            name(event, taken.free(made(&event.date.edtf, &event.title, config)));
        }
    }
}

/// The anchor that an event has when no other has the same.
pub(in crate::model) fn anchor(event: &document::Event, config: &Config) -> String {
    match &event.id {
        Some(id) => format!("e-{}", fragment(id)),
        None => format!("e-{}", made(&event.date.edtf, &event.title, config)),
    }
}

/// `<date>-<title slug>`.
fn made(edtf: &str, title: &str, config: &Config) -> String {
    let (date, title) = (date(edtf), slug(title, config.slugs == Slugs::Ascii));
    fragment(&if title.is_empty() { date } else { format!("{date}-{title}") })
}

fn name(event: &mut Event, id: String) {
    event.anchor = format!("e-{id}").into();
    event.id = id.into();
}

/// The id that an event was given: by its dossier, else by its first article.
fn written<'a>(told: &[Told<'a>], group: &[usize]) -> Option<&'a Text> {
    group.iter().find_map(|&at| told[at].event.id.as_ref())
}

/// A date for use in an id: the two ends of an interval parted by `_`, its marks of doubt dropped.
fn date(edtf: &str) -> String {
    edtf.chars()
        .filter_map(|c| match c {
            '/' => Some('_'),
            c if c.is_ascii_alphanumeric() || c == '-' => Some(c),
            _ => None,
        })
        .collect()
}

/// Letters, marks, digits, hyphens and underscores; everything else is a hyphen.
fn fragment(id: &str) -> String {
    let fits = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) || c == '_';
    id.chars().map(|c| if fits(c) { c } else { '-' }).collect()
}

/// Ids that are in use, and for each the number to try next, so that many equal ones cost no more than others.
#[derive(Default)]
struct Taken {
    ids: BTreeSet<String>,
    next: BTreeMap<String, u32>,
}

impl Taken {
    fn free(&mut self, id: String) -> String {
        if self.ids.insert(id.clone()) {
            return id;
        }
        let number = self.next.entry(id.clone()).or_insert(2);
        loop {
            let numbered = format!("{id}-{number}");
            *number += 1;
            if self.ids.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// Tells two different events of one dossier, or of one article, that were given the same id.
pub(super) fn written_twice(told: &[Told], groups: &[(Event, Vec<usize>)], faults: &mut Vec<Diagnostic>) {
    // Id, dossier (or behind them all the article), event, its telling.
    let mut uses: Vec<(&Text, u64, usize, Place)> = Vec::new();
    for (number, (_, group)) in groups.iter().enumerate() {
        for told in group.iter().map(|&at| &told[at]) {
            let Some(id) = &told.event.id else { continue };
            let article = told.article.map(|article| (1 << 32) + u64::from(article.0));
            let holders = told.dossiers.iter().map(|dossier| u64::from(dossier.0)).chain(article);
            uses.extend(holders.map(|holder| (id, holder, number, place(told))));
        }
    }
    uses.sort();
    let mut pairs: Vec<(&Place, &Place, &Text)> = uses
        .windows(2)
        .filter(|pair| (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1) && pair[0].2 != pair[1].2)
        .map(|pair| (&pair[1].3, &pair[0].3, pair[0].0))
        .collect();
    pairs.sort();
    pairs.dedup();
    for (second, first, id) in pairs {
        faults.push(
            Diagnostic::new("duplicate-event", format!("two different events have the id `{id}`"))
                .at(second.clone())
                .also(first.clone(), "the other one")
                .hint("give one of them another `id`; the same event needs the same `date` and `title` in both"),
        );
    }
}
