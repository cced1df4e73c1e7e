//! Stories of theme authors: what is overridden, what is refused, and what they are told.

use super::faults::Rendering;
use super::*;
use crate::base::hash::Hash128;
use crate::parse::theme::{Asset, Template, Words as WordFile};
use serde_json::{Value, json};

/// A theme of these templates (`theme/…` are its own), with one option, one asset and a few words.
fn theme(templates: &[(&str, &str)]) -> Theme {
    let mut theme = Theme { name: "default".into(), ..Theme::default() };
    for (name, text) in templates {
        let (path, names) = match name.strip_prefix("theme/") {
            Some(own) => (format!("built-in/{own}"), vec![(*name).to_string(), own.to_string()]),
            None => (format!("templates/{name}"), vec![(*name).to_string()]),
        };
        let template = Template { path: SourcePath::new(&path).expect("a path"), text: (*text).to_string().into() };
        for name in names {
            theme.templates.insert(name.into(), template.clone());
        }
    }
    theme.options.push(("accent".into(), json!("#a00")));
    theme.assets.insert("theme.css".into(), Asset { address: "/assets/theme.1.css".into(), bytes: b"a{}".into() });
    let words = WordFile {
        path: SourcePath::new("built-in/words/en.ftl").expect("a path"),
        text: "part-of = { $k } of { $n }\nhome = Home".into(),
    };
    theme.words.insert("en".into(), vec![words]);
    theme
}

fn renderer(templates: &[(&str, &str)]) -> (Renderer, Vec<Diagnostic>) {
    Renderer::new(&theme(templates), &["en".into()])
}

fn fill(renderer: &Renderer, template: &str, context: Value) -> Result<String, Box<Diagnostic>> {
    let context = tera::Context::from_serialize(&context).expect("a map");
    let out = renderer.template(template, &context, || Rendering {
        address: "/articles/a/",
        source: SourcePath::new("content/articles/a.md"),
        template: "article.html",
        what: "a page of kind `article`".into(),
        names: ["site", "page", "article", "boxes"].map(String::from).to_vec(),
    })?;
    Ok(String::from_utf8(out).expect("UTF-8"))
}

fn html(templates: &[(&str, &str)], template: &str, context: Value) -> String {
    let (renderer, faults) = renderer(templates);
    assert_eq!(faults, []);
    fill(&renderer, template, context).expect("a page")
}

/// The failure of a render, and the text that it marks.
fn failure(templates: &[(&str, &str)], context: Value) -> (Diagnostic, String) {
    let (renderer, faults) = renderer(templates);
    assert_eq!(faults, []);
    let told = *fill(&renderer, "article.html", context).expect_err("a failure");
    let marked = marked(templates, &told);
    (told, marked)
}

fn marked(templates: &[(&str, &str)], told: &Diagnostic) -> String {
    let Some(place) = &told.place else { return String::new() };
    let path = place.path.as_str().replace("built-in/", "theme/").replace("templates/", "");
    let text = templates.iter().find(|(name, _)| *name == path).map_or("", |(_, text)| text);
    place.span.map_or("", |span| &text[span.start as usize..span.end as usize]).to_string()
}

const BASE: (&str, &str) = ("theme/base.html", "<title>{{ page.title }}</title>{% block main %}{% endblock main %}");
const ARTICLE: (&str, &str) = (
    "theme/article.html",
    "{% extends \"base.html\" %}{% block main %}<h1>{{ article.title }}</h1>{% block after %}{% endblock after %}{% endblock main %}",
);

#[test]
fn a_site_fills_one_block_of_the_themes_template() {
    let own = ("article.html", "{% extends \"theme/article.html\" %}{% block after %}<p>More</p>{% endblock after %}");
    let context = json!({"page": {"title": "T & t"}, "article": {"title": "<b>"}});
    assert_eq!(
        html(&[BASE, ARTICLE, own], "article.html", context.clone()),
        "<title>T &amp; t</title><h1>&lt;b&gt;</h1><p>More</p>"
    );
    // And a base of the site's own holds for the theme's templates too.
    let base = ("base.html", "<my>{% block main %}{% endblock main %}</my>");
    assert_eq!(html(&[BASE, ARTICLE, base], "article.html", context), "<my><h1>&lt;b&gt;</h1></my>");
}

