//! A folder that was made for another generator, in small: what its marks become, and what is told of them.

use crate::kit::{Said, Story, article};

fn codes(said: &Said) -> Vec<(String, String)> {
    let of = |line: &str| {
        let diagnostic: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| diagnostic[key].as_str().unwrap_or("").to_string();
        (text("code"), text("message"))
    };
    said.out.lines().map(of).collect()
}

fn three_posts() -> Story {
    Story::site(&[
        ("content/a.md", &article("A", "2024-01-01", "", "{{< note >}}One{{< /note >}} [b]({{< ref \"b.md\" >}})")),
        (
            "content/b.md",
            &article("B", "2024-01-02", "", "{{< note >}}Two{{< /note >}} {{< note >}}Three{{< /note >}}"),
        ),
        ("content/c.md", &article("C", "2024-01-03", "", "Nothing of the sort.")),
    ])
}

#[test]
fn shortcodes_are_told_once_a_name_for_the_whole_site() {
    let story = three_posts();
    let said = story.run(&["--message-format", "json", "build"]);
    let told = codes(&said).into_iter().map(|(code, message)| format!("{code}: {message}")).collect::<Vec<_>>();
    assert_eq!(
        told,
        [
            "foreign-shortcode: `note` is a shortcode of another generator, left out 3 times in 2 files",
            "foreign-shortcode: `ref` is a shortcode of another generator, left out 1 time in 1 file",
        ]
    );
    assert_eq!(said.code, 0, "{}", said.err);
}

#[test]
fn values_of_jekyll_leave_no_trace_and_are_told() {
    let body = "See [the plan]({{ site.baseurl }}/plan/), and {{ not a value }}.\n\n    {{ site.code }}";
    let story = Story::site(&[("content/a.md", &article("A", "2024-01-01", "", body))]);
    let said = story.run(&["build"]);
    assert!(said.err.contains("`site.baseurl` is a shortcode of another generator, left out 1 time"), "{}", said.err);
    let page = story.read("public/articles/a/index.html");
    assert!(page.contains("See the plan, and {{ not a value }}."), "{page}");
    assert!(page.contains("{{ site.code }}") && !page.contains("site.baseurl"), "{page}");
}

#[test]
fn a_newsroom_that_forbids_shortcodes_leaves_out_every_post_with_one() {
    let story = three_posts();
    story.write(
        "throughline.yaml",
        "title: The Desk\nbase_url: https://desk.example/\nlints: {foreign-shortcode: error}\n",
    );
    let said = story.run(&["build", "--keep-going"]);
    assert!(
        said.err.contains("left out: 2 documents\n  content/a.md: foreign-shortcode\n  content/b.md:"),
        "{}",
        said.err
    );
    assert_eq!(
        (said.code, story.has("public/articles/c/index.html"), story.has("public/articles/b/index.html")),
        (1, true, false)
    );
}

#[test]
fn anchors_of_raw_html_are_known_and_are_each_texts_own_where_several_stand_on_a_page() {
    let body = "[down](#part-1)\n\n## <a name=\"part-1\"></a>Part\n\n<div\n id=\"two\">[up](#two)</div>\n\n[there](b.md#part-2)";
    let other = "<a name=\"part-2\"></a>There";
    let story = Story::site(&[
        ("content/dossiers/harbour/index.md", "---\ntitle: Harbour\n---\n\nSo far.\n"),
        ("content/a.md", &article("A", "2024-01-01", "dossiers: [harbour]\n", body)),
        ("content/b.md", &article("B", "2024-01-02", "dossiers: [harbour]\n", other)),
    ]);
    let said = story.run(&["build"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let page = story.read("public/articles/a/index.html");
    assert!(page.contains("href=\"#part-1\"") && page.contains("name=\"part-1\""), "{page}");
    let print = story.read("public/dossiers/harbour/print/index.html");
    for own in ["href=\"#p1-part-1\"", "name=\"p1-part-1\"", "id=\"p1-two\"", "name=\"p2-part-2\""] {
        assert!(print.contains(own), "{own} in {print}");
    }

    story.write("throughline.yaml", "title: The Desk\nbase_url: https://desk.example/\nhtml: escaped\n");
    let said = story.run(&["--message-format", "json", "check"]);
    let told = codes(&said);
    assert!(told.len() == 2 && told.iter().all(|(code, _)| code == "broken-anchor"), "{told:?}");
}

#[test]
fn a_link_with_a_slip_in_it_is_told_with_what_was_meant() {
    let body = "[a]((https://e.org/x)) [b](ttps://e.org/)";
    let story = Story::site(&[("content/a.md", &article("A", "2024-01-01", "", body))]);
    let said = story.run(&["check"]);
    assert!(said.err.contains("`(https://e.org/x)` is no web address and no path"), "{}", said.err);
    assert!(
        said.err.contains("did you mean `https://e.org/x`?") && said.err.contains("did you mean `https:`?"),
        "{}",
        said.err
    );
}

#[test]
fn markup_in_a_headline_and_escapes_in_a_slug_are_read() {
    let front = "standfirst: \"<strong>Calls&#58;</strong> half a **million** and [more](https://e.org)\"\nslug: in%e2%80%8a-%e2%80%8aand-out\n";
    let story = Story::site(&[("content/a.md", &article("A", "2024-01-01", front, "Text."))]);
    let said = story.run(&["build"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let page = story.read("public/articles/in-and-out/index.html");
    assert!(page.contains("<p class=\"standfirst\">Calls: half a million and more</p>"), "{page}");
}

#[test]
fn a_link_around_a_shortcode_alone_goes_with_it() {
    let body = "<div><a href=\"/b\">{{< img \"b\" >}}</a>Text</div>\n\n<a href=\"/c\">{{< img \"c\" >}}</a> more";
    let story = Story::site(&[("content/a.md", &article("A", "2024-01-01", "", body))]);
    story.run(&["build"]);
    let page = story.read("public/articles/a/index.html");
    assert!(page.contains("<div>Text</div>") && page.contains("<p> more</p>"), "{page}");
}

#[test]
fn the_keys_of_another_generator_are_told_with_the_two_lines_that_read_them() {
    let story = Story::site(&[(
        "content/a.md",
        &article("A", "2024-01-01", "summary: Talks open.\nTopics: [Syria]\nexpirydate: 2025-01-01\n", "Text."),
    )]);
    let said = story.fails();
    for words in [
        "did you mean `standfirst`?",
        "`fields: {standfirst: [summary]}` in `throughline.yaml`",
        "`fields: {tags: [Topics]}`",
        "`lints: {unknown-key: allow}`",
    ] {
        assert!(said.err.contains(words), "{words}: {}", said.err);
    }
    story.write(
        "throughline.yaml",
        "title: The Desk\nbase_url: https://desk.example/\nfields: {standfirst: [summary], tags: [Topics]}\n\
         lints: {unknown-key: allow}\n",
    );
    story.build();
    assert!(story.read("public/articles/a/index.html").contains("Talks open."));
    assert!(story.has("public/tags/syria/index.html"));
}
