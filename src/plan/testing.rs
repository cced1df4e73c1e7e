//! A desk for tests: a site from the text of its files.

use super::{Plan, plan};
use crate::base::diag::Diagnostic;
use crate::base::inputs::Stamp;
use crate::base::path::SourcePath;
use crate::model::site::Site;
use crate::model::{SourceFile, Sources, site};
use crate::parse::tags::{TagFile, tags};
use crate::parse::theme::Theme;
use crate::parse::{Context, config::config, document};
use std::sync::Arc;

/// The Site of `(path, text)` pairs on New Year's Day of 2026, and what is wrong with it. `throughline.yaml` may be left
/// out; then the site is `https://desk.example/`.
pub(super) fn read(files: &[(&str, &str)]) -> (Site, Vec<Diagnostic>) {
    let path = |text: &str| SourcePath::new(text).expect("a path in the site");
    let text = files.iter().find(|(name, _)| *name == "throughline.yaml").map(|(_, text)| *text);
    let settings = text.unwrap_or("title: Desk\nbase_url: https://desk.example/\n");
    let (config, mut told) = config(&path("throughline.yaml"), settings);
    let components = ["timeline", "gallery", "background", "embed"].map(Into::into).into();
    let context = Context { config: &config, components: &components, pool: None };
    let mut documents = Vec::new();
    let (mut others, mut tag_file) = (Vec::new(), TagFile::default());
    let mut sorted = files.to_vec();
    sorted.sort();
    for (name, text) in sorted {
        if name == "content/tags.yaml" {
            tag_file = tags(&path(name), text).0;
        } else if name.ends_with(".md") {
            let (one, faults) = document(&path(name), text.as_bytes(), context);
            documents.push(Arc::new(one));
            told.extend(faults);
        } else if name != "throughline.yaml" {
            others.push(SourceFile {
                path: path(name),
                stamp: Stamp { length: text.len() as u64, ..Stamp::default() },
                size: None,
            });
        }
    }
    let sources = Sources {
        config: Arc::new(config),
        documents,
        tags: tag_file,
        files: others,
        now: "2026-01-01T00:00:00Z".parse().expect("an instant"),
        selection: Default::default(),
    };
    let (site, faults) = site(&sources);
    told.extend(faults.into_iter().filter(|fault| fault.is_error()));
    (site, told)
}

/// A Site without faults and its plan, with what is wrong with that.
pub(super) fn planned(files: &[(&str, &str)]) -> (Site, Plan, Vec<Diagnostic>) {
    let (site, told) = read(files);
    assert!(told.iter().all(|one| !one.is_error()), "{told:#?}");
    let (plan, told) = plan(&site, &Theme::default());
    for one in &told {
        assert!(crate::base::codes::find(one.code).is_some(), "`{}` has no entry in base/codes", one.code);
    }
    (site, plan, told)
}

/// The addresses of a plan, in its order.
pub(super) fn addresses(plan: &Plan) -> Vec<&str> {
    plan.pages.iter().map(|page| &*page.address).collect()
}

/// An article's file.
pub(super) fn article(title: &str, published: &str, more: &str) -> String {
    format!("---\ntitle: {title}\npublished: {published}\n{more}---\nText.\n")
}
