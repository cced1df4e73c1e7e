//! Tests of the YAML reader: each trap with its mended line, places, limits.

use super::*;
use crate::parse::tree::Value;

fn path() -> SourcePath {
    SourcePath::new("content/articles/a.md").expect("a path")
}

fn read_all(text: &str) -> Reading {
    read(&path(), text, 0)
}

/// The code and the mended line of the only diagnostic, and the tree.
fn trap(text: &str) -> (&'static str, String, Node) {
    let reading = read_all(text);
    assert_eq!(reading.diagnostics.len(), 1, "{text:?}: {:#?}", reading.diagnostics);
    let diagnostic = &reading.diagnostics[0];
    let hint = diagnostic.hints.first().cloned().unwrap_or_default();
    (diagnostic.code, hint, reading.node.unwrap_or(Node { span: Span::default(), value: Value::Null }))
}

#[test]
fn values_keep_the_text_as_written_and_their_bytes() {
    let text = "é: 1984\nyes: no\nempty:\nnothing: ~\nquoted: \"~\"\nlist: [a, 'b']\n";
    let (node, diagnostics) = yaml(&path(), text, 100);
    assert_eq!(diagnostics, []);
    let node = node.expect("a tree");
    assert_eq!(node.get("é").and_then(Node::text), Some("1984"));
    assert_eq!(node.get("é").map(|n| n.span), Some(Span::new(104, 108)));
    assert_eq!(node.get("yes").and_then(Node::text), Some("no"));
    assert_eq!(node.get("empty").map(|n| &n.value), Some(&Value::Null));
    assert_eq!(node.get("nothing").map(|n| &n.value), Some(&Value::Null));
    assert_eq!(node.get("quoted").and_then(Node::text), Some("~"));
    let Some(Value::List(items)) = node.get("list").map(|n| &n.value) else { panic!("a list") };
    assert_eq!(items[1].value, Value::Scalar { text: "b".into(), plain: false });
}

#[test]
fn nothing_is_nothing() {
    for text in ["", "\n\n", "# only a comment\n", "~\n"] {
        let reading = read_all(text);
        assert!(reading.node.is_none() && reading.diagnostics.is_empty(), "{text:?}");
    }
}

