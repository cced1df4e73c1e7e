//! `new`: a document with its front matter begun, or a template that stands over the theme's.

use super::{FAULTS, FINE, MACHINE, USAGE, code_of, report};
use crate::base::inputs::Inputs;
use crate::base::path::SourcePath;
use crate::base::text::{nearest, slug};
use crate::build::load::config_of;
use crate::cli::{Global, New, NewArticle, NewTemplate, NewTitled};
use crate::io::disk::DiskInputs;
use crate::io::new_site::{Refused, write_new};
use crate::io::terminal::Terminal;
use crate::parse::config::{Config, Slugs};
use crate::parse::theme::{Theme, theme};
use crate::parse::yaml::quoted;
use crate::plan::names::segment;
use crate::render::{blocks, names};

/// Writes the file, says where it is and what to do next.
pub fn run(global: &Global, args: &New, terminal: &Terminal) -> u8 {
    let inputs = DiskInputs::new(&global.root);
    let Some(path) = SourcePath::new(&global.config) else { return USAGE };
    let config = match config_of(&inputs, &path) {
        Ok(config) => config,
        Err(faults) => {
            report(terminal, &inputs, None, &faults);
            return code_of(&faults);
        }
    };
    let made = match args {
        New::Article(args) => article(args, &config, &inputs),
        New::Dossier(args) => titled(args, &config, "title", |id| format!("dossiers/{id}/index.md"), DOSSIER_NEXT),
        New::Person(args) => titled(args, &config, "name", |id| format!("people/{id}.md"), ENTITY_NEXT),
        New::Place(args) => titled(args, &config, "name", |id| format!("places/{id}.md"), ENTITY_NEXT),
        New::Organisation(args) => titled(args, &config, "name", |id| format!("organisations/{id}.md"), ENTITY_NEXT),
        New::Page(args) => titled(args, &config, "title", |id| format!("pages/{id}.md"), PAGE_NEXT),
        New::Template(args) => template(args, &config, &inputs),
    };
    let made = match made {
        Ok(made) => made,
        Err(fault) => {
            terminal.fail(&fault);
            return FAULTS;
        }
    };
    match write_new(&global.root.join(&made.path), &made.text) {
        Ok(()) => {
            terminal.say(&format!("wrote {}", global.root.join(&made.path).display()));
            terminal.say(&format!("next: {}", made.next));
            FINE
        }
        Err(Refused::NotEmpty(file)) => {
            terminal.fail(&format!("`{file}` is there already\n  help: give another `--id`, or edit that file"));
            FAULTS
        }
        Err(Refused::Failed(reason)) => {
            terminal.fail(&format!("`{}` cannot be written: {reason}", made.path));
            MACHINE
        }
    }
}

const DOSSIER_NEXT: &str =
    "write the story so far below the front matter, then `throughline new article \"…\" --dossier {id}`";
const ENTITY_NEXT: &str = "write the profile below the front matter; articles name `{id}` or the name in their `tags`";
const PAGE_NEXT: &str = "write the text below the front matter; `page:{id}` in `menu` puts it into the menu";

/// A file to write.
struct Made {
    path: String,
    text: String,
    next: String,
}

fn id_of(title: &str, written: Option<&str>, config: &Config) -> Result<String, String> {
    let id = slug(written.unwrap_or(title), config.slugs == Slugs::Ascii);
    let id = if written.is_some() { &id } else { shortened(&id) };
    if id.is_empty() {
        return Err(format!("no id can be made from `{}`\n  help: give one with `--id`", written.unwrap_or(title)));
    }
    match segment(id) {
        Some(fault) => Err(format!("`{id}` can be no address: {fault}\n  help: give another one with `--id`")),
        None => Ok(id.into()),
    }
}

/// Longest id that is made of a headline, in characters and in bytes: with a date and an ending it must be a file's name.
const LONGEST: (usize, usize) = (80, 220);

