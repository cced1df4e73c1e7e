//! Every part of every page kind, by the names that templates use: the code side of `plan::kinds`.

use super::keys::Own;
use super::lens::{Lens, Version};
use super::types::{ImageView, IndexGroup, TimelineView, YearGroup};
use super::wants::Wants;
use super::{Part, Shared, Views, timeline};
use crate::base::hash::Hasher;
use crate::base::path::SourcePath;
use crate::model::site::{ArticleId, DossierId, EntityId, Member, Subject};
use crate::parse::document::{Document, Image, Spanned, Text};
use crate::parse::tree::{Node, Value};
use crate::plan::body::BodyPlan;
use crate::plan::view::XPlan;
use crate::plan::{ListOf, Page, PageKind, kinds};
use serde::Serialize;
use std::fmt::Debug;
use std::sync::Arc;

impl Views<'_> {
    /// The whole of a part, whatever a template reads of it.
    pub fn whole_part(&self, page: &Page, name: &str) -> Option<Part> {
        self.part(page, name, &Arc::default())
    }

    /// The part `name` of the page's view; none when its kind has no such part. Of a part of this page alone, only what
    /// `wants` says is made.
    pub fn part(&self, page: &Page, name: &str, wants: &Arc<Wants>) -> Option<Part> {
        let kind = kinds::find(kinds::name(&page.kind, |id| self.site[id].kind)?)?;
        if name == "page" {
            let json_ld = if wants.field("json_ld") { self.json_ld(page) } else { None };
            return Some(own(self.lens(page.language).page_view(page, json_ld, wants)).wanting(wants));
        }
        if kind.parts.iter().any(|(part, ..)| *part == name) {
            return Some(self.part_of_kind(page, name, wants).wanting(wants));
        }
        self.shared(page.language, name).map(Part::Shared)
    }

    fn part_of_kind(&self, page: &Page, name: &str, wants: &Wants) -> Part {
        let lens = self.lens(page.language);
        match &page.kind {
            PageKind::Home => self.home(page.language).map_or(Part::Nothing, Part::Shared),
            PageKind::Article(id) => self.article_part(lens, *id, name, wants),
            PageKind::Dossier(id) | PageKind::DossierTimeline(id) => self.dossier_part(lens, page, *id, name),
            PageKind::DossierPrint(id) => self.print_part(lens, *id, name),
            PageKind::Entity(id) => self.entity_part(lens, *id, name),
            PageKind::Tag(id) => match name {
                "subject" => own(lens.tag_subject(*id, wants)),
                "articles" => by_year(lens.articles(ListOf::Tag(*id))),
                "dossiers" => counted(lens.appearances(Subject::Tag(*id)), Vec::len),
                _ => Part::Nothing,
            },
            PageKind::Year(list, year) => match name {
                "subject" => own(lens.year_subject(*list, *year)),
                _ => by_year(lens.articles_in(*list, *year)),
            },
            PageKind::Month(year, month) => match name {
                "subject" => own(lens.month_subject(*year, *month)),
                _ => by_year(lens.articles_of_month(*year, *month)),
            },
            PageKind::Page(id) => match name {
                "body" => Part::Body(self.page_body(*id, page.language, "")),
                _ => x(lens, &lens.document(Member::Page(*id))),
            },
            PageKind::Dossiers => grouped(lens.dossiers_index()),
            PageKind::Tags => grouped(lens.tags_index()),
            PageKind::Entities(kind) => grouped(lens.entities_index(*kind)),
            PageKind::Archive => grouped(lens.archive_index()),
            PageKind::Timeline => timed(lens.timeline_index()),
            PageKind::TimelineYear(year) => timed(lens.timeline_year(*year)),
            PageKind::Changes => counted(lens.changes(), Vec::len),
            PageKind::Search => own(lens.search_view()),
            PageKind::Redirect(to) => own(lens.target(to)),
            _ => Part::Nothing,
        }
    }

    fn article_part(&self, lens: Lens, id: ArticleId, name: &str, wants: &Wants) -> Part {
        match name {
            "article" => own(lens.article_view(id, wants)),
            "boxes" => counted(lens.boxes(id, wants), |boxes| boxes.iter().map(|one| one.count).sum()),
            "related" => counted(lens.related(id), Vec::len),
            "tags" => own(lens.tags(id)),
            "body" if self.site[id].is_withdrawn() => Part::Nothing,
            "body" => Part::Body(self.article_body(id, lens.language, "")),
            "x" if self.site[id].is_withdrawn() => x(lens, &Version { doc: None, original: None, ..lens.article(id) }),
            "x" => x(lens, &lens.article(id)),
            _ => Part::Nothing,
        }
    }

    fn dossier_part(&self, lens: Lens, page: &Page, id: DossierId, name: &str) -> Part {
        match name {
            "dossier" => own(lens.dossier_view(id)),
            "members" => counted(lens.members(id), |members| members.count),
            "timeline" if matches!(page.kind, PageKind::DossierTimeline(_)) => self.whole_timeline(lens, id),
            "timeline" => Part::Shared(self.timeline(id, lens.language)),
            "body" => self.dossier_body(id, lens.language, "").map_or(Part::Nothing, Part::Body),
            "x" => x(lens, &lens.dossier(id)),
            _ => Part::Nothing,
        }
    }

    fn print_part(&self, lens: Lens, id: DossierId, name: &str) -> Part {
        match name {
            "dossier" => own(lens.dossier_view(id)),
            "timeline" => self.whole_timeline(lens, id),
            "pieces" => counted(lens.pieces(id), Vec::len),
            "bodies" => {
                let members = self.site[id].members.iter().zip(1..);
                let body = |(member, number): (&crate::model::site::DossierMember, u32)| -> BodyPlan {
                    let prefix = format!("p{number}-");
                    Arc::unwrap_or_clone(self.article_body(member.article, lens.language, &prefix))
                };
                Part::Bodies(Arc::new(members.map(body).collect()))
            }
            "body" => self.dossier_body(id, lens.language, "").map_or(Part::Nothing, Part::Body),
            _ => Part::Nothing,
        }
    }

    fn entity_part(&self, lens: Lens, id: EntityId, name: &str) -> Part {
        match name {
            "subject" => own(lens.entity_subject(id)),
            "articles" => by_year(lens.articles(ListOf::Entity(id))),
            "dossiers" => counted(lens.appearances(Subject::Entity(id)), Vec::len),
            "body" => self.entity_body(id, lens.language, "").map_or(Part::Nothing, Part::Body),
            _ => x(lens, &lens.entity(id)),
        }
    }

    /// The whole timeline; of a dossier with few events that is what its own page has.
    fn whole_timeline(&self, lens: Lens, id: DossierId) -> Part {
        if self.site[id].events.len() <= timeline::WHOLE {
            return Part::Shared(self.timeline(id, lens.language));
        }
        timed(lens.whole_timeline(id))
    }

    /// The timeline of a dossier's page, made once: every article may embed it.
    fn timeline(&self, id: DossierId, language: u8) -> Arc<Shared> {
        let make = || Arc::new(Shared::new(&self.lens(language).dossier_timeline(id)));
        let languages = self.plan.languages.len();
        let at = id.0 as usize * languages + usize::from(language);
        self.timelines.get(at).map_or_else(make, |kept| kept.get_or_init(make).clone())
    }

    /// A dossier's timeline as the component `timeline` shows it: a `TimelineView`.
    pub fn dossier_timeline(&self, id: DossierId, language: u8) -> tera::Value {
        self.timeline(id, language).value.clone()
    }

    /// The pictures of a gallery: a list of `{src, alt, caption, credit}`, of which one that is not published falls out.
    /// `args` is that list, or a map that holds it under `images` or `items`.
    pub fn images(&self, document: &SourcePath, args: &Node) -> tera::Value {
        let list = args.get("images").or_else(|| args.get("items")).unwrap_or(args);
        let items = match &list.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(list),
        };
        let lens = self.lens(0);
        let views = items.iter().filter_map(image).filter_map(|image| lens.image(document, &image));
        tera::Value::from_serializable(&views.collect::<Vec<ImageView>>())
    }
}

