//! Text for a terminal: what a file says must not steer it.

use std::borrow::Cow;

/// The text with each control character, and each that turns the direction of writing, as a sign that can be seen. With
/// `lines`, line breaks stay.
pub fn plain(text: &str, lines: bool) -> Cow<'_, str> {
    let steers = |c: char| is_steering(c) && !(lines && c == '\n');
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if steers(c) { sign(c) } else { c }).collect::<String>().into()
}

fn is_steering(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Its picture (U+2400 and on), or the sign for what cannot be shown.
fn sign(c: char) -> char {
    match c as u32 {
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '␡',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_message_steers_the_terminal() {
        assert_eq!(plain("Talks “open” – שלום", false), "Talks “open” – שלום");
        assert_eq!(plain("a\u{1b}[31m\tb\r\nc\u{202e}d\u{9b}", false), "a␛[31m␉b␍␊c\u{fffd}d\u{fffd}");
        assert_eq!(plain("a\r\nb", true), "a␍\nb");
    }
}
