//! Shortcodes of other generators: found, taken out of the text before it is parsed, given back where they are code.
//!
//! Each becomes one mark, a word between two noncharacters that holds its number, as it may stand where Markdown wants
//! no blank: in a link's target, in an attribute. What the parser makes of the mark then shows what to do with it.

use std::borrow::Cow;
use std::ops::Range;

const OPEN: char = '\u{fdd0}';
const CLOSE: char = '\u{fdd1}';
/// Stands where an escaped shortcode had its `/*`: keeps `{{<x` from being read as a tag.
const GAP: char = '\u{fdd2}';
/// Longer ones are no shortcodes but a brace that nobody closed.
const LONGEST: usize = 4096;

/// One shortcode.
#[derive(Debug, PartialEq)]
pub struct Shortcode<'t> {
    pub name: &'t str,
    /// `{{< /x >}}`, `{% endx %}`: the end of a pair.
    pub closing: bool,
    /// Bytes of the text as written.
    pub span: Range<usize>,
}

/// A text with every shortcode replaced by its mark.
#[derive(Debug)]
pub struct Foreign<'t> {
    written: &'t str,
    pub text: String,
    pub shortcodes: Vec<Shortcode<'t>>,
    /// What was replaced: where it now lies, and where it was.
    moves: Vec<(Range<usize>, Range<usize>)>,
}

enum Found<'t> {
    Shortcode(Shortcode<'t>),
    /// `{{</* x */>}}`: the bytes of `/*` and `*/`.
    Escaped(Range<usize>, Range<usize>),
}

impl<'t> Foreign<'t> {
    /// Takes the shortcodes out of `text`; None when there are none, which costs one search for a brace.
    pub fn take_out(text: &'t str) -> Option<Self> {
        let mut foreign = Foreign { written: text, text: String::new(), shortcodes: Vec::new(), moves: Vec::new() };
        let mut ends = Ends { text, next: [0; 4] };
        let (mut copied, mut at) = (0, 0);
        while let Some(brace) = text[at..].find('{') {
            at += brace;
            match find(text, at, &mut ends) {
                Some(Found::Shortcode(shortcode)) => {
                    let mark = format!("{OPEN}{}{CLOSE}", foreign.shortcodes.len());
                    at = shortcode.span.end;
                    foreign.replace(&mut copied, shortcode.span.clone(), &mark);
                    foreign.shortcodes.push(shortcode);
                }
                Some(Found::Escaped(before, after)) => {
                    at = after.end;
                    foreign.replace(&mut copied, before, GAP.encode_utf8(&mut [0; 4]));
                    foreign.replace(&mut copied, after, "");
                }
                None => at += 1,
            }
        }
        if foreign.moves.is_empty() {
            return None;
        }
        foreign.text.push_str(&text[copied..]);
        Some(foreign)
    }

    fn replace(&mut self, copied: &mut usize, written: Range<usize>, by: &str) {
        self.text.push_str(&self.written[*copied..written.start]);
        let start = self.text.len();
        self.text.push_str(by);
        *copied = written.end;
        self.moves.push((start..self.text.len(), written));
    }

    /// The byte of the text as written that stands at `at` of the text with marks.
    pub fn origin(&self, at: usize) -> usize {
        let before = self.moves.partition_point(|(now, _)| now.start <= at);
        match before.checked_sub(1).map(|n| &self.moves[n]) {
            None => at,
            Some((now, was)) if at >= now.end => was.end + (at - now.end),
            Some((_, was)) => was.start,
        }
    }

    /// `text` without a trace of marks.
    pub fn without<'a>(&self, text: &'a str) -> Cow<'a, str> {
        expand(text, |_| "")
    }

    /// `text` with shortcodes as written; `seen` hears the number of each.
    pub fn as_written<'a>(&self, text: &'a str, mut seen: impl FnMut(usize)) -> Cow<'a, str> {
        expand(text, |number| match self.shortcodes.get(number) {
            Some(shortcode) => {
                seen(number);
                &self.written[shortcode.span.clone()]
            }
            None => "",
        })
    }

    /// The first shortcode of a link's target, as written; None when the target has none.
    pub fn target(&self, target: &str) -> Option<&'t str> {
        let mut first = None;
        self.as_written(target, |number| first = first.or(Some(number)));
        first.map(|number| &self.written[self.shortcodes[number].span.clone()])
    }
}

