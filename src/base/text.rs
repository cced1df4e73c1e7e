//! Text: slugs, folding for comparison, and the nearest name.

use unicode_normalization::UnicodeNormalization;

/// Makes a slug: NFC, lower case, letters, marks and digits of any script kept, every other run one hyphen.
/// With `ascii`, other letters are transliterated first. Empty when nothing is left.
pub fn slug(text: &str, ascii: bool) -> String {
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

/// For comparing names: NFC, lower case, runs of white space as one blank.
pub fn fold(text: &str) -> String {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The candidate nearest to `word`, when it is near enough to be a slip of the finger.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
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

/// `1 article`, `2 articles`.
pub fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// Whether an address begins with `https://` or `http://`, in any case.
pub fn is_web_address(url: &str) -> bool {
    let scheme = url.split_once("://").map_or("", |(scheme, _)| scheme);
    scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
}
