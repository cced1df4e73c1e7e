//! The house: what ARCHITECTURE.md says of the code is true.
// Tests stand outside the house: they read and write real files.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const LINES: usize = 400;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every Rust file below `folder`: its path from the root with slashes, and its text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![root().join(folder)];
    while let Some(folder) = waiting.pop() {
        for item in std::fs::read_dir(folder).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
                let text = read(&path);
                found.push((name, text));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty());
    found
}

/// The floors, from the bottom up, as ARCHITECTURE.md lists them.
fn floors() -> Vec<String> {
    let page = read(&root().join("ARCHITECTURE.md"));
    let table = page.split("## The floors").nth(1).expect("a section on the floors");
    let floors: Vec<String> =
        table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next().map(String::from)).collect();
    assert_eq!(floors.first().map(String::as_str), Some("base"));
    assert_eq!(floors.last().map(String::as_str), Some("commands"));
    floors
}

/// What comes before a file's own tests: tests may look at any floor.
fn without_tests<'a>(name: &str, text: &'a str) -> &'a str {
    if name.ends_with("tests.rs") || name.contains("/tests/") {
        return "";
    }
    text.split("#[cfg(test)]\nmod ").next().unwrap_or(text)
}

/// Names of floors that a line imports or names: `crate::plan::…`.
fn named(line: &str) -> impl Iterator<Item = &str> {
    line.split("crate::")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or(""))
}

/// Every import that goes upward, as `file:line: floor`.
fn upward(files: &[(String, String)]) -> Vec<String> {
    let floors = floors();
    let height = |floor: &str| floors.iter().position(|name| name == floor);
    let mut wrong = Vec::new();
    for (name, text) in files {
        let floor = name.strip_prefix("src/").unwrap_or(name).split(['/', '.']).next().unwrap_or("");
        let Some(own) = height(floor) else { continue };
        for (number, line) in without_tests(name, text).lines().enumerate() {
            let code = line.split("//").next().unwrap_or(line);
            for other in named(code) {
                if height(other).is_some_and(|other| other > own) {
                    wrong.push(format!("{name}:{}: {floor} must not know {other}", number + 1));
                }
            }
        }
    }
    wrong
}

#[test]
fn imports_go_downward_only() {
    assert_eq!(upward(&sources("src")), Vec::<String>::new());
}

#[test]
fn an_upward_import_is_found() {
    let bad = [("src/model/site.rs".to_string(), "//! A file.\nuse crate::plan::Plan;\n".to_string())];
    assert_eq!(upward(&bad), ["src/model/site.rs:2: model must not know plan"]);
}

#[test]
fn every_folder_of_the_source_is_a_floor() {
    let floors: BTreeSet<String> = floors().into_iter().collect();
    for item in std::fs::read_dir(root().join("src")).unwrap() {
        let name = item.unwrap().file_name().to_string_lossy().into_owned();
        let name = name.trim_end_matches(".rs");
        assert!(floors.contains(name) || ["main", "lib"].contains(&name), "src/{name} is no floor of ARCHITECTURE.md");
    }
}

#[test]
fn a_file_has_one_job_and_fits_in_one_sitting() {
    for (name, text) in sources("src") {
        assert!(text.starts_with("//!"), "{name} does not begin by saying its job (`//!`)");
        let lines = text.lines().count();
        assert!(lines <= LINES, "{name} has {lines} lines; {LINES} are enough for one job");
        assert!(!text.contains("super::super"), "{name} climbs two floors at once (`super::super`)");
    }
}

#[test]
fn only_io_touches_the_machine() {
    let banned =
        ["std::fs", "std::env", "std::net", "std::process::Command", "SystemTime", "Instant::now", "Timestamp::now"];
    for (name, text) in sources("src") {
        if name.starts_with("src/io/") {
            continue;
        }
        for (number, line) in without_tests(&name, &text).lines().enumerate() {
            let code = line.split("//").next().unwrap_or(line);
            for word in banned {
                assert!(!code.contains(word), "{name}:{}: {word} belongs in src/io", number + 1);
            }
        }
    }
}

#[test]
fn nothing_depends_on_the_order_of_a_hash_table() {
    for (name, text) in sources("src") {
        for word in ["HashMap", "HashSet"] {
            assert!(!text.contains(word), "{name}: {word} has no order");
        }
    }
}

#[test]
fn nothing_is_left_unfinished() {
    for (name, text) in sources("src") {
        for word in ["todo!(", "unimplemented!(", "TODO", "FIXME", "dbg!("] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn every_code_is_explained_and_every_explained_code_is_used() {
    let known: BTreeSet<&str> = throughline::base::codes::all().map(|code| code.code).collect();
    let text: String = sources("src")
        .iter()
        .filter(|(name, _)| !name.starts_with("src/base/codes/"))
        .map(|(name, text)| without_tests(name, text).to_string())
        .collect();
    let mut emitted = BTreeSet::new();
    for part in text.split("Diagnostic::new(").skip(1) {
        let argument = part.trim_start();
        if let Some(code) = argument.strip_prefix('"').and_then(|rest| rest.split('"').next()) {
            emitted.insert(code);
        }
    }
    let unknown: Vec<_> = emitted.iter().filter(|code| !known.contains(*code)).collect();
    assert!(unknown.is_empty(), "not explained in base/codes: {unknown:?}");
    let unused: Vec<_> = known.iter().filter(|code| !text.contains(&format!("\"{code}\""))).collect();
    assert!(unused.is_empty(), "explained and never emitted: {unused:?}");
    for code in throughline::base::codes::all() {
        assert!(code.explanation.trim().len() > 60, "{} is hardly explained", code.code);
        assert!(!code.summary.is_empty());
    }
}

/// Properties and values of a style sheet that name a side of the screen: `left` where `start` is meant.
fn physical(css: &str) -> Vec<String> {
    const SIDES: [&str; 4] = ["left", "right", "top", "bottom"];
    let mut css = css.to_string();
    while let Some((start, end)) = css.find("/*").and_then(|start| Some((start, start + css[start..].find("*/")? + 2)))
    {
        css.replace_range(start..end, "");
    }
    let declarations = css.split(['{', '}', ';']).filter(|text| !text.trim_start().starts_with('@'));
    let pairs = declarations.filter_map(|text| text.split_once(':'));
    let bad = |(name, value): &(&str, &str)| {
        let name = name.trim();
        let sized = ["width", "height", "overflow-x", "overflow-y"]
            .contains(&name.trim_start_matches("min-").trim_start_matches("max-"));
        let sided = !name.contains(' ') && name.split('-').any(|word| SIDES.contains(&word));
        let turned = ["text-align", "float", "clear", "caption-side"].contains(&name)
            && value.split_whitespace().any(|word| SIDES.contains(&word));
        sized || sided || turned
    };
    pairs.filter(bad).map(|(name, value)| format!("{}:{value}", name.trim())).collect()
}

#[test]
fn a_style_sheet_names_no_side_of_the_screen() {
    for file in std::fs::read_dir(root().join("templates/assets")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "css") {
            assert_eq!(physical(&read(&path)), Vec::<String>::new(), "{}", path.display());
        }
    }
}

#[test]
fn a_physical_property_is_found() {
    let css = "@media (max-width: 9px) { a { margin-left: 1px } } /* left: 0 */ b { float: left; padding: 0; max-width: 1px; border-block: 0 } c { text-align: start; left: 0 }";
    assert_eq!(physical(css), ["margin-left: 1px ", "float: left", "max-width: 1px", "left: 0 "]);
}
