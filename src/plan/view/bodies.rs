//! Bodies ready to render: where each link leads, which names are linked, what each component embeds.

use super::{Views, timeline};
use crate::base::diag::Span;
use crate::base::hash::{Hash128, Hasher};
use crate::model::site::{ArticleId, Background, DossierId, EntityId, Member, PageId, Subject, Target};
use crate::parse::document::{ComponentUse, Document, Text};
use crate::plan::body::{BodyPlan, ComponentData, ComponentPlan, LinkPlan, Mention};
use crate::plan::lookup::DossierPart;
use crate::plan::{address, lookup};
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;
use std::sync::Arc;

/// For whom a body is made.
#[derive(Clone, Copy)]
struct Reader<'a> {
    /// Index into the plan's languages.
    language: u8,
    /// Of the ids, where several bodies stand on one page.
    prefix: &'a str,
    /// The page's absolute URL, for a feed: then every link is absolute.
    page: Option<&'a str>,
}

/// In these, `language` is an index into the plan's languages: the body is the translation when there is one, and links
/// lead to pages in that language; `prefix` stands before the ids of the body.
/// The shared paragraphs that a text stands in, and how many were put into the outermost one. A site with more than is
/// allowed is not built; what it would be can still be asked for, and has an end.
#[derive(Default)]
struct Within {
    open: Vec<usize>,
    held: usize,
}

impl Within {
    fn may_hold(&mut self, background: usize) -> bool {
        self.held = if self.open.is_empty() { 1 } else { self.held + 1 };
        let fits = self.open.len() <= Background::DEEPEST && self.held <= Background::LARGEST;
        fits && !self.open.contains(&background)
    }
}

