//! Tera's errors as diagnostics in a theme author's words: the right file and place, the way there, the names there are.

use super::templates::{self, near};
use super::words::first_small;
use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::path::SourcePath;
use crate::parse::document::Text;
use crate::parse::theme::Template;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use tera::{Error, ErrorKind};

type Sources = BTreeMap<Text, Template>;

/// A place in a template's file.
pub(super) fn place(template: &Template, range: &Range<usize>) -> Place {
    let end = range.end.min(template.text.len());
    Place::new(&template.path, Span::new(range.start.min(end), end))
}

/// A message of Tera's as one of ours: a small first letter, no full stop.
pub(super) fn sentence(message: &str) -> String {
    first_small(message.trim_end_matches('.'))
}

fn source<'s>(sources: &'s Sources, name: &str) -> Option<&'s Template> {
    sources.get(name).or_else(|| sources.get(format!("theme/{name}").as_str()))
}

/// Names as an author writes them: without `theme/` where both mean the same.
fn names(sources: &Sources) -> impl Iterator<Item = &str> + Clone {
    sources.keys().map(|name| name.strip_prefix("theme/").unwrap_or(name))
}

/// Tells an error of putting templates together; the names of those that must be left out to go on.
/// What follows from a template already left out is not told again.
pub(super) fn load(
    error: &Error,
    sources: &Sources,
    left_out: &BTreeSet<String>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let known = |name: &str| left_out.contains(name) || left_out.contains(&format!("theme/{name}"));
    match error.kind() {
        ErrorKind::MissingParent { current, parent } => {
            if let Some(template) = source(sources, current).filter(|_| !known(parent)) {
                faults.push(missing(template, parent, sources));
            }
            vec![current.clone()]
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            faults.push(circle(sources, tpl, inheritance_chain, "extends"));
            vec![tpl.clone()]
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            faults.push(circle(sources, tpl, include_chain, "includes"));
            include_chain.clone()
        }
        ErrorKind::Msg(text) => reports(text)
            .filter_map(|report| {
                let template = source(sources, report.file)?;
                let asked = report.message.strip_prefix("Unknown template `").and_then(|rest| rest.strip_suffix('`'));
                match asked {
                    Some(name) if known(name) => {}
                    Some(name) => faults.push(missing(template, name, sources)),
                    None => faults.push(
                        unknown(report.message).at(place(template, &(report.offset(template)..report.end(template)))),
                    ),
                }
                Some(report.file.to_string())
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// One of the reports that Tera prints: message, template, line and column (both from 1, the column in characters).
struct Report<'r> {
    message: &'r str,
    file: &'r str,
    line: usize,
    column: usize,
    /// How many characters are marked.
    width: usize,
}

impl Report<'_> {
    fn offset(&self, template: &Template) -> usize {
        let line_start: usize = template.text.split_inclusive('\n').take(self.line - 1).map(str::len).sum();
        let line = &template.text[line_start..];
        line_start + line.chars().take(self.column - 1).map(char::len_utf8).sum::<usize>()
    }

    fn end(&self, template: &Template) -> usize {
        let start = self.offset(template);
        start + template.text[start..].chars().take(self.width).map(char::len_utf8).sum::<usize>()
    }
}

/// The reports in a printed error: it is the only way in which Tera gives them.
fn reports(text: &str) -> impl Iterator<Item = Report<'_>> {
    let lines: Vec<&str> = text.lines().collect();
    let heads: Vec<usize> = (0..lines.len())
        .filter(|i| lines[*i].starts_with("error: ") || lines[*i].starts_with("note: called from "))
        .collect();
    heads.into_iter().filter_map(move |i| {
        let (message, locus, marks) = match lines[i].strip_prefix("error: ") {
            Some(message) => (message, lines.get(i + 1)?.trim_start().strip_prefix("--> ")?, lines.get(i + 4)),
            None => ("", lines[i].strip_prefix("note: called from ")?, lines.get(i + 3)),
        };
        let (rest, column) = locus.rsplit_once(':')?;
        let (file, line) = rest.rsplit_once(':')?;
        let width = marks.map_or(1, |marks| marks.matches('^').count());
        let (line, column) = (line.parse().ok().filter(|n| *n > 0)?, column.parse().ok().filter(|n| *n > 0)?);
        Some(Report { message, file, line, column, width })
    })
}

/// A template that asks for one that is not there.
fn missing(template: &Template, name: &str, sources: &Sources) -> Diagnostic {
    let place = Place { path: template.path.clone(), span: templates::asked(template, name) };
    let told = Diagnostic::new("unknown-template", format!("there is no template `{name}`")).at(place);
    // The theme's own may be meant by their full name too.
    match name.strip_prefix("theme/") {
        Some(own) => {
            let all = sources.keys().filter_map(|name| name.strip_prefix("theme/"));
            match crate::base::text::nearest(own, all) {
                Some(found) => told.label(format!("did you mean `theme/{found}`?")),
                None => told.hint("the theme has no template of that name to build on"),
            }
        }
        None => match crate::base::text::nearest(name, names(sources)) {
            Some(found) => told.label(format!("did you mean `{found}`?")),
            None => told.hint(format!("write `templates/{name}`")),
        },
    }
}

fn circle(sources: &Sources, name: &str, chain: &[String], does: &str) -> Diagnostic {
    let mut way: Vec<String> = chain.iter().map(|name| format!("`{name}`")).collect();
    if chain.first().map(String::as_str) != Some(name) {
        way.insert(0, format!("`{name}`"));
    }
    let told = Diagnostic::new("template-syntax", format!("a template {does} itself: {}", way.join(" → ")));
    let bare = name.strip_prefix("theme/").unwrap_or(name);
    let told = told.hint(format!("to build on the theme's own, write `{{% extends \"theme/{bare}\" %}}`"));
    match source(sources, name) {
        Some(template) => told.at(Place::file(&template.path)),
        None => told,
    }
}

/// `Unknown filter `x``, `Block `x` is not defined in any parent template` and the like.
fn unknown(message: &str) -> Diagnostic {
    let told = Diagnostic::new("template-syntax", sentence(message));
    let name = message.split('`').nth(1).unwrap_or_default();
    let ours = super::filters::FILTERS.iter().map(|(name, _)| *name);
    if message.starts_with("Unknown filter") {
        return near(told, name, ours.chain(TERA_FILTERS.iter().copied()), "the filters are");
    }
    if message.starts_with("Unknown function") {
        return told.hint("templates have no functions beside `range` and `super`: what a page needs is in its view");
    }
    if message.starts_with("Block") {
        return told.hint("`throughline new template NAME` lists the blocks that there are to fill");
    }
    told
}

/// Tera's own filters, for did-you-mean.
const TERA_FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];

