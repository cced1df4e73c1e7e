//! Which files a template is put together from.

use super::Renderer;
use super::scan::{self, Kind};
use super::templates::Templates;
use crate::base::path::SourcePath;
use std::collections::BTreeSet;

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
        let mut waiting = vec![template.to_string()];
        let mut seen = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            let Some(source) = self.source(&name).filter(|_| !seen.contains(&name)) else { continue };
            for tag in scan::tags(&source.text) {
                if matches!(scan::word(&tag), Some("extends" | "include")) {
                    // An include may name several, of which the first that is there is taken.
                    let names = tag.iter().filter(|token| token.kind == Kind::Text);
                    waiting.extend(names.map(|token| token.text.to_string()));
                }
            }
            seen.insert(name);
        }
        seen
    }
}
