//! The parts of a written date-time: its day, its clock and its offset, in the forms that people use.

/// A time of day as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    /// Minutes since midnight.
    pub minutes: u16,
    pub second: u8,
    /// Minutes east of UTC, when written.
    pub shift: Option<i16>,
    /// `Z` stood there, not a number.
    pub utc: bool,
}

/// Cuts a date-time at the first `T` or blank: the date, and the rest when there is one.
pub(super) fn halves(text: &str) -> (&str, Option<&str>) {
    match text.find(|c: char| c == 'T' || c == 't' || c.is_whitespace()) {
        Some(at) => {
            let width = text[at..].chars().next().map_or(1, char::len_utf8);
            (&text[..at], Some(text[at + width..].trim()))
        }
        None => (text, None),
    }
}

/// Year, month and day of `2017-01-23` or `2017-1-3`, whether or not there is such a day.
pub(super) fn calendar_day(text: &str) -> Option<(i16, i8, i8)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Some((number(year, 4)?, number(month, 2)? as i8, number(day, 2)? as i8))
}

/// The number that `text` is: one to `most` digits and nothing else.
fn number(text: &str, most: usize) -> Option<i16> {
    let digits = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

/// `9:00`, `10:30:15`, `10:30:15.25`, each with or without an offset. What is wrong comes back as a hint.
pub(super) fn clock(text: &str) -> Result<Clock, &'static str> {
    const FORM: &str = "write the time as `10:30` or `10:30:00`, then the offset if there is one: `10:30+01:00`";
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.' | ','))).unwrap_or(text.len());
    let (time, rest) = text.split_at(end);
    let mut parts = time.split(':');
    let (hour, minute) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let second = parts.next().map_or("0", |second| second.split(['.', ',']).next().unwrap_or(""));
    if parts.next().is_some() || minute.len() != 2 {
        return Err(FORM);
    }
    let (Some(hour), Some(minute), Some(second)) = (number(hour, 2), number(minute, 2), number(second, 2)) else {
        return Err(FORM);
    };
    if hour > 23 {
        return Err("hours go from 0 to 23; midnight is `00:00` of the next day");
    }
    if minute > 59 || second > 60 {
        return Err("minutes and seconds go from 0 to 59");
    }
    let (shift, utc) = offset(rest.trim())?;
    Ok(Clock { minutes: (hour * 60 + minute) as u16, second: second as u8, shift, utc })
}

/// An offset in minutes, and whether it was written as UTC itself: nothing, `Z`, `UTC`, `+01:00`, `+0100` or `+01`.
fn offset(text: &str) -> Result<(Option<i16>, bool), &'static str> {
    const FORM: &str = "write the offset as `Z`, `+01:00` or `-0400`; names of time zones are not read";
    if text.is_empty() {
        return Ok((None, false));
    }
    if ["z", "utc", "gmt"].contains(&text.to_ascii_lowercase().as_str()) {
        return Ok((Some(0), true));
    }
    let (sign, digits) = match (text.strip_prefix('+'), text.strip_prefix(['-', '\u{2212}'])) {
        (Some(digits), _) => (1, digits),
        (_, Some(digits)) => (-1, digits),
        _ => return Err(FORM),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 && digits.is_ascii() => digits.split_at(2),
        None => (digits, "00"),
    };
    let (Some(hours), Some(minutes)) = (number(hours, 2), number(minutes, 2)) else { return Err(FORM) };
    let total = hours * 60 + minutes;
    if minutes > 59 || total > 14 * 60 {
        return Err("offsets go from `-12:00` to `+14:00`");
    }
    Ok((Some(sign * total), false))
}
