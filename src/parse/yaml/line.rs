//! One line of YAML as an editor sees it: what stands before the value, and the value.

/// `  - title: Talks open` taken apart.
#[derive(Debug, PartialEq)]
pub(super) struct Shape<'a> {
    /// Bytes of white space at the beginning.
    pub indent: usize,
    /// Where the key or, without one, the value begins: after the dashes.
    pub inner: usize,
    pub key: Option<&'a str>,
    /// Where the value begins, and the value without blanks at its end.
    pub value_at: usize,
    pub value: &'a str,
}

/// Takes a line without its break apart.
pub(super) fn shape(line: &str) -> Shape<'_> {
    let blanks = |from: usize| from + line[from..].len() - line[from..].trim_start_matches([' ', '\t']).len();
    let indent = blanks(0);
    let mut inner = indent;
    while line[inner..].starts_with("- ") {
        inner = blanks(inner + 2);
    }
    let rest = &line[inner..];
    let key_end = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let close = rest[1..].find(quote).map(|at| at + 2);
            close.filter(|&at| is_separator(&rest[at..]))
        }
        Some('[' | '{') => None,
        _ => rest.match_indices(':').map(|(at, _)| at).find(|&at| is_separator(&rest[at..])),
    };
    match key_end {
        Some(end) => {
            let value_at = blanks(inner + end + 1);
            let key = Some(rest[..end].trim_end());
            Shape { indent, inner, key, value_at, value: line[value_at..].trim_end() }
        }
        None => Shape { indent, inner, key: None, value_at: inner, value: rest.trim_end() },
    }
}

/// A colon with a blank or nothing behind it.
fn is_separator(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// True when a plain value holds a colon that YAML takes for another key.
pub(super) fn holds_colon(value: &str) -> bool {
    value.match_indices(':').any(|(at, _)| is_separator(&value[at..]))
}

/// A text in quotes, as YAML reads it back: double quotes unless it holds some itself.
pub fn quoted(text: &str) -> String {
    if text.chars().any(|c| c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}')) {
        let escape = |c: char| match c {
            '"' => "\\\"".into(),
            '\\' => "\\\\".into(),
            '\n' => "\\n".into(),
            '\t' => "\\t".into(),
            c if c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}') => {
                format!("\\u{:04x}", u32::from(c))
            }
            c => c.to_string(),
        };
        return format!("\"{}\"", text.chars().map(escape).collect::<String>());
    }
    match text.contains(['"', '\\']) {
        false => format!("\"{text}\""),
        true => format!("'{}'", text.replace('\'', "''")),
    }
}

/// What was meant by a value that opens with a quote and does not end as a quoted text should.
pub(super) fn meant(value: &str) -> &str {
    let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return value };
    let inner = &value[1..];
    match inner.find(quote) {
        // Never closed: an apostrophe belongs to the text ('tis), a double quote was to be closed.
        None if quote == '\'' => value,
        None => inner,
        Some(at) => {
            let after = inner[at + 1..].chars().next();
            let closes = after.is_none_or(|c| !c.is_alphanumeric());
            match inner.strip_suffix(quote) {
                Some(whole) if !closes || inner[..at].ends_with(' ') => whole,
                _ => value,
            }
        }
    }
}
