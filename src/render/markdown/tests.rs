//! Stories about bodies: what an editor writes, and what the page shows.

use super::html;
use crate::base::diag::{Diagnostic, Span};
use crate::base::hash::Hash128;
use crate::base::path::SourcePath;
use crate::parse::document::{Body, Text};
use crate::parse::markdown::scan_in;
use crate::plan::body::{BodyPlan, ComponentData, ComponentPlan, LinkPlan, Mention};
use std::collections::BTreeSet;

fn scanned(text: &str) -> (Body, Vec<Diagnostic>) {
    let path = SourcePath::new("content/articles/a.md").expect("a path");
    let components: BTreeSet<Text> = ["timeline".into(), "gallery".into()].into();
    scan_in(&path, text, Span::new(0, text.len()), "en", &components)
}

fn plan(text: &str) -> BodyPlan {
    let body = scanned(text).0;
    BodyPlan {
        path: SourcePath::root(),
        span: body.span,
        text: body.hash,
        language: "en".into(),
        prefix: "".into(),
        links: vec![LinkPlan::AsWritten; body.links.len()],
        mentions: Vec::new(),
        components: body
            .components
            .into_iter()
            .map(|source| ComponentPlan { source, data: ComponentData::None })
            .collect(),
        escape_html: false,
        hash: Hash128::default(),
    }
}

fn with(text: &str, change: impl FnOnce(&mut BodyPlan)) -> String {
    let mut plan = plan(text);
    change(&mut plan);
    html::<()>(text, &plan, &mut |part| Ok(format!("<!-- {} -->", part.source.name))).expect("no component fails")
}

fn render(text: &str) -> String {
    with(text, |_| {})
}

fn in_language(language: &str, text: &str) -> String {
    with(text, |plan| plan.language = language.into())
}

fn to(url: &str, size: Option<(u32, u32)>) -> LinkPlan {
    LinkPlan::To { url: url.into(), size }
}

#[test]
fn plain_text_comes_out_as_paragraphs() {
    let page = render("One *two* **three** ~~four~~ `<five>` & <six@e.org>\\\nseven\n\n***\n\n1. a\n2. b\n\n> c");
    assert_eq!(
        page,
        "<p>One <em>two</em> <strong>three</strong> <del>four</del> <code>&lt;five&gt;</code> &amp; \
         <a href=\"mailto:six@e.org\">six@e.org</a><br>\nseven</p>\n<hr>\n<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n\
         <blockquote>\n<p>c</p>\n</blockquote>\n"
    );
}

#[test]
fn links_lead_where_the_plan_says() {
    let text = "[a](b.md) [c](d.md \"t\") [e][f] <https://g.org> ![h](i.jpg) [j](draft.md)\n\n[f]: k.md";
    let page = with(text, |plan| {
        plan.links[0] = to("/b/?x=1&y", None);
        plan.links[2] = to("/k/", None);
        plan.links[4] = to("/i.jpg", Some((640, 480)));
        plan.links[5] = LinkPlan::TextOnly;
    });
    assert_eq!(
        page,
        "<p><a href=\"/b/?x=1&amp;y\">a</a> <a href=\"d.md\" title=\"t\">c</a> <a href=\"/k/\">e</a> \
         <a href=\"https://g.org\">https://g.org</a> <img src=\"/i.jpg\" width=\"640\" height=\"480\" alt=\"h\" \
         loading=\"lazy\" decoding=\"async\"> j</p>\n"
    );
}

#[test]
fn links_within_the_text_of_a_picture_keep_their_numbers() {
    let page = with("![a [b](c) ![d](e)](f.jpg) [g](h)", |plan| {
        assert_eq!(plan.links.len(), 4);
        plan.links[0] = to("/f.jpg", None);
        plan.links[3] = to("/h/", None);
    });
    assert_eq!(
        page,
        "<p><img src=\"/f.jpg\" alt=\"a b d\" loading=\"lazy\" decoding=\"async\"> <a href=\"/h/\">g</a></p>\n"
    );
}

#[test]
fn a_link_that_may_not_be_is_its_text() {
    assert_eq!(render("[a](JaVaScRiPt:x) [b]() [](c)d ![e](data:x)"), "<p>a b d e</p>\n");
    assert_eq!(render("[a](&#106;avascript:x)"), "<p>a</p>\n");
}

