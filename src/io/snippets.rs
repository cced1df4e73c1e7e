//! A diagnostic as people and programs read it.

use super::plain::plain;
use super::spots::{Spot, Spots, Texts, floor};
use crate::base::diag::{Diagnostic, Place, Severity, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::collections::BTreeMap;
use std::ops::Range;

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

fn excerpt(text: &str, spot: Spot, span: Span) -> Excerpt {
    let first = spot.at;
    let last = floor(text, (span.end as usize).max(first));
    let start = floor(text, spot.start.max(first.saturating_sub(AROUND)));
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
    Excerpt { text: shown, line: spot.line, marked }
}

fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// Prints diagnostics, in order of place.
pub struct Printer<'a> {
    main: Spots<'a>,
    /// For the other places of a conflict, which come in no order.
    others: Spots<'a>,
}

impl<'a> Printer<'a> {
    pub fn new(texts: &'a Texts<'a>) -> Self {
        Printer { main: Spots::new(texts), others: Spots::new(texts) }
    }

    /// As rustc prints it: title, place, marked line, hints.
    pub fn human(&mut self, diagnostic: &Diagnostic, renderer: &Renderer) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = level.primary_title(plain(&diagnostic.message, false)).id(diagnostic.code);
        let mut group = match &diagnostic.place {
            Some(place) => show(Group::with_title(title), place, diagnostic.label.as_deref(), true, &mut self.main),
            None => Group::with_title(title),
        };
        for (place, label) in &diagnostic.others {
            group = show(group, place, Some(label), false, &mut self.others);
        }
        for hint in &diagnostic.hints {
            group = group.element(Level::HELP.message(plain(hint, true)));
        }
        renderer.render(&[group])
    }

    /// One JSON object, without a line break: `severity`, `code`, `message`, `path`, `line`, `column`, `end_line`,
    /// `end_column`, `label`, `hints`, `related`.
    pub fn json(&mut self, diagnostic: &Diagnostic) -> String {
        let mut object = serde_json::Map::new();
        let severity = if diagnostic.is_error() { "error" } else { "warning" };
        object.insert("severity".into(), severity.into());
        object.insert("code".into(), diagnostic.code.into());
        object.insert("message".into(), diagnostic.message.as_str().into());
        if let Some(place) = &diagnostic.place {
            object.extend(where_json(place, &mut self.main));
        }
        object.insert("label".into(), diagnostic.label.as_deref().map_or(serde_json::Value::Null, Into::into));
        object.insert("hints".into(), diagnostic.hints.iter().map(String::as_str).collect::<Vec<_>>().into());
        let related = diagnostic.others.iter().map(|(place, label)| {
            let mut other = where_json(place, &mut self.others);
            other.insert("label".into(), label.as_str().into());
            serde_json::Value::Object(other)
        });
        object.insert("related".into(), related.collect());
        serde_json::Value::Object(object).to_string()
    }
}

fn show<'a>(group: Group<'a>, place: &Place, label: Option<&'a str>, primary: bool, spots: &mut Spots) -> Group<'a> {
    let path = plain(place.path.as_str(), false).into_owned();
    let label = label.map(|label| plain(label, false));
    let found = place.span.and_then(|span| Some((span, spots.find(&place.path, span.start as usize)?)));
    let Some((span, (text, spot))) = found else {
        let group = group.element(Origin::path(path));
        return match label {
            Some(label) => group.element(Level::NOTE.message(label)),
            None => group,
        };
    };
    let excerpt = excerpt(&text, spot, span);
    let kind = if primary { AnnotationKind::Primary } else { AnnotationKind::Context };
    let snippet = Snippet::source(excerpt.text)
        .line_start(excerpt.line)
        .path(path)
        .annotation(kind.span(excerpt.marked).label(label));
    group.element(snippet)
}

fn where_json(place: &Place, spots: &mut Spots) -> serde_json::Map<String, serde_json::Value> {
    let mut object = serde_json::Map::new();
    object.insert("path".into(), place.path.as_str().into());
    let found = place.span.and_then(|span| Some((span, spots.find(&place.path, span.start as usize)?)));
    if let Some((span, (text, start))) = found {
        let end = start.to(&text, span.end as usize);
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
    use crate::base::path::SourcePath;

    fn printed(text: &str, span: Span) -> String {
        let path = SourcePath::new("content/a.md").unwrap();
        let diagnostic = Diagnostic::new("unknown-key", "`standfist` is not a field of an article")
            .at(Place::new(&path, span))
            .label("did you mean `standfirst`?");
        Printer::new(&|_| Some(text.to_string())).human(&diagnostic, &Renderer::plain())
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
            }
        }
    }

    #[test]
    fn a_hundred_thousand_faults_of_one_line_are_printed_at_once() {
        let text = "[x](nope.md) ".repeat(100_000);
        let texts = |_: &SourcePath| Some(text.clone());
        let mut printer = Printer::new(&texts);
        let path = SourcePath::new("content/a.md").unwrap();
        let one = |n: usize| Diagnostic::new("broken-link", "no").at(Place::new(&path, Span::new(n * 13, n * 13 + 12)));
        let last = (0..100_000).map(|n| printer.json(&one(n))).last().unwrap();
        assert!(last.contains(r#""column":1299988,"end_line":1,"end_column":1300000"#), "{last}");
    }

    #[test]
    fn more_than_ten_of_a_kind_are_counted() {
        let many: Vec<_> = (0..12).map(|n| Diagnostic::new("bad-date", format!("{n}"))).collect();
        let (shown, more) = counted(&many, 10);
        assert_eq!(shown.len(), 10);
        assert_eq!(more, [("bad-date", 12)]);
    }
}
