//! What changed from one edition to another, read off their records.

use super::difference::{Change, Difference, Piece};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// `edition.json`, read: as much of it as is compared.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Record {
    #[serde(default)]
    pub articles: Vec<Item>,
    #[serde(default)]
    pub dossiers: Vec<Item>,
    #[serde(default)]
    pub entities: Vec<Item>,
    #[serde(default)]
    pub pages: Vec<Item>,
    /// Hashes of pages without what they say of the edition, by path. Editions of an older version have none.
    #[serde(default)]
    pub rendered: BTreeMap<Box<str>, Box<str>>,
}

/// One piece of a record.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Item {
    pub address: Box<str>,
    pub body: Option<Box<str>>,
    pub corrections: Vec<Correction>,
    pub id: Box<str>,
    pub kicker: Option<Box<str>>,
    pub kind: Option<Box<str>>,
    pub note: Option<Box<str>>,
    pub published: Option<Box<str>>,
    pub shown: Option<BTreeMap<Box<str>, Box<str>>>,
    pub standfirst: Option<Box<str>>,
    pub status: Option<Box<str>>,
    pub title: Box<str>,
    pub translations: Vec<Translated>,
    pub updated: Option<Box<str>>,
    pub withdrawn: Option<Withdrawal>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Withdrawal {
    pub date: Box<str>,
    pub reason: Box<str>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Correction {
    pub date: Box<str>,
    pub kind: Box<str>,
    pub now: Option<Box<str>>,
    pub text: Option<Box<str>>,
    pub was: Option<Box<str>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Translated {
    pub body: Option<Box<str>>,
    pub language: Box<str>,
    pub shown: Option<BTreeMap<Box<str>, Box<str>>>,
    pub standfirst: Option<Box<str>>,
    pub title: Box<str>,
}

impl Item {
    fn is_withdrawn(&self) -> bool {
        self.status.as_deref() == Some("withdrawn")
    }

    /// The fields whose change is one of the text, by name.
    fn texts(&self) -> [(&'static str, Option<&str>); 6] {
        [
            ("body", self.body.as_deref()),
            ("kicker", self.kicker.as_deref()),
            ("note", self.note.as_deref()),
            ("standfirst", self.standfirst.as_deref()),
            ("title", Some(&self.title)),
            ("published", self.published.as_deref()),
        ]
    }
}

/// Compares two records.
pub fn compare(before: &Record, after: &Record) -> Difference {
    let lists = [
        (&before.articles, &after.articles, "article"),
        (&before.dossiers, &after.dossiers, "dossier"),
        (&before.entities, &after.entities, "entity"),
        (&before.pages, &after.pages, "page"),
    ];
    let mut pieces = Vec::new();
    for (old, new, kind) in lists {
        let (old, new) = (keyed(old, kind), keyed(new, kind));
        let keys: BTreeSet<&Key> = old.keys().chain(new.keys()).collect();
        let mut found: Vec<Piece> = Vec::new();
        for key in keys {
            match (old.get(key), new.get(key)) {
                (None, Some(new)) => found.push(piece(new, kind, Change::Added, Vec::new())),
                (Some(old), None) => found.push(piece(old, kind, Change::Removed, Vec::new())),
                (Some(old), Some(new)) => both(old, new, kind, &mut found),
                (None, None) => {}
            }
        }
        found.sort();
        pieces.extend(found);
    }
    Difference { pieces, ..Difference::default() }
}

/// A piece's kind and id; with its address where the id is not its own.
type Key<'v> = (&'v str, &'v str, &'v str);

fn keyed<'v>(list: &'v [Item], kind: &'v str) -> BTreeMap<Key<'v>, &'v Item> {
    let name = |item: &'v Item| (item.kind.as_deref().unwrap_or(kind), &*item.id);
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    list.iter().for_each(|item| *counts.entry(name(item)).or_default() += 1);
    let key = |item: &'v Item| {
        let (kind, id) = name(item);
        (kind, id, if counts[&(kind, id)] > 1 { &*item.address } else { "" })
    };
    list.iter().map(|item| (key(item), item)).collect()
}

