//! The order of names in an index, by the page's language: its script first, accents aside, its own letters in place.
//!
//! This is the Unicode collation's first level, cut to what names need: no tables of weights, no contractions but a
//! language's own. What a table below does not know is sorted by its base letter, in the order of the script.

use crate::base::text::fold;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

type Languages = &'static [&'static str];
type Letters = &'static [(char, char)];

/// Letters that a language has in places of their own: the letter, and the one that it follows. Several after one
/// follow each other in this order. From CLDR's collation rules.
const LETTERS: &[(Languages, Letters)] = &[
    (&["sv", "fi"], &[('å', 'z'), ('ä', 'z'), ('ö', 'z')]),
    (&["da", "nb", "nn", "no"], &[('æ', 'z'), ('ø', 'z'), ('å', 'z')]),
    (&["is"], &[('ð', 'd'), ('þ', 'z'), ('æ', 'z'), ('ö', 'z')]),
    (&["et"], &[('š', 's'), ('ž', 's'), ('õ', 'w'), ('ä', 'w'), ('ö', 'w'), ('ü', 'w')]),
    (&["es", "gl", "eu"], &[('ñ', 'n')]),
    (&["cs", "sk"], &[('č', 'c'), ('ř', 'r'), ('š', 's'), ('ž', 'z')]),
    (&["hr", "sl", "sr", "bs"], &[('č', 'c'), ('ć', 'c'), ('đ', 'd'), ('š', 's'), ('ž', 'z')]),
    (&["lv"], &[('č', 'c'), ('ģ', 'g'), ('ķ', 'k'), ('ļ', 'l'), ('ņ', 'n'), ('š', 's'), ('ž', 'z')]),
    (&["lt"], &[('č', 'c'), ('š', 's'), ('ž', 'z')]),
    (
        &["pl"],
        &[('ą', 'a'), ('ć', 'c'), ('ę', 'e'), ('ł', 'l'), ('ń', 'n'), ('ó', 'o'), ('ś', 's'), ('ź', 'z'), ('ż', 'z')],
    ),
    (&["ro"], &[('ă', 'a'), ('â', 'a'), ('î', 'i'), ('ș', 's'), ('ț', 't')]),
    (&["hu"], &[('ö', 'o'), ('ü', 'u')]),
    (&["tr", "az"], &[('ç', 'c'), ('ğ', 'g'), ('ı', 'h'), ('ö', 'o'), ('ş', 's'), ('ü', 'u')]),
    (&["ru", "bg"], &[('й', 'и')]),
    (&["be"], &[('ё', 'е'), ('й', 'и'), ('ў', 'у')]),
    (&["uk"], &[('ґ', 'г'), ('є', 'е'), ('і', 'и'), ('ї', 'и'), ('й', 'и')]),
];

/// Letters that are written otherwise and sorted as others.
const ALIKE: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('đ', "d"),
    ('ð', "d"),
    ('ł', "l"),
    ('ı', "i"),
    ('þ', "th"),
    ('ـ', ""),
    ('ٱ', "ا"),
    ('ى', "ي"),
];

/// The rules of one language.
pub struct Order {
    letters: Letters,
    script: u8,
}

impl Order {
    /// Of a language tag.
    pub fn of(language: &str) -> Order {
        let general = language.split(['-', '_']).next().unwrap_or("");
        let found = LETTERS.iter().find(|(languages, _)| languages.contains(&general));
        let script = match general {
            "ru" | "bg" | "be" | "uk" | "sr" | "mk" | "kk" | "ky" | "mn" | "tg" => CYRILLIC,
            "ar" | "fa" | "ur" | "ps" | "ckb" | "sd" | "ug" => ARABIC,
            "he" | "yi" => HEBREW,
            "el" => GREEK,
            "zh" | "ja" | "ko" => EAST_ASIAN,
            _ => LATIN,
        };
        Order { letters: found.map_or(&[], |(_, letters)| letters), script }
    }

    /// What a name is sorted by: names with equal keys differ in accents alone.
    pub fn key(&self, name: &str) -> String {
        let mut key = String::with_capacity(name.len() + 8);
        let mut first = true;
        for letter in fold(name).nfc() {
            if std::mem::take(&mut first) {
                key.push(char::from(self.rank(letter)));
            }
            self.push(letter, &mut key);
        }
        key
    }

