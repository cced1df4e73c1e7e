//! Events of the Site.

use super::Sources;
use super::resolve::Resolver;
use super::site::Site;
use crate::base::diag::Diagnostic;

/// Collects the events that articles and dossiers tell.
pub fn collect(_site: &mut Site, _sources: &Sources, _resolver: &Resolver, _diagnostics: &mut Vec<Diagnostic>) {}
