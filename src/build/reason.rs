//! Why a page would be rendered, in an editor's words: the first differences between its row in the ledger and now.

use super::ledger::{Head, Row};
use crate::base::hash::Hash128;
use crate::plan::view::keys::Key;
use crate::render::BESIDE;

/// What a page is made of now.
pub struct Now<'a> {
    /// Hash of the program.
    pub engine: Hash128,
    /// Hash of all templates and words.
    pub templates: Hash128,
    /// None: it must be made every time.
    pub keys: Option<Vec<(&'a str, Key)>>,
}

/// Every reason to render a page, each one sentence without a full stop; empty for a page that stands. `head` is that of
/// the last build's ledger, if there is one, and `row` the page's row in it.
pub fn reasons(head: Option<&Head>, row: Option<&Row>, now: &Now) -> Vec<String> {
    let Some(head) = head else { return vec!["no earlier build is known".into()] };
    let mut out = Vec::new();
    if head.engine != now.engine {
        out.push("the program is another one than at the last build".into());
    }
    if head.templates != now.templates {
        out.push("a template or a word of the theme changed".into());
    }
    let Some(row) = row else {
        out.push("the page is new".into());
        return out;
    };
    let Some(keys) = &now.keys else {
        out.push("the file was written a moment ago, and may be written again".into());
        return out;
    };
    let name = |at: u16| head.names.get(usize::from(at)).map_or("", String::as_str);
    let old = |name_now: &str| row.parts.iter().find(|(at, _)| name(*at) == name_now).map(|(_, key)| *key);
    let changed = keys.iter().filter(|(name, key)| old(name).is_none_or(|old| old.hash != key.hash));
    out.extend(changed.map(|(name, key)| sentence(name, old(name), *key)));
    let is_left = |(at, _): &&(u16, Key)| !keys.iter().any(|(now, _)| *now == name(*at));
    out.extend(row.parts.iter().filter(is_left).map(|(at, _)| format!("the template no longer reads `{}`", name(*at))));
    out
}

/// What changed, and by how many where that can be counted.
fn sentence(name: &str, old: Option<Key>, new: Key) -> String {
    let [template, data, file] = BESIDE;
    let (what, one, many) = match name {
        _ if name == template => ("it has another template", "", ""),
        _ if name == data => ("what it holds changed", "entry", "entries"),
        _ if name == file => ("the file changed", "", ""),
        "article" => ("the front matter changed, or what links here", "", ""),
        "assets" => ("a file of the theme changed", "", ""),
        "articles" => ("the list of articles changed", "article", "articles"),
        "bodies" => ("one of the texts changed, or the name or address of something in it", "text", "texts"),
        "body" => ("the text changed, or the name or address of something in it", "", ""),
        "boxes" | "members" => ("the dossier list changed", "article", "articles"),
        "changes" => ("the list of changes changed", "entry", "entries"),
        "dossier" => ("the dossier's front matter changed", "", ""),
        "dossiers" => ("the list of dossiers changed", "dossier", "dossiers"),
        "groups" => ("the index changed", "entry", "entries"),
        "page" => ("the title, the description or the way to the page changed", "", ""),
        "pieces" => ("one of its articles changed", "article", "articles"),
        "related" => ("the related articles changed", "article", "articles"),
        "site" => ("the site's title, menu or settings changed", "", ""),
        "subject" => ("what the page is about changed", "", ""),
        "tags" => ("the tag line changed", "", ""),
        "theme" => ("an option of the theme changed", "", ""),
        "timeline" => ("the timeline changed", "event", "events"),
        "to" => ("the page that it leads to changed", "", ""),
        "x" => ("the free data or the configuration changed", "", ""),
        list => return with_count(&format!("the list `{list}` changed"), ("entry", "entries"), old, new),
    };
    if old.is_none() && name != template {
        return format!("the template reads `{name}` now");
    }
    with_count(what, (one, many), old, new)
}

fn with_count(what: &str, (one, many): (&str, &str), old: Option<Key>, new: Key) -> String {
    let (Some(before), Some(after)) = (old.and_then(|old| old.count), new.count) else { return what.into() };
    if before == after || one.is_empty() {
        return what.into();
    }
    let by = before.abs_diff(after);
    let number = match by {
        1 => "one".into(),
        2 => "two".into(),
        3 => "three".into(),
        n => n.to_string(),
    };
    format!("{what}: {number} {} {}", if by == 1 { one } else { many }, if after > before { "more" } else { "fewer" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str, count: Option<u32>) -> Key {
        Key { count, ..Key::of(text.as_bytes()) }
    }

    fn head() -> Head {
        let names = ["body", "boxes", "template"].map(String::from).to_vec();
        Head { engine: Hash128::of(b"p"), templates: Hash128::of(b"t"), names }
    }

    fn row() -> Row {
        let parts = vec![(2, key("article.html", None)), (0, key("text", None)), (1, key("box", Some(12)))];
        Row { path: "a/index.html".into(), length: 1, hash: Hash128::of(b"b"), parts }
    }

    fn now<'a>(body: &str, boxes: (&str, u32)) -> Now<'a> {
        let parts = [
            ("template", key("article.html", None)),
            ("body", key(body, None)),
            ("boxes", key(boxes.0, Some(boxes.1))),
        ];
        Now { engine: head().engine, templates: head().templates, keys: Some(parts.to_vec()) }
    }

    fn told(now: &Now) -> Vec<String> {
        reasons(Some(&head()), Some(&row()), now)
    }

    #[test]
    fn a_page_that_stands_has_no_reason() {
        assert_eq!(told(&now("text", ("box", 12))), [""; 0]);
    }

    #[test]
    fn what_changed_is_said_and_counted() {
        assert_eq!(told(&now("text", ("more", 13))), ["the dossier list changed: one article more"]);
        assert_eq!(told(&now("text", ("less", 7))), ["the dossier list changed: 5 articles fewer"]);
        assert_eq!(told(&now("text", ("same", 12))), ["the dossier list changed"]);
        let body = "the text changed, or the name or address of something in it";
        assert_eq!(told(&now("new", ("more", 14))), [body, "the dossier list changed: two articles more"]);
        assert_eq!(
            sentence("newest", Some(key("a", Some(5))), key("b", Some(4))),
            "the list `newest` changed: one entry fewer"
        );
    }

    #[test]
    fn what_a_template_begins_or_ceases_to_read_is_said() {
        let mut other = now("text", ("box", 12));
        let parts = other.keys.as_mut().unwrap();
        parts.pop();
        parts.push(("tags", key("x", None)));
        assert_eq!(told(&other), ["the template reads `tags` now", "the template no longer reads `boxes`"]);
    }

    #[test]
    fn what_holds_for_every_page_comes_first() {
        let same = now("text", ("box", 12));
        assert_eq!(reasons(None, None, &same), ["no earlier build is known"]);
        assert_eq!(reasons(Some(&head()), None, &same), ["the page is new"]);
        let other = Now { templates: Hash128::default(), ..now("text", ("box", 12)) };
        assert_eq!(told(&other), ["a template or a word of the theme changed"]);
    }
}
