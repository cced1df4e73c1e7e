//! `manifest.json`: every file of an edition with its length and SHA-256. Its own SHA-256 is the edition's id.

use super::canonical::string;
use super::facts::Facts;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// The manifest's name in the folder form.
pub const MANIFEST: &str = "manifest.json";
/// The signature over the manifest's bytes, beside it.
pub const SIGNATURE: &str = "manifest.sig";
/// What the edition holds, article by article.
pub const RECORD: &str = "edition.json";
/// Where the sources lie in an edition made `--with-sources`.
pub const SOURCES: &str = "sources";
/// The value of `format`.
pub const FORMAT: &str = "throughline-edition/1";

/// One file of an edition.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Listed {
    /// In the folder form, with forward slashes.
    pub path: String,
    pub bytes: u64,
    /// In lower-case hexadecimal.
    pub sha256: String,
}

/// The manifest, read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Manifest {
    pub as_of: String,
    /// The live address of the site: of a file of the edition, what stands before its path.
    pub base_url: String,
    /// The path of the settings among the sources.
    pub configuration: String,
    /// The folder of the documents among the sources.
    pub content: String,
    pub date: String,
    pub dossier: Option<String>,
    /// [`FORMAT`].
    pub format: String,
    pub generator: String,
    pub language: String,
    pub live_url: String,
    /// Who publishes the site; its title, where nobody is named.
    pub publisher: String,
    #[serde(rename = "source")]
    pub revision: String,
    pub title: String,
    /// In order of path; neither the manifest itself nor the signature.
    pub files: Vec<Listed>,
}

/// Lower-case hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether it may be the address of a site: of the web, in one piece.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| !c.is_whitespace() && !c.is_control()))
}

impl Manifest {
    /// Of an edition with these files, in order of path.
    pub fn new(facts: &Facts, files: Vec<Listed>) -> Self {
        Manifest {
            as_of: facts.moment(),
            base_url: facts.base_url.to_string(),
            configuration: facts.configuration.to_string(),
            content: facts.content.to_string(),
            date: facts.day(),
            dossier: facts.dossier.as_deref().map(String::from),
            format: FORMAT.into(),
            generator: facts.generator.clone(),
            language: facts.language.to_string(),
            live_url: facts.live_url.to_string(),
            publisher: facts.publisher.as_ref().unwrap_or(&facts.site).to_string(),
            revision: facts.revision.whole(),
            title: facts.title.to_string(),
            files,
        }
    }

    /// The one text of it.
    pub fn text(&self) -> String {
        let mut out = String::with_capacity(256 + self.files.iter().map(|file| file.path.len() + 112).sum::<usize>());
        let mut opening = '{';
        let mut key = |name: &str, out: &mut String| {
            out.push(std::mem::replace(&mut opening, ','));
            string(name, out);
            out.push(':');
        };
        let pairs = |pairs: &[(&str, &str)], key: &mut dyn FnMut(&str, &mut String), out: &mut String| {
            for (name, value) in pairs {
                key(name, out);
                string(value, out);
            }
        };
        pairs(&[("as_of", &self.as_of), ("base_url", &self.base_url)], &mut key, &mut out);
        pairs(&[("configuration", &self.configuration), ("content", &self.content)], &mut key, &mut out);
        pairs(&[("date", &self.date)], &mut key, &mut out);
        key("dossier", &mut out);
        match &self.dossier {
            Some(dossier) => string(dossier, &mut out),
            None => out.push_str("null"),
        }
        key("files", &mut out);
        out.push('[');
        for (at, file) in self.files.iter().enumerate() {
            out.push_str(if at == 0 { "{\"bytes\":" } else { ",{\"bytes\":" });
            out.push_str(&file.bytes.to_string());
            out.push_str(",\"path\":");
            string(&file.path, &mut out);
            out.push_str(",\"sha256\":");
            string(&file.sha256, &mut out);
            out.push('}');
        }
        out.push(']');
        pairs(
            &[("format", &self.format), ("generator", &self.generator), ("language", &self.language)],
            &mut key,
            &mut out,
        );
        pairs(&[("live_url", &self.live_url), ("publisher", &self.publisher)], &mut key, &mut out);
        pairs(&[("source", &self.revision), ("title", &self.title)], &mut key, &mut out);
        out.push('}');
        out
    }

    /// Reads one.
    ///
    /// # Errors
    /// In a sentence, what is wrong: it is no manifest, or not the canonical text of what it says.
    pub fn read(bytes: &[u8]) -> Result<Manifest, String> {
        let manifest: Manifest = serde_json::from_slice(bytes).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => format!("`{MANIFEST}` lacks something that every manifest says"),
            _ => format!("`{MANIFEST}` cannot be read: it is not JSON"),
        })?;
        if manifest.format != FORMAT {
            return Err(format!("`{MANIFEST}` is not one of this format (`{FORMAT}`)"));
        }
        if manifest.text().as_bytes() != bytes {
            return Err(format!("`{MANIFEST}` is not in canonical form: it was written by something else, or altered"));
        }
        let moment = manifest.as_of.parse::<jiff::Timestamp>().map(|moment| moment.to_string());
        if moment.ok().as_deref() != Some(&*manifest.as_of) {
            return Err(format!("`{MANIFEST}` gives no moment: `{}`", manifest.as_of));
        }
        let addresses = [&manifest.base_url, &manifest.live_url];
        if let Some(address) = addresses.into_iter().find(|address| !is_address(address)) {
            return Err(format!("`{MANIFEST}` gives no address of a site: `{}`", address.escape_debug()));
        }
        if let Some(pair) = manifest.files.windows(2).find(|pair| pair[0].path >= pair[1].path) {
            return Err(format!("`{MANIFEST}` does not list its files in order, each once: `{}`", pair[1].path));
        }
        if let Some(file) = manifest.files.iter().find(|file| file.sha256.len() != 64) {
            return Err(format!("`{MANIFEST}` gives no SHA-256 of `{}`", file.path));
        }
        Ok(manifest)
    }

    /// Every path of the folder form in the order in which containers hold them: the manifest first, so that a reader knows
    /// what to expect before it comes, then its signature and the record, then the other files in order of path.
    pub fn paths(&self, signed: bool) -> impl Iterator<Item = &str> {
        let signature = signed.then_some(SIGNATURE);
        let record = self.find(RECORD).map(|_| RECORD);
        let others = self.files.iter().map(|file| file.path.as_str()).filter(|path| *path != RECORD);
        std::iter::once(MANIFEST).chain(signature).chain(record).chain(others)
    }

    /// The entry of a path.
    pub fn find(&self, path: &str) -> Option<&Listed> {
        let at = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        Some(&self.files[at])
    }

    /// Bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).fold(0, u64::saturating_add)
    }
}
