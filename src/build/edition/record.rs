//! `edition.json`: what an edition holds, piece by piece, so that two editions can be compared without their pages.

use super::canonical;
use super::difference::is_page;
use super::facts::Facts;
use super::manifest::FORMAT;
use super::shown::{Bytes, shown};
use crate::base::hash::Hash128;
use crate::model::site::{ArticleId, DossierId, EntityId, Member, PageId, Site};
use crate::parse::document::{Document, Text};
use crate::plan::view::data::rfc3339;
use crate::plan::{Plan, address, lookup};
use serde_json::{Value, json};
use std::io::{self, Write};

/// An output's path, and its hash as it was rendered: of a page, without what it says of the edition.
pub type Rendered<'a> = (&'a str, Hash128);

/// Writes the record of everything that the plan makes a page of, piece by piece. `rendered` is in order of path.
///
/// # Errors
/// Those of `out`.
pub fn record(
    facts: &Facts,
    site: &Site,
    plan: &Plan,
    bytes: &Bytes,
    rendered: &[Rendered],
    out: &mut dyn Write,
) -> io::Result<()> {
    let about = About { site, plan, bytes };
    let own = json!({"as_of": facts.moment(), "date": facts.day()});
    let rest = json!({"source": facts.revision.whole(), "title": &*facts.title});
    let inside = |value: &Value| canonical::text(value).trim_matches(['{', '}']).to_string();
    out.write_all(b"{")?;
    list("articles", site.articles.len(), &|at| about.article(ArticleId(at)), out)?;
    write!(out, ",{},", inside(&own))?;
    list("dossiers", site.dossiers.len(), &|at| about.dossier(DossierId(at)), out)?;
    out.write_all(b",")?;
    list("entities", site.entities.len(), &|at| about.entity(EntityId(at)), out)?;
    write!(out, ",\"format\":\"{FORMAT}\",")?;
    list("pages", site.pages.len(), &|at| about.page(PageId(at)), out)?;
    let mut pages: Vec<&Rendered> = rendered.iter().filter(|(path, _)| is_page(path)).collect();
    pages.sort_by(|(a, _), (b, _)| canonical::order(a, b));
    out.write_all(b",\"rendered\":{")?;
    for (at, (path, hash)) in pages.into_iter().enumerate() {
        let mut text = String::from(if at > 0 { "," } else { "" });
        canonical::string(path, &mut text);
        write!(out, "{text}:\"{}\"", hash.hex())?;
    }
    write!(out, "}},{}}}", inside(&rest))
}

/// A list of pieces, one at a time: all of them would need more memory than the build.
fn list(name: &str, count: usize, one: &dyn Fn(u32) -> Option<Value>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "\"{name}\":[")?;
    for (at, piece) in (0..count as u32).filter_map(one).enumerate() {
        let mut text = String::from(if at > 0 { "," } else { "" });
        canonical::write(&piece, &mut text);
        out.write_all(text.as_bytes())?;
    }
    out.write_all(b"]")
}

struct About<'a> {
    site: &'a Site,
    plan: &'a Plan,
    bytes: &'a Bytes<'a>,
}

