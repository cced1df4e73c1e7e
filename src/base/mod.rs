//! The ground floor: what every other floor may use and what uses nothing but the standard library and a hash.

pub mod codes;
pub mod diag;
pub mod hash;
pub mod inputs;
pub mod mark;
pub mod media;
pub mod path;
pub mod progress;
pub mod text;
