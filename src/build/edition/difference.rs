//! What changed from one edition to another: pieces, pages and files, and how it is told.

use super::compare::{Record, compare};
use super::manifest::{Listed, Manifest, RECORD};
use crate::plan::address::output;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What happened to an article or another piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    Added,
    Removed,
    Withdrawn,
    /// It was withdrawn, and is not any more.
    Restored,
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
    pub const ALL: [Change; 8] = [
        Change::Added,
        Change::Removed,
        Change::Withdrawn,
        Change::Restored,
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
            Change::Restored => "published-again",
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
            Change::Restored => "published again",
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
    /// Pages that differ though the piece that they are of does not: by the theme, a list, a neighbour.
    pub other_pages: usize,
    /// Files that are no pages, and differ.
    pub other_files: usize,
    /// Files that only the earlier, and only the later one holds, and that are not of a piece that came or went.
    pub only: (usize, usize),
    /// What each holds, where that is not the same: a dossier's id, or none for the whole site.
    pub extents: Option<(Option<String>, Option<String>)>,
}

impl Difference {
    /// Whether nothing changed at all.
    pub fn is_empty(&self) -> bool {
        let Difference { pieces, other_pages, other_files, only, extents } = self;
        pieces.is_empty() && (*other_pages, *other_files, *only) == (0, 0, (0, 0)) && extents.is_none()
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
        json!({
            "changes": self.pieces.iter().map(piece).collect::<Vec<_>>(),
            "dossiers": self.extents.as_ref().map(|(before, after)| [before, after]),
            "only_after": self.only.1,
            "only_before": self.only.0,
            "other_files": self.other_files,
            "other_pages": self.other_pages,
        })
    }

    /// For people: a line a piece.
    pub fn lines(&self) -> Vec<String> {
        let line = |piece: &Piece| {
            let what = if piece.what.is_empty() { String::new() } else { format!(" ({})", piece.what.join(", ")) };
            format!("{}: {} “{}” {}{what}", piece.change.words(), piece.kind, piece.title, piece.address)
        };
        let mut lines = Vec::new();
        if let Some((before, after)) = &self.extents {
            let extent = |one: &Option<String>| match one {
                Some(dossier) => format!("the dossier `{dossier}`"),
                None => "the whole site".into(),
            };
            lines.push(format!("they do not hold the same: {} before, {} after", extent(before), extent(after)));
        }
        lines.extend(self.pieces.iter().map(line));
        let mut say = |n: usize, one: &str, many: &str| match n {
            0 => {}
            1 => lines.push(format!("1 {one}")),
            _ => lines.push(format!("{n} {many}")),
        };
        let why = "by theme, lists or neighbours only";
        say(self.other_pages, &format!("other page differs {why}"), &format!("other pages differ {why}"));
        say(self.other_files, "file that is no page differs", "files that are no pages differ");
        say(self.only.0, "other file is only in the earlier one", "other files are only in the earlier one");
        say(self.only.1, "other file is only in the later one", "other files are only in the later one");
        lines
    }
}

/// Whether a file of an edition is a page of it.
pub fn is_page(path: &str) -> bool {
    path.ends_with(".html") && !path.starts_with("sources/")
}

/// One of two editions that are compared, with its record.
pub type Side<'a> = (&'a Manifest, &'a Record);

/// Compares two editions: their records, and their lists of files.
pub fn editions(before: Side, after: Side) -> Difference {
    let mut difference = compare(before.1, after.1);
    let ((old, old_record), (new, new_record)) = (before, after);
    if old.dossier != new.dossier {
        difference.extents = Some((old.dossier.clone(), new.dossier.clone()));
    }
    let mut own: BTreeSet<String> = BTreeSet::new();
    for piece in &difference.pieces {
        own.insert(output(&piece.address));
        own.extend(piece.what.iter().filter_map(|what| what.strip_prefix("from ")).map(output));
    }
    let is_other = |file: &&Listed| file.path != RECORD && !own.contains(&file.path);
    let rendered = |record: &Record, path: &str| record.rendered.get(path).cloned();
    for file in new.files.iter().filter(is_other) {
        let Some(was) = old.find(&file.path) else {
            difference.only.1 += 1;
            continue;
        };
        let (before, after) = (rendered(old_record, &file.path), rendered(new_record, &file.path));
        let differs = if before.is_some() && after.is_some() { before != after } else { was.sha256 != file.sha256 };
        match is_page(&file.path) {
            true => difference.other_pages += usize::from(differs),
            false => difference.other_files += usize::from(differs),
        }
    }
    difference.only.0 = old.files.iter().filter(is_other).filter(|file| new.find(&file.path).is_none()).count();
    difference
}
