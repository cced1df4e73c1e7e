//! Stories about tags.yaml: other names, what a tag means, and names that two tags claim.

use super::*;

fn read(text: &str) -> (TagFile, Vec<Diagnostic>) {
    tags(&SourcePath::new("content/tags.yaml").unwrap(), text)
}

#[test]
fn tags_keep_their_order_and_their_other_names() {
    let (file, diagnostics) = read(
        "Astana talks on Syria:\n  also: [Astana process]\n  description: The meetings.\n  note: Disputed.\n\
         Ceasefire: {also: Truce}\nDiplomacy:\n1956: {}\n",
    );
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let names: Vec<&str> = file.entries.iter().map(|entry| &*entry.name.value).collect();
    assert_eq!(names, ["Astana talks on Syria", "Ceasefire", "Diplomacy", "1956"]);
    assert_eq!(file.entries[1].also[0].value.as_ref(), "Truce");
    assert_eq!(file.entries[0].note.as_deref(), Some("Disputed."));
}

#[test]
fn a_name_leads_to_one_tag() {
    let (_, diagnostics) = read("Ceasefire: {also: [Truce, truce]}\nArmistice: {also: [TRUCE]}\n");
    assert_eq!((diagnostics.len(), diagnostics[0].code), (1, "tag-twice"));
    assert_eq!(diagnostics[0].others.len(), 1);
    assert_eq!(diagnostics[0].hints, ["keep it under `Ceasefire` or under `Armistice`"]);
    assert_eq!(read("De-escalation: {}\nDe escalation: {}\n").1.len(), 1);
    assert_eq!(read("Truce: {also: [truce]}\n").1.len(), 0);
}

#[test]
fn a_misspelt_field_and_a_wrong_form_are_told() {
    let (_, diagnostics) = read("Ceasefire: {alos: [Truce]}\n");
    assert_eq!((diagnostics[0].code, diagnostics[0].label.as_deref()), ("unknown-key", Some("did you mean `also`?")));
    assert_eq!(read("- Ceasefire\n").1[0].code, "wrong-type");
    assert!(read("").1.is_empty());
    assert!(!read("{").1.is_empty());
}
