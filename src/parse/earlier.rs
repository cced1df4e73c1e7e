//! Earlier editions, as the live site knows them: `index.json` in the folder of editions.

use super::document::Text;
use crate::base::diag::{Diagnostic, Place};
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

/// The catalogue's file.
const INDEX: &str = "index.json";

/// What its `format` says.
pub const FORMAT: &str = "throughline-editions/1";

/// The endings of the names of editions; of a folder, none.
const ENDINGS: [&str; 8] = ["", ".zip", ".tar.gz", ".bag", ".bag.zip", ".wacz", ".epub", ".html"];

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
    /// The names of what it lies in, below the folder of editions.
    pub containers: Vec<Text>,
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

/// Whether a name is one that we give to editions: a date, the first twelve digits of an id, the ending of a container.
pub fn is_name(name: &str) -> bool {
    let Some((day, rest)) = name.split_at_checked(10) else { return false };
    let Some((digits, ending)) = rest.strip_prefix('-').and_then(|rest| rest.split_at_checked(12)) else {
        return false;
    };
    let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    day.parse::<Date>().is_ok() && digits.bytes().all(is_hex) && ENDINGS.contains(&ending)
}

/// The catalogue in `folder`, in its order; empty when there is none.
///
/// # Errors
/// It is there and is not what `archive list` writes, or cannot be read: nobody knows which editions there are.
pub fn earlier(inputs: &dyn Inputs, folder: &str) -> Result<Vec<Earlier>, Box<Diagnostic>> {
    let Some(path) = SourcePath::new(folder).and_then(|folder| folder.join(INDEX)) else { return Ok(Vec::new()) };
    let bad = |what: &str| {
        let told = Diagnostic::new("bad-catalogue", format!("the catalogue of editions, `{path}`, {what}"));
        Box::new(told.at(Place::file(&path)).hint("`throughline archive list` writes it anew"))
    };
    let text = match inputs.read(&path) {
        Ok(text) => text,
        Err(error) if error.missing => return Ok(Vec::new()),
        Err(error) => return Err(bad(&format!("cannot be read: {}", error.reason))),
    };
    let index: Value = serde_json::from_slice(&text).map_err(|_| bad("is not JSON"))?;
    let editions = index["editions"].as_array().filter(|_| index["format"] == FORMAT);
    let editions = editions.ok_or_else(|| bad("does not list editions"))?;
    let read = |value: &Value| edition(value).ok_or_else(|| bad("says of an edition what none can be"));
    editions.iter().map(read).collect()
}

fn edition(value: &Value) -> Option<Earlier> {
    let text = |field: &str| value[field].as_str();
    let stood = |one: &Value| {
        let part = |field: &str| one[field].as_str().unwrap_or_default();
        (part("article").into(), part("date").into(), part("kind").into())
    };
    let mut first_stood: Vec<Stood> = value["first_stood"].as_array()?.iter().map(stood).collect();
    first_stood.sort();
    let name = |held: &Value| held["name"].as_str().filter(|name| is_name(name)).map(Text::from);
    Some(Earlier {
        id: text("id")?.into(),
        as_of: text("as_of")?.parse().ok()?,
        date: text("date")?.parse().ok()?,
        dossier: text("dossier").map(Text::from),
        first_stood,
        containers: value["containers"].as_array()?.iter().map(name).collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::inputs::MemoryInputs;

    #[test]
    fn names_are_those_that_we_give() {
        for good in ["", ".zip", ".tar.gz", ".bag", ".bag.zip", ".wacz", ".epub", ".html"] {
            assert!(is_name(&format!("2017-03-14-1f3a5c7e9b0d{good}")), "{good}");
        }
        for bad in ["", "x", "2017-03-14-1f3a5c7e9b0", "2017-03-14-1F3A5C7E9B0D.zip", "2017-13-14-1f3a5c7e9b0d.zip"] {
            assert!(!is_name(bad), "{bad}");
        }
        for bad in [".exe", "/../../x", ".zip/..", "/", " .zip"] {
            assert!(!is_name(&format!("2017-03-14-1f3a5c7e9b0d{bad}")), "{bad}");
        }
    }

    #[test]
    fn a_catalogue_is_whole_or_a_fault() {
        let held = |text: &str| {
            earlier(&MemoryInputs::new("2017-01-01T00:00:00Z", &[("editions/index.json", text)]), "editions")
        };
        let of = |name: &str| {
            format!(
                r#"{{"editions":[{{"as_of":"2017-03-14T23:59:00Z","containers":[{{"name":"{name}"}}],"date":"2017-03-14","first_stood":[],"id":"1f"}}],"format":"{FORMAT}"}}"#
            )
        };
        let good = held(&of("2017-03-14-1f3a5c7e9b0d.zip")).unwrap();
        assert_eq!(good[0].containers, [Text::from("2017-03-14-1f3a5c7e9b0d.zip")]);
        assert_eq!(earlier(&MemoryInputs::new("2017-01-01T00:00:00Z", &[]), "editions").unwrap(), []);
        let half = &of("2017-03-14-1f3a5c7e9b0d.zip")[..90];
        for bad in ["", "{broken", "[]", "{\"editions\":[]}", half, &of("../../etc"), &of("key.pem")] {
            assert_eq!(held(bad).unwrap_err().code, "bad-catalogue", "{bad}");
        }
    }
}
