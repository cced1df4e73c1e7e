//! What a setting may say: each function takes the text as written and answers with its meaning or a fault.

use super::{LintLevel, PermalinkKind};
use crate::base::codes;
use crate::base::diag::{Diagnostic, Place};
use crate::base::text::{nearest, web_address};
use crate::parse::document::{DocumentKind, Text};
use crate::parse::schema::fields_of;
use jiff::tz::TimeZone;

/// What is wrong with a value, and what to write instead.
#[derive(Debug)]
pub(super) struct Fault {
    pub code: &'static str,
    pub message: String,
    pub hint: String,
}

impl Fault {
    fn new(code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Fault { code, message: message.into(), hint: hint.into() }
    }

    pub fn at(self, place: Place) -> Diagnostic {
        Diagnostic::new(self.code, self.message).at(place).hint(self.hint)
    }
}

/// `did you mean …?`, or all there is.
fn one_of(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of {}", quoted(known)),
    }
}

/// `` `a`, `b`, `c` ``.
pub(super) fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// An absolute address on the web, with scheme and host in lower case and a slash at the end.
pub(super) fn base_url(text: &str) -> Result<Text, Fault> {
    let fault = |message: String, hint: String| Err(Fault::new("bad-base-url", message, hint));
    let Some((scheme, rest)) = text.split_once("://") else {
        let guess = text.trim_matches('/');
        let hint = if guess.contains('.') {
            format!("write `https://{guess}/`")
        } else {
            "write `https://example.org/`".into()
        };
        return fault(format!("`{text}` is not an absolute address"), hint);
    };
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return fault(
            format!("`base_url` begins with `{scheme}:`"),
            "a site is published at `https:` or `http:`".into(),
        );
    }
    let (host, path) = rest.find(['/', '?', '#']).map_or((rest, ""), |at| rest.split_at(at));
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    if host.is_empty() || !host.chars().all(allowed) || !host.chars().any(char::is_alphanumeric) {
        return fault(format!("`{text}` names no host that can be read"), "write `https://example.org/`".into());
    }
    let port = host.rsplit_once(':').map(|(_, port)| port).filter(|port| !port.ends_with(']'));
    if port.is_some_and(|port| port.parse::<u16>().is_err()) || host.starts_with('.') || host.contains("..") {
        return fault(format!("`{host}` is no host with a port"), "write it as in `https://example.org:8080/`".into());
    }
    let dots = |part: &str| matches!(part.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..");
    if path.split('/').any(dots) {
        return fault(format!("`{path}` means another folder"), format!("write `{scheme}://{host}/news/`"));
    }
    let whole = path.split(['?', '#']).next().unwrap_or("");
    let folders = whole.split('/').filter(|folder| !folder.trim().is_empty());
    let clean: String = folders.map(|folder| format!("{}/", plain(folder))).collect();
    let hint = || format!("write `{scheme}://{host}/{clean}`");
    if whole.len() < path.len() {
        return fault(format!("`base_url` has more than scheme, host and path: `{path}`"), hint());
    }
    if path.trim_matches('/') != clean.trim_end_matches('/') || path.starts_with("//") || path.ends_with("//") {
        return fault(format!("`{path}` cannot be the path of an address"), hint());
    }
    Ok(format!("{scheme}://{}{}/", host.to_lowercase(), path.trim_end_matches('/')).into())
}

/// The name of a folder as it can stand in an address: blanks escaped, and without what no address holds.
fn plain(folder: &str) -> String {
    let kept = folder.chars().filter(|c| !matches!(c, '\\' | '"' | '<' | '>'));
    kept.map(|c| if c.is_whitespace() { "%20".into() } else { c.to_string() }).collect()
}

/// A time zone of the IANA database that is built in.
pub(super) fn zone(text: &str) -> Result<(TimeZone, Text), Fault> {
    if let Ok(zone) = TimeZone::get(text) {
        let name = zone.iana_name().unwrap_or(text).into();
        return Ok((zone, name));
    }
    let names: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    let lower = text.to_lowercase().replace(' ', "_");
    let city = names.iter().find(|name| name.to_lowercase().rsplit('/').next() == Some(&lower)).map(String::as_str);
    let hint = match nearest(text, names.iter().map(String::as_str)).or(city) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write a name of the IANA database: `Europe/London`, `Asia/Almaty`, `UTC`".into(),
    };
    Err(Fault::new("unknown-time-zone", format!("there is no time zone `{text}`"), hint))
}

