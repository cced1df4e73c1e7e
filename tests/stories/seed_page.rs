//! The seed page: a wire article in a dossier of 173, and everything that such a page offers.

use crate::kit::{Story, article, words};

const TITLE: &str = "Syrian Peace Talks in Astana";

fn site() -> Story {
    let story = Story::empty();
    story.write(
        "throughline.yaml",
        "title: The Desk\nbase_url: https://desk.example/\ntimezone: Asia/Almaty\narticle_links:\n  - {title: Community standards, to: page:standards}\n  - {title: Discussion, to: \"https://forum.example/t/{slug}\"}\n",
    );
    story.write("content/dossiers/astana/index.md", format!("---\ntitle: {TITLE}\n---\n\nThe story so far.\n"));
    story.write("content/pages/standards.md", "---\ntitle: Community standards\n---\n\nBe kind.\n");
    story.write("content/people/ada-quill.md", "---\nname: Ada Quill\n---\n\nAn envoy.\n");
    story.write("content/places/astana.md", "---\nname: Astana\n---\n\nA city.\n");
    story.write("content/organisations/un.md", "---\nname: United Nations\n---\n\nAn organisation.\n");
    for n in 1..=173 {
        let (month, day) = ((n - 1) / 28 + 1, (n - 1) % 28 + 1);
        let mut more = String::from("dossiers: [astana]\n");
        if n == 61 {
            more.push_str("standfirst: They meet again.\ndateline: {place: Astana, source: Agency}\n");
            more.push_str("tags: [Ceasefire, United Nations, Ada Quill, Astana]\n");
        }
        let text =
            article(&format!("Day {n} of the talks"), &format!("2017-{month:02}-{day:02}"), &more, "Delegates met.");
        story.write(&format!("content/articles/day-{n}.md"), text);
    }
    story
}

#[test]
fn a_wire_article_in_a_dossier_of_173_offers_everything() {
    let story = site();
    story.build();
    let page = story.read("public/articles/day-61/index.html");
    let (head, rest) = page.split_once("Delegates met.").expect("the body");
    let (before, after) = (words(head), words(rest));

    assert!(page.contains("data-today"), "a masthead date, filled in by the reader's browser");
    let link = format!("{TITLE} (173)");
    assert!(before.contains(&link), "the dossier with its count above the body: {before}");
    assert!(after.contains(&link), "and below it: {after}");
    assert!(before.contains("They meet again."), "the standfirst");
    assert!(before.contains("Astana (Agency) —"), "the dateline: {before}");
    assert!(after.contains("Part 61 of 173"), "{after}");
    for n in [60, 62] {
        assert!(after.contains(&format!("Day {n} of the talks")), "a headline beside it: {n}");
    }
    assert!(after.contains("Ceasefire, United Nations, Ada Quill, Astana"), "the flat tag line: {after}");
    for address in
        ["/tags/ceasefire/", "/organisations/un/", "/people/ada-quill/", "/places/astana/", "/dossiers/astana/"]
    {
        assert!(rest.contains(&format!("href=\"{address}\"")), "{address}");
    }
    assert!(rest.contains("href=\"/standards/\""), "community standards");
    assert!(rest.contains("href=\"https://forum.example/t/day-61\""), "discussion");

    let short = rest.split("href=\"/s/").nth(1).and_then(|text| text.split('/').next()).expect("a short link");
    assert_eq!(short.len(), 10);
    assert!(after.contains(&format!("desk.example/s/{short}")), "{after}");
    let redirect = story.read(&format!("public/s/{short}/index.html"));
    assert!(redirect.contains("url=/articles/day-61/"), "{redirect}");
}

#[test]
fn the_dossier_of_173_numbers_them_in_order() {
    let story = site();
    story.build();
    let page = story.words("dossiers/astana/index.html");
    assert!(page.contains("173 articles"), "{page}");
    let html = story.read("public/dossiers/astana/index.html");
    assert_eq!(html.matches("<li value=").count(), 173);
}
