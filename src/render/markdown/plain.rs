//! A body as plain text, one block a line: what search looks through.

use crate::parse::document::ComponentUse;
use crate::parse::markdown::events::Source;
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

/// The text of a body as a reader sees it, without marks. Each paragraph, heading, item and cell is a line; the text
/// of a picture is its own; what a component shows is left out, and raw HTML gives its text, or all of itself where it
/// is shown (`escape_html`). No line is empty.
pub fn plain(text: &str, language: &str, components: &[ComponentUse], escape_html: bool) -> String {
    let source = Source::new(text);
    let mut plain = Plain { out: String::with_capacity(text.len()), components, escape_html, ..Plain::default() };
    for (event, _) in source.events(language) {
        plain.event(event);
    }
    plain.line();
    plain.out.truncate(plain.out.trim_end().len());
    plain.out
}

#[derive(Default)]
struct Plain<'a> {
    out: String,
    /// Those that have not been met.
    components: &'a [ComponentUse],
    in_component: bool,
    escape_html: bool,
    /// The element of raw HTML whose text is none: a script or a style.
    silent: Option<&'static str>,
    /// A tag of raw HTML that is not closed yet.
    in_tag: bool,
}

impl Plain<'_> {
    fn event(&mut self, event: Event) {
        match event {
            Event::Text(_) if self.in_component || self.silent.is_some() => {}
            Event::Text(text) | Event::Code(text) => self.text(&text),
            Event::SoftBreak | Event::HardBreak => self.text(" "),
            Event::Html(html) | Event::InlineHtml(html) if self.escape_html => self.text(&html),
            Event::Html(html) | Event::InlineHtml(html) => self.html(&html),
            Event::Start(Tag::CodeBlock(kind)) => self.code(&kind),
            Event::Start(tag) if is_block(tag.to_end()) => self.line(),
            Event::End(TagEnd::CodeBlock) => {
                self.in_component = false;
                self.line();
            }
            Event::End(TagEnd::HtmlBlock) => {
                (self.silent, self.in_tag) = (None, false);
                self.line();
            }
            Event::End(tag) if is_block(tag) => self.line(),
            Event::Rule => self.line(),
            _ => {}
        }
    }

    /// Running text: its blanks become one.
    fn text(&mut self, text: &str) {
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            self.out.push_str(word);
            if word.len() < piece.len() && !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
                self.out.push(' ');
            }
        }
    }

    /// A block ends or begins.
    fn line(&mut self) {
        self.out.truncate(self.out.trim_end_matches(' ').len());
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn code(&mut self, kind: &CodeBlockKind) {
        self.line();
        let info = if let CodeBlockKind::Fenced(info) = kind { info } else { "" };
        let word = info.split_whitespace().next().unwrap_or("");
        if let Some((next, rest)) = self.components.split_first()
            && *next.name == *word
        {
            (self.components, self.in_component) = (rest, true);
        }
    }

    /// What stands between the tags of raw HTML. A tag may span several lines.
    fn html(&mut self, html: &str) {
        let mut rest = html;
        while !rest.is_empty() {
            if self.in_tag {
                let Some(end) = rest.find('>') else { return };
                (rest, self.in_tag) = (&rest[end + 1..], false);
                continue;
            }
            let start = rest.find('<').unwrap_or(rest.len());
            if self.silent.is_none() {
                self.text(&rest[..start]);
            }
            rest = &rest[start..];
            let name = rest.get(1..).unwrap_or("").trim_start_matches('/');
            let closes = rest.starts_with("</");
            let is = |element: &str| name.get(..element.len()).is_some_and(|name| name.eq_ignore_ascii_case(element));
            match self.silent {
                Some(element) if closes && is(element) => self.silent = None,
                None if !closes => self.silent = ["script", "style"].into_iter().find(|element| is(element)),
                _ => {}
            }
            self.in_tag = !rest.is_empty();
        }
    }
}

fn is_block(tag: TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image | TagEnd::HtmlBlock
    )
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn each_block_is_a_line_without_marks() {
        let text = "# Talks *open*\n\nFirst [line](x.md)\nof two.\n\n- one\n- two **three**\n\n| a | b |\n|---|---|\n| c | d |\n\n![The hall](hall.jpg)\n";
        assert_eq!(
            plain(text, "en", &[], false),
            "Talks open\nFirst line of two.\none\ntwo three\na\nb\nc\nd\nThe hall"
        );
        assert_eq!(plain("", "en", &[], false), "");
        assert_eq!(plain("x\n\n---\n\n```\nlet a = 1;\n```\n", "en", &[], false), "x\nlet a = 1;");
    }

    #[test]
    fn raw_html_gives_its_text_and_no_script() {
        let text = "A <b\nclass=x>bold</b> word.\n\n<div title=\"t\">\nInside\n</div>\n\n<script>\nlet no = 1;\n</script>\n\nEnd.\n";
        assert_eq!(plain(text, "en", &[], false), "A bold word.\nInside\nEnd.");
        assert_eq!(plain("A <b>c</b>", "en", &[], true), "A <b>c</b>");
    }
}
