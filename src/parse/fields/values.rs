//! What one value means: text, number, flag, date, one of several words.

use super::{Reader, kind_of};
use crate::base::diag::Span;
use crate::base::text::nearest;
use crate::parse::dates::{self, DateFault, EventDate, Published};
use crate::parse::document::{Spanned, Text};
use crate::parse::tree::{Key, Node, Value};
use crate::parse::yaml::quoted;

/// What is said of a value that is no text.
struct Lacks {
    must: String,
    /// What stands before the value in its line.
    head: String,
}

impl Lacks {
    fn of(key: &str) -> Self {
        Lacks { must: format!("`{key}` must be a text"), head: format!("{key}: ") }
    }
}

impl Reader<'_> {
    /// A text. A number, a date and `true` are the text as written.
    pub fn text(&self, key: &str, node: &Node) -> Option<Spanned<Text>> {
        let text = self.scalar(node, || Lacks::of(key))?;
        Some(Spanned { value: text.into(), span: node.span })
    }

    /// A text that many files have.
    pub fn name(&self, key: &str, node: &Node) -> Option<Spanned<Text>> {
        let text = self.scalar(node, || Lacks::of(key))?;
        Some(Spanned { value: self.shared(text), span: node.span })
    }

    /// A text in a list: many files have the same.
    pub(super) fn text_item(&self, key: &str, node: &Node) -> Option<Spanned<Text>> {
        let text =
            self.scalar(node, || Lacks { must: format!("each of `{key}` must be a text"), head: "- ".into() })?;
        Some(Spanned { value: self.shared(text), span: node.span })
    }

    fn scalar<'n>(&self, node: &'n Node, lacks: impl Fn() -> Lacks) -> Option<&'n str> {
        let Value::Scalar { text, plain } = &node.value else {
            let Lacks { must, head } = lacks();
            let fault = self.fault("wrong-type", node.span, must).label(format!("this is {}", kind_of(node)));
            self.report(match self.line_of(node.span) {
                Some(line) => fault.hint(format!("if it is meant as it stands, quote it: `{head}{}`", quoted(line))),
                None => fault.hint(format!("write `{head}\"…\"`")),
            });
            return None;
        };
        if *plain {
            self.cut_text(node.span, || lacks().head);
        }
        Some(text.trim())
    }

    /// What stands in the line from a value's beginning on.
    fn line_of(&self, span: Span) -> Option<&str> {
        let line = self.source?.get(span.start as usize..)?.lines().next()?.trim_end();
        (!line.is_empty() && line.len() < 400).then_some(line)
    }

    /// A ` #` after an unquoted text: YAML drops what follows it.
    fn cut_text(&self, span: Span, head: impl Fn() -> String) {
        let Some(rest) = self.source.and_then(|source| source.get(span.end as usize..)) else { return };
        let after = rest.trim_start_matches([' ', '\t']);
        if !after.starts_with('#') || after.len() == rest.len() {
            return;
        }
        let end = span.end as usize + rest.lines().next().unwrap_or("").trim_end().len();
        let hash = rest.len() - after.len();
        let whole = self.source.and_then(|source| source.get(span.start as usize..end)).unwrap_or("");
        let whole = whole.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = Span::new(span.end as usize + hash, end);
        self.report(
            self.fault("yaml-comment", place, "YAML drops what follows ` #`: a text that holds one needs quotes")
                .hint(format!("write: `{}{}`", head(), quoted(&whole)))
                .hint("a comment that is meant goes on a line of its own"),
        );
    }

    /// `title: #MeToo`: the text is a comment to YAML, and the field is empty. Gives what was meant.
    pub(super) fn hidden_text(&self, entries: &[(Key, Node)], key: &str) -> Option<Spanned<Text>> {
        let source = self.source?;
        let is_null = |(k, node): &&(Key, Node)| k.name == key && node.value == Value::Null;
        let (written, _) = entries.iter().rev().find(is_null)?;
        let rest = source.get(written.span.end as usize..)?.lines().next()?;
        let text = rest.trim_start_matches(':').trim();
        // A comment that is meant as one has a blank behind its `#`.
        if !text.starts_with('#') || text.chars().nth(1).is_none_or(|c| c.is_whitespace() || c == '#') {
            return None;
        }
        let start = written.span.end as usize + rest.find('#').unwrap_or(0);
        let span = Span::new(start, start + text.len());
        self.report(
            self.fault("yaml-comment", span, "YAML drops what follows ` #`: a text that holds one needs quotes")
                .hint(format!("write: `{key}: {}`", quoted(text))),
        );
        Some(Spanned { value: text.into(), span })
    }

    /// `true` or `false`, also `yes` or `no`.
    pub fn flag(&self, key: &str, node: &Node) -> Option<bool> {
        let word = node.text().unwrap_or("").trim().to_ascii_lowercase();
        match word.as_str() {
            "true" | "yes" | "on" => Some(true),
            "false" | "no" | "off" => Some(false),
            _ => self.wrong(node, format!("`{key}` must be `true` or `false`"), format!("write `{key}: true`")),
        }
    }

    /// A number.
    pub fn number(&self, key: &str, node: &Node) -> Option<Spanned<f64>> {
        let number = node.text().and_then(|text| text.trim().parse::<f64>().ok()).filter(|n| n.is_finite());
        match number {
            Some(value) => Some(Spanned { value, span: node.span }),
            None => self.wrong(node, format!("`{key}` must be a number"), format!("write `{key}: 5`")),
        }
    }

    /// One of several words.
    pub fn choice<T: Copy>(&self, key: &str, node: &Node, choices: &[(&'static str, T)]) -> Option<T> {
        let word = node.text().unwrap_or("").trim();
        if let Some((_, choice)) = choices.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)) {
            return Some(*choice);
        }
        let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
        let message = match node.text() {
            Some(_) => format!("`{key}` cannot be `{word}`"),
            None => format!("`{key}` must be one word"),
        };
        let fault = self.fault("wrong-value", node.span, message);
        let fault = match nearest(&word.to_lowercase(), names.iter().copied()) {
            Some(near) => fault.label(format!("did you mean `{near}`?")),
            None => fault,
        };
        self.report(fault.hint(format!("it is one of `{}`", names.join("`, `"))));
        None
    }

    /// A publication date; without an offset the site's time zone holds.
    pub fn published(&self, key: &str, node: &Node) -> Option<Spanned<Published>> {
        let Some(text) = node.text() else {
            return self.wrong(node, format!("`{key}` must be a date"), format!("write `{key}: 2017-01-23`"));
        };
        match dates::published(text.trim(), &self.zone) {
            Ok(value) => Some(Spanned { value, span: node.span }),
            Err(fault) => self.bad_date(node, fault),
        }
    }

    /// The date of an event (EDTF).
    pub fn event_date(&self, key: &str, node: &Node) -> Option<EventDate> {
        let Some(text) = node.text() else {
            return self.wrong(node, format!("`{key}` must be a date"), format!("write `{key}: 2017-01-23`"));
        };
        dates::event(text.trim()).map_or_else(|fault| self.bad_date(node, fault), Some)
    }

    fn bad_date<T>(&self, node: &Node, fault: DateFault) -> Option<T> {
        let mut diagnostic = self.fault("bad-date", node.span, fault.message);
        diagnostic.hints.extend(fault.hint);
        self.report(diagnostic);
        None
    }

    fn wrong<T>(&self, node: &Node, message: String, hint: String) -> Option<T> {
        let label = match node.text() {
            Some(text) => format!("this is `{text}`"),
            None => format!("this is {}", kind_of(node)),
        };
        self.report(self.fault("wrong-type", node.span, message).label(label).hint(hint));
        None
    }
}
