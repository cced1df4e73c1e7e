//! The settings of a site that writes none.

use super::*;
use crate::base::diag::Span;

impl Config {
    /// Every default, in one place; the title is empty.
    pub(super) fn by_default(path: &SourcePath) -> Config {
        Config {
            path: path.clone(),
            hash: Default::default(),
            title: "".into(),
            base_url: None,
            language: "en".into(),
            languages: vec!["en".into()],
            zone: TimeZone::UTC,
            zone_name: "UTC".into(),
            description: None,
            publisher: Publisher::default(),
            rights: None,
            menu: ["dossiers", "timeline", "tags"].into_iter().map(unwritten).collect(),
            article_links: Vec::new(),
            permalinks: PermalinkKind::ALL.into_iter().map(|kind| (kind, unwritten(kind.default_pattern()))).collect(),
            slugs: Slugs::default(),
            theme: ThemeChoice::default(),
            lists: Vec::new(),
            fields: BTreeMap::new(),
            lints: BTreeMap::new(),
            implicit_dossiers: false,
            editions: Editions { show: true, folder: "editions".into(), earlier: Vec::new() },
            edition: None,
            outputs: Outputs {
                short: true,
                json: true,
                ics: true,
                months: true,
                print: true,
                dossier_feeds: true,
                tag_feeds: true,
                search: true,
            },
            feed: Feed { items: 20, full: false },
            escape_html: false,
            ignore: Vec::new(),
            content: "content".into(),
            template_api: 1,
        }
    }
}

/// A default stands nowhere in the file: its place is the beginning.
fn unwritten(text: &str) -> Spanned<Text> {
    Spanned { value: text.into(), span: Span::default() }
}

impl PermalinkKind {
    pub const ALL: [PermalinkKind; 7] = [
        PermalinkKind::Article,
        PermalinkKind::Dossier,
        PermalinkKind::Person,
        PermalinkKind::Place,
        PermalinkKind::Organisation,
        PermalinkKind::Page,
        PermalinkKind::Tag,
    ];

    /// The key in `permalinks:`.
    pub fn word(self) -> &'static str {
        match self {
            PermalinkKind::Article => "article",
            PermalinkKind::Dossier => "dossier",
            PermalinkKind::Person => "person",
            PermalinkKind::Place => "place",
            PermalinkKind::Organisation => "organisation",
            PermalinkKind::Page => "page",
            PermalinkKind::Tag => "tag",
        }
    }

    /// Several of them, for messages.
    pub(super) fn words(self) -> &'static str {
        match self {
            PermalinkKind::Article => "articles",
            PermalinkKind::Dossier => "dossiers",
            PermalinkKind::Person => "people",
            PermalinkKind::Place => "places",
            PermalinkKind::Organisation => "organisations",
            PermalinkKind::Page => "pages",
            PermalinkKind::Tag => "tags",
        }
    }

    /// The form of the address where none is written.
    pub fn default_pattern(self) -> &'static str {
        match self {
            PermalinkKind::Article => "/articles/{slug}/",
            PermalinkKind::Dossier => "/dossiers/{slug}/",
            PermalinkKind::Person => "/people/{slug}/",
            PermalinkKind::Place => "/places/{slug}/",
            PermalinkKind::Organisation => "/organisations/{slug}/",
            PermalinkKind::Page => "/{slug}/",
            PermalinkKind::Tag => "/tags/{slug}/",
        }
    }

    /// What may stand in braces: only articles have a day of publication, and a tag has no id.
    pub fn placeholders(self) -> &'static [&'static str] {
        match self {
            PermalinkKind::Article => &["slug", "id", "year", "month", "day"],
            PermalinkKind::Tag => &["slug"],
            _ => &["slug", "id"],
        }
    }
}
