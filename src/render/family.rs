//! Which files a template is put together from.

use super::Renderer;
use super::fields::Scanned;
use super::scan::Kind;
use super::templates::{Templates, found};
use crate::base::path::SourcePath;
use crate::parse::document::Text;
use std::collections::{BTreeMap, BTreeSet};

impl Renderer {
    /// The file of a template and those of all that it extends and includes, in order; built-in ones too.
    pub fn files(&self, template: &str) -> Vec<SourcePath> {
        let family = self.templates.family(template);
        let files = family.iter().filter_map(|name| Some(self.templates.source(name)?.path.clone()));
        files.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

impl Templates {
    /// The names of a template and of all that it extends and includes, in order.
    pub fn family(&self, template: &str) -> BTreeSet<String> {
        self.asks.family(template)
    }
}

/// The names of the templates that each one extends and includes itself.
pub(super) struct Asks(BTreeMap<Text, Vec<String>>);

impl Asks {
    pub fn new(scanned: &BTreeMap<Text, Scanned>) -> Self {
        let asked = |scanned: &Scanned| {
            let tags = scanned.tags.iter().filter(|tag| matches!(tag.word, "extends" | "include"));
            // An include may name several, of which the first that is there is taken.
            let names = tags.flat_map(|tag| &tag.tokens).filter(|token| token.kind == Kind::Text);
            // A stroke may be escaped in a text, and nothing else that a name has.
            names.map(|token| token.text.replace('\\', "")).collect()
        };
        Asks(scanned.iter().map(|(name, scanned)| (name.clone(), asked(scanned))).collect())
    }

    /// The names of a template and of all that it extends and includes, in order.
    pub fn family(&self, template: &str) -> BTreeSet<String> {
        let mut waiting = vec![template.to_string()];
        let mut seen = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            let Some(asked) = found(&self.0, &name).filter(|_| !seen.contains(&name)) else { continue };
            waiting.extend(asked.iter().cloned());
            seen.insert(name);
        }
        seen
    }
}
