//! A tree's plain scalars typed by YAML's core schema (YAML 1.2.2, 10.3.2): for free data and theme options alone,
//! where no field decides what a text means.

use super::tree::{Node, Value};
use serde_json::{Map, Number, Value as Json};

/// The node as JSON. Where a key stands twice, the first counts; numbers that JSON cannot hold stay text.
pub fn json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Scalar { text, plain: false } => Json::String(text.clone()),
        Value::Scalar { text, plain: true } => scalar(text),
        Value::List(items) => Json::Array(items.iter().map(json).collect()),
        Value::Map(entries) => {
            let mut map = Map::new();
            for (key, value) in entries {
                if !map.contains_key(&key.name) {
                    map.insert(key.name.clone(), json(value));
                }
            }
            Json::Object(map)
        }
    }
}

/// A plain scalar: null, truth, whole number, number, or text.
pub fn scalar(text: &str) -> Json {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Json::Null,
        "true" | "True" | "TRUE" => Json::Bool(true),
        "false" | "False" | "FALSE" => Json::Bool(false),
        _ => number(text).map_or_else(|| Json::String(text.into()), Json::Number),
    }
}

fn number(text: &str) -> Option<Number> {
    let based = |digits: &str, base| u64::from_str_radix(digits, base).ok().map(Number::from);
    if let Some(digits) = text.strip_prefix("0x") {
        return based(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return based(digits, 8);
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        || !unsigned.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    if unsigned.bytes().all(|b| b.is_ascii_digit()) {
        let whole = text.strip_prefix('+').unwrap_or(text);
        let small = whole.parse::<i64>().ok().map(Number::from);
        return small.or_else(|| whole.parse::<u64>().ok().map(Number::from));
    }
    // Rust reads no more than the core schema here: digits, one point, an exponent.
    unsigned.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-')).then_some(())?;
    Number::from_f64(text.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn plain_scalars_are_what_yaml_says_and_nothing_more() {
        for (text, value) in [
            ("12", json!(12)),
            ("-3", json!(-3)),
            ("+4", json!(4)),
            ("0x1f", json!(31)),
            ("1.5", json!(1.5)),
            ("1e3", json!(1000.0)),
            (".5", json!(0.5)),
            ("true", json!(true)),
            ("~", json!(null)),
            ("yes", json!("yes")),
            ("1:30", json!("1:30")),
            ("2017-01-23", json!("2017-01-23")),
            ("1-2", json!("1-2")),
            ("infinity", json!("infinity")),
            (".inf", json!(".inf")),
            ("-", json!("-")),
            (".", json!(".")),
            ("1e999", json!("1e999")),
            ("99999999999999999999", json!("99999999999999999999")),
        ] {
            assert_eq!(scalar(text), value, "{text}");
        }
    }
}