#[test]
fn a_picture_alone_in_its_paragraph_is_a_figure() {
    let picture = "<img src=\"a.jpg\" alt=\"A “table”\" loading=\"lazy\" decoding=\"async\">";
    assert_eq!(render("![A \"table\"](a.jpg)"), format!("<figure>{picture}</figure>\n"));
    let captioned = render("text\n\n![A \"table\"](a.jpg \"By <B>\")\n");
    assert_eq!(captioned, format!("<p>text</p>\n<figure>{picture}<figcaption>By &lt;B&gt;</figcaption></figure>\n"));
    let linked = render("[![A \"table\"](a.jpg \"c\")](/b)");
    assert_eq!(linked, format!("<figure><a href=\"/b\">{picture}</a><figcaption>c</figcaption></figure>\n"));
    let titled = picture.replace('>', " title=\"c\">");
    assert_eq!(render("See ![A \"table\"](a.jpg \"c\")"), format!("<p>See {titled}</p>\n"));
    let two = render("![A \"table\"](a.jpg \"c\") ![A \"table\"](a.jpg)");
    assert_eq!(two, format!("<p>{titled} {picture}</p>\n"));
}

#[test]
fn a_recording_is_a_player() {
    assert_eq!(
        render("![The talk](talk.MP3?x)"),
        "<figure><audio controls preload=\"none\" src=\"talk.MP3?x\" aria-label=\"The talk\"></audio>\
         <figcaption>The talk</figcaption></figure>\n"
    );
    assert!(render("see ![](v.webm)").contains("<p>see <video controls preload=\"none\" src=\"v.webm\"></video></p>"));
}

#[test]
fn headings_have_the_ids_of_the_scan() {
    let text = "## Talks *open*\n\n### Talks open {#x .y lang=fr onclick=z}\n\n## \"Don't\" `c` ![d](e)\n\n##\n\n## Talks open";
    let (body, _) = scanned(text);
    let page = with(text, |plan| plan.prefix = "b1-".into());
    assert_eq!(
        body.anchors.iter().map(|id| &**id).collect::<Vec<_>>(),
        ["talks-open", "x", "dont-c-d", "talks-open-1"]
    );
    for anchor in &body.anchors {
        assert!(page.contains(&format!("id=\"b1-{anchor}\"")), "{anchor} in {page}");
    }
    assert!(page.contains("<h3 id=\"b1-x\" class=\"y\" lang=\"fr\">Talks open</h3>"), "{page}");
    assert_eq!(page.matches("<h").count(), 4);
    assert_eq!(with("[a](#x)", |plan| plan.prefix = "b1-".into()), "<p><a href=\"#b1-x\">a</a></p>\n");
    for language in ["de", "fr", "ja"] {
        assert!(in_language(language, text).contains("id=\"dont-c-d\""), "{language}");
    }
}

#[test]
fn a_page_has_one_first_heading_so_those_of_a_body_go_down_together() {
    assert_eq!(render("## b\n\n# a\n\n###### f").matches(['2', '3', '6']).count(), 6);
    assert!(render("## b\n\n# a").contains("<h3 id=\"b\">b</h3>\n<h2 id=\"a\">a</h2>"));
    assert!(render("## b").contains("<h2 id=\"b\">"));
}

#[test]
fn footnotes_lead_there_and_back() {
    let page = with("a[^x] b[^y] c[^x]\n\n[^y]: why\n[^x]: > quoted\n[^z]: unused", |plan| plan.prefix = "p-".into());
    assert!(
        page.starts_with(
            "<p>a<sup><a href=\"#p-fn:1\" id=\"p-fnref:1\" role=\"doc-noteref\">1</a></sup> \
         b<sup><a href=\"#p-fn:2\" id=\"p-fnref:2\" role=\"doc-noteref\">2</a></sup> \
         c<sup><a href=\"#p-fn:1\" id=\"p-fnref:1-2\" role=\"doc-noteref\">1</a></sup></p>\n\
         <div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n<li id=\"p-fn:1\"><blockquote>"
        ),
        "{page}"
    );
    assert!(page.contains("<p>why <a href=\"#p-fnref:2\" role=\"doc-backlink\">↩</a></p></li>"), "{page}");
    assert!(page.contains("<li id=\"p-fn:3\"><p>unused</p></li>"), "{page}");
}

