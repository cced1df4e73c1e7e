//! Translations: which document each translates, and its place with the original.

use super::memberships;
use super::resolve::{Resolver, Slot};
use super::select::State;
use super::site::{Member, Site, Translation};
use crate::base::diag::{Diagnostic, Place};
use crate::base::path::SourcePath;
use crate::model::Sources;
use crate::parse::config::Config;
use crate::parse::document::{Document, Text};
use std::collections::BTreeMap;

/// What the documents are originals of, or translations.
pub(super) struct Originals {
    /// For each document the node of the original: its own for an original, none for a translation of nothing.
    pub of: Vec<Option<u32>>,
    /// The path of each translation, and its original.
    pub aliases: Vec<(SourcePath, u32)>,
    pub told: Vec<Diagnostic>,
}

/// Finds what each document translates.
pub(super) fn originals(sources: &Sources, states: &[State], resolver: &Resolver) -> Originals {
    let mut diagnostics = Vec::new();
    let mut aliases = Vec::new();
    let mut taken: BTreeMap<(u32, Text), u32> = BTreeMap::new();
    let mut originals = Vec::with_capacity(sources.documents.len());
    for (at, document) in sources.documents.iter().enumerate() {
        if document.translation.is_none() && document.common.translation_of.is_none() {
            if states[at].is_told() {
                diagnostics.extend(unlisted_language(document, &sources.config, resolver));
            }
            originals.push(Some(at as u32));
            continue;
        }
        let told = states[at].is_told();
        let mut faults = Vec::new();
        let found = original(document, resolver, &mut faults).and_then(|node| {
            let language = language(document, &mut faults)?;
            let of = &sources.documents[node as usize];
            check_language(document, of, &language, sources, &mut faults);
            // A second one in the same language is told, and left out.
            let first = *taken.entry((node, language)).or_insert(at as u32);
            if first != at as u32 {
                faults.push(twice(document, &sources.documents[first as usize]));
                return None;
            }
            Some(node)
        });
        if told {
            diagnostics.append(&mut faults);
        }
        aliases.extend(found.map(|node| (document.path.clone(), node)));
        originals.push(found);
    }
    Originals { of: originals, aliases, told: diagnostics }
}

fn original(document: &Document, resolver: &Resolver, faults: &mut Vec<Diagnostic>) -> Option<u32> {
    if let Some(written) = &document.common.translation_of {
        let nodes = resolver.id_nodes(document.kind, &written.value);
        let place = Place::new(&document.path, written.span);
        match nodes[..] {
            [node] => return Some(node),
            [] => {
                let kind = document.kind.word();
                let message = format!("there is no {kind} `{}` of which this could be a translation", written.value);
                faults.push(Diagnostic::new("no-original", message).at(place).hint("write the `id` of the original"));
            }
            _ => faults.push(memberships::ambiguous_reference(&written.value, &resolver.files(&nodes), place)),
        }
        return None;
    }
    let path = original_path(&document.path)?;
    let found = resolver.path_node(&path).filter(|node| resolver.kind(*node) == document.kind);
    if found.is_none() {
        faults.push(
            Diagnostic::new(
                "no-original",
                format!("there is no `{}` of which this could be a translation", path.name()),
            )
            .at(Place::file(&document.path))
            .hint(
                "write the original, name it with `translation_of: <id>`, or take the language out of the file's name",
            ),
        );
    }
    found
}

/// `a/x.md` for `a/x.ru.md`.
fn original_path(path: &SourcePath) -> Option<SourcePath> {
    let (base, _) = path.stem().rsplit_once('.')?;
    path.parent().join(&format!("{base}.{}", path.extension()))
}

/// The language of a translation: its file's name, or `language`.
fn language(document: &Document, faults: &mut Vec<Diagnostic>) -> Option<Text> {
    let language = document.translation.clone().or_else(|| document.common.language.clone());
    if language.is_none() {
        faults.push(
            Diagnostic::new("unknown-language", "this translation does not say its language")
                .at(Place::file(&document.path))
                .hint("add it, as in `language: ru`"),
        );
    }
    language
}

fn check_language(
    document: &Document,
    of: &Document,
    language: &Text,
    sources: &Sources,
    faults: &mut Vec<Diagnostic>,
) {
    let config = &sources.config;
    let own = of.common.language.as_ref().unwrap_or(&config.language);
    let message = if own == language {
        format!("the original is in `{language}` too")
    } else if !config.languages.contains(language) {
        format!("`{language}` is no language of this site")
    } else {
        return;
    };
    let hint = if own == language {
        "give this file the language that it is written in, in its name or with `language`".to_string()
    } else {
        add_language(config, language)
    };
    faults.push(Diagnostic::new("unknown-language", message).at(Place::file(&document.path)).hint(hint));
}

/// An error for `x.fr.md` beside `x.md` where the site has no French: it would be an article of its own.
fn unlisted_language(document: &Document, config: &Config, resolver: &Resolver) -> Option<Diagnostic> {
    let (_, end) = document.path.stem().rsplit_once('.')?;
    let looks_so = matches!(end.len(), 2 | 3) && end.bytes().all(|byte| byte.is_ascii_lowercase());
    let original = original_path(&document.path).filter(|_| looks_so && *end != *config.language)?;
    resolver.path_node(&original).filter(|node| resolver.kind(*node) == document.kind)?;
    let message = format!("`{end}` is no language of this site, so this is no translation of `{}`", original.name());
    Some(
        Diagnostic::new("unknown-language", message)
            .at(Place::file(&document.path))
            .hint(format!("{}, or take `.{end}` out of the file's name", add_language(config, end))),
    )
}

/// What to write so that the site has a language.
fn add_language(config: &Config, language: &str) -> String {
    let list: Vec<&str> = config.languages.iter().map(|known| &**known).filter(|known| *known != language).collect();
    format!("add it in `{}`: `languages: [{}, {language}]`", config.path, list.join(", "))
}

fn twice(document: &Document, first: &Document) -> Diagnostic {
    Diagnostic::new("duplicate-translation", "the original has another translation into this language")
        .at(Place::file(&document.path))
        .also(Place::file(&first.path), "the other one")
        .hint("keep one of the two")
}

/// Puts each published translation with its original, in the order of the site's languages.
pub(super) fn attach(
    site: &mut Site,
    sources: &Sources,
    states: &[State],
    originals: &[Option<u32>],
    resolver: &Resolver,
) {
    for (at, document) in sources.documents.iter().enumerate() {
        let Some(node) = originals[at].filter(|node| *node as usize != at && states[at].is_in()) else { continue };
        let Some(language) = document.translation.clone().or_else(|| document.common.language.clone()) else {
            continue;
        };
        let Slot::Member(member) = resolver.slot(node) else { continue };
        let list = match member {
            Member::Article(id) => &mut site.articles[id.0 as usize].translations,
            Member::Dossier(id) => &mut site.dossiers[id.0 as usize].translations,
            Member::Entity(id) => &mut site.entities[id.0 as usize].translations,
            Member::Page(id) => &mut site.pages[id.0 as usize].translations,
        };
        list.push(Translation { language, doc: document.clone(), links: Vec::new() });
        let languages = &site.config.languages;
        list.sort_by_key(|translation| languages.iter().position(|known| *known == translation.language));
    }
}
