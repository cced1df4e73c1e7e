//! What a link may lead to: the schemes that are allowed, seen as a browser sees them.

use crate::base::text;

/// Schemes of the web, and our own.
const ALLOWED: [&str; 11] =
    ["article", "dossier", "http", "https", "mailto", "organisation", "page", "person", "place", "tag", "tel"];

/// The scheme that was meant, when this one is near enough to be a slip of the finger: `https` for `ttps`.
pub fn nearest(scheme: &str) -> Option<&'static str> {
    text::nearest(scheme, ALLOWED)
}

/// The scheme of `target` when it is none of the allowed ones, in lower case. Blanks, tabs, line ends and control
/// characters are passed over where browsers do so (URL Standard, "basic URL parser").
pub fn refused_scheme(target: &str) -> Option<String> {
    let mut scheme = String::new();
    let ignored = |c: char| c <= ' ' || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}');
    for c in target.trim_start_matches(ignored).chars().filter(|c| !c.is_control()) {
        match c {
            ':' if scheme.is_empty() => return None,
            ':' => return (!ALLOWED.contains(&scheme.as_str())).then_some(scheme),
            c if c.is_ascii_alphabetic() => scheme.push(c.to_ascii_lowercase()),
            c if !scheme.is_empty() && (c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) => scheme.push(c),
            // A path: what comes before the colon is no scheme.
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_seen_through_its_disguises() {
        for target in [
            "javascript:x",
            "JavaScript:x",
            " \u{1}javascript:x",
            "java\tscript:x",
            "java\nscript:x",
            "\u{feff}javascript:x",
        ] {
            assert_eq!(refused_scheme(target).as_deref(), Some("javascript"), "{target:?}");
        }
        assert_eq!(refused_scheme("data:text/html,x").as_deref(), Some("data"));
        assert_eq!(refused_scheme("C:\\notes").as_deref(), Some("c"));
    }

    #[test]
    fn a_slip_of_the_finger_is_seen() {
        assert_eq!(
            ["ttps", "htps", "htpp", "about", "c"].map(nearest),
            [Some("https"), Some("https"), Some("http"), None, None]
        );
    }

    #[test]
    fn addresses_and_paths_pass() {
        for target in [
            "https://e.org",
            "HTTP://e.org",
            "mailto:a@b",
            "person:x",
            "a.md",
            "/a:b",
            "?q=a:b",
            "#a:b",
            "",
            ":a",
            "что:такое",
            "a b:c",
        ] {
            assert_eq!(refused_scheme(target), None, "{target:?}");
        }
    }
}
