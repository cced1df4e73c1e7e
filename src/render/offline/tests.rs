//! What becomes of addresses when a page is read without a server.

use super::Offline;
use crate::parse::config::Config;
use crate::plan::{Page, PageKind, Plan, address};

fn plan(addresses: &[&str]) -> Plan {
    let page = |address: &&str| Page { address: (*address).into(), language: 0, kind: PageKind::Home };
    let mut pages: Vec<Page> = addresses.iter().map(page).collect();
    pages.sort_by(|a, b| address::compare(&a.address, &b.address));
    Plan { pages, ..Plan::default() }
}

const HELD: &[&str] =
    &["/", "/articles/a/", "/articles/café b/", "/assets/t.css", "/img/x.png", "/img/y.png", "/feed.xml"];

fn config(base: &str) -> Config {
    let text = format!("title: T\nbase_url: {base}\n");
    let path = crate::base::path::SourcePath::new("throughline.yaml").unwrap();
    crate::parse::config::config(&path, &text).0
}

fn at(base: &str, here: &str, text: &str) -> String {
    let (plan, config) = (plan(HELD), config(base));
    let bytes = Offline { plan: &plan, config: &config }.relativise(here, text.as_bytes().to_vec()).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn page(text: &str) -> String {
    at("https://desk.example/news/", "/articles/a/", text)
}

#[test]
fn links_end_in_files() {
    assert_eq!(page("<a href=\"/news/\">x</a>"), "<a href=\"../../index.html\">x</a>");
    assert_eq!(page("<a href=/news/articles/a/#p>x</a>"), "<a href=\"index.html#p\">x</a>");
    assert_eq!(
        page("<a href=\"/news/articles/caf%C3%A9%20b\">x</a>"),
        "<a href=\"../café%20b/index.html\">x</a>".replace('é', "%C3%A9")
    );
    assert_eq!(page("<a href='https://desk.example/news/feed.xml'>x</a>"), "<a href=\"../../feed.xml\">x</a>");
    assert_eq!(page("<a href='../../img/x.png?v=1'>x</a>"), "<a href=\"../../img/x.png\">x</a>");
}

#[test]
fn what_the_edition_does_not_hold_is_live_or_not_asked_for() {
    assert_eq!(
        page("<a href=\"/news/tags/b/?a=1&amp;b#c\">x</a>"),
        "<a href=\"https://desk.example/news/tags/b/?a=1&amp;b#c\">x</a>"
    );
    assert_eq!(page("<a href=\"../b/\">x</a>"), "<a href=\"https://desk.example/news/articles/b/\">x</a>");
    assert_eq!(page("<a href=\"/other/\">x</a>"), "<a href=\"https://desk.example/other/\">x</a>");
    assert_eq!(page("<img src=\"/news/img/none.png\" alt=\"\">"), "<img alt=\"\">");
    assert_eq!(page("<img src=\"//cdn.example/n.png\">"), "<img>");
}

#[test]
fn what_is_elsewhere_and_what_names_the_live_page_stays() {
    for stays in [
        "<a href=\"https://other.example/\">x</a>",
        "<a href=\"mailto:a@b.example\">x</a>",
        "<a href=\"#p\">x</a>",
        "<link rel=\"canonical\" href=\"https://desk.example/news/articles/a/\">",
        "<link rel=\"alternate\" hreflang=\"ru\" href=\"https://desk.example/news/articles/a/\">",
        "<script type=\"application/ld+json\">{\"url\": \"https://desk.example/news/\"}</script>",
        "<meta property=\"og:url\" content=\"https://desk.example/news/\">",
    ] {
        assert_eq!(page(stays), stays);
    }
}

#[test]
fn sets_styles_and_redirects_are_rewritten() {
    assert_eq!(
        page("<img srcset=\"/news/img/x.png 1x, /news/img/none.png 2x, /news/img/y.png 3x\">"),
        "<img srcset=\"../../img/x.png 1x, ../../img/y.png 3x\">"
    );
    assert_eq!(
        page("<p style=\"background:url('/news/img/x.png')\">x</p>"),
        "<p style=\"background:url('../../img/x.png')\">x</p>"
    );
    assert_eq!(
        page("<style>@import '/news/assets/t.css';p{background:url( /news/img/x.png )}</style>"),
        "<style>@import '../../assets/t.css';p{background:url( \"../../img/x.png\" )}</style>"
    );
    assert_eq!(
        page("<meta http-equiv=\"refresh\" content=\"0; url=/news/\">"),
        "<meta http-equiv=\"refresh\" content=\"0; url=../../index.html\">"
    );
}

#[test]
fn a_stylesheet_is_relative_to_itself() {
    let css = "a{background:URL(/img/x.png)}b{background:url(\"data:,\")}c{background:url(/no.png)}";
    let held = "a{background:URL(\"../img/x.png\")}b{background:url(\"data:,\")}c{background:url(\"data:,\")}";
    assert_eq!(at("https://desk.example/", "/assets/t.css", css), held);
}

#[test]
fn data_is_left_alone() {
    let feed = "<link href=\"https://desk.example/articles/a/\"/>";
    assert_eq!(at("https://desk.example/", "/feed.xml", feed), feed);
}
