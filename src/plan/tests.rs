//! The plan as stories: from the files of a site to its addresses.

use super::testing::{addresses, article, planned};
use super::{FeedOf, Page, PageKind, address, lookup};
use crate::base::diag::Diagnostic;
use crate::model::site::{ArticleId, DossierId, Member};

fn starting<'a>(all: &[&'a str], start: &str) -> Vec<&'a str> {
    all.iter().copied().filter(|address| address.starts_with(start)).collect()
}

fn only(told: &[Diagnostic], code: &str) -> Diagnostic {
    let found: Vec<&Diagnostic> = told.iter().filter(|one| one.code == code).collect();
    assert_eq!(found.len(), 1, "{told:#?}");
    found[0].clone()
}

#[test]
fn an_empty_site_has_a_home_and_no_feed() {
    let (_, plan, told) = planned(&[]);
    assert_eq!(told, []);
    assert_eq!(addresses(&plan), ["/404.html", "/", "/robots.txt", "/site.webmanifest", "/sitemap.xml"]);
}

#[test]
fn a_small_site_has_every_kind_of_page() {
    let talks = article(
        "Talks open",
        "2017-01-23",
        "dossiers: [talks]\ntags: [Syria]\nplaces: [Astana]\nevents:\n  - {date: 2017-01-23, title: Talks open}\ncorrections:\n  - {date: 2017-02-01, text: A name was mended.}\n",
    );
    let (_, plan, told) = planned(&[
        ("content/articles/2017-01-23-talks-open.md", &talks),
        ("content/dossiers/talks/index.md", "---\ntitle: The talks\n---\nSo far.\n"),
        ("content/people/a-b.md", "---\nname: A B\n---\n"),
        ("content/pages/about.md", "---\ntitle: About\n---\nUs.\n"),
        ("static/logo.png", "x"),
    ]);
    assert_eq!(told, []);
    let all = addresses(&plan);
    for expected in [
        "/",
        "/404.html",
        "/about/",
        "/archive/",
        "/archive/2017/01/",
        "/articles/talks-open/",
        "/changes/",
        "/dossiers/",
        "/dossiers/talks/",
        "/dossiers/talks/events.ics",
        "/dossiers/talks/feed.json",
        "/dossiers/talks/feed.xml",
        "/dossiers/talks/print/",
        "/dossiers/talks/timeline.json",
        "/dossiers/talks/timeline/",
        "/feed.json",
        "/feed.xml",
        "/logo.png",
        "/people/",
        "/people/a-b/",
        "/places/",
        "/places/astana/",
        "/robots.txt",
        "/site.webmanifest",
        "/sitemap.xml",
        "/tags/",
        "/tags/syria/",
        "/tags/syria/feed.xml",
        "/timeline/",
        "/timeline/2017/",
    ] {
        assert!(all.contains(&expected), "{expected} is not in {all:#?}");
    }
    assert_eq!(starting(&all, "/s/").len(), 2);
    assert!(!all.contains(&"/organisations/"));
    let outputs: Vec<String> = plan.pages.iter().map(Page::output).collect();
    assert!(outputs.is_sorted());
    for page in &plan.pages {
        assert_eq!(plan.find(&page.address), Some(page));
        assert_eq!(plan.find(&page.output()), Some(page));
    }
    assert_eq!(plan.find("/articles/"), None);
}

#[test]
fn permalinks_name_the_day_that_was_written() {
    let late = article("Late", "2017-01-23T23:30:00-11:00", "");
    let config = "title: Desk\npermalinks: {article: '/{year}/{month}/{day}/{slug}/', dossier: '/stories/{id}/'}\n";
    let (_, plan, _) = planned(&[
        ("throughline.yaml", config),
        ("content/articles/переговоры-открылись.md", &late),
        ("content/dossiers/talks/index.md", "---\ntitle: The talks\nid: the-talks\n---\n"),
    ]);
    let all = addresses(&plan);
    assert!(all.contains(&"/2017/01/23/переговоры-открылись/"), "{all:?}");
    assert!(all.contains(&"/stories/the-talks/print/"));
    assert!(all.contains(&"/archive/2017/01/"));
}