fn piece(item: &Item, kind: &str, change: Change, what: Vec<String>) -> Piece {
    Piece {
        kind: item.kind.as_deref().unwrap_or(kind).into(),
        change,
        id: item.id.to_string(),
        title: item.title.to_string(),
        address: item.address.to_string(),
        what,
    }
}

/// A piece that stands in both.
fn both(old: &Item, new: &Item, kind: &str, found: &mut Vec<Piece>) {
    if old.address != new.address {
        found.push(piece(new, kind, Change::Moved, vec![format!("from {}", old.address)]));
    }
    let mut what: Vec<String> = texts(old, new);
    match (old.is_withdrawn(), new.is_withdrawn()) {
        // The rest of the text went or came with it.
        (false, true) => {
            what.retain(|field| field == "title" || field == "published");
            found.push(piece(new, kind, Change::Withdrawn, what));
        }
        (true, false) => {
            what.retain(|field| field == "title" || field == "published");
            found.push(piece(new, kind, Change::Restored, what));
        }
        _ => found.extend(told(old, new, what).map(|(change, what)| piece(new, kind, change, what))),
    }
    found.extend(record_of_corrections(old, new).map(|what| piece(new, kind, Change::Silent, vec![what])));
}

/// The names of what differs in a text, in order.
fn texts(old: &Item, new: &Item) -> Vec<String> {
    let texts = old.texts().into_iter().zip(new.texts());
    let mut what: Vec<String> =
        texts.filter(|(old, new)| old != new).map(|((field, _), _)| field.to_string()).collect();
    if old.is_withdrawn() && new.is_withdrawn() && old.withdrawn.is_some() && old.withdrawn != new.withdrawn {
        what.push("withdrawal".into());
    }
    // An older record says nothing of them.
    if let (Some(old), Some(new)) = (&old.shown, &new.shown) {
        let fields: BTreeSet<&str> = old.keys().chain(new.keys()).map(|field| &**field).collect();
        let differ = fields.into_iter().filter(|field| old.get(*field) != new.get(*field));
        what.extend(differ.map(|field| field.replace('_', " ")));
    }
    what.extend(translations(old, new));
    what
}

/// What became of a piece whose text differs so.
fn told(old: &Item, new: &Item, mut what: Vec<String>) -> Option<(Change, Vec<String>)> {
    let count = |item: &Item, one: &Correction| item.corrections.iter().filter(|other| other.is_at(one)).count();
    let corrected = new.corrections.iter().any(|one| count(new, one) > count(old, one));
    let updated = new.updated.is_some() && old.updated != new.updated;
    let change = match (corrected, what.is_empty(), updated) {
        (true, ..) => Change::Corrected,
        (_, _, true) => Change::Updated,
        (_, false, _) => Change::Silent,
        (_, true, false) if old.status != new.status => {
            what.push(format!("status: {}", new.status.as_deref().unwrap_or_default()));
            Change::Updated
        }
        _ => return None,
    };
    Some((change, what))
}

/// What was done to the corrections that stood there, in words: a correction is a record, and stays as it is.
fn record_of_corrections(old: &Item, new: &Item) -> Option<String> {
    let gone: Vec<&Correction> = old.corrections.iter().filter(|one| !new.corrections.contains(one)).collect();
    let is_rewritten =
        |one: &&&Correction| new.corrections.iter().any(|other| other.is_at(one) && !old.corrections.contains(other));
    let rewritten = gone.iter().filter(is_rewritten).count();
    let what = match (rewritten, gone.len() - rewritten) {
        (0, 0) => return None,
        (0, _) => "a correction was taken away",
        (_, 0) => "a correction was rewritten",
        _ => "corrections were rewritten and taken away",
    };
    Some(what.into())
}

/// Translations that were added, removed or changed, in words.
fn translations(old: &Item, new: &Item) -> Vec<String> {
    let of = |item: &Item, language: &str| item.translations.iter().find(|one| *one.language == *language).cloned();
    let languages: BTreeSet<&str> =
        old.translations.iter().chain(&new.translations).map(|one| &*one.language).collect();
    let differs = |language: &&&str| match (of(old, language), of(new, language)) {
        (Some(mut old), Some(mut new)) => {
            // An older record says less of them.
            if old.shown.is_none() || new.shown.is_none() {
                (old.shown, new.shown, old.standfirst, new.standfirst) = (None, None, None, None);
            }
            old != new
        }
        _ => true,
    };
    languages.iter().filter(differs).map(|language| format!("translation ({language})")).collect()
}

