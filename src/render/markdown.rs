//! A body's Markdown as HTML.

use crate::plan::body::{BodyPlan, ComponentPlan};

/// Renders `text`, the raw text at the plan's span. `component` renders one component to HTML.
///
/// # Errors
/// What `component` failed with.
pub fn html<E>(
    _text: &str,
    _plan: &BodyPlan,
    _component: &mut dyn FnMut(&ComponentPlan) -> Result<String, E>,
) -> Result<String, E> {
    unimplemented!("markdown")
}
