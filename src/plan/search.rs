//! What a reader can search: the documents that each language's search finds, and how their texts are shared out.

use super::address::{self, Addresses};
use super::{lookup, pages, short};
use crate::base::hash::Hash128;
use crate::model::site::{ArticleId, DossierId, EntityId, Hold, Member, PageId, Site};
use crate::parse::document::Text;

/// More articles than this in a language, and their full text is searched within one dossier at a time: a reader would
/// have to load all of it.
pub const WHOLE: usize = 10_000;

/// Texts in one file, about: fewer would be many files to ask for, more would be much to write for one edited word.
const SHARE: usize = 64;

/// The search of each language.
#[derive(Debug, Default)]
pub struct Search {
    /// In the order of the plan's languages.
    pub languages: Vec<Found>,
    /// Texts, each file of them one page of the plan: [`super::PageKind::SearchText`] points here.
    pub shares: Vec<Share>,
}

/// What the search of one language finds.
#[derive(Debug, Default)]
pub struct Found {
    /// Articles, the newest first; then dossiers, people, organisations, places and pages.
    pub members: Vec<Member>,
    /// How many of them are articles.
    pub articles: usize,
    /// Files of texts: a power of two. 0: they lie dossier by dossier.
    pub shares: u32,
    /// Then, the files of each dossier that has some, in order.
    pub dossiers: Vec<(DossierId, u32)>,
}

/// A file of texts.
#[derive(Debug)]
pub struct Share {
    pub language: u8,
    /// Where it lies.
    pub address: Text,
    /// Whose texts it holds, in the order of [`Found::members`].
    pub members: Vec<Member>,
}

impl Search {
    /// Shares the texts out; more than `whole` articles, and each dossier has files of its own. Empty with
    /// `outputs: {search: false}`.
    pub(super) fn new(site: &Site, addresses: &Addresses, languages: &[Text], whole: usize) -> Search {
        let mut search = Search::default();
        if !site.config.outputs.search {
            return search;
        }
        let hashes: Vec<u32> = (0..site.articles.len() as u32).map(|at| hash(site, addresses, at)).collect();
        for (language, code) in (0u8..).zip(languages) {
            let mut found = found(site, code);
            let own = if language == 0 { String::new() } else { format!("/{code}") };
            let mut share_out = |folder: &str, members: &[Member]| -> u32 {
                let count = members.len().div_ceil(SHARE).next_power_of_two() as u32;
                let first = search.shares.len();
                search.shares.extend((0..count).map(|at| Share {
                    language,
                    address: address::below(folder, &format!("text-{at}.js")),
                    members: Vec::new(),
                }));
                for member in members {
                    let hash = match member {
                        Member::Article(id) => hashes[id.0 as usize],
                        other => bits(&short::name(site, *other, "")),
                    };
                    search.shares[first + (hash & (count - 1)) as usize].members.push(*member);
                }
                count
            };
            if found.articles > whole {
                let mut dossiers = vec![Vec::new(); site.dossiers.len()];
                for member in &found.members[..found.articles] {
                    let Member::Article(id) = member else { continue };
                    site[*id].memberships.iter().for_each(|one| dossiers[one.dossier.0 as usize].push(*member));
                }
                for (id, members) in (0..).map(DossierId).zip(dossiers).filter(|(_, members)| !members.is_empty()) {
                    let folder = format!("{own}/search{}", addresses.dossiers[id.0 as usize]);
                    found.dossiers.push((id, share_out(&folder, &members)));
                }
            } else if !found.members.is_empty() {
                found.shares = share_out(&format!("{own}/search/"), &found.members);
            }
            search.languages.push(found);
        }
        search
    }

    /// What the search of a language finds; none when there is no such search.
    pub fn of(&self, language: u8) -> Option<&Found> {
        self.languages.get(usize::from(language)).filter(|found| !found.members.is_empty())
    }
}

/// Which file an article's text goes to: by what names it for good, so that another article moves nothing.
fn hash(site: &Site, addresses: &Addresses, at: u32) -> u32 {
    bits(&short::name(site, Member::Article(ArticleId(at)), &addresses.articles[at as usize]))
}

fn bits(name: &str) -> u32 {
    let [a, b, c, d, ..] = Hash128::of(name.as_bytes()).0;
    u32::from_le_bytes([a, b, c, d])
}

