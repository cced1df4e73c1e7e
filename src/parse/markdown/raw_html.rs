//! Raw HTML that held shortcodes: a tag whose address was one goes, its contents stay.

use super::foreign::{Foreign, marked};

/// Attributes that hold the address for which the tag is there.
const ADDRESSES: [&str; 5] = ["href", "src", "srcset", "data", "action"];
const VOID: [&str; 7] = ["img", "input", "source", "embed", "track", "area", "link"];

/// Takes marks out of one piece of raw HTML after another.
#[derive(Default)]
pub struct Cleaner {
    /// Names of elements whose start tag went, so that their end tag must go too.
    gone: Vec<String>,
}

impl Cleaner {
    /// `html` without marks, and without tags that a mark leaves without an address.
    pub fn clean(&mut self, html: &str, foreign: &Foreign) -> String {
        let mut out = String::with_capacity(html.len());
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            out.push_str(&foreign.without(&rest[..at]));
            let tag = &rest[at..at + tag_length(&rest[at..])];
            if !self.goes(tag) {
                out.push_str(&foreign.without(tag));
            }
            rest = &rest[at + tag.len()..];
        }
        out.push_str(&foreign.without(rest));
        out
    }

    fn goes(&mut self, tag: &str) -> bool {
        let (name, closes) = tag_name(tag);
        if name.is_empty() {
            return false;
        }
        let waiting = self.gone.iter().rposition(|gone| *gone == name);
        if closes {
            return waiting.map(|at| self.gone.remove(at)).is_some();
        }
        // A second one of the name before the end of the first: that end was never written.
        if let Some(at) = waiting {
            self.gone.remove(at);
        }
        let goes = marked(tag) && loses_address(tag);
        if goes && !VOID.contains(&name.as_str()) && !tag.ends_with("/>") {
            self.gone.push(name);
        }
        goes
    }
}

/// The ids that raw HTML sets, and the names of its anchors: links may lead there.
pub fn ids(html: &str) -> impl Iterator<Item = &str> {
    html.split('<').skip(1).filter_map(|tag| {
        let tag = &tag[..tag.find('>').unwrap_or(tag.len())];
        ["id", "name"].iter().find_map(|name| attribute(tag, name))
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let is_whole = |at: &usize| tag[..*at].ends_with(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
    let (at, _) = tag.match_indices(name).find(|(at, _)| is_whole(at))?;
    let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let end = |c: char| value.strip_prefix(c).and_then(|rest| rest.split(c).next());
    let value = end('"').or_else(|| end('\'')).or_else(|| value.split_whitespace().next())?;
    (!value.is_empty()).then_some(value)
}

/// The name of a tag in lower case, and whether it is an end tag; empty for what is no tag.
pub fn tag_name(tag: &str) -> (String, bool) {
    let inside = tag.strip_prefix('<').unwrap_or("");
    let (inside, closes) = inside.strip_prefix('/').map_or((inside, false), |rest| (rest, true));
    let end = inside.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(inside.len());
    (inside[..end].to_ascii_lowercase(), closes)
}

/// How many bytes the tag or comment at the start of `html` takes: to its `>` outside quotes.
fn tag_length(html: &str) -> usize {
    if html.starts_with("<!--") {
        return html.find("-->").map_or(html.len(), |end| end + 3);
    }
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate().skip(1) {
        match quote {
            None if byte == b'>' => return at + 1,
            // The tag was never closed: another one begins.
            None if byte == b'<' => return at,
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            Some(open) if open == byte => quote = None,
            _ => {}
        }
    }
    // An unpaired quote: only the bracket is taken, what follows is read as text.
    1
}

/// Whether a mark stands in an address of the tag.
fn loses_address(tag: &str) -> bool {
    let mut rest = tag;
    while let Some(at) = rest.find('=') {
        let before = rest[..at].trim_end();
        let name = before.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or("");
        let value = rest[at + 1..].trim_start();
        let end = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].find(quote).map_or(value.len(), |end| end + 1),
            _ => value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len()),
        };
        if ADDRESSES.iter().any(|address| name.eq_ignore_ascii_case(address)) && marked(&value[..end]) {
            return true;
        }
        rest = &value[end..];
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(html: &str) -> String {
        let foreign = Foreign::take_out(html).expect("a shortcode");
        Cleaner::default().clean(&foreign.text, &foreign)
    }

    #[test]
    fn a_link_without_its_address_is_its_text() {
        assert_eq!(
            clean(r#"a <a class="x" href="{{< ref "b.md" >}}">b <b>c</b></a> <a href="/d">d</a>"#),
            "a b <b>c</b> <a href=\"/d\">d</a>"
        );
        assert_eq!(clean(r#"<a href={{< ref "b.md" >}}>b</a><img src='{{< img "c" >}}' alt="d">"#), "b");
        assert_eq!(clean(r#"<A HREF="https://e.org/{{% x %}}/">b</A>"#), "b");
    }

    #[test]
    fn other_tags_stay() {
        assert_eq!(
            clean(r#"<div class="a {{< x >}}">{{< y >}}b</div><!-- <a href="{{< z >}}"> -->"#),
            "<div class=\"a \">b</div><!-- <a href=\"\"> -->"
        );
    }

    #[test]
    fn tags_that_were_never_closed_take_nothing_with_them() {
        assert_eq!(clean(r#"<a href="{{< x >}}">b <a href="/c">c</a>"#), "b <a href=\"/c\">c</a>");
        assert_eq!(clean(r#"<a href="{{< x >}}>b"#), "<a href=\">b");
        assert_eq!(clean("< {{< x >}} <p <"), "<  <p <");
    }
}
