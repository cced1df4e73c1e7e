//! Raw HTML: the anchors that it sets; and where it held shortcodes, a tag whose address was one goes, its contents stay.

use super::foreign::{Foreign, marked};
use std::borrow::Cow;
use std::ops::Range;

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
            let ends_link = || tag_name(tag) == ("a".to_owned(), true);
            if !(self.goes(tag) || ends_link() && drop_empty_link(&mut out)) {
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

/// The attributes of a tag that have a value: the name as written, and where the value lies in the tag, without quotes.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let equals = from + tag[from..].find('=')?;
        let before = tag[from..equals].trim_end();
        let name = before.rsplit(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).next().unwrap_or("");
        let start = tag.len() - tag[equals + 1..].trim_start().len();
        let (start, end) = match tag[start..].chars().next() {
            Some(quote @ ('"' | '\'')) => (start + 1, tag[start + 1..].find(quote)),
            _ => (start, tag[start..].find(|c: char| c.is_whitespace() || c == '>')),
        };
        from = end.map_or(tag.len(), |end| start + end);
        Some((name, start..from))
    })
}

/// Whether a mark stands in an address of the tag.
fn loses_address(tag: &str) -> bool {
    attributes(tag)
        .any(|(name, value)| marked(&tag[value]) && ADDRESSES.iter().any(|address| name.eq_ignore_ascii_case(address)))
}

/// Takes the start tag of a link away from the end of `out`: there is nothing in it to click. What is an anchor as well
/// stays.
pub fn drop_empty_link(out: &mut String) -> bool {
    let shown = out.trim_end();
    let Some(start) = shown.rfind('<') else { return false };
    let tag = &shown[start..];
    let is = |wanted: &[&str]| attributes(tag).any(|(name, _)| wanted.iter().any(|one| name.eq_ignore_ascii_case(one)));
    let goes = tag_length(tag) == tag.len()
        && tag.ends_with('>')
        && tag_name(tag) == ("a".to_owned(), false)
        && is(&["href"])
        && !is(&["id", "name"]);
    if goes {
        out.truncate(start);
    }
    goes
}

/// Whether the attribute sets an anchor: every `id`, and the `name` of an `a` (HTML Standard, "indicated part").
fn sets_anchor(tag: &str, attribute: &str) -> bool {
    attribute.eq_ignore_ascii_case("id") || (attribute.eq_ignore_ascii_case("name") && tag_name(tag).0 == "a")
}

/// The start tags of `html`.
fn start_tags(html: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + html[from..].find('<')?;
            from = start + tag_length(&html[start..]);
            let (name, closes) = tag_name(&html[start..from]);
            if !name.is_empty() && !closes {
                return Some(start..from);
            }
        }
    })
}

/// The anchors that `html` sets, in order.
pub fn anchors(html: &str) -> Vec<&str> {
    let of = |tag: Range<usize>| {
        let tag = &html[tag];
        attributes(tag).filter(|(name, _)| sets_anchor(tag, name)).map(|(_, value)| &tag[value])
    };
    start_tags(html).flat_map(of).filter(|anchor| !anchor.is_empty()).collect()
}

/// `html` with `prefix` before each anchor that it sets, and before those that its links name.
pub fn prefixed<'h>(html: &'h str, prefix: &str) -> Cow<'h, str> {
    if prefix.is_empty() || !html.contains('=') {
        return Cow::Borrowed(html);
    }
    let (mut out, mut copied) = (String::with_capacity(html.len()), 0);
    for place in start_tags(html) {
        let tag = &html[place.clone()];
        for (name, value) in attributes(tag) {
            let links = name.eq_ignore_ascii_case("href")
                && tag[value.clone()].len() > 1
                && tag[value.start..].starts_with('#');
            if links || (sets_anchor(tag, name) && !value.is_empty()) {
                let at = place.start + value.start + usize::from(links);
                out.push_str(&html[copied..at]);
                out.push_str(prefix);
                copied = at;
            }
        }
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
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

    #[test]
    fn a_link_around_nothing_but_a_shortcode_goes_with_it() {
        assert_eq!(clean(r#"<td><a href="/b">{{< img "b" >}}</a></td>"#), "<td></td>");
        assert_eq!(clean(r#"<a name="c" href="/b">{{< x >}}</a><a href="/b"> {{< x >}} b</a>"#), {
            r#"<a name="c" href="/b"></a><a href="/b">  b</a>"#
        });
    }

    #[test]
    fn anchors_are_ids_and_the_names_of_a() {
        let html =
            r#"<a name="part-1"></a><h2 ID=two class="x"><input name="no"></h2 id="no"><!-- <p id="no"> --><p id="">"#;
        assert_eq!(anchors(html), ["part-1", "two"]);
        for odd in ["<a name=", "<a name='", "<a =>", "<", "<a name=\"x", "<a id id=y"] {
            assert!(anchors(odd).len() < 2, "{odd}");
        }
    }

    #[test]
    fn where_several_texts_stand_on_a_page_each_has_anchors_of_its_own() {
        let html =
            r##"<a name="x"></a><p id='y' class="z"><a href="#y">b</a> <a href="#">top</a> <a href="/#y">c</a>"##;
        assert_eq!(
            prefixed(html, "p2-"),
            r##"<a name="p2-x"></a><p id='p2-y' class="z"><a href="#p2-y">b</a> <a href="#">top</a> <a href="/#y">c</a>"##
        );
        assert_eq!(prefixed(html, ""), html);
    }
}
