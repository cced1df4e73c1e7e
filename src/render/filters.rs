//! The filters of templates: pure functions of their input and arguments. No filter knows the site.

use super::words::Words;
use fluent_bundle::{FluentArgs, FluentValue};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::sync::Arc;
use tera::value::Key;
use tera::{Error, Kwargs, Map, Number, State, Tera, TeraResult, Value};

/// Our filters, each with what it does; Tera's own come with them.
pub const FILTERS: &[(&str, &str)] = &[
    (
        "date",
        "A date in one of its styles: `{{ article.published | date(style=\"short\") }}`; `text` (the default), `short`, `datetime` or `year`. Of null it makes nothing.",
    ),
    (
        "group_by",
        "A list in groups: `{% for year, items in list | group_by(attribute=\"published.year\") %}`, in the order of first appearance; items without the attribute are left out.",
    ),
    ("json", "Any value as JSON, safe inside a script element."),
    (
        "markdown",
        "A text in Markdown as HTML on one line, for titles and notes; with `blocks=true` its paragraphs and lists. Links stay as written, raw HTML is shown as text.",
    ),
    (
        "sort_by",
        "A list in order of an attribute: `list | sort_by(attribute=\"title\")`; `descending=true` turns it. Equal ones keep their order.",
    ),
    (
        "t",
        "A word of the interface: `{{ \"part-of\" | t(lang=page.language, k=box.number, n=box.count) }}`; other arguments are its values.",
    ),
];

/// Gives `tera` our filters.
pub(super) fn register(tera: &mut Tera, words: Arc<Words>) {
    tera.register_filter("date", date);
    tera.register_filter("group_by", group_by);
    tera.register_filter("json", json);
    tera.register_filter("markdown", markdown);
    tera.register_filter("sort_by", sort_by);
    tera.register_filter("t", move |name: &str, args: Kwargs, _: &State| word(&words, name, &args));
}

fn word(words: &Words, name: &str, given: &Kwargs) -> TeraResult<String> {
    let Some(language) = given.get::<&str>("lang")? else {
        return Err(Error::message(format!("`t` needs a language: `{{{{ \"{name}\" | t(lang=page.language) }}}}`")));
    };
    let mut args = FluentArgs::new();
    for (key, value) in given.iter() {
        let Some(key) = key.as_str().filter(|key| *key != "lang") else { continue };
        args.set(key, fluent(value));
    }
    words.format(language, name, &args).map_err(Error::message)
}

fn fluent(value: &Value) -> FluentValue<'_> {
    match (value.as_str(), value.as_number()) {
        (Some(text), _) => FluentValue::from(text),
        (None, Some(Number::Integer(n))) => i64::try_from(n).map_or_else(|_| n.to_string().into(), FluentValue::from),
        (None, Some(Number::Float(n))) => FluentValue::from(n),
        (None, _) => FluentValue::from(value.to_string()),
    }
}

fn date(value: &Value, args: Kwargs, _: &State) -> TeraResult<Value> {
    if value.is_none() {
        return Ok(Value::none());
    }
    let style = args.get::<&str>("style")?.unwrap_or("text");
    let date = value.as_map().filter(|date| date.contains_key(&Key::Str("datetime")));
    let Some(date) = date else {
        return Err(Error::message("`date` takes a date of the view, such as `article.published`"));
    };
    match style {
        "text" | "short" | "datetime" | "year" => {
            Ok(date.get(&Key::from(style.to_string())).cloned().unwrap_or_else(Value::none))
        }
        other => Err(Error::message(format!(
            "`{other}` is not a style of `date`; the styles are `text`, `short`, `datetime` and `year`"
        ))),
    }
}

