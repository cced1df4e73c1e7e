//! Translations: the version in the page's language, else the original with its mark.

use super::*;

fn stand() -> Stand {
    Desk::new("languages: [en, ru, ar]\nmenu: [tags, \"page:about\"]\n")
        .file("pages/about.md", "title: About us", "")
        .file("pages/about.ru.md", "title: О нас", "")
        .file("dossiers/t/index.md", "title: Talks", "So far.")
        .article("a", "2017-01-23", "short_title: Short\ntags: [Peace]\nkicker: Syria\ndossiers: [t]")
        .file("articles/a.ru.md", "title: Переговоры\nstandfirst: Коротко", "Текст.")
        .article("b", "2017-01-24", "dossiers: [t]\nlanguage: ar")
        .stand()
}

#[test]
fn a_list_shows_the_version_in_the_language_of_the_page_or_marks_the_original() {
    let stand = stand();
    let latest = &stand.part("/ru/", "dossiers")[0]["latest"];
    assert_eq!(all(latest, "title"), ["Title of b", "Переговоры"]);
    assert_eq!(all(latest, "url"), ["/news/articles/b/", "/news/ru/articles/a/"]);
    assert_eq!((&latest[0]["language"], &latest[0]["dir"]), (&"ar".into(), &"rtl".into()));
    assert!(latest[1]["language"].is_null());
    assert_eq!(latest[1]["kicker"], "Syria", "what is not translated is the original's");
    assert_eq!(latest[1]["published"]["text"], "23 января 2017");
    let english = &stand.part("/", "dossiers")[0]["latest"];
    assert_eq!(all(english, "title"), ["Title of b", "Short"]);
    let dossier = &stand.part("/ru/", "dossiers")[0];
    assert_eq!((&dossier["title"], &dossier["language"]), (&"Talks".into(), &"en".into()));
}

#[test]
fn a_translated_page_knows_its_other_languages() {
    let stand = stand();
    let page = stand.part("/ru/articles/a/", "page");
    assert_eq!(all(&page["alternates"], "language"), ["en", "ru"]);
    assert_eq!(all(&page["alternates"], "name"), ["English", "Русский"]);
    assert_eq!(page["alternates"][0]["canonical"], "https://desk.example/news/articles/a/");
    assert_eq!((&page["language"], &page["breadcrumbs"][0]["title"]), (&"ru".into(), &"Главная".into()));
    let article = stand.part("/ru/articles/a/", "article");
    assert_eq!((&article["title"], &article["language"]), (&"Переговоры".into(), &Value::Null));
    assert!(article["short_title"].is_null(), "a short title in another language is none");
    let arabic = stand.part("/articles/b/", "article");
    assert_eq!((&arabic["language"], &arabic["dir"]), (&"ar".into(), &"rtl".into()));
}

#[test]
fn the_menu_is_in_the_language_of_the_page() {
    let stand = stand();
    let site = stand.part("/ru/", "site");
    assert_eq!(all(&site["menu"], "title"), ["Темы", "О нас"]);
    assert_eq!(all(&site["menu"], "url"), ["/news/ru/tags/", "/news/ru/about/"]);
    assert_eq!((&site["url"], &site["dir"]), (&"/news/ru/".into(), &"ltr".into()));
    assert_eq!(all(&stand.part("/", "site")["menu"], "title"), ["Topics", "About us"]);
    assert_eq!(site["footer"], Value::Array(Vec::new()));
}

#[test]
fn writing_runs_from_the_right_where_it_does() {
    use crate::plan::view::languages::direction;
    let rtl = ["ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "ar-EG", "az-Arab"];
    assert!(rtl.iter().all(|tag| direction(tag) == "rtl"));
    assert!(["en", "ru", "az", "sd-Deva", ""].iter().all(|tag| direction(tag) == "ltr"));
}
