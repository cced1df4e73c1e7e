//! What every container of an edition is told about it.

use crate::parse::document::Text;
use jiff::Timestamp;
use jiff::civil::Date;

/// An edition as a whole. The same inputs give the same facts: nothing here knows when the archive was made.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The site's title, or that of the one dossier.
    pub title: Text,
    /// The site's own title.
    pub site: Text,
    /// The site's language.
    pub language: Text,
    /// The moment as of which it was built, cut to the minute: the time of everything in manifest and containers.
    pub as_of: Timestamp,
    /// The day of `as_of` in the site's time zone.
    pub date: Date,
    /// `throughline 0.1.0`.
    pub generator: String,
    pub revision: Revision,
    /// The live address, with a slash at its end: of the site, or of the one dossier.
    pub live_url: Text,
    /// `base_url`.
    pub base_url: Text,
    /// The path of the settings, and the folder of the documents, in the site's folder.
    pub configuration: Text,
    pub content: Text,
    pub publisher: Option<Text>,
    pub rights: Option<Text>,
    /// The id of the one dossier that it holds; none for the whole site.
    pub dossier: Option<Text>,
}

/// Which sources an edition was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revision {
    /// A commit, whole, of sources that stood as committed.
    Commit(String),
    /// SHA-256 over the sources, in hexadecimal: they were not, or not only, those of a commit.
    Sources(String),
}

impl Revision {
    /// As the manifest says it: `git:1f3a…`, `sha256:9c0d…`.
    pub fn whole(&self) -> String {
        match self {
            Revision::Commit(hash) => format!("git:{hash}"),
            Revision::Sources(hash) => format!("sha256:{hash}"),
        }
    }

    /// As pages say it: the first twelve digits.
    pub fn short(&self) -> &str {
        let (Revision::Commit(hash) | Revision::Sources(hash)) = self;
        hash.get(..12).unwrap_or(hash)
    }
}

impl Facts {
    /// `2017-03-14`.
    pub fn day(&self) -> String {
        self.date.to_string()
    }

    /// The moment in RFC 3339, in UTC, to the second: `2017-03-14T23:59:00Z`.
    pub fn moment(&self) -> String {
        self.as_of.to_string()
    }

    /// Seconds since 1970: the modification time of files in containers that have one.
    pub fn seconds(&self) -> u64 {
        u64::try_from(self.as_of.as_second()).unwrap_or(0)
    }

    /// The name of the edition's file, without its ending: date and first twelve digits of the id.
    pub fn name(&self, id: &str) -> String {
        format!("{}-{}", self.day(), id.get(..12).unwrap_or(id))
    }
}
