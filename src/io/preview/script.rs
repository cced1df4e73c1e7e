//! The one line that the preview adds to a page, and the page for what cannot be shown.

use super::answer::Answer;
use crate::base::hash::Hash128;
use crate::render::markdown::escape;
use axum::http::StatusCode;

/// The page with the preview's script, just before the end of its body. `data-key` is the hash of the page without it.
pub fn with(page: Vec<u8>, address: &str) -> Vec<u8> {
    let line = line(address, &Hash128::of(&page).hex());
    let at = page.windows(7).rposition(|tag| tag.eq_ignore_ascii_case(b"</body>")).unwrap_or(page.len());
    let mut out = Vec::with_capacity(page.len() + line.len());
    out.extend_from_slice(&page[..at]);
    out.extend_from_slice(line.as_bytes());
    out.extend_from_slice(&page[at..]);
    out
}

fn line(address: &str, key: &str) -> String {
    let mut shown = String::new();
    escape::attribute(&mut shown, address);
    format!("<script src=\"/_throughline/preview.js\" data-page=\"{shown}\" data-key=\"{key}\" defer></script>\n")
}

/// A page that says what is wrong, and mends itself: it has the script.
pub fn error(status: StatusCode, address: &str, said: &str) -> Answer {
    let mut shown = String::new();
    escape::text(&mut shown, said);
    let title = if status == StatusCode::NOT_FOUND { "Not found" } else { "This page could not be made" };
    Answer::new(status, "text/html; charset=utf-8", with(document(title, &format!("<pre>{shown}</pre>")), address))
}

/// A page of the preview's own.
pub fn document(title: &str, body: &str) -> Vec<u8> {
    let mut shown = String::new();
    escape::text(&mut shown, title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{shown}</title>\n<link rel=\"stylesheet\" href=\"/_throughline/preview.css\">\n</head>\n<body class=\"throughline\">\n<main>\n<h1>{shown}</h1>\n{body}</main>\n</body>\n</html>\n"
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_at_the_end_of_the_body_and_once() {
        let page = String::from_utf8(with(b"<p>&lt;/body&gt;</p></BODY></html>".to_vec(), "/a\"b/")).unwrap();
        assert!(page.starts_with("<p>&lt;/body&gt;</p><script src=\"/_throughline/preview.js\""), "{page}");
        assert!(page.ends_with(" defer></script>\n</BODY></html>"), "{page}");
        assert!(page.contains("data-page=\"/a&quot;b/\""), "{page}");
        let bare = String::from_utf8(with(b"x".to_vec(), "/")).unwrap();
        assert!(bare.starts_with("x<script "), "{bare}");
    }
}
