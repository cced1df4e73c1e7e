//! A body's Markdown as HTML.

pub mod escape;
mod footnotes;
mod headings;
mod links;
mod media;
mod mentions;
mod notes;
pub mod plain;
mod running;
mod tables;
mod writer;

use crate::parse::markdown::anchors::Anchors;
use crate::parse::markdown::events::Source;
use crate::plan::body::{BodyPlan, ComponentPlan};
use writer::Writer;

/// Renders `text`, the raw text at the plan's span. `component` renders one component to HTML.
///
/// The result is a run of blocks, each on its own line: headings with the ids of the scan, tables that scroll on their
/// own, pictures alone in their paragraph as figures, footnotes at the end.
///
/// # Errors
/// What `component` failed with.
pub fn html<E>(
    text: &str,
    plan: &BodyPlan,
    component: &mut dyn FnMut(&ComponentPlan) -> Result<String, E>,
) -> Result<String, E> {
    let source = Source::new(text);
    let mut writer = Writer::new(plan, &source, Anchors::new(&source));
    for (event, range) in source.events(&plan.language) {
        if let Some(component_plan) = writer.event(event, range) {
            let html = component(component_plan)?;
            writer.block(&html);
        }
    }
    Ok(writer.finish())
}

#[cfg(test)]
mod tests;
