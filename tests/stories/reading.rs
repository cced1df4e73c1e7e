//! What a reader finds on a page, and what a page brings along for a phone and for paper.

use crate::kit::{Story, article};

#[test]
fn the_manifest_has_the_sites_own_icon_or_a_drawn_one() {
    let story = Story::site(&[("content/articles/a.md", &article("One", "2017-01-01", "", "Text."))]);
    story.build();
    let manifest: serde_json::Value = serde_json::from_str(&story.read("public/site.webmanifest")).expect("JSON");
    let drawn = manifest["icons"][0]["src"].as_str().expect("an icon");
    assert!(drawn.starts_with("assets/icon.") && drawn.ends_with(".svg"), "{drawn}");
    assert!(story.read(&format!("public/{drawn}")).starts_with("<svg"));

    story.write("static/icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>");
    story.build();
    let manifest: serde_json::Value = serde_json::from_str(&story.read("public/site.webmanifest")).expect("JSON");
    assert_eq!(manifest["icons"][0]["src"], "icon.svg");
    let page = story.read("public/index.html");
    assert!(page.contains("<link rel=\"icon\" href=\"/icon.svg\">"), "{page}");
    assert!(page.contains("<link rel=\"manifest\" href=\"/site.webmanifest\">"), "{page}");
}

#[test]
fn a_page_that_is_not_found_leads_on() {
    let story = Story::site(&[
        ("content/dossiers/harbour/index.md", "---\ntitle: Harbour\nstatus: running\n---\n"),
        ("content/articles/a.md", &article("The crane falls", "2017-01-01", "dossiers: [harbour]\n", "Text.")),
    ]);
    story.build();
    let page = story.words("404.html");
    assert!(page.contains("Harbour") && page.contains("The crane falls"), "{page}");
}

#[test]
fn the_box_of_the_first_and_of_the_last_piece_has_four_others_too() {
    let story = Story::site(&[("content/dossiers/harbour/index.md", "---\ntitle: Harbour\n---\n")]);
    for n in 1..=9 {
        let text = article(&format!("Piece {n}"), &format!("2017-01-0{n}"), "dossiers: [harbour]\n", "Text.");
        story.write(&format!("content/articles/p{n}.md"), text);
    }
    story.build();
    for (here, others) in
        [(1, [2, 3, 4, 5]), (2, [1, 3, 4, 5]), (5, [3, 4, 6, 7]), (8, [6, 7, 9, 5]), (9, [5, 6, 7, 8])]
    {
        let page = story.read(&format!("public/articles/p{here}/index.html"));
        let (_, rest) = page.split_once("class=\"box\"").expect("a box");
        let (list, _) = rest.split_once("</nav>").expect("its list");
        let mut expected: Vec<i32> = others.into();
        expected.push(here);
        expected.sort();
        let listed: Vec<i32> =
            list.split("<li value=\"").skip(1).filter_map(|item| item.split('"').next()?.parse().ok()).collect();
        assert_eq!(listed, expected, "from piece {here}");
    }
}

#[test]
fn a_piece_says_how_to_be_cited_and_paper_says_where_it_came_from() {
    let more = "authors: [Ada Quill]\n";
    let story = Story::site(&[("content/articles/a.md", &article("The crane falls", "2017-01-01", more, "Text."))]);
    story.build();
    let page = story.words("articles/a/index.html");
    assert!(
        page.contains("Ada Quill. The crane falls. The Desk, 1 January 2017. https://desk.example/articles/a/"),
        "{page}"
    );
    let html = story.read("public/articles/a/index.html");
    assert!(html.contains("on-paper meta\">The Desk · https://desk.example/articles/a/</p>"), "{html}");
}
