//! Types of every page: dates, links, pictures, cards, `site` and `page`.

use crate::parse::document::Text;
use schemars::JsonSchema;
use serde::Serialize;

/// One of a few fixed words.
pub type Word = &'static str;

/// A date in the page's language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DateView {
    /// In full: `23 January 2017, 10:30`, `about 2011`, `23–24 January 2017`.
    pub text: String,
    /// Short: `23 Jan 2017`.
    pub short: String,
    /// The value for `<time datetime>`; null where HTML has no form for it (before the year 1, seasons, intervals).
    pub datetime: Option<String>,
    /// The year, astronomical: 0 is 1 BC.
    pub year: i32,
}

/// A title and where it leads.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Link {
    pub title: Text,
    /// Null for a name that has no page.
    pub url: Option<Text>,
}

/// A picture.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ImageView {
    pub url: Text,
    /// Empty when the editor gave none: decorative.
    pub alt: Text,
    pub caption: Option<Text>,
    pub credit: Option<Text>,
    pub width: Option<u32>,
    pub height: Option<u32>,
}

/// An article in a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Card {
    pub id: Text,
    pub url: Text,
    /// The headline in lists: `short_title`, or the title.
    pub title: Text,
    pub kicker: Option<Text>,
    pub standfirst: Option<Text>,
    pub published: DateView,
    pub updated: Option<DateView>,
    /// Set when it is not in the page's language.
    pub language: Option<Text>,
    /// `rtl` or `ltr`, set together with `language`.
    pub dir: Option<Word>,
    pub image: Option<ImageView>,
    /// `correction`, `retraction` or null: what a reader of a list should know.
    pub mark: Option<Word>,
    /// Its number in the story and `turning` or `background`, in the list of a dossier; else null.
    pub number: Option<u32>,
    pub weight: Option<Word>,
    /// `draft`, `embargoed`, `future` or null; only in preview and with `--drafts`.
    pub held: Option<Word>,
}

/// A dossier in a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DossierCard {
    pub id: Text,
    pub url: Text,
    pub title: Text,
    pub kicker: Option<Text>,
    pub standfirst: Option<Text>,
    /// `running`, `paused` or `closed`.
    pub status: Word,
    /// Set when its text is not in the page's language.
    pub language: Option<Text>,
    pub dir: Option<Word>,
    /// Number of its published articles.
    pub count: usize,
    /// Publication of its first and of its newest article.
    pub first: Option<DateView>,
    pub newest: Option<DateView>,
    /// Its newest articles, at most three.
    // Made once a dossier, not once for every list that the dossier stands in: there are as many as tags times dossiers.
    #[schemars(with = "Vec<Card>")]
    pub latest: tera::Value,
    pub image: Option<ImageView>,
    /// Number of the subject's articles in it, on the page of a tag, person, place or organisation; else null.
    pub here: Option<u32>,
    /// A key player's role in it, on that person's or organisation's page; else null.
    pub role: Option<Text>,
    pub held: Option<Word>,
}

/// `site`: the same on every page of a language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SiteView {
    pub title: Text,
    /// Home in the page's language.
    pub url: Text,
    pub description: Option<Text>,
    /// The page's language.
    pub language: Text,
    /// `rtl` or `ltr`.
    pub dir: Word,
    pub languages: Vec<LanguageView>,
    pub menu: Vec<Link>,
    /// Pages that are not in the menu.
    pub footer: Vec<Link>,
    pub rights: Option<Text>,
    pub publisher: Option<Text>,
    /// Absolute address of the publisher's logo.
    pub publisher_logo: Option<Text>,
    pub pages: SitePages,
    /// The site's `static/custom.css`, linked after the theme's stylesheet; null when there is none.
    pub custom_css: Option<Text>,
    /// The site's own icon (`static/icon.svg`, `favicon.svg`, `icon.png`, `favicon.png` or `favicon.ico`); null when it has none.
    pub icon: Option<Text>,
    /// The web manifest.
    pub manifest: Text,
    /// In an archived edition, what it is; else null: the masthead's clock is the reader's own.
    pub edition: Option<EditionView>,
}

/// The archived edition that a page stands in. Its live address is `page.canonical`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EditionView {
    /// The day as of which it was made.
    pub date: DateView,
    /// The sources it was made from: the first digits of a commit, or of a hash over them.
    pub revision: Text,
    /// True when later articles were left out: the texts are as edited up to `revision` all the same.
    pub up_to: bool,
}

/// An earlier edition, on the live site.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EditionLink {
    /// The day as of which it was made.
    pub date: DateView,
    /// Its place in the catalogue of editions.
    pub url: Text,
}

/// Addresses of the site's own indexes; null where the site has none.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SitePages {
    pub dossiers: Option<Text>,
    pub timeline: Option<Text>,
    pub tags: Option<Text>,
    pub people: Option<Text>,
    pub places: Option<Text>,
    pub organisations: Option<Text>,
    pub archive: Option<Text>,
    pub changes: Option<Text>,
    pub search: Option<Text>,
    pub feed: Option<Text>,
}

/// One of the site's languages.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LanguageView {
    pub code: Text,
    /// In itself: `English`, `Русский`; the code where we do not know it.
    pub name: Text,
    pub url: Text,
    pub dir: Word,
}

/// `page`: what the head of every page needs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PageView {
    /// `home`, `dossiers`, `dossier`, `dossier-timeline`, `dossier-print`, `year`, `article`, `timeline`, `tags`, `tag`,
    /// `entities`, `person`, `place`, `organisation`, `archive`, `month`, `changes`, `search`, `page`, `404`,
    /// `redirect`.
    pub kind: Word,
    /// Of an index page: its name in the page's language.
    pub title: Text,
    /// The paragraph below the title of a page (`pages/`); null for other kinds.
    pub standfirst: Option<Text>,
    pub url: Text,
    /// Absolute; null without `base_url`.
    pub canonical: Option<Text>,
    pub language: Text,
    pub dir: Word,
    /// Plain text, at most 200 characters.
    pub description: Option<Text>,
    /// Absolute address of its picture, for link previews.
    pub image: Option<Text>,
    pub feeds: Vec<FeedLink>,
    /// The same page in every language it has, its own included; empty when it has only one.
    pub alternates: Vec<Alternate>,
    /// Of a document on a site with several: the site's languages that it is not in.
    pub lacking: Vec<Lacking>,
    /// From the home page down to its parent.
    pub breadcrumbs: Vec<Link>,
    /// Publication and change for metadata (RFC 3339); null for pages that are no piece.
    pub published: Option<Text>,
    pub updated: Option<Text>,
    /// JSON-LD for search engines, ready to stand in a script element; null for pages without.
    pub json_ld: Option<Text>,
    /// `draft`, `embargoed`, `future` or null; only in preview and with `--drafts`.
    pub held: Option<Word>,
    /// True for pages that search engines should leave out (404, redirects, print, every page of an edition).
    pub noindex: bool,
}

/// A feed to subscribe to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FeedLink {
    pub title: Text,
    pub url: Text,
    /// `application/atom+xml` or `application/feed+json`.
    pub kind: Word,
}

/// A language that a page is not in.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Lacking {
    pub language: Text,
    /// The language's own name.
    pub name: Text,
}

/// The page in another language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Alternate {
    pub language: Text,
    /// The language's own name.
    pub name: Text,
    pub url: Text,
    /// Absolute, for `hreflang`; the same as `url` without `base_url`.
    pub canonical: Text,
}