/// A picture of a gallery: a map, or its path alone.
fn image(node: &Node) -> Option<Image> {
    let text = |key: &str| node.get(key).and_then(Node::text).filter(|text| !text.is_empty()).map(Text::from);
    let src = text("src").or_else(|| node.text().map(Text::from))?;
    let (alt, caption, credit) = (text("alt"), text("caption"), text("credit"));
    Some(Image { src: Spanned { value: src, span: node.span }, alt, caption, credit })
}

impl Part {
    /// Of this part, only what is wanted is hashed and given to the template.
    fn wanting(mut self, wants: &Arc<Wants>) -> Self {
        if let Part::Own(own) = &mut self {
            own.wants = wants.clone();
        }
        self
    }
}

fn own<T: Serialize + Debug + Send + Sync + 'static>(view: T) -> Part {
    Part::Own(Own { view: Arc::new(view), count: None, wants: Arc::default() })
}

/// A part whose things an editor would count: articles, events, dossiers.
fn counted<T: Serialize + Debug + Send + Sync + 'static>(view: T, count: impl Fn(&T) -> usize) -> Part {
    let count = Some(count(&view) as u32);
    Part::Own(Own { view: Arc::new(view), count, wants: Arc::default() })
}

/// Articles of a list by year.
fn by_year(years: Vec<YearGroup>) -> Part {
    counted(years, |years| years.iter().map(|year| year.articles.len()).sum())
}

/// Items of an index in groups.
fn grouped(groups: Vec<IndexGroup>) -> Part {
    counted(groups, |groups| groups.iter().map(|group| group.items.len()).sum())
}

/// Events of a timeline.
fn timed(timeline: TimelineView) -> Part {
    counted(timeline, |timeline| timeline.count)
}

/// The free data of a translation that has some, else of the original. What counts as free, the configuration decides.
fn x(lens: Lens, version: &Version) -> Part {
    let doc = version.doc.filter(|doc| doc.common.has_x).or(version.original);
    let plan = |doc: &Document| {
        let mut hasher = Hasher::default();
        hasher.field(&doc.common.front_hash.0).field(&lens.site.config.hash.0).field(&[u8::from(doc.common.toml)]);
        XPlan {
            path: doc.path.clone(),
            span: doc.common.front_span,
            toml: doc.common.toml,
            has_x: doc.common.has_x,
            text: doc.common.front_hash,
            hash: hasher.finish(),
        }
    };
    Part::X(doc.map(plan).unwrap_or_else(|| XPlan {
        path: SourcePath::root(),
        span: Default::default(),
        toml: false,
        has_x: false,
        text: Default::default(),
        hash: Default::default(),
    }))
}