/// A language tag as RFC 5646 forms them: `en`, `pt-BR`, `zh-Hant`.
pub(super) fn language(text: &str) -> Result<Text, Fault> {
    let subtag =
        |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let mut parts = text.split('-');
    let primary = parts.next().unwrap_or("");
    let first = matches!(primary.len(), 2 | 3) && primary.bytes().all(|b| b.is_ascii_alphabetic());
    if first && parts.all(|part| subtag(part, 8)) {
        return Ok(text.into());
    }
    let hint = if text.contains('_') && language(&text.replace('_', "-")).is_ok() {
        format!("write `{}`", text.replace('_', "-"))
    } else {
        "write its code: `en`, `ru`, `pt-BR`".into()
    };
    Err(Fault::new("bad-language", format!("`{text}` is not the code of a language"), hint))
}

/// The form of an address: from `/` to `/`, with a name in it, so that no two pages fall together.
pub(super) fn permalink(kind: PermalinkKind, pattern: &str) -> Result<(), Fault> {
    let fault = |message: String, hint: String| Err(Fault::new("bad-permalink", message, hint));
    let default = kind.default_pattern();
    if !pattern.starts_with('/') || !pattern.ends_with('/') {
        return fault(
            format!("the address `{pattern}` does not begin and end with `/`"),
            format!("write `/{}/`", pattern.trim_matches('/')),
        );
    }
    let known = kind.placeholders();
    let mut names = Vec::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '}']) {
        let Some((name, after)) = rest[at..].strip_prefix('{').and_then(|inside| inside.split_once('}')) else {
            return fault(format!("a brace is left over in `{pattern}`"), format!("write it as in `{default}`"));
        };
        if !known.contains(&name) {
            let known: Vec<String> = known.iter().map(|name| format!("`{{{name}}}`")).collect();
            return fault(
                format!("`{{{name}}}` is unknown in the address of {}", kind.words()),
                format!("there are {}", known.join(", ")),
            );
        }
        names.push(name);
        rest = after;
    }
    if !names.iter().any(|name| *name == "slug" || *name == "id") {
        return fault(
            format!("`{pattern}` is one address for all {}", kind.words()),
            format!("put `{{slug}}` or `{{id}}` into it: `{default}`"),
        );
    }
    let segment = |part: &str| part.is_empty() || part == "." || part == "..";
    if pattern[1..pattern.len() - 1].split('/').any(segment) || pattern.contains(['\\', '?', '#', '%']) {
        return fault(
            format!("`{pattern}` is not an address: it has an empty segment, dots alone or one of `?`, `#`, `%`, `\\`"),
            format!("write it as in `{default}`"),
        );
    }
    if pattern.contains(char::is_whitespace) || pattern.contains(char::is_control) {
        return fault(format!("there is a blank in the address `{pattern}`"), "put a hyphen in its place".into());
    }
    Ok(())
}

/// An entry of the menu: the word for one of the pages that every site has, or a reference.
pub(super) fn menu_entry(text: &str) -> Result<(), Fault> {
    const PAGES: [&str; 10] =
        ["home", "dossiers", "timeline", "tags", "people", "places", "organisations", "archive", "changes", "search"];
    if PAGES.contains(&text) {
        return Ok(());
    }
    match text.split_once(':') {
        Some((scheme, id)) if SCHEMES.contains(&scheme) && !id.trim().is_empty() => Ok(()),
        Some((scheme, _)) => Err(Fault::new(
            "unknown-menu-entry",
            format!("`{text}` is nothing that a menu can hold"),
            one_of(scheme, &SCHEMES),
        )),
        None => {
            let hint = match nearest(text, PAGES) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("a page of your own is `page:{text}`; the others are {}", quoted(&PAGES)),
            };
            Err(Fault::new("unknown-menu-entry", format!("`{text}` is nothing that a menu can hold"), hint))
        }
    }
}

/// What a reference begins with.
const SCHEMES: [&str; 7] = ["article", "dossier", "person", "place", "organisation", "page", "tag"];

