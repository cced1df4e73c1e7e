//! Dates of events: what people write, completed to EDTF level 1, and the days that it may mean.

use super::hints;
use super::read::{self, Clock};
use super::{DateFault, Day, EventDate, Moment, Precision};
use edtf_core::{Bound, BoundDate, Date, DateField, Edtf, YearKind};
use std::borrow::Cow;

/// Reads the date of an event: EDTF level 1 (ISO 8601-2:2019 Annex A) and what people write, completed before parsing.
pub fn event(text: &str) -> Result<EventDate, DateFault> {
    let text = text.trim();
    match text.split_once('/') {
        None if text.contains(':') => at_a_time(text),
        None => {
            let (edtf, moment) = moment(text, text)?;
            Ok(EventDate { edtf: edtf.into(), from: Some(moment), to: None, interval: false })
        }
        Some((start, end)) if !end.contains('/') => interval(text, start.trim(), end.trim()),
        Some(_) => Err(hints::unreadable(text)),
    }
}

/// `2021-03-23T07:40`, with the seconds and the offset left out or not.
fn at_a_time(text: &str) -> Result<EventDate, DateFault> {
    let (date, clock) = read::halves(text);
    let (Some((year, month, day)), Some(written)) = (read::calendar_day(date), clock) else {
        return Err(hints::unreadable(text));
    };
    jiff::civil::Date::new(year, month, day).map_err(|_| hints::no_such_date(text, date))?;
    let clock = read::clock(written).map_err(|hint| hints::no_such_time(text, written, hint))?;
    let day = Day { year: year.into(), month: month as u8, day: day as u8 };
    let from = Moment {
        first: day,
        last: day,
        precision: Precision::Minute,
        approximate: false,
        uncertain: false,
        season: 0,
        minutes: clock.minutes,
    };
    Ok(EventDate { edtf: canonical_time(day, clock).into(), from: Some(from), to: None, interval: false })
}

/// EDTF asks for seconds, and for a colon in the offset.
fn canonical_time(day: Day, clock: Clock) -> String {
    let shift = match clock.shift {
        None => String::new(),
        Some(0) => "Z".into(),
        Some(shift) => {
            let sign = if shift < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", shift.abs() / 60, shift.abs() % 60)
        }
    };
    let (hour, minute) = (clock.minutes / 60, clock.minutes % 60);
    format!("{:04}-{:02}-{:02}T{hour:02}:{minute:02}:{:02}{shift}", day.year, day.month, day.day, clock.second)
}

/// `start/end`: either may be `..` (open) or nothing (unknown), and the end may leave out what the start has said.
fn interval(text: &str, start: &str, end: &str) -> Result<EventDate, DateFault> {
    if text.contains(':') {
        return Err(DateFault {
            message: format!("`{text}` is an interval with a time of day"),
            hint: Some("an interval runs from day to day: `2021-03-23/2021-03-29`".into()),
        });
    }
    let end = lengthened(start, end);
    let side = |part: &str| match part {
        "" | ".." => Ok((part.to_string(), None)),
        date => moment(date, text).map(|(edtf, moment)| (edtf, Some(moment))),
    };
    let ((first, from), (last, to)) = (side(start)?, side(&end)?);
    match (from, to) {
        (None, None) => {
            let hint = "give the start, the end or both: `2011/..`, `../2011`";
            return Err(DateFault { message: format!("`{text}` names no date"), hint: Some(hint.into()) });
        }
        (Some(from), Some(to)) if to.last < from.first => {
            return Err(DateFault {
                message: format!("`{text}` ends before it starts"),
                hint: Some(format!("the start comes first: `{last}/{first}`")),
            });
        }
        _ => {}
    }
    Ok(EventDate { edtf: format!("{first}/{last}").into(), from, to, interval: true })
}

/// The end with what it left out: `24` after `2017-01-23` is `2017-01-24`, `06` after `2017-05` is `2017-06`.
fn lengthened<'a>(start: &str, end: &'a str) -> Cow<'a, str> {
    let bare = start.trim_end_matches(['?', '~', '%', ' ']);
    let said: Vec<&str> = bare.split('-').collect();
    let count = end.split('-').count();
    let short = end.split('-').next().is_some_and(|first| {
        let digits = first.trim_end_matches(['?', '~', '%', ' ']);
        (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    });
    if !short || said.len() <= count || said[0].len() != 4 {
        return Cow::Borrowed(end);
    }
    Cow::Owned(format!("{}-{end}", said[..said.len() - count].join("-")))
}

/// One date without a time: its canonical form and the days that it may mean. `whole` is what the fault quotes.
fn moment(text: &str, whole: &str) -> Result<(String, Moment), DateFault> {
    let Ok(Edtf::Date(date)) = Edtf::parse(&completed(text)) else {
        return Err(hints::faulty_part(whole, text));
    };
    let parsed = Edtf::Date(date);
    // Unspecified digits are level 1 alone and level 2 in an interval; level 1 of the whole is what we read.
    if parsed.level() > 1 || (whole.contains('/') && parsed.has_unspecified()) {
        return Err(hints::level_two(whole, text));
    }
    let bounds = parsed.bounds();
    let (Some(first), Some(last)) = (day(bounds.earliest), day(bounds.latest)) else {
        return Err(DateFault { message: format!("the year of `{text}` is too far away to be sorted"), hint: None });
    };
    let season = date.month.and_then(DateField::value).filter(|month| *month > 12).unwrap_or(0);
    let moment = Moment {
        first,
        last,
        precision: precision(&date),
        approximate: date.is_approximate(),
        uncertain: date.is_uncertain(),
        season,
        minutes: 0,
    };
    Ok((parsed.to_string(), moment))
}

/// With two digits for month and day, capital `X`, and no blank before a qualifier.
fn completed(text: &str) -> String {
    if text.starts_with('Y') {
        return text.to_string();
    }
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let mut out = String::with_capacity(text.len() + 2);
    out.push_str(sign);
    for (nth, part) in rest.split('-').enumerate() {
        if nth > 0 {
            out.push('-');
        }
        let digits = part.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'x' | b'X')).count();
        if nth > 0 && digits == 1 && !part.starts_with(['x', 'X']) {
            out.push('0');
        }
        out.extend(part[..digits].chars().map(|c| c.to_ascii_uppercase()));
        out.push_str(part[digits..].trim_start());
    }
    out
}

/// How exactly it is known: unspecified digits make it coarser.
fn precision(date: &Date) -> Precision {
    let known = |field: Option<DateField>| field.and_then(DateField::value);
    match (known(date.month), known(date.day)) {
        (Some(_), Some(_)) => Precision::Day,
        (Some(month), None) if month > 12 => Precision::Season,
        (Some(_), None) => Precision::Month,
        (None, _) => match date.year.kind {
            YearKind::Standard { digits: [_, _, None, None], .. } => Precision::Century,
            YearKind::Standard { digits: [_, _, _, None], .. } => Precision::Decade,
            _ => Precision::Year,
        },
    }
}

/// The day of a bound; none when its year does not fit (the first and the last are kept for open ends).
fn day(bound: Bound) -> Option<Day> {
    let Bound::Date(BoundDate { year, month, day }) = bound else { return None };
    let year = i32::try_from(year).ok().filter(|year| (i32::MIN + 1..i32::MAX).contains(year))?;
    Some(Day { year, month, day })
}
