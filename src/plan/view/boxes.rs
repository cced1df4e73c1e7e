//! An article's place in each of its dossiers: number, neighbours, headlines around it.

use super::lens::Lens;
use super::types::BoxView;
use super::wants::Wants;
use crate::model::site::{ArticleId, DossierId, Member, Membership};
use crate::parse::document::Text;
use std::ops::Range;

/// Headlines around an article.
const AROUND: usize = 7;

impl Lens<'_> {
    /// `boxes`, in the order of the article's dossiers, as far as they are wanted.
    pub fn boxes(&self, id: ArticleId, wants: &Wants) -> Vec<BoxView> {
        self.site[id].memberships.iter().map(|membership| self.dossier_box(id, membership, wants.item())).collect()
    }

    /// The story in one sentence: the standfirst, or the first sentence of the story so far.
    fn story(&self, id: DossierId) -> Option<Text> {
        let version = self.dossier(id);
        let begins = || version.doc.map(|doc| first_sentence(&doc.body.excerpt)).filter(|text| !text.is_empty());
        version.standfirst().or_else(|| begins().map(Text::from))
    }

    fn dossier_box(&self, id: ArticleId, membership: &Membership, wants: &Wants) -> BoxView {
        let dossier = &self.site[membership.dossier];
        let members = &dossier.members;
        // A withdrawn article has left the count: it has no number, and no neighbours.
        let place = (membership.number as usize)
            .checked_sub(1)
            .filter(|at| !self.site[id].is_withdrawn() && members.get(*at).is_some_and(|member| member.article == id));
        let at = |at: usize| members.get(at).map(|member| self.headline_link(member.article));
        let phases = dossier.front().map_or(&[][..], |front| &front.phases);
        let phase = membership.phase.and_then(|phase| phases.get(usize::from(phase)));
        BoxView {
            id: dossier.id.clone(),
            title: self.dossier_title(membership.dossier),
            url: self.url(Member::Dossier(membership.dossier)),
            count: members.len(),
            number: place.map(|at| at as u32 + 1),
            status: self.site[membership.dossier].status().word(),
            phase: phase.map(|phase| phase.title.clone()),
            story: wants.field("story").then(|| self.story(membership.dossier)).flatten(),
            previous: place.and_then(|place| at(place.checked_sub(1)?)),
            next: place.and_then(|place| at(place + 1)),
            around: place.filter(|_| wants.field("around")).map_or_else(Vec::new, |place| {
                let others = window(place, members.len()).filter(|at| *at != place);
                others.map(|at| self.headline_of(at + 1, &members[at])).collect()
            }),
        }
    }
}

/// The first sentence of a text, or all of it: a stop after a single letter, as in `A. Quill`, ends none.
fn first_sentence(text: &str) -> &str {
    let stops = text.match_indices(['.', '!', '?', '。', '！', '？', '؟', '।']);
    let mut ends = stops.map(|(at, stop)| at + stop.len());
    let end = ends.find(|end| {
        let (sentence, rest) = text.split_at(*end);
        let word = sentence.rsplit(char::is_whitespace).next().unwrap_or_default();
        let blank = rest.chars().next().is_none_or(char::is_whitespace);
        (blank || sentence.ends_with(['。', '！', '？'])) && word.chars().count() > 2
    });
    &text[..end.unwrap_or(text.len())]
}

/// At most eight places with `place` as near to the middle as the ends allow.
fn window(place: usize, count: usize) -> Range<usize> {
    let start = place.saturating_sub(AROUND / 2).min(count.saturating_sub(AROUND + 1));
    start..count.min(start + AROUND + 1)
}

#[cfg(test)]
mod tests {
    use super::{first_sentence, window};

    #[test]
    fn a_sentence_ends_with_its_stop() {
        for (text, first) in [
            ("Talks opened. They went on.", "Talks opened."),
            ("A. Quill spoke at 10.30 today. Then not.", "A. Quill spoke at 10.30 today."),
            ("会谈开始。之后没有。", "会谈开始。"),
            ("No end …", "No end …"),
            ("", ""),
        ] {
            assert_eq!(first_sentence(text), first);
        }
    }

    #[test]
    fn eight_places_are_taken_from_the_middle_and_at_the_ends() {
        assert_eq!(window(0, 173), 0..8);
        assert_eq!(window(2, 173), 0..8);
        assert_eq!(window(80, 173), 77..85);
        assert_eq!(window(172, 173), 165..173);
        assert_eq!(window(1, 3), 0..3);
        assert_eq!(window(0, 1), 0..1);
    }
}
