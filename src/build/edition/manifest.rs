//! `manifest.json`: every file of an edition with its length and SHA-256. Its own SHA-256 is the edition's id.

use super::canonical;
use super::facts::Facts;
use serde_json::{Value, json};
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// In the folder form, with forward slashes.
    pub path: String,
    pub bytes: u64,
    /// In lower-case hexadecimal.
    pub sha256: String,
}

/// The manifest, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    pub as_of: String,
    pub date: String,
    pub dossier: Option<String>,
    pub generator: String,
    pub language: String,
    pub live_url: String,
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

impl Manifest {
    /// Of an edition with these files, in order of path.
    pub fn new(facts: &Facts, files: Vec<Listed>) -> Self {
        Manifest {
            as_of: facts.moment(),
            date: facts.day(),
            dossier: facts.dossier.as_deref().map(String::from),
            generator: facts.generator.clone(),
            language: facts.language.to_string(),
            live_url: facts.live_url.to_string(),
            revision: facts.revision.whole(),
            title: facts.title.to_string(),
            files,
        }
    }

    /// The one text of it.
    pub fn text(&self) -> String {
        let file = |file: &Listed| json!({"bytes": file.bytes, "path": file.path, "sha256": file.sha256});
        canonical::text(&json!({
            "as_of": self.as_of,
            "date": self.date,
            "dossier": self.dossier,
            "files": self.files.iter().map(file).collect::<Vec<_>>(),
            "format": FORMAT,
            "generator": self.generator,
            "language": self.language,
            "live_url": self.live_url,
            "source": self.revision,
            "title": self.title,
        }))
    }

    /// Reads one.
    ///
    /// # Errors
    /// In a sentence, what is wrong: it is no manifest, or not the canonical text of what it says.
    pub fn read(bytes: &[u8]) -> Result<Manifest, String> {
        let value: Value =
            serde_json::from_slice(bytes).map_err(|_| format!("`{MANIFEST}` cannot be read: it is not JSON"))?;
        if value["format"] != FORMAT {
            return Err(format!("`{MANIFEST}` is not one of this format (`{FORMAT}`)"));
        }
        let text = |key: &str| value[key].as_str().map(String::from);
        let manifest = || {
            let files = value["files"].as_array()?.iter().map(listed).collect::<Option<Vec<_>>>()?;
            Some(Manifest {
                as_of: text("as_of")?,
                date: text("date")?,
                dossier: text("dossier"),
                generator: text("generator")?,
                language: text("language")?,
                live_url: text("live_url")?,
                revision: text("source")?,
                title: text("title")?,
                files,
            })
        };
        let manifest = manifest().ok_or_else(|| format!("`{MANIFEST}` lacks something that every manifest says"))?;
        if manifest.text().as_bytes() != bytes {
            return Err(format!("`{MANIFEST}` is not in canonical form: it was written by something else, or altered"));
        }
        if let Some(pair) = manifest.files.windows(2).find(|pair| pair[0].path >= pair[1].path) {
            return Err(format!("`{MANIFEST}` does not list its files in order, each once: `{}`", pair[1].path));
        }
        Ok(manifest)
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

fn listed(value: &Value) -> Option<Listed> {
    let sha256 = value["sha256"].as_str().filter(|hash| hash.len() == 64)?;
    Some(Listed { path: value["path"].as_str()?.into(), bytes: value["bytes"].as_u64()?, sha256: sha256.into() })
}
