//! Content types, and the part of a file that a range asks for.

use crate::plan::{Page, PageKind};

/// The content type of an output.
pub fn content_type(page: &Page) -> &'static str {
    match page.kind {
        PageKind::Atom(_) => "application/atom+xml; charset=utf-8",
        PageKind::JsonFeed(_) => "application/feed+json; charset=utf-8",
        _ => of_name(&page.output()),
    }
}

/// By the ending of a name; what is text says that it is UTF-8.
fn of_name(name: &str) -> &'static str {
    let ending = name.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "md" | "markdown" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "vtt" => "text/vtt; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "geojson" => "application/geo+json; charset=utf-8",
        "svg" => "image/svg+xml; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "bmp" => "image/bmp",
        "heic" => "image/heic",
        "jxl" => "image/jxl",
        "mp4" | "m4v" => "video/mp4",
        "webm" => "video/webm",
        "ogv" => "video/ogg",
        "mov" => "video/quicktime",
        "mp3" => "audio/mpeg",
        "m4a" => "audio/mp4",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "wav" => "audio/wav",
        "flac" => "audio/flac",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

/// What a `Range` asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Ranged {
    /// All of it: no range, several, or words that mean none.
    Whole,
    /// From the first byte to the last, both included.
    Part(u64, u64),
    /// Nothing of the file lies there.
    Beyond,
}

/// Reads a `Range` header (RFC 9110, section 14.2) for a file of this length.
pub fn range(written: Option<&str>, length: u64) -> Ranged {
    let Some(spec) = written.and_then(|text| text.trim().strip_prefix("bytes=")) else { return Ranged::Whole };
    let Some((from, to)) = spec.split_once('-').filter(|_| !spec.contains(',')) else { return Ranged::Whole };
    let (from, to) = (from.trim(), to.trim());
    let number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok())?;
    match (from.is_empty(), to.is_empty()) {
        (true, true) => Ranged::Whole,
        (true, false) => match number(to) {
            Some(0) => Ranged::Beyond,
            Some(_) if length == 0 => Ranged::Beyond,
            Some(last) => Ranged::Part(length.saturating_sub(last), length - 1),
            None => Ranged::Whole,
        },
        (false, _) => match (number(from), if to.is_empty() { Some(u64::MAX) } else { number(to) }) {
            (Some(from), Some(to)) if to < from => Ranged::Whole,
            (Some(from), Some(_)) if from >= length => Ranged::Beyond,
            (Some(from), Some(to)) => Ranged::Part(from, to.min(length - 1)),
            _ => Ranged::Whole,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_a_part_of_the_file_or_nothing_of_it() {
        let of = |text| range(Some(text), 100);
        assert_eq!(of("bytes=0-9"), Ranged::Part(0, 9));
        assert_eq!(of("bytes=90-"), Ranged::Part(90, 99));
        assert_eq!(of("bytes=90-500"), Ranged::Part(90, 99));
        assert_eq!(of("bytes=-10"), Ranged::Part(90, 99));
        assert_eq!(of("bytes=-500"), Ranged::Part(0, 99));
        assert_eq!(of("bytes=100-"), Ranged::Beyond);
        assert_eq!(of("bytes=-0"), Ranged::Beyond);
        for whole in ["bytes=9-0", "bytes=-", "bytes=a-b", "bytes=0-1,4-5", "lines=0-9", "bytes", "bytes=+1-2"] {
            assert_eq!(of(whole), Ranged::Whole, "{whole}");
        }
        assert_eq!(range(Some("bytes=0-"), 0), Ranged::Beyond);
        assert_eq!(range(None, 7), Ranged::Whole);
    }

    #[test]
    fn text_says_its_charset() {
        assert_eq!(of_name("a/index.html"), "text/html; charset=utf-8");
        assert_eq!(of_name("a.b/PHOTO.JPG"), "image/jpeg");
        assert_eq!(of_name("a.b/noending"), "application/octet-stream");
    }
}
