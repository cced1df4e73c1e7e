//! The theme: templates, assets, options, lists and words, of the site, its chosen theme and the built-in one.

mod assets;
mod layer;
mod manifest;
mod options;

use super::config::{Config, ListDefinition};
use super::document::Text;
use crate::base::diag::{Diagnostic, Place};
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use crate::base::text;
use layer::Layer;
use manifest::OptionDefinition;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The name of the theme that is built in.
const BUILT_IN: &str = "default";

/// Everything that templates bring, in its order of search: site, theme, built-in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Theme {
    pub name: Text,
    /// By the name that templates use: `article.html`, `components/timeline.html`, the theme's own under `theme/`, and for a
    /// theme of the site's, the built-in ones under `default/`.
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
#[derive(Clone, Debug, PartialEq)]
pub struct Template {
    /// For errors: a file of the site, or `built-in/article.html`.
    pub path: SourcePath,
    pub text: Cow<'static, str>,
}

/// A file that a theme brings along.
#[derive(Clone, Debug, PartialEq)]
pub struct Asset {
    /// Root-relative, with a content hash: `/assets/theme.1a2b3c4d.css`.
    pub address: Text,
    pub bytes: Cow<'static, [u8]>,
}

/// A Fluent file.
#[derive(Clone, Debug, PartialEq)]
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

    /// Name and address of each asset.
    pub fn addresses(&self) -> impl Iterator<Item = (&Text, &Text)> {
        self.assets.iter().map(|(name, asset)| (name, &asset.address))
    }
}

/// The interface that templates are written for, as it stands in `template_api`.
const TEMPLATE_API: &str = "1";

/// Reads the theme of the site: its `templates/` and `words/`, `themes/<name>/`, and what is built in.
pub fn theme(inputs: &dyn Inputs, config: &Config) -> (Theme, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    if config.template_api.to_string() != TEMPLATE_API {
        faults.push(
            Diagnostic::new("template-api", format!("`template_api: {}` is not offered", config.template_api))
                .at(Place::file(&config.path))
                .hint(format!("this program offers `template_api: {TEMPLATE_API}`; write that, or remove the line")),
        );
    }
    let chosen = chosen(inputs, config, &mut faults);
    let site = layer::site(inputs, &mut faults);
    (assemble(config, layer::built_in(), chosen, site, &mut faults), faults)
}

/// The theme that the site chose; none for the built-in one.
fn chosen(inputs: &dyn Inputs, config: &Config, faults: &mut Vec<Diagnostic>) -> Option<Layer> {
    let name = config.theme.name.as_ref()?;
    let folder = format!("themes/{}", name.value);
    let known = themes(inputs);
    if known.contains(&name.value) {
        let layer = layer::chosen(inputs, &folder, faults);
        if layer.manifest.is_none() {
            faults.push(
                Diagnostic::new("theme-manifest", format!("the theme `{}` has no `theme.yaml`", name.value))
                    .at(Place::new(&config.path, name.span))
                    .hint(format!(
                        "write `{folder}/theme.yaml` with `name: {}` and `template_api: {TEMPLATE_API}`",
                        name.value
                    )),
            );
        }
        return Some(layer);
    }
    if &*name.value != BUILT_IN {
        let told = Diagnostic::new("unknown-theme", format!("there is no theme `{}`", name.value))
            .at(Place::new(&config.path, name.span));
        faults.push(match text::nearest(&name.value, known.iter().map(|name| &**name).chain([BUILT_IN])) {
            Some(near) => told.label(format!("did you mean `{near}`?")),
            None => told.hint(format!("put it in `{folder}/`, with its `theme.yaml`, or write `use: {BUILT_IN}`")),
        });
    }
    None
}

/// Names of the folders in `themes/`.
fn themes(inputs: &dyn Inputs) -> BTreeSet<Text> {
    let entries = inputs.list("themes").entries;
    entries.iter().filter_map(|entry| Some(entry.path.below("themes")?.split_once('/')?.0.into())).collect()
}

/// Puts the layers over one another, the weakest first.
fn assemble(
    config: &Config,
    built_in: Layer,
    chosen: Option<Layer>,
    site: Layer,
    faults: &mut Vec<Diagnostic>,
) -> Theme {
    let mut theme = Theme {
        name: config.theme.name.as_ref().map_or_else(|| BUILT_IN.into(), |name| name.value.clone()),
        ..Theme::default()
    };
    let mut options: Vec<OptionDefinition> = Vec::new();
    let mut files = BTreeMap::new();
    let has_chosen = chosen.is_some();
    for (at, layer) in [Some(built_in), chosen, Some(site)].into_iter().enumerate() {
        let Some(layer) = layer else { continue };
        let (is_built_in, is_site) = (at == 0, at == 2);
        if let Some((path, text)) = &layer.manifest {
            let manifest = manifest::manifest(path, text, faults);
            // The chosen theme's options come first; those of the built-in one stay, for its templates are fallen back on.
            options.retain(|old| manifest.options.iter().all(|new| new.name.value != old.name.value));
            options.splice(0..0, manifest.options);
            theme.lists.retain(|old| manifest.lists.iter().all(|new| new.name.value != old.name.value));
            theme.lists.splice(0..0, manifest.lists);
        }
        for (name, template) in layer.templates {
            if is_built_in && has_chosen {
                theme.templates.insert(format!("{BUILT_IN}/{name}").into(), template.clone());
            }
            if !is_site {
                theme.templates.insert(format!("theme/{name}").into(), template.clone());
            }
            theme.templates.insert(name, template);
        }
        files.extend(layer.assets);
        for (language, words) in layer.words {
            theme.words.entry(language).or_default().push(words);
        }
    }
    let ready = super::lists::ready_made().into_iter();
    let ready: Vec<_> = ready.filter(|list| theme.lists.iter().all(|own| own.name.value != list.name.value)).collect();
    theme.lists.extend(ready);
    theme.options = options::values(&options, config, faults);
    theme.option_css = options::css(&options, &theme.options, config, faults);
    theme.assets = assets::assets(files, &theme.option_css, faults);
    theme
}

#[cfg(test)]
mod tests;
