//! One layer of a theme: the files of the site, of its chosen theme, or those built in, each put where it belongs.

use super::{Template, Words};
use crate::base::diag::{Diagnostic, Place};
use crate::base::inputs::{InputError, Inputs};
use crate::base::path::SourcePath;
use crate::parse::document::Text;
use crate::parse::leads_out;
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::collections::BTreeSet;

static BUILT_IN: Dir = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// What one place brings. Names are those that templates use.
#[derive(Default)]
pub(super) struct Layer {
    pub manifest: Option<(SourcePath, Cow<'static, str>)>,
    pub templates: Vec<(Text, Template)>,
    pub assets: Vec<(Text, Cow<'static, [u8]>)>,
    /// By language.
    pub words: Vec<(Text, Words)>,
}

/// Where a file belongs.
enum Slot<'a> {
    Manifest,
    Template(&'a str),
    Asset(&'a str),
    Words(&'a str),
}

/// The theme inside the program: its files are `built-in/…` in errors.
pub(super) fn built_in() -> Layer {
    let mut layer = Layer::default();
    let mut folders = vec![&BUILT_IN];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let Some(name) = file.path().to_str().map(|name| name.replace('\\', "/")) else { continue };
            let Some(path) = SourcePath::new(&format!("built-in/{name}")) else { continue };
            let Some(slot) = flat(&name) else { continue };
            match (slot, file.contents_utf8()) {
                (Slot::Asset(name), _) => layer.assets.push((name.into(), Cow::Borrowed(file.contents()))),
                (slot, Some(text)) => layer.text(slot, path, Cow::Borrowed(text)),
                (_, None) => {}
            }
        }
    }
    layer
}

/// A theme of the site's own, in `folder` (`themes/plain`).
pub(super) fn chosen(inputs: &dyn Inputs, folder: &str, faults: &mut Vec<Diagnostic>) -> Layer {
    let mut layer = Layer::default();
    layer.read(inputs, folder, split, faults);
    layer
}

/// The site's `templates/` and `words/`.
pub(super) fn site(inputs: &dyn Inputs, faults: &mut Vec<Diagnostic>) -> Layer {
    let mut layer = Layer::default();
    layer.read(
        inputs,
        "templates",
        |name| flat(name).filter(|slot| matches!(slot, Slot::Template(_) | Slot::Asset(_))),
        faults,
    );
    layer.read(inputs, "words", |name| Some(Slot::Words(name.strip_suffix(".ftl")?)), faults);
    layer.templates.retain(|(name, template)| {
        let kept = name.starts_with("theme/");
        if kept {
            faults.push(
                Diagnostic::new("theme-file", format!("`{name}` is the name of the theme's own template"))
                    .at(Place::file(&template.path))
                    .hint("to change it, put yours in `templates/` without the folder `theme/`"),
            );
        }
        !kept
    });
    layer
}

/// A folder of templates with the rest beside them.
fn flat(name: &str) -> Option<Slot<'_>> {
    if name == "theme.yaml" {
        return Some(Slot::Manifest);
    }
    if let Some(name) = name.strip_prefix("assets/") {
        return Some(Slot::Asset(name));
    }
    if let Some(name) = name.strip_prefix("words/") {
        return name.strip_suffix(".ftl").map(Slot::Words);
    }
    is_template(name).then_some(Slot::Template(name))
}

/// A theme's folder: `theme.yaml`, `templates/`, `static/`, `words/`.
fn split(name: &str) -> Option<Slot<'_>> {
    match name.split_once('/') {
        None => (name == "theme.yaml").then_some(Slot::Manifest),
        Some(("templates", rest)) => is_template(rest).then_some(Slot::Template(rest)),
        Some(("static", rest)) => Some(Slot::Asset(rest)),
        Some(("words", rest)) => rest.strip_suffix(".ftl").map(Slot::Words),
        Some(_) => None,
    }
}

fn is_template(name: &str) -> bool {
    [".html", ".xhtml", ".xml", ".svg", ".txt", ".css", ".js"].iter().any(|ending| name.ends_with(ending))
}

impl Layer {
    fn read(
        &mut self,
        inputs: &dyn Inputs,
        folder: &str,
        slot: impl Fn(&str) -> Option<Slot<'_>>,
        faults: &mut Vec<Diagnostic>,
    ) {
        let mut found = inputs.list(folder);
        let is_hidden = |path: &SourcePath| path.as_str().split('/').any(|segment| segment.starts_with('.'));
        let (entries, told) = (std::mem::take(&mut found.entries), std::mem::take(&mut found.faults));
        let mut strays = BTreeSet::new();
        faults.extend(told.into_iter().filter(|fault| !is_hidden(&fault.path)).map(unreadable));
        for entry in entries.into_iter().filter(|entry| !is_hidden(&entry.path)) {
            let Some(slot) = entry.path.below(folder).and_then(&slot) else { continue };
            // A template may lie elsewhere; what is published as it is may not.
            if let (Slot::Asset(_), Some(stray)) = (&slot, found.stray(&entry.path)) {
                strays.insert(stray.clone());
                continue;
            }
            match (slot, inputs.read(&entry.path)) {
                (_, Err(error)) => faults.push(unreadable(error)),
                (Slot::Asset(name), Ok(bytes)) => self.assets.push((name.into(), Cow::Owned(bytes))),
                (slot, Ok(bytes)) => match String::from_utf8(bytes) {
                    // A byte order mark is no text of the page.
                    Ok(text) => {
                        let text = text.strip_prefix('\u{feff}').map(String::from).unwrap_or(text);
                        self.text(slot, entry.path.clone(), Cow::Owned(text));
                    }
                    Err(_) => faults.push(
                        Diagnostic::new("theme-file", format!("`{}` is not text in UTF-8", entry.path))
                            .at(Place::file(&entry.path))
                            .hint("save it as UTF-8, or put a picture among the theme's static files"),
                    ),
                },
            }
        }
        faults.extend(strays.iter().map(leads_out));
    }

    fn text(&mut self, slot: Slot, path: SourcePath, text: Cow<'static, str>) {
        match slot {
            Slot::Manifest => self.manifest = Some((path, text)),
            Slot::Template(name) => self.templates.push((name.into(), Template { path, text })),
            Slot::Words(language) => self.words.push((language.into(), Words { path, text })),
            Slot::Asset(name) => self.assets.push((name.into(), Cow::Owned(text.as_bytes().to_vec()))),
        }
    }
}

fn unreadable(error: InputError) -> Diagnostic {
    Diagnostic::new("theme-file", format!("`{}` cannot be read: {}", error.path, error.reason))
        .at(Place::file(&error.path))
        .hint("see that the file is there and may be read")
}
