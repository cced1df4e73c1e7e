//! Where a byte stands in its file, in lines and columns: found from the last one, for faults come in order of place.

use crate::base::path::SourcePath;
use std::rc::Rc;

/// The text of a source; none when it cannot be read (any more).
pub type Texts<'a> = dyn Fn(&SourcePath) -> Option<String> + 'a;

/// A byte of a text. Line and column from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub at: usize,
    pub line: usize,
    pub column: usize,
    /// The byte at which its line begins.
    pub start: usize,
}

impl Spot {
    const FIRST: Spot = Spot { at: 0, line: 1, column: 1, start: 0 };

    /// The spot of byte `at` of the same text: reads what lies between, when `at` is not before this one.
    pub fn to(self, text: &str, at: usize) -> Spot {
        let at = floor(text, at);
        if at < self.at {
            return Spot::FIRST.to(text, at);
        }
        let between = &text[self.at..at];
        match between.rfind('\n') {
            None => Spot { at, column: self.column + between.chars().count(), ..self },
            Some(last) => {
                let start = self.at + last + 1;
                let line = self.line + between.matches('\n').count();
                Spot { at, line, column: text[start..at].chars().count() + 1, start }
            }
        }
    }
}

/// The nearest character boundary at or before `at`.
pub fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Texts, read once for many faults of one file.
pub struct Spots<'a> {
    texts: &'a Texts<'a>,
    last: Option<(SourcePath, Option<Rc<str>>, Spot)>,
}

impl<'a> Spots<'a> {
    pub fn new(texts: &'a Texts<'a>) -> Self {
        Spots { texts, last: None }
    }

    /// The text of a file, and the spot of a byte in it; none when it cannot be read.
    pub fn find(&mut self, path: &SourcePath, at: usize) -> Option<(Rc<str>, Spot)> {
        let (_, text, spot) = match &mut self.last {
            Some(last) if last.0 == *path => last,
            last => last.insert((path.clone(), (self.texts)(path).map(Rc::from), Spot::FIRST)),
        };
        let text = text.as_ref()?;
        *spot = spot.to(text, at);
        Some((text.clone(), *spot))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, byte: usize) -> (usize, usize) {
        let spot = Spot::FIRST.to(text, byte);
        (spot.line, spot.column)
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(at("äöü\nß = x", 11), (2, 4));
    }

    #[test]
    fn a_spot_is_the_same_from_wherever_it_is_sought() {
        let text = "äöü\n\nß = x\r\nlast";
        for from in 0..=text.len() + 2 {
            for to in 0..=text.len() + 2 {
                assert_eq!(Spot::FIRST.to(text, from).to(text, to), Spot::FIRST.to(text, to), "{from} {to}");
            }
        }
    }

    #[test]
    fn a_file_is_read_once_for_all_its_faults() {
        let reads = std::cell::Cell::new(0);
        let texts = |_: &SourcePath| {
            reads.set(reads.get() + 1);
            Some("a\nb\n".to_string())
        };
        let mut spots = Spots::new(&texts);
        let (a, b) = (SourcePath::new("a.md").unwrap(), SourcePath::new("b.md").unwrap());
        for path in [&a, &a, &b, &b] {
            assert_eq!(spots.find(path, 2).unwrap().1.line, 2);
        }
        assert_eq!(reads.get(), 2);
    }
}
