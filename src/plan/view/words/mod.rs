//! Dates in words: the one place where a date becomes text in the page's language.

mod tongues;

#[cfg(test)]
mod tests;

use super::types::DateView;
use crate::base::text::digits;
use crate::parse::dates::{Day, EventDate, Moment, Precision, Published};
use crate::parse::document::Text;
use crate::plan::pages::event_year;
use tongues::{Phrases, Tongue, tongue};

/// Room for a date in words, with its time.
const DATE: usize = 48;

/// When a piece was published or changed: the day that was written, with the time if one was.
pub fn published(date: &Published, language: &str) -> DateView {
    let day = Day { year: date.day.year().into(), month: date.day.month() as u8, day: date.day.day() as u8 };
    let (mut text, short, gap) = match tongue(language) {
        Some(tongue) => (Style { tongue, short: false }.day(day), Style { tongue, short: true }.day(day), tongue.time),
        None => (iso(day), iso(day), " "),
    };
    let mut datetime = (day.year >= 1).then(|| iso(day));
    if let Some(minutes) = date.minutes {
        text.push_str(gap);
        push_clock(&mut text, minutes);
        if let Some(datetime) = &mut datetime {
            datetime.push('T');
            push_clock(datetime, minutes);
            push_offset(datetime, date.offset);
        }
    }
    DateView { text, short, datetime, year: day.year }
}

/// When something happened, as exactly as it is known and no more.
pub fn event(date: &EventDate, language: &str) -> DateView {
    let written = |short| {
        let text = tongue(language).and_then(|tongue| Style { tongue, short }.event(date));
        text.unwrap_or_else(|| date.edtf.to_string())
    };
    DateView {
        text: written(false),
        short: written(true),
        datetime: datetime(date),
        year: event_year(date).unwrap_or(0),
    }
}

/// The month under which an event stands; none when it is not known.
pub fn month_of(date: &EventDate) -> Option<u8> {
    let moment = date.from.or(date.to)?;
    (moment.precision >= Precision::Month).then_some(moment.first.month)
}

/// A year alone: `2017`, `500 BC`.
pub fn year(year: i32, language: &str) -> Text {
    let phrases = tongue(language).and_then(|tongue| tongue.phrases.as_ref());
    phrases.map_or_else(|| format!("{year:04}"), |phrases| year_number(year, phrases)).into()
}

/// A month of a year: `January 2017`.
pub fn month(year: i32, month: u8, language: &str) -> Text {
    let text = match tongue(language) {
        Some(tongue) => Style { tongue, short: false }.month(year, month, false),
        None => None,
    };
    text.unwrap_or_else(|| format!("{year:04}-{month:02}")).into()
}

/// A day of a month in short, with `{d}` (in ISO `{dd}`) and `{y}` in the places of its numbers: what a script makes dates of.
pub fn short_form(month: u8, day: u8, language: &str) -> String {
    // A year that no day or month looks like.
    let date = Day { year: 7654, month, day };
    let Some(tongue) = tongue(language) else { return format!("{{y}}-{month:02}-{{dd}}") };
    let text = Style { tongue, short: true }.day(date).replacen("7654", "{y}", 1);
    text.replacen(&day.to_string(), "{d}", 1)
}

/// How one language writes, in full or short.
struct Style {
    tongue: &'static Tongue,
    short: bool,
}

impl Style {
    fn event(&self, date: &EventDate) -> Option<String> {
        match (date.from, date.to) {
            (Some(from), None) if !date.interval => self.moment(&from),
            (Some(from), Some(to)) => self.interval(&from, &to),
            (Some(from), None) => Some(fill(self.phrases()?.since, &self.inside(&from)?)),
            (None, Some(to)) if date.edtf.starts_with("..") => Some(fill(self.phrases()?.before, &self.inside(&to)?)),
            (None, Some(to)) => Some(fill(self.phrases()?.until, &self.inside(&to)?)),
            (None, None) => None,
        }
    }

