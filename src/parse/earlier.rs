//! Earlier editions, as the live site knows them: `index.json` in the folder of editions.

use super::document::Text;
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

/// The catalogue's file.
const INDEX: &str = "index.json";

/// An edition that stands in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    pub id: Text,
    pub as_of: Timestamp,
    pub date: Date,
    /// The one dossier that it holds; none for the whole site.
    pub dossier: Option<Text>,
    /// What first stood in it, sorted.
    pub first_stood: Vec<Stood>,
}

/// A change of an article: its id, the date in RFC 3339 (empty for a withdrawal) and the kind.
pub type Stood = (Text, Text, Text);

impl Earlier {
    /// Whether it holds what was published at an instant and belongs to these dossiers.
    pub fn holds<'d>(&self, published: Option<Timestamp>, mut dossiers: impl Iterator<Item = &'d str>) -> bool {
        published.is_none_or(|at| at <= self.as_of)
            && self.dossier.as_deref().is_none_or(|own| dossiers.any(|dossier| dossier == own))
    }
}

/// The catalogue in `folder`, in its order; empty when there is none. It is our own file and no source: one that cannot be
/// read counts as none, and `archive list` writes it anew.
pub fn earlier(inputs: &dyn Inputs, folder: &str) -> Vec<Earlier> {
    let path = SourcePath::new(folder).and_then(|folder| folder.join(INDEX));
    let text = path.and_then(|path| inputs.read(&path).ok()).unwrap_or_default();
    let index: Value = serde_json::from_slice(&text).unwrap_or_default();
    index["editions"].as_array().into_iter().flatten().filter_map(edition).collect()
}

fn edition(value: &Value) -> Option<Earlier> {
    let text = |field: &str| value[field].as_str();
    let stood = |one: &Value| {
        let part = |field: &str| one[field].as_str().unwrap_or_default();
        (part("article").into(), part("date").into(), part("kind").into())
    };
    let mut first_stood: Vec<Stood> = value["first_stood"].as_array()?.iter().map(stood).collect();
    first_stood.sort();
    Some(Earlier {
        id: text("id")?.into(),
        as_of: text("as_of")?.parse().ok()?,
        date: text("date")?.parse().ok()?,
        dossier: text("dossier").map(Text::from),
        first_stood,
    })
}
