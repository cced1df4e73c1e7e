//! Named lists as stories.

use super::*;
use crate::parse::config::list_fields;
use crate::parse::lists::ready_made;
use crate::plan::testing::{article, planned};

fn list(config: &str) -> NamedList {
    let config = format!("title: Desk\nlists:\n  mine: {config}\n");
    let files = files(&config);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let (site, _, _) = planned(&files);
    evaluate(&site.config.lists[0], &site)
}

fn files(config: &str) -> Vec<(&'static str, String)> {
    let correction = "corrections: [{date: 2019-02-01, text: Mended.}]\n";
    vec![
        ("throughline.yaml", config.into()),
        ("content/articles/a.md", article("Beta", "2017-01-23", "tags: [Syria]\ndossiers: [d]\n")),
        ("content/articles/b.md", article("alpha", "2018-01-23", &format!("tags: [Syria, Iran]\n{correction}"))),
        ("content/articles/c.md", article("Gamma", "2018-03-23", "authors: [a-b]\ntags: [Iran]\ndossiers: [d]\n")),
        ("content/people/a-b.md", "---\nname: A B\n---\n".into()),
        ("content/articles/w.md", article("Gone", "2018-03-24", "withdrawn: {date: 2019-01-01, reason: Not ours.}\n")),
        ("content/dossiers/d/index.md", "---\ntitle: D\n---\n".into()),
        ("content/dossiers/e/index.md", "---\ntitle: E\nstatus: closed\n---\n".into()),
    ]
}

#[test]
fn chooses_sorts_and_takes() {
    let list = list("{from: articles, where: {tags: [syria]}, sort: -published, take: 1}");
    assert_eq!(list, NamedList { grouped: false, groups: vec![("".into(), Listed::Articles(vec![ArticleId(1)]))] });
}

#[test]
fn sorts_titles_without_case_and_groups_by_letter() {
    let list = list("{from: articles, sort: title, group: letter}");
    let titles: Vec<&str> = list.groups.iter().map(|(title, _)| &**title).collect();
    assert_eq!((list.grouped, titles), (true, vec!["A", "B", "G"]));
}

#[test]
fn groups_follow_the_order_of_the_list() {
    let list = list("{from: articles, sort: -published, group: year}");
    let expected = [("2018", vec![ArticleId(2), ArticleId(1)]), ("2017", vec![ArticleId(0)])];
    assert_eq!(list.groups, expected.map(|(year, ids)| (year.into(), Listed::Articles(ids))));
}

#[test]
fn every_field_that_may_be_written_is_known_here() {
    use ListFrom::*;
    let files = files("title: Desk\n");
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let (site, _, _) = planned(&files);
    for from in [Articles, Dossiers, Events, Corrections, People, Places, Organisations, Tags] {
        let (_, sort) = list_fields(from);
        for item in item::all(from, &site) {
            for field in sort.iter().filter(|field| !["started", "ended", "updated"].contains(field)) {
                let empty = field == &"published" && item.id(&site) == "e".into();
                assert_eq!(item.key(&site, field) == item::Key::Nothing, empty, "{from:?} by {field}");
            }
        }
    }
    let people = "{from: people, where: {slug: a-b}, sort: -articles, group: kind}";
    assert_eq!(list(people).groups.iter().map(|(title, _)| &**title).collect::<Vec<_>>(), ["person"]);
    let by_author = "{from: articles, where: {authors: A B}}";
    assert_eq!(list(by_author).groups[0].1, Listed::Articles(vec![ArticleId(2)]));
}

#[test]
fn the_ready_made_lists_name_fields_that_exist() {
    let files = files("title: Desk\n");
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let (site, _, _) = planned(&files);
    let lists: Vec<NamedList> = ready_made().iter().map(|list| evaluate(list, &site)).collect();
    for list in ready_made() {
        let (filter, sort) = list_fields(list.from);
        assert!(list.filter.iter().all(|(field, _)| filter.contains(&&*field.value)));
        assert!(list.sort.iter().all(|(field, _)| sort.contains(&&**field)));
    }
    assert_eq!(lists[0].groups[0].1, Listed::Articles(vec![ArticleId(2), ArticleId(1), ArticleId(0)]));
    assert_eq!(lists[1].groups[0].1, Listed::Corrections(vec![(ArticleId(1), 0)]));
    assert_eq!(lists[2].groups[0].1, Listed::Dossiers(vec![DossierId(0)]));
}
