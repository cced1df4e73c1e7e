//! Text, attributes and addresses as HTML wants them.

/// What a byte may ask for: nothing, a reference, a replacement, a look at the next byte.
const PLAIN: u8 = 0;
const MARKUP: u8 = 1;
const QUOTE: u8 = 2;
const FORBIDDEN: u8 = 3;
const C1_LEAD: u8 = 4;

static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [PLAIN; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = FORBIDDEN;
        byte += 1;
    }
    table[b'\t' as usize] = PLAIN;
    table[b'\n' as usize] = PLAIN;
    table[b'\r' as usize] = PLAIN;
    table[0x0c] = PLAIN;
    table[0x7f] = FORBIDDEN;
    table[b'&' as usize] = MARKUP;
    table[b'<' as usize] = MARKUP;
    table[b'>' as usize] = MARKUP;
    table[b'"' as usize] = QUOTE;
    // U+0080 to U+009F, which HTML forbids, begin with this byte; so do `«`, `»` and the no-break space.
    table[0xc2] = C1_LEAD;
    table
}

/// Adds `text` as running text.
pub fn text(out: &mut String, text: &str) {
    escape(out, text, false);
}

/// Adds `text` as the value of an attribute in double quotes.
pub fn attribute(out: &mut String, text: &str) {
    escape(out, text, true);
}

fn escape(out: &mut String, text: &str, quotes: bool) {
    let bytes = text.as_bytes();
    let (mut copied, mut at) = (0, 0);
    while let Some(plain) = bytes[at..].iter().position(|byte| CLASS[usize::from(*byte)] != PLAIN) {
        at += plain;
        let (by, length) = match CLASS[usize::from(bytes[at])] {
            MARKUP => (
                if bytes[at] == b'&' {
                    "&amp;"
                } else if bytes[at] == b'<' {
                    "&lt;"
                } else {
                    "&gt;"
                },
                1,
            ),
            QUOTE if quotes => ("&quot;", 1),
            FORBIDDEN => ("\u{fffd}", 1),
            C1_LEAD if bytes[at + 1] < 0xa0 => ("\u{fffd}", 2),
            _ => {
                at += 1;
                continue;
            }
        };
        out.push_str(&text[copied..at]);
        out.push_str(by);
        at += length;
        copied = at;
    }
    out.push_str(&text[copied..]);
}

/// Adds `url` as the value of an attribute in double quotes: what the URL Standard forbids is percent-encoded, letters of
/// any script stay.
pub fn address(out: &mut String, url: &str) {
    let mut fragment = false;
    for (at, c) in url.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '#' if fragment => out.push_str("%23"),
            '%' if !url.as_bytes()[at + 1..].iter().take(2).filter(|b| b.is_ascii_hexdigit()).count().eq(&2) => {
                out.push_str("%25");
            }
            // The brackets of an IPv6 address.
            '[' | ']' if url[..at].matches('/').count() == 2 => out.push(c),
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']' | '\0'..=' ' | '\u{7f}' => percent(out, c),
            c if c.is_ascii() => {
                fragment |= c == '#';
                out.push(c);
            }
            c if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) => out.push(c),
            c => percent(out, c),
        }
    }
}

fn percent(out: &mut String, c: char) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        out.push('%');
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
}

#[cfg(test)]
mod tests {
    fn address(url: &str) -> String {
        let mut out = String::new();
        super::address(&mut out, url);
        out
    }

    #[test]
    fn addresses_are_made_valid_and_stay_readable() {
        assert_eq!(address("/статьи/мир/?a=1&b=[2]#x#y"), "/статьи/мир/?a=1&amp;b=%5B2%5D#x%23y");
        assert_eq!(address("a b\"<\\100%|%20\u{202e}"), "a%20b%22%3C%5C100%25%7C%20%E2%80%AE");
        assert_eq!(address("http://[::1]:80/%e"), "http://[::1]:80/%25e");
    }

    #[test]
    fn control_characters_become_the_replacement_character() {
        let mut out = String::new();
        super::text(&mut out, "a\u{1}\u{92}«b»\u{a0}<\"&\n");
        assert_eq!(out, "a\u{fffd}\u{fffd}«b»\u{a0}&lt;\"&amp;\n");
    }
}
