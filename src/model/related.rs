//! Related articles.

use super::resolve::Resolver;
use super::site::Site;
use crate::base::diag::Diagnostic;

/// Fills each article's related articles.
pub fn fill(_site: &mut Site, _resolver: &Resolver, _diagnostics: &mut Vec<Diagnostic>) {}
