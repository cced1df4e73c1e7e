//! Marks around what the pages of an edition say of the edition itself, its day and its sources, so that two pages can be
//! compared without it. They go before a page is written.

use super::hash::{Hash128, Hasher};

/// Noncharacters of Unicode, two each: no text holds them.
const BEGIN: &str = "\u{fdd0}\u{fdd2}";
const END: &str = "\u{fdd1}\u{fdd2}";

/// A text between marks.
pub fn marked(text: &str) -> String {
    format!("{BEGIN}{text}{END}")
}

/// The bytes without marks, and the hash of what stands outside of them.
pub fn unmarked(bytes: &[u8]) -> (Vec<u8>, Hash128) {
    let mut out = Vec::with_capacity(bytes.len());
    let mut hasher = Hasher::default();
    let mut rest = bytes;
    while let Some(begin) = find(rest, BEGIN) {
        let inside = &rest[begin + BEGIN.len()..];
        hasher.field(&rest[..begin]);
        out.extend_from_slice(&rest[..begin]);
        // Whoever cuts a text short cuts its end off.
        let end = find(inside, END).filter(|end| find(&inside[..*end], BEGIN).is_none());
        out.extend_from_slice(&inside[..end.unwrap_or(0)]);
        rest = &inside[end.map_or(0, |end| end + END.len())..];
    }
    hasher.field(rest);
    while let Some(end) = find(rest, END) {
        out.extend_from_slice(&rest[..end]);
        rest = &rest[end + END.len()..];
    }
    out.extend_from_slice(rest);
    (out, hasher.finish())
}

fn find(bytes: &[u8], mark: &str) -> Option<usize> {
    let first = mark.as_bytes()[0];
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == first) {
        if bytes[from + at..].starts_with(mark.as_bytes()) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_marked_is_written_and_not_compared() {
        let page = |day: &str| format!("<p>Of {}.</p> {} é", marked(day), marked("x"));
        let (one, first) = unmarked(page("1 May").as_bytes());
        assert_eq!(String::from_utf8(one).unwrap(), "<p>Of 1 May.</p> x é");
        assert_eq!(unmarked(page("2 May").as_bytes()).1, first);
        assert_ne!(unmarked(page("1 May").replace("Of", "On").as_bytes()).1, first);
        assert_ne!(unmarked("<p>Of 1 May.</p> x é".as_bytes()).1, first);
    }

    #[test]
    fn half_a_mark_is_taken_out_too() {
        for text in [&marked("1 May")[..9], "a\u{fdd1}\u{fdd2}b", &[BEGIN, &marked("y")].concat()] {
            let bare = text.replace(BEGIN, "").replace(END, "");
            assert_eq!(unmarked(text.as_bytes()).0, bare.as_bytes(), "{text:?}");
        }
    }
}
