//! Names that are nearly others: for "did you mean", and for spellings that two people typed.

use crate::base::text::{LONGEST_COMPARED, fold, letters, slips};
use std::cell::Cell;
use std::hash::{DefaultHasher, Hasher};

/// Names to search for the nearest one, quickly: most are ruled out by their length and their letters.
pub(super) struct Names<'a> {
    rows: Vec<Row<'a>>,
    /// Searches that are still made: each looks at every name, so a site of nothing but faults gets a few.
    left: Cell<u32>,
}

/// Searches made in one list of names.
const SEARCHES: u32 = 500;

struct Row<'a> {
    letters: u64,
    length: usize,
    /// What is compared, case aside.
    key: String,
    value: &'a str,
}

impl<'a> Names<'a> {
    /// Of pairs: what is compared, and what is answered.
    pub fn new<K: AsRef<str>>(pairs: impl IntoIterator<Item = (K, &'a str)>) -> Self {
        let row = |(key, value): (K, &'a str)| {
            let key = fold(key.as_ref());
            Row { letters: letters(&key), length: key.chars().count(), key, value }
        };
        Names { rows: pairs.into_iter().map(row).collect(), left: Cell::new(SEARCHES) }
    }

    /// The value whose key is nearest to `word`, when it is near enough to be a slip of the finger; a difference in case
    /// alone is the nearest. Among equally near ones the least by `rank`, then by value. Ask in a fixed order.
    pub fn nearest<R: Ord>(&self, word: &str, rank: impl Fn(&str) -> R) -> Option<&'a str> {
        self.left.set(self.left.get().checked_sub(1)?);
        let word = fold(word);
        let length = word.chars().count();
        if length > LONGEST_COMPARED {
            return None;
        }
        let limit = slips(length);
        let signature = letters(&word);
        self.rows
            .iter()
            .filter(|row| row.length.abs_diff(length) <= limit)
            .filter(|row| (row.letters ^ signature).count_ones() as usize <= 2 * limit)
            .map(|row| (strsim::damerau_levenshtein(&word, &row.key), row.value))
            .filter(|(distance, _)| *distance <= limit)
            .min_by_key(|&(distance, value)| (distance, rank(value), value))
            .map(|(_, value)| value)
    }
}

/// Fewer letters than this and two different names are too often two letters apart.
const SHORTEST: usize = 5;

/// Longer names are compared by one deletion only: their pairs of deletions would be too many.
const LONG: usize = 40;

/// Longer names are not compared at all.
const LONGEST: usize = 120;

/// Folded names of which those within two letters of a word are found without comparing all pairs: two such names have
/// an equal rest after at most two deletions in each.
pub(super) struct Neighbourhood {
    names: Vec<String>,
    /// Hash of each rest, and the name.
    rests: Vec<(u64, u32)>,
}

impl Neighbourhood {
    /// Takes names in any order; those of fewer than five letters, and those beyond all measure, have no neighbours.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut names: Vec<String> = names.into_iter().map(fold).filter(|name| is_comparable(name)).collect();
        names.sort_unstable();
        names.dedup();
        let mut rests: Vec<(u64, u32)> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            rests.extend(deletions(name).into_iter().map(|rest| (rest, at as u32)));
        }
        rests.sort_unstable();
        rests.dedup();
        Neighbourhood { names, rests }
    }

    /// The folded name nearest to `word` among those within two letters of it, but not equal to it.
    pub fn nearest(&self, word: &str) -> Option<&str> {
        let word = fold(word);
        if !is_comparable(&word) {
            return None;
        }
        let mut near: Vec<u32> = deletions(&word).into_iter().flat_map(|rest| self.with(rest)).collect();
        near.sort_unstable();
        near.dedup();
        near.into_iter()
            .map(|at| &*self.names[at as usize])
            .map(|name| (strsim::damerau_levenshtein(&word, name), name))
            .filter(|(distance, _)| (1..=2).contains(distance))
            .min()
            .map(|(_, name)| name)
    }

    fn with(&self, rest: u64) -> impl Iterator<Item = u32> {
        let start = self.rests.partition_point(|&(known, _)| known < rest);
        self.rests[start..].iter().take_while(move |&&(known, _)| known == rest).map(|&(_, at)| at)
    }
}

fn is_comparable(name: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&name.chars().filter(|c| c.is_alphabetic()).count()) && name.len() <= 4 * LONGEST
}

/// Hashes of a name and of what is left of it without one letter and without two.
fn deletions(name: &str) -> Vec<u64> {
    let letters: Vec<char> = name.chars().collect();
    let rest = |out: &[usize]| {
        let mut hasher = DefaultHasher::new();
        letters.iter().enumerate().filter(|(at, _)| !out.contains(at)).for_each(|(_, c)| hasher.write_u32(*c as u32));
        hasher.finish()
    };
    let mut hashes = vec![rest(&[])];
    for first in 0..letters.len() {
        hashes.push(rest(&[first]));
        if letters.len() <= LONG {
            hashes.extend((first + 1..letters.len()).map(|second| rest(&[first, second])));
        }
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_name() {
        let names = Names::new([("astana-opens", "a"), ("astana-closes", "b"), ("suez", "c")]);
        assert_eq!(names.nearest("astana-opnes", |_| 0), Some("a"));
        assert_eq!(names.nearest("Astana-Opens", |_| 0), Some("a"), "case alone");
        assert_eq!(names.nearest("suze", |_| 0), Some("c"));
        assert_eq!(names.nearest("geneva", |_| 0), None);
        assert_eq!(names.nearest("", |_| 0), None);
    }

    #[test]
    fn names_of_any_length_are_compared_at_once() {
        let long = "a".repeat(300_000);
        let near = Neighbourhood::new([long.as_str(), "Kazakhstan"]);
        assert_eq!(near.nearest(&format!("{long}b")), None);
        assert_eq!(Names::new([(&*long, "a")]).nearest(&format!("{long}b"), |_| 0), None);
        assert_eq!(crate::base::text::nearest(&format!("{long}b"), [long.as_str()]), None);
    }

    #[test]
    fn names_within_two_letters_are_neighbours() {
        let near = Neighbourhood::new(["Staffan de Mistura", "Kazakhstan", "Iran", "Доха Катар"]);
        assert_eq!(near.nearest("Stafan de Mistura"), Some("staffan de mistura"));
        assert_eq!(near.nearest("Kazakstan"), Some("kazakhstan"));
        assert_eq!(near.nearest("Kazahkstan"), Some("kazakhstan"), "two letters exchanged");
        assert_eq!(near.nearest("Доха Катра"), Some("доха катар"));
        assert_eq!(near.nearest("KAZAKHSTAN"), None, "the same name");
        assert_eq!(near.nearest("Iraq"), None, "too short to tell");
        assert_eq!(near.nearest("Kyrgyzstan"), None);
    }
}
