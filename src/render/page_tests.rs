//! Stories of bodies with their components, and of sources that change under the build.

use super::parts::About;
use super::*;
use crate::base::diag::Span;
use crate::base::inputs::MemoryInputs;
use crate::model::site::{FileId, PublishedFile, Selection};
use crate::parse::document::ComponentUse;
use crate::parse::yaml::yaml;
use crate::plan::Plan;
use crate::plan::body::{BodyPlan, ComponentData, ComponentPlan};
use serde_json::json;

const SOURCE: &str = "content/articles/a.md";

/// A site of nothing but its settings and one file.
fn site() -> Site {
    let path = SourcePath::new("throughline.yaml").expect("a path");
    let (config, _) = crate::parse::config::config(&path, "title: T\n");
    let file = PublishedFile {
        source: SourcePath::new("static/a.png").expect("a path"),
        output: "a.png".into(),
        size: None,
        stamp: Default::default(),
    };
    Site {
        config: Arc::new(config),
        now: jiff::Timestamp::UNIX_EPOCH,
        selection: Selection::default(),
        articles: Vec::new(),
        dossiers: Vec::new(),
        entities: Vec::new(),
        tags: Vec::new(),
        pages: Vec::new(),
        backgrounds: Vec::new(),
        events: Vec::new(),
        files: vec![file],
        names: Default::default(),
        neighbours: Default::default(),
        ranks: Vec::new(),
        players: Vec::new(),
        not_published: Default::default(),
    }
}

fn plan_of(text: &str, at: &str) -> BodyPlan {
    let start = text.find(at).expect("the body");
    BodyPlan {
        path: SourcePath::new(SOURCE).expect("a path"),
        span: Span::new(start, text.len()),
        text: Hash128::of(&text.as_bytes()[start..]),
        language: "en".into(),
        prefix: "".into(),
        links: Vec::new(),
        mentions: Vec::new(),
        components: Vec::new(),
        escape_html: false,
        hash: Hash128::default(),
    }
}

fn component(name: &str, args: &str, data: ComponentData) -> ComponentPlan {
    let path = SourcePath::new(SOURCE).expect("a path");
    let (node, faults) = yaml(&path, args, 0);
    assert_eq!(faults, []);
    let args = Arc::new(node.expect("arguments"));
    ComponentPlan { source: ComponentUse { name: name.into(), args, span: Span::new(0, 3) }, data }
}

/// Runs `story` with the built-in theme and these files over it.
fn with(files: &[(&str, &str)], page: PageKind, story: impl FnOnce(&Renderer, &MemoryInputs, &About)) {
    let inputs = MemoryInputs::new("2026-01-01T00:00:00Z", files);
    let site = site();
    let (theme, faults) = crate::parse::theme::theme(&inputs, &site.config);
    assert_eq!(faults, []);
    let (renderer, faults) = Renderer::new(&theme, &["en".into()]);
    assert_eq!(faults, []);
    let plan = Plan { languages: vec!["en".into()], ..Plan::default() };
    let views = Views::new(&site, &plan, &theme);
    let page = Page { address: "/articles/a/".into(), language: 0, kind: page };
    story(&renderer, &inputs, &About { views: &views, page: &page });
}

#[test]
fn components_become_what_their_templates_make_of_them() {
    let text = "---\ntitle: T\n---\nBefore.\n\n```embed\nurl: https://v.example/1\n```\n\n```background\nid: b\n```\n\n```note\nn: 3\n```\n";
    let own = ("templates/components/note.html", "<p>{{ args.n + 1 }} {{ language }}</p>");
    with(
        &[(SOURCE, text), ("content/background/b.md", "*Shared.*"), own],
        PageKind::NotFound,
        |renderer, inputs, about| {
            let mut shared = plan_of("*Shared.*", "*");
            shared.path = SourcePath::new("content/background/b.md").expect("a path");
            let mut body = plan_of(text, "Before.");
            body.components = vec![
                component("embed", "url: https://v.example/1\ntitle: A & b", ComponentData::None),
                component("background", "id: b", ComponentData::Body(Box::new(shared))),
                component("note", "n: 3", ComponentData::None),
            ];
            let html = renderer.body(inputs, about, &body).expect("HTML");
            assert!(html.starts_with("<p>Before.</p>"), "{html}");
            assert!(html.contains("href=\"https://v.example/1\"") && html.contains("A &amp; b"), "{html}");
            assert!(html.contains("<em>Shared.</em>"), "{html}");
            assert!(html.contains("<p>4 en</p>"), "{html}");
        },
    );
}

