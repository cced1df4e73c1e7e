//! Languages as a reader meets them: whose words are whose, and what there is not.

use crate::kit::{Story, article};

/// A desk in three languages: a dossier and an article in English alone, another that has a Russian translation.
fn desk() -> Story {
    let story = Story::site(&[
        ("content/dossiers/harbour/index.md", "---\ntitle: Harbour\nkicker: Closed story\n---\n\nSo far.\n"),
        (
            "content/articles/a.md",
            &article("One", "2017-01-01", "dossiers: [harbour]\ntags: [Port]\nauthors: [Ada, Bo]\n", "Text."),
        ),
        ("content/articles/b.md", &article("Two", "2017-01-02", "dossiers: [harbour]\n", "Text.")),
        ("content/articles/b.ru.md", "---\ntitle: Два\n---\nТекст.\n"),
        ("content/articles/c.md", &article("Трое", "2017-01-03", "language: ar\nauthors: [Ada, Bo]\n", "نص.")),
    ]);
    story.write("throughline.yaml", "title: Desk\nbase_url: https://desk.example/\nlanguages: [en, ru, ar]\n");
    story.build();
    story
}

/// What stands between the first `from` and the next `to` after it.
fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let rest = &text[text.find(from).unwrap_or_else(|| panic!("no {from} in {text}"))..];
    &rest[..rest.find(to).unwrap_or(rest.len())]
}

#[test]
fn on_a_card_in_another_language_the_words_of_the_page_are_marked_as_its_own() {
    let story = desk();
    let home = story.read("public/ar/index.html");
    for card in ["card dossier-card\" lang=\"en\" dir=\"ltr\"", "class=\"card\" lang=\"en\" dir=\"ltr\""] {
        let card = between(&home, card, "</article>");
        assert!(card.contains("<p class=\"meta\" lang=\"ar\" dir=\"rtl\">"), "{card}");
    }
    let status = between(&home, "card dossier-card", "</article>");
    assert!(status.contains("Closed story · <span lang=\"ar\" dir=\"rtl\">"), "{status}");
    let home = story.read("public/index.html");
    let arabic = between(&home, "class=\"card\" lang=\"ar\" dir=\"rtl\"", "</article>");
    assert!(arabic.contains("<p class=\"meta\" lang=\"en\" dir=\"ltr\">"), "{arabic}");
    assert!(between(&home, "class=\"card\">", "</article>").contains("<p class=\"meta\">"), "{home}");
}

#[test]
fn a_page_about_a_text_in_another_language_marks_the_text_and_not_its_own_words() {
    let page = desk().read("public/articles/c/index.html");
    assert!(page.contains("<h1 lang=\"ar\" dir=\"rtl\">"), "{page}");
    assert!(page.contains("<div class=\"prose body\" lang=\"ar\" dir=\"rtl\">"), "{page}");
    assert!(page.contains("<article class=\"text\">") && page.contains("<p class=\"meta byline\">"), "{page}");
}

#[test]
fn lists_in_arabic_have_the_arabic_comma() {
    let story = desk();
    let meta = |page: &str, of: &str| between(&story.read(page), of, "</p>").to_string();
    let dossier = meta("public/ar/index.html", "<p class=\"meta\" lang=\"ar\"");
    assert!(dossier.contains('،') && !dossier.contains(','), "{dossier}");
    let english = meta("public/index.html", "<p class=\"meta\">");
    assert!(english.contains(", ") && !english.contains('،'), "{english}");
}

#[test]
fn a_page_says_which_languages_of_the_site_it_is_not_in() {
    let story = desk();
    let lacking = |page: &str| between(&story.read(page), "<p class=\"lacking\">", "</p>").to_string();
    let all = lacking("public/articles/a/index.html");
    assert!(all.contains("Not available in: <bdi lang=\"ru\">Русский</bdi>, <bdi lang=\"ar\">العربية</bdi>"), "{all}");
    let ru = lacking("public/ru/articles/b/index.html");
    assert!(ru.contains("<bdi lang=\"ar\">") && !ru.contains("lang=\"ru\"") && !ru.contains("Not available"), "{ru}");
    let ar = lacking("public/articles/c/index.html");
    assert!(ar.contains("lang=\"en\"") && ar.contains("lang=\"ru\"") && !ar.contains("lang=\"ar\""), "{ar}");
    for page in ["public/index.html", "public/tags/index.html", "public/404.html"] {
        assert!(!story.read(page).contains("class=\"lacking\""), "{page}");
    }
    story
        .write("throughline.yaml", "title: Desk\nbase_url: https://desk.example/\n")
        .remove("content/articles/b.ru.md");
    story.build();
    assert!(!story.read("public/articles/a/index.html").contains("class=\"lacking\""));
}
