//! The events of a body, the same for the scan and for the page: which extensions are read, quotation marks by
//! language, and no foreign shortcodes.

use super::foreign::{Foreign, Shortcode, marked};
use super::quotes::Quotes;
use super::raw_html::Cleaner;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, OffsetIter, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// A body's text, ready to be parsed.
pub struct Source<'t> {
    text: &'t str,
    foreign: Option<Foreign<'t>>,
}

impl<'t> Source<'t> {
    /// Takes foreign shortcodes out; a text without any is not copied.
    pub fn new(text: &'t str) -> Self {
        Source { text, foreign: Foreign::take_out(text) }
    }

    /// The text that the ranges of the events belong to.
    pub fn text(&self) -> &str {
        self.foreign.as_ref().map_or(self.text, |foreign| &foreign.text)
    }

    /// A range of an event as a range of the text as written.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        match &self.foreign {
            None => range,
            Some(foreign) => foreign.origin(range.start)..foreign.origin(range.end),
        }
    }

    /// The shortcodes that were taken out.
    pub fn shortcodes(&self) -> &[Shortcode<'t>] {
        self.foreign.as_ref().map_or(&[], |foreign| &foreign.shortcodes)
    }

    /// The events with their ranges in [`Source::text`]. A link's target that was a shortcode is that shortcode as
    /// written, which no address can be: it begins with `{{` or `{%`.
    pub fn events(&self, language: &str) -> Events<'_> {
        Events {
            text: self.text(),
            inner: Parser::new_ext(self.text(), options()).into_offset_iter(),
            waiting: None,
            quotes: Quotes::of(language),
            singles: 0,
            in_code: false,
            foreign: self.foreign.as_ref(),
            cleaner: Cleaner::default(),
            shown: Vec::new(),
        }
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// Whether a link's target was a shortcode.
pub fn is_foreign(target: &str) -> bool {
    target.starts_with("{{") || target.starts_with("{%")
}

/// See [`Source::events`].
pub struct Events<'a> {
    text: &'a str,
    inner: OffsetIter<'a>,
    /// Read while the lines of an HTML block were gathered.
    waiting: Option<(Event<'a>, Range<usize>)>,
    quotes: Option<Quotes>,
    singles: u32,
    in_code: bool,
    foreign: Option<&'a Foreign<'a>>,
    cleaner: Cleaner,
    shown: Vec<usize>,
}

impl<'a> Iterator for Events<'a> {
    type Item = (Event<'a>, Range<usize>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.quotes.is_none() && self.foreign.is_none() {
            return self.inner.next();
        }
        self.changed()
    }
}

impl<'a> Events<'a> {
    /// The next event, in a text with shortcodes or in a language with quotation marks of its own.
    fn changed(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let (event, range) = match self.waiting.take() {
            Some(waiting) => waiting,
            None => self.inner.next()?,
        };
        let event = match (event, self.quotes) {
            (Event::Text(text), Some(quotes)) => Event::Text(self.quoted(text, range.start, quotes)),
            (event, _) => event,
        };
        Some(match self.foreign {
            None => (event, range),
            Some(foreign) => self.cleaned(event, range, foreign),
        })
    }

    /// Numbers of the shortcodes that are shown because they are code, as far as the events have been read.
    pub fn shown(&self) -> &[usize] {
        &self.shown
    }

    /// A mark that the parser made of a straight one, in the page's language.
    fn quoted(&mut self, text: CowStr<'a>, at: usize, quotes: Quotes) -> CowStr<'a> {
        let bytes = self.text.as_bytes();
        if text.len() != 3 || !matches!(bytes.get(at), Some(b'"' | b'\'')) {
            return text;
        }
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let inside = letter(self.text[..at].chars().next_back()) && letter(self.text[at + 1..].chars().next());
        quotes.translate(&text, inside, &mut self.singles).map_or(text, CowStr::Borrowed)
    }

    fn cleaned(&mut self, event: Event<'a>, range: Range<usize>, foreign: &'a Foreign) -> (Event<'a>, Range<usize>) {
        let event = match event {
            Event::Text(text) if !self.in_code => Event::Text(without(text, foreign)),
            Event::Text(text) => Event::Text(self.as_written(text, foreign)),
            Event::Code(text) => Event::Code(self.as_written(text, foreign)),
            Event::InlineHtml(html) => Event::InlineHtml(self.cleaner.clean(&html, foreign).into()),
            Event::Html(html) => return self.html_block(html, range, foreign),
            Event::Start(tag) => {
                self.in_code |= matches!(tag, Tag::CodeBlock(_));
                Event::Start(cleaned_tag(tag, foreign))
            }
            Event::End(tag) => {
                self.in_code &= tag != TagEnd::CodeBlock;
                Event::End(tag)
            }
            other => other,
        };
        (event, range)
    }

    /// All lines of a block at once: a tag may span several.
    fn html_block(
        &mut self,
        first: CowStr<'a>,
        mut range: Range<usize>,
        foreign: &Foreign,
    ) -> (Event<'a>, Range<usize>) {
        let mut html = first.into_string();
        for (event, more) in self.inner.by_ref() {
            match event {
                Event::Html(line) => {
                    html.push_str(&line);
                    range.end = more.end;
                }
                other => {
                    self.waiting = Some((other, more));
                    break;
                }
            }
        }
        (Event::Html(self.cleaner.clean(&html, foreign).into()), range)
    }

    fn as_written(&mut self, text: CowStr<'a>, foreign: &Foreign) -> CowStr<'a> {
        match foreign.as_written(&text, |number| self.shown.push(number)) {
            Cow::Owned(written) => written.into(),
            Cow::Borrowed(_) => text,
        }
    }
}

fn without<'a>(text: CowStr<'a>, foreign: &Foreign) -> CowStr<'a> {
    match foreign.without(&text) {
        Cow::Owned(clean) => clean.into(),
        Cow::Borrowed(_) => text,
    }
}

fn cleaned_tag<'a>(tag: Tag<'a>, foreign: &'a Foreign) -> Tag<'a> {
    let target = |dest: CowStr<'a>| if marked(&dest) { target(&dest, foreign) } else { dest };
    match tag {
        Tag::Link { link_type, dest_url, title, id } => {
            Tag::Link { link_type, dest_url: target(dest_url), title: without(title, foreign), id }
        }
        Tag::Image { link_type, dest_url, title, id } => {
            Tag::Image { link_type, dest_url: target(dest_url), title: without(title, foreign), id }
        }
        Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Tag::CodeBlock(CodeBlockKind::Fenced(without(info, foreign))),
        Tag::Heading { level, id, classes, attrs } => Tag::Heading {
            level,
            id: id.map(|id| without(id, foreign)).filter(|id| !id.is_empty()),
            classes: classes.into_iter().map(|class| without(class, foreign)).filter(|c| !c.is_empty()).collect(),
            attrs: attrs
                .into_iter()
                .filter(|(name, value)| !marked(name) && !value.as_deref().is_some_and(marked))
                .collect(),
        },
        other => other,
    }
}

fn target<'a>(dest: &str, foreign: &'a Foreign) -> CowStr<'a> {
    match foreign.target(dest) {
        Some(shortcode) => CowStr::Borrowed(shortcode),
        None => foreign.without(dest).into_owned().into(),
    }
}
