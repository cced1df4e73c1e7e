//! Which attributes stay in a chapter: those that EPUB's XHTML knows, with values that it accepts.

use crate::render::dom::Element;

/// Allowed everywhere.
pub const GLOBAL: &[&str] = &["class", "dir", "epub:type", "hidden", "id", "lang", "title"];

/// Roles that our templates and bodies use; others mean something for a page, not for a book.
const ROLES: &[&str] = &[
    "doc-backlink",
    "doc-chapter",
    "doc-cover",
    "doc-endnotes",
    "doc-introduction",
    "doc-noteref",
    "doc-part",
    "doc-toc",
    "doc-index",
    "doc-appendix",
    "doc-notice",
];

/// Elements that an `aria-label` may name.
const NAMED: &[&str] = &["a", "aside", "figure", "img", "nav", "section", "table"];

/// Takes away what may not stand, and repeats `lang` for XML.
pub fn html(element: &mut Element) {
    let name = element.name.clone();
    element.attributes.retain(|(attribute, value)| keeps(&name, attribute, value));
    if let Some(value) = element.take("style").and_then(|style| alignment(&style)) {
        element.set("style", value);
    }
    if name == "img" && element.get("alt").is_none() {
        element.set("alt", "");
    }
    if element.get("dir").is_some() {
        let dir = element.take("dir").unwrap_or_default().to_ascii_lowercase();
        if ["ltr", "rtl", "auto"].contains(&dir.as_str()) {
            element.set("dir", dir);
        }
    }
    language(element);
}

/// `lang` is checked, and `xml:lang` says the same.
pub fn language(element: &mut Element) {
    element.take("xml:lang");
    if let Some(tag) = element.take("lang").filter(|tag| is_language(tag)) {
        element.set("xml:lang", tag.clone());
        element.set("lang", tag);
    }
}

fn keeps(element: &str, attribute: &str, value: &str) -> bool {
    if GLOBAL.contains(&attribute) || attribute == "style" {
        return attribute != "hidden" || element != "body";
    }
    let number = || !value.is_empty() && value.len() < 6 && value.bytes().all(|byte| byte.is_ascii_digit());
    match (element, attribute) {
        (_, "role") => ROLES.contains(&value),
        (_, "aria-label") => NAMED.contains(&element) && !value.trim().is_empty(),
        (_, "aria-hidden") => value == "true",
        ("a", "href") | ("img", "src" | "alt") => true,
        ("img", "width" | "height") => number(),
        ("ol", "reversed") => true,
        ("ol", "start") | ("li", "value") => value.parse::<i32>().is_ok(),
        ("ol", "type") => ["1", "a", "A", "i", "I"].contains(&value),
        ("td" | "th", "colspan" | "rowspan") | ("col" | "colgroup", "span") => {
            number() && !value.trim_matches('0').is_empty()
        }
        ("th", "scope") => ["row", "col", "rowgroup", "colgroup"].contains(&value),
        ("time", "datetime") => is_date(value),
        ("details", "open") => true,
        _ => false,
    }
}

/// Of a style, what Markdown's tables say: how a cell is aligned.
fn alignment(style: &str) -> Option<String> {
    let found = style.split(';').find_map(|one| {
        let (property, value) = one.split_once(':')?;
        let value = value.trim().to_ascii_lowercase();
        let known = ["left", "right", "center", "start", "end"].contains(&value.as_str());
        (property.trim().eq_ignore_ascii_case("text-align") && known).then_some(value)
    })?;
    Some(format!("text-align: {found}"))
}

/// A date, a month, a year, a time of day, or a moment, as HTML writes them (2.3.5).
fn is_date(value: &str) -> bool {
    let shape: String = value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let (date, time) = shape.split_once(['T', ' ']).map_or((shape.as_str(), None), |(date, time)| (date, Some(time)));
    let is_day = date == "0000-00-00" && value[..10].parse::<jiff::civil::Date>().is_ok();
    match time {
        None => {
            is_day
                || (date == "0000-00" && format!("{value}-01").parse::<jiff::civil::Date>().is_ok())
                || date == "0000"
        }
        Some(time) => {
            let zone = ["", "Z", "+00:00", "-00:00"];
            let clock = ["00:00", "00:00:00"];
            is_day
                && clock.iter().any(|clock| zone.iter().any(|zone| format!("{clock}{zone}") == time))
                && value[11..13].parse::<u8>().is_ok_and(|hour| hour < 24)
                && value[14..16].parse::<u8>().is_ok_and(|minute| minute < 60)
        }
    }
}

/// A language tag of a shape that BCP 47 allows.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_that_html_knows_stay() {
        for good in
            ["2017", "2017-01", "2017-01-23", "2017-01-23T10:30", "2017-01-23T10:30:00Z", "2017-01-23T10:30+06:00"]
        {
            assert!(is_date(good), "{good}");
        }
        for bad in ["", "201", "2017-13", "2017-02-30", "2017-01-23T25:00", "January", "2017-01-23T10", "٢٠١٧"] {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn a_style_keeps_what_a_table_says() {
        assert_eq!(alignment("color: red; Text-Align: RIGHT ").as_deref(), Some("text-align: right"));
        assert_eq!(alignment("background: url(x)"), None);
    }

    #[test]
    fn tags_of_languages() {
        assert!(is_language("en") && is_language("zh-Hant-TW") && is_language("ast"));
        assert!(!is_language("") && !is_language("english!") && !is_language("e") && !is_language("en_GB"));
    }
}
