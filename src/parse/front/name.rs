//! What a file's place and name say: kind, language, date, slug.

use crate::base::path::SourcePath;
use crate::parse::config::Config;
use crate::parse::document::{DocumentKind, Text};
use jiff::civil::Date;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Name {
    pub kind: DocumentKind,
    pub translation: Option<Text>,
    /// Without date and language; the date itself when nothing else is left.
    pub stem: Text,
    pub folder_dossier: Option<Text>,
    pub bundle: bool,
    /// The leading date, as written.
    pub date: Option<Text>,
}

impl Name {
    /// A file of this kind about whose name nothing is known.
    pub fn of_kind(kind: DocumentKind) -> Self {
        Name { kind, translation: None, stem: "".into(), folder_dossier: None, bundle: false, date: None }
    }
}

/// Reads the path of a file below the folder of the articles.
pub(super) fn read(path: &SourcePath, config: &Config) -> Name {
    let content = config.content.trim_matches('/');
    let relative = match content {
        "" | "." => path.as_str(),
        folder => path.below(folder.trim_start_matches("./")).unwrap_or(path.as_str()),
    };
    let (folders, file) = relative.rsplit_once('/').unwrap_or(("", relative));
    let file = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let (file, language) = without_language(file, config);
    let bundle = file == "index";
    let mut kind = match folders.split('/').next().unwrap_or("") {
        "people" => DocumentKind::Person,
        "places" => DocumentKind::Place,
        "organisations" => DocumentKind::Organisation,
        "pages" => DocumentKind::Page,
        "background" => DocumentKind::Background,
        _ => DocumentKind::Article,
    };
    let mut folder_dossier = None;
    if let Some(below) = folders.strip_prefix("dossiers/") {
        match below.split_once('/') {
            None if bundle => kind = DocumentKind::Dossier,
            None => folder_dossier = Some(below.into()),
            Some((dossier, _)) => folder_dossier = Some(dossier.into()),
        }
    }
    let folder = folders.rsplit('/').next().filter(|folder| bundle && !folder.is_empty());
    let (date, stem) = leading_date(folder.unwrap_or(file));
    let translation = language.filter(|language| **language != *config.language);
    Name { kind, translation, stem: stem.into(), folder_dossier, bundle, date: date.map(Text::from) }
}

/// `x.ru` is `x` in Russian when the site has Russian.
fn without_language<'f>(file: &'f str, config: &Config) -> (&'f str, Option<Text>) {
    let found = file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).and_then(|(stem, end)| {
        let all = std::iter::once(&config.language).chain(&config.languages);
        all.into_iter().find(|language| language.eq_ignore_ascii_case(end)).map(|language| (stem, language.clone()))
    });
    match found {
        Some((stem, language)) => (stem, Some(language)),
        None => (file, None),
    }
}

/// Takes `2017-01-23-` off a name. A name that is only a date stays its own slug.
fn leading_date(name: &str) -> (Option<&str>, &str) {
    let Some(date) = name.get(..10).filter(|date| is_date(date)) else { return (None, name) };
    match &name[10..] {
        rest if rest.trim_matches(['-', '_', ' ']).is_empty() => (Some(date), date),
        rest if rest.starts_with(['-', '_', ' ']) => (Some(date), rest.trim_start_matches(['-', '_', ' '])),
        _ => (None, name),
    }
}

fn is_date(text: &str) -> bool {
    let number = |from: usize, to: usize| text[from..to].parse::<i16>().ok();
    let shaped = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    shaped
        && matches!((number(0, 4), number(5, 7), number(8, 10)), (Some(y), Some(m), Some(d))
            if Date::new(y, m as i8, d as i8).is_ok())
}
