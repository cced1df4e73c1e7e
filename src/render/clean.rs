//! The last look at a page: characters that HTML forbids, wherever they came from, become U+FFFD.

/// Bytes looked at together, so that the compiler can compare them at once.
const CHUNK: usize = 64;

/// The page without control characters (but white space) and noncharacters of the first plane's end, as the HTML Standard
/// wants its input stream (13.2.3.5). A page without them is given back as it is.
pub fn clean(page: Vec<u8>) -> Vec<u8> {
    let Some(first) = find(&page, 0) else { return page };
    let mut out = Vec::with_capacity(page.len() + 8);
    let (mut copied, mut next) = (0, Some(first));
    while let Some((at, length)) = next {
        out.extend_from_slice(&page[copied..at]);
        out.extend_from_slice("\u{fffd}".as_bytes());
        copied = at + length;
        next = find(&page, copied);
    }
    out.extend_from_slice(&page[copied..]);
    out
}

/// The next forbidden character from `from` on, and its length.
fn find(page: &[u8], from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    for chunk in page[from..].chunks(CHUNK) {
        // Without an early end, this is one comparison of many bytes.
        if chunk.iter().fold(false, |any, byte| any | is_suspect(*byte)) {
            let found = (at..at + chunk.len()).find_map(|at| Some((at, forbidden(&page[at..])?)));
            if found.is_some() {
                return found;
            }
        }
        at += chunk.len();
    }
    None
}

/// Forbidden itself, or the first byte of something that may be.
fn is_suspect(byte: u8) -> bool {
    (byte < 0x20) & !matches!(byte, b'\t' | b'\n' | 0x0c | b'\r') | (byte == 0x7f) | (byte == 0xc2) | (byte == 0xef)
}

/// The length of the forbidden character that begins here.
fn forbidden(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [0xc2, 0x80..0xa0, ..] => Some(2),
        [0xef, 0xbf, 0xbe..=0xbf, ..] => Some(3),
        [0xc2 | 0xef, ..] => None,
        [byte, ..] if is_suspect(*byte) => Some(1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        String::from_utf8(clean(text.into())).expect("still UTF-8")
    }

    #[test]
    fn what_html_forbids_is_replaced_wherever_it_stands() {
        let long = "ж".repeat(CHUNK);
        for (bad, good) in [
            ("\0", "\u{fffd}"),
            ("\u{1}\u{1f}\u{7f}", "\u{fffd}\u{fffd}\u{fffd}"),
            ("\u{85}", "\u{fffd}"),
            ("\u{ffff}", "\u{fffd}"),
        ] {
            for before in ["", "a", "«", long.as_str()] {
                assert_eq!(
                    cleaned(&format!("{before}{bad}<p>{bad}{before}")),
                    format!("{before}{good}<p>{good}{before}")
                );
            }
        }
    }

    #[test]
    fn what_html_allows_stays() {
        let text = "\u{feff}<p>\r\n\t\u{c}« \u{a0}»\u{fffd}\u{fffc}ﷺ ｆｕｌｌ 😀</p>";
        assert_eq!(cleaned(text), text);
        assert_eq!(cleaned(""), "");
    }
}