/// What is being rendered.
pub(super) struct Rendering<'r> {
    /// The address of the page.
    pub address: &'r str,
    /// The file that the page is made from.
    pub source: Option<SourcePath>,
    pub template: &'r str,
    /// What the template is rendered for: `an article page`, `the component `gallery``.
    pub what: String,
    /// The names that it is given.
    pub names: Vec<String>,
}

/// Tells an error of rendering a template.
pub(super) fn render(error: &Error, sources: &Sources, rendering: &Rendering) -> Diagnostic {
    let told = match error.kind() {
        ErrorKind::RenderingError(report) => {
            let template = source(sources, report.filename());
            let marked =
                template.and_then(|template| template.text.get(report.span().range.clone())).unwrap_or_default();
            let told = explain(report.message(), marked, rendering);
            match template {
                Some(template) => {
                    let told = told.at(place(template, &report.span().range));
                    let line = report.span().start_line;
                    // A built-in template cannot be shown.
                    let built_in = template.path.as_str().starts_with("built-in/");
                    if built_in { told.hint(format!("in line {line} of `{}`", template.path)) } else { told }
                }
                None => told,
            }
        }
        ErrorKind::TemplateNotFound(name) => {
            let told = Diagnostic::new("unknown-template", format!("there is no template `{name}`"));
            near(told, name, names(sources), "the templates are")
        }
        _ => {
            let told = Diagnostic::new("template-error", sentence(&error.to_string()));
            match source(sources, rendering.template) {
                Some(template) => told.at(Place::file(&template.path)),
                None => told,
            }
        }
    };
    let told = way(told, &error.to_string(), sources, rendering);
    page(told, rendering)
}

/// The includes that lead there, and the template that the page began with.
fn way(mut told: Diagnostic, printed: &str, sources: &Sources, rendering: &Rendering) -> Diagnostic {
    for report in reports(printed).filter(|report| report.message.is_empty()) {
        if let Some(template) = source(sources, report.file) {
            let range = report.offset(template)..report.end(template);
            told = told.also(place(template, &range), "used here");
        }
    }
    let begun = source(sources, rendering.template).map(|template| Place::file(&template.path));
    match begun {
        Some(begun)
            if told.place.as_ref().is_none_or(|place| place.path != begun.path)
                && told.others.iter().all(|(place, _)| place.path != begun.path) =>
        {
            told.also(begun, format!("{} begins with this template", rendering.what))
        }
        _ => told,
    }
}

fn page(told: Diagnostic, rendering: &Rendering) -> Diagnostic {
    let told = told.hint(format!("found while `{}` was rendered", rendering.address));
    match &rendering.source {
        Some(path) => told.also(Place::file(path), "the page is made from this"),
        None => told,
    }
}

/// Tera's message in a theme author's words; `marked` is what it is about.
fn explain(message: &str, marked: &str, rendering: &Rendering) -> Diagnostic {
    let told = |text: String| Diagnostic::new("template-error", text);
    let name = message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("Variable `") {
        return if message.contains("its value is undefined") {
            told(format!("`{name}` has no value here"))
        } else {
            not_given(name, rendering)
        };
    }
    if message.starts_with("Field `") {
        let Some((_, fields)) = message.split_once("Available fields: ") else {
            return told(format!("`{name}` is asked of something that is null or has no fields"))
                .hint("what may be null is asked for first: `{% if article.image %}…{% endif %}`");
        };
        return near(told(format!("there is no field `{name}` here")), name, fields.split(", "), "the fields are");
    }
    if message.contains("undefined") {
        let word = !marked.is_empty() && marked.chars().all(|c| c.is_alphanumeric() || c == '_');
        return match word && rendering.names.iter().all(|name| name != marked) {
            true => not_given(marked, rendering),
            false => told(format!("`{}` has no value here", marked.trim()))
                .hint("see that each name in it is spelt as `throughline explain ADDRESS --view` shows it"),
        };
    }
    told(sentence(message))
}

/// A name at the top that the page or component does not have.
fn not_given(name: &str, rendering: &Rendering) -> Diagnostic {
    let told = Diagnostic::new("template-error", format!("{} is not given `{name}`", rendering.what));
    near(told, name, rendering.names.iter().map(String::as_str), "it is given")
}

/// JSON as a value of the template language.
pub(super) fn plain(json: &serde_json::Value) -> tera::Value {
    tera::Value::try_from_serializable(json).unwrap_or_else(|_| tera::Value::none())
}
