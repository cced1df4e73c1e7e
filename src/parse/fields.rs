//! Reads typed fields from a map, each once: wrong types, wrong dates and unknown keys become diagnostics.

mod foreign;
mod holds;
mod values;

use super::document::{Spanned, Text};
use super::pool::Pool;
use super::tree::{Key, Node, Value};
use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::path::SourcePath;
use crate::base::text::nearest;
use jiff::tz::TimeZone;
use std::cell::RefCell;
use std::collections::BTreeMap;
use thin_vec::ThinVec;

/// Ours → theirs, in order of preference (`fields:` of the configuration).
pub type FieldNames = BTreeMap<Text, Vec<Text>>;

/// One file being read: where it is, and what was found wrong with it.
pub struct Reader<'a> {
    path: &'a SourcePath,
    /// The text of the file, when a ` #` in an unquoted text is a fault (front matter) and no comment (configuration).
    source: Option<&'a str>,
    zone: TimeZone,
    /// Texts of lists that other files have as well.
    pool: Option<&'a Pool>,
    diagnostics: RefCell<Vec<Diagnostic>>,
}

impl<'a> Reader<'a> {
    /// For a file in which comments may follow a value. `zone` is for dates without an offset.
    pub fn new(path: &'a SourcePath, zone: TimeZone) -> Self {
        Reader { path, source: None, zone, pool: None, diagnostics: RefCell::default() }
    }

    /// For a file whose unquoted texts must not be cut by a ` #`: `source` is the whole text of the file.
    pub fn strict(path: &'a SourcePath, source: &'a str, zone: TimeZone) -> Self {
        Reader { source: Some(source), ..Reader::new(path, zone) }
    }

    /// Takes the texts of lists from a pool.
    pub fn sharing(self, pool: Option<&'a Pool>) -> Self {
        Reader { pool, ..self }
    }

    fn shared(&self, text: &str) -> Text {
        self.pool.map_or_else(|| text.into(), |pool| pool.share(text))
    }

