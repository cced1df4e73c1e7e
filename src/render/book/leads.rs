//! Where an address in a book leads: to a place in the book, to a file that it can carry, or out to the live site.

use crate::model::site::{FileId, Site};
use crate::parse::document::Text;
use crate::parse::theme::Theme;
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;
use url::Url;

/// Begins an address that a template gives to another part of the same book: `book:timeline`.
pub const BOOK: &str = "book:";

/// A place in a book: of an EPUB, one of its files; in a single file, an anchor.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// `article-1`, `people`.
    pub part: String,
    /// Where in the part, when it is not its beginning.
    pub anchor: Option<String>,
    /// Stands before the ids of its text.
    pub prefix: String,
}

/// A file that a page shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    File(FileId),
    /// By its name in the theme.
    Asset(Text),
}

/// What becomes of an address.
#[derive(Clone, Debug, PartialEq)]
pub enum Lead {
    /// A place, and the fragment that was asked for there, as the site writes it.
    Place(Place, Option<String>),
    /// The same page.
    Here(String),
    File(Source),
    /// A whole URL, valid.
    Live(String),
    /// It is no address, or one that runs something.
    Nowhere,
}

/// The book's places by address, and the site that it belongs to.
pub struct Leads<'a> {
    pub site: &'a Site,
    pub theme: &'a Theme,
    /// By address without the sub-path, not percent-encoded.
    pub places: BTreeMap<Text, Place>,
    /// The live site.
    root: Url,
}

impl<'a> Leads<'a> {
    /// For a site. One without `base_url` gets an address that leads nowhere.
    pub fn new(site: &'a Site, theme: &'a Theme, places: BTreeMap<Text, Place>) -> Self {
        let base = site.config.base_url.as_deref().unwrap_or("https://site.invalid/");
        let root = Url::parse(base).or_else(|_| Url::parse("https://site.invalid/"));
        // The second text is a URL.
        let root = root.unwrap_or_else(|_| unreachable!("a constant URL"));
        Leads { site, theme, places, root }
    }

    /// The live URL of an address of the plan.
    pub fn live(&self, address: &str) -> String {
        self.page(address).to_string()
    }

    fn page(&self, address: &str) -> Url {
        let path = crate::plan::address::url(&self.site.config, address);
        self.root.join(&path).unwrap_or_else(|_| self.root.clone())
    }

    /// Where `written` leads from the page at `address`.
    pub fn follow(&self, address: &str, written: &str) -> Lead {
        let written = written.trim();
        if let Some(part) = written.strip_prefix(BOOK) {
            let (part, fragment) = part.split_once('#').map_or((part, None), |(part, at)| (part, Some(at.to_string())));
            let place = Place { part: part.into(), anchor: None, prefix: String::new() };
            return Lead::Place(place, fragment);
        }
        let decoded = |fragment: &str| percent_decode_str(fragment).decode_utf8_lossy().into_owned();
        if let Some(fragment) = written.strip_prefix('#') {
            return Lead::Here(decoded(fragment));
        }
        let page = self.page(address);
        let Ok(url) = page.join(written) else { return Lead::Nowhere };
        match url.scheme() {
            "http" | "https" => {}
            "mailto" | "tel" => return Lead::Live(url.to_string()),
            _ => return Lead::Nowhere,
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Lead::Nowhere;
        }
        let fragment = url.fragment().filter(|fragment| !fragment.is_empty()).map(decoded);
        match self.own(&url) {
            Some(own) => self.inside(&own, fragment).unwrap_or(Lead::Live(url.to_string())),
            None => Lead::Live(url.to_string()),
        }
    }

    /// The address of a URL of this site.
    fn own(&self, url: &Url) -> Option<String> {
        if url.origin() != self.root.origin() || url.query().is_some() {
            return None;
        }
        let rest = url.path().strip_prefix(self.site.config.sub_path())?;
        (rest.is_empty() || rest.starts_with('/')).then(|| percent_decode_str(rest).decode_utf8_lossy().into_owned())
    }

    fn inside(&self, address: &str, fragment: Option<String>) -> Option<Lead> {
        let address = address.strip_suffix("index.html").filter(|rest| rest.ends_with('/')).unwrap_or(address);
        let with_slash = format!("{address}/");
        let place = self.places.get(address).or_else(|| self.places.get(with_slash.as_str()));
        if let Some(place) = place {
            return Some(Lead::Place(place.clone(), fragment));
        }
        let output = address.trim_start_matches('/');
        if let Ok(at) = self.site.files.binary_search_by(|file| (*file.output).cmp(output)) {
            return Some(Lead::File(Source::File(FileId(at as u32))));
        }
        let asset = self.theme.assets.iter().find(|(_, asset)| *asset.address == *address);
        asset.map(|(name, _)| Lead::File(Source::Asset(name.clone())))
    }
}
