//! Which fields of the view's parts a template reads, as far as its text tells; where it does not, all of them.
//!
//! A part is reached by its name alone: `article.title`, `{% for box in boxes %}…{{ box.url }}`. Any use of the name (or of the
//! loop's) that is not one of these forms means the whole part. A name of a loop or a `set` that is that of a part only adds
//! fields. Templates that are included see the same names, so all that a page is put together from is read as one.

use super::scan::{self, Kind, Token};
use crate::plan::view::wants::Wants;
use std::collections::{BTreeMap, BTreeSet};

/// A template's tags without their dashes, and where in them each name stands: the tag and the token.
pub(super) struct Scanned<'t> {
    pub tags: Vec<Vec<Token<'t>>>,
    names: BTreeMap<&'t str, Vec<(usize, usize)>>,
}

/// Every template that a page is put together from.
pub(super) struct Family<'a, 't>(pub Vec<&'a Scanned<'t>>);

/// How the family uses a name.
#[derive(Default)]
struct Uses<'t> {
    /// In a form that does not tell which fields are read.
    whole: bool,
    fields: BTreeSet<&'t str>,
    /// Names that loops give to its items.
    items: BTreeSet<&'t str>,
}

impl<'t> Scanned<'t> {
    pub fn new(text: &'t str) -> Self {
        let without_dashes = |mut tag: Vec<Token<'t>>| {
            tag.pop_if(|last| last.is("-"));
            if tag.first().is_some_and(|first| first.is("-")) {
                tag.remove(0);
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

impl<'t> Family<'_, 't> {
    /// What is read of the part `name`.
    pub fn wants(&self, name: &str) -> Wants {
        let uses = self.uses(name);
        let owned = |names: BTreeSet<&str>| names.into_iter().map(String::from).collect();
        if uses.whole || (!uses.items.is_empty() && !uses.fields.is_empty()) {
            return Wants::All;
        }
        if uses.items.is_empty() {
            return Wants::Fields(owned(uses.fields));
        }
        let items: Vec<Uses> = uses.items.iter().map(|item| self.uses(item)).collect();
        if items.iter().any(|item| item.whole || !item.items.is_empty()) {
            return Wants::All;
        }
        Wants::Items(owned(items.into_iter().flat_map(|item| item.fields).collect()))
    }

    fn uses(&self, name: &str) -> Uses<'t> {
        let mut uses = Uses::default();
        for scanned in &self.0 {
            for (tag, at) in scanned.names.get(name).into_iter().flatten() {
                uses.add(&scanned.tags[*tag], *at);
            }
        }
        uses
    }
}

impl<'t> Uses<'t> {
    /// One place where the name stands.
    fn add(&mut self, tag: &[Token<'t>], at: usize) {
        let before = at.checked_sub(1).map(|at| &tag[at]);
        let after = |signs: &[&str]| {
            tag.len() > at + signs.len() && signs.iter().zip(&tag[at + 1..]).all(|(sign, token)| token.is(sign))
        };
        let is_before = |words: &[&str]| before.is_some_and(|token| words.iter().any(|word| token.is(word)));
        let word = tag.first().map_or("", |token| token.text);
        // A field of something else; a range or a spread ends in a dot too, and says nothing.
        let is_field = is_before(&["."]) && !at.checked_sub(2).is_some_and(|at| tag[at].is("."));
        let is_given = match word {
            "for" => tag.iter().position(|token| token.is("in")).is_some_and(|middle| at < middle),
            "set" | "set_global" => at == 1,
            _ => false,
        };
        let is_asked = ["if", "elif"].contains(&word)
            && is_before(&["if", "elif", "and", "or", "not"])
            && tag.get(at + 1).is_none_or(|token| token.is("and") || token.is("or"));
        if is_field || is_given || is_asked || after(&["|", "length"]) {
            return;
        }
        match tag.get(at + 2) {
            Some(field) if after(&["."]) && field.kind == Kind::Name => {
                self.fields.insert(field.text);
            }
            _ if word == "for" && at == 3 && tag.len() == 4 && tag[2].is("in") => {
                self.items.insert(tag[1].text);
            }
            _ => self.whole = true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_string()).collect()
    }

    fn wants(name: &str, texts: &[&str]) -> Wants {
        let scanned: Vec<Scanned> = texts.iter().map(|text| Scanned::new(text)).collect();
        Family(scanned.iter().collect()).wants(name)
    }

    #[test]
    fn fields_are_gathered_from_every_template_of_a_page() {
        let texts =
            ["{{ a.b }}{{- a.c.d | upper -}}", "{% if a.e and x.a %}{% set f = a.g %}{% endif %}{{ f(k=a.h) }}"];
        assert_eq!(wants("a", &texts), Wants::Fields(fields(&["b", "c", "e", "g", "h"])));
        assert_eq!(wants("a", &["{% if not a or b %}{% endif %}{{ a | length }}"]), Wants::Fields(fields(&[])));
    }

    #[test]
    fn fields_of_items_are_those_of_the_loops_names() {
        let list = "{% if boxes %}{%- for box in boxes -%}{{ box.url }}{% include 'x' %}{% endfor %}{% endif %}";
        let included = "{{ box.title }}{% for one in box.around %}{{ one }}{% endfor %}";
        assert_eq!(wants("boxes", &[list, included]), Wants::Items(fields(&["around", "title", "url"])));
        let other = "{% for b in boxes %}{{ b.count }}{% endfor %}";
        assert_eq!(wants("boxes", &[list, other]), Wants::Items(fields(&["count", "url"])));
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
            "{% set b = a %}",
            "{% set b = a %}{{ a.c }}",
            "{% if a == b %}{% endif %}",
            "{% if b in a %}{% endif %}",
            "{% for k, v in a %}{% endfor %}",
            "{% for b in a | slice(end=3) %}{{ b.c }}{% endfor %}",
            "{% for b in a %}{{ b }}{% endfor %}",
            "{% for b in a %}{% for c in b %}{{ c.d }}{% endfor %}{% endfor %}",
            "{% for b in a %}{{ b.c }}{% endfor %}{{ a.d }}",
            "{% component head(@a) %}{{ a.b }}{% endcomponent head %}",
            "{{ [...a] }}",
            "{{ <card a={a} /> }}",
        ] {
            assert_eq!(wants("a", &[text]), Wants::All, "{text}");
        }
    }

    #[test]
    fn a_name_given_to_something_else_only_adds_fields() {
        let text = "{{ a.b }}{% for a in list %}{{ a.c }}{% endfor %}{% set a = 3 %}{% set x = y.a %}";
        assert_eq!(wants("a", &[text]), Wants::Fields(fields(&["b", "c"])));
    }
}
