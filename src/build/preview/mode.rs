//! How a browser looks at the site: as the editor does, as the public does, as of a day.

use crate::build::load::Request;
use crate::model::site::Selection;
use crate::parse::document::Text;

/// What decides which pieces a page of the preview shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mode {
    /// As the public sees it: what `build` would publish. Else drafts, embargoed and future pieces are shown too.
    pub public: bool,
    /// As of a day or minute, as `--as-of` takes it.
    pub as_of: Option<Text>,
}

impl Mode {
    /// What a build in this mode would be asked.
    pub fn request(&self, base: &Request) -> Request {
        let shown = !self.public;
        let selection = Selection { drafts: shown, held: shown, ..Selection::default() };
        Request { selection, as_of: self.as_of.as_deref().map(String::from), ..base.clone() }
    }
}