#[test]
fn a_gallery_shows_its_items() {
    let text = "```gallery\nimages: []\n```\n";
    with(&[(SOURCE, text)], PageKind::NotFound, |renderer, inputs, about| {
        let mut body = plan_of(text, "```");
        let items = json!([{"url": "/a.png", "alt": "A \"b\"", "caption": null, "credit": null, "width": null, "height": null}]);
        body.components = vec![component("gallery", "images: []", ComponentData::Items(faults::plain(&items)))];
        let html = renderer.body(inputs, about, &body).expect("HTML");
        assert!(html.contains("src=\"/a.png\" alt=\"A &quot;b&quot;\""), "{html}");
    });
}

#[test]
fn an_embed_leads_to_the_web_or_nowhere() {
    for url in ["javascript:alert(1)", "/a/", "data:text/html,x", "file:///etc"] {
        let text = "```embed\nurl: x\n```\n";
        with(&[(SOURCE, text)], PageKind::NotFound, |renderer, inputs, about| {
            let mut body = plan_of(text, "```");
            body.components = vec![component("embed", &format!("url: \"{url}\""), ComponentData::None)];
            let told = renderer.body(inputs, about, &body).expect_err("a failure");
            assert_eq!(told.code, "embed-url");
        });
    }
}

#[test]
fn a_fault_of_a_component_names_the_template_the_text_and_the_page() {
    let text = "```note\nn: 3\n```\n";
    let own = ("templates/components/note.html", "{{ args.title }}");
    with(&[(SOURCE, text), own], PageKind::NotFound, |renderer, inputs, about| {
        let mut body = plan_of(text, "```");
        body.components = vec![component("note", "n: 3", ComponentData::None)];
        let told = renderer.body(inputs, about, &body).expect_err("a failure");
        assert_eq!(told.place.as_ref().map(|place| place.path.as_str()), Some("templates/components/note.html"));
        assert_eq!(told.message, "there is no field `title` here");
        assert!(told.others.iter().any(|(place, _)| place.path.as_str() == SOURCE && place.span.is_some()), "{told:?}");
        assert!(told.hints.iter().any(|hint| hint.contains("/articles/a/")), "{told:?}");
    });
}

#[test]
fn a_source_that_changed_under_the_build_is_an_error() {
    let text = "A long text that was here when it was read.";
    let other = "A long text that was here when it was bred.";
    for now in [Some("Short."), None, Some(other)] {
        let files: Vec<_> = now.into_iter().map(|now| (SOURCE, now)).collect();
        with(&files, PageKind::NotFound, |renderer, inputs, about| {
            let told = renderer.body(inputs, about, &plan_of(text, "long")).expect_err("a failure");
            assert_eq!(told.code, "source-changed");
            assert_eq!(told.place.as_ref().map(|place| place.path.as_str()), Some(SOURCE));
        });
    }
}

#[test]
fn files_are_copied_and_assets_come_from_the_theme() {
    with(&[("static/a.png", "png")], PageKind::File(FileId(0)), |renderer, inputs, about| {
        assert_eq!(renderer.page(inputs, about.views, about.page), Ok(b"png".to_vec()));
    });
    with(&[], PageKind::File(FileId(0)), |renderer, inputs, about| {
        assert_eq!(renderer.page(inputs, about.views, about.page).map_err(|told| told.code), Err("source-changed"));
    });
    with(&[], PageKind::Asset("theme.css".into()), |renderer, inputs, about| {
        let sheet = renderer.page(inputs, about.views, about.page).expect("the style sheet");
        assert!(String::from_utf8_lossy(&sheet).contains(":root{--accent:"));
    });
}
