//! Files inside a page: data URLs (RFC 2397), and stylesheets that name nothing beyond themselves.

/// The URL that holds these bytes.
pub fn data_url(media_type: &str, bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len() / 3 * 4 + media_type.len() + 32);
    out.push_str("data:");
    out.push_str(&media_type.replace(' ', ""));
    out.push_str(";base64,");
    for chunk in bytes.chunks(3) {
        let three = [chunk[0], chunk.get(1).copied().unwrap_or(0), chunk.get(2).copied().unwrap_or(0)];
        let bits = u32::from(three[0]) << 16 | u32::from(three[1]) << 8 | u32::from(three[2]);
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at)) as usize & 63] as char;
            out.push(if at <= chunk.len() { letter } else { '=' });
        }
    }
    out
}

/// The stylesheet with every `url(…)` replaced by what `inside` gives for it, or by an empty picture; `#a` and data URLs
/// stay. `@import` falls away.
pub fn stylesheet(text: &str, inside: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let text = without_imports(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = find(rest, "url(") {
        out.push_str(&rest[..at + 4]);
        rest = &rest[at + 4..];
        let (url, after) = argument(rest);
        if url.starts_with('#') || url.starts_with("data:") {
            out.push_str(&rest[..rest.len() - after.len()]);
        } else {
            let new = inside(url).unwrap_or_else(|| "data:,".into());
            out.push('"');
            out.push_str(&new);
            out.push('"');
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Where a word of ASCII begins, whatever its case.
fn find(text: &str, word: &str) -> Option<usize> {
    text.as_bytes().windows(word.len()).position(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

/// The address after `url(` without its quotes, and the text from the closing bracket on.
fn argument(text: &str) -> (&str, &str) {
    let start = text.trim_start();
    let quote = start.chars().next().filter(|c| matches!(c, '"' | '\''));
    let (url, after) = match quote {
        Some(quote) => {
            let inner = &start[1..];
            let end = inner.find(quote).unwrap_or(inner.len());
            (&inner[..end], &inner[end..])
        }
        None => {
            let end = start.find(')').unwrap_or(start.len());
            (start[..end].trim(), &start[end..])
        }
    };
    (url, after.find(')').map_or("", |at| &after[at..]))
}

fn without_imports(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = find(rest, "@import") {
        out.push_str(&rest[..at]);
        let end = rest[at..].find(';').map_or(rest.len(), |end| at + end + 1);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_base_64() {
        // RFC 4648, section 10.
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")]
        {
            assert_eq!(data_url("a/b", bytes.as_bytes()), format!("data:a/b;base64,{text}"));
        }
    }

    #[test]
    fn a_stylesheet_names_nothing_beyond_itself() {
        let css = "@import url(x.css);a{b:url( 'i.png' );c:URL(j.png) no-repeat;d:url(#e)}";
        let mut asked = Vec::new();
        let out = stylesheet(css, &mut |url| {
            asked.push(url.to_string());
            (url == "i.png").then(|| "data:x".into())
        });
        assert_eq!(out, "a{b:url(\"data:x\");c:URL(\"data:,\") no-repeat;d:url(#e)}");
        assert_eq!(asked, ["i.png", "j.png"]);
    }

    #[test]
    fn what_is_not_closed_ends() {
        assert_eq!(stylesheet("a{b:url(x", &mut |_| None), "a{b:url(\"data:,\"");
        assert_eq!(stylesheet("@import 'x'", &mut |_| None), "");
    }
}
