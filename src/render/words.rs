//! The words of the interface: Fluent messages by language, with what a missing one falls back on.

use super::{numbers, plurals};
use crate::base::diag::{Diagnostic, Place, Span};
use crate::parse::document::Text;
use crate::parse::theme;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::resolver::ResolverError;
use fluent_bundle::resolver::errors::ReferenceKind;
use fluent_bundle::{FluentArgs, FluentError, FluentResource};
use std::collections::{BTreeMap, BTreeSet};

/// What every language falls back on.
const LAST: &str = "en";

/// The messages of every language.
pub struct Words {
    languages: BTreeMap<Text, Language>,
}

struct Language {
    bundle: FluentBundle<FluentResource>,
    /// For did-you-mean.
    names: BTreeSet<Text>,
}

impl Words {
    /// Reads the Fluent files of each language, the strongest last. What cannot be read is told and left out.
    pub fn new(words: &BTreeMap<Text, Vec<theme::Words>>) -> (Words, Vec<Diagnostic>) {
        let mut faults = Vec::new();
        let languages = words.iter().map(|(code, files)| (code.clone(), language(code, files, &mut faults))).collect();
        (Words { languages }, faults)
    }

    /// The languages in which a message of `language` is looked for: itself, without its region, English.
    fn chain<'a>(&'a self, language: &'a str) -> impl Iterator<Item = &'a Language> {
        let general = language.split_once('-').map(|(general, _)| general);
        [Some(language), general, Some(LAST)].into_iter().flatten().filter_map(|code| self.languages.get(code))
    }

    /// Whether there is a message `name` in this language or in what it falls back on.
    pub fn has(&self, language: &str, name: &str) -> bool {
        self.chain(language).any(|language| language.names.contains(name))
    }

    /// The site's languages that lack words which English has: those pages say them in English. Told once a language.
    pub fn lacking(&self, languages: &[Text]) -> Vec<Diagnostic> {
        let Some(english) = self.languages.get(LAST) else { return Vec::new() };
        let lacks = |language: &Text| {
            let own =
                |name: &&Text| self.chain(language).any(|one| !std::ptr::eq(one, english) && one.names.contains(*name));
            let general = language.split(['-', '_']).next();
            let count = if general == Some(LAST) { 0 } else { english.names.iter().filter(|name| !own(name)).count() };
            Some(count).filter(|count| *count > 0)
        };
        let told = |(language, count): (&Text, usize)| {
            let all = english.names.len();
            let what = if count == all {
                format!("there are no words of the interface in `{language}`")
            } else {
                format!("of {all} words of the interface, {count} are not there in `{language}`")
            };
            Diagnostic::new("words-missing", format!("{what}: its pages say them in English"))
                .hint(format!("write `words/{language}.ftl`, with the names of `templates/words/en.ftl`"))
        };
        languages.iter().filter_map(|language| Some((language, lacks(language)?))).map(told).collect()
    }

    /// The nearest name of a message.
    pub fn nearest<'a>(&'a self, language: &'a str, name: &str) -> Option<&'a str> {
        crate::base::text::nearest(name, self.chain(language).flat_map(|l| l.names.iter()).map(|name| &**name))
    }

    /// The message as text.
    ///
    /// # Errors
    /// In a theme author's words: the message is missing, or needs a value that it was not given.
    pub fn format(&self, language: &str, name: &str, args: &FluentArgs) -> Result<String, String> {
        let found = self
            .chain(language)
            .find_map(|language| Some((&language.bundle, language.bundle.get_message(name)?.value()?)));
        let Some((bundle, pattern)) = found else {
            let near = self.nearest(language, name).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
            let last = if language == LAST { String::new() } else { format!(" or `words/{LAST}.ftl`") };
            return Err(format!("there is no word `{name}` in `words/{language}.ftl`{last}{near}"));
        };
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        match errors.first() {
            None => Ok(text),
            Some(error) => Err(format!("the word `{name}` {}", lacking(error))),
        }
    }
}

fn lacking(error: &FluentError) -> String {
    match error {
        FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Variable { id })) => {
            format!("needs a value `{id}`: write `t(lang=…, {id}=…)`")
        }
        FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Message { id, .. })) => {
            format!("refers to `{id}`, which is not there")
        }
        FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Term { id, .. })) => {
            format!("refers to `-{id}`, which is not there")
        }
        FluentError::ResolverError(ResolverError::Reference(ReferenceKind::Function { id })) => {
            format!("calls `{id}`, and there are no functions")
        }
        FluentError::ResolverError(ResolverError::Cyclic) => "refers to itself".into(),
        _ => "cannot be put together".into(),
    }
}

