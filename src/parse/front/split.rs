//! Cuts a file into front matter and body: BOM, blank lines before, either line ending, `---` or `+++`.

use crate::base::diag::Span;
use std::ops::Range;

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Split {
    /// The line that opens the front matter, or the place where it would stand.
    pub opening: Span,
    /// What stands between the marks; none without front matter.
    pub front: Option<Span>,
    pub toml: bool,
    /// Opened and never closed: neither front matter nor body can be told.
    pub unclosed: bool,
    pub body: Span,
}

impl Split {
    /// The front matter as a range of bytes, empty when there is none.
    pub fn range(&self) -> Range<usize> {
        let span = self.front.unwrap_or_default();
        span.start as usize..span.end as usize
    }
}

/// Cuts `text`, the whole file.
pub(super) fn split(text: &str) -> Split {
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut at = start;
    let opening = loop {
        let end = line_end(text, at);
        match text[at..end].trim() {
            "" if end < text.len() => at = end,
            _ => break at..end,
        }
    };
    let mark = match text[opening.clone()].trim_end() {
        mark @ ("---" | "+++") => mark,
        _ => {
            let body = Span::new(start, text.len());
            return Split { opening: Span::new(start, start), body, ..Split::default() };
        }
    };
    let opened =
        Split { opening: Span::new(opening.start, opening.start + 3), toml: mark == "+++", ..Split::default() };
    let mut at = opening.end;
    while at < text.len() {
        let end = line_end(text, at);
        if text[at..end].starts_with(mark) && text[at..end].trim_end() == mark {
            let front = Some(Span::new(opening.end, at));
            return Split { front, body: Span::new(end, text.len()), ..opened };
        }
        at = end;
    }
    Split { unclosed: true, body: Span::new(text.len(), text.len()), ..opened }
}

/// The byte after the line that begins at `at`.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (Option<&str>, &str) {
        let split = split(text);
        let front = split.front.map(|_| &text[split.range()]);
        (front, &text[split.body.start as usize..split.body.end as usize])
    }

    #[test]
    fn front_matter_is_found_in_files_as_they_come() {
        assert_eq!(parts("---\na: 1\n---\nText\n"), (Some("a: 1\n"), "Text\n"));
        assert_eq!(parts("\u{feff}---\r\na: 1\r\n---\r\nText"), (Some("a: 1\r\n"), "Text"));
        assert_eq!(parts("\n \n\n---  \na: 1\n--- \t\nText"), (Some("a: 1\n"), "Text"));
        assert_eq!(parts("+++\na = 1\n+++\nText"), (Some("a = 1\n"), "Text"));
        assert_eq!(parts("---\n---\n"), (Some(""), ""));
        assert_eq!(parts("---\na: 1\n---"), (Some("a: 1\n"), ""));
        assert_eq!(parts("Text\n---\n"), (None, "Text\n---\n"));
        assert_eq!(parts(""), (None, ""));
        assert_eq!(parts("\u{feff}"), (None, ""));
        assert!(split("---\na: 1\n ---\nText").unclosed);
        assert!(split("---").unclosed && split("+++\n---\n").unclosed);
    }
}
