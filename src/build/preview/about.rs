//! What the preview tells about a page: its sources, why it is there, what holds it back.

use super::shown::Shown;
use crate::base::path::SourcePath;
use crate::model::site::{DossierId, Hold, Member, Membership};
use crate::parse::document::Text;
use crate::plan::lookup::{self, source_of};
use crate::plan::{Page, PageKind, kinds};
use crate::render;
use jiff::Timestamp;

/// The page's kind in a word.
pub fn kind(shown: &Shown, page: &Page) -> &'static str {
    kinds::name(&page.kind, |id| shown.site[id].kind).unwrap_or("data")
}

/// The document of a page in its own language; none for what is gathered from many.
pub fn source(shown: &Shown, page: &Page) -> Option<SourcePath> {
    let language = shown.plan.languages.get(usize::from(page.language));
    let translations = lookup::subject(&page.kind).map_or(&[][..], |member| lookup::translations(&shown.site, member));
    let translated = translations.iter().find(|translation| Some(&translation.language) == language);
    match translated {
        Some(translation) => Some(translation.doc.path.clone()),
        None => source_of(&shown.site, &shown.plan, &page.kind).cloned(),
    }
}

/// Every file that has a fault of this page: its document and translations, the documents of a dossier's articles, its
/// templates, the configuration.
pub fn sources(shown: &Shown, page: &Page) -> Vec<SourcePath> {
    let site = &shown.site;
    let mut out = vec![shown.ground.config.path.clone()];
    out.extend(source(shown, page));
    if let Some(member) = lookup::subject(&page.kind) {
        out.extend(lookup::document(site, member).map(|doc| doc.path.clone()));
        out.extend(lookup::translations(site, member).iter().map(|translation| translation.doc.path.clone()));
        if let Member::Dossier(id) = member {
            out.extend(site[id].members.iter().map(|member| site[member.article].doc.path.clone()));
        }
    }
    if let Some(template) = render::template(site, page) {
        out.extend(shown.ground.renderer.files(template));
    }
    out
}

/// Title and address of each dossier that the page stands in.
pub fn dossiers(shown: &Shown, page: &Page) -> Vec<(Text, Text)> {
    let one = |id: DossierId| {
        let address = shown.plan.address_of(Member::Dossier(id), page.language);
        (shown.site[id].title.clone(), address)
    };
    match page.kind {
        PageKind::Article(id) => {
            shown.site[id].memberships.iter().map(|Membership { dossier, .. }| one(*dossier)).collect()
        }
        _ => Vec::new(),
    }
}

/// Why a public build would not hold the page, in words; none when it would.
pub fn hold(shown: &Shown, page: &Page) -> Option<String> {
    let site = &shown.site;
    let hold = match lookup::subject(&page.kind)? {
        Member::Article(id) => &site[id].hold,
        Member::Dossier(id) => &site[id].hold,
        Member::Entity(id) => &site[id].hold,
        Member::Page(id) => &site[id].hold,
    };
    match hold {
        Hold::Public => None,
        Hold::Draft => Some("draft".into()),
        Hold::Embargoed(until) => Some(format!("embargoed until {}", moment(shown, until.instant))),
        Hold::Future(at) => Some(format!("published on {}", moment(shown, at.instant))),
    }
}

/// When the next held piece may appear, in words.
pub fn next(shown: &Shown) -> Option<String> {
    next_instant(shown).map(|instant| moment(shown, instant))
}

/// The next instant at which the public site changes by itself.
pub fn next_instant(shown: &Shown) -> Option<Timestamp> {
    waiting(shown).map(|(instant, _)| instant).filter(|at| *at > shown.site.now).min()
}

/// The documents that appear by themselves after the site's moment and until this one.
pub fn due(shown: &Shown, until: Timestamp) -> impl Iterator<Item = &SourcePath> {
    let due = move |at: Timestamp| at > shown.site.now && at <= until;
    waiting(shown).filter_map(move |(instant, path)| path.filter(|_| due(instant)))
}

/// What waits for its time, whether it is shown or not: the instant, and the document.
fn waiting(shown: &Shown) -> impl Iterator<Item = (Timestamp, Option<&SourcePath>)> {
    let site = &shown.site;
    let held = &site.not_published;
    let out = held.embargoed.iter().chain(&held.future).map(|(instant, path)| (*instant, Some(path)));
    let articles = site.articles.iter().map(|article| (&article.hold, Some(&article.doc)));
    let dossiers = site.dossiers.iter().map(|dossier| (&dossier.hold, dossier.doc.as_ref()));
    let entities = site.entities.iter().map(|entity| (&entity.hold, entity.doc.as_ref()));
    let pages = site.pages.iter().map(|page| (&page.hold, Some(&page.doc)));
    let shown = articles.chain(dossiers).chain(entities).chain(pages).filter_map(|(hold, doc)| match hold {
        Hold::Embargoed(at) | Hold::Future(at) => Some((at.instant, doc.map(|doc| &doc.path))),
        Hold::Public | Hold::Draft => None,
    });
    out.chain(shown)
}

/// `4 May 2027 06:00 BST`.
fn moment(shown: &Shown, instant: Timestamp) -> String {
    instant.to_zoned_datetime(shown.ground.config.zone.clone()).strftime("%-d %B %Y %H:%M %Z").to_string()
}
