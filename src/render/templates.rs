//! The theme's templates compiled, and everything that is wrong with them told at once.

use super::family::Asks;
use super::faults;
use super::fields::{Family, Scanned};
use super::filters;
use super::scan::{self, Kind, Token};
use super::words::Words;
use crate::base::diag::{Diagnostic, Place, Span};
use crate::base::text;
use crate::parse::document::Text;
use crate::parse::theme::{Template, Theme, Words as Fluent};
use crate::plan::view::wants::Wants;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
use tera::{ErrorKind, Tera};

/// Where the theme's own templates stay reachable; Tera also looks here for a name that the site does not have.
const OWN: &str = "theme/";

/// The templates, ready to render.
pub(super) struct Templates {
    pub tera: Tera,
    /// By the name that they are compiled under.
    pub sources: BTreeMap<Text, Template>,
    /// The Fluent texts that its words come from.
    pub fluent: BTreeMap<Text, Vec<Fluent>>,
    /// Whether all of them could be compiled.
    complete: bool,
    pub asks: Asks,
    /// By name, with and without `theme/`: what it, its parents and its includes read.
    reads: BTreeMap<Text, Reads>,
}

/// What a template reads: top-level names in order, and how much of each.
#[derive(Clone, Default)]
struct Reads {
    names: Vec<String>,
    wants: Vec<Arc<Wants>>,
}

impl Templates {
    /// Compiles every template of the theme. Those with a fault are told and left out. What was compiled `before` is not
    /// compiled again; what comes of it is the same.
    pub fn new(
        theme: &Theme,
        words: Arc<Words>,
        languages: &[Text],
        before: Option<&Templates>,
    ) -> (Templates, Vec<Diagnostic>) {
        let sources = distinct(theme);
        let mut faults = Vec::new();
        let scanned: BTreeMap<Text, Scanned> =
            sources.iter().map(|(name, template)| (name.clone(), Scanned::new(&template.text))).collect();
        for (name, scanned) in &scanned {
            for tag in &scanned.tags {
                check(tag, name, &sources[name], theme, &words, languages, &mut faults);
            }
        }
        let told = faults.len();
        let again = before.and_then(|before| again(before, theme, &sources));
        let tera = again.unwrap_or_else(|| all(&sources, words, &mut faults));
        let complete = faults.len() == told;
        let asks = Asks::new(&scanned);
        let read = |name: &Text| Some((name.clone(), read_by(name, &tera, &asks, &scanned)?));
        let mut reads: BTreeMap<Text, Reads> =
            sources.par_iter().map(|(name, _)| read(name)).collect::<Vec<_>>().into_iter().flatten().collect();
        // The theme's own, under their short names: the same templates.
        for name in theme.templates.keys().filter(|name| !sources.contains_key(*name)) {
            let own = reads.get(format!("{OWN}{name}").as_str()).cloned();
            reads.extend(own.map(|own| (name.clone(), own)));
        }
        (Templates { tera, sources, fluent: theme.words.clone(), complete, asks, reads }, faults)
    }

    /// The top-level names that `template` may read, in order; empty for a template that is not there.
    pub fn reads(&self, template: &str) -> &[String] {
        self.reads.get(template).map_or(&[], |reads| &reads.names)
    }

    /// The same, each with how much of it is read.
    pub fn wants(&self, template: &str) -> impl Iterator<Item = (&str, &Arc<Wants>)> {
        let reads = self.reads.get(template).into_iter();
        reads.flat_map(|reads| reads.names.iter().map(String::as_str).zip(&reads.wants))
    }

    /// From now on they read every part whole.
    pub fn read_whole(&mut self) {
        let all = Arc::new(Wants::All);
        self.reads.values_mut().flat_map(|reads| &mut reads.wants).for_each(|wants| *wants = all.clone());
    }

    /// What any of them reads.
    pub fn all_read(&self) -> impl Iterator<Item = &str> {
        self.reads.values().flat_map(|reads| &reads.names).map(String::as_str)
    }

