//! Search as the files of a site tell it: what is in them, and what an edit changes.

use crate::kit::Story;
use std::collections::BTreeMap;

fn article(title: &str, front: &str, text: &str) -> String {
    format!("---\ntitle: {title}\npublished: 2017-01-23\n{front}---\n{text}\n")
}

/// Every script of the search, by name.
fn scripts(story: &Story) -> BTreeMap<String, String> {
    let names = story.files("public").into_iter().filter(|name| name.contains("search/") && name.ends_with(".js"));
    names
        .filter(|name| !name.starts_with("assets/"))
        .map(|name| (name.clone(), story.read(&format!("public/{name}"))))
        .collect()
}

#[test]
fn an_edit_of_a_text_changes_one_file_of_the_search_and_a_title_the_index_alone() {
    let story = Story::site(&[]);
    for n in 0..200 {
        story.write(&format!("content/articles/a{n}.md"), article(&format!("Title {n}"), "", "Some text."));
    }
    story.build();
    let before = scripts(&story);
    assert_eq!(before.len(), 5, "{:?}", before.keys());
    let changed = |after: &BTreeMap<String, String>| -> Vec<String> {
        after.iter().filter(|(name, text)| before.get(*name) != Some(text)).map(|(name, _)| name.clone()).collect()
    };
    story.write("content/articles/a7.md", article("Title 7", "", "Another *text* of it."));
    story.build();
    let after = scripts(&story);
    let files = changed(&after);
    assert!(matches!(&files[..], [file] if file.contains("/text-")), "{files:?}");
    assert!(after[&files[0]].contains("\"/articles/a7/\":\"Another text of it.\""), "{}", after[&files[0]]);
    story.write("content/articles/a7.md", article("Another title", "", "Some text."));
    story.build();
    assert_eq!(changed(&scripts(&story)), ["search/index.js"]);
}

#[test]
fn what_is_held_or_withdrawn_is_in_no_file_of_the_search_though_drafts_are_shown() {
    let story = Story::site(&[
        ("content/articles/a.md", &article("An open one", "", "Open.")),
        ("content/articles/b.md", &article("Quagga draft", "draft: true\n", "A quagga.")),
        (
            "content/articles/c.md",
            &article("Quagga gone", "withdrawn: {date: 2018-01-01, reason: Wrong}\n", "A quagga."),
        ),
        ("content/articles/d.md", &article("Quagga later", "embargoed_until: 2999-01-01\n", "A quagga.")),
    ]);
    for arguments in [&["build"][..], &["build", "--drafts"]] {
        assert_eq!(story.run(arguments).code, 0);
        let all = scripts(&story);
        assert!(all["search/index.js"].contains("An open one"));
        assert!(all.values().all(|text| !text.to_lowercase().contains("quagga")), "{all:#?}");
    }
}

#[test]
fn addresses_in_the_index_know_no_sub_path_and_the_page_is_linked() {
    let story = Story::site(&[("content/articles/a.md", &article("One", "", "Text."))]);
    story.write("throughline.yaml", "title: Desk\nbase_url: https://desk.example/news/\n");
    story.build();
    assert!(story.read("public/search/index.js").contains("\"/articles/a/\""));
    assert!(story.read("public/index.html").contains("href=\"/news/search/\""));
    let page = story.read("public/search/index.html");
    assert!(page.contains("data-search=\"search/\"") && page.contains("Without it, look here"), "{page}");
    story.write("throughline.yaml", "title: Desk\nbase_url: https://desk.example/\noutputs: {search: false}\n");
    story.build();
    assert!(scripts(&story).is_empty() && !story.has("public/search/index.html"));
    assert!(!story.read("public/index.html").contains("/search/"));
}
