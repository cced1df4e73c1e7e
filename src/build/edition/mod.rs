//! Editions: what a dated, immutable build says of itself. Values and bytes only; `io/archive` writes them.

pub mod canonical;
pub mod catalogue;
pub mod compare;
pub mod derived;
pub mod difference;
pub mod facts;
pub mod manifest;
pub mod record;
pub mod shown;
pub mod sources;
