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
    /// Counts the words that begin in `text`: runs without blanks, and besides each character of a script written
    /// without them (U+3000 to U+9FFF, by first byte). A dash alone is none.
    pub fn add(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return };
        if matches!(text, "–" | "—" | "…" | "-") {
            return;
        }
        // A sum without branches: several bytes at a time.
        let begin = bytes.iter().zip(&bytes[1..]).map(|(before, byte)| u32::from(blank(*before) & !blank(*byte)));
        self.count += begin.sum::<u32>() + u32::from(!self.inside && !blank(*first));
        if !text.is_ascii() {
            self.count += bytes.iter().filter(|byte| matches!(byte, 0xe3..=0xe9)).count() as u32;
        }
        self.inside = !blank(*last);
    }

    /// A block ends here.
    pub fn end(&mut self) {
        self.inside = false;
    }
}

fn blank(byte: u8) -> bool {
    (byte == b' ') | (byte.wrapping_sub(b'\t') < 5)
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
        for piece in ["O", "’", "Brien", " said ", "–", " on", "—", "(well-known) ", "и мир"] {
            words.add(piece);
        }
        assert_eq!(words.count, 5);
        words.end();
        words.add("習近平");
        assert_eq!(words.count, 9);
    }
}