/// An id cut to a length that every file system takes, after a whole word where there is one.
fn shortened(id: &str) -> &str {
    let fits = |(count, (at, c)): &(usize, (usize, char))| *count < LONGEST.0 && at + c.len_utf8() <= LONGEST.1;
    let end = id.char_indices().enumerate().take_while(fits).last().map_or(0, |(_, (at, c))| at + c.len_utf8());
    if end == id.len() || id[end..].starts_with('-') {
        return &id[..end];
    }
    let word = id[..end].rfind('-').filter(|at| *at > end / 2);
    &id[..word.unwrap_or(end)]
}

fn article(args: &NewArticle, config: &Config, inputs: &DiskInputs) -> Result<Made, String> {
    let id = id_of(&args.title, args.id.as_deref(), config)?;
    let known = dossier_ids(config, inputs);
    for dossier in &args.dossier {
        if config.implicit_dossiers || known.contains(dossier) {
            continue;
        }
        let help = match nearest(dossier, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`throughline new dossier \"…\" --id {dossier}` makes it"),
        };
        return Err(format!("there is no dossier `{dossier}`\n  help: {help}"));
    }
    let now = inputs.now().to_zoned_datetime(config.zone.clone());
    let mut text = format!("---\ntitle: {}\nid: {id}\n", quoted(&args.title));
    text.push_str(&format!("published: {}\n", now.strftime("%Y-%m-%dT%H:%M:%S%:z")));
    if args.draft {
        text.push_str("draft: true\n");
    }
    if !args.dossier.is_empty() {
        let ids: Vec<_> = args.dossier.iter().map(|id| quoted(id)).collect();
        text.push_str(&format!("dossiers: [{}]\n", ids.join(", ")));
    }
    text.push_str("tags: []\n---\n\n");
    let path = format!("{}/articles/{}-{id}.md", config.content, now.strftime("%Y-%m-%d"));
    let next = match args.draft {
        true => "write it; remove `draft: true` to publish, then `throughline build`",
        false => "write it below the front matter, then `throughline build`",
    };
    Ok(Made { path, text, next: next.into() })
}

fn dossier_ids(config: &Config, inputs: &DiskInputs) -> Vec<String> {
    let folder = format!("{}/dossiers", config.content);
    let entries = inputs.list(&folder).entries;
    let id = |path: &SourcePath| path.below(&folder)?.strip_suffix("/index.md").map(String::from);
    entries.iter().filter_map(|entry| id(&entry.path)).collect()
}

fn titled(
    args: &NewTitled,
    config: &Config,
    key: &str,
    path: impl Fn(&str) -> String,
    next: &str,
) -> Result<Made, String> {
    let id = id_of(&args.title, args.id.as_deref(), config)?;
    let text = format!("---\n{key}: {}\nid: {id}\n---\n\n", quoted(&args.title));
    Ok(Made { path: format!("{}/{}", config.content, path(&id)), text, next: next.replace("{id}", &id) })
}

fn template(args: &NewTemplate, config: &Config, inputs: &DiskInputs) -> Result<Made, String> {
    let (theme, _) = theme(inputs, config);
    let find = |name: &str| theme.templates.get_key_value(format!("theme/{name}").as_str());
    let found = find(&args.name).or_else(|| find(&format!("{}.html", args.name)));
    let Some((own, original)) = found else { return Err(unknown_template(&args.name, &theme)) };
    let path = format!("templates/{}", own.strip_prefix("theme/").unwrap_or(own));
    let blocks = blocks(&theme, own);
    // A template without blocks can only be replaced.
    if args.full || blocks.is_empty() {
        let next = "change what should look otherwise; it stands in place of the theme's".into();
        return Ok(Made { path, text: original.text.to_string(), next });
    }
    let mut text = format!("{{% extends \"{own}\" %}}\n");
    for block in blocks {
        text.push_str(&format!("\n{{# {{% block {block} %}}{{% endblock {block} %}} #}}\n"));
    }
    let next = "fill the blocks that should look otherwise; the rest stays the theme's".into();
    Ok(Made { path, text, next })
}

fn unknown_template(name: &str, theme: &Theme) -> String {
    let known = names(theme);
    let help = match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the theme has {}", known.join(", ")),
    };
    format!("the theme has no template `{name}`\n  help: {help}")
}