/// Whether `text` holds a mark.
pub fn marked(text: &str) -> bool {
    text.contains([OPEN, CLOSE, GAP])
}

/// Replaces each mark by what `by` says of its number.
fn expand<'a, 'b>(text: &'a str, mut by: impl FnMut(usize) -> &'b str) -> Cow<'a, str> {
    if !marked(text) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find([OPEN, CLOSE, GAP]) {
        out.push_str(&rest[..at]);
        let opens = rest[at..].starts_with(OPEN);
        rest = &rest[at + OPEN.len_utf8()..];
        let number = rest.find(CLOSE).filter(|_| opens).and_then(|end| Some((end, rest[..end].parse().ok()?)));
        if let Some((end, number)) = number {
            out.push_str(by(number));
            rest = &rest[end + CLOSE.len_utf8()..];
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// How each form ends.
const ENDS: [&str; 4] = [">}}", "%}}", "%}", "}}"];

/// Where each form next ends: looked for once, however many open before it.
struct Ends<'t> {
    text: &'t str,
    next: [usize; 4],
}

impl Ends<'_> {
    /// The first `close` at or after `from`, unless it is too far away.
    fn after(&mut self, from: usize, close: &str) -> Option<usize> {
        let next = &mut self.next[ENDS.iter().position(|end| *end == close)?];
        if *next < from || *next == 0 {
            *next = self.text[from..].find(close).map_or(usize::MAX, |at| from + at);
        }
        (*next < from + LONGEST).then_some(*next)
    }
}

/// What begins at the brace `at`, if it is a shortcode.
fn find<'t>(text: &'t str, at: usize, ends: &mut Ends) -> Option<Found<'t>> {
    let (open, close) = match &text.as_bytes()[at..] {
        [b'{', b'{', b'<', ..] => ("{{<", ">}}"),
        [b'{', b'{', b'%', ..] => ("{{%", "%}}"),
        [b'{', b'%', ..] => ("{%", "%}"),
        // Jekyll's own values; other double braces may well be text.
        [b'{', b'{', rest @ ..]
            if [&b"site."[..], b"page."].iter().any(|of| rest.trim_ascii_start().starts_with(of)) =>
        {
            ("{{", "}}")
        }
        _ => return None,
    };
    let inside = at + open.len();
    let rest = &text[inside..];
    let liquid = close != ">}}" && close != "%}}";
    if !liquid && rest.starts_with("/*") {
        let end =
            ends.after(inside + 2, close)?.checked_sub(2).filter(|end| text.as_bytes()[*end..].starts_with(b"*/"))?;
        return (end >= inside + 2).then_some(Found::Escaped(inside..inside + 2, end..end + 2));
    }
    let name_on = rest.trim_start_matches(['-', ' ', '\t', '\n', '\r']);
    let closes = !liquid && name_on.starts_with('/');
    let name_on = if closes { name_on[1..].trim_start() } else { name_on };
    let length = name_on.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/')));
    let name = name_on[..length?].trim_end_matches(['-', '/']);
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return None;
    }
    let after = &name_on[name.len()..];
    let ended = after.trim_start_matches(['-', '/']).starts_with(close);
    if !(ended || after.starts_with(|c: char| c.is_whitespace() || matches!(c, '"' | '`' | '“'))) {
        return None;
    }
    let start = text.len() - after.len();
    let end = end_of(text, start, close, ends.after(start, close)?)?;
    let (name, closing) = match name.strip_prefix("end").filter(|rest| liquid && !rest.is_empty()) {
        Some(rest) => (rest, true),
        None => (name, closes),
    };
    Some(Found::Shortcode(Shortcode { name, closing, span: at..end }))
}

