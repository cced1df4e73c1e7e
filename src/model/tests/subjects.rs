//! What names mean.

use super::*;
use crate::model::site::{DossierId, EntityId, TagId};

#[test]
fn a_tag_that_names_someone_is_that_one() {
    let site = Desk::new()
        .entity(DocumentKind::Place, "astana", "Astana", |_, front| front.also = words(&["Nur-Sultan"]))
        .tag("Astana talks", &["Astana process"])
        .article("a", "2017-01-01", |_, front| {
            front.tags = words(&["Astana process", "nur-sultan", "Jane Doe", "astana", "Peace"]);
            front.places = words(&["Astana"]);
        })
        .article("b", "2017-01-02", |_, front| {
            front.tags = words(&["Astana talks"]);
            front.people = words(&["Jane Doe"]);
        })
        .site();
    assert_eq!(
        subjects(&site, 0),
        ["#Astana talks", "Astana", "Jane Doe", "#Peace"],
        "each once, in the order written"
    );
    assert_eq!(subjects(&site, 1), ["#Astana talks", "Jane Doe"]);
    assert!(site.entities[0].doc.is_none() && site.entities[0].kind == DocumentKind::Person);
    assert_eq!(site.entities[0].articles.len(), 2);
    let company = site.company(TagId(0));
    let company: Vec<(String, u32)> = company.iter().map(|(of, n)| (name(&site, *of), *n)).collect();
    assert_eq!(company, [("Jane Doe".into(), 2), ("Astana".into(), 1), ("#Peace".into(), 1)]);
    assert_eq!(site.find_entity(None, "NUR-Sultan"), site.find_entity(Some(DocumentKind::Place), "astana"));
    assert_eq!(site.find_entity(Some(DocumentKind::Person), "astana"), None);
}

#[test]
fn what_a_held_piece_says_of_a_name_changes_nothing_in_public() {
    let site = Desk::new()
        .article("held", "2021-01-01", |_, front| front.people = words(&["Mercury"]))
        .article("open", "2019-01-01", tagged(&["Mercury"]))
        .site();
    assert_eq!(subjects(&site, 0), ["#Mercury"]);
    assert!(site.entities.is_empty());
}

#[test]
fn a_name_that_two_share_must_be_settled_by_an_id() {
    let desk = || {
        Desk::new().place("jordan", "Jordan").entity(
            DocumentKind::Person,
            "michael-jordan",
            "Michael Jordan",
            |_, front| front.also = words(&["Jordan"]),
        )
    };
    let (_, said) = desk().article("a", "2017-01-01", tagged(&["Jordan"])).build();
    assert_eq!(said, ["ambiguous-name: `Jordan` may mean `michael-jordan` or `jordan`"]);
    let site = desk().article("a", "2017-01-01", tagged(&["jordan", "michael-jordan"])).site();
    assert_eq!(subjects(&site, 0), ["Jordan", "Michael Jordan"]);
    assert_eq!(site.find_entity(None, "Jordan"), None, "a byline links to nobody rather than to the wrong one");

    let (_, said) = Desk::new()
        .place("sochi", "Sochi")
        .entity(DocumentKind::Organisation, "sochi", "Sochi", |_, _| {})
        .article("a", "2017-01-01", tagged(&["sochi"]))
        .article("b", "2017-01-01", tagged(&["place:sochi"]))
        .build();
    assert_eq!(said, ["ambiguous-name: `sochi` may mean `organisation:sochi` or `place:sochi`"]);
}

#[test]
fn a_name_of_the_wrong_kind_is_an_error() {
    let (_, said) = Desk::new()
        .place("astana", "Astana")
        .article("a", "2017-01-01", |_, front| front.organisations = words(&["Astana"]))
        .tag("Astana", &[])
        .build();
    assert_eq!(
        said,
        [
            "wrong-kind: `Astana` is registered as a place, not as an organisation",
            "tag-is-entity: `tags.yaml` describes `Astana`, which is registered as a place",
        ]
    );
}

#[test]
fn tags_with_one_slug_are_one_tag() {
    let (site, said) = Desk::new()
        .article("a", "2017-01-01", tagged(&["peace talks"]))
        .article("b", "2017-01-02", tagged(&["Peace Talks", "peace talks"]))
        .article("c", "2017-01-03", tagged(&["Peace Talks", "Truce"]))
        .tag("Ceasefire", &["Truce"])
        .build();
    let tags: Vec<(&str, &str, usize)> =
        site.tags.iter().map(|tag| (&*tag.name, &*tag.slug, tag.articles.len())).collect();
    assert_eq!(tags, [("Ceasefire", "ceasefire", 1), ("peace talks", "peace-talks", 3)]);
    assert_eq!(
        said,
        ["tag-spelling: the tag `peace talks` is spelled differently: `peace talks` (2), `Peace Talks` (2)"]
    );
    let (_, said) = Desk::new().tag("War", &["Conflict"]).tag("Conflict", &["War"]).build();
    assert_eq!(
        said,
        [
            "ambiguous-name: `Conflict` is already a name of the tag `War`",
            "ambiguous-name: `War` is already a name of the tag `War`",
        ]
    );
}

#[test]
fn subjects_of_a_dossier_are_counted_the_most_frequent_first() {
    let site = Desk::new()
        .dossier("talks", |_, _| {})
        .place("sochi", "Sochi")
        .article("dossiers/talks/a", "2017-01-01", tagged(&["Zones", "Sochi", "Aid"]))
        .article("dossiers/talks/b", "2017-01-02", tagged(&["Zones"]))
        .site();
    let about = site.subjects_of(DossierId(0));
    let counted: Vec<(String, u32)> = about.iter().map(|(of, n)| (name(&site, *of), *n)).collect();
    assert_eq!(counted, [("#Zones".into(), 2), ("#Aid".into(), 1), ("Sochi".into(), 1)]);
    assert_eq!(site.dossiers_of(Subject::Entity(EntityId(0))).len(), 1);
}
