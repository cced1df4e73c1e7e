//! Reads the settings, one after the other, each with its default.

use super::check::{self, Fault};
use super::*;
use crate::base::diag::{Diagnostic, Place, Span};
use crate::parse::fields::{Fields, Reader};
use crate::parse::tree::Value;
use crate::parse::yaml::read as yaml;

/// Reads `throughline.yaml`. A missing title is an error; every other key has a default.
/// Always returns a usable value, so that all other problems can be reported in the same run.
pub fn config(path: &SourcePath, text: &str) -> (Config, Vec<Diagnostic>) {
    let mut config = Config::by_default(path);
    let (text, offset) = text.strip_prefix('\u{feff}').map_or((text, 0), |rest| (rest, '\u{feff}'.len_utf8()));
    if let Some(span) = toml_line(text) {
        let fault = Diagnostic::new("config-is-toml", "the settings are written as TOML")
            .at(Place::new(path, span.shifted(offset)))
            .hint("write them as YAML: `title: The Ledger Desk`, a colon and a blank for ` = `");
        return (config, vec![fault]);
    }
    let reading = yaml(path, text, offset);
    let reader = Reader::new(path, TimeZone::UTC);
    let empty = Node { span: Span::new(offset, offset), value: Value::Null };
    let node = reading.node.as_ref().unwrap_or(&empty);
    if reading.node.is_some() || !reading.partial {
        settings(&mut config, reader.fields(node, "throughline.yaml"), reading.partial);
    }
    let mut diagnostics = reading.diagnostics;
    diagnostics.extend(reader.finish());
    (config, diagnostics)
}

/// The first line that says something, when it is TOML: `title = "…"` or `[section]`.
fn toml_line(text: &str) -> Option<Span> {
    let blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let line = text.split_inclusive('\n').find(|line| !blank(line))?;
    let start = line.as_ptr() as usize - text.as_ptr() as usize;
    let shown = line.trim_end();
    let name = |text: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    let section = shown.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).is_some_and(name);
    let pair = shown.split_once('=').is_some_and(|(key, _)| name(key.trim_end()));
    (section || pair).then(|| Span::new(start, start + shown.len()))
}

/// Every key, in the order of CONTENT: `partial` when a missing title may only be unreadable.
fn settings(config: &mut Config, mut fields: Fields, partial: bool) {
    match fields.text("title") {
        Some(title) => config.title = title,
        None if partial || fields.written("title").is_some_and(|_| fields.node("title").is_some()) => {}
        None => {
            let span = fields.written("title").unwrap_or_default();
            let fault = fields.reader().fault("missing-field", span, "the site has no `title`");
            fields.reader().report(fault.hint("write `title: The Ledger Desk`"));
        }
    }
    identity(config, &mut fields);
    navigation(config, &mut fields);
    reading(config, &mut fields);
    outputs(config, &mut fields);
    look(config, &mut fields);
    fields.finish_with("the settings are listed by `throughline schema config`");
}

/// Who speaks, where, and in which language.
fn identity(config: &mut Config, fields: &mut Fields) {
    config.base_url = checked(fields, "base_url", check::base_url);
    if let Some((zone, name)) = checked(fields, "timezone", check::zone) {
        (config.zone, config.zone_name) = (zone, name);
    }
    let written = checked(fields, "language", check::language);
    let languages = fields.texts("languages");
    let mut all: Vec<Text> = written.iter().cloned().collect();
    for language in languages.iter().filter_map(|language| valid(fields, language, check::language)) {
        if !all.iter().any(|known| known.eq_ignore_ascii_case(&language)) {
            all.push(language);
        }
    }
    if let Some(first) = all.first() {
        config.language = first.clone();
        config.languages = all;
    }
    config.description = fields.text("description");
    if let Some(mut publisher) = fields.map("publisher", "`publisher`") {
        config.publisher = Publisher { name: publisher.text("name"), logo: publisher.spanned_text("logo") };
        publisher.finish();
    }
    config.rights = fields.text("rights");
}

/// Menu, links and addresses.
fn navigation(config: &mut Config, fields: &mut Fields) {
    if fields.written("menu").is_some() {
        let entries = fields.texts("menu");
        config.menu = entries.into_iter().filter(|entry| valid(fields, entry, check::menu_entry).is_some()).collect();
    }
    for mut link in fields.maps("article_links", "a link of articles") {
        link.need("title", "title: Discussion");
        link.need("to", "to: page:standards");
        let (title, to) = (link.text("title"), link.spanned_text("to"));
        if let (Some(title), Some(to)) = (title, to)
            && valid(&link, &to, check::article_link).is_some()
        {
            config.article_links.push(ArticleLink { title, to });
        }
        link.finish();
    }
    if let Some(mut permalinks) = fields.map("permalinks", "`permalinks`") {
        for kind in PermalinkKind::ALL {
            if let Some(pattern) = permalinks.spanned_text(kind.word())
                && valid(&permalinks, &pattern, |text| check::permalink(kind, text)).is_some()
            {
                config.permalinks.insert(kind, pattern);
            }
        }
        permalinks.finish();
    }
    if let Some(slugs) = fields.choice("slugs", &[("unicode", Slugs::Unicode), ("ascii", Slugs::Ascii)]) {
        config.slugs = slugs;
    }
}

