//! A sorted list of ids or names.

use crate::parse::document::Text;

/// Ids or folded names with their nodes, sorted.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub rows: Vec<Row>,
}

/// One id or name.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub key: Text,
    pub node: u32,
    /// The name as written, of which `key` is the folded form.
    pub written: Text,
}

impl Table {
    /// Adds a row; `sort` comes after the last.
    pub fn add(&mut self, key: Text, node: u32, written: &Text) {
        self.rows.push(Row { key, node, written: written.clone() });
    }

    /// Sorts the rows, each once.
    pub fn sort(&mut self) {
        self.rows.sort();
        self.rows.dedup();
    }

    /// The rows of a key.
    pub fn all(&self, key: &str) -> &[Row] {
        let start = self.rows.partition_point(|row| *row.key < *key);
        let length = self.rows[start..].partition_point(|row| *row.key == *key);
        &self.rows[start..start + length]
    }
}
