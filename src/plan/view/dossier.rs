//! A dossier's pages: the dossier, its list of articles, and all of it printed.

use super::facts;
use super::lens::{Lens, held};
use super::types::{Card, DossierView, KeyPlayerView, MemberGroup, MembersView, PhaseView, PieceView, RevisionView};
use super::wants::Wants;
use super::words;
use crate::base::text::slug;
use crate::model::site::{Dossier, DossierId, DossierMember, EntityId, Member};
use crate::parse::dates::Published;
use crate::parse::document::{Document, DossierFront, Phase, Text};
use crate::plan::lookup::DossierPart;
use crate::plan::pages::LONG_LIST;
use crate::plan::{FeedOf, ListOf};

/// Subjects of one kind on a dossier's page.
const SUBJECTS: usize = 12;

impl<'v> Lens<'v> {
    /// `dossier`.
    pub fn dossier_view(&self, id: DossierId) -> DossierView {
        let dossier = &self.site[id];
        let version = self.dossier(id);
        let (language, dir) = version.mark();
        let front = dossier.front();
        let card = self.dossier_card(id);
        let updated = self.story_date(id);
        let part = |part| self.plan.dossier_part(id, part, self.language).map(|address| self.url_at(&address));
        let feed = |json| self.plan.feed_address(FeedOf::Dossier(id), json).map(|address| self.url_at(&address));
        let short = self.plan.short_address(self.site, Member::Dossier(id));
        let event_date = |date: Option<&crate::parse::dates::EventDate>| date.map(|date| self.event_date(date));
        DossierView {
            id: dossier.id.clone(),
            title: card.title,
            kicker: card.kicker,
            standfirst: card.standfirst,
            status: self.site[id].status().word(),
            started: event_date(front.and_then(|front| front.started.as_ref())),
            ended: event_date(front.and_then(|front| front.ended.as_ref())),
            updated: updated.map(|date| self.published(date)),
            since: updated.map_or(0, |date| self.since(dossier, date)),
            count: card.count,
            first: card.first,
            newest: card.newest,
            image: card.image,
            phases: front.map_or_else(Vec::new, |front| self.phases(dossier, front)),
            key_players: front.map_or_else(Vec::new, |front| self.key_players(dossier, front)),
            start_here: dossier.start_here.map(|article| self.card(article)),
            latest: self.facts.dossiers.get(id.0 as usize).and_then(|facts| Some(self.card(*facts.newest.first()?))),
            related: dossier.related.iter().map(|id| self.dossier_card(*id)).collect(),
            subjects: self.grouped(&self.site.subjects_of(id), SUBJECTS),
            revisions: front.map_or_else(Vec::new, |front| self.revisions(front)),
            language,
            dir,
            backlinks: self.links(&dossier.backlinks),
            timeline_url: part(DossierPart::Timeline),
            print_url: part(DossierPart::Print),
            feed_url: feed(false),
            json_feed_url: feed(true),
            ics_url: part(DossierPart::Calendar),
            json_url: part(DossierPart::Json),
            editions_url: self.dossier_editions(id),
            short_url: short.as_ref().map(|short| self.url_at(short)),
            short_text: short.map(|short| self.readable(&short)),
            held: held(&dossier.hold),
            url: card.url,
        }
    }