#[test]
fn translations_stand_below_their_language() {
    let config = "title: Desk\nlanguages: [en, ru, ar]\n";
    let (site, plan, told) = planned(&[
        ("throughline.yaml", config),
        ("content/articles/talks.md", &article("Talks", "2017-01-23", "dossiers: [talks]\n")),
        ("content/articles/talks.ru.md", "---\ntitle: Переговоры\n---\nТекст.\n"),
        ("content/articles/other.md", &article("Other", "2017-01-24", "dossiers: [talks]\n")),
        ("content/dossiers/talks/index.md", "---\ntitle: The talks\n---\n"),
    ]);
    assert_eq!(told, []);
    let all = addresses(&plan);
    assert_eq!(
        starting(&all, "/ru/"),
        ["/ru/articles/talks/", "/ru/dossiers/", "/ru/", "/ru/search/", "/ru/search/index.js", "/ru/search/text-0.js"]
    );
    assert_eq!(
        starting(&all, "/ar/"),
        ["/ar/dossiers/", "/ar/"],
        "a language has its home before its first translation"
    );
    let ru = plan.language("ru");
    let (talks, other) = (Member::Article(ArticleId(0)), Member::Article(ArticleId(1)));
    assert_eq!(&*plan.address_of(talks, ru), "/ru/articles/talks/");
    assert_eq!(&*plan.address_of(other, ru), "/articles/other/");
    assert_eq!(plan.index_address(lookup::Index::Archive, ru).as_deref(), Some("/archive/"));
    let page = plan.find("/articles/talks/").expect("a page");
    let alternates = [("en".into(), "/articles/talks/".into()), ("ru".into(), "/ru/articles/talks/".into())];
    assert_eq!(plan.alternates(&site, page), alternates);
    assert_eq!(plan.alternates(&site, plan.find("/articles/other/").expect("a page")), []);
    assert_eq!(plan.find("/ru/articles/talks/").map(|page| page.language), Some(ru));
}

#[test]
fn old_addresses_redirect_however_they_are_written() {
    let config = "title: Desk\nbase_url: https://desk.example/news/\n";
    let aliases = "aliases: [/news/old/, /older, 'https://desk.example/news/2016/a.html', /caf%C3%A9/, /older/index.html, /articles/talks/]\n";
    let (site, plan, told) = planned(&[
        ("throughline.yaml", config),
        ("content/articles/talks.md", &article("Talks", "2017-01-23", aliases)),
    ]);
    assert_eq!(told, []);
    let kind = PageKind::Redirect("/articles/talks/".into());
    let redirects: Vec<&str> = plan.pages.iter().filter(|page| page.kind == kind).map(|page| &*page.address).collect();
    let short = plan.short_address(&site, Member::Article(ArticleId(0))).expect("a short address");
    assert_eq!(redirects, ["/2016/a.html", "/café/", "/old/", "/older/", &short]);
    let source = lookup::source_of(&site, &plan, &kind).map(|path| path.as_str());
    assert_eq!(source, Some("content/articles/talks.md"));
    assert_eq!(&*address::url(&site.config, "/café/"), "/news/caf%C3%A9/");
    assert_eq!(address::absolute(&site.config, "/old/").as_deref(), Some("https://desk.example/news/old/"));
}

#[test]
fn short_addresses_are_for_good() {
    // Fixed here: a change would break links in print.
    assert_eq!(super::short::code("article:astana-opens"), super::short::code("article:astana-opens"));
    assert_eq!(super::short::code("article:astana-opens").len(), super::short::LENGTH);
    let (site, plan, _) = planned(&[
        ("content/articles/2017-01-23-talks.md", &article("Talks", "2017-01-23", "slug: moved\nid: talks\n")),
        ("content/dossiers/d/index.md", "---\ntitle: D\n---\n"),
    ]);
    let short = plan.short_address(&site, Member::Article(ArticleId(0))).expect("a short address");
    assert_eq!(*short, *format!("/s/{}/", super::short::code("article:talks")));
    assert_eq!(plan.find(&short).map(|page| &page.kind), Some(&PageKind::Redirect("/articles/moved/".into())));
    assert!(plan.short_address(&site, Member::Dossier(DossierId(0))).is_some());
}

#[test]
fn two_pieces_at_one_address_are_both_named() {
    let (_, plan, told) = planned(&[
        ("content/articles/2017-01-23-talks.md", &article("One", "2017-01-23", "")),
        ("content/articles/2018-01-23-talks.md", &article("Two", "2018-01-23", "")),
    ]);
    let fault = only(&told, "address-taken");
    assert_eq!(
        fault.place.map(|place| place.path.to_string()).as_deref(),
        Some("content/articles/2018-01-23-talks.md")
    );
    assert_eq!(fault.others[0].0.path.as_str(), "content/articles/2017-01-23-talks.md");
    assert_eq!(fault.hints, ["give it another address, for example `slug: talks-2`"]);
    assert_eq!(plan.find("/articles/talks/").map(|page| &page.kind), Some(&PageKind::Article(ArticleId(0))));
}

#[test]
fn case_and_forms_of_letters_make_no_two_addresses() {
    let (_, _, told) = planned(&[
        ("content/articles/a.md", &article("A", "2017-01-23", "aliases: [/Old/Page/, /cafe\u{301}/]\n")),
        ("content/articles/b.md", &article("B", "2017-01-24", "aliases: [/old/page/, /café/]\n")),
    ]);
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told.iter().all(|one| one.code == "alias-taken" && one.message.contains("case or the form of letters")));
    assert!(
        told.iter().all(|one| one.place.as_ref().is_some_and(|place| place.path.as_str() == "content/articles/b.md"))
    );
}

