//! Numbers in words of the interface: Latin digits, in groups of three from five digits on, as the language marks them.

use fluent_bundle::FluentValue;

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
    let digits = number.as_string();
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
