//! Which fields of the view's parts a template reads, as far as its text tells; where it does not, all of them.
//!
//! A part is reached by its name alone: `article.title`, `{% for box in boxes %}…{{ box.url }}`, `{% set one = box.next %}…{{
//! one.url }}`. Any use of the name, of a field of it, or of a name that a loop or a `set` gives to one, that is not of these forms
//! means the whole of it. A name that is given to several things, or to a thing and a part, stands for all that is read of any.
//! Templates that are included see the same names, so all that a page is put together from is read as one.

use super::scan::{self, Kind, Tag};
use crate::plan::view::wants::Wants;
use std::collections::{BTreeMap, BTreeSet};

/// A template's tags without their dashes, and where in them each name stands: the tag and the token.
pub(super) struct Scanned<'t> {
    pub tags: Vec<Tag<'t>>,
    names: BTreeMap<&'t str, Vec<(usize, usize)>>,
}

impl<'t> Scanned<'t> {
    pub fn new(text: &'t str) -> Self {
        let without_dashes = |mut tag: Tag<'t>| {
            tag.tokens.pop_if(|last| last.is("-"));
            if tag.first().is_some_and(|first| first.is("-")) {
                tag.tokens.remove(0);
            }
            tag
        };
        let tags: Vec<_> = scan::tags(text).into_iter().map(without_dashes).collect();
        let mut names: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (tag, tokens) in tags.iter().enumerate() {
            for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Name) {
                names.entry(token.text).or_default().push((tag, at));
            }
        }
        Scanned { tags, names }
    }
}

/// Every template that a page is put together from.
pub(super) struct Family<'a, 't>(pub Vec<&'a Scanned<'t>>);

/// How something is used.
#[derive(Default)]
struct Uses<'t> {
    /// In a form that does not tell which fields are read.
    whole: bool,
    /// A condition asks whether it is there.
    asked: bool,
    /// Its length is asked for.
    counted: bool,
    fields: BTreeMap<&'t str, Uses<'t>>,
    /// Names that loops give to its items.
    items: BTreeSet<&'t str>,
    /// Names that it is given by `set`.
    others: BTreeSet<&'t str>,
}

/// A field of a field of … : what is read deeper down is not told apart. So many names may be given in a row, too.
const DEEP: usize = 8;

/// What is known of names; none while it is being found, for a name may be given to a part of itself.
type Known<'t> = BTreeMap<&'t str, Option<Wants>>;

impl<'t> Family<'_, 't> {
    /// What is read of each of these parts.
    pub fn wants(&self, names: &'t BTreeSet<String>) -> Vec<Wants> {
        let mut known = Known::new();
        names.iter().map(|name| self.named(name, &mut known, 0)).collect()
    }

    /// Names that are set to something, in any order.
    pub fn set(&self) -> impl Iterator<Item = &'t str> {
        let tags = self.0.iter().flat_map(|scanned| &scanned.tags);
        let set = tags.filter(|tag| matches!(tag.word, "set" | "set_global"));
        set.filter_map(|tag| Some(tag.get(1)?.text))
    }

    fn named(&self, name: &'t str, known: &mut Known<'t>, depth: usize) -> Wants {
        if depth == DEEP {
            return Wants::All;
        }
        if let Some(found) = known.get(name) {
            return found.clone().unwrap_or(Wants::All);
        }
        known.insert(name, None);
        let mut uses = Uses::default();
        for scanned in &self.0 {
            for (tag, at) in scanned.names.get(name).into_iter().flatten() {
                uses.add(&scanned.tags[*tag], *at);
            }
        }
        let wants = self.resolved(&uses, known, depth + 1);
        known.insert(name, Some(wants.clone()));
        wants
    }

    fn resolved(&self, uses: &Uses<'t>, known: &mut Known<'t>, depth: usize) -> Wants {
        if uses.whole {
            return Wants::All;
        }
        let fields = uses.fields.iter().map(|(name, uses)| (name.to_string(), self.resolved(uses, known, depth)));
        let mut wants = Wants::Fields { asked: uses.asked, names: fields.collect() };
        for name in &uses.others {
            wants = wants.with(self.named(name, known, depth));
        }
        for name in &uses.items {
            wants = wants.with(Wants::Items(Box::new(self.named(name, known, depth))));
        }
        if uses.counted { wants.with(Wants::Items(Box::new(Wants::nothing()))) } else { wants }
    }
}