    fn phrases(&self) -> Option<&'static Phrases> {
        self.tongue.phrases.as_ref()
    }

    /// A moment that stands alone.
    fn moment(&self, moment: &Moment) -> Option<String> {
        self.qualified(moment, |inside| self.plain(moment, inside))
    }

    /// A moment inside a phrase: `since …`.
    fn inside(&self, moment: &Moment) -> Option<String> {
        self.qualified(moment, |_| self.plain(moment, true))
    }

    /// Puts `about` and `probably` before what `text` gives; it is told whether it stands inside a phrase.
    fn qualified(&self, moment: &Moment, text: impl Fn(bool) -> Option<String>) -> Option<String> {
        let mut out = text(moment.approximate)?;
        if moment.approximate {
            out = fill(self.phrases()?.about, &out);
        }
        if moment.uncertain {
            out = fill(self.phrases()?.probably, &out);
        }
        Some(out)
    }

    fn interval(&self, from: &Moment, to: &Moment) -> Option<String> {
        let alike = (from.approximate, from.uncertain) == (to.approximate, to.uncertain);
        if alike && let Some(text) = self.span(from, to) {
            return self.qualified(from, |_| Some(text.clone()));
        }
        Some(format!("{} – {}", self.moment(from)?, self.moment(to)?))
    }

    /// Both ends with what they share said once; none when they share nothing.
    fn span(&self, from: &Moment, to: &Moment) -> Option<String> {
        if from.precision != to.precision {
            return None;
        }
        let (a, b) = (from.first, to.first);
        let same_year = a.year == b.year;
        match from.precision {
            Precision::Day if a == b => Some(self.day(a)),
            Precision::Day if same_year && a.month == b.month => {
                let days = format!("{}–{}", self.day_number(a.day), self.day_number(b.day));
                self.dated(days, a.month, a.year)
            }
            Precision::Day if same_year => {
                let first =
                    format!("{}{}{}", self.day_number(a.day), self.tongue.of_month, self.month_inside(a.month)?);
                Some(format!("{first} – {}", self.day(b)))
            }
            Precision::Month if same_year && a.month != b.month => {
                let names = if self.short { &self.tongue.short } else { &self.tongue.names };
                let name = |month: u8| names.get(usize::from(month).wrapping_sub(1));
                let year = self.year_in_date(a.year)?;
                Some(format!("{}–{}{}{year}", name(a.month)?, name(b.month)?, self.tongue.month_year))
            }
            Precision::Season if same_year && from.season != to.season => {
                let year = self.year_in_date(a.year)?;
                Some(format!("{}–{} {year}", self.season(from.season, false)?, self.season(to.season, false)?))
            }
            Precision::Year if a.year > 999 && b.year > 999 && !same_year => Some(format!("{}–{}", a.year, b.year)),
            Precision::Year if a.year < 1 && b.year < 1 && !same_year => {
                Some(fill(self.phrases()?.bc, &format!("{}–{}", before_christ(a.year), before_christ(b.year))))
            }
            _ => None,
        }
    }

    /// A moment without its doubts. `inside` says that it stands in a phrase.
    fn plain(&self, moment: &Moment, inside: bool) -> Option<String> {
        let Day { year, month, .. } = moment.first;
        let form = usize::from(inside);
        Some(match moment.precision {
            Precision::Minute if !self.short => {
                format!("{}{}{}", self.day(moment.first), self.tongue.time, clock(moment.minutes))
            }
            Precision::Day | Precision::Minute => self.day(moment.first),
            Precision::Month => self.month(year, month, inside)?,
            Precision::Season => format!("{} {}", self.season(moment.season, inside)?, self.year_in_date(year)?),
            Precision::Year => match self.phrases() {
                Some(phrases) if year > 999 => fill(phrases.year[form], &year.to_string()),
                _ => self.year_in_date(year)?,
            },
            Precision::Decade if year < 1 => {
                fill(self.phrases()?.bc, &format!("{}–{}", before_christ(year), before_christ(moment.last.year)))
            }
            Precision::Decade => fill(self.phrases()?.decade[form], &year.to_string()),
            Precision::Century => {
                let phrases = self.phrases()?;
                let text = fill(phrases.century[form], &(phrases.ordinal)(year.unsigned_abs() / 100 + 1));
                if year < 0 { fill(phrases.bc, &text) } else { text }
            }
        })
    }

    /// A full date; ISO for what no calendar has.
    fn day(&self, day: Day) -> String {
        let mut out = String::with_capacity(DATE);
        self.push_day(&mut out, day.day);
        self.dated(out, day.month, day.year).unwrap_or_else(|| iso(day))
    }

    /// Month and year after the days that `out` begins with.
    fn dated(&self, mut out: String, month: u8, year: i32) -> Option<String> {
        out.push_str(self.tongue.of_month);
        out.push_str(self.month_inside(month)?);
        out.push_str(self.tongue.of_year);
        if year > 999 {
            digits(&mut out, year.unsigned_abs(), 4);
        } else {
            out.push_str(&self.year_in_date(year)?);
        }
        Some(out)
    }

    fn month(&self, year: i32, month: u8, inside: bool) -> Option<String> {
        let names = match (self.short, inside) {
            (true, _) => &self.tongue.short,
            (false, true) => &self.tongue.months,
            (false, false) => &self.tongue.names,
        };
        let name = names.get(usize::from(month).wrapping_sub(1))?;
        Some(format!("{name}{}{}", self.tongue.month_year, self.year_in_date(year)?))
    }

    fn month_inside(&self, month: u8) -> Option<&'static str> {
        let names = if self.short { &self.tongue.short } else { &self.tongue.months };
        names.get(usize::from(month).wrapping_sub(1)).copied()
    }

    fn season(&self, season: u8, inside: bool) -> Option<&'static str> {
        let forms = self.phrases()?.seasons.get(usize::from(season).wrapping_sub(21))?;
        Some(forms[usize::from(inside)])
    }

    fn day_number(&self, day: u8) -> String {
        let mut out = String::new();
        self.push_day(&mut out, day);
        out
    }

    fn push_day(&self, out: &mut String, day: u8) {
        if day == 1 {
            out.push_str(self.tongue.first);
        } else {
            digits(out, day.into(), 1);
            out.push_str(self.tongue.day_mark);
        }
    }

    fn year_in_date(&self, year: i32) -> Option<String> {
        match self.phrases() {
            Some(phrases) => Some(year_number(year, phrases)),
            None => (year > 999).then(|| year.to_string()),
        }
    }
}

