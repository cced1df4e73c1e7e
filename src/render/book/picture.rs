//! Which pictures a book may carry (EPUB 3.3, 3.2, core media types), told by their bytes.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The media type of a picture that every reader can show; none for other kinds, and for an SVG that runs or fetches
/// something.
pub fn media_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some("image/gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => is_quiet_svg(bytes).then_some("image/svg+xml"),
    }
}

/// Whether it is well-formed SVG in UTF-8 that stands for itself: no script, no other language, nothing from elsewhere.
fn is_quiet_svg(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let mut reader = Reader::from_str(text);
    let (mut depth, mut roots, mut style) = (0_usize, 0, false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                style = start.name().as_ref() == "style";
                roots += usize::from(depth == 0);
                depth += 1;
                if !is_quiet(&start, depth == 1) {
                    return false;
                }
            }
            Ok(Event::Empty(start)) => {
                roots += usize::from(depth == 0);
                if !is_quiet(&start, depth == 0) {
                    return false;
                }
            }
            Ok(Event::End(_)) => {
                depth = depth.saturating_sub(1);
                style = false;
            }
            Ok(Event::Text(text)) if style && fetches(&text) => return false,
            Ok(Event::CData(text)) if style && fetches(&text) => return false,
            Ok(Event::Decl(decl)) => {
                if let Some(encoding) = decl.encoding()
                    && !encoding.is_ok_and(|name| name.eq_ignore_ascii_case("utf-8"))
                {
                    return false;
                }
            }
            Ok(Event::DocType(_) | Event::PI(_)) | Err(_) => return false,
            Ok(Event::Eof) => return depth == 0 && roots == 1,
            Ok(_) => {}
        }
    }
}

fn is_quiet(start: &BytesStart, root: bool) -> bool {
    const LOUD: &[&str] = &[
        "script",
        "foreignObject",
        "animate",
        "animateMotion",
        "animateTransform",
        "set",
        "iframe",
        "audio",
        "video",
        "handler",
    ];
    if LOUD.contains(&start.local_name().as_ref()) || (root && start.local_name().as_ref() != "svg") {
        return false;
    }
    let mut namespace = false;
    for attribute in start.attributes() {
        let Ok(attribute) = attribute else { return false };
        let name = attribute.key.as_ref();
        let value = &attribute.value;
        let link = name == "href" || name.ends_with(":href");
        if (link && !value.starts_with('#')) || name.starts_with("on") || fetches(value) {
            return false;
        }
        namespace |= name == "xmlns" && &**value == "http://www.w3.org/2000/svg";
    }
    namespace || !root
}

/// Whether a style names something beyond the drawing itself.
fn fetches(style: &str) -> bool {
    style.replace("url(#", "").replace("url('#", "").replace("url(\"#", "").contains("url(")
        || style.contains("@import")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_told_by_their_bytes() {
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n...."), Some("image/png"));
        assert_eq!(media_type(b"GIF89a..."), Some("image/gif"));
        assert_eq!(media_type(b"\0\0\0 ftypavif"), None);
        assert_eq!(media_type(b""), None);
    }

    #[test]
    fn a_drawing_must_stand_for_itself() {
        let svg =
            |inside: &str| format!("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\">{inside}</svg>");
        for good in ["", "<path d='M0 0' fill='url(#a)'/>", "<style>a{fill:red}</style><use href='#a'/>"] {
            assert_eq!(media_type(svg(good).as_bytes()), Some("image/svg+xml"), "{good}");
        }
        for bad in [
            "<script/>",
            "<image href='https://x.example/a.png'/>",
            "<g onclick='x'/>",
            "<g>",
            "<style>@import 'x'</style>",
            "<p style='fill:url(x.svg#a)'/>",
        ] {
            assert_eq!(media_type(svg(bad).as_bytes()), None, "{bad}");
        }
        assert_eq!(media_type(b"<svg/>"), None);
        assert_eq!(media_type(b"<!DOCTYPE svg><svg xmlns='http://www.w3.org/2000/svg'/>"), None);
    }
}
