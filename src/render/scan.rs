//! A template's tags as tokens: for what must be known before it is rendered and Tera does not tell.

use std::ops::{Deref, Range};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Name,
    /// A text in quotes.
    Text,
    Number,
    /// One character of anything else.
    Sign,
}

/// A token of a tag, with its bytes in the template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    pub kind: Kind,
    /// Without the quotes.
    pub text: &'t str,
    pub range: Range<usize>,
}

impl Token<'_> {
    /// Whether it is this name or sign.
    pub fn is(&self, text: &str) -> bool {
        self.kind != Kind::Text && self.text == text
    }
}

/// A tag: its tokens, and what it does.
#[derive(Clone, Debug)]
pub struct Tag<'t> {
    /// `for` or `set`; empty for a value, whose first name says nothing.
    pub word: &'t str,
    pub tokens: Vec<Token<'t>>,
}

impl<'t> Deref for Tag<'t> {
    type Target = [Token<'t>];

    fn deref(&self) -> &[Token<'t>] {
        &self.tokens
    }
}

/// The tokens of every `{{ … }}` and `{% … %}`, a list for each; comments and raw text are passed over.
pub fn tags(template: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = template[at..].find('{') {
        let start = at + open;
        let close = match template.as_bytes().get(start + 1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => {
                at = template[start + 2..].find("#}").map_or(template.len(), |end| start + 2 + end + 2);
                continue;
            }
            _ => {
                at = start + 1;
                continue;
            }
        };
        let (tokens, end) = tokens(template, start + 2, close);
        at = end;
        let word = if close == "%}" { word(&tokens) } else { "" };
        if word == "raw" {
            at = raw_end(template, at);
        } else {
            tags.push(Tag { word, tokens });
        }
    }
    tags
}

/// Where raw text ends, with its `{% endraw %}`: nothing else ends it.
fn raw_end(template: &str, from: usize) -> usize {
    let end = template[from..].match_indices("{%").find_map(|(at, open)| {
        let inside = &template[from + at + open.len()..];
        let inside = inside.strip_prefix('-').unwrap_or(inside).trim_start().strip_prefix("endraw")?.trim_start();
        let after = inside.strip_prefix('-').unwrap_or(inside).strip_prefix("%}")?;
        Some(template.len() - after.len())
    });
    end.unwrap_or(template.len())
}

/// The first name of a `{% … %}`; empty when it begins otherwise.
fn word<'t>(tokens: &[Token<'t>]) -> &'t str {
    let first = tokens.iter().find(|token| !token.is("-")).filter(|token| token.kind == Kind::Name);
    first.map_or("", |token| token.text)
}

/// The text that follows the tag's first name (`extends "base.html"`), when the tag begins with `name`.
pub fn argument<'a, 't>(tag: &'a [Token<'t>], name: &str) -> Option<&'a Token<'t>> {
    let mut tokens = tag.iter().filter(|token| !token.is("-"));
    tokens.next().filter(|token| token.is(name))?;
    tokens.next()
}

/// Reads tokens up to `close`; also where to go on.
fn tokens<'t>(template: &'t str, mut at: usize, close: &str) -> (Vec<Token<'t>>, usize) {
    let mut tokens = Vec::new();
    while let Some(c) = template[at..].chars().next() {
        if template[at..].starts_with(close) {
            return (tokens, at + 2);
        }
        let rest = &template[at..];
        let (kind, length) = match c {
            '"' | '\'' | '`' => (Kind::Text, text(rest, c)),
            c if c.is_alphabetic() || c == '_' => {
                (Kind::Name, rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len()))
            }
            c if c.is_ascii_digit() => (Kind::Number, rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())),
            _ => (Kind::Sign, c.len_utf8()),
        };
        let quotes = usize::from(kind == Kind::Text && length >= 2);
        if !c.is_whitespace() {
            let text = &rest[quotes..length - quotes];
            tokens.push(Token { kind, text, range: at..at + length });
        }
        at += length;
    }
    (tokens, at)
}

/// The length of the text that begins `rest`, with its quotes; of everything when it does not end.
fn text(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(template: &str) -> Vec<Vec<&str>> {
        tags(template).iter().map(|tag| tag.iter().map(|token| token.text).collect()).collect()
    }

    #[test]
    fn tags_are_read_and_comments_and_raw_text_are_not() {
        let template =
            "a{# {{ no }} #}{{- b.c | t(lang='en') -}}{% raw %}{{ no }}{% x %}{% endraw %}{% include \"x }}\" %}";
        assert_eq!(
            texts(template),
            [vec!["-", "b", ".", "c", "|", "t", "(", "lang", "=", "en", ")", "-"], vec!["include", "x }}"]]
        );
        assert_eq!(argument(&tags("{%- extends 'a' %}")[0], "extends").map(|token| token.text), Some("a"));
    }

    #[test]
    fn broken_templates_end_somewhere() {
        for template in ["{", "{{", "{{ \"", "{# ", "{% raw %}{{", "{{ 'é\\", "{%é%}", "{{\"", "{%raw%}{%", "}}"] {
            tags(template);
        }
    }
}
