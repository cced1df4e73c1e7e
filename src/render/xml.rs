//! XML, written: escaped, and without the characters that it forbids.

use std::borrow::Cow;

/// The text with U+FFFD for every character that XML 1.0 forbids (production 2, `Char`).
pub fn allowed(text: &str) -> Cow<'_, str> {
    // Of what is written, nearly all is neither a control character nor begins as U+FFFE and U+FFFF do.
    let plain = |byte: u8| (byte >= b' ' && byte != 0xef) || matches!(byte, b'\t' | b'\n' | b'\r');
    if text.bytes().all(plain) {
        return Cow::Borrowed(text);
    }
    let forbidden = |c: char| !matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    if text.contains(forbidden) { Cow::Owned(text.replace(forbidden, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// Appends `<name attribute="…">text</name>`, or an empty element when there is no text.
pub fn element(out: &mut String, name: &str, attributes: &[(&str, &str)], text: Option<&str>) {
    open(out, name, attributes);
    match text {
        Some(text) => {
            out.push_str(&quick_xml::escape::escape(allowed(text)));
            close(out, name);
        }
        None => {
            out.truncate(out.len() - 1);
            out.push_str("/>\n");
        }
    }
}

/// Appends a start tag and a line end.
pub fn start(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
    open(out, name, attributes);
    out.push('\n');
}

/// Appends an end tag and a line end.
pub fn close(out: &mut String, name: &str) {
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

fn open(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
    out.push('<');
    out.push_str(name);
    for (key, value) in attributes {
        out.push(' ');
        out.push_str(key);
        out.push_str("=\"");
        out.push_str(&quick_xml::escape::escape(allowed(value)));
        out.push('"');
    }
    out.push('>');
}
