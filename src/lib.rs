//! Throughline: a folder of Markdown articles becomes a linked website of story dossiers.

pub mod base;
pub mod build;
pub mod model;
pub mod parse;
pub mod plan;
pub mod render;
