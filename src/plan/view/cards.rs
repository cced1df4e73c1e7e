//! Cards, pictures and the other small views that pages of every kind put together.

use super::lens::{Lens, Version, held};
use super::types::{Card, CorrectionView, DossierCard, Headline, ImageView, Link, SourceView, TagGroup, TagItem, Word};
use crate::base::path::SourcePath;
use crate::model::site::{ArticleId, DossierId, DossierMember, EntityId, Member, NameRef, Subject};
use crate::parse::document::{Correction, CorrectionKind, DocumentKind, Image, Source, Text};
use crate::plan::lookup::article_front;

/// Kinds of a tag line, in the order of its groups.
pub(super) const GROUPS: [Word; 4] = ["tag", "organisation", "person", "place"];

impl<'v> Lens<'v> {
    /// An article in a list.
    pub fn card(&self, id: ArticleId) -> Card {
        let article = &self.site[id];
        let version = self.article(id);
        let (language, dir) = version.mark();
        let title = self.headline(id, &version);
        let url = self.url(Member::Article(id));
        let published = self.published(&article.published);
        let gone = self.site[id].is_withdrawn();
        let told = if gone { Version { doc: None, original: None, ..version } } else { version };
        Card {
            id: article.id.clone(),
            url,
            title,
            kicker: told.kicker(),
            standfirst: told.standfirst(),
            published,
            updated: article.updated.as_ref().filter(|_| !gone).map(|date| self.published(date)),
            language,
            dir,
            image: self.picture(&told),
            mark: article_front(&article.doc).filter(|_| !gone).and_then(|front| mark(&front.corrections)),
            number: None,
            weight: None,
            held: held(&article.hold),
        }
    }

    pub fn cards(&self, ids: &[ArticleId]) -> Vec<Card> {
        ids.iter().map(|id| self.card(*id)).collect()
    }

    /// The headline in lists: that of the version shown, never a short title in another language. Of a withdrawn article
    /// the title is left.
    pub fn headline(&self, id: ArticleId, version: &Version) -> Text {
        let shown = (!self.site[id].is_withdrawn()).then_some(version);
        let short = shown.and_then(|version| article_front(version.doc?)?.short_title.clone());
        short.or_else(|| version.title()).unwrap_or_else(|| self.site[id].id.clone())
    }

    /// A headline and where it leads.
    pub fn headline_link(&self, id: ArticleId) -> Link {
        Link { title: self.headline(id, &self.article(id)), url: Some(self.url(Member::Article(id))) }
    }

    /// An article of a dossier. `number` counts from 1.
    pub fn numbered(&self, number: usize, member: &DossierMember) -> Card {
        Card { number: Some(number as u32), weight: member.weight.word(), ..self.card(member.article) }
    }

    /// The same as one line.
    pub fn headline_of(&self, number: usize, member: &DossierMember) -> Headline {
        let id = member.article;
        let article = &self.site[id];
        let version = self.article(id);
        let (language, dir) = version.mark();
        Headline {
            number: number as u32,
            url: self.url(Member::Article(id)),
            title: self.headline(id, &version),
            published: self.published(&article.published),
            language,
            dir,
            weight: member.weight.word(),
            mark: article_front(&article.doc).and_then(|front| mark(&front.corrections)),
            held: held(&article.hold),
        }
    }

    /// A dossier in a list.
    pub fn dossier_card(&self, id: DossierId) -> DossierCard {
        let dossier = &self.site[id];
        let version = self.dossier(id);
        let (language, dir) = version.mark();
        let facts = self.facts.dossiers.get(id.0 as usize);
        let newest = facts.map_or(&[][..], |facts| &facts.newest);
        let date = |article: ArticleId| self.published(&self.site[article].published);
        DossierCard {
            id: dossier.id.clone(),
            url: self.url(Member::Dossier(id)),
            title: self.dossier_title(id),
            kicker: version.kicker(),
            standfirst: version.standfirst(),
            status: self.site[id].status().word(),
            language,
            dir,
            count: dossier.members.len(),
            first: facts.and_then(|facts| facts.first).map(date),
            newest: newest.first().copied().map(date),
            latest: self.latest(id, newest),
            image: self.picture(&version),
            here: None,
            role: None,
            held: held(&dossier.hold),
        }
    }

    /// The newest articles of a dossier's card.
    fn latest(&self, id: DossierId, newest: &[ArticleId]) -> tera::Value {
        let make = || tera::Value::from_serializable(&self.cards(newest));
        let at = id.0 as usize * self.plan.languages.len() + usize::from(self.language);
        self.facts.latest.get(at).map_or_else(make, |kept| kept.get_or_init(make).clone())
    }

