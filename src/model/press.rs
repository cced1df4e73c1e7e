//! A press for tests: a site from the text of its files.

use super::site::Site;
use super::{SourceFile, Sources, site};
use crate::base::diag::Diagnostic;
use crate::base::inputs::Stamp;
use crate::base::path::SourcePath;
use crate::parse::config::config;
use crate::parse::document::Text;
use crate::parse::tags::TagFile;
use crate::parse::{Context, document, tags};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The sources in these files, on New Year's Day of 2020. A text without front matter gets a title, and an article a
/// date, so that a story holds only what it is about.
pub(super) fn sources(files: &[(&str, &str)]) -> Sources {
    let path = |path: &str| SourcePath::new(path).expect("a path in the site");
    let mut settings = "title: The Desk\nbase_url: https://desk.example/\nlanguages: [en, ru]\n".to_string();
    settings += files.iter().find(|(path, _)| *path == "throughline.yaml").map_or("", |(_, text)| text);
    let (config, faults) = config(&path("throughline.yaml"), &settings);
    assert_eq!(faults, []);
    let components: BTreeSet<Text> = ["background", "gallery", "timeline"].into_iter().map(Text::from).collect();
    let mut sources = Sources {
        config: Arc::new(config),
        documents: Vec::new(),
        tags: TagFile::default(),
        files: Vec::new(),
        now: "2020-01-01T00:00:00Z".parse().expect("an instant"),
        selection: Default::default(),
    };
    let config = sources.config.clone();
    for (name, text) in files.iter().filter(|(name, _)| *name != "throughline.yaml") {
        let name = path(name);
        if name.name() == "tags.yaml" {
            sources.tags = tags::tags(&name, text).0;
        } else if name.extension() == "md" {
            let text = whole(&name, text);
            let context = Context { config: &config, components: &components, pool: None };
            let (document, faults) = document(&name, text.as_bytes(), context);
            let errors: Vec<&Diagnostic> =
                faults.iter().filter(|fault| fault.is_error() && fault.code != "link-scheme").collect();
            assert!(errors.is_empty(), "{errors:?} in {text}");
            sources.documents.push(Arc::new(document));
        } else {
            sources.files.push(SourceFile {
                path: name,
                stamp: Stamp { length: text.len() as u64, ..Stamp::default() },
                size: Some((640, 480)),
            });
        }
    }
    sources.documents.sort_by(|a, b| a.path.cmp(&b.path));
    sources.files.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// Completes a text: front matter stands before a line `---`; without such a line all is body.
fn whole(path: &SourcePath, text: &str) -> String {
    let (front, body) = text.split_once("---\n").unwrap_or(("", text));
    let below = path.below("content").unwrap_or("").split('/').next().unwrap_or("");
    let named = matches!(below, "people" | "places" | "organisations");
    let key = if named { "name" } else { "title" };
    let mut whole = "---\n".to_string();
    let has = |key: &str| front.lines().any(|line| line.starts_with(key) && line[key.len()..].starts_with(':'));
    if below != "background" && !has(key) {
        whole += &format!("{key}: {}\n", path.stem());
    }
    let is_dossier = below == "dossiers" && path.name().starts_with("index.");
    let is_other = matches!(below, "people" | "places" | "organisations" | "pages" | "background");
    let is_translation = path.stem().contains('.');
    let is_article = !is_dossier && !is_other && !is_translation;
    if is_article && !has("published") && !path.name().starts_with("20") {
        whole += "published: 2017-01-23\n";
    }
    whole + front + "---\n" + body
}

/// The Site and what is wrong with it, each as `code place: message`, then what the marked text and the hints say.
pub(super) fn build(sources: &Sources) -> (Site, Vec<String>) {
    let (site, diagnostics) = site(sources);
    // What was left out of a text for another generator is told by every such text, and is no fault of the model's.
    let own = diagnostics.iter().filter(|fault| fault.code != "foreign-shortcode");
    (site, own.map(said).collect())
}

/// The Site of files without a fault.
pub(super) fn print(files: &[(&str, &str)]) -> Site {
    let (site, said) = build(&sources(files));
    assert_eq!(said, [] as [String; 0]);
    site
}

/// What is wrong with these files.
pub(super) fn faults(files: &[(&str, &str)]) -> Vec<String> {
    build(&sources(files)).1
}

fn said(fault: &Diagnostic) -> String {
    assert!(crate::base::codes::find(fault.code).is_some(), "`{}` has no entry in base/codes", fault.code);
    let place = fault.place.as_ref().map_or("", |place| place.path.name());
    let more = fault.label.iter().chain(&fault.hints).map(|text| format!(" | {text}")).collect::<String>();
    format!("{} {place}: {}{more}", fault.code, fault.message)
}
