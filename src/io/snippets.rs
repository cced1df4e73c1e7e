//! A diagnostic as people and programs read it.

use crate::base::diag::{Diagnostic, Place, Severity, Span};
use crate::base::path::SourcePath;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::collections::BTreeMap;
use std::ops::Range;

/// The text of a source; none when it cannot be read (any more).
pub type Texts<'a> = dyn Fn(&SourcePath) -> Option<String> + 'a;

/// Line and column of a byte, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// Finds the position of byte `at` in `text`.
pub fn position(text: &str, at: usize) -> Position {
    let at = floor(text, at);
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    Position { line: text[..start].matches('\n').count() + 1, column: text[start..at].chars().count() + 1 }
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Lines around a span, cut so that a file of megabytes in one line prints as quickly as any.
struct Excerpt {
    text: String,
    line: usize,
    marked: Range<usize>,
}

/// Bytes shown before and after the marked ones, within their lines.
const AROUND: usize = 400;
/// Lines of a marked range that are shown.
const LINES: usize = 4;

fn excerpt(text: &str, span: Span) -> Excerpt {
    let first = floor(text, span.start as usize);
    let last = floor(text, (span.end as usize).max(first));
    let start = text[..first].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[..start].matches('\n').count() + 1;
    let start = floor(text, start.max(first.saturating_sub(AROUND)));
    let shown_end = text[start..].match_indices('\n').nth(LINES - 1).map_or(text.len(), |(at, _)| start + at);
    let last = last.min(shown_end);
    let end = text[last..].find('\n').map_or(text.len(), |newline| last + newline);
    let end = floor(text, end.min(last + AROUND));
    // A mark of no width still needs one character to stand under.
    let wide = if last > first { last } else { (first + 1).min(end.max(first)) };
    let mut shown = text[start..end].replace('\r', " ");
    if shown.is_empty() {
        shown.push(' ');
    }
    let marked = (first - start)..(ceil(text, wide) - start).min(shown.len());
    Excerpt { text: shown, line, marked }
}

fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// As rustc prints it: title, place, marked line, hints.
pub fn human(diagnostic: &Diagnostic, texts: &Texts, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code);
    let mut group = match &diagnostic.place {
        Some(place) => show(Group::with_title(title), place, diagnostic.label.as_deref(), true, texts),
        None => Group::with_title(title),
    };
    for (place, label) in &diagnostic.others {
        group = show(group, place, Some(label), false, texts);
    }
    for hint in &diagnostic.hints {
        group = group.element(Level::HELP.message(hint.as_str()));
    }
    renderer.render(&[group])
}

fn show<'a>(group: Group<'a>, place: &Place, label: Option<&'a str>, primary: bool, texts: &Texts) -> Group<'a> {
    let text = place.span.and_then(|span| Some((span, texts(&place.path)?)));
    let Some((span, text)) = text else {
        let group = group.element(Origin::path(place.path.to_string()));
        return match label {
            Some(label) => group.element(Level::NOTE.message(label)),
            None => group,
        };
    };
    let excerpt = excerpt(&text, span);
    let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    let snippet = Snippet::source(excerpt.text)
        .line_start(excerpt.line)
        .path(place.path.to_string())
        .annotation(kind.span(excerpt.marked).label(label));
    group.element(snippet)
}

/// One JSON object, without a line break: `severity`, `code`, `message`, `path`, `line`, `column`, `end_line`,
/// `end_column`, `label`, `hints`, `related`.
pub fn json(diagnostic: &Diagnostic, texts: &Texts) -> String {
    let mut object = serde_json::Map::new();
    let severity = if diagnostic.is_error() { "error" } else { "warning" };
    object.insert("severity".into(), severity.into());
    object.insert("code".into(), diagnostic.code.into());
    object.insert("message".into(), diagnostic.message.as_str().into());
    if let Some(place) = &diagnostic.place {
        object.extend(where_json(place, texts));
    }
    object.insert("label".into(), diagnostic.label.as_deref().map_or(serde_json::Value::Null, Into::into));
    object.insert("hints".into(), diagnostic.hints.iter().map(String::as_str).collect::<Vec<_>>().into());
    let related = diagnostic.others.iter().map(|(place, label)| {
        let mut other = where_json(place, texts);
        other.insert("label".into(), label.as_str().into());
        serde_json::Value::Object(other)
    });
    object.insert("related".into(), related.collect());
    serde_json::Value::Object(object).to_string()
}

fn where_json(place: &Place, texts: &Texts) -> serde_json::Map<String, serde_json::Value> {
    let mut object = serde_json::Map::new();
    object.insert("path".into(), place.path.as_str().into());
    if let Some((span, text)) = place.span.and_then(|span| Some((span, texts(&place.path)?))) {
        let (start, end) = (position(&text, span.start as usize), position(&text, span.end as usize));
        object.insert("line".into(), start.line.into());
        object.insert("column".into(), start.column.into());
        object.insert("end_line".into(), end.line.into());
        object.insert("end_column".into(), end.column.into());
    }
    object
}

/// How many of each code are printed in full, and how many there are: a thousand alike hide the one that is not.
pub fn counted(diagnostics: &[Diagnostic], most: usize) -> (Vec<&Diagnostic>, Vec<(&'static str, usize)>) {
    let mut seen: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut shown = Vec::new();
    for diagnostic in diagnostics {
        let count = seen.entry(diagnostic.code).or_default();
        *count += 1;
        if *count <= most {
            shown.push(diagnostic);
        }
    }
    (shown, seen.into_iter().filter(|(_, count)| *count > most).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str, span: Span) -> String {
        let path = SourcePath::new("content/a.md").unwrap();
        let diagnostic = Diagnostic::new("unknown-key", "`standfist` is not a field of an article")
            .at(Place::new(&path, span))
            .label("did you mean `standfirst`?");
        human(&diagnostic, &|_| Some(text.to_string()), &Renderer::plain())
    }

    #[test]
    fn a_diagnostic_shows_its_line() {
        let said = printed("---\ntitle: A\nstandfist: Talks open\n---\n", Span::new(13, 22));
        assert!(said.contains("error[unknown-key]: `standfist` is not a field of an article"), "{said}");
        assert!(said.contains("content/a.md:3:1"), "{said}");
        assert!(said.contains("^^^^^^^^^ did you mean `standfirst`?"), "{said}");
    }

    #[test]
    fn any_span_of_any_text_can_be_shown() {
        let long = "ж".repeat(3_000_000);
        for text in ["", "\n", "a\r\nb", "жжж", "a\n\n\n\n\n\n\n\n\nb", long.as_str()] {
            for span in [Span::new(0, 0), Span::new(1, 1), Span::new(1, 2), Span::new(0, 99), Span::new(98, 99)] {
                assert!(printed(text, span).contains("unknown-key"));
                position(text, span.end as usize);
            }
        }
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(position("äöü\nß = x", 11), Position { line: 2, column: 4 });
    }

    #[test]
    fn more_than_ten_of_a_kind_are_counted() {
        let many: Vec<_> = (0..12).map(|n| Diagnostic::new("bad-date", format!("{n}"))).collect();
        let (shown, more) = counted(&many, 10);
        assert_eq!(shown.len(), 10);
        assert_eq!(more, [("bad-date", 12)]);
    }
}
