//! Shards: a site built in slices, on several machines if need be, and joined into the whole.
//!
//! A shard holds the outputs of one slice of the plan, with a row of the ledger for each. To join is to build with these
//! rows for the last build's: a page whose keys are those of its row is taken from the shard, any other is rendered. So
//! what is joined is the whole site, whatever the shards were made from.

use super::ledger::Row;
use std::io::Read;
use std::str::FromStr;

/// Before the rows of a shard, which one it is.
const HEADING: &str = "throughline-shard";
/// More shards than anybody has machines.
const MOST: usize = 9999;

/// One slice of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    /// From 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
}

impl FromStr for Shard {
    type Err = String;

    /// `2/4`: the second of four.
    fn from_str(text: &str) -> Result<Self, String> {
        let numbers = text.split_once('/').map(|(number, of)| (number.parse(), of.parse()));
        match numbers {
            Some((Ok(number), Ok(of))) if (1..=of).contains(&number) && of <= MOST => Ok(Shard { number, of }),
            _ => Err(format!("it is written `2/4`: the second of four; there may be {MOST}")),
        }
    }
}

impl Shard {
    /// What it holds of all outputs: together, in order, the shards hold each of them once.
    pub fn slice<T>(self, all: &[T]) -> &[T] {
        let end = |shards: usize| all.len() * shards / self.of;
        &all[end(self.number - 1)..end(self.number)]
    }

    /// The line before the rows of a shard.
    pub fn heading(self) -> String {
        format!("{HEADING} {}/{}\n", self.number, self.of)
    }

    /// Reads the line before the rows; none when it is another file.
    pub fn read_heading(from: &mut dyn Read) -> Option<Shard> {
        let mut line = Vec::new();
        let mut byte = [0];
        while line.len() < HEADING.len() + 12 {
            from.read_exact(&mut byte).ok()?;
            if byte == *b"\n" {
                let text = std::str::from_utf8(&line).ok()?;
                return text.strip_prefix(HEADING)?.strip_prefix(' ')?.parse().ok();
            }
            line.push(byte[0]);
        }
        None
    }
}

/// Where the outputs of shards lie.
pub trait Stock: Sync {
    /// The bytes that this row is of; none when they are not there, or are others.
    fn bytes(&self, row: &Row) -> Option<Vec<u8>>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shards_hold_everything_once_and_in_order() {
        for count in [0, 1, 5, 12, 257] {
            let all: Vec<usize> = (0..count).collect();
            for of in [1, 2, 3, 7, 300] {
                let slices = (1..=of).map(|number| Shard { number, of }.slice(&all).to_vec());
                assert_eq!(slices.collect::<Vec<_>>().concat(), all);
            }
        }
    }

    #[test]
    fn a_shard_is_written_with_a_stroke_and_read_again() {
        let shard: Shard = "2/4".parse().unwrap();
        assert_eq!(shard, Shard { number: 2, of: 4 });
        assert_eq!(Shard::read_heading(&mut shard.heading().as_bytes()), Some(shard));
        for text in ["", "2", "0/4", "5/4", "2/0", "-1/2", "1/10000", "2/4/8", "a/b"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
        for text in [
            "",
            "throughline-shard 2/4",
            "throughline-shard 0/4\n",
            "throughline-output 1\n",
            "throughline-shard 2/4444444444444444\n",
        ] {
            assert_eq!(Shard::read_heading(&mut text.as_bytes()), None, "{text}");
        }
    }
}
