//! Throughline: a folder of Markdown articles becomes a linked website of story dossiers.

pub mod base;
pub mod model;
pub mod parse;
