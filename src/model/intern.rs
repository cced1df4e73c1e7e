//! Words that occur many times, each numbered once: a site has millions of tags written and thousands of different ones.

/// Numbers words from 0 in the order of their first occurrence.
#[derive(Debug, Default)]
pub(super) struct Interner<'a> {
    words: Vec<&'a str>,
    /// Open addressing: a word's number plus one, 0 for an empty place. The length is a power of two.
    table: Vec<u32>,
}

impl<'a> Interner<'a> {
    /// The word's number.
    pub fn number(&mut self, word: &'a str) -> usize {
        if self.words.len() * 2 >= self.table.len() {
            self.grow();
        }
        let mask = self.table.len() - 1;
        let mut at = place(word) & mask;
        while self.table[at] != 0 {
            let number = self.table[at] as usize - 1;
            if self.words[number] == word {
                return number;
            }
            at = (at + 1) & mask;
        }
        self.words.push(word);
        self.table[at] = self.words.len() as u32;
        self.words.len() - 1
    }

    /// All words, in the order of their numbers.
    pub fn words(&self) -> &[&'a str] {
        &self.words
    }

    fn grow(&mut self) {
        let length = (self.table.len() * 2).max(64);
        self.table = vec![0; length];
        for (number, word) in self.words.iter().enumerate() {
            let mut at = place(word) & (length - 1);
            while self.table[at] != 0 {
                at = (at + 1) & (length - 1);
            }
            self.table[at] = number as u32 + 1;
        }
    }
}

/// The word's place in a table as long as can be.
fn place(word: &str) -> usize {
    (hash(word) >> 20) as usize
}

/// FNV-1a over eight bytes at a time, mixed into the high bits.
pub(super) fn hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for chunk in word.as_bytes().chunks(8) {
        let mut bytes = [0; 8];
        bytes[..chunk.len()].copy_from_slice(chunk);
        hash = (hash ^ u64::from_le_bytes(bytes)).wrapping_mul(0x0000_0100_0000_01b3);
        hash ^= hash >> 29;
    }
    (hash ^ word.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_number_while_the_table_grows() {
        let words: Vec<String> = (0..5000).map(|n| format!("word {n}")).collect();
        let mut interner = Interner::default();
        for _ in 0..2 {
            for (number, word) in words.iter().enumerate() {
                assert_eq!(interner.number(word), number);
            }
        }
        assert_eq!(interner.words().len(), 5000);
        assert_eq!(interner.number(""), 5000);
    }
}
