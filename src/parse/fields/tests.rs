//! Tests of the field reader.

use super::*;
use crate::parse::yaml::yaml;

fn path() -> SourcePath {
    SourcePath::new("content/articles/a.md").expect("a path")
}

/// Reads with `read`, and gives what it returned with each diagnostic as `code: message | label | hint`.
fn with<T>(text: &str, read: impl FnOnce(&mut Fields) -> T) -> (T, Vec<String>) {
    let path = path();
    let reader = Reader::strict(&path, text, TimeZone::UTC);
    let (node, faults) = yaml(&path, text, 0);
    assert_eq!(faults, []);
    let node = node.expect("a tree");
    let value = {
        let mut fields = reader.fields(&node, "an article");
        let value = read(&mut fields);
        fields.finish();
        value
    };
    let told = |d: Diagnostic| {
        let parts = [Some(d.message), d.label, d.hints.first().cloned()];
        format!("{}: {}", d.code, parts.into_iter().flatten().collect::<Vec<_>>().join(" | "))
    };
    (value, reader.finish().into_iter().map(told).collect())
}

#[test]
fn an_unknown_key_gets_a_did_you_mean() {
    let (text, told) =
        with("standfist: Talks open\nTitle: x\nzzzzzz: 1\n", |f| (f.text("standfirst"), f.text("title")));
    assert_eq!(text, (None, None));
    assert_eq!(
        told,
        [
            "unknown-key: `standfist` is not a field of an article | did you mean `standfirst`?",
            "unknown-key: `Title` is not a field of an article | did you mean `title`?",
            "unknown-key: `zzzzzz` is not a field of an article | its fields are `standfirst`, `title`",
        ]
    );
}

#[test]
fn a_number_where_a_text_is_meant_is_a_text() {
    let (title, told) = with("title: 1984\n", |f| f.text("title"));
    assert_eq!((title.as_deref(), told), (Some("1984"), vec![]));
}

#[test]
fn empty_values_count_as_not_there() {
    let read =
        |f: &mut Fields| (f.text("title"), f.flag("draft"), f.texts("tags"), f.map("image", "an image").is_some());
    let (values, told) = with("title: \"\"\ndraft:\ntags: [~, '']\nimage: {}\n", read);
    assert_eq!((values, told), ((None, None, thin_vec::thin_vec![], false), vec![]));
}

#[test]
fn one_value_is_a_list_of_one() {
    let (tags, _) = with("tags: Astana\n", |f| f.texts("tags"));
    assert_eq!(tags.iter().map(|t| &*t.value).collect::<Vec<_>>(), ["Astana"]);
}

#[test]
fn a_wrong_type_says_what_is_meant() {
    let (_, told) = with("title: [Live]\ndraft: maybe\nposition: third\ntags:\n  - Talks: a day\n", |f| {
        (f.text("title"), f.flag("draft"), f.number("position"), f.texts("tags"))
    });
    assert_eq!(
        told,
        [
            "wrong-type: `title` must be a text | this is a list | if it is meant as it stands, quote it: `title: \"[Live]\"`",
            "wrong-type: `draft` must be `true` or `false` | this is `maybe` | write `draft: true`",
            "wrong-type: `position` must be a number | this is `third` | write `position: 5`",
            "wrong-type: each of `tags` must be a text | this is a group of fields | if it is meant as it stands, quote it: `- \"Talks: a day\"`",
        ]
    );
}

#[test]
fn a_word_of_a_few_is_checked() {
    let (value, told) = with("status: runing\n", |f| f.choice("status", &[("running", 1), ("paused", 2)]));
    assert_eq!(value, None);
    assert_eq!(
        told,
        ["wrong-value: `status` cannot be `runing` | did you mean `running`? | it is one of `running`, `paused`"]
    );
    assert_eq!(with("status: Paused\n", |f| f.choice("status", &[("running", 1), ("paused", 2)])).0, Some(2));
}

#[test]
fn a_text_that_a_comment_would_cut_is_an_error() {
    let read =
        |f: &mut Fields| (f.text("title"), f.text("kicker"), f.texts("tags"), f.flag("draft"), f.text("standfirst"));
    let text = "title: We are #1, says  the harbour\nkicker: #MeToo\ntags:\n  - C # sharp\ndraft: true # for now\nstandfirst: # later\n";
    let (_, told) = with(text, read);
    assert_eq!(
        told,
        [
            "yaml-comment: YAML drops what follows ` #`: a text that holds one needs quotes | write: `title: \"We are #1, says the harbour\"`",
            "yaml-comment: YAML drops what follows ` #`: a text that holds one needs quotes | write: `kicker: \"#MeToo\"`",
            "yaml-comment: YAML drops what follows ` #`: a text that holds one needs quotes | write: `- \"C # sharp\"`",
        ]
    );
    assert_eq!(with("title: \"We are #1\" # the headline\n", |f| f.text("title")).1, Vec::<String>::new());
}

#[test]
fn other_names_are_read_as_ours() {
    let names: FieldNames = [("standfirst".into(), vec!["deck".into(), "summary".into()])].into();
    let path = path();
    let text = "deck: \"\"\nsummary: A day\nexpirydate: 2025-01-01\n";
    let node = yaml(&path, text, 0).0.expect("a tree");
    let reader = Reader::strict(&path, text, TimeZone::UTC);
    let mut fields = reader.fields(&node, "an article").with_names(&names);
    assert_eq!(fields.text("standfirst").as_deref(), Some("A day"));
    let rest: Vec<&str> = fields.finish_with("").into_iter().map(|(key, _)| &*key.name).collect();
    assert_eq!(rest, ["expirydate"]);
    assert_eq!(reader.finish().len(), 1);
}

#[test]
fn a_slip_in_a_key_that_holds_a_piece_back_is_never_allowed() {
    let codes = |text: &str| {
        let (_, told) = with(text, |f| (f.flag("draft"), f.node("embargoed_until").is_some()));
        told.iter().map(|told| told.split(':').next().unwrap_or("").to_string()).collect::<Vec<_>>()
    };
    for slip in [
        "drafts: true",
        "Draft: yes",
        "darft: true",
        "embargo: 2199-01-01",
        "Embargoed-Until: 2199",
        "embargo_until: x",
    ] {
        assert_eq!(codes(&format!("{slip}\n")), ["misspelt-hold"], "{slip}");
    }
    for other in ["craft: weaving", "Draft: false", "drafts: no", "weight: 3", "withdrawal: 5"] {
        assert!(!codes(&format!("{other}\n")).contains(&"misspelt-hold".into()), "{other}");
    }
    assert_eq!(codes("draft: true\nembargoed_until: 2199\n"), [] as [&str; 0]);
}
