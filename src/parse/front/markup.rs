//! Inline markup in headlines of systems that stored HTML or Markdown there: the text that it was around.

use std::borrow::Cow;
use std::ops::Range;

/// Inline elements that say how a text looks, or that it leads somewhere.
const INLINE: [&str; 14] =
    ["a", "abbr", "b", "cite", "code", "em", "i", "q", "small", "span", "strong", "sub", "sup", "u"];

/// Takes away paired inline tags (`<em>…</em>`), `<br>`, paired `**`, and of `[text](target)` all but the text. A
/// headline is text here: such marks are leftovers of another system, and would show as they stand. What has no partner
/// stays.
pub(super) fn unmarked(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '*', '[']) {
        return Cow::Borrowed(text);
    }
    let mut gone = tags(text);
    gone.extend(stars(text));
    gone.extend(links(text));
    if gone.is_empty() {
        return Cow::Borrowed(text);
    }
    gone.sort_by_key(|range| range.start);
    let (mut out, mut from) = (String::with_capacity(text.len()), 0);
    for range in gone {
        if range.start >= from {
            out.push_str(&text[from..range.start]);
            if text[range.clone()].starts_with("<br") && !out.ends_with(' ') {
                out.push(' ');
            }
        }
        from = from.max(range.end);
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

fn tags(text: &str) -> Vec<Range<usize>> {
    let mut gone: Vec<Range<usize>> = Vec::new();
    let mut open: Vec<(&str, Range<usize>)> = Vec::new();
    for (start, _) in text.match_indices('<') {
        let Some(length) = text[start..].find('>') else { break };
        let (inside, range) = (&text[start + 1..start + length], start..start + length + 1);
        let word = inside.trim_start_matches('/');
        let name = &word[..word.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(word.len())];
        if name == "br" {
            gone.push(range);
        } else if !INLINE.contains(&name) {
            continue;
        } else if !inside.starts_with('/') {
            open.push((name, range));
        } else if let Some(at) = open.iter().rposition(|(opened, _)| *opened == name) {
            gone.push(range);
            gone.extend(open.drain(at..).take(1).map(|(_, range)| range));
        }
    }
    gone
}

/// `**` before a letter, and the next one behind a letter.
fn stars(text: &str) -> Vec<Range<usize>> {
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let (mut gone, mut open) = (Vec::new(), None);
    for (at, stars) in text.match_indices("**") {
        let range = at..at + stars.len();
        match open.take() {
            Some(opened) if !blank(text[..at].chars().next_back()) => gone.extend([opened, range]),
            _ if !blank(text[range.end..].chars().next()) => open = Some(range),
            _ => {}
        }
    }
    gone
}

fn links(text: &str) -> Vec<Range<usize>> {
    let mut gone = Vec::new();
    for (middle, _) in text.match_indices("](") {
        let start = text[..middle].rfind(['[', ']']).filter(|at| text[*at..].starts_with('['));
        let end = text[middle..].find(')').map(|length| middle + length + 1);
        let (Some(start), Some(end)) = (start, end) else { continue };
        let target = &text[middle + 2..end - 1];
        if !target.is_empty() && !target.contains('(') {
            gone.extend([start..start + 1, middle..end]);
        }
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_leaves_the_text_that_it_was_around() {
        for (written, read) in [
            ("<strong>In 2019</strong> <em class=\"x\">more</em><br/>calls", "In 2019 more calls"),
            ("**The Guide**&mdash;written for **all**", "The Guide&mdash;written for all"),
            ("Read [the plan](https://e.org/plan), [then](/b) more", "Read the plan, then more"),
            ("<a href=\"/b\"><b>c</b></a>", "c"),
        ] {
            assert_eq!(unmarked(written), read);
        }
    }

    #[test]
    fn what_is_no_markup_stays() {
        for text in [
            "Why the <b> tag is dead",
            "a < b > c",
            "</em> <em>",
            "2 ** 3 ** 4",
            "**kwargs",
            "[sic] (so)",
            "[a]()",
            "]( [ )",
            "<script>x</script>",
            "<",
            "*",
        ] {
            assert_eq!(unmarked(text), text);
        }
    }
}