    /// The source of the template that this name means.
    pub fn source(&self, name: &str) -> Option<&Template> {
        found(&self.sources, name)
    }
}

/// What this name means: the site's own, or the theme's.
pub(super) fn found<'a, T>(by_name: &'a BTreeMap<Text, T>, name: &str) -> Option<&'a T> {
    by_name.get(name).or_else(|| by_name.get(format!("{OWN}{name}").as_str()))
}

fn read_by(name: &str, tera: &Tera, asks: &Asks, scanned: &BTreeMap<Text, Scanned>) -> Option<Reads> {
    let mut names = reads(tera, name)?;
    let own = asks.family(name);
    // A component of the template language stands in any file, and may take a name from around it.
    let defines = |scanned: &Scanned| scanned.tags.iter().any(|tag| tag.word == "component");
    let components = scanned.iter().filter(|(_, scanned)| defines(scanned)).flat_map(|(name, _)| asks.family(name));
    let files: BTreeSet<String> = own.into_iter().chain(components).collect();
    let family = Family(files.iter().filter_map(|name| found(scanned, name)).collect());
    // Tera leaves out what is set somewhere, though it may be read before.
    names.extend(family.set().map(String::from));
    let wants = family.wants(&names).into_iter().map(Arc::new).collect();
    Some(Reads { names: names.into_iter().collect(), wants })
}

/// Each file once: a template that the site does not override is compiled as `theme/…` alone.
fn distinct(theme: &Theme) -> BTreeMap<Text, Template> {
    let same = |name: &str, template: &Template| {
        theme.templates.get(format!("{OWN}{name}").as_str()).is_some_and(|own| own.path == template.path)
    };
    let kept = theme.templates.iter().filter(|(name, template)| !same(name, template));
    kept.map(|(name, template)| (name.clone(), template.clone())).collect()
}

/// Compiles all of them.
fn all(sources: &BTreeMap<Text, Template>, words: Arc<Words>, faults: &mut Vec<Diagnostic>) -> Tera {
    let mut tera = Tera::default();
    filters::register(&mut tera, words);
    tera.autoescape_on([".html", ".htm", ".xhtml", ".xml", ".svg"]);
    // Fails only when there are templates already.
    let _ = tera.set_fallback_prefixes([OWN]);
    compile(&mut tera, sources, faults);
    alias(&mut tera, sources);
    tera
}

/// What was compiled before, with those templates anew whose texts are others. None where that would not do: names came
/// or went, words changed, something could not be compiled, or cannot be now.
fn again(before: &Templates, theme: &Theme, sources: &BTreeMap<Text, Template>) -> Option<Tera> {
    if !before.complete || before.fluent != theme.words || !before.sources.keys().eq(sources.keys()) {
        return None;
    }
    let others = before.sources.values().zip(sources).filter(|(old, (_, new))| old.text != new.text);
    let mut changed: Vec<(&str, &str)> = Vec::new();
    for (_, (name, template)) in others {
        changed.push((&**name, &*template.text));
        changed.extend(short(name, sources).map(|short| (short, &*template.text)));
    }
    let mut tera = before.tera.clone();
    if !changed.is_empty() {
        tera.add_raw_templates(changed).ok()?;
    }
    Some(tera)
}

/// The short name of a template of the theme's own, if no other has it.
fn short<'n>(name: &'n str, sources: &BTreeMap<Text, Template>) -> Option<&'n str> {
    name.strip_prefix(OWN).filter(|short| !sources.contains_key(*short))
}

/// Gives the theme's own templates their short names as well: an `include` in a list then finds its template at the first
/// look, instead of trying one name after another for every item.
fn alias(tera: &mut Tera, sources: &BTreeMap<Text, Template>) {
    let short: Vec<(&str, &str)> =
        sources.iter().filter_map(|(name, template)| Some((short(name, sources)?, &*template.text))).collect();
    // What is left out by a fault is missing here too: then the long names do.
    let _ = tera.add_raw_templates(short);
}

