//! Throughline: a folder of Markdown articles becomes a linked website of story dossiers.
//!
//! One way leads through the crate, from the bottom floor to the top:
//!
//! ```text
//! Inputs → parse → model → plan → render → Sink
//! ```
//!
//! [`build::load::load`] reads a site behind [`base::inputs::Inputs`] into a [`model::site::Site`] and a [`plan::Plan`];
//! [`build::build`] renders every page of it into a [`build::Sink`]. Both doors have a twin in memory, so the whole of it
//! runs without a disk. `ARCHITECTURE.md` is the map.

pub mod base;
pub mod build;
pub mod cli;
pub mod commands;
pub mod io;
pub mod model;
pub mod parse;
pub mod plan;
pub mod render;
