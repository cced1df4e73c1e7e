//! The plural forms of words, by CLDR's rules: Fluent's own library forgets what they say of a number's last digits.

use fixed_decimal::Decimal;
use fluent_bundle::{FluentArgs, FluentValue};
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, Identifier, InlineExpression, Pattern, PatternElement, Resource, Variant,
    VariantKey,
};
use fluent_syntax::{parser, serializer};
use icu_plurals::{PluralCategory, PluralRules};
use icu_provider::prelude::icu_locale_core::Locale;

/// What a choice between plural forms asks: `PLURAL($n, 0)` for the number and the numbers that have words of their own.
pub const FUNCTION: &str = "PLURAL";

/// The names of the plural forms.
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The same words, where each choice between plural forms asks [`FUNCTION`]. Words that cannot be read stand as they are.
pub fn asked(text: &str) -> String {
    let Ok(mut resource) = parser::parse(text) else { return text.into() };
    if resource_asks(&mut resource) { serializer::serialize(&resource) } else { text.into() }
}

fn resource_asks(resource: &mut Resource<&str>) -> bool {
    let mut asks = false;
    for entry in &mut resource.body {
        let (value, attributes) = match entry {
            Entry::Message(message) => (message.value.as_mut(), &mut message.attributes),
            Entry::Term(term) => (Some(&mut term.value), &mut term.attributes),
            _ => continue,
        };
        for pattern in value.into_iter().chain(attributes.iter_mut().map(|attribute| &mut attribute.value)) {
            asks |= pattern_asks(pattern);
        }
    }
    asks
}

fn pattern_asks(pattern: &mut Pattern<&str>) -> bool {
    let mut asks = false;
    for element in &mut pattern.elements {
        let PatternElement::Placeable { expression: Expression::Select { selector, variants } } = element else {
            continue;
        };
        if matches!(selector, InlineExpression::VariableReference { .. }) && variants.iter().any(is_form) {
            let exact = variants.iter().filter_map(|variant| match variant.key {
                VariantKey::NumberLiteral { value } => Some(InlineExpression::NumberLiteral { value }),
                VariantKey::Identifier { .. } => None,
            });
            let positional = std::iter::once(selector.clone()).chain(exact).collect();
            let arguments = CallArguments { positional, named: Vec::new() };
            *selector = InlineExpression::FunctionReference { id: Identifier { name: FUNCTION }, arguments };
            asks = true;
        }
        for variant in variants {
            asks |= pattern_asks(&mut variant.value);
        }
    }
    asks
}

fn is_form(variant: &Variant<&str>) -> bool {
    matches!(variant.key, VariantKey::Identifier { name } if FORMS.contains(&name))
}

/// [`FUNCTION`] in a language: the name of the form that its first value takes, or that value where it is one of the
/// others or no number. A language that CLDR does not know has one form.
pub fn function(
    language: &str,
) -> impl for<'a> Fn(&[FluentValue<'a>], &FluentArgs) -> FluentValue<'a> + Send + Sync + use<> {
    let locale: Option<Locale> = language.parse().ok();
    let rules = locale.and_then(|locale| PluralRules::try_new_cardinal((&locale).into()).ok());
    move |values, _| {
        let Some((FluentValue::Number(number), exact)) = values.split_first() else {
            return values.first().cloned().unwrap_or(FluentValue::Error);
        };
        let same = |one: &FluentValue| matches!(one, FluentValue::Number(one) if one.value == number.value);
        if let Some(same) = exact.iter().find(|one| same(one)) {
            return same.clone();
        }
        let decimal: Option<Decimal> = number.as_string().parse().ok();
        let form = rules.as_ref().zip(decimal).map(|(rules, decimal)| rules.category_for(&decimal));
        FluentValue::from(match form {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => "other",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_between_plural_forms_asks_and_another_does_not() {
        let text = "n = { $n ->\n    [0] none\n    [one] { $k ->\n        [few] some\n       *[other] many\n    }\n   *[other] all\n}\n";
        let asked = asked(text);
        assert!(asked.contains("{ PLURAL($n, 0) ->") && asked.contains("{ PLURAL($k) ->"), "{asked}");
        for as_it_was in ["n = { $kind ->\n    [person] a\n   *[place] b\n}\n", "home = Home\n", "n = { $n ->\n"] {
            assert_eq!(super::asked(as_it_was), as_it_was);
        }
    }
}
