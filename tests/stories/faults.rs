//! Bad input: every problem at once, each with its place and what to do.

use crate::kit::{Story, article};

/// Fifteen mistakes in ten files: code, file, line.
const EXPECTED: &[(&str, &str, u64)] = &[
    ("unknown-key", "content/articles/01.md", 4),
    ("bad-date", "content/articles/01.md", 3),
    ("unknown-dossier", "content/articles/02.md", 4),
    ("broken-link", "content/articles/02.md", 7),
    ("link-scheme", "content/articles/02.md", 9),
    ("missing-field", "content/articles/03.md", 1),
    ("yaml-colon", "content/articles/04.md", 2),
    ("wrong-value", "content/articles/05.md", 5),
    ("broken-anchor", "content/articles/05.md", 8),
    ("missing-file", "content/articles/06.md", 6),
    ("no-front-matter", "content/articles/07.md", 1),
    ("same-position", "content/articles/09.md", 4),
    ("unknown-event", "content/articles/09.md", 5),
    ("duplicate-id", "content/articles/10.md", 4),
    ("unknown-key", "throughline.yaml", 3),
];

fn fifteen() -> Story {
    let story = Story::site(&[
        ("content/dossiers/harbour/index.md", "---\ntitle: Harbour\norder: position\n---\n\nSo far.\n"),
        ("content/articles/01.md", "---\ntitle: One\npublished: 2024-02-30\nstandfist: Talks open\n---\n\nText.\n"),
        (
            "content/articles/02.md",
            &article("Two", "2024-01-02", "dossiers: [harbur]\n", "See [it](missing.md).\n\n[x](javascript:alert(1))"),
        ),
        ("content/articles/03.md", "---\npublished: 2024-01-03\n---\n\nText.\n"),
        ("content/articles/04.md", "---\ntitle: Talks open: a first day\npublished: 2024-01-04\n---\n\nText.\n"),
        (
            "content/articles/05.md",
            "---\ntitle: Five\npublished: 2024-01-05\ncorrections:\n  - {date: 2024-01-06, kind: mistake, text: x}\n---\n\n[there](#nowhere)\n",
        ),
        ("content/articles/06.md", &article("Six", "2024-01-06", "", "![a map](map.png)")),
        ("content/articles/07.md", "Just a text.\n"),
        (
            "content/articles/08.md",
            &article("Eight", "2024-01-08", "dossiers: [{id: harbour, position: 5.5}]\nid: same\n", "Text."),
        ),
        (
            "content/articles/09.md",
            &article(
                "Nine",
                "2024-01-09",
                "dossiers: [{id: harbour, position: 5.5}]\nevents: [no-such-event]\n",
                "Text.",
            ),
        ),
        ("content/articles/10.md", &article("Ten", "2024-01-10", "id: same\n", "Text.")),
    ]);
    story.write("throughline.yaml", "title: The Desk\nbase_url: https://desk.example/\ntimezon: Europe/London\n");
    story
}

#[test]
fn fifteen_mistakes_are_told_in_one_run_and_the_last_output_stays() {
    let story = fifteen();
    story
        .write("public/.throughline-output", "throughline-output 1\nindex.html\n")
        .write("public/index.html", "the last one");
    let said = story.run(&["build", "--message-format", "json"]);
    assert_eq!(said.code, 1);
    let told: Vec<serde_json::Value> = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for (code, path, line) in EXPECTED {
        let found = told.iter().find(|one| one["code"] == *code && one["path"] == *path);
        let found = found.unwrap_or_else(|| panic!("{code} in {path} was not told; there is\n{}", said.out));
        assert_eq!(found["line"].as_u64(), Some(*line), "{found}");
        assert!(found["column"].as_u64().is_some(), "{found}");
        let helped = !found["hints"].as_array().unwrap().is_empty() || found["label"].is_string();
        assert!(helped, "no hint: {found}");
    }
    assert_eq!(story.read("public/index.html"), "the last one");
}

