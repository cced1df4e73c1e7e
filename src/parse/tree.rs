//! Front matter as a tree with places: YAML and TOML both become this, and every field is read from it once.

use crate::base::diag::Span;
use serde::{Deserialize, Serialize};

/// A value and the bytes of the file that it was written in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    pub span: Span,
    pub value: Value,
}

/// YAML without its guesses: a plain scalar keeps the text as written, and the field decides what it means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// Nothing, `~`, `null`.
    Null,
    /// `plain` when it stands without quotes.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    /// In the order written; a key may occur twice (`duplicate-key` says so), and the last one counts, as other YAML
    /// tools have it.
    Map(Vec<(Key, Node)>),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Key {
    pub span: Span,
    pub name: String,
}

impl Node {
    /// The value of `key`, when this is a map; the last one when the key is written twice.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(entries) => entries.iter().rev().find(|(k, _)| k.name == key).map(|(_, node)| node),
            _ => None,
        }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// True for nothing and for an empty text: a key that is there but not filled.
    pub fn is_empty(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Scalar { text, .. } => text.trim().is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Map(entries) => entries.is_empty(),
        }
    }
}
