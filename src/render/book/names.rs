//! Names inside a book: ids that XML allows, and file names that every reader can open.

use crate::base::hash::Hash128;
use crate::base::text::slug;

/// An id as XML writes it (an NCName of ASCII): `fn:1` is `fn_3a_1`, `2017` is `_2017`. One name for each id; none for an
/// empty one.
pub fn xml_id(id: &str) -> Option<String> {
    let mut out = String::with_capacity(id.len());
    for letter in id.chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' => out.push(letter),
            // It begins what is written in digits, so it cannot stand for itself before them.
            '_' => out.push_str("__"),
            other => out.push_str(&format!("_{:x}_", u32::from(other))),
        }
    }
    let first = out.chars().next()?;
    Some(if first.is_ascii_alphabetic() || first == '_' { out } else { format!("_{out}") })
}

/// The file in a book for a file of the site: `media/map-1a2b3c4d.svg`.
pub fn media(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let stem = slug(stem, true);
    let hash = Hash128::of(path.as_bytes()).hex();
    let ending = ending.to_ascii_lowercase();
    let stem = stem.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect::<String>();
    let sign = if stem.is_empty() { "" } else { "-" };
    format!("media/{stem}{sign}{}.{ending}", &hash[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_names() {
        for (id, name) in
            [("a-b", "a-b"), ("fn:1", "fn_3a_1"), ("2017", "_2017"), ("я", "_44f_"), ("a_b", "a__b"), ("-x", "_-x")]
        {
            assert_eq!(xml_id(id).as_deref(), Some(name));
        }
        assert_eq!(xml_id(""), None);
    }

    #[test]
    fn files_get_plain_names() {
        let name = media("img/Карта 1.SVG");
        assert!(
            name.starts_with("media/") && name.ends_with(".svg") && name.is_ascii() && !name.contains(' '),
            "{name}"
        );
        assert_ne!(name, media("other/Карта 1.SVG"));
    }
}