#[test]
fn a_page_is_given_what_its_template_with_parents_and_includes_reads() {
    let list = ("theme/list.html", "{% for item in items %}{{ item.title }}{{ site.title }}{% endfor %}");
    let article = (
        "theme/article.html",
        "{% extends 'base.html' %}{% block main %}{% for items in boxes %}{% include 'list.html' %}{% endfor %}{% endblock %}",
    );
    let (renderer, faults) = renderer(&[BASE, list, article]);
    assert_eq!(faults, []);
    // `items` is a name of the loop: no part of any kind, and passed over.
    assert_eq!(renderer.reads("article.html"), ["boxes", "items", "page", "site"]);
    assert_eq!(renderer.reads("theme/base.html"), ["page"]);
    assert!(renderer.reads("none.html").is_empty());
}

#[test]
fn an_implicit_argument_of_a_template_component_is_read_too() {
    let parts = ("theme/parts.html", "{% component head(@site) %}{{ site.title }}{% endcomponent head %}");
    let article = ("theme/article.html", "{{ <head /> }}");
    let (renderer, faults) = renderer(&[parts, article]);
    assert_eq!(faults, []);
    assert!(renderer.reads("article.html").contains(&"site".to_string()));
    assert_eq!(fill(&renderer, "article.html", json!({"site": {"title": "S"}})).as_deref(), Ok("S"));
}

#[test]
fn every_faulty_template_is_told_in_one_run() {
    let templates = [
        ("a.html", "line\n{% if x %}{{ y }"),
        ("b.html", "{% extends \"bse.html\" %}"),
        ("c.html", "{% include \"missing/thing.html\" %}"),
        ("d.html", "{{ x | uper }}"),
        ("e.html", "{% extends \"a.html\" %}"),
        ("f.html", "{% extends \"f.html\" %}"),
        ("g.html", "{{ __tera_context }}"),
        ("h.html", "{{ \"part-off\" | t(lang=page.language) }}{{ \"home\" | t }}"),
        ("i.html", "{{ assets[\"them.css\"] }}{{ theme.acent }}{{ x.theme.other }}"),
        ("j.html", "{{ now() }}"),
        ("l.html", "{{ 'ho' ~ a.b | t(lang='en') }}{{ ('ho' ~ a) | t(lang='en') }}{{ a ~ b | upper }}"),
        ("k.html", "{% extends \"theme/base.html\" %}{# é #}{% block mian %}{% endblock mian %}"),
        BASE,
    ];
    let (_, faults) = renderer(&templates);
    let mut told: Vec<(String, &str, String)> = faults
        .iter()
        .map(|fault| {
            let path = fault.place.as_ref().map_or("", |place| place.path.as_str());
            (path.replace("templates/", ""), fault.code, marked(&templates, fault))
        })
        .collect();
    told.sort();
    let told: Vec<(&str, &str, &str)> = told.iter().map(|(a, b, c)| (a.as_str(), *b, c.as_str())).collect();
    let expected = [
        ("b.html", "unknown-template", "\"bse.html\""),
        ("c.html", "unknown-template", "\"missing/thing.html\""),
        ("d.html", "template-syntax", "uper"),
        ("f.html", "template-syntax", ""),
        ("g.html", "template-syntax", "__tera_context"),
        ("h.html", "template-syntax", "\"home\""),
        ("h.html", "unknown-word", "\"part-off\""),
        ("i.html", "unknown-asset", "\"them.css\""),
        ("i.html", "unknown-option", "acent"),
        ("j.html", "template-syntax", "now()"),
        ("k.html", "template-syntax", "mian"),
        ("l.html", "template-syntax", "~ a.b | t"),
    ];
    assert_eq!((told[0].0, told[0].1), ("a.html", "template-syntax"));
    assert_eq!(told[1..], expected);
    let labels: Vec<_> = faults.iter().filter_map(|fault| fault.label.as_deref()).collect();
    for label in ["base.html", "upper", "part-of", "theme.css", "accent"] {
        assert!(labels.contains(&format!("did you mean `{label}`?").as_str()), "{label}: {labels:?}");
    }
}

#[test]
fn what_extends_the_themes_own_needs_the_theme_to_have_one() {
    let (_, faults) = renderer(&[BASE, ("articel.html", "{% extends \"theme/bas.html\" %}")]);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].label.as_deref(), Some("did you mean `theme/base.html`?"));
}

#[test]
fn an_unknown_name_is_told_with_the_names_that_are_there() {
    let article = ("article.html", "<p>\n  {{ boxs.title }}</p>");
    let (told, marked) = failure(&[article], json!({"boxes": []}));
    assert_eq!(told.code, "template-error");
    assert_eq!(told.message, "a page of kind `article` is not given `boxs`");
    assert_eq!(told.label.as_deref(), Some("did you mean `boxes`?"));
    assert_eq!(marked, "boxs");
    assert!(told.hints.iter().any(|hint| hint.contains("/articles/a/")));
    assert!(told.others.iter().any(|(place, _)| place.path.as_str() == "content/articles/a.md"));

    let (told, _) = failure(&[("article.html", "{{ weather }}")], json!({}));
    assert!(told.hints[0].contains("it is given `site`, `page`, `article`, `boxes`"), "{told:?}");
}

