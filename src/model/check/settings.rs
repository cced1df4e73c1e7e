//! References in the site's settings: the menu, the links at the foot of every article, the publisher's logo.

use crate::base::diag::{Diagnostic, Place};
use crate::model::Sources;
use crate::model::files::{Files, bad_picture, is_elsewhere};
use crate::model::resolve::{Found, Resolver};
use crate::parse::config::Config;
use crate::parse::document::{DocumentKind, Text};

/// Tells each reference to what does not exist. One to what is not published in this build falls out of the page.
pub(super) fn check(sources: &Sources, resolver: &Resolver, diagnostics: &mut Vec<Diagnostic>) {
    let config = &*sources.config;
    diagnostics.extend(logo(config, sources));
    let links = config.article_links.iter().map(|link| &link.to);
    for written in config.menu.iter().chain(links) {
        let Some((scheme, id)) = written.value.split_once(':') else { continue };
        if let Some((kind, near)) = missing(resolver, &scheme.to_ascii_lowercase(), id.trim()) {
            let message = format!("no {kind} has the id `{}`", id.trim());
            let fault = Diagnostic::new("broken-link", message).at(Place::new(&config.path, written.span));
            diagnostics.push(match near {
                Some(near) => fault.label(format!("did you mean `{kind}:{near}`?")),
                None => fault.hint("write an id that exists, or take the entry out"),
            });
        }
    }
}

/// What is wrong with the publisher's logo.
fn logo(config: &Config, sources: &Sources) -> Option<Diagnostic> {
    let logo = config.publisher.logo.as_ref()?;
    if is_elsewhere(&logo.value) {
        return bad_picture(&config.path, logo.span, &logo.value);
    }
    let message = format!("there is no file `{}` in `static/`", logo.value);
    let fault = Diagnostic::new("missing-file", message).at(Place::new(&config.path, logo.span));
    let is_there = Files::of(sources).find(&config.path, &logo.value).is_some();
    (!is_there).then(|| fault.hint("put the logo there, or take the line out"))
}

/// The kind of a reference that nothing answers to, and the nearest id; none for other addresses.
fn missing(resolver: &Resolver, scheme: &str, id: &str) -> Option<(&'static str, Option<Text>)> {
    use DocumentKind::{Article, Dossier, Organisation, Page, Person, Place};
    if scheme == "tag" {
        let is_there = !matches!(resolver.tag(id), Found::Missing) || !resolver.name_nodes(None, id).is_empty();
        return (!is_there).then_some(("tag", None));
    }
    let kind = [Article, Dossier, Organisation, Page, Person, Place].into_iter().find(|kind| kind.word() == scheme)?;
    if !resolver.id_nodes(kind, id).is_empty() {
        return None;
    }
    let near = match kind {
        Article => resolver.nearest_article(id),
        Dossier => resolver.nearest_dossier(id),
        Page => resolver.nearest_page(id),
        _ => resolver.nearest_entity(Some(kind), id),
    };
    Some((kind.word(), near.map(Text::from)))
}