#[test]
fn a_file_cannot_stand_where_a_folder_must() {
    let (_, plan, told) = planned(&[
        ("content/articles/a.md", &article("A", "2017-01-23", "")),
        ("static/Articles", "a file"),
        ("static/about/index.html", "own page"),
        ("content/pages/about.md", "---\ntitle: About\n---\n"),
    ]);
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told.iter().any(|one| one.message.contains("one is a file where the other needs a folder")));
    assert!(told.iter().all(|one| one.hints == ["rename the file"]));
    assert!(plan.find("/articles/a/").is_some());
}

#[test]
fn an_old_address_does_not_hide_a_page() {
    let (_, plan, told) = planned(&[
        ("content/articles/a.md", &article("A", "2017-01-23", "aliases: [/articles/b/, /tags/]\ntags: [x]\n")),
        ("content/articles/b.md", &article("B", "2017-01-24", "")),
    ]);
    assert_eq!(told.len(), 2, "{told:#?}");
    assert!(told.iter().all(|one| one.hints == ["take it out of `aliases`"]));
    assert!(told.iter().all(|one| one.place.as_ref().is_some_and(|place| place.span.is_some())));
    assert_eq!(plan.find("/tags/").map(|page| &page.kind), Some(&PageKind::Tags));
}

#[test]
fn names_that_some_system_cannot_hold_are_told_once_a_source() {
    let long = "x".repeat(256);
    let (_, plan, told) = planned(&[
        ("content/dossiers/aux/index.md", "---\ntitle: Aux\n---\n"),
        ("content/articles/a.md", &article("A", "2017-01-23", "aliases: ['/old*/', /a/../b/, /x./]\n")),
        ("content/articles/b.md", &article("B", "2017-01-23", &format!("slug: {long}\n"))),
        (
            "content/articles/c.md",
            &article("C", "2017-01-23", "aliases: [/_throughline/x/, /com¹.html, /community/, /con-artist/]\n"),
        ),
        ("content/pages/s/page.md", "---\ntitle: Reserved\n---\n"),
    ]);
    assert!(told.iter().all(|one| one.code == "unsafe-address"), "{told:#?}");
    assert_eq!(told.len(), 8, "{told:#?}");
    assert!(plan.find("/dossiers/aux/").is_none() && plan.find("/community/").is_some());
}

#[test]
fn a_list_of_over_five_hundred_splits_by_year() {
    let texts: Vec<(String, String)> = (0..501)
        .map(|n| {
            let day = format!("{}-01-01", if n % 2 == 0 { 2016 } else { 2017 });
            (format!("content/articles/a{n}.md"), article("A", &day, "dossiers: [d]\ntags: [t]\n"))
        })
        .collect();
    let mut files: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.push(("content/dossiers/d/index.md", "---\ntitle: D\n---\n"));
    let (_, plan, told) = planned(&files);
    assert_eq!(told, []);
    let all = addresses(&plan);
    assert_eq!(starting(&all, "/dossiers/d/20"), ["/dossiers/d/2016/", "/dossiers/d/2017/"]);
    assert_eq!(starting(&all, "/tags/t/20"), ["/tags/t/2016/", "/tags/t/2017/"]);
    assert!(plan.feed_address(FeedOf::Dossier(DossierId(0)), true).is_some());
}

#[test]
fn a_site_may_bring_its_own_robots() {
    let (_, plan, told) = planned(&[("static/robots.txt", "User-agent: *\n")]);
    assert_eq!(told, []);
    assert!(matches!(plan.find("/robots.txt").map(|page| &page.kind), Some(PageKind::File(_))));
}

#[test]
fn outputs_can_be_switched_off() {
    let config = "title: Desk\noutputs: {short: false, json: false, ics: false, months: false, print: false, dossier_feeds: false, tag_feeds: false}\n";
    let text = article("A", "2017-01-23", "dossiers: [d]\ntags: [t]\nevents: [{date: 2017-01-23, title: E}]\n");
    let (_, plan, _) = planned(&[
        ("throughline.yaml", config),
        ("content/articles/a.md", &text),
        ("content/dossiers/d/index.md", "---\ntitle: D\n---\n"),
    ]);
    let all = addresses(&plan);
    for start in [
        "/s/",
        "/archive/",
        "/dossiers/d/events",
        "/dossiers/d/timeline.json",
        "/dossiers/d/print",
        "/dossiers/d/feed",
        "/tags/t/feed",
        "/feed.json",
    ] {
        assert_eq!(starting(&all, start), [""; 0]);
    }
}
