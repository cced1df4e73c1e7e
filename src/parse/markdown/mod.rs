//! Markdown as both floors read it: one sequence of events, from which the scan and the HTML are made.

pub mod anchors;
pub mod events;
mod excerpt;
mod foreign;
pub mod links;
mod quotes;
pub mod raw_html;
mod scan;

pub use scan::{scan, scan_in};

#[cfg(test)]
mod tests;