#[test]
fn keep_going_builds_the_rest_and_says_what_is_left_out() {
    let story = Story::site(&[
        ("content/articles/good.md", &article("Good", "2024-01-01", "", "See [the other](bad.md).")),
        ("content/articles/bad.md", &article("Bad", "2024-01-02", "standfist: x\n", "Text.")),
        ("content/articles/worse.md", &article("Worse", "2024-01-03", "dossiers: [nowhere]\n", "Text.")),
    ]);
    let said = story.run(&["build", "--keep-going"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.err.contains("left out: 2"), "{}", said.err);
    assert!(story.has("public/articles/good/index.html"));
    assert!(!story.has("public/articles/bad"));
    assert!(
        !story.read("public/articles/good/index.html").contains("bad.md"),
        "a link to what is left out is its text"
    );
}

#[test]
fn an_old_address_that_is_taken_is_left_out_alone() {
    let story = Story::site(&[
        ("content/articles/one.md", &article("One", "2024-01-01", "", "Text.")),
        ("content/articles/two.md", &article("Two", "2024-01-02", "aliases: [/articles/one/, /old/two/]\n", "Text.")),
    ]);
    let said = story.fails();
    assert!(said.err.contains("error[alias-taken]") && said.err.contains("two.md:4:11"), "{}", said.err);
    let said = story.run(&["build", "--keep-going"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.err.contains("error[alias-taken]") && !said.err.contains("left out"), "{}", said.err);
    assert!(story.words("articles/one/index.html").contains("One"));
    assert!(story.has("public/articles/two/index.html") && story.has("public/old/two/index.html"));
}

#[test]
fn a_shortcode_is_told_once_for_the_site() {
    let story = Story::site(&[
        ("content/articles/a.md", &article("A", "2024-01-01", "", "{{< ref \"x\" >}} {{< ref \"y\" >}}")),
        ("content/articles/b.md", &article("B", "2024-01-02", "", "{{< ref \"z\" >}} and `{{< ref >}}`")),
    ]);
    let said = story.build();
    assert_eq!(said.err.matches("left out 3 times in 2 files").count(), 1, "{}", said.err);
    assert!(said.err.contains("content/articles/a.md:6:1"), "{}", said.err);
}

#[test]
fn two_pages_at_one_address_name_both_sources() {
    let story = Story::site(&[
        ("content/articles/one.md", &article("One", "2024-01-01", "slug: same\n", "Text.")),
        ("content/articles/two.md", &article("Two", "2024-01-02", "slug: Same\n", "Text.")),
    ]);
    let said = story.fails();
    assert!(
        said.err.contains("content/articles/one.md") && said.err.contains("content/articles/two.md"),
        "{}",
        said.err
    );
}

#[test]
fn odd_files_work_or_are_told() {
    let story = Story::site(&[
        ("content/articles/bom.md", "\u{feff}---\ntitle: BOM\npublished: 2024-01-01\n---\n\nText.\n"),
        ("content/articles/crlf.md", "---\r\ntitle: CRLF\r\npublished: 2024-01-02\r\n---\r\n\r\nText.\r\n"),
        ("content/articles/blank.md", "\n\n---\ntitle: Blank lines first\npublished: 2024-01-03\n---\n\nText.\n"),
        ("content/articles/only.md", "---\ntitle: Only front matter\npublished: 2024-01-04\n---"),
        ("content/articles/toml.md", "+++\ntitle = \"In TOML\"\ndate = 2024-01-05\n+++\n\nText.\n"),
    ]);
    let deep = "> ".repeat(200);
    story.write("content/articles/deep.md", article("Deep", "2024-01-06", "", &format!("{deep}text")));
    story.write("content/articles/long.md", article("Long", "2024-01-07", "", &"word ".repeat(1_000_000)));
    story.build();
    for page in ["bom", "crlf", "blank", "only", "toml", "deep", "long"] {
        assert!(story.has(&format!("public/articles/{page}/index.html")), "{page}");
    }
    story.write("content/articles/latin.md", b"---\ntitle: Caf\xe9\npublished: 2024-01-01\n---\n");
    story.write("content/articles/empty.md", "");
    story.write(
        "content/articles/deep-yaml.md",
        format!("---\ntitle: D\npublished: 2024-01-01\nx: {}\n---\n", "[".repeat(100_000)),
    );
    let said = story.fails();
    for words in ["latin.md", "empty.md", "deep-yaml.md"] {
        assert!(said.err.contains(words), "{words}: {}", said.err);
    }
}

#[test]
fn a_mistake_in_a_template_is_told_with_its_place_and_page() {
    let story = Story::site(&[("content/articles/a.md", &article("A", "2024-01-01", "", "Text."))]);
    story.write(
        "templates/article.html",
        "{% extends \"theme/article.html\" %}\n{% block main %}\n{{ article.titel }}\n{% endblock main %}",
    );
    let said = story.fails();
    for words in ["templates/article.html:3", "/articles/a/", "title"] {
        assert!(said.err.contains(words), "{words}: {}", said.err);
    }
    assert!(!story.has("public/index.html"));
    story.write(
        "templates/article.html",
        "{% extends \"theme/article.html\" %}\n{% block main %}{% if %}{% endblock main %}",
    );
    let said = story.fails();
    assert!(said.err.contains("templates/article.html:2"), "{}", said.err);
}

#[test]
fn a_template_api_that_is_not_there_is_refused() {
    let story = Story::site(&[("content/articles/a.md", &article("A", "2024-01-01", "", "Text."))]);
    story.write("throughline.yaml", "title: T\nbase_url: https://t.example/\ntemplate_api: 2\n");
    let said = story.fails();
    assert!(said.err.contains("template_api: 1"), "{}", said.err);
}

#[test]
fn explain_knows_addresses_files_codes_and_topics() {
    let story = Story::site(&[("content/articles/a.md", &article("A", "2024-01-01", "", "Text."))]);
    assert!(story.run(&["explain", "unknown-key"]).out.contains("lints"));
    assert!(story.run(&["explain", "date"]).out.contains("2017"));
    assert!(story.run(&["explain", "/articles/a/"]).out.contains("content/articles/a.md"));
    assert!(story.run(&["explain", "content/articles/a.md"]).out.contains("/articles/a/"));
    let view: serde_json::Value = serde_json::from_str(&story.run(&["explain", "/articles/a/", "--view"]).out).unwrap();
    assert_eq!(view["article"]["title"], "A");
    assert_eq!(story.run(&["explain", "unknwon-key"]).code, 2);
}