#[test]
fn a_table_scrolls_in_a_box_named_after_its_heads() {
    assert_eq!(
        render("| Year | \"A\" & `b` | |\n|---:|:-:|---|\n| 1 | | x |"),
        "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Year, &quot;A&quot; &amp; b\">\n<table>\n<thead>\n\
         <tr><th scope=\"col\" style=\"text-align: end\">Year</th>\
         <th scope=\"col\" style=\"text-align: center\">“A” &amp; <code>b</code></th><td></td></tr>\n</thead>\n<tbody>\n\
         <tr><td style=\"text-align: end\">1</td><td style=\"text-align: center\"></td><td>x</td></tr>\n\
         </tbody>\n</table>\n</div>\n"
    );
}

#[test]
fn tasks_notes_and_definitions() {
    assert_eq!(
        render("- [x] a\n- [ ] b"),
        "<ul>\n<li><span class=\"task\">☑</span> a</li>\n<li><span class=\"task\">☐</span> b</li>\n</ul>\n"
    );
    assert_eq!(
        render("> [!WARNING]\n> Wet paint"),
        "<div class=\"note warning\" role=\"note\">\n<p class=\"note-title\">Warning</p>\n<p>Wet paint</p>\n</div>\n"
    );
    assert_eq!(render("a\n: b"), "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n");
}

#[test]
fn quotation_marks_are_those_of_the_language() {
    let text = "\"It's 'so'\" -- `\"x\"`";
    assert_eq!(render(text), "<p>“It’s ‘so’” – <code>\"x\"</code></p>\n");
    assert_eq!(in_language("de-AT", text), "<p>„It’s ‚so‘“ – <code>\"x\"</code></p>\n");
    assert_eq!(in_language("fr", text), "<p>«\u{202f}It’s “so”\u{202f}» – <code>\"x\"</code></p>\n");
    assert_eq!(in_language("ru", text), "<p>«It’s „so“» – <code>\"x\"</code></p>\n");
    assert_eq!(in_language("ja", text), "<p>\"It's 'so'\" – <code>\"x\"</code></p>\n");
    assert_eq!(in_language("de", "„“ “x” ’"), "<p>„“ “x” ’</p>\n");
}

#[test]
fn raw_html_passes_or_is_shown() {
    let text = "<div class=x>\n<b>&amp;</b>\n</div>\n\na <i>b</i>";
    assert_eq!(render(text), "<div class=x>\n<b>&amp;</b>\n</div>\n<p>a <i>b</i></p>\n");
    assert_eq!(
        with(text, |plan| plan.escape_html = true),
        "<p>&lt;div class=x&gt;\n&lt;b&gt;&amp;amp;&lt;/b&gt;\n&lt;/div&gt;\n</p>\n<p>a &lt;i&gt;b&lt;/i&gt;</p>\n"
    );
}

#[test]
fn components_stand_where_they_were_written() {
    let text =
        "a\n\n```timeline\ndossier: x\n```\n```rust\n\"<x>\"\n```\n- b\n  ```gallery\n  ```\n\n~~~ timeline\n~~~";
    assert_eq!(
        render(text),
        "<p>a</p>\n<!-- timeline -->\n<pre tabindex=\"0\"><code class=\"language-rust\">\"&lt;x&gt;\"\n</code></pre>\n<ul>\n\
         <li>b\n<!-- gallery -->\n</li>\n</ul>\n<!-- timeline -->\n"
    );
    assert_eq!(html("```timeline\n```", &plan("```timeline\n```"), &mut |_| Err("broken")), Err("broken"));
}

#[test]
fn first_mentions_are_linked_in_running_text_only() {
    let text = "## Lavrov\n\n`Lavrov` [Lavrov](x) <a href=y>Lavrov</a> ![Lavrov](z) <i lang=ru>Lavrov</i>\nSergey\nLavrov, Lavrov.\n\n\
                > Kerry's [^1]\n\n[^1]: Banned";
    let mention = |name: &str, url: &str, note: Option<&str>| Mention {
        name: name.into(),
        url: url.into(),
        note: note.map(Into::into),
    };
    let page = with(text, |plan| {
        plan.mentions = vec![
            mention("Lavrov", "/l/", Some("banned & such")),
            mention("Sergey Lavrov", "/l/", Some("banned & such")),
            mention("Kerry", "/k/", None),
            mention("Banned", "/b/", None),
        ];
    });
    assert!(page.contains("<a class=\"entity\" href=\"/l/\">Sergey\nLavrov</a> <small class=\"entity-note\">(banned &amp; such)</small>, Lavrov.</p>"), "{page}");
    assert!(page.contains("<p><a class=\"entity\" href=\"/k/\">Kerry</a>’s"), "{page}");
    assert_eq!(page.matches("class=\"entity\"").count(), 2, "{page}");

    let linked = with("[Lavrov](person:l) and Lavrov", |plan| {
        plan.links[0] = to("/l/", None);
        plan.mentions = vec![mention("Lavrov", "/l/", Some("banned"))];
    });
    assert_eq!(linked, "<p><a href=\"/l/\">Lavrov</a> <small class=\"entity-note\">(banned)</small> and Lavrov</p>\n");
    let apart = with("O'Brien and \"O'Brien\"", |plan| plan.mentions = vec![mention("O’Brien", "/o/", None)]);
    assert_eq!(apart, "<p><a class=\"entity\" href=\"/o/\">O’Brien</a> and “O’Brien”</p>\n");
}

