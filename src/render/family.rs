//! Which files a template is put together from.

use super::Renderer;
use super::scan;
use crate::base::path::SourcePath;
use std::collections::BTreeSet;

impl Renderer {
    /// The file of a template and those of all that it extends and includes, in order; built-in ones too.
    pub fn files(&self, template: &str) -> Vec<SourcePath> {
        let mut waiting = vec![template.to_string()];
        let mut seen = BTreeSet::new();
        let mut files = BTreeSet::new();
        while let Some(name) = waiting.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            let Some(source) = self.templates.source(&name) else { continue };
            files.insert(source.path.clone());
            for tag in scan::tags(&source.text) {
                let others = ["extends", "include"].iter().filter_map(|word| scan::argument(&tag, word));
                waiting.extend(others.map(|token| token.text.to_string()));
            }
        }
        files.into_iter().collect()
    }
}
