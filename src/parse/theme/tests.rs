//! Stories of theme authors.
