//! The theme: templates, assets, options, lists and words, of the site, its chosen theme and the built-in one.

use super::config::{Config, ListDefinition};
use super::document::Text;
use crate::base::diag::Diagnostic;
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Everything that templates bring, in its order of search: site, theme, built-in.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    pub name: Text,
    /// By the name that templates use: `article.html`, `components/timeline.html`, and the theme's own under `theme/`.
    pub templates: BTreeMap<Text, Template>,
    /// By name: `theme.css`.
    pub assets: BTreeMap<Text, Asset>,
    /// The theme's options with the site's values, in the manifest's order.
    pub options: Vec<(Text, serde_json::Value)>,
    /// Custom properties (`:root{--accent:#a00}`) of the options with `css: true`; empty when there are none.
    pub option_css: String,
    /// The theme's named lists, then the ready-made ones; the site's own are in its config and win.
    pub lists: Vec<ListDefinition>,
    /// Fluent texts by language, the weakest first: built-in, theme, site.
    pub words: BTreeMap<Text, Vec<Words>>,
}

/// A template and the file it came from.
#[derive(Clone, Debug)]
pub struct Template {
    /// For errors: a file of the site, or `built-in/article.html`.
    pub path: SourcePath,
    pub text: Cow<'static, str>,
}

/// A file that a theme brings along.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Root-relative, with a content hash: `/assets/theme.1a2b3c4d.css`.
    pub address: Text,
    pub bytes: Cow<'static, [u8]>,
}

/// A Fluent file.
#[derive(Clone, Debug)]
pub struct Words {
    pub path: SourcePath,
    pub text: Cow<'static, str>,
}

impl Theme {
    /// Names of the components that content may use.
    pub fn components(&self) -> BTreeSet<Text> {
        let name = |template: &Text| template.strip_prefix("components/")?.strip_suffix(".html").map(Text::from);
        self.templates.keys().filter_map(name).collect()
    }
}

/// Reads the theme of the site: its `templates/` and `words/`, `themes/<name>/`, and what is built in.
pub fn theme(_inputs: &dyn Inputs, _config: &Config) -> (Theme, Vec<Diagnostic>) {
    unimplemented!("render")
}
