//! Width and height of pictures, so that a page does not shift while they load.

use crate::base::path::SourcePath;

/// Bytes in which the size of a picture is found, also behind a camera's notes and preview.
pub const HEAD: usize = 256 * 1024;

/// Whether the name is a picture's.
pub fn is_picture(path: &SourcePath) -> bool {
    let extension = path.extension().to_ascii_lowercase();
    matches!(extension.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" | "bmp" | "heic" | "jxl")
}

/// Width and height in pixels; for an SVG what its root element says, or its view box.
pub fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    match imagesize::blob_size(bytes) {
        Ok(size) => Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?)),
        Err(_) => svg_size(std::str::from_utf8(bytes).ok()?),
    }
}

fn svg_size(text: &str) -> Option<(u32, u32)> {
    let start = text.find("<svg")?;
    let tag = &text[start..start + text[start..].find('>')?];
    let number = |text: &str| text.trim_end_matches("px").trim().parse::<f64>().ok().filter(|n| *n >= 1.0 && *n < 1e6);
    let own = attribute(tag, "width").and_then(number).zip(attribute(tag, "height").and_then(number));
    let (width, height) = own.or_else(|| {
        let mut numbers = attribute(tag, "viewBox")?.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
        numbers.next().and_then(number).zip(numbers.next().and_then(number))
    })?;
    Some((width.round() as u32, height.round() as u32))
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    for quote in ['"', '\''] {
        let opening = format!("{name}={quote}");
        let found = tag.match_indices(&opening).find(|(at, _)| tag[..*at].ends_with(char::is_whitespace));
        if let Some((at, _)) = found {
            let value = &tag[at + opening.len()..];
            return value.split(quote).next();
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_svg_is_measured_by_its_size_or_its_view_box() {
        assert_eq!(size(b"<svg xmlns='x' width=\"640\" height='480px'>"), Some((640, 480)));
        assert_eq!(size(b"<?xml?><svg viewBox=\"0 0 320.4 200\">"), Some((320, 200)));
        assert_eq!(size(b"<svg width='100%' height='100%' viewBox='0,0,10,20'>"), Some((10, 20)));
        assert_eq!(size(b"<svg stroke-width='3'>"), None);
        assert_eq!(size(b"not a picture"), None);
    }
}