impl Views<'_> {
    /// The text of an article; empty for a withdrawn one.
    pub fn article_body(&self, id: ArticleId, language: u8, prefix: &str) -> Arc<BodyPlan> {
        Arc::new(self.article(id, Reader { language, prefix, page: None }))
    }

    /// The story so far; none for a dossier without text.
    pub fn dossier_body(&self, id: DossierId, language: u8, prefix: &str) -> Option<Arc<BodyPlan>> {
        self.filled(Member::Dossier(id), &self.site[id].links, Reader { language, prefix, page: None })
    }

    /// The profile of a person, place or organisation; none without text.
    pub fn entity_body(&self, id: EntityId, language: u8, prefix: &str) -> Option<Arc<BodyPlan>> {
        self.filled(Member::Entity(id), &self.site[id].links, Reader { language, prefix, page: None })
    }

    /// The text of a page.
    pub fn page_body(&self, id: PageId, language: u8, prefix: &str) -> Arc<BodyPlan> {
        let reader = Reader { language, prefix, page: None };
        let (doc, links) = self.version(Member::Page(id), &self.site[id].doc, &self.site[id].links, language);
        Arc::new(self.body(doc, links, Vec::new(), reader, &mut Within::default()))
    }

    /// The text of an article for a feed: every link is absolute. `page` is its absolute URL.
    pub fn feed_body(&self, id: ArticleId, language: u8, page: &str) -> BodyPlan {
        self.article(id, Reader { language, prefix: "", page: Some(page) })
    }

    fn article(&self, id: ArticleId, reader: Reader) -> BodyPlan {
        let article = &self.site[id];
        let (doc, links) = self.version(Member::Article(id), &article.doc, &article.links, reader.language);
        if article.is_withdrawn() {
            let span = Span { start: doc.body.span.start, end: doc.body.span.start };
            return self.empty(doc, span, Hash128::of(b""), reader);
        }
        self.body(doc, links, self.mentions(id, reader), reader, &mut Within::default())
    }

    fn filled(&self, member: Member, links: &[Target], reader: Reader) -> Option<Arc<BodyPlan>> {
        let original = lookup::document(self.site, member)?;
        let (doc, links) = self.version(member, original, links, reader.language);
        let there = doc.body.span.start < doc.body.span.end;
        there.then(|| Arc::new(self.body(doc, links, Vec::new(), reader, &mut Within::default())))
    }

    /// The document and its links in a language.
    pub(super) fn version<'a>(
        &'a self,
        member: Member,
        doc: &'a Document,
        links: &'a [Target],
        language: u8,
    ) -> (&'a Document, &'a [Target]) {
        let code = self.plan.languages.get(language as usize);
        let translations = lookup::translations(self.site, member).iter();
        match translations.into_iter().find(|one| Some(&one.language) == code) {
            Some(translation) => (&translation.doc, &translation.links),
            None => (doc, links),
        }
    }

    fn empty(&self, doc: &Document, span: Span, text: Hash128, reader: Reader) -> BodyPlan {
        BodyPlan {
            path: doc.path.clone(),
            span,
            text,
            language: self.language_of(doc, reader),
            prefix: reader.prefix.into(),
            links: Vec::new(),
            mentions: Vec::new(),
            components: Vec::new(),
            escape_html: self.site.config.escape_html,
            hash: Hasher::default().finish(),
        }
    }

    /// The language that a document is written in.
    fn language_of(&self, doc: &Document, reader: Reader) -> Text {
        let own = doc.translation.as_ref().or(doc.common.language.as_ref());
        let translated = doc.common.translation_of.is_some();
        let page = self.plan.languages.get(reader.language as usize).filter(|_| translated);
        own.or(page).unwrap_or(&self.site.config.language).clone()
    }

    /// A body; `within` are the shared paragraphs that it stands in.
    fn body(
        &self,
        doc: &Document,
        targets: &[Target],
        mentions: Vec<Mention>,
        reader: Reader,
        within: &mut Within,
    ) -> BodyPlan {
        let mut plan = self.empty(doc, doc.body.span, doc.body.hash, reader);
        let as_written = std::iter::repeat(&Target::AsWritten);
        let links = doc.body.links.iter().zip(targets.iter().chain(as_written));
        plan.links = links.map(|(link, target)| self.link(&link.target, target, reader)).collect();
        plan.mentions = mentions;
        plan.components =
            doc.body.components.iter().map(|source| self.component(doc, source, reader, within)).collect();
        let mut hasher = Hasher::default();
        hasher.field(&doc.body.hash.0).field(plan.language.as_bytes()).field(reader.prefix.as_bytes());
        hasher.field(&[u8::from(plan.escape_html)]);
        hash_links(&mut hasher, &plan);
        hash_components(&mut hasher, &plan);
        plan.hash = hasher.finish();
        plan
    }

    fn link(&self, written: &str, target: &Target, reader: Reader) -> LinkPlan {
        let (config, plan) = (&self.site.config, self.plan);
        let to = |address: &Text, fragment: &str, size| {
            let url = address::url(config, address);
            let origin = if reader.page.is_some() { config.origin() } else { "" };
            LinkPlan::To { url: format!("{origin}{url}{}", address::fragment(fragment)).into(), size }
        };
        match target {
            Target::Member(member, fragment) => {
                let address = self.page_of(*member, fragment, reader);
                to(&address, self.there(*member, fragment, reader), None)
            }
            Target::Tag(tag, fragment) => to(&plan.tag_address(*tag), fragment, None),
            Target::File(file) => to(&plan.file_address(*file), "", self.site[*file].size),
            Target::TextOnly => LinkPlan::TextOnly,
            Target::AsWritten => match reader.page {
                Some(page) if written.starts_with('#') => {
                    LinkPlan::To { url: format!("{page}{}", address::fragment(written)).into(), size: None }
                }
                Some(_) if written.starts_with('/') && !written.starts_with("//") => {
                    LinkPlan::To { url: format!("{}{written}", config.origin()).into(), size: None }
                }
                _ => LinkPlan::AsWritten,
            },
        }
    }

    /// The page that a link to a member leads to. An event stands on its dossier's own page only while that shows all.
    fn page_of(&self, member: Member, fragment: &str, reader: Reader) -> Text {
        if let Member::Dossier(id) = member
            && self.site[id].events.len() > timeline::WHOLE
            && fragment.starts_with("#e-")
        {
            let whole = self.plan.dossier_part(id, DossierPart::Timeline, reader.language);
            return whole.unwrap_or_else(|| self.plan.address_of(member, reader.language));
        }
        self.plan.address_of(member, reader.language)
    }

    /// The fragment, when the version that the reader gets has it too: a translation may have headings of its own.
    fn there<'f>(&self, member: Member, fragment: &'f str, reader: Reader) -> &'f str {
        let written = percent_decode_str(fragment.trim_start_matches('#')).decode_utf8_lossy();
        let has = |doc: &Document| doc.body.anchors.iter().any(|anchor| **anchor == *written);
        let Some(original) = lookup::document(self.site, member).filter(|doc| has(doc)) else { return fragment };
        let (shown, _) = self.version(member, original, &[], reader.language);
        if has(shown) { fragment } else { "" }
    }

    /// The names to link: of what the article lists, the longest first. A name that two of them bear is not linked. Several
    /// may lead to one page: the first that stands in the text is the mention.
    fn mentions(&self, id: ArticleId, reader: Reader) -> Vec<Mention> {
        let article = &self.site[id];
        if !lookup::article_front(&article.doc).is_some_and(|front| front.link_entities) {
            return Vec::new();
        }
        let mut owners: BTreeMap<Text, Vec<EntityId>> = BTreeMap::new();
        for subject in &article.subjects {
            let Subject::Entity(entity) = *subject else { continue };
            for name in self.names(entity, reader.language) {
                let owners = owners.entry(name).or_default();
                if !owners.contains(&entity) {
                    owners.push(entity);
                }
            }
        }
        let mut mentions: Vec<Mention> = owners
            .into_iter()
            .filter(|(name, owners)| owners.len() == 1 && !name.trim().is_empty())
            .map(|(name, owners)| self.mention(name, owners[0], reader))
            .collect();
        mentions.sort_by(|a, b| b.name.len().cmp(&a.name.len()).then_with(|| a.name.cmp(&b.name)));
        mentions
    }

    fn mention(&self, name: Text, id: EntityId, reader: Reader) -> Mention {
        let address = self.plan.address_of(Member::Entity(id), reader.language);
        let url = address::url(&self.site.config, &address);
        let url = if reader.page.is_some() { format!("{}{url}", self.site.config.origin()).into() } else { url };
        Mention { name, url, note: self.lens(reader.language).note(id) }
    }

    /// Every name of a person, place or organisation, that in the reader's language included.
    pub(super) fn names(&self, id: EntityId, language: u8) -> Vec<Text> {
        let entity = &self.site[id];
        let code = self.plan.languages.get(language as usize);
        let mut names = vec![entity.name.clone()];
        let translations = entity.translations.iter().filter(|one| Some(&one.language) == code);
        names.extend(translations.map(|one| one.doc.common.title.clone()));
        if let Some(front) = entity.doc.as_ref().and_then(|doc| lookup::entity_front(doc)) {
            names.extend(front.also.iter().map(|name| name.value.clone()));
            names.extend(front.names.iter().map(|period| period.name.clone()));
        }
        names
    }

    fn component(&self, doc: &Document, source: &ComponentUse, reader: Reader, within: &mut Within) -> ComponentPlan {
        let name = |key: &str| source.args.get(key).and_then(|node| node.text());
        let data = match &*source.name {
            "timeline" => name("dossier")
                .and_then(|id| self.site.dossiers.binary_search_by(|dossier| (*dossier.id).cmp(id)).ok())
                .map(|at| self.dossier_timeline(DossierId(at as u32), reader.language))
                .map(|value| ComponentData::Timeline(self.for_reader(value, reader))),
            "gallery" => Some(ComponentData::Items(self.for_reader(self.images(&doc.path, &source.args), reader))),
            "background" => name("id")
                .and_then(|id| self.site.backgrounds.binary_search_by(|one| (*one.id).cmp(id)).ok())
                .filter(|at| within.may_hold(*at))
                .map(|at| self.background(at, reader, within)),
            _ => None,
        };
        ComponentPlan { source: source.clone(), data: data.unwrap_or(ComponentData::None) }
    }

    fn background(&self, at: usize, reader: Reader, within: &mut Within) -> ComponentData {
        let shared = &self.site.backgrounds[at];
        within.open.push(at);
        let body = self.body(&shared.doc, &shared.links, Vec::new(), reader, within);
        within.open.pop();
        ComponentData::Body(Box::new(body))
    }

    /// What the engine gives to a component; in a feed every address in it is absolute.
    fn for_reader(&self, value: tera::Value, reader: Reader) -> tera::Value {
        if reader.page.is_none() || self.site.config.base_url.is_none() {
            return value;
        }
        match serde_json::to_value(&value) {
            Ok(mut json) => {
                make_absolute(&mut json, self.site.config.origin());
                tera::Value::from_serializable(&json)
            }
            Err(_) => value,
        }
    }
}

