//! Pictures and players, inline or as figures.

use super::escape;
use pulldown_cmark::CowStr;
use std::fmt::Write;

/// A picture or a recording as read so far.
pub struct Picture<'a> {
    /// Where it lies; None when only its text is shown.
    pub url: Option<String>,
    pub size: Option<(u32, u32)>,
    pub title: CowStr<'a>,
    pub alt: String,
    /// Pictures within its text that are open.
    pub depth: u32,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Picture,
    Audio,
    Video,
}

/// What a paragraph holds of pictures, to tell at its end whether it is a figure.
#[derive(Default)]
pub struct Alone {
    count: u32,
    /// Where the picture stands in the output, with a link that holds nothing else.
    start: usize,
    end: usize,
    caption: String,
    /// The title of the first picture, and where it goes if there is no figure.
    title: Option<(usize, String)>,
}

impl Picture<'_> {
    fn kind(&self) -> Kind {
        let url = self.url.as_deref().unwrap_or("");
        let path = url.split(['?', '#']).next().unwrap_or("");
        let extension = path.rsplit(['.', '/']).next().unwrap_or("").to_ascii_lowercase();
        match extension.as_str() {
            "aac" | "flac" | "m4a" | "mp3" | "oga" | "ogg" | "opus" | "wav" => Kind::Audio,
            "m4v" | "mov" | "mp4" | "ogv" | "webm" => Kind::Video,
            _ => Kind::Picture,
        }
    }

    /// Writes it, and notes in `alone` what a figure would need.
    pub fn write(self, out: &mut String, alone: Option<&mut Alone>) {
        let Some(url) = &self.url else {
            escape::text(out, &self.alt);
            return;
        };
        let (start, kind) = (out.len(), self.kind());
        out.push_str(match kind {
            Kind::Picture => "<img src=\"",
            Kind::Audio => "<audio controls preload=\"none\" src=\"",
            Kind::Video => "<video controls preload=\"none\" src=\"",
        });
        escape::address(out, url);
        out.push('"');
        match self.size {
            Some((width, height)) if kind != Kind::Audio => {
                let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
            }
            _ => {}
        }
        if kind == Kind::Picture {
            out.push_str(" alt=\"");
            escape::attribute(out, &self.alt);
            out.push_str("\" loading=\"lazy\" decoding=\"async\"");
        } else if !self.alt.is_empty() {
            out.push_str(" aria-label=\"");
            escape::attribute(out, &self.alt);
            out.push('"');
        }
        let title_at = out.len();
        out.push_str(match kind {
            Kind::Picture => ">",
            Kind::Audio => "></audio>",
            Kind::Video => "></video>",
        });
        let title = self.title.into_string();
        match alone {
            Some(alone) if alone.count == 0 => {
                (alone.count, alone.start, alone.end) = (1, start, out.len());
                alone.caption = if kind != Kind::Picture && title.is_empty() { self.alt } else { title.clone() };
                alone.title = Some((title_at, title));
            }
            other => {
                insert_title(out, title_at, &title);
                if let Some(alone) = other {
                    alone.count += 1;
                }
            }
        }
    }
}

fn insert_title(out: &mut String, at: usize, title: &str) {
    if !title.is_empty() {
        let mut attribute = String::from(" title=\"");
        escape::attribute(&mut attribute, title);
        attribute.push('"');
        out.insert_str(at, &attribute);
    }
}

impl Alone {
    /// A link whose tag begins at `start` and whose content begins at `content` ends at `end`.
    pub fn linked(&mut self, start: usize, content: usize, end: usize) {
        if self.count == 1 && self.start == content && out_of(self.end, end) {
            (self.start, self.end) = (start, end);
        }
    }

    /// Ends the paragraph that begins at `start` with `<p>`: a figure when it holds one picture and nothing else.
    pub fn end(self, out: &mut String, start: usize) {
        let content = start + "<p>".len();
        let before = out[content..self.start.max(content)].trim().is_empty();
        let after = out.get(self.end..).is_some_and(|rest| rest.trim().is_empty());
        if self.count == 1 && before && after {
            out.truncate(self.end);
            out.replace_range(start..self.start, "<figure>");
            if !self.caption.is_empty() {
                out.push_str("<figcaption>");
                escape::text(out, &self.caption);
                out.push_str("</figcaption>");
            }
            out.push_str("</figure>\n");
            return;
        }
        if let Some((at, title)) = &self.title {
            insert_title(out, *at, title);
        }
        out.push_str("</p>\n");
    }
}

/// Whether nothing but the end tag of a link lies between the two places.
fn out_of(end: usize, link_end: usize) -> bool {
    end + "</a>".len() == link_end
}