/// The year as one counts backwards: 0 is 1 BC.
fn before_christ(year: i32) -> i64 {
    1 - i64::from(year)
}

fn year_number(year: i32, phrases: &Phrases) -> String {
    match year {
        ..1 => fill(phrases.bc, &before_christ(year).to_string()),
        1..1000 => fill(phrases.early, &year.to_string()),
        _ => year.to_string(),
    }
}

/// Years that checkers of HTML believe: the others are taken for a slip of the finger.
const BELIEVED: std::ops::RangeInclusive<i32> = 1000..=3000;

/// The value for `<time datetime>`: a year, month, day or minute that HTML can say.
fn datetime(date: &EventDate) -> Option<String> {
    let moment = date.from.filter(|moment| !date.interval && BELIEVED.contains(&moment.first.year))?;
    let Day { year, month, .. } = moment.first;
    Some(match moment.precision {
        Precision::Year => format!("{year:04}"),
        Precision::Month => format!("{year:04}-{month:02}"),
        Precision::Day => iso(moment.first),
        Precision::Minute => format!("{}T{}", iso(moment.first), clock(moment.minutes)),
        Precision::Century | Precision::Decade | Precision::Season => return None,
    })
}

fn fill(pattern: &str, text: &str) -> String {
    pattern.replacen("{}", text, 1)
}

fn iso(day: Day) -> String {
    let mut out = String::with_capacity(DATE);
    if day.year < 0 {
        out.push('-');
    }
    digits(&mut out, day.year.unsigned_abs(), if day.year < 0 { 3 } else { 4 });
    out.push('-');
    digits(&mut out, day.month.into(), 2);
    out.push('-');
    digits(&mut out, day.day.into(), 2);
    out
}

fn clock(minutes: u16) -> String {
    let mut out = String::new();
    push_clock(&mut out, minutes);
    out
}

fn push_clock(out: &mut String, minutes: u16) {
    digits(out, u32::from(minutes / 60), 2);
    out.push(':');
    digits(out, u32::from(minutes % 60), 2);
}

/// `+03:00`.
pub(super) fn push_offset(out: &mut String, minutes: i16) {
    out.push(if minutes < 0 { '-' } else { '+' });
    push_clock(out, minutes.unsigned_abs());
}
