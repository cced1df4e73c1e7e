//! The plan of one dossier: what an edition of it holds, with all that it needs. Nothing but a choice of pages: what they
//! say is what they say on the whole site.

use super::search::Search;
use super::{FeedOf, ListOf, Page, PageKind, Plan, lookup};
use crate::model::site::{
    ArticleId, DossierId, EntityId, FileId, Member, NameRef, PageId, Site, Subject, TagId, Target,
};
use crate::parse::document::Document;
use std::collections::BTreeSet;

/// What one dossier needs.
#[derive(Default)]
struct Kept {
    articles: BTreeSet<ArticleId>,
    entities: BTreeSet<EntityId>,
    tags: BTreeSet<TagId>,
    files: BTreeSet<FileId>,
}

/// The pages of `plan` that belong to a dossier: its own, its articles, the people, places, organisations and tags that
/// these name, the site's pages, and the files that any of them uses. The site's home page becomes a redirect to it.
pub fn scope(site: &Site, plan: &Plan, dossier: DossierId) -> Plan {
    let mut kept = Kept::default();
    kept.dossier(site, dossier);
    kept.files(site, dossier);
    let to = plan.original(Member::Dossier(dossier));
    let stays = |page: &Page| match &page.kind {
        PageKind::Redirect(target) => plan.find(target).is_some_and(|page| kept.holds(&page.kind, dossier)),
        kind => kept.holds(kind, dossier),
    };
    let chosen = |page: &Page| match page.kind {
        PageKind::Home => {
            let kind = PageKind::Redirect(to.clone());
            (&*page.address == "/").then(|| Page { kind, ..page.clone() })
        }
        _ => stays(page).then(|| page.clone()),
    };
    // The search of the whole site is not offered: from disk its page would lead away, and it finds what is not here.
    let left_out = |page: &&Page| chosen(page).is_none() && page.kind != PageKind::Search;
    Plan {
        pages: plan.pages.iter().filter_map(chosen).collect(),
        left_out: plan.pages.iter().filter(left_out).map(|page| page.address.clone()).collect(),
        addresses: plan.addresses.clone(),
        languages: plan.languages.clone(),
        withdrawals: plan.withdrawals.clone(),
        search: Search::default(),
    }
}

impl Kept {
    /// Everything that the dossier and its articles name.
    fn dossier(&mut self, site: &Site, id: DossierId) {
        let dossier = &site[id];
        self.articles.extend(dossier.members.iter().map(|member| member.article));
        self.entities.extend(dossier.key_players.iter().map(|(entity, _)| *entity));
        site.subjects_of(id).into_iter().for_each(|(subject, _)| self.subject(subject));
        let mut events: BTreeSet<_> = dossier.events.iter().copied().collect();
        for article in self.articles.clone() {
            site[article].subjects.iter().for_each(|subject| self.subject(*subject));
            events.extend(site[article].events.iter().copied());
            self.links(&site[article].links);
            let front = lookup::article_front(&site[article].doc);
            let authors = front.into_iter().flat_map(|front| &front.authors);
            self.entities.extend(authors.filter_map(|name| site.find_entity(None, name)));
        }
        self.links(&dossier.links);
        for event in events {
            let names = site[event].people.iter().chain(&site[event].places);
            self.entities.extend(names.filter_map(|name| match name {
                NameRef::Entity(id) => Some(*id),
                NameRef::Name(_) => None,
            }));
        }
    }

    fn subject(&mut self, subject: Subject) {
        match subject {
            Subject::Tag(id) => drop(self.tags.insert(id)),
            Subject::Entity(id) => drop(self.entities.insert(id)),
        }
    }

    fn links(&mut self, links: &[Target]) {
        for link in links {
            match link {
                Target::Member(Member::Entity(id), _) => drop(self.entities.insert(*id)),
                Target::Tag(id, _) => drop(self.tags.insert(*id)),
                _ => {}
            }
        }
    }

    /// Files that a kept document uses, and those of `static/` that only others do not.
    fn files(&mut self, site: &Site, dossier: DossierId) {
        let mut members: Vec<Member> = vec![Member::Dossier(dossier)];
        members.extend(self.articles.iter().map(|id| Member::Article(*id)));
        members.extend(self.entities.iter().map(|id| Member::Entity(*id)));
        members.extend((0..site.pages.len() as u32).map(|at| Member::Page(PageId(at))));
        let used =
            |member: Member| -> Vec<FileId> { documents(site, member).flat_map(|doc| site.files_of(doc)).collect() };
        self.files.extend(members.iter().flat_map(|member| used(*member)));
        let members: BTreeSet<Member> = members.into_iter().collect();
        let articles = (0..site.articles.len() as u32).map(|at| Member::Article(ArticleId(at)));
        let dossiers = (0..site.dossiers.len() as u32).map(|at| Member::Dossier(DossierId(at)));
        let entities = (0..site.entities.len() as u32).map(|at| Member::Entity(EntityId(at)));
        let others = articles.chain(dossiers).chain(entities).filter(|member| !members.contains(member));
        let of_others: BTreeSet<FileId> = others.flat_map(used).collect();
        for (at, file) in site.files.iter().enumerate() {
            let id = FileId(at as u32);
            if file.source.below("static").is_some() && !of_others.contains(&id) {
                self.files.insert(id);
            }
        }
        let logo = site.config.publisher.logo.as_ref();
        self.files.extend(logo.and_then(|logo| site.file_of(&site.config.path, &logo.value)));
    }

    fn holds(&self, kind: &PageKind, dossier: DossierId) -> bool {
        use PageKind::*;
        match kind {
            Dossier(id) | DossierTimeline(id) | DossierPrint(id) | TimelineJson(id) | Calendar(id) => *id == dossier,
            Atom(FeedOf::Dossier(id)) | JsonFeed(FeedOf::Dossier(id)) => *id == dossier,
            Year(ListOf::Dossier(id), _) => *id == dossier,
            Year(ListOf::Tag(id), _) | Tag(id) => self.tags.contains(id),
            Year(ListOf::Entity(id), _) | Entity(id) => self.entities.contains(id),
            Article(id) => self.articles.contains(id),
            File(id) => self.files.contains(id),
            Page(_) | Asset(_) => true,
            _ => false,
        }
    }
}

/// A document and its translations.
fn documents(site: &Site, member: Member) -> impl Iterator<Item = &Document> {
    let own = lookup::document(site, member).map(|doc| &**doc);
    own.into_iter().chain(lookup::translations(site, member).iter().map(|one| &*one.doc))
}