/// Where the shortcode whose parameters begin at `start` ends: at `close` outside quotes, or, where quotes do not pair
/// up, at the first `close`. It holds no blank line, no fence and no other shortcode.
fn end_of(text: &str, start: usize, close: &str, first: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let limit = (start + LONGEST).min(bytes.len());
    let (mut quote, mut at) = (None, start);
    while at < limit {
        let byte = bytes[at];
        match quote {
            None if bytes[at..].starts_with(close.as_bytes()) => return Some(at + close.len()),
            None if byte == b'{' && matches!(bytes.get(at + 1), Some(b'{' | b'%')) => break,
            None if matches!(byte, b'"' | b'`') => quote = Some(byte),
            Some(b'"') if byte == b'\\' => at += 1,
            Some(open) if open == byte => quote = None,
            _ => {}
        }
        if byte == b'\n' {
            let line = text[at + 1..].trim_start_matches([' ', '\t']);
            if line.starts_with(['\n', '\r']) || line.starts_with("```") || line.starts_with("~~~") {
                break;
            }
        }
        at += 1;
    }
    let opener = text[start..first].contains("{{") || text[start..first].contains("{%");
    (first < at && !opener).then(|| first + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        Foreign::take_out(text).map_or_else(Vec::new, |found| found.shortcodes.iter().map(|s| s.name).collect())
    }

    #[test]
    fn every_form_is_found() {
        assert_eq!(
            names(
                r#"{{< ref "a.md" >}} {{<ref"b">}} {{% note %}} {% include x.html %} {%- if y -%} {{site.baseurl}} {{ page.date | date: "%Y" }}"#
            ),
            ["ref", "ref", "note", "include", "if", "site.baseurl", "page.date"]
        );
        let pair = Foreign::take_out("{{< box >}}a{{< /box >}} {% raw %}b{% endraw %}").expect("shortcodes");
        let closing: Vec<_> = pair.shortcodes.iter().map(|s| (s.name, s.closing)).collect();
        assert_eq!(closing, [("box", false), ("box", true), ("raw", false), ("raw", true)]);
    }

    #[test]
    fn what_only_looks_like_one_is_left() {
        for text in [
            "{{ x }}",
            "{% %}",
            "{{< >}}",
            "{{<",
            "a {%d} b",
            "{{< x",
            "{{< x\n\ny >}}",
            "{{<é",
            "{{%20%}}",
            "{{</* é>}}",
            "{{</*/>}}",
        ] {
            assert_eq!(names(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_quoted_end_does_not_end_it_but_an_unpaired_quote_does_not_swallow_the_page() {
        let quoted = Foreign::take_out(r#"{{< x a=">}}" >}}!"#).expect("a shortcode");
        assert_eq!(quoted.without(&quoted.text), "!");
        let unpaired = Foreign::take_out("{{< x a=\"5 >}} 6\" {{< y >}}").expect("shortcodes");
        assert_eq!(unpaired.without(&unpaired.text), " 6\" ");
        let lines = Foreign::take_out("{{< img\n  alt=“curly”\n>}}after").expect("a shortcode");
        assert_eq!(lines.without(&lines.text), "after");
    }

    #[test]
    fn places_lead_back_to_the_text_as_written() {
        let text = "a {{< x >}} b {{</* y */>}} c";
        let foreign = Foreign::take_out(text).expect("shortcodes");
        for word in ["b", "y", "c"] {
            let now = foreign.text.find(word).expect("still there");
            assert_eq!(Some(foreign.origin(now)), text.find(word), "{word}");
        }
        assert_eq!(foreign.without(&foreign.text), "a  b {{< y >}} c");
        assert_eq!(foreign.as_written(&foreign.text, |_| {}), "a {{< x >}} b {{< y >}} c");
    }

    #[test]
    fn marks_that_someone_typed_do_no_harm() {
        let foreign = Foreign::take_out("\u{fdd0}7\u{fdd1}\u{fdd0}\u{fdd1}{{< x >}}\u{fdd0}").expect("a shortcode");
        assert_eq!(foreign.without(&foreign.text), "");
        assert_eq!(foreign.as_written(&foreign.text, |_| {}), "{{< x >}}");
    }
}
