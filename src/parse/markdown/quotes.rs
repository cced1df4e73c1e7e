//! Quotation marks by language: what stands for `"` and `'`.

/// Double and single, opening and closing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quotes {
    double: [&'static str; 2],
    single: [&'static str; 2],
}

const ENGLISH: Quotes = Quotes { double: ["“", "”"], single: ["‘", "’"] };
const GERMAN: Quotes = Quotes { double: ["„", "“"], single: ["‚", "‘"] };
const SWISS: Quotes = Quotes { double: ["«", "»"], single: ["‹", "›"] };
const FRENCH: Quotes = Quotes { double: ["«\u{202f}", "\u{202f}»"], single: ["“", "”"] };
const RUSSIAN: Quotes = Quotes { double: ["«", "»"], single: ["„", "“"] };
const SPANISH: Quotes = Quotes { double: ["«", "»"], single: ["“", "”"] };
const NORWEGIAN: Quotes = Quotes { double: ["«", "»"], single: ["‘", "’"] };
const SWEDISH: Quotes = Quotes { double: ["”", "”"], single: ["’", "’"] };
const POLISH: Quotes = Quotes { double: ["„", "”"], single: ["«", "»"] };
const HUNGARIAN: Quotes = Quotes { double: ["„", "”"], single: ["»", "«"] };
/// For languages without an entry: as written.
const STRAIGHT: Quotes = Quotes { double: ["\"", "\""], single: ["'", "'"] };

/// By language tag; a region is looked up first, then the language alone.
const TABLE: &[(&str, Quotes)] = &[
    ("ar", SPANISH),
    ("be", RUSSIAN),
    ("bg", GERMAN),
    ("ca", SPANISH),
    ("cs", GERMAN),
    ("de", GERMAN),
    ("de-ch", SWISS),
    ("de-li", SWISS),
    ("el", SPANISH),
    ("en", ENGLISH),
    ("es", SPANISH),
    ("et", GERMAN),
    ("fa", SWISS),
    ("fi", SWEDISH),
    ("fr", FRENCH),
    ("fr-ch", SWISS),
    ("hu", HUNGARIAN),
    ("hy", SPANISH),
    ("id", ENGLISH),
    ("is", GERMAN),
    ("it", SPANISH),
    ("it-ch", SWISS),
    ("kk", RUSSIAN),
    ("lt", GERMAN),
    ("nb", NORWEGIAN),
    ("nl", ENGLISH),
    ("nn", NORWEGIAN),
    ("no", NORWEGIAN),
    ("pl", POLISH),
    ("pt", ENGLISH),
    ("pt-pt", SPANISH),
    ("ro", POLISH),
    ("ru", RUSSIAN),
    ("sk", GERMAN),
    ("sl", GERMAN),
    ("sv", SWEDISH),
    ("tr", ENGLISH),
    ("uk", RUSSIAN),
    ("vi", ENGLISH),
];

impl Quotes {
    /// Those of a language (a BCP 47 tag); None for English ones, which the parser itself makes.
    pub fn of(language: &str) -> Option<Quotes> {
        let language = language.to_ascii_lowercase();
        let find = |tag: &str| TABLE.binary_search_by_key(&tag, |(tag, _)| tag).ok().map(|at| TABLE[at].1);
        let primary = language.split('-').next().unwrap_or("");
        let quotes = find(&language).or_else(|| find(primary)).unwrap_or(STRAIGHT);
        (quotes != ENGLISH).then_some(quotes)
    }

    /// What stands for the English mark that the parser made. `inside`: letters on both sides, an apostrophe then;
    /// `open` counts the single quotes that are open.
    pub fn translate(&self, english: &str, inside: bool, open: &mut u32) -> Option<&'static str> {
        match english {
            "“" => Some(self.double[0]),
            "”" => Some(self.double[1]),
            "‘" => {
                *open += 1;
                Some(self.single[0])
            }
            "’" if *open > 0 && !inside => {
                *open -= 1;
                Some(self.single[1])
            }
            "’" if *self == STRAIGHT => Some("'"),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_with_and_without_its_region() {
        assert!(TABLE.is_sorted_by_key(|(tag, _)| tag));
        assert_eq!(Quotes::of("de-AT"), Some(GERMAN));
        assert_eq!(Quotes::of("de-CH"), Some(SWISS));
        assert_eq!(Quotes::of("en-GB"), None);
        assert_eq!(Quotes::of("ja"), Some(STRAIGHT));
    }
}