    /// The dossiers in which a tag, person, place or organisation appears, with its part in each.
    pub fn appearances(&self, subject: Subject) -> Vec<DossierCard> {
        let role = |id| match subject {
            Subject::Entity(entity) => self.role(id, entity),
            Subject::Tag(_) => None,
        };
        let card = |(id, here)| DossierCard { here: Some(here), role: role(id), ..self.dossier_card(id) };
        self.site.dossiers_of(subject).into_iter().map(card).collect()
    }

    /// A key player's role in a dossier.
    fn role(&self, id: DossierId, entity: EntityId) -> Option<Text> {
        let dossier = &self.site[id];
        let (_, at) = dossier.key_players.iter().find(|(player, _)| *player == entity)?;
        dossier.front()?.key_players.get(usize::from(*at))?.role.clone()
    }

    /// The picture of a document, or of the original it translates.
    pub fn picture(&self, version: &Version) -> Option<ImageView> {
        let (doc, image) = version.image()?;
        self.image(&doc.path, image)
    }

    /// A picture of front matter; none when its file is not published.
    pub fn image(&self, document: &SourcePath, image: &Image) -> Option<ImageView> {
        let (url, size) = self.file(document, &image.src.value)?;
        Some(ImageView {
            url,
            alt: image.alt.clone().unwrap_or_else(|| "".into()),
            caption: image.caption.clone(),
            credit: image.credit.clone(),
            width: size.map(|(width, _)| width),
            height: size.map(|(_, height)| height),
        })
    }

    /// The URL of a picture as `document` names it, and its size when that is known.
    pub fn file(&self, document: &SourcePath, src: &Text) -> Option<(Text, Option<(u32, u32)>)> {
        if src.starts_with("//") || src.contains("://") {
            return Some((src.clone(), None));
        }
        let id = self.site.file_of(document, src)?;
        Some((self.url_at(&self.plan.file_address(id)), self.site[id].size))
    }

    /// A name in an event: linked when it has a page.
    pub fn name_ref(&self, name: &NameRef) -> Link {
        match name {
            NameRef::Entity(id) => self.link(Member::Entity(*id)),
            NameRef::Name(name) => Link { title: name.clone(), url: None },
        }
    }

    /// A name or id that an article gives: linked when it has a page.
    pub fn named(&self, kind: DocumentKind, name: &Text) -> Link {
        match self.site.find_entity(Some(kind), name) {
            Some(id) => self.link(Member::Entity(id)),
            None => Link { title: name.clone(), url: None },
        }
    }

    /// An item of a tag line with a number of articles; none: those of the whole site.
    pub fn tag_item(&self, subject: Subject, count: Option<u32>) -> TagItem {
        let (kind, title, url, all) = match subject {
            Subject::Tag(id) => {
                let tag = &self.site[id];
                ("tag", tag.name.clone(), self.tag_url(id), tag.articles.len())
            }
            Subject::Entity(id) => {
                let entity = &self.site[id];
                (entity.kind.word(), self.name(id), self.url(Member::Entity(id)), entity.articles.len())
            }
        };
        TagItem { kind, title, url, count: count.map_or(all, |count| count as usize) }
    }

    /// Subjects by kind, at most `limit` of each, with their counts; kinds without any fall out.
    pub fn grouped(&self, subjects: &[(Subject, u32)], limit: usize) -> Vec<TagGroup> {
        let mut groups: Vec<TagGroup> = GROUPS.iter().map(|kind| TagGroup { kind, items: Vec::new() }).collect();
        for (subject, count) in subjects {
            let kind = match subject {
                Subject::Tag(_) => "tag",
                Subject::Entity(id) => self.site[*id].kind.word(),
            };
            if let Some(group) = groups.iter_mut().find(|group| group.kind == kind)
                && group.items.len() < limit
            {
                group.items.push(self.tag_item(*subject, Some(*count)));
            }
        }
        groups.retain(|group| !group.items.is_empty());
        groups
    }

    pub fn sources(&self, sources: &[Source]) -> Vec<SourceView> {
        let view = |source: &Source| SourceView {
            title: source.title.clone(),
            url: source.url.clone(),
            publisher: source.publisher.clone(),
            date: source.date.as_ref().map(|date| self.event_date(date)),
            accessed: source.accessed.as_ref().map(|date| self.published(date)),
            archived: source.archived.clone(),
        };
        sources.iter().map(view).collect()
    }

    pub fn correction(&self, correction: &Correction) -> CorrectionView {
        CorrectionView {
            date: self.published(&correction.date),
            kind: correction.kind.word(),
            text: correction.text.clone(),
            was: correction.was.clone(),
            now: correction.now.clone(),
        }
    }
}

/// What a reader of a list should know.
pub(super) fn mark(corrections: &[Correction]) -> Option<Word> {
    let has = |kind| corrections.iter().any(|correction| correction.kind == kind);
    if has(CorrectionKind::Retraction) {
        return Some("retraction");
    }
    has(CorrectionKind::Correction).then_some("correction")
}
