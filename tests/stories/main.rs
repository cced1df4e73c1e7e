//! Stories: a site in, a site out, through the program as a person runs it.
// Tests stand outside the house: they read and write real files.
#![allow(clippy::disallowed_methods)]

mod corpus;
#[cfg(feature = "archive")]
mod editions;
mod faults;
mod foreign;
mod from_nothing;
mod hostile_files;
mod hostile_output;
mod hostile_use;
mod kept;
mod kit;
mod languages;
mod ledger;
mod promises;
mod publishing;
mod reading;
mod sameness;
mod sample;
mod search;
mod seed_page;
mod shards;
mod standing;
