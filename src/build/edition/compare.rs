//! What changed from one edition to another, read off their records.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What happened to an article or another piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    Added,
    Removed,
    Withdrawn,
    /// It has a correction that it did not have.
    Corrected,
    /// Its text changed, and `updated` says so.
    Updated,
    /// Its text changed, and neither a correction nor `updated` says so.
    Silent,
    Moved,
}

impl Change {
    /// In the order in which they are told.
    pub const ALL: [Change; 7] = [
        Change::Added,
        Change::Removed,
        Change::Withdrawn,
        Change::Corrected,
        Change::Updated,
        Change::Silent,
        Change::Moved,
    ];

    /// The word of machines.
    pub fn word(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Withdrawn => "withdrawn",
            Change::Corrected => "corrected",
            Change::Updated => "updated",
            Change::Silent => "silently-changed",
            Change::Moved => "moved",
        }
    }

    /// The words of people.
    pub fn words(self) -> &'static str {
        match self {
            Change::Silent => "silently changed",
            other => other.word(),
        }
    }
}

/// One piece that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Piece {
    /// `article`, `dossier`, `page`, or the kind of an entity.
    pub kind: String,
    pub change: Change,
    pub id: String,
    pub title: String,
    /// Of the later one; of a removed piece, of the earlier.
    pub address: String,
    /// What is different, in words: `body`, `title`; of a moved piece, where it was.
    pub what: Vec<String>,
}

/// Everything that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Articles first, then dossiers, people and the rest; by change, then id.
    pub pieces: Vec<Piece>,
    /// Pages whose bytes differ though nothing that they are made of did: the theme, a list, a neighbour.
    pub other_pages: usize,
}

/// The lists of a record, with the kind of what stands in them.
const LISTS: [(&str, Option<&str>); 4] =
    [("articles", Some("article")), ("dossiers", Some("dossier")), ("entities", None), ("pages", Some("page"))];

/// Fields whose change is one of the text.
const TEXT: [&str; 6] = ["body", "kicker", "note", "standfirst", "title", "published"];

/// Compares two records.
pub fn compare(before: &Value, after: &Value) -> Difference {
    let mut pieces = Vec::new();
    for (list, kind) in LISTS {
        let (old, new) = (keyed(&before[list], kind), keyed(&after[list], kind));
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
    Difference { pieces, other_pages: 0 }
}

/// A piece's kind and id; with its address where the id is not its own.
type Key = (String, String, String);

fn keyed<'v>(list: &'v Value, kind: Option<&str>) -> BTreeMap<Key, &'v Value> {
    let items = || list.as_array().into_iter().flatten();
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let name = |item: &Value| (kind.map_or_else(|| text(item, "kind"), String::from), text(item, "id"));
    items().for_each(|item| *counts.entry(name(item)).or_default() += 1);
    let key = |item: &Value| {
        let (kind, id) = name(item);
        let address = if counts[&(kind.clone(), id.clone())] > 1 { text(item, "address") } else { String::new() };
        (kind, id, address)
    };
    items().map(|item| (key(item), item)).collect()
}

fn text(item: &Value, field: &str) -> String {
    item[field].as_str().unwrap_or_default().to_string()
}

fn piece(item: &Value, kind: Option<&str>, change: Change, what: Vec<String>) -> Piece {
    Piece {
        kind: kind.map_or_else(|| text(item, "kind"), String::from),
        change,
        id: text(item, "id"),
        title: text(item, "title"),
        address: text(item, "address"),
        what,
    }
}

