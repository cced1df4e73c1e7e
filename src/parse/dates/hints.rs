//! What is wrong with a date that cannot be read, and the date that was probably meant.

use super::DateFault;
use super::read;
use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A publication date whose first part is no calendar day.
pub(super) fn not_a_day(text: &str) -> DateFault {
    let general = "write a day, or a day and a time: `2017-01-23`, `2017-01-23T10:30`, `2017-01-23T10:30+01:00`";
    DateFault {
        message: format!("`{text}` is not a date"),
        hint: Some(meant(text, true).map_or_else(|| general.into(), |meant| format!("write `{meant}`"))),
    }
}

/// An event's date that fits no form.
pub(super) fn unreadable(text: &str) -> DateFault {
    let general = "write as much as is known: `2017`, `2017-01`, `2017-01-23`, `2017-01-23/2017-01-24`; \
                   `throughline explain date` lists every form";
    DateFault {
        message: format!("`{text}` is not a date"),
        hint: Some(meant(text, false).map_or_else(|| general.into(), |meant| format!("write `{meant}`"))),
    }
}

/// A part of an event's date that cannot be read; `whole` is all of it.
pub(super) fn faulty_part(whole: &str, part: &str) -> DateFault {
    match read::calendar_day(part) {
        Some(_) => no_such_date(whole, part),
        None => match part.split_once('-').and_then(|(year, month)| Some((year, month.parse::<u32>().ok()?))) {
            Some((year, month)) if year.len() == 4 && meant(whole, false).is_none() => DateFault {
                message: format!("`{whole}` is not a date"),
                hint: Some(format!("there is no month {month}: months are 01 to 12, and 21 to 24 are the seasons")),
            },
            _ => unreadable(whole),
        },
    }
}

/// Valid EDTF, but of level 2.
pub(super) fn level_two(whole: &str, part: &str) -> DateFault {
    let hint = if whole.contains('/') && part.contains(['X', 'x']) {
        "in an interval, write a year with `~` for an unspecified one: `2010~/2013`".into()
    } else {
        "put one `?`, `~` or `%` at the very end; sets, exponents and other seasons than 21 to 24 are not read".into()
    };
    DateFault { message: format!("`{whole}` is a date of EDTF level 2; levels 0 and 1 are read"), hint: Some(hint) }
}

/// A day that the calendar does not have; `date` is its part of `whole`.
pub(super) fn no_such_date(whole: &str, date: &str) -> DateFault {
    let hint = read::calendar_day(date).map(|(year, month, day)| match Date::new(year, month, 1) {
        Ok(_) if day == 0 => "days begin at 01".into(),
        Ok(first) => format!("{} {year} has {} days", MONTHS[month as usize - 1], first.days_in_month()),
        Err(_) => match Date::new(year, day, month) {
            Ok(swapped) => format!("there is no month {month}: did you mean `{swapped}`?"),
            Err(_) => format!("there is no month {month}: months are 01 to 12"),
        },
    });
    DateFault { message: format!("`{whole}` is not a date"), hint }
}

/// A time that no clock shows; `clock` is its part of `whole`.
pub(super) fn no_such_time(whole: &str, clock: &str, hint: &str) -> DateFault {
    let message = if whole == clock {
        format!("`{whole}` is not a time")
    } else {
        format!("`{whole}` has no time that can be read: `{clock}`")
    };
    DateFault { message, hint: Some(hint.into()) }
}

/// The date that `text` probably means, in the form that is read. With `day`, only a whole day will do.
fn meant(text: &str, day: bool) -> Option<String> {
    let lower = text.to_lowercase();
    by_numbers(&lower).or_else(|| in_words(&lower, day)).or_else(|| if day { None } else { roughly(&lower) })
}

