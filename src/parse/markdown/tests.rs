//! Stories about the scan: what is found in a body, and where.

use super::scan_in;
use crate::base::diag::{Diagnostic, Severity, Span};
use crate::base::hash::Hash128;
use crate::base::path::SourcePath;
use crate::parse::document::{Body, LinkRole, Text};
use std::collections::BTreeSet;

const HEAD: &str = "---\ntitle: Ünï\n---\n";

/// Scans `body` as it lies behind front matter; spans are of the whole file, which is returned too.
fn scanned(body: &str) -> (String, Body, Vec<Diagnostic>) {
    let file = format!("{HEAD}{body}");
    let path = SourcePath::new("content/articles/a.md").expect("a path");
    let components: BTreeSet<Text> = ["timeline".into(), "gallery".into()].into();
    let (body, diagnostics) = scan_in(&path, &file, Span::new(HEAD.len(), file.len()), "en", &components);
    (file, body, diagnostics)
}

fn at(file: &str, span: Span) -> &str {
    &file[span.start as usize..span.end as usize]
}

fn place(diagnostic: &Diagnostic) -> Span {
    diagnostic.place.as_ref().and_then(|place| place.span).expect("a place")
}

#[test]
fn every_link_is_found_in_order_at_its_place() {
    let (file, body, diagnostics) = scanned(
        "{{< x >}} é [a [b]](c.md \"c.md\") ![d](e.jpg)\n\n[f][g] <https://h.org> <i@j.org> [k](<l m.md>)\n\n> [![n](o)](person:p)\n\n[g]: /g",
    );
    let found: Vec<_> = body.links.iter().map(|link| (&*link.target, at(&file, link.span))).collect();
    assert_eq!(
        found,
        [
            ("c.md", "c.md"),
            ("e.jpg", "e.jpg"),
            ("/g", "[f][g]"),
            ("https://h.org", "https://h.org"),
            ("mailto:i@j.org", "i@j.org"),
            ("l m.md", "l m.md"),
            ("person:p", "person:p"),
            ("o", "o"),
        ]
    );
    let pictures = body.links.iter().filter(|link| link.role == LinkRole::Picture).count();
    assert_eq!((pictures, diagnostics.len()), (2, 0));
    assert_eq!(body.hash, Hash128::of(&file.as_bytes()[HEAD.len()..]));
}

#[test]
fn links_that_may_not_be_are_told_at_their_place() {
    let (file, _, diagnostics) = scanned("[a](javascript:alert) [b]() ![](data:x)");
    let told: Vec<_> = diagnostics.iter().map(|d| (d.code, at(&file, place(d)), d.severity)).collect();
    assert_eq!(
        told,
        [
            ("link-scheme", "javascript:alert", Severity::Error),
            ("empty-link", "[b]()", Severity::Warning),
            ("link-scheme", "data:x", Severity::Error),
        ]
    );
}

#[test]
fn a_shortcode_is_noted_once_a_name_and_not_in_code() {
    let (file, body, diagnostics) = scanned(
        "`{{< code >}}` [a]({{< ref \"x\" >}}) {{< note >}}b{{< /note >}} [c]({{< ref \"y\" >}})\n\n```\n{{< code >}}\n```\n",
    );
    let noted: Vec<_> = body.shortcodes.iter().map(|one| (&*one.name, one.times, at(&file, one.span))).collect();
    assert_eq!(noted, [("note", 1, "{{< note >}}"), ("ref", 2, "{{< ref \"x\" >}}")]);
    assert_eq!(diagnostics, []);
    assert_eq!(
        body.links.iter().map(|link| &*link.target).collect::<Vec<_>>(),
        ["{{< ref \"x\" >}}", "{{< ref \"y\" >}}"]
    );
    assert_eq!(&*body.excerpt, "{{< code >}} a b c");
}

#[test]
fn a_shortcode_that_is_code_by_its_indent_alone_is_told() {
    let (file, _, diagnostics) = scanned(
        "1. One\n\nNow:\n\n    See [it]({{< ref \"x\" >}}) and {{< y >}}\n\n```\n{{< z >}}\n```\n\n    {% raw %}\n",
    );
    let told: Vec<_> = diagnostics.iter().map(|d| (d.code, at(&file, place(d)))).collect();
    assert_eq!(told, [("indented-shortcode", "{{< ref \"x\" >}}")]);
    assert!(diagnostics[0].message.contains("3 shortcodes"), "{}", diagnostics[0].message);
}

#[test]
fn raw_html_sets_anchors_too() {
    let (_, body, _) = scanned(
        "## <a name=\"part-1\"></a>Part\n\n<div\n  id=\"two\">\n\n`<p id=\"no\">` {{< x >}}\n\n    <p id=\"no\">\n",
    );
    assert_eq!(body.html_anchors.iter().map(|anchor| &**anchor).collect::<Vec<_>>(), ["part-1", "two"]);
    assert_eq!(body.anchors.iter().map(|anchor| &**anchor).collect::<Vec<_>>(), ["part"]);
}

#[test]
fn components_are_read_with_their_arguments_in_place() {
    let (file, body, diagnostics) = scanned(
        "```timeline\r\ndossier: astana\r\nfrom: 2017\r\n```\r\n\n```gallery\n```\n\n- ~~~ timeline x\n  dossier: suez\n  ~~~\n",
    );
    assert_eq!(diagnostics, []);
    let names: Vec<_> = body.components.iter().map(|component| &*component.name).collect();
    assert_eq!(names, ["timeline", "gallery", "timeline"]);
    let from = body.components[0].args.get("from").expect("an argument");
    assert_eq!((from.text(), at(&file, from.span)), (Some("2017"), "2017"));
    assert_eq!(body.components[2].args.get("dossier").and_then(|node| node.text()), Some("suez"));
}

#[test]
fn a_slip_in_the_name_of_a_component_is_told() {
    let (file, body, diagnostics) = scanned("~~~  timelime\ndossier: x\n~~~\n\n```rust\n```\n\n```\ntimelime\n```");
    assert!(body.components.is_empty());
    let told: Vec<_> = diagnostics.iter().map(|d| (d.code, at(&file, place(d)), d.label.as_deref())).collect();
    assert_eq!(told, [("near-component", "timelime", Some("did you mean `timeline`?"))]);
}

#[test]
fn the_excerpt_is_the_first_paragraph_of_running_text() {
    let (_, body, _) = scanned(
        "# Head\n\n> A *quote*\n\n![a picture](b)\n\n- item\n\nThe **first** \"one\"[^1],\n`code` <b>and</b> [link](x).\n\nSecond.\n\n[^1]: Note",
    );
    assert_eq!(&*body.excerpt, "The first “one”, code and link.");
    assert_eq!(body.words, 12);
    assert_eq!(&*scanned("## Only a head").1.excerpt, "");
}
