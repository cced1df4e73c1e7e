//! Stories about links, and what they become.

use super::*;
use crate::model::press::{build, faults, print, sources};
use crate::parse::document::Text;

/// The targets of the article whose id is `id`.
fn targets<'a>(site: &'a Site, id: &str) -> &'a [Target] {
    &site.articles.iter().find(|article| *article.id == *id).expect("an article").links
}

fn to(member: Member, fragment: &str) -> Target {
    Target::Member(member, Text::from(fragment))
}

const OPENING: (&str, &str) = ("content/articles/2017-01-23-opening.md", "## The first day\n\nText.\n");

#[test]
fn documents_are_linked_by_path_and_by_id() {
    let site = print(&[
        OPENING,
        ("content/dossiers/talks/index.md", ""),
        ("content/people/a-person.md", "name: A. Person\n---\n"),
        ("content/pages/help/contact.md", ""),
        ("content/tags.yaml", "Ceasefire: {also: [truce]}\n"),
        (
            "content/articles/2017-02-01-next.md",
            "tags: [Ceasefire]\ndossiers: [talks]\npeople: []\n---\n\
             [a](2017-01-23-opening.md#the-first-day) [b](../dossiers/talks/) [c](article:opening#the-first-day)\n\
             [d](dossier:talks) [e](person:a-person) [f](tag:truce) [g](page:help/contact) [h](2017-01-23-opening)\n\
             [i](/articles/opening/) [j](https://example.org) [k](mailto:a@b.c) [l](#part) [m](?page=2)\n\n## Part\n",
        ),
    ]);
    let opening = to(Member::Article(ArticleId(0)), "#the-first-day");
    let talks = to(Member::Dossier(DossierId(0)), "");
    let plain = to(Member::Article(ArticleId(0)), "");
    let found = targets(&site, "next");
    assert_eq!(found[..4], [opening.clone(), talks.clone(), opening, talks]);
    assert_eq!(found[4], to(Member::Entity(EntityId(0)), ""));
    assert!(matches!(found[5], Target::Tag(..)));
    assert_eq!(found[6..8], [to(Member::Page(PageId(0)), ""), plain]);
    assert!(found[8..].iter().all(|target| *target == Target::AsWritten), "{:?}", &found[8..]);
    let next = Member::Article(ArticleId(1));
    assert_eq!(site.articles[0].backlinks, [next], "once, however often");
    assert_eq!(site.dossiers[0].backlinks, [next]);
    assert_eq!(site.articles[1].backlinks, []);
}

#[test]
fn translations_link_and_are_linked_to() {
    let site = print(&[
        OPENING,
        ("content/articles/2017-01-23-opening.ru.md", "## Первый день\n"),
        ("content/articles/next.md", "[a](2017-01-23-opening.ru.md#первый-день)\n"),
        (
            "content/articles/next.ru.md",
            "[a](article:opening#%D0%BF%D0%B5%D1%80%D0%B2%D1%8B%D0%B9-%D0%B4%D0%B5%D0%BD%D1%8C)\n",
        ),
    ]);
    let next = site.articles.iter().position(|article| *article.id == *"next").expect("it");
    assert!(matches!(site.articles[next].links[..], [Target::Member(Member::Article(_), _)]));
    assert!(matches!(site.articles[next].translations[0].links[..], [Target::Member(Member::Article(_), _)]));
    assert_eq!(site.articles[1 - next].backlinks, [Member::Article(ArticleId(next as u32))]);
}

#[test]
fn what_is_not_published_is_its_text_without_a_link() {
    let site = print(&[
        ("content/articles/draft.md", "draft: true\n---\n"),
        ("content/articles/2030-01-01-future.md", ""),
        ("content/articles/p.md", "[a](draft.md) [b](article:future) [c]({{< ref \"x\" >}}) [d](draft.md#nowhere)\n"),
    ]);
    assert_eq!(targets(&site, "p"), vec![Target::TextOnly; targets(&site, "p").len()]);
    assert!(targets(&site, "p").len() >= 3);
}

