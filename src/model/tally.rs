//! Counting into a list of known length, again and again, at the cost of what was counted.

/// Counts by index.
#[derive(Debug)]
pub(super) struct Tally {
    counts: Vec<u32>,
    touched: Vec<u32>,
}

impl Tally {
    /// For indexes below `length`.
    pub fn new(length: usize) -> Self {
        Tally { counts: vec![0; length], touched: Vec::new() }
    }

    /// Counts one.
    pub fn add(&mut self, index: usize) {
        if self.counts[index] == 0 {
            self.touched.push(index as u32);
        }
        self.counts[index] += 1;
    }

    /// The indexes with their counts, the most first, then by `rank` (a total order); and begins anew.
    pub fn take<R: Ord>(&mut self, rank: impl Fn(usize) -> R) -> Vec<(usize, u32)> {
        let mut out: Vec<(usize, u32)> = self
            .touched
            .drain(..)
            .map(|index| (index as usize, std::mem::take(&mut self.counts[index as usize])))
            .collect();
        out.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| rank(a.0).cmp(&rank(b.0))));
        out
    }
}