/// `23/01/2017`, `23.1.2017`, `2017/01/23`, `20170123`; for an ambiguous day and month, the day first.
fn by_numbers(text: &str) -> Option<String> {
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return iso(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
    }
    let date = text.split([' ', 't']).next()?;
    let parts: Vec<&str> = date.split(['/', '.', '-']).collect();
    let [a, b, c] = parts[..] else {
        // `2011-2013` and `2011–2013` are intervals.
        let (from, to) = text.split_once(['-', '–', '—'])?;
        let year = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        return (year(from.trim()) && year(to.trim())).then(|| format!("{}/{}", from.trim(), to.trim()));
    };
    let (x, y, z): (i16, i16, i16) = (a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
    match (a.len(), c.len()) {
        (4, 1..=2) => iso(x, y, z),
        (1..=2, 4) => {
            let (first, second) = (iso(z, y, x), iso(z, x, y));
            match (first, second) {
                (Some(first), Some(second)) if first != second => Some(format!("{first}` or `{second}")),
                (first, second) => first.or(second),
            }
        }
        _ => None,
    }
}

/// `23 January 2017`, `Jan 23, 2017`, `Mon, 23 Jan 2017 10:30:00 +0000`, `March 2017`, `spring 2017`.
fn in_words(text: &str, day_needed: bool) -> Option<String> {
    let (mut year, mut month, mut day, mut season, mut time) = (None, None, None, None, None);
    for word in text.split([' ', ',', '.', '-']).filter(|word| !word.is_empty()) {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        if word.contains(':') {
            time = Some(word);
        } else if let Ok(number) = digits.parse::<i16>() {
            match digits.len() {
                4 if year.is_none() => year = Some(number),
                1..=2 if day.is_none() => day = Some(number),
                _ => {}
            }
        } else {
            month = month.or_else(|| month_of(word));
            season = season.or_else(|| season_of(word));
        }
    }
    let year = year?;
    match (month, day, season) {
        (Some(month), Some(day), _) => {
            let date = iso(year, month, day)?;
            Some(time.map_or_else(|| date.clone(), |time| format!("{date}T{time}")))
        }
        (Some(month), None, _) if !day_needed => Some(format!("{year:04}-{month:02}")),
        (None, None, Some(season)) if !day_needed => Some(format!("{year:04}-{season}")),
        _ => None,
    }
}

/// The month that a word of three or more letters begins.
fn month_of(word: &str) -> Option<i16> {
    let at = MONTHS.iter().position(|name| word.len() >= 3 && name.to_lowercase().starts_with(word));
    at.map(|at| at as i16 + 1).or(if word == "sept" { Some(9) } else { None })
}

fn season_of(word: &str) -> Option<u8> {
    match word {
        "spring" => Some(21),
        "summer" => Some(22),
        "autumn" | "fall" => Some(23),
        "winter" => Some(24),
        _ => None,
    }
}

/// `circa 1960`, `1960s`, `600 BC`, `12000`, `476`.
fn roughly(text: &str) -> Option<String> {
    let number = |text: &str| text.trim().parse::<i32>().ok().filter(|_| !text.contains(['+', '-']));
    for about in ["circa", "about", "around", "ca.", "c.", "ca", "c"] {
        if let Some(year) = text.strip_prefix(about).and_then(number) {
            return Some(format!("{year:04}~"));
        }
    }
    if let Some(year) = text.strip_suffix("bce").or_else(|| text.strip_suffix("bc")).and_then(number).filter(|y| *y > 0)
    {
        return Some(if year == 1 { "0000".into() } else { format!("-{:04}", year - 1) });
    }
    if let Some(decade) = text.strip_suffix("0s").filter(|decade| decade.len() == 3).and_then(number) {
        return Some(format!("{decade:03}X"));
    }
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    number(digits).filter(|_| digits.len() != 4).map(|year| match year {
        10_000.. => format!("Y{sign}{year}"),
        _ => format!("{sign}{year:04}"),
    })
}

/// The day in ISO form, when there is one.
fn iso(year: i16, month: i16, day: i16) -> Option<String> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(date.to_string())
}