impl<'t> Uses<'t> {
    /// One place where the name stands.
    fn add(&mut self, tag: &Tag<'t>, at: usize) {
        let word = tag.word;
        let is = |at: usize, sign: &str| tag.get(at).is_some_and(|token| token.is(sign));
        // A field of something else; a range or a spread ends in a dot too, and says nothing.
        let is_field = at > 0 && is(at - 1, ".") && !(at > 1 && is(at - 2, "."));
        let is_given = match word {
            "for" => tag.iter().position(|token| token.is("in")).is_some_and(|middle| at < middle),
            "set" | "set_global" | "block" | "endblock" => at == 1,
            _ => false,
        };
        // Of a filter, a test, a function or an argument, and no value. What a component takes from around it, `@a=1`, is one.
        let is_called = at > 0 && (is(at - 1, "|") || is(at - 1, "is")) || is(at + 1, "(");
        let is_argument = is(at + 1, "=") && !is(at + 2, "=") && !(at > 0 && is(at - 1, "@"));
        if is_field || is_given || is_called || is_argument {
            return;
        }
        let (mut used, mut end) = (self, at + 1);
        while let Some(field) = tag.get(end + 1).filter(|field| is(end, ".") && field.kind == Kind::Name) {
            if end == at + 1 + 2 * DEEP {
                break;
            }
            used = used.fields.entry(field.text).or_default();
            end += 2;
        }
        let is_last = end == tag.len();
        let is_asked = ["if", "elif"].contains(&word)
            && at > 0
            && ["if", "elif", "and", "or", "not"].iter().any(|word| is(at - 1, word))
            && (is_last || is(end, "and") || is(end, "or"))
            // In brackets `and` and `or` give what they found to whatever comes after them.
            && !tag[..at].iter().any(|token| ["(", "[", "{"].iter().any(|sign| token.is(sign)));
        if is_asked {
            used.asked = true;
        } else if is(end, "|") && is(end + 1, "length") {
            used.counted = true;
        } else if word == "for" && at == 3 && is(2, "in") && is_last {
            used.items.insert(tag[1].text);
        } else if ["set", "set_global"].contains(&word) && at == 3 && is(2, "=") && is_last {
            used.others.insert(tag[1].text);
        } else {
            used.whole = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields<const N: usize>(fields: [(&str, Wants); N]) -> Wants {
        let names = fields.map(|(name, wants)| (name.to_string(), wants));
        Wants::Fields { asked: false, names: names.into_iter().collect() }
    }

    fn asked(wants: Wants) -> Wants {
        wants.with(Wants::Fields { asked: true, names: [].into_iter().collect() })
    }

    fn items(wants: Wants) -> Wants {
        Wants::Items(Box::new(wants))
    }

    fn all<const N: usize>(names: [&str; N]) -> Wants {
        fields(names.map(|name| (name, Wants::All)))
    }

    fn wants(name: &str, texts: &[&str]) -> Wants {
        let scanned: Vec<Scanned> = texts.iter().map(|text| Scanned::new(text)).collect();
        Family(scanned.iter().collect()).wants(&BTreeSet::from([name.to_string()])).remove(0)
    }

    #[test]
    fn fields_are_gathered_from_every_template_of_a_page() {
        let texts = [
            "{{ a.b }}{{- a.c.d | upper -}}",
            "{% if a.e and x.a %}{% set f = a.g | upper %}{% endif %}{{ f(k=a.h) }}",
        ];
        let part = [
            ("b", Wants::All),
            ("c", all(["d"])),
            ("e", asked(Wants::nothing())),
            ("g", Wants::All),
            ("h", Wants::All),
        ];
        assert_eq!(wants("a", &texts), fields(part));
    }

    #[test]
    fn a_question_reads_nothing_of_what_is_asked_for() {
        assert_eq!(wants("a", &["{% if not a or b %}{% endif %}"]), asked(Wants::nothing()));
        assert_eq!(wants("a", &["{% if a %}{{ a.b }}{% endif %}"]), asked(all(["b"])));
        assert_eq!(wants("a", &["{{ a | length }}"]), items(Wants::nothing()));
        assert_eq!(
            wants("a", &["{% if a.b %}{% for c in a.b %}{{ c.d }}{% endfor %}"]),
            fields([("b", items(all(["d"])))])
        );
        assert_eq!(wants("a", &["{{ a.b }}{{ a | length }}"]), Wants::All, "of an object all is counted");
    }

    #[test]
    fn fields_of_items_are_those_of_the_loops_names() {
        let list = "{% if boxes %}{%- for box in boxes -%}{{ box.url }}{% include 'x' %}{% endfor %}{% endif %}";
        let included = "{{ box.title }}{% for one in box.around %}{{ one.date.text }}{% endfor %}";
        let one =
            fields([("around", items(fields([("date", all(["text"]))]))), ("title", Wants::All), ("url", Wants::All)]);
        assert_eq!(wants("boxes", &[list, included]), items(one));
        let other = "{% for b in boxes %}{{ b.count }}{% endfor %}";
        assert_eq!(
            wants("boxes", &["{% for b in boxes %}{{ b.url }}{% endfor %}", other]),
            items(all(["count", "url"]))
        );
        assert_eq!(wants("a", &["{% for b in a %}{{ b }}{% endfor %}"]), items(Wants::All));
        assert_eq!(
            wants("a", &["{% for b in a %}{% for c in b %}{{ c.d }}{% endfor %}{% endfor %}"]),
            items(items(all(["d"])))
        );
    }

    #[test]
    fn a_name_that_is_set_reads_what_it_is_set_to() {
        let texts = [
            "{% set card = a.b %}{% include 'x' %}{% set card = a.c.d %}",
            "{{ card.url }}{% set e = card.f %}{{ e.g }}",
        ];
        let card = || fields([("f", all(["g"])), ("url", Wants::All)]);
        assert_eq!(wants("a", &texts), fields([("b", card()), ("c", fields([("d", card())]))]));
        assert_eq!(wants("a", &["{% set_global b = a %}{{ a.c }}{{ b.d }}"]), all(["c", "d"]));
        assert_eq!(wants("a", &["{% set b = a.c %}{{ b }}"]), all(["c"]));
    }

    #[test]
    fn what_is_called_like_a_part_and_is_none_reads_nothing() {
        let text = "{% block a %}{{ x | a(a=1) }}{{ a(b=2) }}{% if x is a %}{{ y | t(lang='en', a=a.b) }}{% endif %}{% endblock a %}";
        assert_eq!(wants("a", &[text]), all(["b"]));
    }

    #[test]
    fn names_that_go_in_a_circle_or_too_deep_mean_everything() {
        assert_eq!(
            wants("a", &["{% for a in a.b %}{{ a.c }}{% endfor %}"]),
            fields([("b", items(Wants::All)), ("c", Wants::All)])
        );
        assert_eq!(
            wants("a", &["{% set b = a.c %}{% set a = b.d %}{{ a.e }}"]),
            fields([("c", all(["d"])), ("e", Wants::All)])
        );
        let deep = "{{ a.b.b.b.b.b.b.b.b.b.b.b.b }}";
        let mut read = wants("a", &[deep]);
        for _ in 0..DEEP {
            let Wants::Fields { names, .. } = read else { panic!("fields") };
            read = names.get("b").expect("a field").clone();
        }
        assert_eq!(read, Wants::All);
        let steps = (0..30).map(|at| format!("{{% set n{} = n{at}.x %}}{{% set n{} = n{at}.y %}}", at + 1, at + 1));
        let steps: String = steps.collect();
        assert!(wants("n0", &[&steps]).field("x"));
    }

    #[test]
    fn what_does_not_tell_means_everything() {
        for text in [
            "{{ a }}",
            "{{ a | json }}",
            "{{ a[b] }}",
            "{{ a['b'] }}",
            "{{ a?.b }}",
            "{{ a.0 }}",
            "{{ f(x=a) }}",
            "{% set b = a ~ c %}",
            "{% set b = a %}{{ b }}",
            "{% if a == b %}{% endif %}",
            "{% if b in a %}{% endif %}",
            "{% for k, v in a %}{% endfor %}",
            "{% for b in a | slice(end=3) %}{{ b.c }}{% endfor %}",
            "{% for b in a %}{{ b.c }}{% endfor %}{{ a.d }}",
            "{% component head(@a) %}{{ a.b }}{% endcomponent head %}",
            "{% component head(@a={}) %}{% endcomponent head %}",
            "{% if (b or a or c)['d'] %}{% endif %}",
            "{% if b | default(value=c or a or d) == e %}{% endif %}",
            "{{ raw | safe }}{{ a }}",
            "{% set raw = b %}{{ raw }}{{ a }}",
            "{#} {% raw %} #}{{ a }}",
            "{{ \"for\" | t(lang=x) if a in b else c }}",
            "{{ for | default(value=a) ~ (b in c) }}",
            "{{ if and a }}",
            "{% raw %}{% endraw x %}{# {% endraw %}{{ a }}{# #}",
            "{% raw %}{% endraw \" {%- endraw -%}{{ a }}",
            "{{ [...a] }}",
            "{{ <card a={a} /> }}",
        ] {
            assert_eq!(wants("a", &[text]), Wants::All, "{text}");
        }
    }

    #[test]
    fn a_name_given_to_something_else_only_adds_fields() {
        let text = "{{ a.b }}{% for a in list %}{{ a.c }}{% endfor %}{% set a = 3 %}{% set x = y.a %}";
        assert_eq!(wants("a", &[text]), all(["b", "c"]));
    }
}