/// Where a link of every article goes: a reference, an absolute path or an address on the web, with placeholders.
pub(super) fn article_link(text: &str) -> Result<(), Fault> {
    const KNOWN: [&str; 3] = ["slug", "id", "url"];
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let (name, end) = after.split_once('}').unwrap_or((after, ""));
        if !KNOWN.contains(&name) {
            let message = format!("`{{{name}}}` is unknown in a link of articles");
            return Err(Fault::new("bad-article-link", message, "there are `{slug}`, `{id}`, `{url}`"));
        }
        rest = end;
    }
    let scheme = text.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("http" | "https") => web_address(text)
            .map_err(|hint| Fault::new("bad-article-link", format!("`{text}` is no web address"), hint)),
        Some("mailto" | "tel") => Ok(()),
        Some(scheme) if SCHEMES.contains(&scheme) => Ok(()),
        None if text.starts_with('/') => Ok(()),
        _ => Err(Fault::new(
            "bad-article-link",
            format!("`{text}` is neither a reference nor an address"),
            "write `page:standards`, `/standards/` or `https://forum.example/t/{slug}`",
        )),
    }
}

/// A key of `fields:` must be one of ours.
pub(super) fn our_field(name: &str) -> Result<(), Fault> {
    let kinds = [DocumentKind::Article, DocumentKind::Dossier, DocumentKind::Person, DocumentKind::Page];
    let mut known: Vec<&str> =
        kinds.into_iter().flat_map(fields_of).map(|field| field.key).filter(|key| *key != "x").collect();
    known.sort_unstable();
    known.dedup();
    if known.contains(&name) {
        return Ok(());
    }
    let hint = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            "on the left stands our key, on the right those of your documents: `standfirst: [deck, summary]`".into()
        }
    };
    Err(Fault::new("unknown-field", format!("`{name}` is not a field of any kind of document"), hint))
}

/// The level of a diagnostic code: one that a wrong page hides behind cannot be lowered.
pub(super) fn lint(code: &str, level: LintLevel) -> Result<(), Fault> {
    let Some(entry) = codes::find(code) else {
        let hint = match nearest(code, codes::all().map(|entry| entry.code)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "the code stands in brackets in each message: `error[unknown-key]`".into(),
        };
        return Err(Fault::new("unknown-lint", format!("there is no diagnostic `{code}`"), hint));
    };
    let lowers = level.severity().is_none_or(|severity| severity > entry.severity);
    if lowers && !entry.lowerable {
        let message = format!("`{code}` cannot be lowered: {}", uncapitalised(entry.summary));
        let hint = "take it out of `lints:` and mend what it reports; a wrong page could come of it";
        return Err(Fault::new("not-lowerable", message, hint));
    }
    Ok(())
}

fn uncapitalised(sentence: &str) -> String {
    let mut letters = sentence.trim_end_matches('.').chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A glob of `ignore:`.
pub(super) fn glob(text: &str) -> Result<(), Fault> {
    match globset::Glob::new(text) {
        Ok(_) => Ok(()),
        Err(error) => {
            let hint = "a glob is a path with `*` for part of a name and `**` for any folders: `drafts/**`";
            Err(Fault::new("bad-glob", format!("`{text}` is not a glob: {}", error.kind()), hint))
        }
    }
}

/// A folder of the site: relative, inside it, not the site itself.
pub(super) fn folder(text: &str) -> Result<Text, Fault> {
    let path = (!text.starts_with('/')).then(|| crate::base::path::SourcePath::new(text)).flatten();
    match path {
        Some(path) if !path.as_str().is_empty() => Ok(path.as_str().into()),
        _ => {
            let message = format!("`{text}` is not a folder of the site");
            Err(Fault::new("bad-folder", message, "write a path inside the site, without `/` at its start: `content`"))
        }
    }
}

/// The version of the template interface: there is one so far.
pub(super) fn template_api(version: usize) -> Result<u32, Fault> {
    if version == 1 {
        return Ok(1);
    }
    Err(Fault::new(
        "template-api",
        format!("the templates ask for version {version} of the template interface, and this build has version 1"),
        "write `template_api: 1`, or use the release that the templates were written for",
    ))
}
