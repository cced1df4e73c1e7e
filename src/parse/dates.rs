//! Dates: when a piece was published (an instant, kept as written for the day it names) and when something
//! happened (EDTF level 1, with its precision).

mod edtf;
mod forms;
mod hints;
mod numbers;
mod read;

use super::document::Text;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Serialize};

pub use edtf::event;
pub use forms::describe;

/// A publication date or date-time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The day as written: the one that addresses and pages name, whatever the offset says.
    #[serde(with = "numbers::day")]
    pub day: Date,
    /// The time of day as written, in minutes since midnight; none when only a day was given.
    pub minutes: Option<u16>,
    /// The instant; a day alone means its first minute in the site's time zone.
    #[serde(with = "numbers::instant")]
    pub instant: Timestamp,
    /// The offset written or that of the site's zone, in minutes.
    pub offset: i16,
}

/// How exactly an event's date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Precision {
    Century,
    Decade,
    Year,
    Season,
    Month,
    Day,
    Minute,
}

/// A calendar day that may lie before the year 1 (astronomical: 0 is 1 BC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

/// One end of an event's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// The first day that it may mean.
    pub first: Day,
    /// The last day that it may mean.
    pub last: Day,
    pub precision: Precision,
    /// `~`: about.
    pub approximate: bool,
    /// `?`: perhaps.
    pub uncertain: bool,
    /// 21 to 24 (spring to winter) when the precision is a season.
    pub season: u8,
    /// Minutes since midnight when the precision is a minute.
    pub minutes: u16,
}

/// When something happened: a moment, or an interval that may be open at either end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventDate {
    /// Canonical EDTF.
    pub edtf: Text,
    /// None: the start is open or unknown.
    pub from: Option<Moment>,
    /// None for a single moment and for an open end; see `interval`.
    pub to: Option<Moment>,
    pub interval: bool,
}

/// What was wrong with a date, in words, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFault {
    pub message: String,
    pub hint: Option<String>,
}

/// Reads a publication date as people write it: ISO 8601 date or date-time, with a space or `T`, with one-digit month,
/// day and hour, with or without seconds and offset (`Z`, `+01:00`, `-0400`, or a blank before them). `zone` holds where
/// no offset is written.
pub fn published(text: &str, zone: &TimeZone) -> Result<Published, DateFault> {
    let text = text.trim();
    let (date, clock) = read::halves(text);
    let (year, month, day) = read::calendar_day(date).ok_or_else(|| hints::not_a_day(text))?;
    let day = Date::new(year, month, day).map_err(|_| hints::no_such_date(text, date))?;
    let clock =
        clock.map(|clock| read::clock(clock).map_err(|hint| hints::no_such_time(text, clock, hint))).transpose()?;
    let (minutes, second) = clock.map_or((0, 0), |clock| (clock.minutes, clock.second));
    // Second 60 is a leap second, which civil time does not have.
    let local = day.at((minutes / 60) as i8, (minutes % 60) as i8, second.min(59) as i8, 0);
    let outside = |_| DateFault {
        message: format!("`{text}` lies beyond the calendar, which ends with the year 9999"),
        hint: None,
    };
    let (instant, offset) = match clock.and_then(|clock| clock.shift) {
        Some(shift) => {
            let offset = Offset::from_seconds(i32::from(shift) * 60).map_err(outside)?;
            (offset.to_timestamp(local).map_err(outside)?, shift)
        }
        None => {
            let instant = zone.to_timestamp(local).map_err(outside)?;
            (instant, (zone.to_offset(instant).seconds() / 60) as i16)
        }
    };
    Ok(Published { day, minutes: clock.map(|clock| clock.minutes), instant, offset })
}

impl EventDate {
    /// The first day that it may mean; the earliest day there is when the start is open.
    pub fn earliest(&self) -> Day {
        self.from.map_or(Day { year: i32::MIN, month: 1, day: 1 }, |moment| moment.first)
    }

    /// The last day that it may mean; the latest day there is when the end is open.
    pub fn latest(&self) -> Day {
        match (self.interval, self.from, self.to) {
            (true, _, Some(to)) => to.last,
            (true, _, None) => Day { year: i32::MAX, month: 12, day: 31 },
            (false, Some(from), _) => from.last,
            (false, None, _) => Day { year: i32::MAX, month: 12, day: 31 },
        }
    }
}

#[cfg(test)]
mod tests;