/// Tera's answer with its parents and includes, and what a component of the template language takes from around it.
fn reads(tera: &Tera, name: &str) -> Option<BTreeSet<String>> {
    let mut names: BTreeSet<String> = tera.get_template_variables(name).ok()?.into_iter().map(String::from).collect();
    let components = tera.get_component_names().filter_map(|component| tera.get_component_definition(component));
    for component in components {
        names.extend(component.args().iter().filter(|arg| arg.is_implicit()).map(|arg| arg.name().to_string()));
    }
    Some(names)
}

/// Adds the templates; a faulty one is told, left out, and the rest tried again, so that all are told in one run.
fn compile(tera: &mut Tera, sources: &BTreeMap<Text, Template>, faults: &mut Vec<Diagnostic>) {
    let mut rest: BTreeMap<&Text, &Template> = sources.iter().collect();
    let syntax: Vec<&Text> = match tera.add_raw_templates(rest.iter().map(|(name, t)| (&***name, &*t.text))) {
        Ok(()) => return,
        Err(_) => rest.iter().filter_map(|(name, t)| syntax(name, t, faults).then_some(*name)).collect(),
    };
    let mut left_out: BTreeSet<String> = BTreeSet::new();
    for name in syntax {
        rest.remove(name);
        left_out.insert(name.to_string());
    }
    while let Err(error) = tera.add_raw_templates(rest.iter().map(|(name, t)| (&***name, &*t.text))) {
        let before = rest.len();
        for faulty in faults::load(&error, sources, &left_out, faults) {
            rest.remove(&Text::from(faulty.as_str()));
            left_out.insert(faulty);
        }
        if rest.len() == before {
            faults.push(Diagnostic::new("template-syntax", super::words::first_small(&error.to_string())));
            return;
        }
    }
}

/// Parses one template alone; tells what Tera cannot read in it.
fn syntax(name: &str, template: &Template, faults: &mut Vec<Diagnostic>) -> bool {
    let Err(error) = Tera::default().add_raw_template(name, &template.text) else { return false };
    let ErrorKind::SyntaxError(report) = error.kind() else { return false };
    faults.push(
        Diagnostic::new("template-syntax", faults::sentence(report.message()))
            .at(faults::place(template, &report.span().range))
            .hint("the template language is Tera 2: `{{ value }}`, `{% if … %}…{% endif %}`, `{# comment #}`"),
    );
    true
}

/// What can be told from one tag: a word that is missing, an asset or option that is not there, a dump of everything.
fn check(
    tag: &[Token],
    name: &str,
    template: &Template,
    theme: &Theme,
    words: &Words,
    languages: &[Text],
    faults: &mut Vec<Diagnostic>,
) {
    let at = |range: &Range<usize>| faults::place(template, range);
    for (i, token) in tag.iter().enumerate() {
        let next = |n: usize| tag.get(i + n);
        let follows = |n: usize, text: &str| next(n).is_some_and(|token| token.is(text));
        let free = i == 0 || !tag[i - 1].is(".");
        if token.is("__tera_context") {
            faults.push(
                Diagnostic::new("template-syntax", "`__tera_context` is not offered")
                    .at(at(&token.range))
                    .hint("`throughline explain ADDRESS --view` prints everything that a page is given"),
            );
        } else if token.kind == Kind::Text && follows(1, "|") && follows(2, "t") {
            word(token, &tag[i + 3..], &at(&token.range), words, languages, faults);
        } else if token.is("~") {
            let path = tag[i + 1..].iter().take_while(|token| token.kind != Kind::Sign || token.is("."));
            let end = i + 1 + path.count();
            if tag.get(end).is_some_and(|sign| sign.is("|")) && tag.get(end + 1).is_some_and(|name| name.is("t")) {
                faults.push(
                    Diagnostic::new(
                        "template-syntax",
                        "`t` takes only what stands right before it, not the whole text",
                    )
                    .at(at(&(token.range.start..tag[end + 1].range.end)))
                    .hint("put brackets around it: `{{ (\"status-\" ~ dossier.status) | t(lang=page.language) }}`"),
                );
            }
        } else if token.is("assets") && free && follows(1, "[") {
            let known = || theme.assets.keys().map(|name| &**name);
            if let Some(file) = next(2).filter(|t| t.kind == Kind::Text && !theme.assets.contains_key(t.text)) {
                let told = Diagnostic::new("unknown-asset", format!("`{}` is no file of the theme", file.text));
                faults.push(near(told.at(at(&file.range)), file.text, known(), "its files are"));
            }
        } else if token.is("theme") && free && follows(1, ".") && !name.contains("components/") {
            let known = || theme.options.iter().map(|(name, _)| &**name);
            let option = next(2).filter(|t| t.kind == Kind::Name && !known().any(|name| name == t.text));
            if let Some(option) = option {
                let told =
                    Diagnostic::new("unknown-option", format!("`{}` is not an option of the theme", option.text));
                faults.push(near(told.at(at(&option.range)), option.text, known(), "its options are"));
            }
        }
    }
}