/// Puts the origin before every root-relative `url` or `…_url`.
fn make_absolute(value: &mut serde_json::Value, origin: &str) {
    match value {
        serde_json::Value::Array(items) => items.iter_mut().for_each(|item| make_absolute(item, origin)),
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    serde_json::Value::String(url) if key.ends_with("url") && url.starts_with('/') => {
                        url.insert_str(0, origin);
                    }
                    other => make_absolute(other, origin),
                }
            }
        }
        _ => {}
    }
}

fn hash_links(hasher: &mut Hasher, plan: &BodyPlan) {
    hasher.field(&(plan.links.len() as u64).to_le_bytes());
    for link in &plan.links {
        match link {
            LinkPlan::AsWritten => hasher.field(b"w"),
            LinkPlan::TextOnly => hasher.field(b"t"),
            LinkPlan::To { url, size } => {
                let (width, height) = size.unwrap_or_default();
                hasher.field(if size.is_some() { b"U" } else { b"u" }).field(url.as_bytes());
                hasher.field(&width.to_le_bytes()).field(&height.to_le_bytes())
            }
        };
    }
    hasher.field(&(plan.mentions.len() as u64).to_le_bytes());
    for mention in &plan.mentions {
        hasher.field(mention.name.as_bytes()).field(mention.url.as_bytes());
        let note = mention.note.as_deref();
        hasher.field(&[u8::from(note.is_some())]).field(note.unwrap_or("").as_bytes());
    }
}

fn hash_components(hasher: &mut Hasher, plan: &BodyPlan) {
    for component in &plan.components {
        match &component.data {
            ComponentData::None => hasher.field(b"n"),
            ComponentData::Timeline(value) | ComponentData::Items(value) => {
                hasher.field(b"v").field(&serde_json::to_vec(value).unwrap_or_default())
            }
            ComponentData::Body(body) => hasher.field(b"b").field(&body.hash.0),
        };
    }
}
