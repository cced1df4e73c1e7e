//! The front matter of a page.

use crate::parse::document::{Front, PageFront};
use crate::parse::fields::Fields;

/// Reads the keys that only pages have.
pub(super) fn read(fields: &mut Fields) -> Front {
    Front::Page(PageFront { menu: fields.flag("menu").unwrap_or(false), template: fields.spanned_text("template") })
}