    /// The heading under which a name stands: its first letter in capitals, without accents but the language's own;
    /// none when it begins with none.
    pub fn heading(&self, name: &str) -> Option<String> {
        let first = name.nfc().next().filter(|c| c.is_alphabetic())?;
        let lower = first.to_lowercase().next().unwrap_or(first);
        let own = self.letters.iter().any(|(letter, _)| *letter == lower);
        let alike = ALIKE.iter().find(|(other, _)| *other == lower).and_then(|(_, alike)| alike.chars().next());
        let base = if own { lower } else { alike.unwrap_or_else(|| base(lower)) };
        let capital = match base {
            'i' if self.letters.contains(&('ı', 'h')) => 'İ',
            other => other.to_uppercase().next().unwrap_or(other),
        };
        Some(capital.to_string())
    }

    fn push(&self, letter: char, key: &mut String) {
        if let Some(at) = self.letters.iter().position(|(own, _)| *own == letter) {
            // After everything that begins with the letter before it.
            key.push(self.letters[at].1);
            key.push(char::from_u32(0x10_ff00 + at as u32).unwrap_or(char::MAX));
        } else if let Some((_, alike)) = ALIKE.iter().find(|(other, _)| *other == letter) {
            key.push_str(alike);
        } else {
            key.extend(std::iter::once(letter).nfd().filter(|c| !is_accent(*c)));
        }
    }

    /// Blanks and signs, digits, the language's script, then the others.
    fn rank(&self, first: char) -> u8 {
        if !first.is_alphanumeric() {
            return b'0';
        }
        if !first.is_alphabetic() {
            return b'1';
        }
        let script = script(first);
        if script == self.script { b'2' } else { b'3' + script }
    }
}

const LATIN: u8 = 0;
const GREEK: u8 = 1;
const CYRILLIC: u8 = 2;
const HEBREW: u8 = 3;
const ARABIC: u8 = 4;
const OTHER: u8 = 5;
const EAST_ASIAN: u8 = 6;

fn script(letter: char) -> u8 {
    match u32::from(letter) {
        0..=0x2af | 0x1e00..=0x1eff | 0xff21..=0xff5a => LATIN,
        0x370..=0x3ff | 0x1f00..=0x1fff => GREEK,
        0x400..=0x52f => CYRILLIC,
        0x590..=0x5ff => HEBREW,
        0x600..=0x6ff | 0x750..=0x77f | 0x8a0..=0x8ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => ARABIC,
        0x1100..=0x11ff | 0x3040..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0x20000..=0x3ffff => EAST_ASIAN,
        _ => OTHER,
    }
}

fn base(letter: char) -> char {
    std::iter::once(letter).nfd().next().unwrap_or(letter)
}

/// Accents and vowel signs that may be left out; those of Indic scripts are letters.
fn is_accent(c: char) -> bool {
    is_combining_mark(c)
        && matches!(u32::from(c), 0x300..=0x36f | 0x483..=0x487 | 0x591..=0x5c7 | 0x610..=0x61a | 0x64b..=0x65f | 0x670)
}

#[cfg(test)]
mod tests {
    use super::Order;

    /// In CLDR's order, as `Intl.Collator` gives it: `tests/judges/languages.mjs` asks it.
    #[test]
    fn names_stand_in_the_order_of_the_language() {
        let table = include_str!("../../../tests/judges/fixtures/sorting.txt");
        let mut lines = 0;
        for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (language, names) = line.split_once(": ").expect("a language and names");
            let names: Vec<&str> = names.split(" < ").collect();
            let order = Order::of(language);
            let mut sorted = names.clone();
            sorted.sort_by_key(|name| (order.key(name), name.to_string()));
            assert_eq!(sorted, names, "{language}");
            lines += 1;
        }
        assert!(lines >= 10);
    }

    #[test]
    fn a_heading_is_a_letter_of_the_language() {
        let heading = |language: &str, name: &str| Order::of(language).heading(name);
        for (language, name, letter) in [
            ("en", "Élysée", "E"),
            ("de", "Ägypten", "A"),
            ("sv", "Ägypten", "Ä"),
            ("ru", "Ёлка", "Е"),
            ("ru", "Йемен", "Й"),
            ("ar", "إيران", "ا"),
            ("es", "Ñandú", "Ñ"),
            ("en", "ßeta", "S"),
        ] {
            assert_eq!(heading(language, name).as_deref(), Some(letter), "{language} {name}");
        }
        assert_eq!(heading("en", "4 May"), None);
    }
}
