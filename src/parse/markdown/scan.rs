//! The scan of a body: what it refers to, its anchors, its components; its text is not kept.

use super::anchors::Anchors;
use super::events::{Source, is_foreign};
use super::excerpt::{Words, excerpt};
use super::links::{self, refused_scheme};
use super::raw_html;
use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::hash::Hash128;
use crate::base::path::SourcePath;
use crate::base::text;
use crate::parse::document::{Body, BodyLink, ComponentUse, LinkRole, ShortcodeUse, Text};
use crate::parse::tree::{Node, Value};
use crate::parse::{Context, yaml};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
use thin_vec::ThinVec;

/// More of a first paragraph than any excerpt needs, in bytes.
const ENOUGH: usize = 2000;

/// Scans the body that lies at `span` of the file with this `text`. Spans in what is returned are of that file.
/// The language is the site's, or the one in the file's name.
pub fn scan(path: &SourcePath, text: &str, span: Span, context: Context) -> (Body, Vec<Diagnostic>) {
    let named = path.stem().rsplit_once('.').map(|(_, language)| language);
    let translated = named.filter(|named| context.config.languages.iter().any(|language| &**language == *named));
    let language = translated.unwrap_or(&context.config.language);
    let (mut body, told) = scan_in(path, text, span, language, context.components);
    if context.config.escape_html {
        body.html_anchors = ThinVec::new();
    }
    (body, told)
}

/// [`scan`] in a language and with these components, whatever the site's settings say.
pub fn scan_in(
    path: &SourcePath,
    text: &str,
    span: Span,
    language: &str,
    components: &BTreeSet<Text>,
) -> (Body, Vec<Diagnostic>) {
    let raw = text.get(span.start as usize..span.end as usize).unwrap_or("");
    let source = Source::new(raw);
    let mut scan = Scan {
        path,
        offset: span.start as usize,
        source: &source,
        raw,
        names: components,
        anchors: Anchors::new(&source),
        body: Body { span, hash: Hash128::of(raw.as_bytes()), ..Body::default() },
        diagnostics: Vec::new(),
        words: Words::default(),
        containers: 0,
        pictures: 0,
        heading: None,
        fence: None,
        paragraph: None,
        first: String::new(),
        html: String::new(),
        indented: Vec::new(),
    };
    let mut events = source.events(language);
    for (event, range) in events.by_ref() {
        scan.event(event, range);
    }
    scan.note_shortcodes(events.shown());
    scan.body.words = scan.words.count;
    scan.body.excerpt = excerpt(&scan.first).into();
    scan.body.links.shrink_to_fit();
    scan.body.anchors.shrink_to_fit();
    (scan.body, scan.diagnostics)
}

/// A heading being read.
struct Heading {
    explicit: Option<String>,
    text: String,
    /// Whether there is anything to show.
    filled: bool,
}

/// A fenced or indented block being read.
enum Fence {
    Code,
    Component { name: Text, span: Span, yaml: String, lines: Option<Range<usize>> },
}

struct Scan<'a> {
    path: &'a SourcePath,
    /// Of the body in its file.
    offset: usize,
    source: &'a Source<'a>,
    raw: &'a str,
    names: &'a BTreeSet<Text>,
    anchors: Anchors,
    body: Body,
    diagnostics: Vec<Diagnostic>,
    words: Words,
    /// How many quotes, lists, tables and footnotes are open.
    containers: u32,
    /// How many pictures are open: what they hold is their text.
    pictures: u32,
    heading: Option<Heading>,
    fence: Option<Fence>,
    /// The text of a paragraph outside containers, until one with text was found.
    paragraph: Option<String>,
    first: String,
    /// The block of raw HTML being read: a tag may span several lines.
    html: String,
    /// Blocks that are code because they are indented: bytes of the body.
    indented: Vec<Range<usize>>,
}

