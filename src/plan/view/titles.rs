//! Names of the pages that have no title of their own, from the theme's words.

use crate::parse::document::Text;
use crate::parse::theme::Theme;
use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use std::collections::BTreeMap;

/// Words that name pages, and the last resort.
const NAMES: &[(&str, &str)] = &[
    ("archive", "By date"),
    ("changes", "Corrections and updates"),
    ("dossiers", "Dossiers"),
    ("home", "Home"),
    ("not-found", "Page not found"),
    ("organisations", "Organisations"),
    ("people", "People"),
    ("places", "Places"),
    ("search", "Search"),
    ("tags", "Tags"),
    ("timeline", "Timeline"),
];

/// The names in one language.
#[derive(Debug, Default)]
pub(super) struct Titles(BTreeMap<&'static str, Text>);

impl Titles {
    /// Looks in the words of the language, then without its region, then in English. Faulty files and messages are
    /// passed over here: the renderer tells them.
    pub fn new(theme: &Theme, language: &str) -> Self {
        let general = language.split(['-', '_']).next();
        let mut titles: BTreeMap<&'static str, Text> =
            NAMES.iter().map(|(word, english)| (*word, Text::from(*english))).collect();
        for code in [Some("en"), general, Some(language)].into_iter().flatten() {
            for words in theme.words.get(code).into_iter().flatten() {
                read(&words.text, &mut titles);
            }
        }
        Titles(titles)
    }

    pub fn get(&self, word: &str) -> Text {
        self.0.get(word).cloned().unwrap_or_else(|| word.into())
    }
}

/// Takes the names that a Fluent file has.
fn read(text: &str, titles: &mut BTreeMap<&'static str, Text>) {
    let resource = match FluentResource::try_new(text.to_string()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    let mut bundle = FluentBundle::new_concurrent(Vec::new());
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    for (word, title) in titles.iter_mut() {
        let Some(pattern) = bundle.get_message(word).and_then(|message| message.value()) else { continue };
        let mut errors = Vec::new();
        let found = bundle.format_pattern(pattern, None, &mut errors);
        if errors.is_empty() {
            *title = found.as_ref().into();
        }
    }
}
