//! What is published, and what leaves no trace.

use super::*;
use thin_vec::thin_vec;

#[test]
fn held_pieces_leave_no_trace_and_are_named() {
    let desk = || {
        Desk::new()
            .article("out", "2019-01-01", tagged(&["Open"]))
            .article("draft", "2019-01-02", |common, front| {
                common.draft = true;
                front.tags = words(&["Secret"]);
            })
            .article("later", "2020-01-02", tagged(&["Secret", "Open"]))
            .article("embargo", "2020-02-01", |common, _| common.embargoed_until = Some(published("2020-03-01")))
    };
    let site = desk().site();
    assert_eq!(titles(&site, site.tags[0].articles.clone()), ["out"]);
    assert_eq!(site.tags.len(), 1);
    assert_eq!(paths(&site.not_published.drafts), ["draft.md"]);
    let embargo = &site.not_published.embargoed[0];
    assert_eq!((embargo.0.to_string(), embargo.1.name()), ("2020-03-01T00:00:00Z".into(), "embargo.md"));
    assert_eq!(site.not_published.future[0].1.name(), "later.md");

    let mut preview = desk();
    preview.sources.selection.drafts = true;
    preview.sources.selection.held = true;
    let site = preview.site();
    let holds: Vec<&Hold> = site.articles.iter().map(|article| &article.hold).collect();
    let later = Hold::Future(published("2020-01-02"));
    assert_eq!(holds, [&Hold::Public, &Hold::Draft, &later, &Hold::Embargoed(published("2020-03-01"))]);
}

#[test]
fn the_later_of_embargo_and_date_counts() {
    let site = Desk::new()
        .article("a", "2020-05-01", |common, _| common.embargoed_until = Some(published("2020-03-01")))
        .article("b", "2019-05-01", |common, _| common.embargoed_until = Some(published("2020-01-01")))
        .site();
    assert_eq!(site.not_published.future[0].0.to_string(), "2020-05-01T00:00:00Z");
    assert_eq!(titles(&site, [crate::model::site::ArticleId(0)]), ["b"], "an embargo ends at its first minute");
}

#[test]
fn as_of_leaves_out_what_came_later_even_in_preview() {
    let mut desk = Desk::new().article("then", "2019-01-01", |_, _| {}).article("later", "2020-06-01", |_, _| {});
    desk.sources.selection.as_of = true;
    desk.sources.selection.held = true;
    let site = desk.site();
    assert_eq!(site.articles.len(), 1);
    assert_eq!(site.not_published.future[0].1.name(), "later.md");
}

#[test]
fn faulty_documents_are_left_out_when_asked() {
    let mut desk = Desk::new().article("good", "2019-01-01", |_, _| {}).article("bad", "2019-01-02", |_, _| {});
    std::sync::Arc::make_mut(&mut desk.sources.documents[1]).faulty = true;
    desk.sources.selection.keep_going = true;
    let site = desk.site();
    assert_eq!(site.articles.len(), 1);
    assert_eq!(paths(&site.not_published.faulty), ["bad.md"]);
}

#[test]
fn what_only_held_pieces_use_is_held_with_them() {
    let site = Desk::new()
        .article("secret", "2021-01-01", |_, front| {
            front.tags = words(&["Mole", "Minister"]);
            front.dossiers = thin_vec![member("case")];
        })
        .article("open", "2019-01-01", tagged(&["Minister"]))
        .links(&["organisation:ministry#top"])
        .dossier("case", |_, front| front.key_players = thin_vec![player("mole")])
        .dossier("empty", |_, _| {})
        .person("mole", "Mole")
        .links(&["../people/handler.md", "organisation:ministry"])
        .person("handler", "Handler")
        .links(&["person:mole"])
        .person("minister", "Minister")
        .person("nobody-yet", "Nobody Yet")
        .entity(DocumentKind::Organisation, "ministry", "Ministry", |_, _| {})
        .site();
    let held = paths(&site.not_published.held_with_them);
    assert_eq!(held, ["index.md", "handler.md", "mole.md"], "two held ones that name each other stay held");
    let names: Vec<&str> = site.entities.iter().map(|entity| &*entity.name).collect();
    assert_eq!(names, ["Minister", "Nobody Yet", "Ministry"]);
    assert_eq!(site.dossiers.iter().map(|dossier| &*dossier.id).collect::<Vec<_>>(), ["empty"]);
}

#[test]
fn a_held_document_is_no_error_to_refer_to() {
    let mut desk = Desk::new()
        .dossier("talks", |_, front| {
            front.start_here = Some(word("draft"));
            front.key_players = thin_vec![player("envoy")];
            front.related_dossiers = words(&["plan"]);
        })
        .dossier("plan", |common, _| common.draft = true)
        .entity(DocumentKind::Person, "envoy", "Envoy", |common, _| common.draft = true)
        .article("draft", "2018-01-01", |common, front| {
            common.draft = true;
            front.dossiers = thin_vec![member("nowhere")];
        })
        .article("b", "2018-01-02", |_, front| {
            front.dossiers = thin_vec![member("talks"), member("plan")];
            front.tags = words(&["Envoy"]);
        });
    desk.sources.documents.sort_by(|a, b| a.path.cmp(&b.path));
    let mut diagnostics = Vec::new();
    let (site, resolver) = crate::model::documents(&desk.sources, &mut diagnostics);
    assert_eq!(diagnostics, [], "a draft's own faults wait for its editor");
    let talks = &site.dossiers[0];
    assert_eq!(titles(&site, talks.start_here), ["b"]);
    assert!(talks.key_players.is_empty() && talks.related.is_empty());
    assert_eq!(numbers(&site, "b"), [("talks".to_string(), 1)]);
    assert_eq!(subjects(&site, 0), [] as [&str; 0], "not a topic either: its page would move one day");
    assert_eq!(resolver.article("draft"), Found::Held);
    assert_eq!(resolver.article("none"), Found::Missing);
    assert_eq!(resolver.dossier("plan"), Found::Held);
    assert_eq!(resolver.name(None, "ENVOY"), Found::Held);
    assert_eq!(site.find_entity(None, "Envoy"), None);
}

#[test]
fn a_withdrawn_piece_keeps_its_address_and_leaves_every_count() {
    let site = Desk::new()
        .dossier("talks", |_, front| front.start_here = Some(word("gone")))
        .article("gone", "2018-01-01", |_, front| {
            front.dossiers = thin_vec![member("talks")];
            front.tags = words(&["Peace", "Astana"]);
            front.withdrawn = Some(Box::new(Withdrawn { date: published("2018-01-03"), reason: "Wrong".into() }));
        })
        .article("kept", "2018-01-02", |_, front| {
            front.dossiers = thin_vec![member("talks")];
            front.tags = words(&["Astana"]);
        })
        .place("astana", "Astana")
        .site();
    assert_eq!(site.articles.len(), 2);
    assert!(site.articles[0].is_withdrawn());
    assert!(site.articles[0].memberships.is_empty() && site.articles[0].subjects.is_empty());
    assert_eq!(numbers(&site, "kept"), [("talks".to_string(), 1)]);
    assert_eq!(titles(&site, site.entities[0].articles.clone()), ["kept"]);
    assert!(site.tags.is_empty());
    assert_eq!(titles(&site, site.dossiers[0].start_here), ["kept"]);
}