/// A piece that stands in both.
fn both(old: &Value, new: &Value, kind: Option<&str>, found: &mut Vec<Piece>) {
    if old["address"] != new["address"] {
        found.push(piece(new, kind, Change::Moved, vec![format!("from {}", text(old, "address"))]));
    }
    if new["status"] == "withdrawn" {
        if old["status"] != "withdrawn" {
            found.push(piece(new, kind, Change::Withdrawn, Vec::new()));
        }
        return;
    }
    let mut what: Vec<String> =
        TEXT.iter().filter(|field| old[**field] != new[**field]).map(|field| (*field).to_string()).collect();
    what.extend(translations(old, new));
    let corrections = |item: &Value| item["corrections"].as_array().cloned().unwrap_or_default();
    let (had, has) = (corrections(old), corrections(new));
    let corrected = has.iter().any(|one| !had.contains(one));
    if had.iter().any(|one| !has.contains(one)) && !corrected {
        what.push("a correction was taken away".into());
    }
    let updated = new["updated"].is_string() && old["updated"] != new["updated"];
    let change = match (corrected, what.is_empty(), updated) {
        (true, ..) => Change::Corrected,
        (_, _, true) => Change::Updated,
        (_, false, _) => Change::Silent,
        (_, true, false) if old["status"] != new["status"] => {
            what.push(format!("status: {}", text(new, "status")));
            Change::Updated
        }
        _ => return,
    };
    found.push(piece(new, kind, change, what));
}

/// Translations that were added, removed or changed, in words.
fn translations(old: &Value, new: &Value) -> Vec<String> {
    let by = |item: &Value| -> BTreeMap<String, Value> {
        let all = item["translations"].as_array().cloned().unwrap_or_default();
        all.into_iter().map(|one| (text(&one, "language"), one)).collect()
    };
    let (old, new) = (by(old), by(new));
    let languages: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differs = |language: &&&String| {
        let (old, new) = (old.get(**language), new.get(**language));
        let text = |one: Option<&Value>| one.map(|one| (one["body"].clone(), one["title"].clone()));
        text(old) != text(new)
    };
    languages.iter().filter(differs).map(|language| format!("translation ({language})")).collect()
}

impl Difference {
    /// Whether nothing changed at all.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty() && self.other_pages == 0
    }

    /// How many articles each change befell, those that befell none left out.
    pub fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut out = BTreeMap::new();
        for piece in self.pieces.iter().filter(|piece| piece.kind == "article") {
            *out.entry(piece.change.word()).or_default() += 1;
        }
        out
    }

    /// For machines.
    pub fn json(&self) -> Value {
        let piece = |piece: &Piece| {
            json!({
                "address": piece.address,
                "change": piece.change.word(),
                "id": piece.id,
                "kind": piece.kind,
                "title": piece.title,
                "what": piece.what,
            })
        };
        json!({"changes": self.pieces.iter().map(piece).collect::<Vec<_>>(), "other_pages": self.other_pages})
    }

    /// For people: a line a piece.
    pub fn lines(&self) -> Vec<String> {
        let line = |piece: &Piece| {
            let what = if piece.what.is_empty() { String::new() } else { format!(" ({})", piece.what.join(", ")) };
            format!("{}: {} “{}” {}{what}", piece.change.words(), piece.kind, piece.title, piece.address)
        };
        let mut lines: Vec<String> = self.pieces.iter().map(line).collect();
        if self.other_pages > 0 {
            let pages = crate::base::text::count(self.other_pages, "other page");
            lines.push(format!("{pages} differ by theme, lists or neighbours only"));
        }
        lines
    }
}

/// Corrections, updates and withdrawals of `after` that `before` did not have: what first stood in that edition.
pub fn first_stood(before: Option<&Value>, after: &Value) -> Vec<Value> {
    let all = |record: &Value| -> Vec<Value> {
        let articles = record["articles"].as_array().cloned().unwrap_or_default();
        articles.iter().flat_map(noted).collect()
    };
    let known = before.map(all).unwrap_or_default();
    all(after).into_iter().filter(|one| !known.contains(one)).collect()
}

/// What the page of changes may tell of an article.
fn noted(article: &Value) -> Vec<Value> {
    let note = |date: &Value, kind: &Value| json!({"article": article["id"], "date": date, "kind": kind});
    let corrections = article["corrections"].as_array().into_iter().flatten();
    let mut out: Vec<Value> = corrections.map(|one| note(&one["date"], &one["kind"])).collect();
    if article["status"] == "withdrawn" {
        out.push(note(&Value::Null, &"withdrawal".into()));
    }
    if article["updated"].is_string() {
        out.push(note(&article["updated"], &"update".into()));
    }
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
        let record = |articles: Vec<Value>| json!({"articles": articles});
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
