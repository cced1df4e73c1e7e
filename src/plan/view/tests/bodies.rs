//! Bodies: where links lead, which names are linked, what components embed.

use super::*;
use crate::model::site::ArticleId;
use crate::plan::body::{BodyPlan, ComponentData, LinkPlan};

fn links(body: &BodyPlan) -> Vec<String> {
    let shown = |link: &LinkPlan| match link {
        LinkPlan::AsWritten => "as written".into(),
        LinkPlan::TextOnly => "text".into(),
        LinkPlan::To { url, .. } => url.to_string(),
    };
    body.links.iter().map(shown).collect()
}

fn body(stand: &Stand, slug: &str, language: &str) -> Arc<BodyPlan> {
    let at = stand.site.articles.iter().position(|article| *article.slug == *slug).expect("an article");
    stand.views().article_body(ArticleId(at as u32), stand.plan.language(language), "")
}

fn linked() -> Stand {
    let text =
        "[a](two.md#part) [b](person:ada) [c](tag:syria) [d](https://example.org/) [e](#here) [f](article:later)";
    Desk::new("languages: [en, ru]\nfeed: {content: full}\n")
        .file("articles/one.md", "title: One\npublished: 2017-01-23\ntags: [Syria, Ada Quill]", text)
        .file("articles/one.ru.md", "title: Раз", "[а](article:two) [б](person:ada)")
        .file("articles/two.md", "title: Two\npublished: 2017-01-24", "## Part\n\nText.")
        .file("articles/two.ru.md", "title: Два", "Текст.")
        .file("articles/later.md", "title: Later\npublished: 2027-01-24", "Not yet.")
        .file("people/ada.md", "name: Ada Quill\nalso: [Quill]\nnote: Banned nowhere.", "")
        .stand()
}

#[test]
fn links_lead_below_the_sub_path_and_unpublished_pieces_are_text() {
    let stand = linked();
    let expected =
        ["/news/articles/two/#part", "/news/people/ada/", "/news/tags/syria/", "as written", "as written", "text"];
    assert_eq!(links(&body(&stand, "one", "en")), expected);
    assert_eq!(links(&body(&stand, "one", "ru")), ["/news/ru/articles/two/", "/news/people/ada/"]);
}

#[test]
fn a_feed_has_absolute_links_only() {
    let stand = linked();
    let page = "https://desk.example/news/articles/one/";
    let body = stand.views().feed_body(ArticleId(0), 0, page);
    assert_eq!(links(&body)[0], "https://desk.example/news/articles/two/#part");
    assert_eq!(links(&body)[4], format!("{page}#here"));
    assert!(body.mentions.iter().all(|mention| mention.url.starts_with("https://")));
}

#[test]
fn names_are_linked_where_the_article_lists_them() {
    let stand = linked();
    let mentions = body(&stand, "one", "en").mentions.clone();
    let names: Vec<&str> = mentions.iter().map(|mention| &*mention.name).collect();
    assert_eq!(names, ["Ada Quill", "Quill"]);
    assert!(
        mentions.iter().all(|one| one.note.as_deref() == Some("Banned nowhere.") && &*one.url == "/news/people/ada/")
    );
    assert_eq!(body(&stand, "two", "en").mentions, []);
}

#[test]
fn a_name_that_two_bear_is_linked_to_neither() {
    let stand = Desk::new("")
        .file("people/a.md", "name: Ivan Petrov\nalso: [Petrov]", "")
        .file("people/b.md", "name: Olga Petrova\nalso: [Petrov]", "")
        .article("one", "2017-01-23", "people: [a, b]")
        .article("two", "2017-01-23", "people: [a]\nlink_entities: false")
        .stand();
    let mentions = body(&stand, "one", "en").mentions.clone();
    let names: Vec<&str> = mentions.iter().map(|one| &*one.name).collect();
    assert_eq!(names, ["Olga Petrova", "Ivan Petrov"]);
    assert_eq!(body(&stand, "two", "en").mentions, []);
}

#[test]
fn a_withdrawn_piece_has_no_text() {
    let stand = Desk::new("").article("one", "2017-01-23", "withdrawn: {date: 2018-01-01, reason: Wrong}").stand();
    let body = body(&stand, "one", "en");
    assert_eq!(body.span.start, body.span.end);
}

fn embedding(background: &str, title: &str) -> Stand {
    let embed = "```background\nid: zones\n```\n\n```timeline\ndossier: talks\n```\n";
    let events = format!("title: Talks\nevents: [{{date: 2016, title: {title}}}]");
    Desk::new("")
        .file("articles/one.md", "title: One\npublished: 2017-01-23", embed)
        .file("dossiers/talks/index.md", &events, "")
        .file("background/zones.md", "title: Zones", background)
        .stand()
}

#[test]
fn what_a_component_embeds_is_in_the_hash() {
    let first = body(&embedding("Four zones.", "Before"), "one", "en");
    assert!(matches!(&first.components[0].data, ComponentData::Body(_)), "{:?}", first.components);
    assert!(matches!(&first.components[1].data, ComponentData::Timeline(_)));
    assert_eq!(first.hash, body(&embedding("Four zones.", "Before"), "one", "en").hash);
    assert_ne!(first.hash, body(&embedding("Five zones.", "Before"), "one", "en").hash);
    assert_ne!(first.hash, body(&embedding("Four zones.", "After"), "one", "en").hash);
}

#[test]
fn backgrounds_that_multiply_without_end_end() {
    let embed = |n: usize| format!("```background\nid: b{}\n```\n\n", n + 1).repeat(9);
    let desk = Desk::new("").file("articles/one.md", "title: One\npublished: 2017-01-23", &embed(0));
    let name = |n: usize| format!("background/b{n}.md");
    let stand = (1..30).fold(desk, |desk, n| desk.file(&name(n), "title: Zones", &embed(n))).stand();
    let body = body(&stand, "one", "en");
    assert_eq!(body.components.len(), 9);
    assert!(body.components.iter().all(|one| matches!(one.data, ComponentData::Body(_))), "each begins anew");
}

#[test]
fn a_background_that_embeds_itself_ends() {
    let stand = embedding("```background\nid: zones\n```\n", "Before");
    let body = body(&stand, "one", "en");
    let ComponentData::Body(inner) = &body.components[0].data else { panic!("{:?}", body.components) };
    assert!(matches!(inner.components[0].data, ComponentData::None));
}
