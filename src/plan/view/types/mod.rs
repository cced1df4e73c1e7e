//! What templates see, field by field: the contract of `template_api: 1`. `docs/templates.md` is generated from here.
//!
//! Every field is always there: null or an empty list when there is nothing. Every `url` is root-relative and already
//! right under a sub-path; `canonical` and what feeds and metadata need is absolute.

mod article;
mod book;
mod common;
mod dossier;
mod lists;
mod timeline;

pub use article::*;
pub use book::*;
pub use common::*;
pub use dossier::*;
pub use lists::*;
pub use timeline::*;
