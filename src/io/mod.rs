//! The edge: files, the clock, the terminal. Nothing below this floor touches them.
// This is the one floor that may: clippy.toml bans these everywhere else.
#![allow(clippy::disallowed_methods)]

#[cfg(feature = "archive")]
pub mod archive;
pub mod clock;
pub mod disk;
pub mod folder;
#[cfg(feature = "archive")]
pub mod git;
pub mod moves;
pub mod new_site;
pub mod ours;
pub mod parts;
pub mod plain;
#[cfg(feature = "serve")]
pub mod preview;
pub mod snippets;
pub mod spots;
pub mod state;
pub mod terminal;
mod walk;