impl Scan<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => self.inline(&text, &text),
            Event::SoftBreak | Event::HardBreak => self.inline(" ", " "),
            Event::Html(html) => self.html.push_str(&html),
            Event::InlineHtml(html) => {
                self.html_anchors(&html);
                self.shown(&html);
            }
            Event::FootnoteReference(name) => self.shown(&name),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        match &mut self.fence {
            Some(Fence::Code) => {}
            Some(Fence::Component { yaml, lines, .. }) => {
                yaml.push_str(text);
                let origin = self.source.origin(range);
                let start = lines.as_ref().map_or(origin.start, |lines| lines.start);
                *lines = Some(start..origin.end);
            }
            None => {
                let written = if self.heading.is_some() { &self.source.text()[range] } else { text };
                // A slug is made of the quotation mark as written, so that it is the same in every language.
                self.inline(text, if matches!(written, "\"" | "'") { written } else { text });
            }
        }
    }

    /// What is no text and yet fills a heading.
    fn shown(&mut self, shown: &str) {
        if let Some(heading) = &mut self.heading {
            heading.filled |= !shown.trim().is_empty();
        }
    }

    fn html_anchors(&mut self, html: &str) {
        self.body.html_anchors.extend(raw_html::anchors(html).into_iter().map(Text::from));
    }

    /// Running text; `written` is what a slug is made of.
    fn inline(&mut self, text: &str, written: &str) {
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(written);
            heading.filled |= !text.trim().is_empty();
        }
        if self.pictures > 0 {
            return;
        }
        self.words.add(text);
        if let Some(paragraph) = self.paragraph.as_mut().filter(|paragraph| paragraph.len() < ENOUGH) {
            paragraph.push_str(text);
        }
    }

    fn start(&mut self, tag: Tag, range: Range<usize>) {
        match tag {
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url, range, LinkRole::Link),
            Tag::Image { link_type, dest_url, .. } => {
                self.link(link_type, &dest_url, range, LinkRole::Picture);
                self.pictures += 1;
                if let Some(heading) = &mut self.heading {
                    heading.filled = true;
                }
            }
            Tag::Heading { id, .. } => {
                let explicit = id.map(|id| id.into_string());
                self.heading = Some(Heading { explicit, text: String::new(), filled: false });
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => self.fence(&info, range),
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.fence = Some(Fence::Code);
                self.indented.push(self.source.origin(range));
            }
            Tag::Paragraph if self.containers == 0 && self.first.is_empty() => self.paragraph = Some(String::new()),
            tag if contains(tag.to_end()) => self.containers += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.pictures -= 1,
            TagEnd::Heading(_) => {
                self.words.end();
                if let Some(heading) = self.heading.take().filter(|heading| heading.filled) {
                    let id = self.anchors.next(heading.explicit.as_deref(), &heading.text);
                    self.body.anchors.push(id.into());
                }
            }
            TagEnd::CodeBlock => self.end_fence(),
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.html_anchors(&html);
            }
            TagEnd::Paragraph => {
                self.words.end();
                if let Some(text) = self.paragraph.take().filter(|text| !text.trim().is_empty()) {
                    self.first = text;
                }
            }
            tag if contains(tag) => self.containers -= 1,
            TagEnd::Item | TagEnd::TableCell | TagEnd::DefinitionListTitle => self.words.end(),
            _ => {}
        }
    }

    /// Bytes of the file for a range of the parsed text.
    fn span(&self, range: Range<usize>) -> Span {
        let origin = self.source.origin(range);
        Span::new(origin.start, origin.end).shifted(self.offset)
    }

    fn report(&mut self, span: Span, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic.at(Place::new(self.path, span)));
    }

    fn link(&mut self, link_type: LinkType, target: &str, range: Range<usize>, role: LinkRole) {
        let span = self.span(target_range(self.source.text(), target, range));
        let target: Text = match link_type {
            LinkType::Email => format!("mailto:{target}").into(),
            _ => target.into(),
        };
        if is_foreign(&target) {
            // Told once a name, with all the others.
        } else if target.trim().is_empty() {
            let what = if role == LinkRole::Link { "link" } else { "picture" };
            let fault = Diagnostic::new("empty-link", format!("this {what} leads nowhere"));
            self.report(span, fault.hint("write where it leads between the round brackets, or take the brackets away"));
        } else if let Some(scheme) = refused_scheme(&target) {
            let fault = Diagnostic::new("link-scheme", format!("a link may not begin with `{scheme}:`"));
            let hint = "use an address with `https:`, `http:`, `mailto:` or `tel:`, a path, or `article:`, `dossier:`, \
                        `person:`, `place:`, `organisation:`, `tag:` or `page:` with an id";
            let fault = match links::nearest(&scheme) {
                Some(near) => fault.label(format!("did you mean `{near}:`?")),
                None => fault.hint(hint),
            };
            self.report(span, fault);
        }
        self.body.links.push(BodyLink { target, span, role });
    }

    fn fence(&mut self, info: &str, range: Range<usize>) {
        self.fence = Some(Fence::Code);
        let Some(word) = info.split_whitespace().next() else { return };
        if let Some(name) = self.names.get(word) {
            let (name, span) = (name.clone(), self.span(range));
            self.fence = Some(Fence::Component { name, span, yaml: String::new(), lines: None });
        } else if let Some(near) = text::nearest(word, self.names.iter().map(|name| &**name)) {
            let (word, near) = (word.to_owned(), near.to_owned());
            let start = range.start + self.source.text()[range.clone()].find(&word).unwrap_or(0);
            let message = format!("`{word}` is no component, so this block is shown as code");
            let fault = Diagnostic::new("near-component", message).label(format!("did you mean `{near}`?"));
            self.report(
                self.span(start..start + word.len()),
                fault.hint(format!("begin the block with ```` ```{near} ````")),
            );
        }
    }

    fn end_fence(&mut self) {
        let Some(Fence::Component { name, span, yaml, lines }) = self.fence.take() else { return };
        let lines = lines.unwrap_or(0..0);
        // As it lies in the file where that is the same but for line ends: then every place is exact.
        let written = self.raw.get(lines.clone()).filter(|written| written.replace('\r', "") == yaml);
        let (args, faults) = yaml::yaml(self.path, written.unwrap_or(&yaml), self.offset + lines.start);
        self.diagnostics.extend(faults);
        let args = Arc::new(args.unwrap_or(Node { span, value: Value::Null }));
        self.body.components.push(ComponentUse { name, args, span });
    }

    /// Once a name, at the first; those in code are no shortcodes.
    fn note_shortcodes(&mut self, shown: &[usize]) {
        self.report_indented(shown);
        let mut names: BTreeMap<&str, (u32, u32, Range<usize>)> = BTreeMap::new();
        let shown: BTreeSet<usize> = shown.iter().copied().collect();
        let all = self.source.shortcodes().iter().enumerate();
        for (_, shortcode) in all.filter(|(number, _)| !shown.contains(number)) {
            let entry = names.entry(shortcode.name).or_insert((0, 0, shortcode.span.clone()));
            let counted = if shortcode.closing { &mut entry.1 } else { &mut entry.0 };
            *counted += 1;
        }
        self.body.shortcodes = names
            .into_iter()
            .map(|(name, (opened, closed, first))| ShortcodeUse {
                name: name.into(),
                times: if opened > 0 { opened } else { closed },
                span: Span::new(first.start, first.end).shifted(self.offset),
            })
            .collect();
    }

    /// Who writes a shortcode as an example puts it in backticks or a fence; an indent mostly happened.
    fn report_indented(&mut self, shown: &[usize]) {
        let within = |at: usize| self.indented.iter().any(|block| block.contains(&at));
        let spans = shown.iter().map(|number| &self.source.shortcodes()[*number].span);
        let mut spans = spans.filter(|span| within(span.start));
        let Some(first) = spans.next() else { return };
        let span = Span::new(first.start, first.end).shifted(self.offset);
        let shortcodes = text::count(1 + spans.count(), "shortcode");
        let message =
            format!("a paragraph is shown as code, with {shortcodes} in it, as it is indented by four blanks");
        let fault = Diagnostic::new("indented-shortcode", message);
        self.report(
            span,
            fault.hint("take the blanks away; if it is code, put ```` ``` ```` on a line before and behind it"),
        );
    }
}

/// Whether a paragraph in it is no paragraph of the running text.
fn contains(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::DefinitionList | TagEnd::Table | TagEnd::FootnoteDefinition
    )
}

/// Where the target of the link at `range` is written; the whole link when it is written elsewhere.
fn target_range(text: &str, target: &str, range: Range<usize>) -> Range<usize> {
    let link = &text[range.clone()];
    let from = link.rfind("](").map_or(0, |at| at + 2);
    match link[from..].find(target).filter(|_| !target.is_empty()) {
        Some(at) => {
            let start = range.start + from + at;
            start..start + target.len()
        }
        None => range,
    }
}
