//! Permalinks: the form of an address, filled in for each document.

use crate::parse::document::Text;
use jiff::civil::Date;
use std::fmt::Write;

/// One part of a permalink.
#[derive(Clone, Debug, PartialEq)]
enum Part {
    Text(String),
    Slug,
    Id,
    Year,
    Month,
    Day,
}

/// A permalink taken apart: `/articles/{slug}/`. The configuration has checked it.
#[derive(Clone, Debug, PartialEq)]
pub struct Permalink(Vec<Part>);

/// What a permalink is filled with.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    pub slug: &'a str,
    pub id: &'a str,
    /// The day of publication as written; the day's placeholders of what has none stay empty.
    pub day: Option<Date>,
}

impl Permalink {
    /// Takes a pattern apart; a placeholder that it does not know stands as it is.
    pub fn new(pattern: &str) -> Self {
        let mut parts = Vec::new();
        let mut text = String::new();
        let mut rest = pattern;
        while !rest.is_empty() {
            if let Some((part, length)) = placeholder(rest) {
                parts.extend((!text.is_empty()).then(|| Part::Text(std::mem::take(&mut text))));
                parts.push(part);
                rest = &rest[length..];
            } else {
                let next = rest.char_indices().skip(1).find(|(_, c)| *c == '{').map_or(rest.len(), |(at, _)| at);
                text.push_str(&rest[..next]);
                rest = &rest[next..];
            }
        }
        parts.extend((!text.is_empty()).then_some(Part::Text(text)));
        Permalink(parts)
    }

    /// The address of one document, `/<language>` before it for a translation.
    pub fn address(&self, language: Option<&str>, names: Names) -> Text {
        let mut out = String::with_capacity(64);
        if let Some(language) = language {
            out.push('/');
            out.push_str(language);
        }
        for part in &self.0 {
            // Writing to a String never fails.
            let _ = match (part, names.day) {
                (Part::Text(text), _) => out.write_str(text),
                (Part::Slug, _) => out.write_str(names.slug),
                (Part::Id, _) => out.write_str(names.id),
                (Part::Year, Some(day)) => write!(out, "{:04}", day.year()),
                (Part::Month, Some(day)) => write!(out, "{:02}", day.month()),
                (Part::Day, Some(day)) => write!(out, "{:02}", day.day()),
                (_, None) => Ok(()),
            };
        }
        out.into()
    }
}

/// The placeholder that `text` begins with, and its length.
fn placeholder(text: &str) -> Option<(Part, usize)> {
    let (name, _) = text.strip_prefix('{')?.split_once('}')?;
    let part = match name {
        "slug" => Part::Slug,
        "id" => Part::Id,
        "year" => Part::Year,
        "month" => Part::Month,
        "day" => Part::Day,
        _ => return None,
    };
    Some((part, name.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(pattern: &str, slug: &str) -> String {
        let day = Some(Date::constant(2017, 1, 3));
        Permalink::new(pattern).address(None, Names { slug, id: "piece-7", day }).to_string()
    }

    #[test]
    fn fills_what_it_knows_and_keeps_the_rest() {
        assert_eq!(address("/{year}/{month}/{day}/{slug}/", "talks"), "/2017/01/03/talks/");
        assert_eq!(address("/a/{id}/", "talks"), "/a/piece-7/");
        assert_eq!(address("/статьи/{slug}/", "переговоры"), "/статьи/переговоры/");
        assert_eq!(address("ё{title}{slug/{slug}", "x"), "ё{title}{slug/x");
    }

    #[test]
    fn a_translation_lies_below_its_language() {
        let names = Names { slug: "talks", id: "talks", day: None };
        assert_eq!(&*Permalink::new("/articles/{slug}/").address(Some("ru"), names), "/ru/articles/talks/");
    }
}
