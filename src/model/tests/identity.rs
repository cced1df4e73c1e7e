//! Ids and addresses; translations.

use super::*;
use thin_vec::thin_vec;

#[test]
fn ids_are_written_or_follow_from_the_name_of_the_file() {
    let mut desk = Desk::new()
        .article("2017-01-23-Talks Open", "2017-01-23", |_, _| {})
        .article("b", "2017-01-24", |common, _| common.id = Some(word("kept")))
        .article("2018/round", "2018-01-01", |_, _| {})
        .article("2019/round", "2019-01-01", |_, _| {})
        .article("3", "2019-01-02", |common, _| common.id = Some(word("three")))
        .article("three", "2019-01-03", |_, _| {})
        .page("help/Contact us", |_| {})
        .page("terms", |common| common.slug = Some(word("legal/terms")));
    desk.sources.documents.sort_by(|a, b| a.path.cmp(&b.path));
    let mut diagnostics = Vec::new();
    let (site, resolver) = crate::model::documents(&desk.sources, &mut diagnostics);
    assert_eq!(diagnostics, []);
    let ids: Vec<(&str, &str, bool)> =
        site.articles.iter().map(|article| (&*article.id, &*article.slug, article.id_is_unique)).collect();
    let expected = [
        ("talks-open", "talks-open", true),
        ("kept", "b", true),
        ("round", "round", false),
        ("round", "round", false),
        ("three", "3", true),
        ("three", "three", false),
    ];
    assert_eq!(ids, expected);
    assert!(matches!(resolver.article("round"), Found::Ambiguous(files) if files.len() == 2));
    assert_eq!(
        resolver.article("three"),
        Found::Published(crate::model::site::ArticleId(4)),
        "a written id goes first"
    );
    assert_eq!(resolver.article("b"), Found::Missing);
    assert_eq!(resolver.nearest_article("talks-opne"), Some("talks-open"));
    assert_eq!(&*site.pages[0].slug, "help/contact-us");
    assert_eq!(resolver.page("legal/terms"), Found::Published(crate::model::site::PageId(1)));
    assert_eq!(
        resolver.path(&crate::model::testing::path("content/pages/terms.md")),
        Found::Published(Member::Page(crate::model::site::PageId(1)))
    );
}

#[test]
fn two_written_ids_are_an_error_and_names_without_letters_too() {
    let (_, said) = Desk::new()
        .article("a", "2017-01-01", |common, _| common.id = Some(word("x")))
        .article("b", "2017-01-02", |common, _| common.id = Some(word("x")))
        .article("---", "2017-01-03", tagged(&["!!!"]))
        .build();
    assert_eq!(
        said,
        [
            "empty-slug: no letter or digit is left to make an address of",
            "empty-slug: `!!!` has no letter or digit to make an address of",
            "duplicate-id: two documents of the kind article have the id `x`",
        ]
    );
}

#[test]
fn slugs_are_made_as_the_settings_say() {
    let desk = || Desk::new().article("Сочи", "2018-01-30", tagged(&["Мир"]));
    let site = desk().site();
    assert_eq!((&*site.articles[0].slug, &*site.tags[0].slug), ("сочи", "мир"));
    let site = desk().set(|config| config.slugs = Slugs::Ascii).site();
    assert_eq!((&*site.articles[0].slug, &*site.tags[0].slug), ("sochi", "mir"));
}

#[test]
fn updated_follows_from_the_newest_correction() {
    let correction = |day: &str| Correction {
        date: published(day),
        kind: CorrectionKind::Correction,
        text: None,
        was: None,
        now: None,
    };
    let site = Desk::new()
        .article("a", "2018-01-01", |common, front| {
            common.updated = Some(published("2018-02-01"));
            front.corrections = thin_vec![correction("2018-03-01"), correction("2018-01-05")];
        })
        .site();
    assert_eq!(site.articles[0].updated, Some(published("2018-03-01")));
}

#[test]
fn a_translation_goes_with_its_original() {
    let site = Desk::new()
        .article("a", "2017-01-01", tagged(&["Peace"]))
        .translation("ru", |common| common.title = "А".into())
        .article("held", "2021-01-01", |_, _| {})
        .translation("ru", |_| {})
        .person("envoy", "Envoy")
        .translation("ru", |common| common.title = "Посланник".into())
        .article("elsewhere/b", "", |common, _| {
            common.translation_of = Some(word("about"));
            common.language = Some("ru".into());
        })
        .article("about", "2017-01-02", |_, _| {})
        .site();
    assert_eq!(titles(&site, [0, 1].map(crate::model::site::ArticleId)), ["a", "about"]);
    assert_eq!(site.articles.len(), 2, "counted once");
    assert_eq!(site.tags[0].articles.len(), 1);
    assert_eq!(&*site.articles[0].translations[0].doc.common.title, "А");
    assert_eq!(&*site.articles[1].translations[0].language, "ru");
    assert_eq!(site.entities[0].translations.len(), 1);
    assert_eq!(paths(&site.not_published.held_with_them), ["held.ru.md"]);
}

#[test]
fn odd_translations_are_errors() {
    let (site, said) = Desk::new()
        .article("a", "2017-01-01", |_, _| {})
        .translation("fr", |_| {})
        .article("lost", "2017-01-01", |_, _| {})
        .translation("ru", |_| {})
        .build();
    assert_eq!(said, ["unknown-language: `fr` is no language of this site"]);
    assert_eq!(site.articles.len(), 2);
    let mut desk = Desk::new().article("lost", "2017-01-01", |_, _| {}).translation("ru", |_| {});
    desk.sources.documents.remove(0);
    let (_, said) = desk.build();
    assert_eq!(said, ["no-original: there is no `lost.md` of which this could be a translation"]);
}
