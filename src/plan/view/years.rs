//! Lists of articles by year, and how a long one is split.

use super::facts::{articles_of, year_of};
use super::lens::Lens;
use super::types::{YearGroup, YearLink};
use super::words;
use crate::model::site::ArticleId;
use crate::plan::ListOf;
use crate::plan::pages::LONG_LIST;
use std::collections::BTreeMap;

impl Lens<'_> {
    /// `articles` of a tag, person, place or organisation: the newest year only when there are more than 500.
    pub fn articles(&self, list: ListOf) -> Vec<YearGroup> {
        let mut years = self.by_year(&articles_of(self.site, list));
        if years.values().map(Vec::len).sum::<usize>() > LONG_LIST {
            years = years.pop_last().into_iter().collect();
        }
        self.year_groups(years)
    }

    /// `articles` of one year of a list, turned as a dossier's own list is.
    pub fn articles_in(&self, list: ListOf, year: i32) -> Vec<YearGroup> {
        let mut all = articles_of(self.site, list);
        all.retain(|id| year_of(self.site, *id) == year);
        if let ListOf::Dossier(id) = list
            && !self.site[id].newest_first
        {
            all.reverse();
        }
        self.year_groups(self.by_year(&all))
    }

    /// `articles` of a month.
    pub fn articles_of_month(&self, year: i32, month: u8) -> Vec<YearGroup> {
        let all = self.facts.months.get(&(year, month)).map_or(&[][..], Vec::as_slice);
        self.year_groups(self.by_year(all))
    }

    fn by_year(&self, ids: &[ArticleId]) -> BTreeMap<i32, Vec<ArticleId>> {
        let mut years: BTreeMap<i32, Vec<ArticleId>> = BTreeMap::new();
        for id in ids {
            years.entry(year_of(self.site, *id)).or_default().push(*id);
        }
        years
    }

    fn year_groups(&self, years: BTreeMap<i32, Vec<ArticleId>>) -> Vec<YearGroup> {
        let group = |(year, ids): (i32, Vec<ArticleId>)| YearGroup {
            year,
            text: words::year(year, self.code),
            articles: ids.iter().rev().map(|id| self.card(*id)).collect(),
        };
        years.into_iter().rev().map(group).collect()
    }

    /// The years of a long list, newest first; empty when it is not split.
    pub fn year_links(&self, list: ListOf, here: Option<i32>) -> Vec<YearLink> {
        let all = articles_of(self.site, list);
        if all.len() <= LONG_LIST {
            return Vec::new();
        }
        let link = |(year, ids): (i32, Vec<ArticleId>)| {
            let address = self.plan.year_address(list, year, self.language)?;
            Some(YearLink {
                year,
                text: words::year(year, self.code),
                url: self.url_at(&address),
                count: ids.len(),
                here: here == Some(year),
            })
        };
        self.by_year(&all).into_iter().rev().filter_map(link).collect()
    }
}
