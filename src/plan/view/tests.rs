//! Views of small sites, written as an editor writes them.

mod articles;
mod bodies;
mod data;
mod dossiers;
mod indexes;
mod languages;

use super::{Part, Views};
use crate::base::path::SourcePath;
use crate::model::site::Site;
use crate::model::{self, Sources};
use crate::parse::tags::{TagFile, tags};
use crate::parse::theme::{Asset, Theme, Words};
use crate::parse::{self, Context, config};
use crate::plan::{self, Page, Plan, kinds};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A site from its texts.
struct Desk {
    config: String,
    files: Vec<(String, String)>,
}

/// A site that stands, with its plan.
struct Stand {
    site: Site,
    plan: Plan,
    theme: Theme,
}

impl Desk {
    fn new(config: &str) -> Self {
        let base = "title: The Desk\nbase_url: https://desk.example/news/\n";
        Desk { config: format!("{base}{config}"), files: Vec::new() }
    }

    /// A document: its path below `content/`, front matter, text.
    fn file(mut self, path: &str, front: &str, body: &str) -> Self {
        self.files.push((format!("content/{path}"), format!("---\n{front}\n---\n{body}\n")));
        self
    }

    /// An article of a day with further front matter.
    fn article(self, slug: &str, day: &str, front: &str) -> Self {
        let front = format!("title: Title of {slug}\npublished: {day}\n{front}");
        self.file(&format!("articles/{slug}.md"), &front, "The text of it.")
    }

    fn tags_yaml(mut self, text: &str) -> Self {
        self.files.push(("content/tags.yaml".into(), text.into()));
        self
    }

    fn stand(self) -> Stand {
        let path = |text: &str| SourcePath::new(text).expect("a path");
        let (config, told) = config::config(&path("throughline.yaml"), &self.config);
        assert!(told.is_empty(), "{told:?}");
        let components = BTreeSet::from(["background".into(), "timeline".into()]);
        let context = Context { config: &config, components: &components, pool: None };
        let mut documents = Vec::new();
        let mut tag_file = TagFile::default();
        for (file, text) in &self.files {
            if file.ends_with(".yaml") {
                tag_file = tags(&path(file), text).0;
                continue;
            }
            let (document, told) = parse::document(&path(file), text.as_bytes(), context);
            assert!(!document.faulty, "{told:?}");
            documents.push(Arc::new(document));
        }
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        let sources = Sources {
            config: Arc::new(config),
            documents,
            tags: tag_file,
            files: Vec::new(),
            now: "2026-01-01T00:00:00Z".parse().expect("an instant"),
            selection: Default::default(),
        };
        let (site, _) = model::site(&sources);
        let theme = theme();
        let (plan, told) = plan::plan(&site, &theme);
        assert!(told.is_empty(), "{told:?}");
        Stand { site, plan, theme }
    }
}

fn theme() -> Theme {
    let words = |text: &'static str| Words { path: SourcePath::root(), text: text.into() };
    let asset = Asset { address: "/assets/theme.12ab.css".into(), bytes: b"".as_slice().into() };
    let mut theme = Theme { options: vec![("accent".into(), "#a00".into())], ..Theme::default() };
    theme.assets.insert("theme.css".into(), asset);
    theme.words.insert("en".into(), vec![words("archive = By date\ntags = Topics\n")]);
    theme.words.insert("ru".into(), vec![words("tags = Темы\nhome = Главная\n")]);
    theme
}

impl Stand {
    fn views(&self) -> Views<'_> {
        Views::new(&self.site, &self.plan, &self.theme)
    }

    fn page(&self, address: &str) -> &Page {
        self.plan.find(address).unwrap_or_else(|| panic!("nothing at {address}"))
    }

    /// One part of the view of the page at `address`.
    fn part(&self, address: &str, name: &str) -> Value {
        match self.views().whole_part(self.page(address), name) {
            Some(Part::Own(own)) => serde_json::to_value(own.value()).expect("data"),
            Some(Part::Shared(shared)) => serde_json::to_value(&shared.value).expect("data"),
            other => panic!("{name} of {address} is {other:?}"),
        }
    }
}

/// The values of one field in a list.
fn all(list: &Value, field: &str) -> Vec<String> {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_string);
    list.as_array().expect("a list").iter().map(|item| text(&item[field])).collect()
}

#[test]
fn every_page_kind_has_every_part_that_its_table_promises() {
    let stand = Desk::new("languages: [en, ru]\n")
        .file("dossiers/talks/index.md", "title: Talks\nevents: [{date: 2016, title: Before}]", "The story so far.")
        .file("dossiers/talks/one.md", "title: One\npublished: 2017-01-23\ntags: [Syria]", "Text.")
        .file("people/ada.md", "name: Ada Quill", "A profile.")
        .file("pages/about.md", "title: About us", "Who we are.")
        .article(
            "two",
            "2017-02-01",
            "people: [Someone]\nevents: [{date: 2017, title: It began}]\ntags: [Ada Quill]\naliases: [/old/]\ncorrections: [{date: 2017-02-02, text: No}]",
        )
        .file("articles/two.ru.md", "title: Два", "Текст.")
        .stand();
    let views = stand.views();
    let mut seen = BTreeSet::new();
    for page in &stand.plan.pages {
        let Some(name) = kinds::name(&page.kind, |id| stand.site[id].kind) else { continue };
        let kind = kinds::find(name).expect("a kind of the table");
        seen.insert(name);
        for (part, ..) in kinds::COMMON.iter().chain(kind.parts) {
            let made = views.whole_part(page, part).unwrap_or_else(|| panic!("{part} of {}", page.address));
            let none = matches!(made, Part::Nothing);
            assert!(!none || *part == "body", "{part} of {} is nothing", page.address);
        }
        assert!(views.whole_part(page, "nonsense").is_none());
        assert_eq!(views.as_json(page)["page"]["kind"], name);
    }
    let missing: Vec<&str> = kinds::KINDS.iter().map(|kind| kind.name).filter(|name| !seen.contains(name)).collect();
    assert_eq!(missing, ["organisation", "place", "year"]);
}

#[test]
fn the_reference_names_every_kind_and_every_type_it_uses() {
    let text = super::reference::reference();
    for kind in kinds::KINDS {
        assert!(text.contains(&format!("### `{}`", kind.name)));
        for (name, type_, _) in kind.parts {
            let type_ = type_.trim_matches(['[', ']']);
            let plain = ["html", "map"].contains(&type_);
            assert!(plain || text.contains(&format!("\n### {type_}\n")), "{name}: {type_}");
        }
    }
    assert!(text.contains("| `latest` | `[Card]` |"), "{text}");
    assert!(text.contains("| `here` | `number?` |"), "{text}");
    assert!(text.contains("| `updated` | `DateView?` |"), "{text}");
}

#[test]
fn a_shared_value_has_one_hash_that_follows_its_content() {
    let (a, b) = (super::Shared::new(&["a", "b"]), super::Shared::new(&["a", "b"]));
    assert_eq!(a.hash, b.hash);
    assert_ne!(a.hash, super::Shared::new(&["a", "c"]).hash);
}
