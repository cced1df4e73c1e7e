//! Templates that read their views in roundabout ways are given all that they read.

use crate::{built_from, clean, same};
use throughline::base::inputs::MemoryInputs;
use throughline::base::progress::Silent;
use throughline::build::load::{Request, load};

const ARTICLE: &str = r#"{% extends "theme/article.html" %}
{% block main %}{{ <lead /> }}
{% for article in boxes %}{{ article.title }}{% endfor %}{% for box in boxes %}{% include "parts\/box.html" %}{% endfor %}
{% set raw = article.title %}{{ raw }}{% if article.kicker %}{{ article.kicker }}{% endif %}
{% if ("" or article.image or "")["alt"] %}{{ article.image.caption }}{% endif %}
{{ "for" | upper if article.id in "abc" else "" }}
{#} {% raw %} #}{% for one in related %}{% set card = one.article %}{% set date = card.published %}{{ date.text }}{{ card["url"] }}{% endfor %}
{% for group in tags.groups %}{% for item in group.items | reverse %}{{ item.title }}{% endfor %}{% endfor %}
{% if boxes | length > 0 %}{{ boxes[0].url }}{% endif %}
{% endblock main %}"#;

const TAG: &str = r#"{% extends "theme/tag.html" %}
{% block main %}{% if subject.count > 1 %}{% set subject = subject.title %}{{ subject }}{% else %}{{ subject.url }}{% endif %}
{% for year in articles %}{% set many = year.articles %}{{ many | length }}{% for card in many %}{{ card.title }}{% if loop.first %}{{ card.standfirst }}{% endif %}{% endfor %}{% endfor %}
{% endblock main %}"#;

const DOSSIER: &str = r#"{% extends "theme/dossier.html" %}
{% block members %}{% for group in members.groups %}{% for card in group.articles %}{% set_global last = card %}{% endfor %}{% endfor %}{{ last.title }}{{ last.published.year }}
{% for group in members.groups %}{% for one in group.articles | sort_by(attribute="title") %}{{ one.url }}{% endfor %}{% endfor %}{% endblock members %}"#;

/// A part that components include, and that nothing else tells of.
const LEAD: &str = "{% if article.standfirst %}{{ article.standfirst }}{% endif %}";

fn site(text: &str) -> MemoryInputs {
    let front = |title: &str| {
        format!(
            "---\ntitle: {title}\npublished: 2017-01-01\nstandfirst: S of {title}\nkicker: K\nimage: {{src: p.png, alt: A, caption: C}}\ndossiers: [d]\ntags: [t, u]\n---\n\n{text}\n"
        )
    };
    let (one, two) = (front("One"), front("Two"));
    let files = [
        ("throughline.yaml", "title: T\nbase_url: https://e.example/\n"),
        ("content/dossiers/d/index.md", "---\ntitle: D\n---\n"),
        ("content/articles/a.md", &one),
        ("content/articles/b.md", &two),
        ("content/articles/p.png", "no picture"),
        ("templates/article.html", ARTICLE),
        ("templates/tag.html", TAG),
        ("templates/dossier.html", DOSSIER),
        ("templates/lead.html", LEAD),
        (
            "templates/components.html",
            "{% component lead(@article={}) %}{% include \"lead.html\" %}{% endcomponent lead %}",
        ),
    ];
    MemoryInputs::new("2020-01-01T00:00:00Z", &files)
}

#[test]
fn awkward_templates_make_the_pages_that_whole_views_make() {
    let inputs = site("Text.");
    let mut loaded = load(&inputs, &Request::default(), &Silent).expect("a configuration");
    loaded.renderer.read_whole();
    assert!(!loaded.blocked(), "{:?}", loaded.diagnostics);
    let whole = built_from(&inputs, loaded).1.expect("a site");
    let sieved = clean(&inputs).1.expect("a site");
    same("awkward templates", &sieved, &whole);
    let page = whole.iter().find(|(path, _)| path.ends_with("articles/a/index.html")).expect("the article");
    let text = String::from_utf8_lossy(page.1);
    for read in ["S of One", "One", "K", "C", "1 January 2017", "/articles/b/", "/dossiers/d/"] {
        assert!(text.contains(read), "{read} is missing: {text}");
    }
}
