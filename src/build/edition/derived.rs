//! `derived.json`: what an EPUB or a single HTML file says of itself. It is made of an edition and does not hold its bytes:
//! it names the edition, and lists its own files.

use super::canonical;
use super::facts::Facts;
use super::manifest::Listed;
use serde_json::{Value, json};

/// The value of `format`.
pub const FORMAT: &str = "throughline-derived/1";

/// The record, read or to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derived {
    /// `epub` or `html`.
    pub kind: String,
    /// The id of the edition that it was made with.
    pub parent: String,
    pub as_of: String,
    pub date: String,
    pub dossier: String,
    pub generator: String,
    pub live_url: String,
    pub revision: String,
    pub title: String,
    /// In the order in which they lie in the container.
    pub files: Vec<Listed>,
}

impl Derived {
    /// Of a container made beside the edition `parent`.
    pub fn new(facts: &Facts, kind: &str, parent: &str, files: Vec<Listed>) -> Self {
        Derived {
            kind: kind.into(),
            parent: parent.into(),
            as_of: facts.moment(),
            date: facts.day(),
            dossier: facts.dossier.as_deref().unwrap_or("").into(),
            generator: facts.generator.clone(),
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
            "kind": self.kind,
            "live_url": self.live_url,
            "parent": self.parent,
            "source": self.revision,
            "title": self.title,
        }))
    }

    /// Reads one.
    ///
    /// # Errors
    /// In a sentence, what is wrong with it.
    pub fn read(bytes: &[u8]) -> Result<Derived, String> {
        let value: Value = serde_json::from_slice(bytes).map_err(|_| "`derived.json` is not JSON".to_string())?;
        if value["format"] != FORMAT {
            return Err(format!("`derived.json` is not one of this format (`{FORMAT}`)"));
        }
        let text = |key: &str| value[key].as_str().map(String::from);
        let read = || {
            let file = |file: &Value| {
                let sha256 = file["sha256"].as_str()?.into();
                Some(Listed { path: file["path"].as_str()?.into(), bytes: file["bytes"].as_u64()?, sha256 })
            };
            Some(Derived {
                kind: text("kind")?,
                parent: text("parent")?,
                as_of: text("as_of")?,
                date: text("date")?,
                dossier: text("dossier")?,
                generator: text("generator")?,
                live_url: text("live_url")?,
                revision: text("source")?,
                title: text("title")?,
                files: value["files"].as_array()?.iter().map(file).collect::<Option<Vec<_>>>()?,
            })
        };
        let derived = read().ok_or("`derived.json` lacks something that every one says")?;
        if derived.text().as_bytes() == bytes {
            Ok(derived)
        } else {
            Err("`derived.json` is not in canonical form: it was written by something else, or altered".into())
        }
    }
}
