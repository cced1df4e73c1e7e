//! Numbers in words of the interface: Latin digits, in groups of three from five digits on, as the language marks them.

use fluent_bundle::{FluentArgs, FluentValue};

/// Writes a value of a message; none leaves it to Fluent.
pub type Formatter<M> = fn(&FluentValue, &M) -> Option<String>;

/// How a language writes whole numbers (CLDR's grouping separators).
pub fn formatter<M>(language: &str) -> Formatter<M> {
    match language.split(['-', '_']).next().unwrap_or("") {
        "de" | "es" | "it" | "pt" | "nl" | "da" | "id" | "tr" | "el" | "ro" | "sl" | "hr" => dots,
        "fr" => narrow_blanks,
        "ru" | "uk" | "be" | "bg" | "kk" | "pl" | "cs" | "sk" | "fi" | "sv" | "nb" | "no" | "hu" | "et" | "lt" => {
            blanks
        }
        _ => commas,
    }
}

fn commas<M>(value: &FluentValue, _: &M) -> Option<String> {
    grouped(value, ',')
}

fn dots<M>(value: &FluentValue, _: &M) -> Option<String> {
    grouped(value, '.')
}

fn blanks<M>(value: &FluentValue, _: &M) -> Option<String> {
    grouped(value, '\u{a0}')
}

fn narrow_blanks<M>(value: &FluentValue, _: &M) -> Option<String> {
    grouped(value, '\u{202f}')
}

fn grouped(value: &FluentValue, separator: char) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let whole = number.options.currency.clone();
    let digits = whole.as_deref().map_or_else(|| number.as_string(), |whole| whole.to_string().into());
    if whole.is_some() && digits.len() < 5 {
        return whole;
    }
    if digits.len() < 5 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(separator);
        }
        out.push(digit);
    }
    Some(out)
}

/// The values of a message in a language, so that its plural forms come out as CLDR has them. For Arabic the rules that
/// Fluent brings look at a whole number where CLDR looks at its last two digits: these stand in for it, and the number
/// as it is to be written lies in the option for a currency, which no message of ours sets.
pub fn for_plurals<'a>(language: &str, args: &'a FluentArgs<'a>) -> FluentArgs<'a> {
    let arabic = matches!(language, "ar" | "ars");
    let value = |value: &FluentValue<'a>| match value {
        FluentValue::Number(number) if arabic && number.value > 99.0 && number.value % 100.0 >= 3.0 => {
            let mut ending = number.clone();
            ending.options.currency = Some(number.as_string().into_owned());
            ending.value = number.value % 100.0;
            FluentValue::Number(ending)
        }
        other => other.clone(),
    };
    args.iter().map(|(name, one)| (name.to_string(), value(one))).collect()
}
