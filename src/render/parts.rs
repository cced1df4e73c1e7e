//! A page's context: the parts that its template reads, and no others.

use super::{Renderer, changed, faults, markdown};
use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use crate::parse::document::DocumentKind;
use crate::parse::front;
use crate::parse::scalars;
use crate::plan::body::BodyPlan;
use crate::plan::view::{Part, Views, XPlan};
use crate::plan::{Page, PageKind};
use tera::{Context, Value};

/// The page that something is rendered for: for errors, and for the settings of its site.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    pub views: &'a Views<'a>,
    pub page: &'a Page,
}

impl Renderer {
    /// What the template of a page is given.
    pub(super) fn context(
        &self,
        inputs: &dyn Inputs,
        views: &Views,
        page: &Page,
        template: &str,
    ) -> Result<Context, Box<Diagnostic>> {
        let about = About { views, page };
        let mut context = Context::new();
        for name in self.reads(template) {
            if let Some(part) = views.part(page, name) {
                context.insert_value(name.clone(), self.value(inputs, &about, part)?);
            }
        }
        Ok(context)
    }

    fn value(&self, inputs: &dyn Inputs, about: &About, part: Part) -> Result<Value, Box<Diagnostic>> {
        Ok(match part {
            Part::Own(value) => value,
            Part::Shared(shared) => shared.value.clone(),
            Part::Body(body) => Value::safe_string(&self.body(inputs, about, &body)?),
            Part::Bodies(bodies) => {
                let bodies = bodies.iter().map(|body| Ok(Value::safe_string(&self.body(inputs, about, body)?)));
                Value::from(bodies.collect::<Result<Vec<_>, Box<Diagnostic>>>()?)
            }
            Part::X(plan) => x(inputs, about, &plan)?,
            Part::Nothing => Value::none(),
        })
    }

    /// A body as HTML: its source is read, and its components rendered by their templates.
    pub(super) fn body(&self, inputs: &dyn Inputs, about: &About, body: &BodyPlan) -> Result<String, Box<Diagnostic>> {
        let bytes = inputs.read(&body.path).map_err(changed)?;
        let text = slice(&body.path, &bytes, body.span)?;
        markdown::html(text, body, &mut |component| self.component(inputs, about, body, component))
    }
}

/// The text at `span` of a source, if it still is there.
pub(super) fn slice<'b>(path: &SourcePath, bytes: &'b [u8], span: Span) -> Result<&'b str, Box<Diagnostic>> {
    let range = span.start as usize..span.end as usize;
    bytes.get(range).and_then(|bytes| std::str::from_utf8(bytes).ok()).ok_or_else(|| {
        Box::new(
            Diagnostic::new("source-changed", format!("`{path}` was changed while the site was built"))
                .at(Place::file(path))
                .hint("build again"),
        )
    })
}

/// The free data of a page.
fn x(inputs: &dyn Inputs, about: &About, plan: &XPlan) -> Result<Value, Box<Diagnostic>> {
    if !plan.has_x {
        return Ok(Value::from(tera::Map::new()));
    }
    let bytes = inputs.read(&plan.path).map_err(changed)?;
    let text = slice(&plan.path, &bytes, plan.span)?;
    let site = about.views.site;
    let kind = match about.page.kind {
        PageKind::Dossier(_) | PageKind::DossierPrint(_) | PageKind::DossierTimeline(_) => DocumentKind::Dossier,
        PageKind::Entity(id) => site[id].kind,
        PageKind::Page(_) => DocumentKind::Page,
        _ => DocumentKind::Article,
    };
    let node = front::free_data(text, plan.toml, kind, &site.config);
    Ok(faults::plain(&scalars::json(&node)))
}
