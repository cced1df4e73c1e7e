//! The last lines of a build, in words: pure, so that they can be tested.

use crate::base::path::SourcePath;
use crate::base::text::count;
use crate::build::Report;
use crate::build::load::Loaded;
use crate::build::standing::Held;
use crate::model::held::NotPublished;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};

/// `built 312 pages (420 files, 3.1 MB) in 0.41 s into public: 15 rendered, 405 left alone; 12 new, 3 changed, 1 removed`.
pub fn built(report: &Report, out: &str, seconds: f64) -> String {
    let moved: Vec<String> = [(report.new, "new"), (report.changed, "changed"), (report.removed, "removed")]
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| format!("{n} {word}"))
        .collect();
    let stand = report.files - report.rendered - report.taken;
    let work = match (report.rendered, stand) {
        _ if report.taken > 0 => format!("{} taken from shards, {} rendered; ", report.taken, report.rendered),
        (_, 0) => String::new(),
        (rendered, stand) => format!("{rendered} rendered, {stand} left alone; "),
    };
    format!(
        "built {} ({}, {}) in {seconds:.2} s into {out}: {work}{}",
        count(report.pages, "page"),
        count(report.files, "file"),
        megabytes(report.bytes),
        if moved.is_empty() { "nothing changed".into() } else { moved.join(", ") }
    )
}

fn megabytes(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{:.0} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// `not published: 3 (2 drafts, 1 embargoed); next: 4 May 2027 06:00 BST, 1 article`; none when nothing is held.
pub fn held(held: &Held) -> Option<String> {
    let parts = [
        (held.drafts, "draft", "drafts"),
        (held.embargoed, "embargoed", "embargoed"),
        (held.future, "later", "later"),
        (held.with_them, "held with them", "held with them"),
    ];
    let words: Vec<_> = parts
        .iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, one, many)| format!("{n} {}", if *n == 1 { one } else { many }))
        .collect();
    if words.is_empty() {
        return None;
    }
    let mut line = format!("not published: {} ({})", held.count(), words.join(", "));
    if let Some((when, due)) = &held.next {
        line.push_str(&format!("; next: {when}, {}", count(*due, "article")));
    }
    Some(line)
}

/// `-v`: the files that are not published, each with the reason.
pub fn held_files(held: &NotPublished, zone: &TimeZone) -> Vec<String> {
    let when =
        |instant: &jiff::Timestamp| instant.to_zoned_datetime(zone.clone()).strftime("%-d %B %Y %H:%M %Z").to_string();
    let mut lines: Vec<String> = Vec::new();
    lines.extend(held.drafts.iter().map(|path| format!("  {path}: draft")));
    lines.extend(held.embargoed.iter().map(|(at, path)| format!("  {path}: embargoed until {}", when(at))));
    lines.extend(held.future.iter().map(|(at, path)| format!("  {path}: published on {}", when(at))));
    lines.extend(held.held_with_them.iter().map(|path| format!("  {path}: only held pieces use it")));
    lines
}

/// Files that are named when not all are.
const NAMED: usize = 10;

/// `left out: 28 documents`, and each with the codes of its errors: all of them, or the first ten.
pub fn left_out(loaded: &Loaded, all: bool) -> Vec<String> {
    let files = &loaded.left_out;
    if files.is_empty() {
        return Vec::new();
    }
    let mut codes: BTreeMap<&SourcePath, BTreeSet<&str>> = BTreeMap::new();
    for diagnostic in loaded.diagnostics.iter().filter(|diagnostic| diagnostic.is_error()) {
        if let Some(place) = &diagnostic.place {
            codes.entry(&place.path).or_default().insert(diagnostic.code);
        }
    }
    // One diagnostic may stand for many documents: that of shortcodes.
    let why = |path| {
        codes.get(path).map_or("foreign-shortcode".into(), |codes| Vec::from_iter(codes.iter().copied()).join(", "))
    };
    let shown = if all { files.len() } else { files.len().min(NAMED) };
    let mut lines = vec![format!("left out: {}", count(files.len(), "document"))];
    lines.extend(files[..shown].iter().map(|path| format!("  {path}: {}", why(path))));
    if shown < files.len() {
        lines.push(format!("  … and {} more (`-v` names them)", files.len() - shown));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_published_is_counted_and_the_next_named() {
        let path = |name: &str| SourcePath::new(name).unwrap();
        let at = "2027-05-04T05:00:00Z".parse().unwrap();
        let held_back = NotPublished {
            drafts: vec![path("a.md"), path("b.md")],
            embargoed: vec![(at, path("c.md"))],
            ..NotPublished::default()
        };
        let zone = TimeZone::get("Europe/London").unwrap();
        let line = held(&Held::of(&held_back, &zone)).unwrap();
        assert_eq!(line, "not published: 3 (2 drafts, 1 embargoed); next: 4 May 2027 06:00 BST, 1 article");
        assert_eq!(held(&Held::default()), None);
    }
}
