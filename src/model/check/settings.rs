//! References in the site's settings: the menu, and the links at the foot of every article.

use crate::base::diag::{Diagnostic, Place};
use crate::model::resolve::{Found, Resolver};
use crate::parse::config::Config;
use crate::parse::document::{DocumentKind, Text};

/// Tells each reference to what does not exist. One to what is not published in this build falls out of the page.
pub(super) fn check(config: &Config, resolver: &Resolver, diagnostics: &mut Vec<Diagnostic>) {
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
