//! Plain text of a body: its first paragraph cut to length, and its words counted.

/// Characters of the excerpt at most, the ellipsis included.
const LONGEST: usize = 200;

/// `text` with single blanks, cut at a word to at most 200 characters, with an ellipsis when something is left out.
pub fn excerpt(text: &str) -> String {
    let mut out = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let more = word.chars().count() + usize::from(length > 0);
        if length + more > LONGEST {
            return ended(text, out);
        }
        if length > 0 {
            out.push(' ');
        }
        out.push_str(word);
        length += more;
    }
    out
}

/// Takes words back until there is room for the ellipsis; a first word that is too long is cut in itself.
fn ended(text: &str, mut out: String) -> String {
    while out.chars().count() >= LONGEST {
        out.truncate(out.rfind(' ').unwrap_or(0));
    }
    if out.is_empty() {
        out = text.trim_start().chars().take(LONGEST - 1).collect();
    }
    out.truncate(out.trim_end_matches([',', ';', ':', '-', '–', '—', ' ', '(']).len());
    out.push('…');
    out
}

/// Counts words piece by piece: a word may come in several.
#[derive(Default)]
pub struct Words {
    pub count: u32,
    inside: bool,
}

impl Words {
    /// Counts the words that begin in `text`: runs without blanks that hold a letter or a digit, and each character
    /// of a script that is written without blanks.
    pub fn add(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_ascii() {
                if c.is_ascii_whitespace() {
                    self.inside = false;
                } else if !self.inside && c.is_ascii_alphanumeric() {
                    self.begin();
                }
            } else if c.is_whitespace() {
                self.inside = false;
            } else if matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}') {
                self.begin();
            } else if !self.inside && c.is_alphanumeric() {
                self.begin();
            }
        }
    }

    /// A block or a line ends here.
    pub fn end(&mut self) {
        self.inside = false;
    }

    fn begin(&mut self) {
        self.count += 1;
        self.inside = true;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_paragraph_is_cut_at_a_word() {
        let cut = excerpt(&"talks, ".repeat(60));
        assert!(cut.ends_with("talks…") && cut.chars().count() <= LONGEST, "{cut}");
        assert_eq!(excerpt(" a\n b "), "a b");
        assert_eq!(excerpt(&"é".repeat(300)).chars().count(), LONGEST);
        let exact = "a".repeat(LONGEST);
        assert_eq!(excerpt(&exact), exact);
    }

    #[test]
    fn words_come_in_pieces() {
        let mut words = Words::default();
        for piece in ["O", "’", "Brien", " said – ", "on ", "習近平"] {
            words.add(piece);
        }
        assert_eq!(words.count, 6);
    }
}