fn language(code: &str, files: &[theme::Words], faults: &mut Vec<Diagnostic>) -> Language {
    let locale = code.parse().or_else(|_| LAST.parse()).unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Isolation marks inside text break searches; templates isolate with `<bdi>`.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(numbers::formatter(code)));
    // The bundle is new: it has no function of this name yet.
    let _ = bundle.add_function(plurals::FUNCTION, plurals::function(code));
    let mut names = BTreeSet::new();
    for file in files {
        let resource = FluentResource::try_new(plurals::asked(&file.text)).unwrap_or_else(|(resource, errors)| {
            faults.extend(errors.iter().map(|error| {
                let end = error.pos.end.min(file.text.len());
                let reason = error.to_string().replace('"', "`");
                Diagnostic::new("words-syntax", format!("these words cannot be read: {}", first_small(&reason)))
                    .at(Place::new(&file.path, Span::new(error.pos.start.min(end), end)))
                    .hint("a word is `name = text`; further lines begin with blanks; `{ $k }` stands for a value")
            }));
            resource
        });
        names.extend(file.text.lines().filter_map(defined).map(Text::from));
        bundle.add_resource_overriding(resource);
    }
    names.retain(|name| bundle.get_message(name).is_some_and(|message| message.value().is_some()));
    Language { bundle, names }
}

/// The name of the message that begins on this line.
fn defined(line: &str) -> Option<&str> {
    let name = line.split_once('=')?.0.trim_end();
    let good = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(good)).then_some(name)
}

