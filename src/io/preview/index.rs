//! The page at `/_throughline/`: all problems, and what there is.

use super::own::problems;
use super::script;
use super::stage::{Stage, count};
use crate::base::diag::Diagnostic;
use crate::base::text;
use crate::build::preview::about;
use crate::build::preview::shown::Shown;
use crate::parse::document::Text;
use crate::plan::address;
use crate::render::markdown::escape;
use serde_json::Value;
use std::fmt::Write;

/// The page as HTML.
pub fn index(stage: &Stage, shown: &Shown, diagnostics: &[Diagnostic]) -> Vec<u8> {
    let mut out = String::new();
    let (errors, warnings) = count(diagnostics);
    let counted = format!("{}, {}", text::count(errors, "error"), text::count(warnings, "warning"));
    let _ = writeln!(out, "<p class=\"count\">{counted}.</p>");
    if !diagnostics.is_empty() {
        out.push_str("<ol class=\"problems\">\n");
        problems(stage, shown, diagnostics).iter().for_each(|problem| item(&mut out, problem));
        out.push_str("</ol>\n");
    }
    let site = &shown.site;
    let facts: [(&str, Text); 6] = [
        ("Site", shown.ground.config.title.clone()),
        ("Articles", site.articles.len().to_string().into()),
        ("Dossiers", site.dossiers.len().to_string().into()),
        ("Pages and files", shown.plan.pages.len().to_string().into()),
        ("Folder", stage.root.display().to_string().into()),
        ("Next to appear", about::next(shown).map_or_else(|| "nothing is waiting".into(), Text::from)),
    ];
    out.push_str("<dl class=\"facts\">\n");
    for (name, value) in facts {
        let _ = writeln!(out, "<div><dt>{name}</dt><dd>{}</dd></div>", escaped(&value));
    }
    let home = address::url(&shown.ground.config, "/");
    let _ = writeln!(out, "</dl>\n<p><a href=\"{}\">The site</a></p>", escaped(&home));
    script::with(script::document("Problems", &out), "/_throughline/")
}

/// One problem, as the overlay shows it too.
fn item(out: &mut String, problem: &Value) {
    let text = |key: &str| escaped(problem[key].as_str().unwrap_or(""));
    let (severity, code) = (text("severity"), text("code"));
    let _ = write!(out, "<li class=\"problem {severity}\"><p class=\"what\"><b class=\"severity\">{severity}</b> ");
    let _ = write!(out, "{} <code>{code}</code></p>", text("message"));
    if problem["path"].is_string() {
        let at = |key: &str| problem[key].as_u64().map_or(String::new(), |number| format!(":{number}"));
        let place = format!("{}{}{}", text("path"), at("line"), at("column"));
        let _ = match problem["url"].is_string() {
            true => write!(out, "<p class=\"where\"><a href=\"{}\">{place}</a></p>", text("url")),
            false => write!(out, "<p class=\"where\">{place}</p>"),
        };
    }
    let lines = excerpt(problem["snippet"].as_str().unwrap_or(""));
    if !lines.is_empty() {
        let _ = write!(out, "<pre tabindex=\"0\">{}</pre>", escaped(&lines));
    }
    for hint in problem["hints"].as_array().into_iter().flatten() {
        let _ = write!(out, "<p class=\"hint\">{}</p>", escaped(hint.as_str().unwrap_or("")));
    }
    out.push_str("</li>\n");
}

/// The lines of a snippet without its title, its place and its hints, which stand beside it as text that wraps.
fn excerpt(snippet: &str) -> String {
    let is_bare = |line: &&str| matches!(line.trim(), "" | "|");
    let title = |line: &&str| line.starts_with("error") || line.starts_with("warning");
    let lines = snippet.lines().skip_while(title).skip_while(|line| line.trim_start().starts_with("-->"));
    let lines: Vec<&str> = lines.take_while(|line| !line.trim_start().starts_with("= help:")).collect();
    let first = lines.iter().position(|line| !is_bare(line)).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| !is_bare(line)).map_or(first, |last| last + 1);
    lines[first..last].join("\n")
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape::attribute(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn an_excerpt_is_what_the_title_the_place_and_the_hints_leave() {
        let whole = "error[x]: the bracket `[` is not closed\n --> a.md:4:9\n  |\n4 | kicker: [H\n  |         ^^\n  |\n  = help: close it";
        assert_eq!(excerpt(whole), "4 | kicker: [H\n  |         ^^");
        assert_eq!(excerpt("error: no title"), "");
        assert_eq!(excerpt(""), "");
    }
}
