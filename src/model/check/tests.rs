//! Stories about what an editor should look at.

use super::*;
use crate::model::press::{faults, print, sources};

#[test]
fn a_name_that_is_nearly_registered_is_worth_a_look() {
    let registered = ("content/people/mistura.md", "name: Staffan de Mistura\nalso: [The envoy]\n---\n");
    let said = faults(&[
        registered,
        ("content/articles/a.md", "people: [Stafan de Mistura]\n---\n"),
        (
            "content/articles/b.md",
            "people: [Stafan de Mistura, Staffan de Mistura, mistura]\ntags: [\"person:mistura\"]\n---\n",
        ),
    ]);
    assert_eq!(said.len(), 1, "once: {said:?}");
    assert!(said[0].starts_with("near-name a.md: `Stafan de Mistura` is nearly `Staffan de Mistura`"), "{said:?}");
    let tag = ("content/articles/a.md", "tags: [Staffan de Misturas]\n---\n");
    assert_eq!(faults(&[registered, tag]).len(), 1);
    assert_eq!(faults(&[registered, tag, ("content/tags.yaml", "Staffan de Misturas: {}\n")]), [] as [&str; 0]);
    let event = ("content/articles/a.md", "events: [{date: 2017, title: X, people: [Stefan de Mistura]}]\n---\n");
    assert_eq!(faults(&[registered, event]).len(), 1);
}

#[test]
fn dates_that_contradict_each_other() {
    let said = faults(&[(
        "content/articles/a.md",
        "published: 2017-02-01\nupdated: 2017-01-31\ncorrections: [{date: 2017-01-01, text: Wrong}, {date: 2017-02-01, text: R}]\n---\n",
    )]);
    let codes: Vec<&str> = said.iter().filter_map(|said| said.split(' ').next()).collect();
    assert_eq!(codes, ["correction-before-published", "updated-before-published"], "{said:?}");
    let same_day = ("content/articles/a.md", "published: 2017-02-01 10:00\nupdated: 2017-02-01\n---\n");
    assert_eq!(faults(&[same_day]), [] as [&str; 0]);
}

#[test]
fn a_dossier_that_ended_is_not_running() {
    let said = faults(&[
        ("content/dossiers/a/index.md", "ended: 2019-07\n---\n"),
        ("content/dossiers/b/index.md", "ended: 2019-07\nstatus: closed\n---\n"),
        ("content/dossiers/c/index.md", "ended: 2021\n---\n"),
    ]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("dossier-ended-running index.md: the dossier ended in `2019-07`"), "{said:?}");
}

#[test]
fn embeds_of_what_is_not_there() {
    let article = |body: &'static str| ("content/articles/a.md", body);
    let background = ("content/background/zones.md", "Text.\n");
    let dossier = ("content/dossiers/talks/index.md", "");
    let said = faults(&[background, article("```background\nid: zone\n```\n")]);
    assert_eq!(said, ["unknown-background a.md: there is no background `zone` | did you mean `zones`?"]);
    let said = faults(&[dossier, article("```timeline\ndossier: talk\n```\n")]);
    assert_eq!(said, ["unknown-dossier a.md: there is no dossier `talk` | did you mean `talks`?"]);
    let held = ("content/dossiers/talks/index.md", "draft: true\n---\n");
    assert_eq!(faults(&[held, article("```timeline\ndossier: talks\n```\n")]), [] as [&str; 0]);
}

#[test]
fn a_background_that_embeds_itself_names_the_way() {
    let embed = |id: &str| format!("```background\nid: {id}\n```\n");
    let said = faults(&[
        ("content/background/a.md", &embed("b")),
        ("content/background/b.md", &embed("c")),
        ("content/background/c.md", &embed("b")),
        ("content/background/d.md", &embed("a")),
    ]);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with("background-cycle c.md: the background `b` embeds itself: `b` → `c` → `b`"),
        "{said:?}"
    );
    assert_eq!(faults(&[("content/background/a.md", &embed("a"))]).len(), 1);
}

#[test]
fn a_long_chain_of_backgrounds_is_no_cycle_but_more_than_a_page_can_hold() {
    let files: Vec<(String, String)> = (0..3000)
        .map(|n| (format!("content/background/b{n}.md"), format!("```background\nid: b{}\n```\n", n + 1)))
        .chain([("content/background/b3000.md".into(), "End.\n".into())])
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    let said = faults(&files);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("background-size b2989.md: the background `b2989` embeds others 11 deep"), "{said:?}");
}

#[test]
fn a_background_may_not_multiply_without_end() {
    let embed = |n: usize| format!("```background\nid: b{n}\n```\n\n").repeat(10);
    let files: Vec<(String, String)> = (0..9)
        .map(|n| (format!("content/background/b{n}.md"), embed(n + 1)))
        .chain([("content/background/b9.md".into(), "End.\n".into())])
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    let said = faults(&files);
    assert_eq!(said.len(), 1, "the first that is too large, not those that embed it: {said:?}");
    assert!(said[0].starts_with("background-size b6.md: the background `b6` stands for 1111 paragraphs"), "{said:?}");
}

#[test]
fn a_name_with_a_note_that_the_article_does_not_list() {
    let files = [
        ("content/organisations/front.md", "name: The Front\nnote: Banned in some places\nalso: [Jabhat]\n---\n"),
        ("content/articles/a.md", "Fighters of The\nFront, The Frontier and Jabhat. The front.\n"),
        ("content/articles/b.md", "tags: [The Front]\n---\nThe Front.\n"),
    ];
    let site = print(&files);
    let noted = names_with_notes(&site);
    let unlisted = |id: u32, text: &str| noted.unlisted(crate::model::site::ArticleId(id), text);
    let sources = sources(&files);
    let body = sources.documents[0].body.span;
    let text = "#".repeat(body.start as usize) + files[1].1;
    let said = unlisted(0, &text);
    assert_eq!(said.len(), 1, "once for each entity: {said:?}");
    let span = said[0].place.as_ref().and_then(|place| place.span).expect("a place");
    assert_eq!(&text[span.start as usize..span.end as usize], "The\nFront");
    assert_eq!(unlisted(1, &("#".repeat(sources.documents[1].body.span.start as usize) + "The Front.\n")), []);
    assert_eq!(unlisted(0, "short"), [], "a file that has changed meanwhile");
}
