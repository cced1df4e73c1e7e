//! What is wrong with the whole, and what is odd enough for an editor to look at.

mod embeds;
mod names;
mod notes;
mod settings;

pub use notes::{Noted, names_with_notes};

use super::Sources;
use super::resolve::Resolver;
use super::site::{Article, Dossier, Site};
use crate::base::diag::{Diagnostic, Place};
use crate::parse::dates::{Day, Published};
use crate::parse::document::{DossierFront, Front, Status};

/// Checks components that embed, names that are nearly others, and dates that contradict each other.
pub fn check(site: &Site, sources: &Sources, resolver: &Resolver, diagnostics: &mut Vec<Diagnostic>) {
    settings::check(&sources.config, resolver, diagnostics);
    embeds::check(site, sources, resolver, diagnostics);
    names::check(site, sources, diagnostics);
    site.articles.iter().for_each(|article| dates(article, diagnostics));
    let local = sources.now.to_zoned_datetime(sources.config.zone.clone());
    let today = Day { year: i32::from(local.year()), month: local.month() as u8, day: local.day() as u8 };
    diagnostics.extend(site.dossiers.iter().filter_map(|dossier| still_running(dossier, today)));
}

/// Tells changes dated before publication.
fn dates(article: &Article, diagnostics: &mut Vec<Diagnostic>) {
    let Front::Article(front) = &article.doc.front else { return };
    let place =
        || Place { path: article.doc.path.clone(), span: front.published.as_ref().map(|published| published.span) };
    let published = article.published.day;
    if let Some(updated) = article.doc.common.updated.as_ref().filter(|date| is_before(date, &article.published)) {
        diagnostics.push(
            Diagnostic::new(
                "updated-before-published",
                format!("`updated` is {}, before it was published on {published}", updated.day),
            )
            .at(place())
            .hint("one of the two dates is wrong; a piece that never changed in substance needs no `updated`"),
        );
    }
    for correction in front.corrections.iter().filter(|correction| is_before(&correction.date, &article.published)) {
        diagnostics.push(
            Diagnostic::new(
                "correction-before-published",
                format!(
                    "a correction is dated {}, before the article was published on {published}",
                    correction.date.day
                ),
            )
            .at(place())
            .hint("one of the two dates is wrong"),
        );
    }
}

/// Whether `date` lies before `other`; of two that name the same day, only when both give the time.
fn is_before(date: &Published, other: &Published) -> bool {
    let timed = date.minutes.is_some() && other.minutes.is_some();
    if timed { date.instant < other.instant } else { date.day < other.day }
}

/// Tells a dossier that is running and ended.
fn still_running(dossier: &Dossier, today: Day) -> Option<Diagnostic> {
    let document = dossier.doc.as_ref()?;
    let Front::Dossier(front) = &document.front else { return None };
    let DossierFront { status: Status::Running, ended: Some(ended), .. } = &**front else { return None };
    (ended.latest() < today).then(|| {
        Diagnostic::new("dossier-ended-running", format!("the dossier ended in `{}` and is still running", ended.edtf))
            .at(Place::file(&document.path))
            .hint("write `status: closed`, or take `ended` out")
    })
}

#[cfg(test)]
mod tests;
