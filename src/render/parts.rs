//! What an output is made of: the parts that its template reads, and no others; then its bytes.

use super::{Renderer, changed, clean, faults, markdown, template};
use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::hash::Hash128;
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use crate::parse::document::DocumentKind;
use crate::parse::front;
use crate::parse::scalars;
use crate::plan::body::BodyPlan;
use crate::plan::view::data::Data;
use crate::plan::view::keys::Key;
use crate::plan::view::{Part, Views, XPlan};
use crate::plan::{Page, PageKind};
use tera::{Context, Value};

/// The page that something is rendered for: for errors, and for the settings of its site.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    pub views: &'a Views<'a>,
    pub page: &'a Page,
}

/// What an output is made of, before it is rendered.
pub struct Prepared<'a> {
    /// The template, or for data a word for its kind.
    what: &'a str,
    made: Made<'a>,
}

enum Made<'a> {
    /// By the names that the template reads.
    Parts(Vec<(&'a str, Part)>),
    Data(Data),
    /// A copied file or a file of the theme; none when nothing stands for its content.
    File(Option<Key>),
    Nothing,
}

/// The names of keys that are no part of a view.
pub const BESIDE: [&str; 3] = ["template", "data", "file"];

impl Prepared<'_> {
    /// What the output depends on beside the program and the templates, by name; none when it must be rendered anyway.
    pub fn keys(&self) -> Option<Vec<(&str, Key)>> {
        let [template, data, file] = BESIDE;
        let what = (template, Key::of(self.what.as_bytes()));
        Some(match &self.made {
            Made::Parts(parts) => {
                std::iter::once(what).chain(parts.iter().map(|(name, part)| (*name, part.key()))).collect()
            }
            Made::Data(made) => vec![what, (data, made.key())],
            Made::File(key) => vec![what, (file, (*key)?)],
            Made::Nothing => return None,
        })
    }
}

impl Renderer {
    /// The parts of a page's view that its template reads; what a data output is made of.
    pub fn prepare<'a>(&'a self, views: &'a Views, page: &Page) -> Prepared<'a> {
        if let Some(template) = template(views.site, page) {
            let parts = self.parts_of(views, page, template);
            return Prepared { what: template, made: Made::Parts(parts) };
        }
        match (&page.kind, views.data(page)) {
            (PageKind::File(_), _) => Prepared { what: "file", made: Made::File(views.file_key(page)) },
            (PageKind::Asset(_), _) => Prepared { what: "asset", made: Made::File(views.file_key(page)) },
            (PageKind::JsonFeed(_), Some(feed)) => Prepared { what: "json feed", made: Made::Data(feed) },
            (_, Some(data)) => Prepared { what: data.word(), made: Made::Data(data) },
            (_, None) => Prepared { what: "nothing", made: Made::Nothing },
        }
    }

    fn parts_of<'a>(&'a self, views: &'a Views, page: &Page, template: &str) -> Vec<(&'a str, Part)> {
        let read = self.templates.wants(template);
        read.filter_map(|(name, wants)| Some((name, views.part(page, name, wants)?))).collect()
    }

    /// Renders one page of the plan from what was prepared for it; a copied file is read, an asset taken from the theme.
    ///
    /// # Errors
    /// What is wrong with a template, with its place, the page and the names that are there; or a source that can no
    /// longer be read.
    pub fn fill(
        &self,
        inputs: &dyn Inputs,
        views: &Views,
        page: &Page,
        prepared: Prepared,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let about = About { views, page };
        match prepared.made {
            Made::Parts(parts) => {
                let context = self.context(inputs, &about, parts)?;
                let filled = self.template(prepared.what, &context, || self.rendering(views, page, prepared.what))?;
                Ok(clean::clean(filled))
            }
            Made::Data(data) => self.data(inputs, &about, data),
            Made::File(_) | Made::Nothing => self.file(inputs, &about),
        }
    }

    /// A template filled for a page with `extra` beside what the page's view has: a part of a book.
    ///
    /// # Errors
    /// What is wrong with the template, or a source that can no longer be read.
    #[cfg(feature = "archive")]
    pub fn filled(
        &self,
        inputs: &dyn Inputs,
        views: &Views,
        page: &Page,
        template: &str,
        extra: Vec<(String, Value)>,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let parts = self.parts_of(views, page, template);
        let mut context = self.context(inputs, &About { views, page }, parts)?;
        for (name, value) in extra {
            context.insert_value(name, value);
        }
        self.template(template, &context, || self.rendering(views, page, template))
    }

    /// A body as HTML, for a page that shows it.
    ///
    /// # Errors
    /// Its source can no longer be read, or a component cannot be rendered.
    #[cfg(feature = "archive")]
    pub fn body_of(
        &self,
        inputs: &dyn Inputs,
        views: &Views,
        page: &Page,
        body: &BodyPlan,
    ) -> Result<String, Box<Diagnostic>> {
        self.body(inputs, &About { views, page }, body)
    }

    fn context(
        &self,
        inputs: &dyn Inputs,
        about: &About,
        parts: Vec<(&str, Part)>,
    ) -> Result<Context, Box<Diagnostic>> {
        let mut context = Context::new();
        for (name, part) in parts {
            context.insert_value(name.to_string(), self.value(inputs, about, part)?);
        }
        Ok(context)
    }

    fn value(&self, inputs: &dyn Inputs, about: &About, part: Part) -> Result<Value, Box<Diagnostic>> {
        Ok(match part {
            Part::Own(own) => own.value(),
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
        if inputs.is_lost(&body.path) {
            return Ok(String::new());
        }
        let bytes = inputs.read(&body.path).map_err(changed)?;
        let text = slice(&body.path, &bytes, body.span, body.text)?;
        markdown::html(text, body, &mut |component| self.component(inputs, about, body, component))
    }
}

/// The text at `span` of a source, if it still is the one with this hash.
pub(super) fn slice<'b>(
    path: &SourcePath,
    bytes: &'b [u8],
    span: Span,
    hash: Hash128,
) -> Result<&'b str, Box<Diagnostic>> {
    let range = span.start as usize..span.end as usize;
    let text = bytes.get(range).filter(|bytes| Hash128::of(bytes) == hash);
    text.and_then(|bytes| std::str::from_utf8(bytes).ok()).ok_or_else(|| {
        Box::new(
            Diagnostic::new("source-changed", format!("`{path}` was changed while the site was built"))
                .at(Place::file(path))
                .hint("build again"),
        )
    })
}

/// The free data of a page.
fn x(inputs: &dyn Inputs, about: &About, plan: &XPlan) -> Result<Value, Box<Diagnostic>> {
    if !plan.has_x || inputs.is_lost(&plan.path) {
        return Ok(Value::from(tera::Map::new()));
    }
    let bytes = inputs.read(&plan.path).map_err(changed)?;
    let text = slice(&plan.path, &bytes, plan.span, plan.text)?;
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
