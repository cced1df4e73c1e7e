//! Topics: tags that are no person, place or organisation. Those with one slug are one.

use super::identity;
use super::resolve::Resolver;
use crate::base::diag::{Diagnostic, Place};
use crate::base::text;
use crate::model::Sources;
use crate::parse::document::Text;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// All topics, in the order of their first use.
#[derive(Debug)]
pub(super) struct Topics {
    pub list: Vec<Topic>,
    by_slug: BTreeMap<String, u32>,
    /// Slug of a name or other name in `tags.yaml` → slug and index of the entry.
    entries: BTreeMap<String, (String, usize)>,
    /// By the number of the word.
    uses: Vec<Use>,
    /// Names as `tags.yaml` gives them.
    names: Vec<Text>,
    ascii: bool,
}

#[derive(Debug)]
pub(super) struct Topic {
    pub slug: Text,
    /// `tags.yaml`'s name, else the commonest spelling.
    pub name: Text,
    /// Index of its entry in `tags.yaml`.
    pub entry: Option<usize>,
}

/// A word's uses in public pieces.
#[derive(Clone, Debug, Default)]
struct Use {
    topic: u32,
    count: u32,
    first: Option<Place>,
}

/// One way to spell a topic.
struct Spelling<'a> {
    text: String,
    count: u32,
    first: &'a Place,
}

impl Topics {
    /// With what `tags.yaml` says, and complaints about it.
    pub fn new(sources: &Sources, resolver: &Resolver, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let ascii = identity::ascii(&sources.config);
        let mut entries: BTreeMap<String, (String, usize)> = BTreeMap::new();
        let file = sources.tags.path.as_ref();
        for (index, entry) in sources.tags.entries.iter().enumerate() {
            let own = text::slug(&entry.name.value, ascii);
            for name in std::iter::once(&entry.name).chain(&entry.also) {
                let place = || file.map(|path| Place::new(path, name.span));
                if let [node, ..] = resolver.name_nodes(None, &name.value)[..] {
                    diagnostics.push(is_entity(&name.value, place(), node, resolver));
                }
                let slug = text::slug(&name.value, ascii);
                if slug.is_empty() || own.is_empty() {
                    let message = format!("`{}` has no letter or digit to make an address of", name.value);
                    diagnostics.push(placed(Diagnostic::new("empty-slug", message).hint("write it in words"), place()));
                    continue;
                }
                let (_, first) = entries.entry(slug).or_insert_with(|| (own.clone(), index));
                if *first != index {
                    let other = &sources.tags.entries[*first].name;
                    diagnostics.push(given_twice(&name.value, place(), &other.value));
                }
            }
        }
        let names = sources.tags.entries.iter().map(|entry| entry.name.value.clone()).collect();
        Topics { list: Vec::new(), by_slug: BTreeMap::new(), entries, uses: Vec::new(), names, ascii }
    }

    /// The topic of a word; none when nothing is left to make an address of.
    pub fn number(&mut self, word: &str) -> Option<u32> {
        let own = text::slug(word, self.ascii);
        if own.is_empty() {
            return None;
        }
        let (slug, entry) = match self.entries.get(&own) {
            Some((slug, entry)) => (slug.clone(), Some(*entry)),
            None => (own, None),
        };
        let next = self.list.len() as u32;
        let number = *self.by_slug.entry(slug.clone()).or_insert(next);
        if number == next {
            let name = entry.map_or_else(|| word.into(), |entry| self.names[entry].clone());
            self.list.push(Topic { slug: slug.into(), name, entry });
        }
        Some(number)
    }

    /// Counts a use of a word, by its number, in a public piece.
    pub fn count(&mut self, topic: u32, word: usize, place: impl FnOnce() -> Place) {
        if self.uses.len() <= word {
            self.uses.resize(word + 1, Use::default());
        }
        let uses = &mut self.uses[word];
        uses.topic = topic;
        uses.count += 1;
        if uses.first.is_none() {
            uses.first = Some(place());
        }
    }

