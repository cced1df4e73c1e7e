//! `events.ics` of a dossier: the events whose days are known.

use super::Views;
use super::data::{CalendarEvent, CalendarView};
use super::feeds::uuid;
use crate::model::site::{DossierId, EventId, Member};
use crate::parse::dates::{EventDate, Moment, Precision, Published};
use crate::parse::document::Text;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The first and the last day of an event that a calendar can show: known to the day, or an interval of such days, without
/// doubt, and in the years 1 to 9999.
pub fn days(date: &EventDate) -> Option<(Date, Date)> {
    let from = day(date.from?)?;
    let to = if date.interval { day(date.to?)? } else { from };
    (from <= to).then_some((from, to))
}

fn day(moment: Moment) -> Option<Date> {
    let known = moment.precision >= Precision::Day && !moment.approximate && !moment.uncertain;
    let first = moment.first;
    let year = i16::try_from(first.year).ok().filter(|year| known && *year > 0)?;
    Date::new(year, i8::try_from(first.month).ok()?, i8::try_from(first.day).ok()?).ok()
}

impl Views<'_> {
    /// A dossier's calendar, in order of date.
    pub(super) fn calendar(&self, id: DossierId) -> CalendarView {
        let dossier = &self.site[id];
        let newest = dossier.members.iter().map(|member| member.article).max();
        let stamp = newest.map(|article| &self.site[article].published);
        CalendarView {
            name: dossier.title.clone(),
            language: dossier.language.clone(),
            events: dossier.events.iter().filter_map(|event| self.calendar_event(id, *event, stamp)).collect(),
        }
    }

    /// `newest` is the publication of the dossier's newest article: for events that no article tells.
    fn calendar_event(&self, dossier: DossierId, id: EventId, newest: Option<&Published>) -> Option<CalendarEvent> {
        let event = &self.site[id];
        let (first, last) = days(&event.date)?;
        let told = event.articles.iter().max().map(|article| &self.site[*article].published).or(newest);
        let stamp = match told {
            Some(published) => {
                published.instant.to_zoned_datetime(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string()
            }
            None => first.strftime("%Y%m%dT000000Z").to_string(),
        };
        let url = match event.articles.first() {
            Some(article) => self.full_of(Member::Article(*article), 0),
            None => format!("{}#{}", self.full_of(Member::Dossier(dossier), 0), event.anchor).into(),
        };
        let compact = |date: Date| -> Text { date.strftime("%Y%m%d").to_string().into() };
        Some(CalendarEvent {
            uid: uuid(&self.site.config, &format!("event:{}", event.id)).to_string().into(),
            stamp: stamp.into(),
            start: compact(first),
            end: compact(last.tomorrow().ok()?),
            summary: event.title.clone(),
            description: event.summary.clone(),
            url: Some(url),
        })
    }
}