#[test]
fn each_trap_of_a_headline_has_its_code_and_its_mended_line() {
    let cases = [
        ("Talks open: a first day", "yaml-colon", r#""Talks open: a first day""#),
        ("Why:", "yaml-colon", r#""Why:""#),
        (r#""Ceasefire" holds"#, "yaml-quote", r#"'"Ceasefire" holds'"#),
        (r#""Ceasefire" and "peace""#, "yaml-quote", r#"'"Ceasefire" and "peace"'"#),
        (r#""He said "no" again""#, "yaml-quote", r#"'He said "no" again'"#),
        ("'It's a deal'", "yaml-quote", r#""It's a deal""#),
        ("'tis the season", "yaml-unclosed-quote", r#""'tis the season""#),
        ("\"Talks open", "yaml-unclosed-quote", r#""Talks open""#),
        ("[Live] Talks open", "yaml-bracket", r#""[Live] Talks open""#),
        ("{Live} Talks open", "yaml-bracket", r#""{Live} Talks open""#),
        ("*Ever Given* afloat", "yaml-asterisk", r#""*Ever Given* afloat""#),
        ("& so to Astana", "yaml-ampersand", r#""& so to Astana""#),
        ("&c talks", "yaml-ampersand", r#""&c talks""#),
        ("@suezcanal answers", "yaml-reserved", r#""@suezcanal answers""#),
        ("`code` talks", "yaml-reserved", r#""`code` talks""#),
        ("%100 sure", "yaml-reserved", r#""%100 sure""#),
        ("!Important news", "yaml-exclamation", r#""!Important news""#),
        ("! news", "yaml-exclamation", r#""! news""#),
        ("|x| is the measure", "yaml-block-text", r#""|x| is the measure""#),
        ("> 200 ships wait", "yaml-block-text", r#""> 200 ships wait""#),
        ("- a dash", "yaml-reserved", r#""- a dash""#),
        ("? who knows", "yaml-reserved", r#""? who knows""#),
        (", and then", "yaml-reserved", r#"", and then""#),
    ];
    for (value, code, mended) in cases {
        let (found, hint, node) = trap(&format!("kicker: Syria\ntitle: {value}\nweight: 5\n"));
        assert_eq!(found, code, "{value}");
        assert!(hint.contains(&format!("write: `title: {mended}`")), "{value}: {hint}");
        assert_eq!(node.get("weight").and_then(Node::text), Some("5"), "{value}: the rest is read");
        let line = format!("title: {mended}\n");
        let reading = read_all(&line);
        assert_eq!(reading.diagnostics, [], "{line}: the mended line is right");
        let meant = reading.node.expect("a tree");
        let got = node.get("title").and_then(Node::text);
        assert_eq!(got, meant.get("title").and_then(Node::text), "{value}: read as meant");
    }
}

#[test]
fn faults_are_shown_where_they_are() {
    let text = "title: Türkiye: a day\nkicker: Genève: noon\n";
    let reading = read(&path(), text, 4);
    let spans: Vec<&str> = reading
        .diagnostics
        .iter()
        .filter_map(|d| d.place.as_ref()?.span)
        .map(|span| &text[span.start as usize - 4..span.end as usize - 4])
        .collect();
    assert_eq!(spans, ["Türkiye: a day", "Genève: noon"]);
    let node = reading.node.expect("a tree");
    let kicker = node.get("kicker").expect("a kicker");
    assert_eq!(&text[kicker.span.start as usize - 4..kicker.span.end as usize - 4], "Genève: noon");
}

#[test]
fn lists_and_indentation() {
    assert_eq!(trap("tags:\n-Astana\n-Syria\nkicker: x\n").0, "yaml-dash");
    let (code, hint, node) = trap("tags:\n  -Astana\n  -Syria\nkicker: x\n");
    assert_eq!((code, hint.as_str()), ("yaml-dash", "write: `- Astana`"));
    assert_eq!(node.get("tags").map(|n| matches!(&n.value, Value::List(items) if items.len() == 2)), Some(true));
    let (code, hint, node) = trap("tags:\n\t- Astana\n\t- Syria\nkicker: x\n");
    assert_eq!((code, hint.as_str()), ("yaml-tab", "use blanks: `  - Astana`"));
    assert_eq!(node.get("kicker").and_then(Node::text), Some("x"));
    let (code, hint, node) = trap("title: a\n kicker: b\nweight: 5\n");
    assert_eq!((code, hint.as_str()), ("yaml-indentation", "begin it at the margin: `kicker: b`"));
    assert_eq!(node.get("title").and_then(Node::text), Some("a"));
    let (code, hint, _) = trap("kicker: x\ntitle:Talks open\nweight: 5\n");
    assert_eq!((code, hint.as_str()), ("yaml-key", "write: `title: Talks open`"));
    assert_eq!(trap("title:Talks\nweight: 5\n").0, "yaml-key");
    let (code, hint, _) = trap("tags: [Foo, @bar, x]\n");
    assert_eq!((code, hint.as_str()), ("yaml-reserved", "write: `tags: [Foo, \"@bar\", x]`"));
    assert_eq!(trap("tags: [Astana, Syria\nkicker: x\nweight: 5\n").0, "yaml-bracket");
    let (code, hint, _) = trap("standfirst: A long day in\n  the capital: nobody came\nkicker: x\n");
    assert_eq!(
        (code, hint.as_str()),
        ("yaml-colon", "write: `standfirst: \"A long day in the capital: nobody came\"`")
    );
}

#[test]
fn what_cannot_be_mended_costs_its_own_entry_only() {
    let reading = read_all("title: a\nimage:\n  src: x\n junk\n  alt: y\nkicker: b\nstandfirst: c: d\n");
    let node = reading.node.expect("a tree");
    assert!(reading.partial);
    assert_eq!(node.get("kicker").and_then(Node::text), Some("b"));
    assert_eq!(node.get("standfirst").and_then(Node::text), Some("c: d"));
    let codes: Vec<_> = reading.diagnostics.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["yaml-syntax", "yaml-colon"]);
}

#[test]
fn of_a_key_written_twice_the_last_counts_and_both_places_are_named() {
    let (code, _, node) = trap("title: a\nkicker: k\ntitle: b\n");
    assert_eq!(code, "duplicate-key");
    assert_eq!(node.get("title").and_then(Node::text), Some("b"));
    let reading = read_all("title: a\nkicker: k\ntitle: b\n");
    assert_eq!(reading.diagnostics[0].others.len(), 1);
}

#[test]
fn anchors_are_copied_within_bounds() {
    let (node, diagnostics) = yaml(&path(), "a: &x [1, 2]\nb: *x\n", 0);
    assert_eq!(diagnostics, []);
    let node = node.expect("a tree");
    assert_eq!(node.get("a").map(|n| &n.value), node.get("b").map(|n| &n.value));
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for n in 1..30 {
        let list = vec![format!("*a{}", n - 1); 9].join(", ");
        bomb.push_str(&format!("a{n}: &a{n} [{list}]\n"));
    }
    assert!(read_all(&bomb).diagnostics.iter().any(|d| d.code == "yaml-alias"));
    assert_eq!(read_all("a: &a [*a]\n").diagnostics.len(), 1);
    assert_eq!(trap("x: &x {a: 1}\ny:\n  <<: *x\n  b: 2\n").0, "yaml-merge-key");
}

#[test]
fn depth_is_bounded() {
    let deep = |n: usize| format!("a: {}{}\n", "[".repeat(n), "]".repeat(n));
    assert_eq!(read_all(&deep(200)).diagnostics, []);
    assert_eq!(trap(&deep(300)).0, "yaml-depth");
    assert_eq!(trap(&format!("a: {}", "[".repeat(100_000))).0, "yaml-depth");
    let blocks: String = (0..200).map(|n| format!("{}k:\n", " ".repeat(n))).collect();
    assert_eq!(read_all(&blocks).diagnostics, []);
    let chain: String =
        (1..20).map(|n| format!("a{n}: &a{n} {}*a{}{}\n", "[".repeat(90), n - 1, "]".repeat(90))).collect();
    assert!(read_all(&format!("a0: &a0 [x]\n{chain}")).diagnostics.iter().any(|d| d.code == "yaml-depth"));
}

#[test]
fn a_quoted_text_reads_back() {
    for text in [
        "plain",
        "a: b",
        "say \"no\"",
        "it's",
        "it's \"so\"",
        "back\\slash",
        "two\nlines",
        "tab\tbed",
        "\u{feff}x",
        "",
        " ",
    ] {
        let node = read_all(&format!("t: {}\n", quoted(text))).node.expect("a tree");
        assert_eq!(node.get("t").and_then(Node::text), Some(text));
    }
}

#[test]
fn no_text_is_too_odd() {
    for text in [
        "\0",
        "a: \0\nb: 1",
        ": x",
        "? [a]\n: b",
        "a: 1\n---\nb: 2",
        "...",
        "%YAML 9.0",
        "a: \"\\q\"",
        "- a\nb: c",
        "{",
        "}",
        "[",
        "\t",
        "a: |",
        "a: 'x\n--- y",
        "*",
        "&",
        "!",
        "\u{feff}a: 1",
        "a: |9\n x\n",
        "a: >+\n\n\n",
        "<<: x",
        "\"a: b",
        "- - - - x: y: z",
    ] {
        let reading = read_all(text);
        assert!(reading.node.is_some() || !reading.diagnostics.is_empty() || text.trim().len() < 4, "{text:?}");
    }
}