impl Correction {
    /// Whether it stands where the other one does: the same day, the same kind.
    fn is_at(&self, other: &Correction) -> bool {
        self.date == other.date && self.kind == other.kind
    }
}

/// Corrections, updates and withdrawals of `after` that `before` did not have: what first stood in that edition.
pub fn first_stood(before: Option<&Record>, after: &Record) -> Vec<Value> {
    let known: BTreeSet<Note> = before.into_iter().flat_map(|record| &record.articles).flat_map(noted).collect();
    let new: BTreeSet<Note> = after.articles.iter().flat_map(noted).filter(|note| !known.contains(note)).collect();
    new.iter().map(|(article, date, kind)| json!({"article": article, "date": date, "kind": kind})).collect()
}

/// The id of an article, the date of a change (empty for a withdrawal), and its kind.
type Note<'v> = (&'v str, &'v str, &'v str);

/// What the page of changes may tell of an article.
fn noted(article: &Item) -> Vec<Note<'_>> {
    let mut out: Vec<Note> = article.corrections.iter().map(|one| (&*article.id, &*one.date, &*one.kind)).collect();
    if article.is_withdrawn() {
        out.push((&article.id, "", "withdrawal"));
    }
    out.extend(article.updated.as_deref().map(|date| (&*article.id, date, "update")));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(id: &str, more: Value) -> Value {
        let mut value = json!({"id": id, "address": format!("/articles/{id}/"), "title": id, "body": "1", "corrections": [],
            "status": "published", "published": "2017-01-01", "updated": null, "translations": []});
        for (key, new) in more.as_object().unwrap() {
            value[key] = new.clone();
        }
        value
    }

    fn changes(before: Vec<Value>, after: Vec<Value>) -> Vec<(Change, String)> {
        let record = |articles: Vec<Value>| serde_json::from_value(json!({"articles": articles})).unwrap();
        let found = compare(&record(before), &record(after));
        found.pieces.into_iter().map(|piece| (piece.change, piece.id)).collect()
    }

    #[test]
    fn each_change_is_called_by_its_name() {
        let same = json!({});
        let correction = json!([{"date": "2017-02-01", "kind": "correction"}]);
        let before = ["a", "b", "c", "d", "e", "f"].map(|id| article(id, same.clone())).to_vec();
        let after = vec![
            article("a", json!({"body": "2", "corrections": correction, "updated": "2017-02-01"})),
            article("b", json!({"body": "2"})),
            article("c", json!({"status": "withdrawn", "body": null})),
            article("d", json!({"body": "2", "updated": "2017-02-01"})),
            article("e", json!({"address": "/news/e/"})),
            article("g", same),
        ];
        let wanted = [
            (Change::Added, "g"),
            (Change::Removed, "f"),
            (Change::Withdrawn, "c"),
            (Change::Corrected, "a"),
            (Change::Updated, "d"),
            (Change::Silent, "b"),
            (Change::Moved, "e"),
        ];
        assert_eq!(changes(before, after), wanted.map(|(change, id)| (change, id.to_string())));
    }

    #[test]
    fn a_headline_or_a_translation_that_changes_unsaid_is_silent_too() {
        let before = vec![article("a", json!({"translations": [{"language": "ru", "body": "1", "title": "А"}]}))];
        let after = vec![article(
            "a",
            json!({"title": "New", "translations": [{"language": "ru", "body": "2", "title": "А"}]}),
        )];
        assert_eq!(changes(before, after), [(Change::Silent, "a".to_string())]);
    }

    #[test]
    fn two_articles_of_one_id_are_told_apart_by_address() {
        let two = vec![article("a", json!({})), article("a", json!({"address": "/b/"}))];
        assert_eq!(changes(two.clone(), two), []);
    }
}
