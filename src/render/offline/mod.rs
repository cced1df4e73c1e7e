//! The offline form of an output: links that work from a folder, without a server. One pure function, after rendering.

mod css;
mod html;
#[cfg(test)]
mod tests;
mod whereto;

use crate::parse::config::Config;
use crate::plan::{Plan, address};

/// The site that an edition holds, and where it is live.
#[derive(Clone, Copy)]
pub struct Offline<'a> {
    /// What the edition holds.
    pub plan: &'a Plan,
    pub config: &'a Config,
}

impl Offline<'_> {
    /// The bytes of the output at `address` with every address of the site made relative: links to pages end in
    /// `index.html`, links to what the edition does not hold lead to the live site, and pictures and scripts that it does not
    /// hold are not asked for. Canonical addresses, `hreflang`, JSON-LD, feeds and data stay as they are.
    ///
    /// # Errors
    /// Why the HTML cannot be read, in words.
    pub fn relativise(&self, address: &str, bytes: Vec<u8>) -> Result<Vec<u8>, String> {
        let output = address::output(address);
        let ending = output.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        match ending.as_str() {
            "html" | "htm" | "xhtml" => html::rewrite(self, address, &bytes),
            // Of a drawing, only what leads into the site would break.
            "svg" if has(&bytes, b"href=") || has(&bytes, b"url(") => html::rewrite(self, address, &bytes),
            "css" => match String::from_utf8(bytes) {
                Ok(text) => {
                    Ok(css::rewrite(self, address, &text).map_or_else(|| text.into_bytes(), String::into_bytes))
                }
                Err(error) => Ok(error.into_bytes()),
            },
            _ => Ok(bytes),
        }
    }
}

fn has(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}