    /// Chooses each name, and tells of topics that are spelled in several ways. `words` by their numbers.
    pub fn settle(&mut self, words: &[&str], diagnostics: &mut Vec<Diagnostic>) {
        let mut by_topic: Vec<Vec<usize>> = vec![Vec::new(); self.list.len()];
        for (word, uses) in self.uses.iter().enumerate().filter(|(_, uses)| uses.count > 0) {
            by_topic[uses.topic as usize].push(word);
        }
        for (topic, used) in self.list.iter_mut().zip(by_topic) {
            if let ([word], None) = (&used[..], topic.entry) {
                topic.name = spelling(words[*word]).into();
                continue;
            }
            let spellings = spellings(&topic.slug, &used, words, &self.uses, self.ascii);
            if let (None, Some(commonest)) = (topic.entry, spellings.first()) {
                topic.name = commonest.text.as_str().into();
            }
            if let Some(other) = spellings.iter().find(|spelling| *spelling.text != *topic.name) {
                diagnostics.push(spelled(&topic.name, &spellings, other.first.clone()));
            }
        }
    }
}

/// How a topic is spelled, the commonest first, then the one written first. Other names of `tags.yaml` are no spellings,
/// and composed and decomposed letters look the same.
fn spellings<'a>(slug: &str, used: &[usize], words: &[&str], uses: &'a [Use], ascii: bool) -> Vec<Spelling<'a>> {
    let mut known: BTreeMap<String, (usize, u32)> = BTreeMap::new();
    for word in used.iter().filter(|word| text::slug(words[**word], ascii) == slug) {
        known.entry(spelling(words[*word])).or_insert((*word, 0)).1 += uses[*word].count;
    }
    let mut list: Vec<(String, (usize, u32))> = known.into_iter().collect();
    list.sort_by_key(|(_, (word, count))| (std::cmp::Reverse(*count), *word));
    list.into_iter()
        .filter_map(|(text, (word, count))| Some(Spelling { text, count, first: uses[word].first.as_ref()? }))
        .collect()
}

fn spelling(word: &str) -> String {
    word.trim().nfc().collect()
}

fn placed(diagnostic: Diagnostic, place: Option<Place>) -> Diagnostic {
    match place {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }
}

fn is_entity(name: &str, place: Option<Place>, node: u32, resolver: &Resolver) -> Diagnostic {
    let kind = resolver.kind(node).word();
    let message = format!("`tags.yaml` describes `{name}`, which is registered as {} {kind}", article(kind));
    let diagnostic = Diagnostic::new("tag-is-entity", message)
        .also(Place::file(&resolver.files(&[node])[0]), "registered here")
        .hint("take it out of `tags.yaml`: what is said about it stands in its own file");
    placed(diagnostic, place)
}

fn article(noun: &str) -> &'static str {
    if noun.starts_with('o') { "an" } else { "a" }
}

fn given_twice(name: &str, place: Option<Place>, other: &str) -> Diagnostic {
    let message = format!("`{name}` is already a name of the tag `{other}`");
    let hint = format!("leave it out here, or in `also` of `{other}`: a name can mean one tag only");
    placed(Diagnostic::new("ambiguous-name", message).hint(hint), place)
}

/// Spellings that one diagnostic lists.
const LISTED: usize = 6;

fn spelled(name: &str, spellings: &[Spelling], place: Place) -> Diagnostic {
    let list: Vec<String> =
        spellings.iter().take(LISTED).map(|way| format!("`{}` ({})", way.text, way.count)).collect();
    let more = if spellings.len() > LISTED { ", …" } else { "" };
    Diagnostic::new("tag-spelling", format!("the tag `{name}` is spelled differently: {}{more}", list.join(", ")))
        .at(place)
        .hint(format!("write `{name}` everywhere; the page is the same"))
}