#[test]
fn an_unknown_field_is_told_with_the_fields_of_its_object() {
    let article = ("article.html", "é {{ article.headlin }}");
    let (told, marked) = failure(&[article], json!({"article": {"headline": 1, "kicker": null}}));
    assert_eq!(told.message, "there is no field `headlin` here");
    assert_eq!(told.label.as_deref(), Some("did you mean `headline`?"));
    assert_eq!(marked, "headlin");

    let (told, _) = failure(&[("article.html", "{{ article.image.url }}")], json!({"article": {"image": null}}));
    assert!(told.message.contains("null"), "{told:?}");
    let (told, _) = failure(&[("article.html", "{{ article['x'] }}")], json!({"article": {"image": null}}));
    assert!(told.message.contains("has no value here"), "{told:?}");
    let (told, marked) = failure(&[("article.html", "{% for one in boxs %}{% endfor %}")], json!({"boxes": []}));
    assert_eq!((told.message.as_str(), marked.as_str()), ("a page of kind `article` is not given `boxs`", "boxs"));
    let (told, _) = failure(&[("article.html", "{{ weather | upper }}")], json!({}));
    assert_eq!(told.message, "a page of kind `article` is not given `weather`");
}

#[test]
fn an_error_in_an_include_names_the_include_and_the_way_there() {
    let templates = [
        ("theme/base.html", "{% block main %}{% endblock main %}"),
        ("theme/card.html", "<b>{% include \"date.html\" %}</b>"),
        ("theme/date.html", "\n\n{{ at.txt }}"),
        (
            "article.html",
            "{% extends \"base.html\" %}\n{% block main %}{% for at in list %}{% include \"card.html\" %}{% endfor %}{% endblock main %}",
        ),
    ];
    let (told, marked) = failure(&templates, json!({"list": [{"text": "x"}]}));
    assert_eq!(told.place.as_ref().map(|place| place.path.as_str()), Some("built-in/date.html"));
    assert_eq!(marked, "txt");
    assert_eq!(told.label.as_deref(), Some("did you mean `text`?"));
    assert!(told.hints[0].contains("line 3"), "{told:?}");
    let way: Vec<_> = told.others.iter().map(|(place, _)| place.path.as_str()).collect();
    assert_eq!(way, ["built-in/card.html", "templates/article.html", "content/articles/a.md"]);
}

#[test]
fn an_error_in_a_block_is_placed_in_the_template_that_has_the_block() {
    let parent = ("theme/base.html", "{{ page.title }}\n\n\n{% block main %}{{ page.titel }}{% endblock main %}");
    let child = ("article.html", "{% extends \"base.html\" %}{% block main %}{{ super() }}{% endblock main %}");
    let (told, marked) = failure(&[parent, child], json!({"page": {"title": "T"}}));
    assert_eq!(told.place.as_ref().map(|place| place.path.as_str()), Some("built-in/base.html"));
    assert_eq!(marked, "titel");
    assert!(
        told.others
            .iter()
            .any(|(place, why)| place.path.as_str() == "templates/article.html" && why.contains("begins"))
    );
}

#[test]
fn a_computed_word_that_is_missing_fails_at_its_place() {
    let article = ("article.html", "{% set w = 'ho' ~ 'm' %}{{ w | t(lang='en') }}");
    let (told, _) = failure(&[article], json!({}));
    assert!(told.message.contains("there is no word `hom`"), "{told:?}");
    assert!(told.place.as_ref().is_some_and(|place| place.span.is_some()));
    let page = html(&[("theme/a.html", "{{ 'part-of' | t(lang='ru', k=3, n=173) }}")], "a.html", json!({}));
    assert_eq!(page, "3 of 173");
}

#[test]
fn blocks_are_listed_from_the_template_to_its_parents() {
    let theme = theme(&[BASE, ARTICLE]);
    assert_eq!(blocks(&theme, "article.html"), ["main", "after"]);
    assert!(blocks(&theme, "none.html").is_empty());
}

#[test]
fn a_list_may_not_take_the_name_of_a_part() {
    let mut theme = theme(&[BASE]);
    theme.lists = crate::parse::lists::ready_made();
    assert_eq!(Renderer::new(&theme, &[]).1, []);
    theme.lists[0].name.value = "timeline".into();
    assert_eq!(Renderer::new(&theme, &[]).1.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["list-name"]);
}

