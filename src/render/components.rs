//! Components of a text: a fenced block with a name becomes what the template of that name makes of it.

use super::parts::About;
use super::{Renderer, faults, source};
use crate::base::diag::{Diagnostic, Place};
use crate::base::inputs::Inputs;
use crate::base::text;
use crate::parse::scalars;
use crate::parse::tree::Value as Written;
use crate::plan::body::{BodyPlan, ComponentData, ComponentPlan};
use tera::{Context, Value};

impl Renderer {
    /// Renders `components/<name>.html` with `args`, `language` and what the engine resolved: `timeline`, `items`
    /// or `body`.
    pub(super) fn component(
        &self,
        inputs: &dyn Inputs,
        about: &About,
        body: &BodyPlan,
        plan: &ComponentPlan,
    ) -> Result<String, Box<Diagnostic>> {
        let args = match &plan.source.args.value {
            Written::Map(_) => faults::plain(&scalars::json(&plan.source.args)),
            _ => Value::from(tera::Map::new()),
        };
        // Told before, in the checks of the Site; a template puts it into a link as it is, so it never gets there.
        let url = args.get_from_path("url").and_then(Value::as_str).unwrap_or_default();
        if &*plan.source.name == "embed" && !text::is_web_address(url) {
            return Err(Box::new(
                Diagnostic::new("embed-url", "an `embed` needs the address of what it embeds")
                    .at(Place::new(&body.path, plan.source.span))
                    .hint("write `url: https://…` in it"),
            ));
        }
        let mut context = Context::new();
        context.insert_value("args", args);
        context.insert_value("language", Value::normal_string(&body.language));
        match &plan.data {
            ComponentData::None => {}
            ComponentData::Timeline(timeline) => context.insert_value("timeline", timeline.clone()),
            ComponentData::Items(items) => context.insert_value("items", items.clone()),
            ComponentData::Body(shared) => {
                context.insert_value("body", Value::safe_string(&self.body(inputs, about, shared)?));
            }
        }
        let template = format!("components/{}.html", plan.source.name);
        self.templates.tera.render(&template, &context).map_err(|error| {
            let given = match plan.data {
                ComponentData::None => None,
                ComponentData::Timeline(_) => Some("timeline"),
                ComponentData::Items(_) => Some("items"),
                ComponentData::Body(_) => Some("body"),
            };
            let rendering = faults::Rendering {
                address: &about.page.address,
                source: source(about.views, about.page).filter(|path| *path != body.path),
                template: &template,
                what: format!("the component `{}`", plan.source.name),
                names: ["args", "language"].into_iter().chain(given).map(String::from).collect(),
            };
            let told = faults::render(&error, &self.templates.sources, &rendering);
            Box::new(told.also(Place::new(&body.path, plan.source.span), "the component stands here"))
        })
    }
}
