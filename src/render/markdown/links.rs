//! Links: where the plan says that each leads.

use super::escape;
use super::writer::Writer;
use crate::parse::markdown::events::is_foreign;
use crate::parse::markdown::links::refused_scheme;
use crate::plan::body::LinkPlan;
use pulldown_cmark::LinkType;

impl Writer<'_> {
    /// Where the next link or picture leads, if anywhere, and a picture's size.
    pub(super) fn resolve(&mut self, link_type: LinkType, target: &str) -> (Option<String>, Option<(u32, u32)>) {
        let plan = self.plan.links.get(self.links);
        self.links += 1;
        match plan {
            Some(LinkPlan::To { url, size }) => (Some(url.to_string()), *size),
            Some(LinkPlan::TextOnly) => (None, None),
            Some(LinkPlan::AsWritten) | None => (self.as_written(link_type, target), None),
        }
    }

    fn as_written(&self, link_type: LinkType, target: &str) -> Option<String> {
        if link_type == LinkType::Email {
            return Some(format!("mailto:{target}"));
        }
        let target = target.trim();
        if target.is_empty() || is_foreign(target) || refused_scheme(target).is_some() {
            return None;
        }
        Some(match target.strip_prefix('#') {
            Some(anchor) => format!("#{}{anchor}", self.plan.prefix),
            None => target.to_owned(),
        })
    }

    /// Opens a link, or what would have been one.
    pub(super) fn start_link(&mut self, link_type: LinkType, target: &str, title: &str) {
        let (url, _) = self.resolve(link_type, target);
        let start = self.out.len();
        if let Some(url) = &url {
            self.out.push_str("<a href=\"");
            escape::address(&mut self.out, url);
            if !title.is_empty() {
                self.out.push_str("\" title=\"");
                escape::attribute(&mut self.out, title);
            }
            self.out.push_str("\">");
        }
        self.open.push((start, self.out.len()));
        self.addresses.push(url);
    }

    /// A link without anything to click is none.
    pub(super) fn end_link(&mut self) {
        let (start, content) = self.open.pop().unwrap_or_default();
        let Some(url) = self.addresses.pop().flatten() else { return };
        if self.out[content..].trim().is_empty() {
            self.out.truncate(start);
            return;
        }
        self.out.push_str("</a>");
        if let Some(alone) = &mut self.alone {
            alone.linked(start, content, self.out.len());
        }
        if self.mentions.waiting() && self.heading.is_none() && self.around.is_empty() {
            self.mentions.written_link(&url, &mut self.out);
        }
    }
}
