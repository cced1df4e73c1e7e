//! What templates see, field by field: the contract of `template_api: 1`. `docs/templates.md` is generated from here.
//!
//! Every field is always there: null or an empty list when there is nothing. Every `url` is root-relative and already
//! right under a sub-path; `canonical` and what feeds and metadata need is absolute.

use crate::parse::document::Text;
use schemars::JsonSchema;
use serde::Serialize;

/// A date in the page's language.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DateView {
    /// In full: `23 January 2017, 10:30`, `about 2011`, `23–24 January 2017`.
    pub text: Text,
    /// Short: `23 Jan 2017`.
    pub short: Text,
    /// The value for `<time datetime>`; null where HTML has no form for it (before the year 1, seasons, intervals).
    pub datetime: Option<Text>,
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
    pub dir: Option<Text>,
    pub image: Option<ImageView>,
    /// `correction`, `retraction` or null: what a reader of a list should know.
    pub mark: Option<Text>,
    /// `draft`, `embargoed`, `future` or null; only in preview and with `--drafts`.
    pub held: Option<Text>,
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
    pub status: Text,
    /// Number of its published articles.
    pub count: usize,
    /// Publication of its first and of its newest article.
    pub first: Option<DateView>,
    pub newest: Option<DateView>,
    /// Its newest articles, at most three.
    pub latest: Vec<Card>,
    pub image: Option<ImageView>,
    /// Number of the subject's articles in it, on the page of a tag, person, place or organisation; else null.
    pub here: Option<u32>,
    /// A key player's role in it, on that person's or organisation's page; else null.
    pub role: Option<Text>,
    pub held: Option<Text>,
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
    pub dir: Text,
    pub languages: Vec<LanguageView>,
    pub menu: Vec<Link>,
    /// Pages that are not in the menu.
    pub footer: Vec<Link>,
    pub rights: Option<Text>,
    pub publisher: Option<Text>,
    /// Absolute address of the publisher's logo.
    pub publisher_logo: Option<Text>,
    /// Addresses of the site's own indexes; null where the site has none.
    pub pages: SitePages,
    /// The site's `static/custom.css`, linked after the theme's stylesheet; null when there is none.
    pub custom_css: Option<Text>,
    /// The edition's date, in an archived edition; else null: the masthead's clock is the reader's own.
    pub edition: Option<DateView>,
}

/// The site's indexes.
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
    pub feed: Option<Text>,
}

/// One of the site's languages.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LanguageView {
    pub code: Text,
    /// In itself: `English`, `Русский`; the code where we do not know it.
    pub name: Text,
    pub url: Text,
    pub dir: Text,
}

/// `page`: what the head of every page needs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PageView {
    /// `home`, `dossiers`, `dossier`, `dossier-timeline`, `dossier-print`, `year`, `article`, `timeline`, `tags`, `tag`,
    /// `entities`, `person`, `place`, `organisation`, `archive`, `month`, `changes`, `page`, `404`, `redirect`.
    pub kind: Text,
    pub title: Text,
    pub url: Text,
    /// Absolute; null without `base_url`.
    pub canonical: Option<Text>,
    pub language: Text,
    pub dir: Text,
    /// Plain text, at most 200 characters.
    pub description: Option<Text>,
    /// Absolute address of its picture, for link previews.
    pub image: Option<Text>,
    pub feeds: Vec<FeedLink>,
    /// The same page in every language it has, its own included; empty when it has only one.
    pub alternates: Vec<Alternate>,
    /// From the home page down to its parent.
    pub breadcrumbs: Vec<Link>,
    /// Publication and change for metadata (RFC 3339); null for pages that are no piece.
    pub published: Option<Text>,
    pub updated: Option<Text>,
    /// JSON-LD for search engines, ready to stand in a script element; null for pages without.
    pub json_ld: Option<Text>,
    /// True for pages that search engines should leave out (404, redirects, print).
    pub noindex: bool,
}

/// A feed to subscribe to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FeedLink {
    pub title: Text,
    pub url: Text,
    /// `application/atom+xml` or `application/feed+json`.
    pub kind: Text,
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

/// `article`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ArticleView {
    pub id: Text,
    pub url: Text,
    pub title: Text,
    pub short_title: Option<Text>,
    pub kicker: Option<Text>,
    pub standfirst: Option<Text>,
    /// Free text; it wins over `authors`.
    pub byline: Option<Text>,
    pub authors: Vec<Link>,
    pub dateline: Option<DatelineView>,
    pub published: DateView,
    pub updated: Option<DateView>,
    /// Set when the text is not in the page's language.
    pub language: Option<Text>,
    pub dir: Option<Text>,
    pub image: Option<ImageView>,
    /// Newest last.
    pub corrections: Vec<CorrectionView>,
    /// True when one of them is a retraction: its notice stands above the standfirst.
    pub retracted: bool,
    /// Then title, date and reason are all that is left.
    pub withdrawn: Option<WithdrawnView>,
    pub sources: Vec<SourceView>,
    pub events: Vec<EventView>,
    /// Notes of the persons, places and organisations it names, shown where it first names them.
    pub notes: Vec<NoteView>,
    /// Address of the short link; null when `outputs: {short: false}`.
    pub short_url: Option<Text>,
    /// The short link as one reads it: absolute, without `https://`.
    pub short_text: Option<Text>,
    /// The site's `article_links`.
    pub links: Vec<Link>,
    /// Pages whose text links here.
    pub backlinks: Vec<Link>,
    /// Minutes of reading, at 220 words a minute, at least 1.
    pub minutes: u32,
    pub held: Option<Text>,
}

