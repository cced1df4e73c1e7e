//! Dossiers and their order.

use super::*;
use thin_vec::thin_vec;

#[test]
fn numbers_follow_the_story_and_listing_only_turns_the_list() {
    let site = Desk::new()
        .dossier("talks", |_, front| front.status = Status::Closed)
        .dossier("turned", |_, front| front.listing = Some(Listing::Newest))
        .article("dossiers/talks/b", "2018-01-01", |_, front| {
            front.dossiers = thin_vec![member("turned"), DossierRef { weight: Weight::Turning, ..member("talks") }]
        })
        .article("dossiers/talks/deep/a", "2018-01-01", |_, _| {})
        .article("z", "2017-01-01", |_, front| {
            front.dossiers = thin_vec![member("talks"), member("talks"), member("turned")]
        })
        .site();
    let [talks, turned] = &site.dossiers[..] else { panic!("two dossiers") };
    let members =
        |dossier: &crate::model::site::Dossier| titles(&site, dossier.members.iter().map(|member| member.article));
    assert_eq!(members(talks), ["z", "a", "b"], "at the same instant the file's name decides");
    assert_eq!(members(turned), ["z", "b"]);
    assert_eq!((talks.newest_first, turned.newest_first), (false, true));
    assert_eq!(numbers(&site, "b"), [("talks".to_string(), 3), ("turned".to_string(), 2)], "the folder's own first");
    assert_eq!(talks.members[2].weight, Weight::Turning);
    assert_eq!(titles(&site, talks.start_here), ["z"]);
}

#[test]
fn positions_decide_and_equal_ones_are_an_error() {
    let desk = || {
        Desk::new()
            .dossier("talks", |_, front| front.order = DossierOrder::Position)
            .article("last", "2010-01-01", |_, front| front.dossiers = thin_vec![member("talks")])
            .article("six", "2011-01-01", |_, front| front.dossiers = thin_vec![at("talks", 6.0)])
            .article("between", "2012-01-01", |_, front| front.dossiers = thin_vec![at("talks", 5.5)])
            .article("dossiers/talks/five", "2013-01-01", |_, front| front.dossiers = thin_vec![at("talks", 5.0)])
    };
    let site = desk().site();
    let order = titles(&site, site.dossiers[0].members.iter().map(|member| member.article));
    assert_eq!(order, ["five", "between", "six", "last"]);
    let (_, said) =
        desk().article("also", "2014-01-01", |_, front| front.dossiers = thin_vec![at("talks", 6.0)]).build();
    assert_eq!(said, ["same-position: two articles have position 6 in the dossier `talks`"]);
}

#[test]
fn a_phase_follows_from_the_day() {
    let phase = |title: &str, from: &str, to: Option<&str>| Phase {
        span: Span::default(),
        title: title.into(),
        from: Some(on(from)),
        to: to.map(on),
        summary: None,
    };
    let desk = |phases: Vec<Phase>| {
        Desk::new()
            .dossier("talks", |_, front| front.phases = phases.into())
            .article("dossiers/talks/a", "2017-01-01", |_, _| {})
            .article("dossiers/talks/b", "2017-05-31", |_, _| {})
            .article("dossiers/talks/c", "2017-06-01", |_, _| {})
            .article("dossiers/talks/d", "2019-06-01", |_, _| {})
    };
    let of = |site: &Site| site.dossiers[0].members.iter().map(|member| member.phase).collect::<Vec<_>>();
    let open = vec![phase("Two", "2017-06-01", Some("2018-01-01")), phase("One", "2017-02-01", None)];
    assert_eq!(of(&desk(open).site()), [None, Some(1), Some(0), None], "one without an end lasts until the next");
    let nested = vec![phase("All", "2017-01-01", Some("2019-12-31")), phase("May", "2017-05-01", Some("2017-05-31"))];
    let (site, said) = desk(nested).build();
    assert_eq!(of(&site), [Some(0), Some(1), Some(0), Some(0)]);
    assert_eq!(said, ["phase-overlap: the phases `All` and `May` overlap"]);
    let (_, said) = desk(vec![phase("Back", "2018-01-01", Some("2017-01-01"))]).build();
    assert_eq!(said, ["phase-order: the phase `Back` ends before it begins"]);
}

#[test]
fn unknown_references_of_dossiers_are_errors() {
    let (_, said) = Desk::new()
        .dossier("talks", |_, front| {
            front.start_here = Some(word("opne"));
            front.key_players = thin_vec![player("Envoy"), player("person:envoy")];
            front.related_dossiers = words(&["talk"]);
        })
        .person("envoy", "Envoy")
        .article("open", "2018-01-01", |_, front| front.dossiers = thin_vec![member("tlaks")])
        .article("dossiers/bare/a", "2018-01-01", |_, _| {})
        .build();
    assert_eq!(
        said,
        [
            "unknown-dossier: there is no dossier `tlaks`",
            "unknown-dossier: the folder `dossiers/bare` has no `index.md`",
            "unknown-article: there is no article `opne`",
            "unknown-dossier: there is no dossier `talk`",
            "unknown-entity: there is no person, organisation or place `Envoy`",
        ]
    );
}

#[test]
fn dossiers_may_make_themselves() {
    let site = Desk::new()
        .set(|config| config.implicit_dossiers = true)
        .dossier("suez-canal", |common, _| common.title = "The Canal".into())
        .article("a", "2018-01-01", |_, front| front.dossiers = thin_vec![member("Astana Talks"), member("Suez canal")])
        .article("b", "2018-01-02", |_, front| {
            front.dossiers = thin_vec![member("astana talks"), member("astana-talks")]
        })
        .article("c", "2018-01-03", |common, front| {
            common.draft = true;
            front.dossiers = thin_vec![member("Not yet")];
        })
        .site();
    let list: Vec<(&str, &str, usize)> =
        site.dossiers.iter().map(|dossier| (&*dossier.id, &*dossier.title, dossier.members.len())).collect();
    assert_eq!(list, [("astana-talks", "Astana Talks", 2), ("suez-canal", "The Canal", 1)]);
}
