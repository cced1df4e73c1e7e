//! The preview: a real server on a real folder, as a browser and as an editor see it.
#![cfg(feature = "serve")]
// Tests stand outside the house: they read and write real files.
#![allow(clippy::disallowed_methods)]

mod client;
mod due;
mod hostile;
mod large;
mod pages;
mod property;
mod random;
mod steadfast;
mod watching;
