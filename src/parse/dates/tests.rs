//! Stories about dates: what editors write, what it means, and how a slip is answered.

use super::*;
use proptest::prelude::*;

fn london() -> TimeZone {
    TimeZone::get("Europe/London").unwrap()
}

fn at(text: &str) -> Published {
    published(text, &london()).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
}

fn when(text: &str) -> EventDate {
    event(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
}

fn hint_for_published(text: &str) -> String {
    published(text, &london()).expect_err(text).hint.unwrap_or_default()
}

fn hint_for_event(text: &str) -> String {
    event(text).expect_err(text).hint.unwrap_or_default()
}

fn day(year: i32, month: u8, day: u8) -> Day {
    Day { year, month, day }
}

#[test]
fn a_day_alone_is_its_first_minute_in_the_zone_of_the_site() {
    let summer = at("2017-07-01");
    assert_eq!(summer.instant.to_string(), "2017-06-30T23:00:00Z");
    assert_eq!((summer.minutes, summer.offset), (None, 60));
}

#[test]
fn what_people_write_is_read_and_kept_for_the_day_it_names() {
    let cases = [
        ("2016-03-16 9:00:00 -0400", "2016-03-16", "2016-03-16T13:00:00Z"),
        ("2016-3-6", "2016-03-06", "2016-03-06T00:00:00Z"),
        ("2017-01-23T10:30", "2017-01-23", "2017-01-23T10:30:00Z"),
        ("2017-01-23T10:30Z", "2017-01-23", "2017-01-23T10:30:00Z"),
        ("2017-01-23 10:30 +01:00", "2017-01-23", "2017-01-23T09:30:00Z"),
        ("2017-01-23T01:30:00+06:00", "2017-01-23", "2017-01-22T19:30:00Z"),
        ("2017-01-23t10:30:00.250z", "2017-01-23", "2017-01-23T10:30:00Z"),
        (" 2017-01-23 10:30 UTC ", "2017-01-23", "2017-01-23T10:30:00Z"),
        ("2017-01-23T23:30-11", "2017-01-23", "2017-01-24T10:30:00Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31", "2016-12-31T23:59:59Z"),
    ];
    for (written, names, instant) in cases {
        let read = at(written);
        assert_eq!((read.day.to_string().as_str(), read.instant.to_string().as_str()), (names, instant), "{written}");
    }
    assert_eq!(at("2016-03-16 9:05:00 -0400").minutes, Some(545));
    assert_eq!(at("2016-03-16 9:05:00 -0400").offset, -240);
}

#[test]
fn an_hour_that_the_clocks_skip_moves_forward() {
    assert_eq!(at("2017-03-26T01:30").instant.to_string(), "2017-03-26T01:30:00Z");
}

#[test]
fn a_slip_in_a_publication_date_is_answered_with_the_date_meant() {
    assert_eq!(hint_for_published("2017-02-30"), "February 2017 has 28 days");
    assert_eq!(hint_for_published("2017-13-05"), "there is no month 13: did you mean `2017-05-13`?");
    for written in ["23/01/2017", "23 January 2017", "Jan 23, 2017", "January 23rd, 2017", "23.1.2017", "20170123"] {
        assert_eq!(hint_for_published(written), "write `2017-01-23`", "{written}");
    }
    assert_eq!(hint_for_published("3/4/2017"), "write `2017-04-03` or `2017-03-04`");
    assert_eq!(hint_for_published("Mon, 23 Jan 2017 10:30:00 +0000"), "write `2017-01-23T10:30:00`");
    assert!(hint_for_published("2017-01-23T25:00").starts_with("hours go from 0 to 23"));
    assert!(hint_for_published("2017-01-23T10:60").starts_with("minutes"));
    assert!(hint_for_published("2017-01-23 10:30 EST").contains("names of time zones"));
    for written in ["", "2017", "2017-01", "tomorrow", "2017-01-23-05", "９-1-1", "2017-01-23T", "é-é-é T", "T"] {
        assert!(published(written, &london()).is_err(), "{written}");
    }
}

#[test]
fn the_last_days_of_the_calendar_are_a_fault_and_not_a_panic() {
    assert!(published("9999-12-31T23:59:60-14:00", &london()).is_err());
    assert!(published("0000-01-01", &london()).is_ok());
}

#[test]
fn an_event_says_as_much_as_is_known() {
    let cases = [
        ("2017", Precision::Year, day(2017, 1, 1), day(2017, 12, 31)),
        ("2017-2", Precision::Month, day(2017, 2, 1), day(2017, 2, 28)),
        ("2017-01-23", Precision::Day, day(2017, 1, 23), day(2017, 1, 23)),
        ("2017-24", Precision::Season, day(2017, 12, 1), day(2018, 2, 28)),
        ("201x", Precision::Decade, day(2010, 1, 1), day(2019, 12, 31)),
        ("20XX", Precision::Century, day(2000, 1, 1), day(2099, 12, 31)),
        ("2017-XX", Precision::Year, day(2017, 1, 1), day(2017, 12, 31)),
        ("2017-05-XX", Precision::Month, day(2017, 5, 1), day(2017, 5, 31)),
        ("2021-03-23T07:40", Precision::Minute, day(2021, 3, 23), day(2021, 3, 23)),
        ("-0599~", Precision::Year, day(-599, 1, 1), day(-599, 12, 31)),
        ("Y-17000", Precision::Year, day(-17000, 1, 1), day(-17000, 12, 31)),
    ];
    for (written, precision, first, last) in cases {
        let read = when(written);
        let moment = read.from.unwrap();
        assert_eq!((moment.precision, moment.first, moment.last), (precision, first, last), "{written}");
        assert_eq!((read.earliest(), read.latest(), read.interval), (first, last, false), "{written}");
    }
}

#[test]
fn doubt_is_kept() {
    let doubt = |text| when(text).from.map(|moment| (moment.uncertain, moment.approximate)).unwrap();
    assert_eq!((doubt("2016?"), doubt("2016-3~"), doubt("2016 %")), ((true, false), (false, true), (true, true)));
    assert_eq!(&*when("2016-3-6 ~").edtf, "2016-03-06~");
}

#[test]
fn a_time_is_completed_to_edtf_and_keeps_its_clock() {
    assert_eq!(&*when("2021-03-23T07:40").edtf, "2021-03-23T07:40:00");
    assert_eq!(&*when("2021-3-23 7:40 +0200").edtf, "2021-03-23T07:40:00+02:00");
    assert_eq!(&*when("2021-03-23T07:40:10Z").edtf, "2021-03-23T07:40:10Z");
    assert_eq!(when("2021-03-23T07:40").from.unwrap().minutes, 460);
}

#[test]
fn the_end_of_an_interval_may_leave_out_what_the_start_has_said() {
    let canonical = |text| when(text).edtf.to_string();
    assert_eq!(canonical("2017-01-23/24"), "2017-01-23/2017-01-24");
    assert_eq!(canonical("2017-01-23/02-05"), "2017-01-23/2017-02-05");
    assert_eq!(canonical("2017-05/06"), "2017-05/2017-06");
    assert_eq!(canonical("2017-5-1 / 3"), "2017-05-01/2017-05-03");
    assert_eq!(canonical("2017-01-23~/24?"), "2017-01-23~/2017-01-24?");
    assert!(event("2017/18").is_err());
}

#[test]
fn open_ends_sort_before_and_after_everything() {
    let (since, until, unknown) = (when("2011/.."), when("../2011"), when("2011/"));
    assert_eq!((since.earliest(), since.latest().year), (day(2011, 1, 1), i32::MAX));
    assert_eq!((until.earliest().year, until.latest()), (i32::MIN, day(2011, 12, 31)));
    assert_eq!((&*unknown.edtf, unknown.to, unknown.interval), ("2011/", None, true));
    assert!(event("../..").is_err() && event("/").is_err());
}

#[test]
fn an_interval_that_ends_before_it_starts_is_a_fault() {
    let fault = event("2017-05/2016").unwrap_err();
    assert_eq!(fault.message, "`2017-05/2016` ends before it starts");
    assert_eq!(fault.hint.as_deref(), Some("the start comes first: `2016/2017-05`"));
    assert!(event("2017-05/2017").is_ok());
}

#[test]
fn a_slip_in_an_event_date_is_answered_with_the_date_meant() {
    assert_eq!(hint_for_event("2017-02-30"), "February 2017 has 28 days");
    assert_eq!(hint_for_event("2017-01-23/2017-02-30"), "February 2017 has 28 days");
    let cases = [
        ("23/01/2017", "2017-01-23"),
        ("March 2017", "2017-03"),
        ("Spring 2017", "2017-21"),
        ("circa 1960", "1960~"),
        ("1960s", "196X"),
        ("600 BC", "-0599"),
        ("2011-2013", "2011/2013"),
        ("2011–2013", "2011/2013"),
        ("12000", "Y12000"),
        ("476", "0476"),
    ];
    for (written, meant) in cases {
        assert_eq!(hint_for_event(written), format!("write `{meant}`"), "{written}");
    }
    assert!(hint_for_event("2017-13").contains("there is no month 13"));
    assert!(hint_for_event("2017-01-23T25:00").starts_with("hours go from 0 to 23"));
    assert!(hint_for_event("2017-01-23T10:00/12:00").contains("from day to day"));
    assert!(hint_for_event("Juneteenth").contains("explain date"));
    for level_two in ["1985-1X", "[2016,2017]", "2004-06~-11", "2017-33", "Y17E7", "201X/202X", "1950S2"] {
        assert!(event(level_two).is_err(), "{level_two}");
    }
    for odd in ["", "/", "//", "-", "Y", "T", ":", "é", "2017-é", "2017-01-23T:", "—", "Y99999999999", "?", "🜚🜚"]
    {
        assert!(event(odd).is_err(), "{odd}");
    }
}

#[test]
fn every_form_that_is_listed_is_read() {
    for (written, _) in forms::PUBLISHED {
        at(written);
    }
    for (written, _) in forms::EVENTS {
        when(written);
    }
    assert!(describe().contains("| `2017-01-23/24` |"));
}

proptest! {
    #[test]
    fn any_day_comes_back_as_written(year in 0i16..=9999, month in 1i8..=12, day in 1i8..=28) {
        let written = Date::new(year, month, day).unwrap().to_string();
        prop_assert_eq!(&*when(&written).edtf, written.as_str());
        prop_assert_eq!(published(&written, &TimeZone::UTC).unwrap().day.to_string(), written);
    }

    #[test]
    fn canonical_dates_are_in_order_and_parse_to_themselves(text in r"(-?[0-9]{4}|[0-9]{3}X|Y-?[1-9][0-9]{4,8})(-[012]?[0-9](-[0-3]?[0-9])?)?[?~%]?(/(\.\.|[0-9]{4}(-[01][0-9])?|[0-9]{1,2}))?") {
        if let Ok(read) = event(&text) {
            prop_assert!(read.earliest() <= read.latest());
            prop_assert_eq!(event(&read.edtf).unwrap(), read);
        }
    }

    #[test]
    fn nothing_written_makes_it_panic(text in "\\PC{0,30}", dated in "[-0-9/.:TXYZ?~ a-z]{0,24}") {
        for text in [text, dated] {
            let _ = (event(&text), published(&text, &TimeZone::UTC));
        }
    }
}
