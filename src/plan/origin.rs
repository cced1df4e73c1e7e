//! What an output was planned for, in words and with its place: for errors that name it.

use super::address;
use super::lookup;
use super::pages::Origin;
use crate::base::diag::{Diagnostic, Place};
use crate::model::site::{Member, Site};

/// Where an output comes from. In order: the site itself, documents, files, tags, old addresses, short ones; by place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Source {
    rank: u8,
    place: Option<Place>,
    /// `an article`, `a page of the site itself`.
    pub words: String,
}

impl Source {
    pub fn of(site: &Site, origin: Origin) -> Source {
        let document = |member, translation: Option<u16>| match translation {
            Some(number) => lookup::translations(site, member).get(number as usize).map(|one| &one.doc),
            None => lookup::document(site, member),
        };
        let (rank, place, words) = match origin {
            Origin::Site => (0, None, "a page of the site itself".into()),
            Origin::Document(member, translation) => {
                let place = document(member, translation).map(|doc| match &doc.common.slug {
                    Some(slug) => Place::new(&doc.path, slug.span),
                    None => Place::file(&doc.path),
                });
                (1, place, words(site, member))
            }
            Origin::File(id) => (2, Some(Place::file(&site[id].source)), "a file".into()),
            Origin::Tag(id) => (3, None, format!("the tag `{}`", site[id].name)),
            Origin::Alias(member, translation, at) => {
                let doc = document(member, translation);
                let alias = doc.and_then(|doc| Some((doc, doc.common.aliases.get(at as usize)?)));
                (4, alias.map(|(doc, alias)| Place::new(&doc.path, alias.span)), "an old address in `aliases`".into())
            }
            Origin::Short(member) => {
                let place = document(member, None).map(|doc| match &doc.common.id {
                    Some(id) => Place::new(&doc.path, id.span),
                    None => Place::file(&doc.path),
                });
                (5, place, "a short address".into())
            }
        };
        Source { rank, place, words }
    }

    /// Puts the diagnostic at this source, and names the one that was there first.
    pub fn place(&self, mut diagnostic: Diagnostic, first: &Source) -> Diagnostic {
        if let Some(place) = &first.place {
            diagnostic = diagnostic.also(place.clone(), "this comes first");
        }
        self.at(diagnostic)
    }

    /// Puts the diagnostic at this source.
    pub fn at(&self, diagnostic: Diagnostic) -> Diagnostic {
        match &self.place {
            Some(place) => diagnostic.at(place.clone()),
            None => diagnostic,
        }
    }

    /// What to do so that it stands elsewhere than at `address`.
    pub fn hint(&self, address: &str) -> String {
        match self.rank {
            1 => format!("give it another address, for example `slug: {}-2`", address::last(address)),
            2 => "rename the file".into(),
            3 => "write the tag otherwise, or change `permalinks: {tag: …}` in `throughline.yaml`".into(),
            4 => "take it out of `aliases`".into(),
            5 => "write an `id:` in one of them".into(),
            _ => "rename the file of the theme, or the `id` or `slug` that leads here".into(),
        }
    }
}

fn words(site: &Site, member: Member) -> String {
    let (kind, id) = match member {
        Member::Article(id) => ("article", &site[id].id),
        Member::Dossier(id) => ("dossier", &site[id].id),
        Member::Entity(id) => (site[id].kind.word(), &site[id].id),
        Member::Page(id) => ("page", &site[id].id),
    };
    format!("the {kind} `{id}`")
}