/// The text with its first letter small: for putting it behind a colon.
pub(super) fn first_small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::path::SourcePath;
    use fluent_bundle::FluentValue;

    fn words(files: &[(&str, &str)]) -> (Words, Vec<Diagnostic>) {
        let mut by_language: BTreeMap<Text, Vec<theme::Words>> = BTreeMap::new();
        for (language, text) in files {
            let path = SourcePath::new(&format!("words/{language}.ftl")).expect("a path");
            let words = theme::Words { path, text: text.to_string().into() };
            by_language.entry((*language).into()).or_default().push(words);
        }
        Words::new(&by_language)
    }

    fn args(list: &[(&'static str, i64)]) -> FluentArgs<'static> {
        list.iter().map(|(name, value)| (*name, FluentValue::from(*value))).collect()
    }

    const RU: &str =
        "pieces = { $n ->\n    [one] { $n } статья\n    [few] { $n } статьи\n   *[many] { $n } статей\n}\n";

    #[test]
    fn plurals_follow_the_language() {
        let (words, faults) = words(&[("ru", RU)]);
        assert_eq!(faults, []);
        for (n, text) in [(1, "1 статья"), (3, "3 статьи"), (5, "5 статей"), (21, "21 статья"), (1111, "1111 статей")]
        {
            assert_eq!(words.format("ru", "pieces", &args(&[("n", n)])).as_deref(), Ok(text));
        }
    }

    /// CLDR's forms of 0, 1, 2, 3, 11, 100, 173: the judge of languages compares more of them with Intl.
    const FORMS: [(&str, &str); 9] = [
        ("en", "other one other other other other other"),
        ("de", "other one other other other other other"),
        ("es", "other one other other other other other"),
        ("fr", "one one other other other other other"),
        ("ru", "many one few few many many few"),
        ("be", "many one few few many many few"),
        ("ar", "zero one two few many other many"),
        ("lt", "other one few few other other few"),
        ("tlh", "other other other other other other other"),
    ];

    #[test]
    fn plural_forms_are_those_of_cldr_and_numbers_stand_as_they_are() {
        let forms = ["zero", "one", "two", "few", "many"].map(|form| format!("    [{form}] {form} {{ $n }}\n"));
        let text = format!("n = {{ $n ->\n{}   *[other] other {{ $n }}\n}}\n", forms.concat());
        let (words, faults) = words(&FORMS.map(|(language, _)| (language, &text[..])));
        assert_eq!(faults, []);
        for (language, forms) in FORMS {
            for (n, form) in [0, 1, 2, 3, 11, 100, 173].into_iter().zip(forms.split(' ')) {
                let said = words.format(language, "n", &args(&[("n", n)]));
                assert_eq!(said, Ok(format!("{form} {n}")), "{language}");
            }
        }
        assert_eq!(words.format("ar", "n", &args(&[("n", 12345)])).as_deref(), Ok("many 12,345"));
    }

    #[test]
    fn a_number_may_have_words_of_its_own() {
        let text = "n = { $n ->\n    [0] none\n    [one] one\n   *[other] { $n }\n}\n";
        let (words, _) = words(&[("en", text), ("fr", text)]);
        for (language, n, said) in [("en", 0, "none"), ("fr", 0, "none"), ("fr", 1, "one"), ("en", 7, "7")] {
            assert_eq!(words.format(language, "n", &args(&[("n", n)])).as_deref(), Ok(said));
        }
    }

    #[test]
    fn the_last_file_wins_and_english_is_the_last_resort() {
        let (words, faults) =
            words(&[("en", "home = Home\nmore = More"), ("en", "home = Front page"), ("pt", "home = Início")]);
        assert_eq!(faults, []);
        let none = FluentArgs::new();
        assert_eq!(words.format("en", "home", &none).as_deref(), Ok("Front page"));
        assert_eq!(words.format("pt-BR", "home", &none).as_deref(), Ok("Início"));
        assert_eq!(words.format("pt-BR", "more", &none).as_deref(), Ok("More"));
        assert!(words.has("fi", "more") && !words.has("fi", "les"));
    }

    #[test]
    fn what_is_missing_is_said_in_words() {
        let (words, _) = words(&[("en", "part-of = { $k } of { $n }\nhome = Home")]);
        let part = words.format("en", "part-of", &args(&[("k", 1)])).unwrap_err();
        assert!(part.contains("needs a value `n`"), "{part}");
        let unknown = words.format("ru", "part_of", &FluentArgs::new()).unwrap_err();
        assert!(unknown.contains("words/ru.ftl") && unknown.contains("did you mean `part-of`?"), "{unknown}");
    }

    #[test]
    fn a_slip_in_a_word_file_has_its_place_and_the_rest_is_read() {
        let text = "home = Home\n\npart of = x\n\nmore = More { $n\nlast = Last\n";
        let (words, faults) = words(&[("en", text)]);
        assert_eq!(faults.len(), 2, "{faults:?}");
        let place = faults[0].place.as_ref().and_then(|place| place.span).expect("a place");
        assert!(text[..place.start as usize].ends_with("part "), "{place:?}");
        assert!(words.has("en", "home") && words.has("en", "last") && !words.has("en", "part"));
    }

    /// The names of a Fluent file with the values that each uses.
    fn used(text: &'static str) -> BTreeMap<&'static str, BTreeSet<&'static str>> {
        let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut last = "";
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            last = defined(line).unwrap_or(last);
            let values = line.split('$').skip(1);
            let end =
                |rest: &'static str| rest.find(|c: char| !c.is_ascii_alphanumeric()).map_or(rest, |at| &rest[..at]);
            if !last.is_empty() {
                all.entry(last).or_default().extend(values.map(end));
            }
        }
        all
    }

    #[test]
    fn the_languages_of_the_theme_are_complete_and_use_the_same_values() {
        let english = used(include_str!("../../templates/words/en.ftl"));
        assert!(english.len() > 100);
        for (language, text) in [
            ("ru", include_str!("../../templates/words/ru.ftl")),
            ("ar", include_str!("../../templates/words/ar.ftl")),
            ("de", include_str!("../../templates/words/de.ftl")),
        ] {
            let own = used(text);
            let missing: Vec<_> = english.keys().filter(|name| !own.contains_key(*name)).collect();
            assert!(missing.is_empty(), "words/{language}.ftl lacks {missing:?}");
            let unknown: Vec<_> = own.keys().filter(|name| !english.contains_key(*name)).collect();
            assert!(unknown.is_empty(), "words/{language}.ftl has {unknown:?}, which English has not");
            let other: Vec<_> = english.iter().filter(|(name, values)| own[*name] != **values).collect();
            assert!(other.is_empty(), "words/{language}.ftl uses other values than {other:?}");
        }
    }

    #[test]
    fn every_form_of_the_theme_s_words_can_be_put_together() {
        let files = [
            ("en", include_str!("../../templates/words/en.ftl")),
            ("ru", include_str!("../../templates/words/ru.ftl")),
            ("ar", include_str!("../../templates/words/ar.ftl")),
            ("de", include_str!("../../templates/words/de.ftl")),
        ];
        let (words, faults) = words(&files);
        assert_eq!(faults, []);
        for (language, text) in files {
            for (name, values) in used(text) {
                for n in [0, 1, 2, 3, 11, 100, 173] {
                    let given = values.iter().map(|value| (*value, FluentValue::from(n))).collect();
                    let said = words.format(language, name, &given);
                    assert!(said.as_ref().is_ok_and(|said| !said.trim().is_empty()), "{language} {name} {n}: {said:?}");
                }
            }
        }
        let articles = |language: &str, n: i64| words.format(language, "articles", &args(&[("n", n)])).expect("words");
        let of = |language: &str| [0, 1, 2, 3, 11, 100, 173, 12345].map(|n| articles(language, n)).join(", ");
        assert_eq!(
            of("ru"),
            "0 статей, 1 статья, 2 статьи, 3 статьи, 11 статей, 100 статей, 173 статьи, 12\u{a0}345 статей"
        );
        assert_eq!(of("ar"), "لا مقالات, مقالة واحدة, مقالتان, 3 مقالات, 11 مقالة, 100 مقالة, 173 مقالة, 12,345 مقالة");
        assert_eq!(articles("de", 12345), "12.345 Artikel");
    }

    #[test]
    fn a_language_without_words_is_told_and_one_without_some_as_well() {
        let (words, _) =
            words(&[("en", "home = Home\nmore = More"), ("uk", "home = Головна"), ("pt", "home = I\nmore = M")]);
        let languages: Vec<Text> = ["en-GB", "uk", "fi", "pt-BR"].map(Text::from).into();
        let told: Vec<String> = words.lacking(&languages).into_iter().map(|one| one.message).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("of 2 words of the interface, 1 are not there in `uk`"), "{told:?}");
        assert!(told[1].contains("no words of the interface in `fi`"), "{told:?}");
    }
}
