//! Text: slugs, folding for comparison, and the nearest name.

use unicode_normalization::UnicodeNormalization;

/// Makes a slug: NFC, lower case, letters, marks and digits of any script kept, every other run one hyphen.
/// With `ascii`, other letters are transliterated first. Empty when nothing is left.
pub fn slug(text: &str, ascii: bool) -> String {
    if text.is_ascii() {
        return ascii_slug(text);
    }
    let source = if ascii { deunicode::deunicode(text) } else { text.nfc().collect() };
    let mut out = String::with_capacity(source.len());
    for c in source.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) {
            out.push(c);
        } else if matches!(c, '\'' | '’' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{feff}') {
            // Inside a word: "editor's" is "editors".
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out.nfc().collect()
}

/// The same of plain ASCII, which nothing need be looked up for.
fn ascii_slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte.to_ascii_lowercase()));
        } else if byte != b'\'' && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// For comparing names: NFC, lower case, runs of white space as one blank.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        let mut out = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        out.make_ascii_lowercase();
        return out;
    }
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Longer words are not compared letter by letter, in characters.
pub const LONGEST_COMPARED: usize = 200;

/// The candidate nearest to `word`, when it is near enough to be a slip of the finger.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length > LONGEST_COMPARED {
        return None;
    }
    let limit = slips(length);
    let signature = letters(word);
    candidates
        .into_iter()
        // Most are ruled out by their letters and their length; comparing letter by letter is slow.
        .filter(|candidate| (letters(candidate) ^ signature).count_ones() as usize <= 2 * limit)
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, _)| (1..=limit).contains(distance))
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters of a word of this length may differ for the difference to be a slip of the finger.
pub fn slips(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        _ => 3.min(length / 3),
    }
}

/// Which letters occur, one bit for each of 64 classes: one letter more, less or other changes at most two bits.
pub fn letters(text: &str) -> u64 {
    text.chars().fold(0, |bits, c| bits | 1 << (c as u32 % 64))
}

/// Adds `number` in decimal, with zeros before it up to `width` digits. Dates stand in every list, and this is several
/// times as fast as `write!`.
pub fn digits(out: &mut String, number: u32, width: usize) {
    let mut reversed = [b'0'; 10];
    let (mut rest, mut length) = (number, 0);
    while rest > 0 {
        reversed[length] = b'0' + (rest % 10) as u8;
        rest /= 10;
        length += 1;
    }
    let length = length.max(width).max(1);
    out.extend(reversed[..length.min(10)].iter().rev().map(|digit| char::from(*digit)));
}

/// `1 article`, `2 articles`.
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// Whether a text can be linked to as a place on the web: `https://` or `http://` in any case, a host, no blanks, quotes
/// or angle brackets.
///
/// # Errors
/// What to do about it.
pub fn web_address(url: &str) -> Result<(), String> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    let host = lower.strip_prefix("https://").map(|_| 8).or_else(|| lower.starts_with("http://").then_some(7));
    let Some(rest) = host.and_then(|at| url.get(at..)) else {
        return Err(match url.strip_prefix("//") {
            Some(_) => format!("write `https:{url}`"),
            None if url.starts_with("www.") => format!("write `https://{url}`"),
            None => "it begins with `https://` or `http://`".into(),
        });
    };
    if rest.is_empty() || rest.starts_with(['/', '?', '#']) {
        return Err("a host follows, as in `https://example.org/`".into());
    }
    match rest.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"')) {
        true => Err("a web address holds no blanks, quotes or angle brackets".into()),
        false => Ok(()),
    }
}

/// Whether [`web_address`] has nothing to say.
pub fn is_web_address(url: &str) -> bool {
    web_address(url).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_ascii_takes_a_shorter_way_to_the_same_slug() {
        // A combining mark at the end sends a text the long way; the slug of the rest is the same.
        for text in ["Editor's note: 3 DAYS", "  --a__b--  ", "", "!?", "U.S. / U.K.", "tab\there\u{b}end", "x'"] {
            for ascii in [false, true] {
                let long = slug(&format!("{text} é"), ascii);
                let expected = format!("{}-{}", slug(text, ascii), if ascii { "e" } else { "é" });
                assert_eq!(long, expected.trim_start_matches('-'), "{text:?}");
            }
            assert_eq!(format!("{} é", fold(text)).trim_start(), fold(&format!("{text} é")), "{text:?}");
        }
    }

    #[test]
    fn digits_are_padded_and_never_cut() {
        let mut out = String::new();
        for (number, width) in [(0, 1), (7, 2), (2017, 4), (12345, 4), (u32::MAX, 2)] {
            digits(&mut out, number, width);
            out.push(' ');
        }
        assert_eq!(out, "0 07 2017 12345 4294967295 ");
    }
}
