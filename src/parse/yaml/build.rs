//! From parser events to the tree: aliases copied within a bound, keys checked, depth and size held.

use super::draft::Draft;
use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::path::SourcePath;
use crate::parse::tree::{Key, Node, Value};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, StructureStyle, Tag};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Levels of nesting that are read.
const DEPTH: usize = 250;
/// Values that aliases may copy in one text.
const COPIES: usize = 100_000;

/// Why the reading stopped. Places are bytes of the text read.
#[derive(Debug)]
pub(super) struct Fault {
    pub kind: FaultKind,
    pub at: usize,
    /// The end of the last part that was read.
    pub last: usize,
    /// Brackets that are open, the outermost first.
    pub open: Vec<usize>,
}

#[derive(Debug)]
pub(super) enum FaultKind {
    Syntax(ErrorKind),
    /// `!word` before a value: YAML would drop it.
    Tag,
    /// `&word` before a value that nothing refers to: YAML would drop it.
    Anchor,
    /// `-word` lines that YAML reads as one text.
    GluedDashes,
    SecondDocument,
    TooDeep,
    TooLarge,
}

/// A tree, and what is wrong with it though it could be read.
#[derive(Debug)]
pub(super) struct Built {
    pub node: Option<Node>,
    pub notes: Vec<Note>,
}

#[derive(Debug)]
pub(super) enum Note {
    Duplicate { name: String, first: Span, again: Span },
    Merge(Span),
    NoTextKey(Span),
}

impl Note {
    pub fn diagnostic(self, path: &SourcePath) -> Diagnostic {
        match self {
            Note::Duplicate { name, first, again } => {
                Diagnostic::new("duplicate-key", format!("`{name}` is written twice; the last one counts"))
                    .at(Place::new(path, again))
                    .label("written again here")
                    .also(Place::new(path, first), "first written here")
                    .hint("keep one of the two")
            }
            Note::Merge(span) => Diagnostic::new("yaml-merge-key", "merge keys (`<<`) are not read")
                .at(Place::new(path, span))
                .hint("write the fields out where they are meant"),
            Note::NoTextKey(span) => {
                Diagnostic::new("yaml-syntax", "a key must be a word, not a list or a group of fields")
                    .at(Place::new(path, span))
                    .hint("write `key: value`; a text that begins with `[` or `{` needs quotes")
            }
        }
    }
}

struct Anchored {
    node: Node,
    size: usize,
    depth: usize,
}

enum Frame {
    List(Vec<Node>),
    Map { entries: Vec<(Key, Node)>, key: Option<PendingKey> },
}

enum PendingKey {
    Key(Key),
    /// No usable key: its value is dropped.
    Unusable,
}

struct Open {
    frame: Frame,
    start: usize,
    flow: bool,
    anchor: usize,
}

struct Builder<'a> {
    text: &'a str,
    draft: Option<&'a Draft<'a>>,
    offset: usize,
    stack: Vec<Open>,
    root: Option<Node>,
    anchors: BTreeMap<usize, Anchored>,
    /// Anchors of plain scalars that nothing has referred to: id and place.
    idle: BTreeMap<usize, usize>,
    copies: usize,
    last: usize,
    documents: usize,
    notes: Vec<Note>,
}

/// Reads a text, `offset` bytes into its file; with a draft, places are those of its original.
pub(super) fn build(text: &str, draft: Option<&Draft>, offset: usize) -> Result<Built, Fault> {
    let mut options = granit_parser::options! { flow_nesting_limit: DEPTH, block_nesting_limit: DEPTH };
    options.set_emit_comments(false);
    let mut builder = Builder {
        text,
        draft,
        offset,
        stack: Vec::new(),
        root: None,
        anchors: BTreeMap::new(),
        idle: BTreeMap::new(),
        copies: 0,
        last: 0,
        documents: 0,
        notes: Vec::new(),
    };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(builder.last..builder.last);
                builder.event(event, range)?;
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(builder.last);
                let kind = match error.kind() {
                    ErrorKind::RecursionLimitExceeded => FaultKind::TooDeep,
                    kind => FaultKind::Syntax(kind.clone()),
                };
                return Err(builder.fault(kind, at));
            }
        }
    }
    if let Some((_, &at)) = builder.idle.first_key_value() {
        return Err(builder.fault(FaultKind::Anchor, at));
    }
    let node = builder.root.filter(|node| node.value != Value::Null);
    Ok(Built { node, notes: builder.notes })
}

