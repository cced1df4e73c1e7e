//! Keys that hold a piece back: a slip in one of them would publish it, so it is never passed over.

use crate::base::text::nearest;
use crate::parse::tree::{Node, Value};

/// The keys, and the same without `_`.
const HOLDS: [(&str, &str); 3] =
    [("draft", "draft"), ("embargoed_until", "embargoeduntil"), ("withdrawn", "withdrawn")];

/// The key that holds a piece back and was probably meant; none when the value says that nothing is held.
pub(super) fn meant(written: &str, value: &Node, known: &[&'static str]) -> Option<&'static str> {
    if value.is_empty() || is_no(value) {
        return None;
    }
    let bare: String = written.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let is_meant = |(key, form): &(&str, &str)| {
        let begins = key.starts_with("embargo") && bare.starts_with("embargo");
        let slip = bare.starts_with(&form[..1]) && nearest(&bare, [*form]).is_some();
        known.contains(key) && (begins || bare == *form || slip)
    };
    HOLDS.iter().find(|hold| is_meant(hold)).map(|(key, _)| *key)
}

fn is_no(node: &Node) -> bool {
    let says_no = |text: &str| ["false", "no", "off"].iter().any(|no| text.eq_ignore_ascii_case(no));
    matches!(&node.value, Value::Scalar { text, .. } if says_no(text))
}
