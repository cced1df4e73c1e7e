//! Ids or names with what they belong to, found by their hashes.

use crate::model::intern::hash;
use crate::parse::document::Text;
use rayon::prelude::*;

/// Ids or folded names with their nodes, in the order of their hashes, which says nothing to a reader.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub rows: Vec<Row>,
    /// Where the rows of each bucket begin, and behind the last where they end; a bucket is the first bits of a hash.
    starts: Vec<u32>,
}

/// One id or name.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    hash: u64,
    pub key: Text,
    pub node: u32,
    /// The name as written, of which `key` is the folded form.
    pub written: Text,
}

impl Table {
    /// Adds a row; `sort` comes after the last.
    pub fn add(&mut self, key: Text, node: u32, written: &Text) {
        self.rows.push(Row { hash: hash(&key), key, node, written: written.clone() });
    }

    /// Puts the rows in order, each once.
    pub fn sort(&mut self) {
        self.rows.par_sort_unstable();
        self.rows.dedup();
        let buckets = self.rows.len().next_power_of_two();
        self.starts.clear();
        self.starts.resize(buckets + 1, 0);
        for row in &self.rows {
            self.starts[bucket(row.hash, buckets) + 1] += 1;
        }
        for at in 0..buckets {
            self.starts[at + 1] += self.starts[at];
        }
    }

    /// The rows of a key, in the order of their nodes.
    pub fn all(&self, key: &str) -> &[Row] {
        if self.rows.is_empty() {
            return &[];
        }
        let hash = hash(key);
        let at = bucket(hash, self.starts.len() - 1);
        let rows = &self.rows[self.starts[at] as usize..self.starts[at + 1] as usize];
        let start = rows.partition_point(|row| (row.hash, &*row.key) < (hash, key));
        let length = rows[start..].partition_point(|row| *row.key == *key);
        &rows[start..start + length]
    }
}

/// The bucket of a hash: its first bits, as many as tell the buckets apart.
fn bucket(hash: u64, buckets: usize) -> usize {
    ((u128::from(hash) * buckets as u128) >> 64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_finds_its_rows() {
        for count in [0_u32, 1, 2, 3, 1000] {
            let mut table = Table::default();
            for node in 0..count {
                let key: Text = format!("name {}", node / 2).into();
                table.add(key.clone(), node, &key);
                table.add(key.clone(), node, &key);
            }
            table.sort();
            for node in 0..count {
                let rows = table.all(&format!("name {}", node / 2));
                assert!(rows.iter().any(|row| row.node == node), "{count} {node}");
                assert!(rows.len() <= 2 && rows.is_sorted_by_key(|row| row.node));
            }
            assert!(table.all("name").is_empty());
        }
    }
}