impl Builder<'_> {
    fn fault(&self, kind: FaultKind, at: usize) -> Fault {
        let open = self.stack.iter().filter(|open| open.flow).map(|open| open.start).collect();
        Fault { kind, at: at.min(self.text.len()), last: self.last, open }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let original = |at| self.draft.map_or(at, |draft| draft.original(at)) + self.offset;
        Span::new(original(start), original(end))
    }

    fn event(&mut self, event: Event, range: std::ops::Range<usize>) -> Result<(), Fault> {
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(self.fault(FaultKind::SecondDocument, range.start));
                }
            }
            Event::Scalar(text, style, anchor, tag) => self.scalar(text, style, anchor, tag, range)?,
            Event::SequenceStart(style, anchor, _) => {
                self.open(Frame::List(Vec::new()), style, anchor, range.start)?;
            }
            Event::MappingStart(style, anchor, _) => {
                self.open(Frame::Map { entries: Vec::new(), key: None }, style, anchor, range.start)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end)?,
            Event::Alias(id) => {
                self.last = range.end;
                self.alias(id, range)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        text: Cow<str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<Cow<Tag>>,
        range: std::ops::Range<usize>,
    ) -> Result<(), Fault> {
        if tag.is_some_and(|tag| tag.core_suffix().is_none()) {
            return Err(self.fault(FaultKind::Tag, range.start));
        }
        let plain = style == ScalarStyle::Plain;
        let source = self.text.get(range.clone()).unwrap_or("");
        let dash = |line: &str| line.trim_start().strip_prefix('-').is_some_and(|rest| !rest.starts_with(['-', ' ']));
        if plain && source.contains('\n') && source.lines().all(dash) {
            return Err(self.fault(FaultKind::GluedDashes, range.start));
        }
        let end = range.start + source.trim_end().len();
        let null = plain && (source.is_empty() || matches!(source, "~" | "null" | "Null" | "NULL"));
        let value = if null { Value::Null } else { Value::Scalar { text: text.into_owned(), plain } };
        let node = Node { span: self.span(range.start, end), value };
        if anchor > 0 {
            if plain && !null {
                self.idle.insert(anchor, range.start);
            }
            let (size, depth) = measure(&node);
            self.anchors.insert(anchor, Anchored { node: node.clone(), size, depth });
        }
        self.last = end.max(self.last);
        self.add(node);
        Ok(())
    }

    fn open(&mut self, frame: Frame, style: StructureStyle, anchor: usize, start: usize) -> Result<(), Fault> {
        if self.stack.len() >= DEPTH {
            return Err(self.fault(FaultKind::TooDeep, start));
        }
        self.stack.push(Open { frame, start, flow: style == StructureStyle::Flow, anchor });
        Ok(())
    }

    fn close(&mut self, end: usize) -> Result<(), Fault> {
        let Some(open) = self.stack.pop() else { return Ok(()) };
        // A block ends where the next thing begins: its own end is that of its last part.
        self.last = if open.flow { end } else { self.last.max(open.start) };
        let span = self.span(open.start, self.last);
        let value = match open.frame {
            Frame::List(items) => Value::List(items),
            Frame::Map { entries, .. } => {
                duplicates(&entries, &mut self.notes);
                Value::Map(entries)
            }
        };
        let node = Node { span, value };
        if open.anchor > 0 {
            let (size, depth) = measure(&node);
            self.copy(size, open.start)?;
            self.anchors.insert(open.anchor, Anchored { node: node.clone(), size, depth });
        }
        self.add(node);
        Ok(())
    }

    /// Counts copied values, that a small text may not become a huge tree.
    fn copy(&mut self, size: usize, at: usize) -> Result<(), Fault> {
        self.copies += size;
        if self.copies > COPIES { Err(self.fault(FaultKind::TooLarge, at)) } else { Ok(()) }
    }

    fn alias(&mut self, id: usize, range: std::ops::Range<usize>) -> Result<(), Fault> {
        self.idle.remove(&id);
        let Some(anchored) = self.anchors.get(&id) else {
            // The anchor is that of a list or group that is still open: it would hold itself.
            return Err(self.fault(FaultKind::TooDeep, range.start));
        };
        if self.stack.len() + anchored.depth > DEPTH {
            return Err(self.fault(FaultKind::TooDeep, range.start));
        }
        let size = anchored.size;
        self.copy(size, range.start)?;
        let span = self.span(range.start, range.end);
        let value = self.anchors.get(&id).map_or(Value::Null, |anchored| anchored.node.value.clone());
        self.add(Node { span, value });
        Ok(())
    }

    fn add(&mut self, node: Node) {
        let Some(open) = self.stack.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.frame {
            Frame::List(items) => items.push(node),
            Frame::Map { key: key @ None, .. } => {
                *key = Some(match node.value {
                    Value::Scalar { text, plain } if plain && text == "<<" => {
                        self.notes.push(Note::Merge(node.span));
                        PendingKey::Unusable
                    }
                    Value::Scalar { text, .. } => PendingKey::Key(Key { span: node.span, name: text }),
                    _ => {
                        self.notes.push(Note::NoTextKey(node.span));
                        PendingKey::Unusable
                    }
                });
            }
            Frame::Map { entries, key } => {
                if let Some(PendingKey::Key(key)) = key.take() {
                    entries.push((key, node));
                }
            }
        }
    }
}

/// Notes every key that occurs again.
fn duplicates(entries: &[(Key, Node)], notes: &mut Vec<Note>) {
    let mut order: Vec<&Key> = entries.iter().map(|(key, _)| key).collect();
    order.sort_by(|a, b| a.name.cmp(&b.name).then(a.span.cmp(&b.span)));
    for pair in order.windows(2).filter(|pair| pair[0].name == pair[1].name) {
        notes.push(Note::Duplicate { name: pair[1].name.clone(), first: pair[0].span, again: pair[1].span });
    }
}

/// How many values a tree holds, and how deep it is.
fn measure(node: &Node) -> (usize, usize) {
    let parts = |nodes: &mut dyn Iterator<Item = &Node>| {
        nodes.map(measure).fold((1, 1), |(size, depth), (s, d)| (size + s, depth.max(d + 1)))
    };
    match &node.value {
        Value::List(items) => parts(&mut items.iter()),
        Value::Map(entries) => parts(&mut entries.iter().map(|(_, node)| node)),
        // A long text counts for more than one, so that copies are bounded in bytes too.
        Value::Scalar { text, .. } => (1 + text.len() / 64, 1),
        Value::Null => (1, 1),
    }
}