/// The items with their value at a path such as `published.year`.
fn keyed<'v>(items: &'v [Value], args: &'v Kwargs, filter: &str) -> TeraResult<Vec<(&'v Value, &'v Value)>> {
    let Some(path) = args.get::<&str>("attribute")? else {
        return Err(Error::message(format!("`{filter}` needs an attribute: `{filter}(attribute=\"title\")`")));
    };
    let lacking = |item: &Value| {
        let names = item.as_map().into_iter().flat_map(Map::keys).map(|key| format!("`{key}`")).collect::<Vec<_>>();
        Error::message(format!("`{path}` is not there in every item of the list; they have {}", names.join(", ")))
    };
    items.iter().map(|item| Ok((item.get_from_path(path).ok_or_else(|| lacking(item))?, item))).collect()
}

fn sort_by(items: &[Value], args: Kwargs, _: &State) -> TeraResult<Vec<Value>> {
    let mut keyed = keyed(items, &args, "sort_by")?;
    if args.get::<bool>("descending")?.unwrap_or(false) {
        keyed.sort_by_key(|(key, _)| std::cmp::Reverse(*key));
    } else {
        keyed.sort_by_key(|(key, _)| *key);
    }
    Ok(keyed.into_iter().map(|(_, item)| item.clone()).collect())
}

/// In place of Tera's own, whose groups come in a different order at every run.
fn group_by(items: &[Value], args: Kwargs, _: &State) -> TeraResult<Map> {
    let mut groups: Vec<Vec<Value>> = Vec::new();
    let mut places = Map::new();
    for (key, item) in keyed(items, &args, "group_by")? {
        if key.is_none() {
            continue;
        }
        let name = match (key.as_i64(), key.as_bool()) {
            (Some(number), _) => Key::I64(number),
            (_, Some(truth)) => Key::Bool(truth),
            _ => Key::from(key.to_string()),
        };
        let place = match places.get(&name).and_then(Value::as_u64) {
            Some(place) => place as usize,
            None => {
                places.insert(name, Value::from(groups.len()));
                groups.push(Vec::new());
                groups.len() - 1
            }
        };
        groups[place].push(item.clone());
    }
    Ok(places.into_iter().zip(groups).map(|((key, _), group)| (key, Value::from(group))).collect())
}

fn json(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let text = serde_json::to_string(value).map_err(|_| Error::message("this value has no form in JSON"))?;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Nothing in it may end the script element; the two separators end a line in old scripts.
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    Ok(Value::safe_string(&out))
}

fn markdown(value: &Value, args: Kwargs, _: &State) -> TeraResult<Value> {
    if value.is_none() {
        return Ok(Value::none());
    }
    let Some(text) = value.as_str() else {
        return Err(Error::message(format!("`markdown` takes a text, not a value of type {}", value.name())));
    };
    let blocks = args.get::<bool>("blocks")?.unwrap_or(false);
    Ok(Value::safe_string(&inline(text, blocks)))
}

/// Renders Markdown; without `blocks`, everything on one line.
fn inline(text: &str, blocks: bool) -> String {
    let mut started = false;
    let mut open: Vec<bool> = Vec::new();
    let events = Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).filter_map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Some(Event::Text(html)),
        Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => None,
        Event::Start(Tag::Link { ref dest_url, .. }) => {
            open.push(allowed(dest_url));
            open.last().copied().unwrap_or(false).then_some(event)
        }
        Event::End(TagEnd::Link) => open.pop().unwrap_or(false).then_some(event),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        _ if blocks => Some(event),
        Event::Start(Tag::Paragraph | Tag::Item | Tag::Heading { .. } | Tag::CodeBlock(_)) => {
            std::mem::replace(&mut started, true).then_some(Event::Text(" ".into()))
        }
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
        | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => Some(event),
        Event::Start(_) | Event::End(_) | Event::Rule => None,
        Event::SoftBreak => Some(Event::Text(" ".into())),
        event => Some(event),
    });
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    pulldown_cmark::html::push_html(&mut out, events);
    out
}

