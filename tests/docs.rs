//! The reference pages say what the code says: `BLESS=1 cargo test --test docs` writes their generated part anew.
// Tests stand outside the house: they read and write real files.
#![allow(clippy::disallowed_methods)]

use std::path::Path;

const MARK: &str = "<!-- From here on this page is generated from the code. -->\n";

fn check(page: &str, generated: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
    let text = std::fs::read_to_string(&file).unwrap_or_else(|_| format!("# {page}\n\n{MARK}"));
    let (written, old) = text.split_once(MARK).unwrap_or_else(|| panic!("docs/{page} has no line {MARK:?}"));
    let wanted = format!("\n{}\n", generated.trim());
    if old == wanted {
        return;
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, format!("{written}{MARK}{wanted}")).unwrap();
        return;
    }
    let line = old.lines().zip(wanted.lines()).position(|(a, b)| a != b).unwrap_or(0);
    panic!("docs/{page} is not what the code says, from its generated line {line} on; BLESS=1 cargo test --test docs");
}

#[test]
fn front_matter() {
    check("front-matter.md", &throughline::parse::schema::reference());
}

#[test]
fn configuration() {
    check("configuration.md", &throughline::parse::schema::settings_reference());
}

#[test]
fn templates() {
    let filters =
        throughline::render::FILTERS.iter().map(|(name, help)| format!("- `{name}`: {help}\n")).collect::<String>();
    let views = throughline::plan::view::reference::reference();
    check("templates.md", &format!("## Filters\n\n{filters}\n{views}"));
}

#[test]
fn diagnostics() {
    let mut codes: Vec<_> = throughline::base::codes::all().collect();
    codes.sort_by_key(|code| code.code);
    let text: String = codes
        .iter()
        .map(|code| {
            let level = format!("{:?}", code.severity).to_lowercase();
            let lints = if code.lowerable { "; `lints:` may lower it" } else { "" };
            format!("## {}\n\n{level}{lints}: {}\n\n{}\n\n", code.code, code.summary, code.explanation.trim())
        })
        .collect();
    check("diagnostics.md", &text);
}
