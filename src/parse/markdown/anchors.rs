//! The ids of headings: an explicit one wins, else the slug of the text; never two alike.

use super::events::Source;
use crate::base::text::slug;
use pulldown_cmark::{Event, HeadingLevel, Tag};
use std::collections::{BTreeMap, BTreeSet};

/// Gives ids to headings in their order.
pub struct Anchors {
    /// Ids in use, each with the number that its next double gets.
    taken: BTreeMap<String, u32>,
    /// Explicit ids whose heading has not come yet.
    reserved: BTreeSet<String>,
    /// True when the body has a heading of the first level: the page has one already, so all go a level down.
    pub lowered: bool,
}

impl Anchors {
    /// Reads ahead only where the text may hold an explicit id or a heading of the first level.
    pub fn new(source: &Source) -> Self {
        let mut anchors = Anchors { taken: BTreeMap::new(), reserved: BTreeSet::new(), lowered: false };
        if !may_hold_id(source.text()) && !may_hold_first_level(source.text()) {
            return anchors;
        }
        for (event, _) in source.events("en") {
            if let Event::Start(Tag::Heading { level, id, .. }) = event {
                anchors.lowered |= level == HeadingLevel::H1;
                if let Some(id) = id.filter(|id| !id.is_empty()) {
                    anchors.taken.insert(id.to_string(), 1);
                    anchors.reserved.insert(id.into_string());
                }
            }
        }
        anchors
    }

    /// The id of the next heading with this explicit id and this text.
    pub fn next(&mut self, explicit: Option<&str>, text: &str) -> String {
        let base = match explicit.filter(|id| !id.is_empty()) {
            Some(id) if self.reserved.remove(id) => return id.to_owned(),
            Some(id) => id.to_owned(),
            None => Some(slug(text, false)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "section".into()),
        };
        let Some(&first) = self.taken.get(&base) else {
            self.taken.insert(base.clone(), 1);
            return base;
        };
        let mut number = first;
        let mut id = format!("{base}-{number}");
        while self.taken.contains_key(&id) {
            number += 1;
            id = format!("{base}-{number}");
        }
        self.taken.insert(base, number + 1);
        self.taken.insert(id.clone(), 1);
        id
    }
}

/// A brace that ends its line, and a `#` before it: cheap to look for, and rare.
fn may_hold_id(text: &str) -> bool {
    text.match_indices('}').any(|(at, _)| {
        let ends = text[at + 1..].trim_start_matches([' ', '\t', '#']);
        let line = || text[..at].rsplit('\n').next().unwrap_or("");
        (ends.is_empty() || ends.starts_with(['\n', '\r'])) && line().contains('#')
    })
}

/// A `#` alone or a `=` that begins a line: cheap to look for, and rare.
fn may_hold_first_level(text: &str) -> bool {
    let bytes = text.as_bytes();
    let alone = |at: usize| (at == 0 || bytes[at - 1] != b'#') && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
    let begins = |at: usize| at == 0 || matches!(bytes[at - 1], b'\n' | b'\r' | b' ' | b'\t' | b'>');
    text.match_indices('#').any(|(at, _)| alone(at)) || text.match_indices('=').any(|(at, _)| begins(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_are_numbered_and_an_explicit_id_is_never_taken() {
        let source = Source::new("## Talks\n## Talks\n## Talks 1\n## !\n## Later {#talks-2}\n## Talks");
        let mut anchors = Anchors::new(&source);
        let given =
            [(None, "Talks"), (None, "Talks"), (None, "Talks 1"), (None, "!"), (Some("talks-2"), ""), (None, "Talks")]
                .map(|(explicit, text)| anchors.next(explicit, text));
        assert_eq!(given, ["talks", "talks-1", "talks-1-1", "section", "talks-2", "talks-3"]);
    }

    #[test]
    fn a_first_level_is_seen_in_every_form() {
        for text in ["# a", "a\n===", "> # a", "- a\n  ==", "#\ta", "#"] {
            assert!(Anchors::new(&Source::new(text)).lowered, "{text:?}");
        }
        for text in ["## a", "C# is\n", "a = b", "    # a", "```\n# a\n```"] {
            assert!(!Anchors::new(&Source::new(text)).lowered, "{text:?}");
        }
    }
}