    /// The file.
    pub fn path(&self) -> &'a SourcePath {
        self.path
    }

    /// Adds a diagnostic.
    pub fn report(&self, diagnostic: Diagnostic) {
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    /// A diagnostic at a place of this file.
    pub fn fault(&self, code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(code, message).at(Place::new(self.path, span))
    }

    /// What was found wrong, in the order found.
    pub fn finish(self) -> Vec<Diagnostic> {
        self.diagnostics.into_inner()
    }

    /// The fields of a map; anything else is reported and has none. `what` is what they are fields of: "an article".
    pub fn fields<'r>(&'r self, node: &'r Node, what: &'r str) -> Fields<'r> {
        static NONE: [(Key, Node); 0] = [];
        let entries: &[(Key, Node)] = match &node.value {
            Value::Map(entries) => entries,
            Value::Null => &NONE,
            _ => {
                let fault = self.fault("wrong-type", node.span, format!("{what} is written as fields, `key: value`"));
                let fault = fault.label(format!("this is {}", kind_of(node)));
                self.report(fault.hint("write one `key: value` a line"));
                &NONE
            }
        };
        Fields {
            reader: self,
            what,
            span: node.span,
            entries,
            names: None,
            read: vec![Use::Unread; entries.len()],
            known: Vec::new(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Use {
    Unread,
    Read,
    /// Known by `fields:`, but another key was read in its place.
    Spare,
}

/// The fields of one map. Of a key that is written twice the last one counts.
pub struct Fields<'r> {
    reader: &'r Reader<'r>,
    what: &'r str,
    /// The whole map.
    pub span: Span,
    entries: &'r [(Key, Node)],
    names: Option<&'r FieldNames>,
    read: Vec<Use>,
    known: Vec<&'static str>,
}

impl<'r> Fields<'r> {
    /// Reads other names as ours: our own key first, then the first filled one of the list.
    pub fn with_names(mut self, names: &'r FieldNames) -> Self {
        self.names = (!names.is_empty()).then_some(names);
        self
    }

    /// The reader that these belong to.
    pub fn reader(&self) -> &'r Reader<'r> {
        self.reader
    }

    /// What these are fields of: "an article".
    pub fn what(&self) -> &'r str {
        self.what
    }

    /// All entries as written.
    pub fn entries(&self) -> &'r [(Key, Node)] {
        self.entries
    }

    /// The filled value of `key`; none when it is missing or empty.
    pub fn node(&mut self, key: &'static str) -> Option<&'r Node> {
        self.entry(key).map(|(_, node)| node)
    }

    /// The key as written, and its filled value.
    pub fn entry(&mut self, key: &'static str) -> Option<(&'r Key, &'r Node)> {
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        let own = self.take(key, Use::Read);
        let theirs = self.names.and_then(|names| names.get(key)).map_or(&[][..], Vec::as_slice);
        theirs.iter().fold(own, |found, name| match found {
            Some(_) => {
                self.take(name, Use::Spare);
                found
            }
            None => self.take(name, Use::Read),
        })
    }

    /// Marks every entry of that name; gives the last when it is filled.
    fn take(&mut self, name: &str, usage: Use) -> Option<(&'r Key, &'r Node)> {
        let mut last = None;
        for (index, (key, node)) in self.entries.iter().enumerate().filter(|(_, (key, _))| key.name == name) {
            // An empty one says nothing that a template could want; a filled one may already have been read as another field.
            if self.read[index] != Use::Read {
                self.read[index] = if node.is_empty() { Use::Read } else { usage };
            }
            last = Some((key, node));
        }
        last.filter(|(_, node)| !node.is_empty())
    }

    /// Names a key that is read elsewhere, or by nobody.
    pub fn ignore(&mut self, key: &'static str) {
        self.node(key);
    }

    /// Whether a key is written at all, filled or not: where it stands.
    pub fn written(&self, key: &str) -> Option<Span> {
        self.entries.iter().rev().find(|(k, _)| k.name == key).map(|(k, _)| k.span)
    }

    /// Reports each key that nobody asked for.
    pub fn finish(self) {
        self.finish_with("");
    }

    /// As [`finish`](Self::finish), with a hint where no similar key is known. Gives the filled entries that nothing read.
    pub fn finish_with(self, hint: &str) -> Vec<&'r (Key, Node)> {
        for (index, (key, node)) in self.entries.iter().enumerate() {
            if self.read[index] == Use::Unread {
                match holds::meant(&key.name, node, &self.known) {
                    Some(meant) => self.hold(key, meant),
                    None => self.unknown(key, hint),
                }
            }
        }
        self.rest()
    }

    /// The filled entries that nothing has read.
    pub fn rest(&self) -> Vec<&'r (Key, Node)> {
        let left = |(usage, (_, node)): &(&Use, &(Key, Node))| **usage != Use::Read && !node.is_empty();
        self.read.iter().zip(self.entries).filter(left).map(|(_, entry)| entry).collect()
    }

    fn hold(&self, key: &Key, meant: &str) {
        let message = format!("`{}` is not a field of {}, so it holds nothing back", key.name, self.what);
        self.reader.report(
            self.reader.fault("misspelt-hold", key.span, message).label(format!("did you mean `{meant}`?")).hint(
                format!(
                    "if it is something else, put it under `x:`; `fields: {{{meant}: [{}]}}` reads it as ours",
                    key.name
                ),
            ),
        );
    }

    fn unknown(&self, key: &Key, hint: &str) {
        let message = format!("`{}` is not a field of {}", key.name, self.what);
        let fault = self.reader.fault("unknown-key", key.span, message);
        let folded = key.name.to_lowercase();
        let near = self.known.iter().find(|known| **known == folded).copied();
        self.reader.report(match near.or_else(|| nearest(&folded, self.known.iter().copied())) {
            Some(near) => fault.label(format!("did you mean `{near}`?")),
            None if let Some(ours) = foreign::ours(&folded, &self.known) => fault
                .label(format!("did you mean `{ours}`?"))
                .hint(format!("`fields: {{{ours}: [{}]}}` in `throughline.yaml` reads it so in every file", key.name)),
            None if !hint.is_empty() => fault.hint(hint),
            None if (1..=12).contains(&self.known.len()) => {
                fault.hint(format!("its fields are `{}`", self.known.join("`, `")))
            }
            None => fault,
        });
    }

    /// A group of fields. `what` is what they are fields of: "a dateline".
    pub fn map(&mut self, key: &'static str, what: &'r str) -> Option<Fields<'r>> {
        self.node(key).map(|node| self.reader.fields(node, what))
    }

    /// A list of groups of fields; one group is a list of one.
    pub fn maps(&mut self, key: &'static str, what: &'r str) -> Vec<Fields<'r>> {
        self.items(key).into_iter().map(|node| self.reader.fields(node, what)).collect()
    }

    /// The filled values of a list; one value is a list of one.
    pub fn items(&mut self, key: &'static str) -> Vec<&'r Node> {
        match self.node(key) {
            None => Vec::new(),
            Some(Node { value: Value::List(items), .. }) => items.iter().filter(|item| !item.is_empty()).collect(),
            Some(node) => vec![node],
        }
    }

    /// What `read` makes of the items of a list, in one no longer than they are: a site holds many for long.
    pub fn read_items<T>(&mut self, key: &'static str, read: impl Fn(&'r Node) -> Option<T>) -> ThinVec<T> {
        let items = self.items(key);
        let mut made = ThinVec::with_capacity(items.len());
        made.extend(items.into_iter().filter_map(read));
        made
    }

    /// A text.
    pub fn text(&mut self, key: &'static str) -> Option<Text> {
        self.spanned_text(key).map(|text| text.value)
    }

    /// A text and its place.
    pub fn spanned_text(&mut self, key: &'static str) -> Option<Spanned<Text>> {
        if let Some(node) = self.node(key) {
            return self.reader.text(key, node);
        }
        self.reader.hidden_text(self.entries, key)
    }

    /// Where these fields begin: their first key.
    pub fn head(&self) -> Span {
        self.entries.first().map_or(self.span, |(key, _)| key.span)
    }

    /// Reports that a needed key is missing, unless something is written there (then it has been reported as unreadable).
    pub fn need(&mut self, key: &'static str, example: &str) {
        self.need_at(key, self.head(), example);
    }

    /// As [`need`](Self::need), reported at `place` when the key is not written at all.
    pub fn need_at(&mut self, key: &'static str, place: Span, example: &str) {
        if self.node(key).is_some() {
            return;
        }
        let (span, message) = match self.written(key) {
            Some(span) => (span, format!("`{key}` is empty, and {} needs it", self.what)),
            None => (place, format!("{} needs `{key}`", self.what)),
        };
        self.reader.report(self.reader.fault("missing-field", span, message).hint(format!("write `{example}`")));
    }

    /// Texts; one value is a list of one.
    pub fn texts(&mut self, key: &'static str) -> ThinVec<Spanned<Text>> {
        self.read_items(key, |node| self.reader.text_item(key, node))
    }

    /// `true` or `false`, also `yes` or `no`.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        self.node(key).and_then(|node| self.reader.flag(key, node))
    }

    /// A number and its place.
    pub fn number(&mut self, key: &'static str) -> Option<Spanned<f64>> {
        self.node(key).and_then(|node| self.reader.number(key, node))
    }

    /// One of several words, with a did-you-mean.
    pub fn choice<T: Copy>(&mut self, key: &'static str, choices: &[(&'static str, T)]) -> Option<T> {
        self.node(key).and_then(|node| self.reader.choice(key, node, choices))
    }

    /// A publication date and its place.
    pub fn published(&mut self, key: &'static str) -> Option<Spanned<super::dates::Published>> {
        self.node(key).and_then(|node| self.reader.published(key, node))
    }

    /// The date of an event (EDTF).
    pub fn event_date(&mut self, key: &'static str) -> Option<super::dates::EventDate> {
        self.node(key).and_then(|node| self.reader.event_date(key, node))
    }
}

/// What a value is, for messages.
fn kind_of(node: &Node) -> &'static str {
    match node.value {
        Value::Null => "nothing",
        Value::Scalar { .. } => "a text",
        Value::List(_) => "a list",
        Value::Map(_) => "a group of fields",
    }
}

#[cfg(test)]
mod tests;