/// A word written out before `| t(`: it must be there in every language, and `t` must be told the language.
fn word(token: &Token, rest: &[Token], place: &Place, words: &Words, languages: &[Text], faults: &mut Vec<Diagnostic>) {
    let arguments = rest.iter().take_while(|token| !token.is(")"));
    if !arguments.clone().zip(arguments.skip(1)).any(|(name, sign)| name.is("lang") && sign.is("=")) {
        faults.push(
            Diagnostic::new("template-syntax", "`t` is not told the language")
                .at(place.clone())
                .hint(format!("write `{{{{ \"{}\" | t(lang=page.language) }}}}`", token.text)),
        );
    }
    let Some(language) = languages.iter().find(|language| !words.has(language, token.text)) else { return };
    let told = Diagnostic::new("unknown-word", format!("there is no word `{}`", token.text)).at(place.clone());
    faults.push(match words.nearest(language, token.text) {
        Some(near) => told.label(format!("did you mean `{near}`?")),
        None => told.hint(format!("write it into `words/{language}.ftl`: `{} = …`", token.text)),
    });
}

/// Adds did-you-mean, or the names that there are.
pub(super) fn near<'a>(
    told: Diagnostic,
    word: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    lead: &str,
) -> Diagnostic {
    match text::nearest(word, known.clone()) {
        Some(near) => told.label(format!("did you mean `{near}`?")),
        None => {
            let names: Vec<String> = known.map(|name| format!("`{name}`")).collect();
            if names.is_empty() { told } else { told.hint(format!("{lead} {}", names.join(", "))) }
        }
    }
}

/// Names of the theme's own templates, in order.
pub fn names(theme: &Theme) -> Vec<String> {
    theme.templates.keys().filter_map(|name| name.strip_prefix("theme/").map(String::from)).collect()
}

/// The blocks of a template, its own first, then those of its parents: what `new template` offers to fill.
pub fn blocks(theme: &Theme, name: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut next = Some(name.to_string());
    while let Some(name) = next.take().filter(|name| seen.insert(name.clone())) {
        let Some(template) = theme.templates.get(name.as_str()) else { break };
        for tag in scan::tags(&template.text) {
            if let Some(block) = scan::argument(&tag, "block").filter(|block| !blocks.iter().any(|b| b == block.text)) {
                blocks.push(block.text.to_string());
            }
            next = next.or_else(|| scan::argument(&tag, "extends").map(|parent| parent.text.to_string()));
        }
    }
    blocks
}

/// Where `name` is asked for in a template by `{% extends %}` or `{% include %}`.
pub(super) fn asked(template: &Template, name: &str) -> Option<Span> {
    let tags = scan::tags(&template.text);
    let parent =
        tags.iter().filter_map(|tag| scan::argument(tag, "extends").or_else(|| scan::argument(tag, "include")));
    parent.filter(|token| token.text == name).map(|token| Span::new(token.range.start, token.range.end)).next()
}