#[test]
fn shortcodes_leave_no_trace() {
    for (text, page) in [
        ("{{< img src=\"a\" >}}\n\n# {{< x >}}\n\n- {{% y %}}\n\n**{% z %}** _{{< v >}}_\n\n> {{< x >}}", ""),
        ("[a *b*]({{< ref \"x.md\" >}} \"t\") c", "<p>a <em>b</em> c</p>\n"),
        ("[{{< img \"a\" >}}](https://e.org/a.png)b", "<p>b</p>\n"),
        ("![a]({{< img \"b\" >}})", "<p>a</p>\n"),
        ("[a][b]\n\n[b]: {{< ref \"c\" >}} \"d\"", "<p>a</p>\n"),
        ("{{< note \"a b\" >}}**c**{{< /note >}}", "<p><strong>c</strong></p>\n"),
        ("{{% note %}}\n- a\n- b\n{{% /note %}}\n", "<ul>\n<li>a</li>\n<li>b\n</li>\n</ul>\n"),
        ("x <a href=\"{{< ref \"a\" >}}\">b</a> <b class=\"{{< c >}}\">d</b>", "<p>x b <b class=\"\">d</b></p>\n"),
        ("<div>\n<a\n href=\"{{< ref \"a\" >}}\">b</a>{{< c >}}\n</div>\n", "<div>\nb\n</div>\n"),
        ("a {{< tweet\n  text=“b”\n>}}c", "<p>a c</p>\n"),
        ("{{</* x \"y\" */>}} {{<x>}}", "<p>{{&lt; x “y” &gt;}} </p>\n"),
        ("[a](https://e.org/{{< b >}}/c)", "<p>a</p>\n"),
    ] {
        assert_eq!(render(text), page, "{text}");
    }
}

#[test]
fn shortcodes_in_code_stay() {
    assert_eq!(
        render("`{{< x \"y\" >}}` `{% z %}`"),
        "<p><code>{{&lt; x \"y\" &gt;}}</code> <code>{% z %}</code></p>\n"
    );
    assert_eq!(
        render("```\n{{< x\n y >}}\n{{</* z */>}}\n```\n\n    {% a %}\n"),
        "<pre tabindex=\"0\"><code>{{&lt; x\n y &gt;}}\n{{&lt; z &gt;}}\n</code></pre>\n<pre tabindex=\"0\"><code>{% a %}\n</code></pre>\n"
    );
}

#[test]
fn anything_at_all_makes_a_page() {
    let deep = "> ".repeat(500) + "a";
    let pieces = [
        "{{<",
        ">}}",
        "[",
        "](",
        ")",
        "![",
        "`",
        "<a href=\"",
        "\n",
        "# ",
        "{#x}",
        "| a |\n|-|\n",
        "[^1]",
        "[^1]: ",
        "\u{fdd0}",
        "é",
        "\"",
        "- [ ] ",
        "{{% x %}}",
        "**",
        "> [!NOTE]\n",
        ": ",
    ];
    let mut seed = 7_u64;
    let mut mixed = (0..400).map(|_| {
        let mut text = String::new();
        for _ in 0..40 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
        }
        text
    });
    for text in [deep, String::new(), "\u{feff}".into(), "\r\n\0".into()].into_iter().chain(&mut mixed) {
        let page =
            with(&text, |plan| plan.mentions = vec![Mention { name: "é".into(), url: "/e/".into(), note: None }]);
        for tag in ["p", "a", "figure", "li", "ul"] {
            let opened = page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count();
            assert!(tag == "a" || opened == page.matches(&format!("</{tag}>")).count(), "{tag}: {text:?}\n{page}");
        }
    }
}