/// Whether a link may lead there: a place of the site, or the web, mail and telephone.
fn allowed(target: &str) -> bool {
    let scheme = target.split(['/', '?', '#']).next().and_then(|head| head.split_once(':'));
    scheme.is_none_or(|(scheme, _)| {
        ["http", "https", "mailto", "tel"].iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::collections::BTreeMap;

    fn render(template: &str, context: serde_json::Value) -> Result<String, String> {
        let mut tera = Tera::default();
        register(&mut tera, Arc::new(Words::new(&BTreeMap::new()).0));
        let context = tera::Context::from_serialize(&context).expect("a map");
        tera.render_str(template, &context, true).map_err(|error| error.to_string())
    }

    #[test]
    fn a_date_has_four_styles_and_nothing_is_nothing() {
        let at = json!({"text": "23 January 2017", "short": "23 Jan 2017", "datetime": null, "year": 2017});
        let context = json!({"at": at, "none": null, "title": "x"});
        let all = "{{ at | date }}|{{ at | date(style='short') }}|{{ at | date(style='datetime') }}|{{ at | date(style='year') }}|{{ none | date }}";
        assert_eq!(render(all, context.clone()).as_deref(), Ok("23 January 2017|23 Jan 2017||2017|"));
        assert!(
            render("{{ at | date(style='long') }}", context.clone()).unwrap_err().contains("`long` is not a style")
        );
        assert!(render("{{ title | date }}", context).unwrap_err().contains("`date` takes a date"));
    }

    #[test]
    fn groups_come_in_the_order_of_first_appearance() {
        let list: Vec<_> = (0..40).map(|n| json!({"y": {"n": (n * 7) % 20}, "n": n})).collect();
        let context = json!({"list": list, "gaps": [{"k": null}, {"k": "b"}, {"k": "a"}, {"k": "b"}]});
        let years = render(
            "{% for k, v in list | group_by(attribute='y.n') %}{{ k }}:{{ v | length }} {% endfor %}",
            context.clone(),
        );
        assert!(years.as_deref().is_ok_and(|text| text.starts_with("0:2 7:2 14:2 1:2 8:2 ")), "{years:?}");
        let gaps = render(
            "{% for k, v in gaps | group_by(attribute='k') %}{{ k }}{{ v | length }}{% endfor %}",
            context.clone(),
        );
        assert_eq!(gaps.as_deref(), Ok("b2a1"));
        assert!(render("{{ list | group_by(attribute='m') }}", context).unwrap_err().contains("they have `y`, `n`"));
    }

    #[test]
    fn sorting_is_stable_and_can_be_turned() {
        let context = json!({"list": [{"k": 2, "n": "a"}, {"k": 1, "n": "b"}, {"k": 2, "n": "c"}]});
        let up = "{% for i in list | sort_by(attribute='k') %}{{ i.n }}{% endfor %}";
        let down = "{% for i in list | sort_by(attribute='k', descending=true) %}{{ i.n }}{% endfor %}";
        assert_eq!(render(up, context.clone()).as_deref(), Ok("bac"));
        assert_eq!(render(down, context).as_deref(), Ok("acb"));
    }

    #[test]
    fn json_cannot_end_its_script() {
        let html = render("{{ v | json }}", json!({"v": {"a": "</script><!-- & \u{2028}"}}));
        assert_eq!(html.as_deref(), Ok(r#"{"a":"\u003c/script\u003e\u003c!-- \u0026 \u2028"}"#));
    }

    #[test]
    fn markdown_is_one_line_of_safe_html() {
        for (text, html) in [
            ("*Talks* & **more**", "<em>Talks</em> &amp; <strong>more</strong>"),
            ("one\n\ntwo", "one two"),
            ("- a\n- b", "a b"),
            ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("[x](javascript:alert(1)) [y](/a/)", "x <a href=\"/a/\">y</a>"),
            ("[x](JAVASCRIPT:a) [z](a:b) [w](/a:b)", "x z <a href=\"/a:b\">w</a>"),
            ("![alt](p.png)", "alt"),
            ("# H", "H"),
        ] {
            assert_eq!(inline(text, false).trim(), html, "{text}");
        }
        assert_eq!(inline("one\n\ntwo", true).trim(), "<p>one</p>\n<p>two</p>");
        assert_eq!(render("{{ n | markdown }}", json!({"n": null})).as_deref(), Ok(""));
    }
}