    /// The date of the story so far: the translation's own, else the original's.
    pub fn story_date(&self, id: DossierId) -> Option<&'v Published> {
        let version = self.dossier(id);
        let of = |doc: &'v Document| doc.common.updated.as_ref();
        version.doc.and_then(of).or_else(|| version.original.and_then(of))
    }

    /// How many articles came after a date; after the whole day, when it has no time.
    fn since(&self, dossier: &Dossier, date: &Published) -> usize {
        let after = |member: &&DossierMember| {
            let published = &self.site[member.article].published;
            if date.minutes.is_none() { published.day > date.day } else { published.instant > date.instant }
        };
        dossier.members.iter().filter(after).count()
    }

    fn phases(&self, dossier: &Dossier, front: &DossierFront) -> Vec<PhaseView> {
        let mut counts = vec![0; front.phases.len()];
        for phase in dossier.members.iter().filter_map(|member| member.phase) {
            if let Some(count) = counts.get_mut(usize::from(phase)) {
                *count += 1;
            }
        }
        let mut headed = vec![false; front.phases.len()];
        for (_, member) in self.shown(dossier) {
            if let Some(headed) = member.phase.and_then(|phase| headed.get_mut(usize::from(phase))) {
                *headed = true;
            }
        }
        let anchors = anchors(&front.phases).into_iter().zip(headed).map(|(anchor, headed)| headed.then_some(anchor));
        let view = |((phase, count), anchor): ((&Phase, usize), Option<Text>)| PhaseView {
            anchor,
            title: phase.title.clone(),
            from: phase.from.as_ref().map(|date| self.event_date(date)),
            to: phase.to.as_ref().map(|date| self.event_date(date)),
            summary: phase.summary.clone(),
            count,
        };
        front.phases.iter().zip(counts).zip(anchors).map(view).collect()
    }

    fn key_players(&self, dossier: &Dossier, front: &DossierFront) -> Vec<KeyPlayerView> {
        let view = |(id, at): &(EntityId, u16)| {
            let player = front.key_players.get(usize::from(*at))?;
            Some(KeyPlayerView {
                name: self.name(*id),
                url: self.url(Member::Entity(*id)),
                kind: self.site[*id].kind.word(),
                role: player.role.clone(),
                from: player.from.as_ref().map(|date| self.event_date(date)),
                to: player.to.as_ref().map(|date| self.event_date(date)),
                note: self.note(*id),
            })
        };
        dossier.key_players.iter().filter_map(view).collect()
    }

    fn revisions(&self, front: &DossierFront) -> Vec<RevisionView> {
        let view = |revision: &crate::parse::document::Revision| RevisionView {
            date: self.published(&revision.date),
            text: revision.text.clone(),
        };
        front.revisions.iter().map(view).collect()
    }

    /// The members that the dossier's own page lists, with their places in the story: all, or of more than 500 those of
    /// the year that stands first in the list.
    fn shown(&self, dossier: &'v Dossier) -> Vec<(usize, &'v DossierMember)> {
        let year = |member: &DossierMember| facts::year_of(self.site, member.article);
        let years = dossier.members.iter().map(year);
        let only = match (dossier.members.len() > LONG_LIST, dossier.newest_first) {
            (false, _) => None,
            (true, true) => years.max(),
            (true, false) => years.min(),
        };
        let mut shown: Vec<_> = dossier.members.iter().enumerate().collect();
        shown.retain(|(_, member)| only.is_none_or(|only| year(member) == only));
        if dossier.newest_first {
            shown.reverse();
        }
        shown
    }

    /// `members`: by phase, in the order of the list; of more than 500 one year, and links to all years.
    pub fn members(&self, id: DossierId) -> MembersView {
        let dossier = &self.site[id];
        let groups = self.member_groups(dossier, self.shown(dossier).into_iter());
        let years = self.year_links(ListOf::Dossier(id), None);
        MembersView { count: dossier.members.len(), newest_first: dossier.newest_first, groups, years }
    }

    /// One group a phase, where its first article stands in the list; articles between phases in groups of their own. Without
    /// phases, one group a year.
    fn member_groups<'d>(
        &self,
        dossier: &Dossier,
        members: impl Iterator<Item = (usize, &'d DossierMember)>,
    ) -> Vec<MemberGroup> {
        let phases = dossier.front().map_or(&[][..], |front| &front.phases);
        if phases.is_empty() {
            return self.year_of_members(members);
        }
        let anchors = anchors(phases);
        let mut order: Vec<Option<u16>> = Vec::new();
        let mut groups: Vec<Vec<Card>> = Vec::new();
        for (at, member) in members {
            let phase = member.phase.filter(|phase| usize::from(*phase) < phases.len());
            let card = self.numbered(at + 1, member);
            let place = match phase {
                Some(_) => order.iter().position(|other| *other == phase),
                None => order.len().checked_sub(1).filter(|last| order[*last].is_none()),
            };
            match place {
                Some(place) => groups[place].push(card),
                None => {
                    order.push(phase);
                    groups.push(vec![card]);
                }
            }
        }
        let group = |(phase, articles): (Option<u16>, Vec<Card>)| MemberGroup {
            anchor: phase.and_then(|phase| anchors.get(usize::from(phase)).cloned()),
            title: phase.and_then(|phase| phases.get(usize::from(phase))).map(|phase| phase.title.clone()),
            articles,
        };
        order.into_iter().zip(groups).map(group).collect()
    }

    /// One group a year, in the order of the list; a single one without a title when all are of one year.
    fn year_of_members<'d>(&self, members: impl Iterator<Item = (usize, &'d DossierMember)>) -> Vec<MemberGroup> {
        let mut groups: Vec<(i32, Vec<Card>)> = Vec::new();
        for (at, member) in members {
            let year = facts::year_of(self.site, member.article);
            let card = self.numbered(at + 1, member);
            match groups.iter_mut().find(|(other, _)| *other == year) {
                Some((_, cards)) => cards.push(card),
                None => groups.push((year, vec![card])),
            }
        }
        let several = groups.len() > 1;
        let group = |(year, articles): (i32, Vec<Card>)| MemberGroup {
            anchor: several.then(|| format!("articles-{year}").into()),
            title: several.then(|| words::year(year, self.code)),
            articles,
        };
        groups.into_iter().map(group).collect()
    }

    /// `pieces` of the dossier printed whole, in story order.
    pub fn pieces(&self, id: DossierId) -> Vec<PieceView> {
        let piece = |(at, member): (usize, &DossierMember)| PieceView {
            number: at as u32 + 1,
            article: self.article_view(member.article, &Wants::All),
            anchor: format!("piece-{}", at + 1).into(),
        };
        self.site[id].members.iter().enumerate().map(piece).collect()
    }
}

/// Fragments of the phases' headings: `phase-` and the title's slug, or the number where that is empty or taken.
fn anchors(phases: &[Phase]) -> Vec<Text> {
    let mut out: Vec<Text> = Vec::with_capacity(phases.len());
    for (at, phase) in phases.iter().enumerate() {
        let words = slug(&phase.title, false);
        let named: Text = format!("phase-{words}").into();
        let anchor = if words.is_empty() || out.contains(&named) { format!("phase-{}", at + 1).into() } else { named };
        out.push(anchor);
    }
    out
}