#[test]
fn a_broken_link_says_what_was_meant() {
    let said = |body: &str| {
        let said = faults(&[OPENING, ("content/dossiers/talks/index.md", ""), ("content/pages/p.md", body)]);
        assert_eq!(said.len(), 1, "{body}: {said:?}");
        said[0].clone()
    };
    assert_eq!(
        said("[a](2017-01-23-opening.md)\n"),
        "broken-link p.md: there is no document and no file `content/pages/2017-01-23-opening.md` \
         | did you mean `../articles/2017-01-23-opening.md`?"
    );
    assert!(said("[a](../articles/2017-01-23-Opening.md)\n").contains("capital and small letters count"));
    assert!(said("[a](../dossiers/talk/)\n").contains("did you mean `../dossiers/talks/index.md`?"));
    assert!(said("[a](../articles/2017-01-23-opening.html)\n").contains("did you mean"));
    assert!(
        said("[a](article:openning)\n").contains("no article has the id `openning` | did you mean `article:opening`?")
    );
    assert!(said("[a](../../../x.md)\n").contains("leads out of the site's folder"));
    assert!(
        said("[a](article:opening#first-day)\n")
            .starts_with("broken-anchor p.md: `content/articles/2017-01-23-opening.md` has no heading `#first-day`")
    );
    assert!(said("[a](#parts)\n\n## Part\n").contains("did you mean `#part`?"));
    assert!(said("[a](tag:ceasefire)\n").starts_with("broken-link p.md: no article has the tag `ceasefire`"));
}

#[test]
fn a_build_that_goes_on_shows_no_dead_link() {
    let (site, said) = build(&sources(&[
        OPENING,
        ("content/articles/p.md", "[a](nowhere.md) [b](article:opening#nowhere) ![c](nowhere.png) [d](javascript:x)\n"),
    ]));
    assert_eq!(said.len(), 3, "the scheme was told by the scan: {said:?}");
    let opening = site.articles.iter().position(|article| *article.id == *"opening").expect("it");
    let beginning = to(Member::Article(ArticleId(opening as u32)), "");
    assert_eq!(targets(&site, "p"), [Target::TextOnly, beginning, Target::AsWritten, Target::TextOnly]);
}

#[test]
fn an_id_of_two_articles_names_both_files() {
    let said = faults(&[
        ("content/articles/a/same.md", ""),
        ("content/articles/b/same.md", ""),
        ("content/pages/p.md", "[x](article:same) [y](../articles/b/same.md)\n"),
    ]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("ambiguous-reference p.md: `article:same` may mean several documents"), "{said:?}");
    assert!(said[0].contains("as in `../articles/a/same.md`"), "{said:?}");
}

#[test]
fn anchors_of_events_are_known_and_those_of_held_ones_are_no_fault() {
    let files = [
        ("content/dossiers/a/index.md", "events: [{date: 2017, title: X}]\n---\n[x](#e-2017-x)\n"),
        ("content/articles/draft.md", "draft: true\nevents: [{date: 2018, title: Y}]\n---\n"),
        ("content/pages/p.md", "[x](dossier:a#e-2017-x) [y](dossier:a#e-2018-y)\n"),
    ];
    let site = print(&files);
    assert_eq!(site.pages[0].links[1], to(Member::Dossier(DossierId(0)), ""));
    let said = faults(&[files[0], ("content/pages/p.md", "[x](dossier:a#e-2018-y)\n")]);
    assert_eq!(said.len(), 1);
}

#[test]
fn faults_of_a_scheduled_piece_are_told_before_its_day() {
    let scheduled = ("content/articles/2030-01-01-future.md", "[a](nowhere.md) [b](#e-own)\n");
    assert_eq!(faults(&[scheduled]).len(), 1);
    let mut sources = sources(&[scheduled]);
    sources.selection.as_of = true;
    assert_eq!(build(&sources).1, [] as [&str; 0]);
}

#[test]
fn a_withdrawn_article_links_to_nothing() {
    let site = print(&[
        OPENING,
        ("content/articles/p.md", "withdrawn: {date: 2018-01-01, reason: Wrong}\n---\n[a](article:opening)\n"),
    ]);
    assert!(site.articles.iter().all(|article| article.backlinks.is_empty()));
}
