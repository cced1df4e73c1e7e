//! Stories about what is shown under "related".

use super::*;
use crate::model::press::{faults, print};

fn related(site: &Site, id: &str) -> Vec<String> {
    let at = site.articles.iter().position(|article| *article.id == *id).expect("an article");
    let why = |reason: Reason| match reason {
        Reason::Chosen => "chosen".to_string(),
        Reason::Dossier(id) => site[id].id.to_string(),
        Reason::Subject(Subject::Tag(id)) => site[id].slug.to_string(),
        Reason::Subject(Subject::Entity(id)) => site[id].id.to_string(),
    };
    site.related(ArticleId(at as u32)).iter().map(|r| format!("{} {}", site[r.article].id, why(r.reason))).collect()
}

/// Articles `a01`, `a02`, … on consecutive days with this front matter.
fn days(count: usize, front: impl Fn(usize) -> String) -> Vec<(String, String)> {
    (1..=count).map(|n| (format!("content/articles/2017-01-{n:02}-a{n:02}.md"), format!("{}---\n", front(n)))).collect()
}

fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(path, text)| (&**path, &**text)).collect()
}

#[test]
fn the_nearest_in_time_of_a_dossier_come_first() {
    let mut files = days(20, |_| "dossiers: [talks]\n".into());
    files.push(("content/dossiers/talks/index.md".into(), String::new()));
    let site = print(&borrowed(&files));
    assert_eq!(related(&site, "a10"), ["a09 talks", "a11 talks", "a08 talks", "a12 talks", "a07 talks"]);
    assert_eq!(related(&site, "a01"), ["a02 talks", "a03 talks", "a04 talks", "a05 talks", "a06 talks"]);
}

#[test]
fn a_rare_subject_counts_for_more_than_a_common_one() {
    let files = days(20, |n| match n {
        1 | 9 => "tags: [Common, Rare]\n".into(),
        _ => "tags: [Common]\n".into(),
    });
    let site = print(&borrowed(&files));
    assert_eq!(related(&site, "a01")[..2], ["a09 rare", "a02 common"]);
    assert_eq!(related(&site, "a20")[0], "a19 common");
}

#[test]
fn more_than_eight_away_is_too_far() {
    let mut files = days(10, |n| if n == 1 || n == 10 { "tags: [A]\n".into() } else { "tags: [A, B]\n".into() });
    files[9].1 = "tags: [A]\nrelated: []\n---\n".into();
    let site = print(&borrowed(&files));
    assert!(!related(&site, "a01").iter().any(|other| other.starts_with("a10")));
}

#[test]
fn the_written_ones_stand_first_and_in_their_order() {
    let site = print(&[
        ("content/articles/2017-01-01-a.md", "tags: [T]\n---\n"),
        ("content/articles/2017-01-02-b.md", "tags: [T]\nrelated: [d, b, draft, gone, a, d]\n---\n"),
        ("content/articles/2017-01-03-c.md", "tags: [T]\n---\n"),
        ("content/articles/2017-01-04-d.md", "tags: [T]\n---\n"),
        ("content/articles/draft.md", "draft: true\ntags: [T]\n---\n"),
        ("content/articles/gone.md", "withdrawn: {date: 2018-01-01, reason: Wrong}\ntags: [T]\n---\n"),
    ]);
    assert_eq!(related(&site, "b"), ["d chosen", "a chosen", "c t"]);
    assert_eq!(related(&site, "gone"), [] as [&str; 0]);
}

#[test]
fn an_unknown_one_is_an_error_with_what_was_meant() {
    let said = faults(&[("content/articles/opening.md", ""), ("content/articles/b.md", "related: [openning]\n---\n")]);
    assert_eq!(said, ["unknown-article b.md: there is no article `openning` | did you mean `opening`?"]);
}

#[test]
fn the_dossier_is_the_reason_where_a_subject_is_as_rare() {
    let mut files = days(3, |_| "dossiers: [talks]\ntags: [T]\n".into());
    files.push(("content/dossiers/talks/index.md".into(), String::new()));
    let site = print(&borrowed(&files));
    assert_eq!(related(&site, "a02"), ["a01 talks", "a03 talks"]);
}
