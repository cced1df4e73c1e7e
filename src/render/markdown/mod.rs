//! A body's Markdown as HTML.