/// How documents are found and read.
fn reading(config: &mut Config, fields: &mut Fields) {
    let reader = fields.reader();
    for (key, node) in entries(fields, "fields", "`standfirst: [deck, summary]`") {
        let name = Spanned { value: key.name.as_str().into(), span: key.span };
        let items = match &node.value {
            Value::List(items) => items.iter().filter(|item| !item.is_empty()).collect(),
            Value::Null => Vec::new(),
            _ => vec![node],
        };
        let theirs = items.into_iter().filter_map(|item| reader.text(&key.name, item)).map(|text| text.value);
        let theirs: Vec<Text> = theirs.collect();
        if valid(fields, &name, check::our_field).is_some() {
            config.fields.insert(name.value, theirs);
        }
    }
    let levels = [("allow", LintLevel::Allow), ("warn", LintLevel::Warn), ("error", LintLevel::Error)];
    for (key, node) in entries(fields, "lints", "`unknown-key: warn`") {
        let Some(level) = reader.choice(&key.name, node, &levels) else { continue };
        let code = Spanned { value: key.name.as_str().into(), span: key.span };
        if valid(fields, &code, |code| check::lint(code, level)).is_some() {
            config.lints.insert(code.value, level);
        }
    }
    config.implicit_dossiers = fields.flag("implicit_dossiers").unwrap_or(config.implicit_dossiers);
    if let Some(escaped) = fields.choice("html", &[("trusted", false), ("escaped", true)]) {
        config.escape_html = escaped;
    }
    let globs = fields.texts("ignore");
    config.ignore = globs.into_iter().filter(|glob| valid(fields, glob, check::glob).is_some()).collect();
    if let Some(folder) = checked(fields, "content", check::folder) {
        config.content = folder;
    }
}

/// What is made beside the pages.
fn outputs(config: &mut Config, fields: &mut Fields) {
    if let Some(mut editions) = fields.map("editions", "`editions`") {
        config.editions.show = editions.flag("show").unwrap_or(config.editions.show);
        if let Some(folder) = checked(&mut editions, "folder", check::folder) {
            config.editions.folder = folder;
        }
        editions.finish();
    }
    if let Some(mut written) = fields.map("outputs", "`outputs`") {
        let Outputs { short, json, ics, months, print, dossier_feeds, tag_feeds, search } = &mut config.outputs;
        let flags = [
            ("short", short),
            ("json", json),
            ("ics", ics),
            ("months", months),
            ("print", print),
            ("dossier_feeds", dossier_feeds),
            ("tag_feeds", tag_feeds),
            ("search", search),
        ];
        for (key, flag) in flags {
            *flag = written.flag(key).unwrap_or(*flag);
        }
        written.finish();
    }
    if let Some(mut feed) = fields.map("feed", "`feed`") {
        config.feed.items = whole(&mut feed, "items", 1).unwrap_or(config.feed.items);
        let contents = [("standfirst", false), ("full", true)];
        config.feed.full = feed.choice("content", &contents).unwrap_or(config.feed.full);
        feed.finish();
    }
}

/// The theme and what templates are promised.
fn look(config: &mut Config, fields: &mut Fields) {
    if let Some(node) = fields.node("theme") {
        config.theme = theme(fields.reader(), node);
    }
    if let Some(node) = fields.node("lists") {
        config.lists = list_definitions(fields.reader(), node);
    }
    let span = fields.node("template_api").map(|node| node.span);
    if let (Some(version), Some(span)) = (whole(fields, "template_api", 0), span) {
        match check::template_api(version) {
            Ok(version) => config.template_api = version,
            Err(fault) => report(fields.reader(), fault, span),
        }
    }
}

/// `theme: {use, …options}`, or the name alone. The theme says which options there are.
fn theme(reader: &Reader, node: &Node) -> ThemeChoice {
    let Value::Map(entries) = &node.value else {
        return ThemeChoice { name: reader.text("theme", node), options: Vec::new() };
    };
    let mut choice = ThemeChoice::default();
    for (key, value) in entries {
        if key.name != "use" {
            choice.options.push((Spanned { value: key.name.as_str().into(), span: key.span }, value.clone()));
        } else if !value.is_empty() {
            choice.name = reader.text("use", value);
        }
    }
    choice
}

/// The entries of a group whose keys are names; `example` shows one.
fn entries<'r>(fields: &mut Fields<'r>, key: &'static str, example: &str) -> &'r [(crate::parse::tree::Key, Node)] {
    match fields.node(key) {
        Some(Node { value: Value::Map(entries), .. }) => entries,
        Some(node) => {
            let fault =
                fields.reader().fault("wrong-type", node.span, format!("`{key}` is written as a group of fields"));
            fields.reader().report(fault.hint(format!("write below it, indented: {example}")));
            &[]
        }
        None => &[],
    }
}

/// A text with a meaning of its own; a fault is reported at its place.
fn checked<T>(fields: &mut Fields, key: &'static str, check: impl Fn(&str) -> Result<T, Fault>) -> Option<T> {
    let text = fields.spanned_text(key)?;
    valid(fields, &text, check)
}

fn valid<T>(fields: &Fields, text: &Spanned<Text>, check: impl Fn(&str) -> Result<T, Fault>) -> Option<T> {
    check(&text.value).map_err(|fault| report(fields.reader(), fault, text.span)).ok()
}

fn report(reader: &Reader, fault: Fault, span: Span) {
    reader.report(fault.at(Place::new(reader.path(), span)));
}

/// A whole number, at least `least`.
pub(super) fn whole(fields: &mut Fields, key: &'static str, least: usize) -> Option<usize> {
    let number = fields.number(key)?;
    if number.value.fract() == 0.0 && number.value >= least as f64 && number.value <= f64::from(u32::MAX) {
        return Some(number.value as usize);
    }
    let reader = fields.reader();
    let fault = reader.fault("wrong-type", number.span, format!("`{key}` must be a whole number from {least}"));
    reader.report(fault.hint(format!("write `{key}: 20`")));
    None
}
