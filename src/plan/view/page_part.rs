//! `page`: what the head of every page needs.

use super::data::rfc3339;
use super::languages;
use super::lens::{Lens, Version, held};
use super::types::{Alternate, FeedLink, Lacking, Link, PageView, Word};
use super::wants::Wants;
use super::words;
use crate::model::site::{ArticleId, EntityId, Member};
use crate::parse::document::{DocumentKind, Text};
use crate::plan::lookup::{self, Index};
use crate::plan::{FeedOf, ListOf, Page, PageKind, address, kinds};

/// Characters of a description.
const DESCRIPTION: usize = 200;

/// What depends on the kind of the page.
#[derive(Default)]
struct Head {
    description: Option<Text>,
    standfirst: Option<Text>,
    image: Option<Text>,
    published: Option<Text>,
    updated: Option<Text>,
    held: Option<Word>,
}

impl Lens<'_> {
    /// `page`, as far as it is wanted. Only pages with a template have one.
    pub fn page_view(&self, page: &Page, json_ld: Option<Text>, wants: &Wants) -> PageView {
        let config = &self.site.config;
        let head = self.head(page);
        let canonical = match &page.kind {
            PageKind::Redirect(to) => address::absolute(config, to),
            _ => address::absolute(config, &page.address),
        };
        PageView {
            kind: kinds::name(&page.kind, |id| self.site[id].kind).unwrap_or("page"),
            title: self.page_title(page),
            standfirst: head.standfirst,
            url: self.url_at(&page.address),
            canonical,
            language: self.code.clone(),
            dir: languages::direction(self.code),
            description: head.description,
            image: head.image,
            feeds: wants.list("feeds", || self.feeds(&page.kind)),
            alternates: wants.list("alternates", || self.alternates(page)),
            lacking: wants.list("lacking", || self.lacking(page)),
            breadcrumbs: wants.list("breadcrumbs", || self.breadcrumbs(&page.kind)),
            published: head.published,
            updated: head.updated,
            json_ld,
            held: head.held,
            noindex: self.site.config.edition.is_some()
                || matches!(page.kind, PageKind::NotFound | PageKind::Redirect(_) | PageKind::DossierPrint(_)),
        }
    }

    fn head(&self, page: &Page) -> Head {
        match &page.kind {
            PageKind::Home => {
                let text = self.site.config.description.as_deref();
                Head { description: text.and_then(described), ..Head::default() }
            }
            PageKind::Article(id) => self.article_head(*id),
            PageKind::Dossier(id) | PageKind::DossierTimeline(id) | PageKind::DossierPrint(id) => {
                Head { held: held(&self.site[*id].hold), ..self.document_head(&self.dossier(*id)) }
            }
            PageKind::Entity(id) => Head { held: held(&self.site[*id].hold), ..self.document_head(&self.entity(*id)) },
            PageKind::Page(id) => {
                let version = self.document(Member::Page(*id));
                let held = held(&self.site[*id].hold);
                Head { held, standfirst: version.standfirst(), ..self.document_head(&version) }
            }
            PageKind::Tag(id) => {
                let text = self.site[*id].description.as_deref();
                Head { description: text.and_then(described), ..Head::default() }
            }
            _ => Head::default(),
        }
    }

    fn document_head(&self, version: &Version) -> Head {
        let excerpt = || version.doc.map(|doc| doc.body.excerpt.clone());
        let image = self.picture(version).and_then(|image| self.absolute(&image.url));
        let text = version.standfirst().or_else(excerpt);
        Head { description: text.as_deref().and_then(described), image, ..Head::default() }
    }

    /// Of a withdrawn article, nothing of the text is told.
    fn article_head(&self, id: ArticleId) -> Head {
        let article = &self.site[id];
        let base = Head { published: Some(rfc3339(&article.published)), held: held(&article.hold), ..Head::default() };
        match lookup::withdrawn(article) {
            Some(withdrawn) => Head { updated: Some(rfc3339(&withdrawn.date)), ..base },
            None => {
                let document = self.document_head(&self.article(id));
                let updated = article.updated.as_ref().map(rfc3339);
                Head { description: document.description, image: document.image, updated, ..base }
            }
        }
    }

    /// The title of a page in this language.
    pub fn page_title(&self, page: &Page) -> Text {
        match &page.kind {
            PageKind::Article(id) => self.title(Member::Article(*id)),
            PageKind::Dossier(id) | PageKind::DossierPrint(id) => self.dossier_title(*id),
            PageKind::DossierTimeline(id) => {
                format!("{}: {}", self.index_title("timeline"), self.dossier_title(*id)).into()
            }
            PageKind::Entity(id) => self.name(*id),
            PageKind::Page(id) => self.title(Member::Page(*id)),
            PageKind::Tag(id) => self.site[*id].name.clone(),
            PageKind::Year(list, year) => self.year_title(*list, *year),
            PageKind::Month(year, month) => words::month(*year, *month, self.code),
            PageKind::TimelineYear(year) => {
                format!("{}, {}", self.index_title("timeline"), words::year(*year, self.code)).into()
            }
            PageKind::Redirect(to) => self.target(to).title,
            PageKind::Dossiers => self.index_title("dossiers"),
            PageKind::Timeline => self.index_title("timeline"),
            PageKind::Tags => self.index_title("tags"),
            PageKind::Entities(kind) => self.index_title(word_of(*kind)),
            PageKind::Archive => self.index_title("archive"),
            PageKind::Changes => self.index_title("changes"),
            PageKind::Search => self.index_title("search"),
            PageKind::NotFound => self.index_title("not-found"),
            _ => self.site.config.title.clone(),
        }
    }

    /// `to` of a redirect: the title of the page that it leads to.
    pub fn target(&self, to: &Text) -> Link {
        let page = self.plan.find(to).filter(|page| !matches!(page.kind, PageKind::Redirect(_)));
        let title = page.and_then(|page| {
            let language = page.language;
            let code = self.plan.languages.get(usize::from(language))?;
            Some(Lens { language, code, ..*self }.page_title(page))
        });
        Link { title: title.unwrap_or_else(|| to.clone()), url: Some(self.url_at(to)) }
    }

    /// The site's feeds, after those of what the page is about.
    fn feeds(&self, kind: &PageKind) -> Vec<FeedLink> {
        let mut out = Vec::new();
        match kind {
            PageKind::Dossier(id) | PageKind::DossierTimeline(id) | PageKind::Year(ListOf::Dossier(id), _) => {
                self.feed(FeedOf::Dossier(*id), self.dossier_title(*id), &mut out);
            }
            PageKind::Article(id) => {
                for membership in &self.site[*id].memberships {
                    let of = FeedOf::Dossier(membership.dossier);
                    self.feed(of, self.dossier_title(membership.dossier), &mut out);
                }
            }
            PageKind::Tag(id) | PageKind::Year(ListOf::Tag(id), _) => {
                self.feed(FeedOf::Tag(*id), self.site[*id].name.clone(), &mut out);
            }
            PageKind::Redirect(_) => return out,
            _ => {}
        }
        self.feed(FeedOf::Site, self.site.config.title.clone(), &mut out);
        out
    }

    fn feed(&self, of: FeedOf, title: Text, out: &mut Vec<FeedLink>) {
        for (json, kind) in [(false, "application/atom+xml"), (true, "application/feed+json")] {
            if let Some(address) = self.plan.feed_address(of, json) {
                out.push(FeedLink { title: title.clone(), url: self.url_at(&address), kind });
            }
        }
    }

    fn alternates(&self, page: &Page) -> Vec<Alternate> {
        let pages = self.plan.alternates(self.site, page).into_iter();
        let view = |(language, address): (Text, Text)| {
            let url = self.url_at(&address);
            let canonical = address::absolute(&self.site.config, &address).unwrap_or_else(|| url.clone());
            Alternate { name: languages::name(&language).into(), language, url, canonical }
        };
        pages.map(view).collect()
    }

    fn lacking(&self, page: &Page) -> Vec<Lacking> {
        let Some(member) = lookup::member(&page.kind) else { return Vec::new() };
        let versions = self.plan.alternates(self.site, page);
        let own = lookup::language_of(self.site, member);
        let has = |language: &Text| *language == own || versions.iter().any(|(code, _)| code == language);
        let languages = self.plan.languages.iter().filter(|language| self.plan.languages.len() > 1 && !has(language));
        languages
            .map(|language| Lacking { language: language.clone(), name: languages::name(language).into() })
            .collect()
    }

    /// From the home page down to the page's parent.
    fn breadcrumbs(&self, kind: &PageKind) -> Vec<Link> {
        let list = |list: ListOf| Link { title: self.list_title(list), url: Some(self.list_url(list)) };
        let dossiers = || self.index_link(Index::Dossiers, "dossiers");
        let entities = |id: EntityId| self.entities_link(self.site[id].kind);
        let below_home = match kind {
            PageKind::Home | PageKind::NotFound | PageKind::Redirect(_) => return Vec::new(),
            PageKind::Article(id) => {
                let first = self.site[*id].memberships.first();
                match first.filter(|_| !self.site[*id].is_withdrawn()) {
                    Some(membership) => vec![dossiers(), Some(self.link(Member::Dossier(membership.dossier)))],
                    None => Vec::new(),
                }
            }
            PageKind::Dossier(_) => vec![dossiers()],
            PageKind::DossierTimeline(id) | PageKind::DossierPrint(id) => {
                vec![dossiers(), Some(self.link(Member::Dossier(*id)))]
            }
            PageKind::Year(of @ ListOf::Dossier(_), _) => vec![dossiers(), Some(list(*of))],
            PageKind::Year(of @ ListOf::Tag(_), _) => vec![self.index_link(Index::Tags, "tags"), Some(list(*of))],
            PageKind::Year(of @ ListOf::Entity(id), _) => vec![entities(*id), Some(list(*of))],
            PageKind::Tag(_) => vec![self.index_link(Index::Tags, "tags")],
            PageKind::Entity(id) => vec![entities(*id)],
            PageKind::TimelineYear(_) => vec![self.index_link(Index::Timeline, "timeline")],
            PageKind::Month(..) => vec![self.index_link(Index::Archive, "archive")],
            _ => Vec::new(),
        };
        let home = self.index_link(Index::Home, "home");
        std::iter::once(home).chain(below_home).flatten().collect()
    }

    fn entities_link(&self, kind: DocumentKind) -> Option<Link> {
        self.index_link(Index::Entities(kind), word_of(kind))
    }
}

fn word_of(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Person => "people",
        DocumentKind::Place => "places",
        _ => "organisations",
    }
}

/// One line of at most 200 characters, cut between words; none when nothing is left.
fn described(text: &str) -> Option<Text> {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count() + usize::from(length > 0);
        if length + more >= DESCRIPTION {
            if line.is_empty() {
                line = word.chars().take(DESCRIPTION - 1).collect();
            }
            line.push('…');
            return Some(line.into());
        }
        if length > 0 {
            line.push(' ');
        }
        line.push_str(word);
        length += more;
    }
    (!line.is_empty()).then(|| line.into())
}

#[cfg(test)]
mod tests {
    use super::described;

    #[test]
    fn a_description_is_one_line_of_whole_words() {
        assert_eq!(described(" Talks\n open  "), Some("Talks open".into()));
        assert_eq!(described(" \n"), None);
        let long = described(&"word ".repeat(60)).expect("a text");
        assert!(long.chars().count() <= 200 && long.ends_with("word…"), "{long}");
        let one = described(&"я".repeat(300)).expect("a text");
        assert_eq!(one.chars().count(), 200);
    }
}
