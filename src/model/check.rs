//! What is odd about a Site.

use super::Sources;
use super::resolve::Resolver;
use super::site::Site;
use crate::base::diag::Diagnostic;

/// Looks for what is wrong in the whole.
pub fn check(_site: &Site, _sources: &Sources, _resolver: &Resolver, _diagnostics: &mut Vec<Diagnostic>) {}
