//! Stories about the table of fields and what is made of it.
