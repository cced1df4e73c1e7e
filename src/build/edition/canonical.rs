//! Canonical JSON (RFC 8785, JCS): one value, one text. Keys sorted, no spaces, UTF-8; numbers are whole.

use serde_json::Value;
use std::cmp::Ordering;

/// The canonical text of a value. Numbers must be whole and below 2^53, which is all that editions write: for these,
/// the RFC's form is the plain decimal one.
pub fn text(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

/// Appends the canonical text of a value.
pub fn write(value: &Value, out: &mut String) {
    match value {
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_by(|a, b| order(a, b));
            out.push('{');
            for (at, key) in keys.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                string(key, out);
                out.push(':');
                write(&map[key], out);
            }
            out.push('}');
        }
        Value::String(text) => string(text, out),
        // `null`, `true`, `false` and whole numbers are written as the RFC wants them.
        other => out.push_str(&other.to_string()),
    }
}

/// The order of two keys: the RFC sorts by UTF-16 code units.
pub fn order(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

/// Appends a string: serde_json escapes exactly what the RFC does, in the same form.
pub fn string(text: &str, out: &mut String) {
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_and_nothing_is_escaped_that_need_not_be() {
        let value = serde_json::json!({"b": [1, true, null], "a": {"ö": "é\u{7}\n\"\\/\u{7f}", "z": ""}});
        assert_eq!(text(&value), "{\"a\":{\"z\":\"\",\"ö\":\"é\\u0007\\n\\\"\\\\/\u{7f}\"},\"b\":[1,true,null]}");
    }

    #[test]
    fn keys_are_sorted_by_utf_16() {
        let value = serde_json::json!({"\u{fb33}": 1, "\u{1f600}": 2});
        assert_eq!(text(&value), "{\"\u{1f600}\":2,\"\u{fb33}\":1}");
    }
}
