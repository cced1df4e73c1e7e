//! Addresses in a stylesheet: `url(…)` and `@import "…"`.

use super::Offline;
use super::whereto::Whereto;

/// The stylesheet with its addresses made relative to `here`; none when nothing changes.
pub(super) fn rewrite(offline: &Offline, here: &str, text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    while let Some(found) = next(text, done) {
        let url = &text[found.start..found.end];
        let new = match offline.whereto(here, url) {
            Whereto::Stays => None,
            Whereto::Inside(path) => Some(path),
            // A picture that the edition does not hold is not asked for.
            Whereto::Live(_) => Some("data:,".into()),
        };
        out.push_str(&text[done..found.start]);
        match new {
            Some(new) if !found.quoted => out.push_str(&format!("\"{}\"", new.replace('"', "%22"))),
            Some(new) => out.push_str(&new.replace('"', "%22").replace('\'', "%27")),
            None => out.push_str(url),
        }
        done = found.end;
    }
    out.push_str(&text[done..]);
    (out != text).then_some(out)
}

/// An address in a stylesheet.
struct Found {
    start: usize,
    end: usize,
    quoted: bool,
}

/// The next address at or after `from`.
fn next(text: &str, from: usize) -> Option<Found> {
    let mut from = from;
    loop {
        let rest = &text.as_bytes()[from..];
        let url = find(rest, b"url(").map(|at| (at, from + at + 4, false));
        let import = find(rest, b"@import").map(|at| (at, from + at + 7, true));
        let (_, start, import) = [url, import].into_iter().flatten().min()?;
        match address(text, start, import) {
            Some(found) => return Some(found),
            None => from = start,
        }
    }
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window.eq_ignore_ascii_case(word))
}

/// The address that begins after `url(` or `@import`; of an `@import url(…)`, the `url(…)` is found for itself.
fn address(text: &str, at: usize, import: bool) -> Option<Found> {
    let rest = &text[at..];
    let start = at + rest.len() - rest.trim_start().len();
    let first = text[start..].chars().next()?;
    if matches!(first, '"' | '\'') {
        let end = start + 1 + text[start + 1..].find(first)?;
        return Some(Found { start: start + 1, end, quoted: true });
    }
    if import {
        return None;
    }
    let end = start + text[start..].find(')')?;
    let end = start + text[start..end].trim_end().len();
    Some(Found { start, end, quoted: false })
}