#[test]
fn the_hash_follows_templates_and_words() {
    let hash = |theme: &Theme| -> Hash128 { Renderer::new(theme, &[]).0.hash() };
    let one = theme(&[BASE]);
    let mut two = theme(&[BASE]);
    assert_eq!(hash(&one), hash(&two));
    two.words.insert("ru".into(), one.words["en"].clone());
    assert_ne!(hash(&one), hash(&two));
    assert_ne!(hash(&one), hash(&theme(&[BASE, ARTICLE])));
}

#[test]
fn a_renderer_is_shared_by_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Renderer>();
}

#[test]
fn the_built_in_templates_compile_and_find_all_their_words() {
    let inputs = crate::base::inputs::MemoryInputs::default();
    let path = SourcePath::new("throughline.yaml").expect("a path");
    let (config, _) = crate::parse::config::config(&path, "title: T\n");
    let (theme, faults) = crate::parse::theme::theme(&inputs, &config);
    assert_eq!(faults, []);
    let (renderer, faults) = Renderer::new(&theme, &["en".into(), "ru".into()]);
    assert_eq!(faults, []);
    for kind in kinds::KINDS {
        assert!(renderer.templates.source(kind.template).is_some(), "{}", kind.template);
        assert!(renderer.reads(kind.template).contains(&"page".to_string()), "{}", kind.template);
    }
}

#[test]
fn a_base_of_ones_own_needs_no_block_but_main() {
    let base = ("templates/base.html", "<main>{% block main %}{% endblock main %}</main>");
    let inputs = crate::base::inputs::MemoryInputs::new("2026-01-01T00:00:00Z", &[base]);
    let path = SourcePath::new("throughline.yaml").expect("a path");
    let (config, _) = crate::parse::config::config(&path, "title: T\n");
    let (theme, faults) = crate::parse::theme::theme(&inputs, &config);
    assert_eq!(faults, []);
    assert_eq!(Renderer::new(&theme, &["en".into()]).1, []);
}

#[test]
fn what_was_compiled_before_makes_the_same_renderer() {
    let own = |text| ("article.html", text);
    let more = ("more.html", "{% include \"article.html\" %}{{ site.title }}");
    let states: Vec<Vec<(&str, &str)>> = vec![
        vec![BASE, ARTICLE],
        vec![
            BASE,
            ("theme/article.html", "{% extends \"base.html\" %}{% block main %}{{ article.url }}{% endblock %}"),
        ],
        vec![BASE, ARTICLE, own("{{ article.kicker }}{{ page.title }}")],
        vec![BASE, ARTICLE, own("{{ article.byline }}")],
        vec![BASE, ARTICLE, own("{{ article.byline ")],
        vec![BASE, ARTICLE, own("{{ article.byline | nothing }}")],
        vec![BASE, ARTICLE, own("{% extends \"none.html\" %}")],
        vec![BASE, ARTICLE, own("{{ article.title }}"), more],
        vec![BASE, ARTICLE, own("{{ boxes }}{{ article.title }}"), more],
        vec![("theme/base.html", "{% block main %}{% endblock %}{{ site.title }}"), ARTICLE, more],
        vec![BASE, ARTICLE, more],
    ];
    let facts = |(renderer, faults): &(Renderer, Vec<Diagnostic>)| {
        let names = ["article.html", "base.html", "theme/article.html", "more.html", "none.html"];
        let wants =
            |name: &&str| renderer.templates.wants(name).map(|(n, w)| (n.to_string(), w.clone())).collect::<Vec<_>>();
        let page = |name: &&str| {
            let context =
                json!({"page": {"title": "T"}, "article": {"title": "A", "url": "/a/"}, "site": {"title": "S"}});
            fill(renderer, name, context).map_err(|fault| fault.message)
        };
        (names.map(|name| (wants(&name), page(&name), renderer.files(name))), renderer.hash(), faults.clone())
    };
    for from in &states {
        for to in &states {
            let before = renderer(from).0;
            let after = Renderer::after(Some(&before), &theme(to), &["en".into()]);
            assert_eq!(facts(&after), facts(&renderer(to)), "{from:?} -> {to:?}");
        }
    }
    // Other words are other filters.
    let mut other = theme(&states[0]);
    let words = WordFile { path: SourcePath::new("words/en.ftl").expect("a path"), text: "home = Start".into() };
    other.words.entry("en".into()).or_default().push(words);
    let word = ("theme/base.html", "{{ \"home\" | t(lang=\"en\") }}");
    let before = renderer(&[word]).0;
    other.templates = theme(&[word]).templates;
    let after = Renderer::after(Some(&before), &other, &["en".into()]).0;
    assert_eq!(fill(&after, "base.html", json!({})).expect("a page"), "Start");
}