impl About<'_> {
    /// The URL below the site, without the sub-path; none when the plan makes no page of it.
    fn address(&self, member: Member) -> Option<Text> {
        let address = self.plan.original(member);
        self.plan.find(&address)?;
        Some(address)
    }

    fn article(&self, id: ArticleId) -> Option<Value> {
        let article = &self.site[id];
        let address = self.address(Member::Article(id))?;
        let front = lookup::article_front(&article.doc)?;
        let correction = |one: &crate::parse::document::Correction| {
            json!({
                "date": rfc3339(&one.date),
                "kind": one.kind.word(),
                "now": one.now.as_deref(),
                "text": one.text.as_deref(),
                "was": one.was.as_deref(),
            })
        };
        let shown = (!article.is_withdrawn()).then_some(&article.doc);
        Some(json!({
            "address": &*address,
            "body": shown.map(|doc| doc.body.hash.hex()),
            "corrections": front.corrections.iter().map(correction).collect::<Vec<_>>(),
            "dossiers": article.memberships.iter().map(|one| self.site[one.dossier].id.to_string()).collect::<Vec<_>>(),
            "id": &*article.id,
            "kicker": shown.and_then(|doc| doc.common.kicker.as_deref()),
            "published": rfc3339(&article.published),
            "shown": shown.map(|doc| self.shown(doc)),
            "standfirst": shown.and_then(|doc| doc.common.standfirst.as_deref()),
            "status": if article.is_withdrawn() { "withdrawn" } else { "published" },
            "title": &*article.doc.common.title,
            "translations": self.translations(Member::Article(id), shown.is_some()),
            "updated": article.updated.as_ref().map(rfc3339),
            "withdrawn": front.withdrawn.as_ref().filter(|_| article.is_withdrawn()).map(|one| {
                json!({"date": rfc3339(&one.date), "reason": &*one.reason})
            }),
        }))
    }

    fn dossier(&self, id: DossierId) -> Option<Value> {
        let dossier = &self.site[id];
        let address = self.address(Member::Dossier(id))?;
        let mut value = self.piece(Member::Dossier(id), dossier.doc.as_deref());
        value["address"] = json!(&*address);
        value["articles"] = json!(dossier.members.len());
        value["id"] = json!(&*dossier.id);
        value["status"] = json!(dossier.status().word());
        value["title"] = json!(&*dossier.title);
        value["updated"] = json!(dossier.doc.as_ref().and_then(|doc| doc.common.updated.as_ref()).map(rfc3339));
        Some(value)
    }

    fn entity(&self, id: EntityId) -> Option<Value> {
        let entity = &self.site[id];
        let address = self.address(Member::Entity(id))?;
        let mut value = self.piece(Member::Entity(id), entity.doc.as_deref());
        let note = entity.doc.as_deref().and_then(lookup::entity_front).and_then(|front| front.note.as_deref());
        value["address"] = json!(&*address);
        value["id"] = json!(&*entity.id);
        value["kind"] = json!(entity.kind.word());
        value["note"] = json!(note);
        value["title"] = json!(&*entity.name);
        Some(value)
    }

    fn page(&self, id: PageId) -> Option<Value> {
        let page = &self.site[id];
        let address = self.address(Member::Page(id))?;
        let mut value = self.piece(Member::Page(id), Some(&page.doc));
        value["address"] = json!(&*address);
        value["id"] = json!(&*page.id);
        value["title"] = json!(&*page.doc.common.title);
        Some(value)
    }

    /// What every document but an article has.
    fn piece(&self, member: Member, doc: Option<&Document>) -> Value {
        json!({
            "body": doc.map(|doc| doc.body.hash.hex()),
            "shown": doc.map(|doc| self.shown(doc)),
            "standfirst": doc.and_then(|doc| doc.common.standfirst.as_deref()),
            "translations": self.translations(member, true),
        })
    }

    fn shown(&self, doc: &Document) -> Value {
        shown(self.site, doc, self.bytes)
    }

    fn translations(&self, member: Member, shown: bool) -> Vec<Value> {
        let all = lookup::translations(self.site, member).iter();
        let one = |one: &crate::model::site::Translation| {
            let address = self.plan.translated(member, self.plan.language(&one.language))?;
            Some(json!({
                "address": &*address,
                "body": shown.then(|| one.doc.body.hash.hex()),
                "language": &*one.language,
                "shown": shown.then(|| self.shown(&one.doc)),
                "standfirst": shown.then_some(one.doc.common.standfirst.as_deref()).flatten(),
                "title": &*one.doc.common.title,
            }))
        };
        all.filter_map(one).collect()
    }
}

/// The live address of what an edition holds: the site, or one dossier.
pub fn live_url(site: &Site, plan: &Plan, dossier: Option<DossierId>) -> Text {
    let address = dossier.map_or_else(|| "/".into(), |id| plan.original(Member::Dossier(id)));
    address::absolute(&site.config, &address).unwrap_or(address)
}
