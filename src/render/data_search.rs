//! The scripts that search looks through: no page, but data that works from disk, where nothing can be fetched.

use super::changed;
use super::markdown::plain;
use super::parts::slice;
use crate::base::diag::Diagnostic;
use crate::base::inputs::Inputs;
use crate::plan::view::search::{SearchIndex, SearchText};
use serde::Serialize;

/// `throughlineSearch("index", …)`: everything but the texts.
pub fn index(index: &SearchIndex) -> Vec<u8> {
    script("index", index)
}

/// `throughlineSearch("text", {address: text, …})`. Each source is read here, and nothing but this file is held.
///
/// # Errors
/// A source that can no longer be read.
pub fn texts(inputs: &dyn Inputs, texts: &[SearchText]) -> Result<Vec<u8>, Box<Diagnostic>> {
    let mut lines = serde_json::Map::new();
    for one in texts.iter().filter(|one| !inputs.is_lost(&one.path)) {
        let bytes = inputs.read(&one.path).map_err(changed)?;
        let text = slice(&one.path, &bytes, one.span, one.hash)?;
        let text = plain::plain(text, &one.language, &one.components, one.escape_html);
        lines.insert(one.address.to_string(), text.into());
    }
    Ok(script("text", &lines))
}

fn script(what: &str, value: &impl Serialize) -> Vec<u8> {
    let mut out = format!("throughlineSearch(\"{what}\",").into_bytes();
    // Writing text and numbers into memory cannot fail.
    let _ = serde_json::to_writer(&mut out, value);
    out.extend_from_slice(b");\n");
    out
}