/// Where and from whom a report comes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DatelineView {
    /// The line as it should stand, when the editor wrote it as text; then the rest is null.
    pub text: Option<Text>,
    pub place: Option<Link>,
    pub source: Option<Text>,
}

/// A correction, clarification, update or retraction.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CorrectionView {
    pub date: DateView,
    /// `correction`, `clarification`, `update` or `retraction`.
    pub kind: Text,
    /// The note as printed; null when it is to be made of `was` and `now`.
    pub text: Option<Text>,
    pub was: Option<Text>,
    pub now: Option<Text>,
}

/// A withdrawn piece.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WithdrawnView {
    pub date: DateView,
    pub reason: Text,
}

/// A source.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SourceView {
    pub title: Text,
    pub url: Option<Text>,
    pub publisher: Option<Text>,
    pub date: Option<DateView>,
    pub accessed: Option<DateView>,
    /// Address of an archived copy.
    pub archived: Option<Text>,
}

/// A legal or editorial note about a person, place or organisation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NoteView {
    pub name: Text,
    pub url: Text,
    pub note: Text,
}

/// One of `boxes`: an article's place in one dossier.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BoxView {
    pub id: Text,
    pub title: Text,
    pub url: Text,
    /// Number of the dossier's articles.
    pub count: usize,
    /// This article's number in it, from 1; null for a withdrawn one.
    pub number: Option<u32>,
    /// `running`, `paused` or `closed`.
    pub status: Text,
    pub phase: Option<Text>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
    /// Headlines of the dossier around this one, in story order, at most seven, without this one.
    pub around: Vec<NumberedCard>,
}

/// An article with its number in a dossier.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NumberedCard {
    pub number: u32,
    /// `turning`, `background` or null.
    pub weight: Option<Text>,
    #[serde(flatten)]
    pub card: Card,
}

/// One of `related`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RelatedView {
    pub article: Card,
    /// `chosen`, `dossier`, `tag`, `person`, `place` or `organisation`.
    pub reason: Text,
    /// What both share; null for a chosen one.
    pub shared: Option<Link>,
}

/// `tags` of an article: its tag line grouped by kind.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TagsView {
    pub groups: Vec<TagGroup>,
    /// The same items in the order the editor wrote them: the flat line.
    pub items: Vec<TagItem>,
}

/// The items of one kind.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TagGroup {
    /// `tag`, `person`, `organisation` or `place`.
    pub kind: Text,
    pub items: Vec<TagItem>,
}

/// A tag, or a person, organisation or place that stands in the tag line.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TagItem {
    pub kind: Text,
    pub title: Text,
    pub url: Text,
    /// Number of articles.
    pub count: usize,
}

/// `dossier`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DossierView {
    pub id: Text,
    pub url: Text,
    pub title: Text,
    pub kicker: Option<Text>,
    pub standfirst: Option<Text>,
    pub status: Text,
    pub started: Option<DateView>,
    pub ended: Option<DateView>,
    /// Date of the story so far.
    pub updated: Option<DateView>,
    /// Number of articles published after it.
    pub since: usize,
    /// Number of its articles.
    pub count: usize,
    pub first: Option<DateView>,
    pub newest: Option<DateView>,
    pub image: Option<ImageView>,
    pub phases: Vec<PhaseView>,
    pub key_players: Vec<KeyPlayerView>,
    pub start_here: Option<Card>,
    pub related: Vec<DossierCard>,
    /// People, organisations, places and topics of its articles, grouped, the most frequent first, at most 12 a group.
    pub subjects: Vec<TagGroup>,
    pub revisions: Vec<RevisionView>,
    pub language: Option<Text>,
    pub dir: Option<Text>,
    pub backlinks: Vec<Link>,
    pub timeline_url: Option<Text>,
    pub print_url: Text,
    pub feed_url: Option<Text>,
    pub json_feed_url: Option<Text>,
    pub ics_url: Option<Text>,
    pub json_url: Option<Text>,
    pub short_url: Option<Text>,
    pub short_text: Option<Text>,
    pub held: Option<Text>,
}

/// A phase of a dossier.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PhaseView {
    /// Fragment of its heading.
    pub anchor: Text,
    pub title: Text,
    pub from: Option<DateView>,
    pub to: Option<DateView>,
    pub summary: Option<Text>,
    /// Number of its articles.
    pub count: usize,
}

/// A person or organisation with a part in the dossier.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct KeyPlayerView {
    pub name: Text,
    pub url: Text,
    /// `person`, `organisation` or `place`.
    pub kind: Text,
    pub role: Option<Text>,
    pub from: Option<DateView>,
    pub to: Option<DateView>,
    pub note: Option<Text>,
}

