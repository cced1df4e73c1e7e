//! Tests of the field reader.