/// What is written in a language or translated into it, and public.
fn found(site: &Site, code: &Text) -> Found {
    let there = |member: Member| {
        lookup::language_of(site, member) == *code
            || lookup::translations(site, member).iter().any(|one| one.language == *code)
    };
    let public = |hold: &Hold| *hold == Hold::Public;
    let articles = (0..site.articles.len() as u32).rev().map(ArticleId);
    let articles = articles.filter(|id| pages::listed(&site[*id]) && public(&site[*id].hold)).map(Member::Article);
    let mut members: Vec<Member> = articles.filter(|member| there(*member)).collect();
    let articles = members.len();
    let dossiers = (0..site.dossiers.len() as u32).map(DossierId);
    members.extend(dossiers.filter(|id| public(&site[*id].hold)).map(Member::Dossier).filter(|one| there(*one)));
    let entities = (0..site.entities.len() as u32).map(EntityId);
    members.extend(entities.filter(|id| public(&site[*id].hold)).map(Member::Entity).filter(|one| there(*one)));
    let others = (0..site.pages.len() as u32).map(PageId);
    members.extend(others.filter(|id| public(&site[*id].hold)).map(Member::Page).filter(|one| there(*one)));
    Found { members, articles, ..Found::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::testing::{article, planned};

    fn shares(files: &[(&str, &str)], whole: usize) -> Vec<(String, usize)> {
        let (site, plan, _) = planned(files);
        let search = Search::new(&site, &plan.addresses, &plan.languages, whole);
        search.shares.iter().map(|share| (share.address.to_string(), share.members.len())).collect()
    }

    #[test]
    fn texts_are_shared_out_by_a_power_of_two_and_another_article_moves_none() {
        let files: Vec<(String, String)> = (0..100)
            .map(|n| (format!("content/articles/a{n}.md"), article(&format!("A {n}"), "2017-01-23", "")))
            .collect();
        let all: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        assert_eq!(shares(&all[..64], WHOLE).len(), 1);
        let (before, after) = (shares(&all[..98], WHOLE), shares(&all[..99], WHOLE));
        assert_eq!(before.len(), 2);
        let changed = before.iter().zip(&after).filter(|(a, b)| a != b).count();
        assert_eq!(changed, 1, "{before:?} {after:?}");
    }

    #[test]
    fn a_large_site_is_searched_dossier_by_dossier() {
        let one = article("One", "2017-01-23", "dossiers: [harbour, ferry]\n");
        let two = article("Two", "2017-01-24", "");
        let files = [
            ("content/dossiers/harbour/index.md", "---\ntitle: Harbour\n---\nSo far.\n"),
            ("content/dossiers/ferry/index.md", "---\ntitle: Ferry\n---\nSo far.\n"),
            ("content/articles/one.md", one.as_str()),
            ("content/articles/two.md", two.as_str()),
        ];
        assert_eq!(shares(&files, WHOLE), [("/search/text-0.js".to_string(), 4)]);
        let below = |folder: &str| (format!("/search/dossiers/{folder}/text-0.js"), 1);
        assert_eq!(shares(&files, 1), [below("ferry"), below("harbour")]);
    }

    #[test]
    fn what_is_withdrawn_is_not_found_and_a_language_finds_its_own() {
        let gone = article("Gone", "2017-01-23", "withdrawn: {date: 2018-01-01, reason: Wrong}\n");
        let one = article("One", "2017-01-23", "");
        let files = [
            ("throughline.yaml", "title: Desk\nbase_url: https://desk.example/\nlanguages: [en, ru, ar]\n"),
            ("content/articles/gone.md", gone.as_str()),
            ("content/articles/one.md", one.as_str()),
            ("content/articles/one.ru.md", "---\ntitle: Один\n---\nТекст.\n"),
        ];
        let (site, plan, _) = planned(&files);
        let search = &plan.search;
        assert_eq!(search.languages.iter().map(|one| one.members.len()).collect::<Vec<_>>(), [1, 1, 0]);
        assert!(search.of(1).is_some() && search.of(2).is_none());
        assert_eq!(site.articles.len(), 2);
        for address in ["/search/", "/search/index.js", "/ru/search/", "/ru/search/index.js", "/ru/search/text-0.js"] {
            assert!(plan.find(address).is_some(), "{address}");
        }
        assert!(plan.find("/ar/search/").is_none());
    }

    #[test]
    fn search_can_be_switched_off() {
        let one = article("One", "2017-01-23", "");
        let settings = "title: Desk\nbase_url: https://desk.example/\noutputs: {search: false}\n";
        let (_, plan, _) = planned(&[("throughline.yaml", settings), ("content/articles/one.md", &one)]);
        assert!(plan.pages.iter().all(|page| !page.address.starts_with("/search")));
    }
}