/// An earlier story so far.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RevisionView {
    pub date: DateView,
    pub text: Text,
}

/// `members` of a dossier.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MembersView {
    pub count: usize,
    /// True when the newest stands first; numbers follow the story all the same.
    pub newest_first: bool,
    /// One group a phase, in the order of the list; a single group without title when there are no phases.
    pub groups: Vec<MemberGroup>,
    /// Set when the list is longer than 500: then `groups` hold the newest year only.
    pub years: Vec<YearLink>,
}

/// The articles of one phase.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MemberGroup {
    pub anchor: Option<Text>,
    pub title: Option<Text>,
    pub articles: Vec<NumberedCard>,
}

/// A year of a long list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct YearLink {
    pub year: i32,
    pub text: Text,
    pub url: Text,
    pub count: usize,
    /// True on that year's own page.
    pub here: bool,
}

/// `timeline`: by year, month and day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TimelineView {
    /// Number of events in all.
    pub count: usize,
    /// Number shown here.
    pub shown: usize,
    /// Where the whole timeline stands, when this is a part of it.
    pub whole_url: Option<Text>,
    pub years: Vec<TimelineYear>,
    /// Links to the years, on the site's timeline.
    pub index: Vec<YearLink>,
}

/// The events of one year.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TimelineYear {
    pub year: i32,
    /// `2017`, `500 BC`.
    pub text: Text,
    pub months: Vec<TimelineMonth>,
}

/// The events of one month, or those known only to the year.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TimelineMonth {
    /// `January 2017`; null for events whose month is not known.
    pub text: Option<Text>,
    pub events: Vec<EventView>,
}

/// An event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EventView {
    pub id: Text,
    /// Fragment: `e-…`.
    pub anchor: Text,
    pub date: DateView,
    /// The date as written, in EDTF.
    pub edtf: Text,
    pub approximate: bool,
    pub uncertain: bool,
    pub title: Text,
    pub summary: Option<Text>,
    /// `turning`, `background` or null.
    pub weight: Option<Text>,
    /// The article that tells it; null for an event written in the dossier alone.
    pub article: Option<Card>,
    /// Other articles that tell it.
    pub others: Vec<Card>,
    pub dossiers: Vec<Link>,
    pub people: Vec<Link>,
    pub places: Vec<Link>,
    pub sources: Vec<SourceView>,
}

/// `subject` of a tag's, person's, place's or organisation's page, and of a year or month of a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SubjectView {
    /// `tag`, `person`, `place`, `organisation`, `dossier`, `year` or `month`.
    pub kind: Text,
    pub title: Text,
    pub url: Text,
    pub count: usize,
    /// Other names.
    pub also: Vec<Text>,
    pub names: Vec<PeriodNameView>,
    pub description: Option<Text>,
    pub note: Option<Text>,
    pub same_as: Vec<Text>,
    pub geo: Option<GeoView>,
    pub image: Option<ImageView>,
    /// Subjects that stand beside it, the most frequent first, at most 12.
    pub with: Vec<TagItem>,
    /// What happened to it or there.
    pub events: Vec<EventView>,
    pub backlinks: Vec<Link>,
    pub feed_url: Option<Text>,
    /// Years of a long list (over 500), else empty.
    pub years: Vec<YearLink>,
    /// Neighbours: the year or month before and after.
    pub previous: Option<Link>,
    pub next: Option<Link>,
    pub language: Option<Text>,
    pub dir: Option<Text>,
    pub held: Option<Text>,
}

/// A name that held for a time.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PeriodNameView {
    pub name: Text,
    pub from: Option<DateView>,
    pub to: Option<DateView>,
}

/// A point on the map, in degrees.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GeoView {
    pub lat: f64,
    pub lon: f64,
}

/// One of `articles`: a list by year, newest first.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct YearGroup {
    pub year: i32,
    pub text: Text,
    pub articles: Vec<Card>,
}

/// One of `groups` of an index page.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IndexGroup {
    /// A letter, a year, a status (`running`, `paused`, `closed`); `#` for what begins with no letter.
    pub title: Text,
    pub anchor: Text,
    pub items: Vec<IndexItem>,
}

/// An item of an index page.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IndexItem {
    pub title: Text,
    pub url: Text,
    /// Number of articles.
    pub count: usize,
    /// Set for another name: the title that it leads to.
    pub see: Option<Text>,
    pub description: Option<Text>,
    /// Set in the index of dossiers.
    pub dossier: Option<DossierCard>,
}

/// One of `changes`: newest first.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChangeView {
    pub date: DateView,
    /// `correction`, `clarification`, `update`, `retraction` or `withdrawal`.
    pub kind: Text,
    pub article: Card,
    pub text: Option<Text>,
    pub was: Option<Text>,
    pub now: Option<Text>,
}

/// One of `pieces` of a dossier printed whole: an article with its body.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PieceView {
    pub number: u32,
    pub article: ArticleView,
    /// Place of its HTML in `body` of the page: `bodies[number - 1]`.
    pub anchor: Text,
}
