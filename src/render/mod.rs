//! Rendering: a pure function from a page's view to bytes. It can fail; it never warns.
