//! Every form of a date, as a reader meets it.

use super::*;
use jiff::Timestamp;
use jiff::civil::date;

fn moment(year: i32, month: u8, day: u8, precision: Precision) -> Moment {
    let first = Day { year, month: month.max(1), day: day.max(1) };
    Moment { first, last: first, precision, approximate: false, uncertain: false, season: month, minutes: 630 }
}

fn y(year: i32) -> Moment {
    moment(year, 1, 1, Precision::Year)
}

fn m(year: i32, month: u8) -> Moment {
    moment(year, month, 1, Precision::Month)
}

fn d(year: i32, month: u8, day: u8) -> Moment {
    moment(year, month, day, Precision::Day)
}

fn about(moment: Moment) -> Moment {
    Moment { approximate: true, ..moment }
}

fn perhaps(moment: Moment) -> Moment {
    Moment { uncertain: true, ..moment }
}

fn at(moment: Moment) -> EventDate {
    EventDate { edtf: "edtf".into(), from: Some(moment), to: None, interval: false }
}

fn between(from: Option<Moment>, to: Option<Moment>) -> EventDate {
    EventDate { edtf: "edtf".into(), from, to, interval: true }
}

fn english(date: &EventDate) -> String {
    event(date, "en").text.to_string()
}

#[test]
fn a_single_date_is_said_as_exactly_as_it_is_known() {
    for (moment, text) in [
        (y(2017), "2017"),
        (m(2017, 1), "January 2017"),
        (d(2017, 1, 23), "23 January 2017"),
        (moment(2017, 1, 23, Precision::Minute), "23 January 2017, 10:30"),
        (moment(2017, 21, 1, Precision::Season), "spring 2017"),
        (moment(2010, 1, 1, Precision::Decade), "the 2010s"),
        (moment(1800, 1, 1, Precision::Century), "19th century"),
        (moment(2000, 1, 1, Precision::Century), "21st century"),
        (moment(-499, 1, 1, Precision::Century), "5th century BC"),
        (y(-499), "500 BC"),
        (y(0), "1 BC"),
        (d(79, 8, 24), "24 August AD 79"),
    ] {
        assert_eq!(english(&at(moment)), text);
    }
}

#[test]
fn doubt_is_said_and_not_hidden() {
    assert_eq!(english(&at(about(y(2011)))), "about 2011");
    assert_eq!(english(&at(perhaps(d(2017, 1, 28)))), "probably 28 January 2017");
    assert_eq!(english(&at(perhaps(about(y(2011))))), "probably about 2011");
    assert_eq!(english(&at(about(moment(1800, 1, 1, Precision::Century)))), "about the 19th century");
    assert_eq!(english(&between(Some(about(y(2011))), Some(y(2013)))), "about 2011 – 2013");
    assert_eq!(english(&between(Some(about(y(2011))), Some(about(y(2013))))), "about 2011–2013");
}

#[test]
fn an_interval_says_once_what_both_ends_share() {
    for (from, to, text) in [
        (d(2017, 1, 23), d(2017, 1, 24), "23–24 January 2017"),
        (d(2017, 2, 28), d(2017, 3, 2), "28 February – 2 March 2017"),
        (d(2016, 12, 28), d(2017, 1, 2), "28 December 2016 – 2 January 2017"),
        (d(2017, 1, 23), d(2017, 1, 23), "23 January 2017"),
        (m(2017, 1), m(2017, 3), "January–March 2017"),
        (m(2016, 12), m(2017, 1), "December 2016 – January 2017"),
        (y(2011), y(2013), "2011–2013"),
        (y(-499), y(-489), "500–490 BC"),
        (y(-9), y(14), "10 BC – AD 14"),
        (y(2016), m(2017, 1), "2016 – January 2017"),
    ] {
        assert_eq!(english(&between(Some(from), Some(to))), text);
    }
}

#[test]
fn an_open_end_is_since_until_or_before() {
    assert_eq!(english(&between(Some(y(2011)), None)), "since 2011");
    assert_eq!(english(&between(None, Some(y(2011)))), "until 2011");
    let open = EventDate { edtf: "../2011".into(), ..between(None, Some(y(2011))) };
    assert_eq!(english(&open), "before 2011");
    assert_eq!(english(&between(Some(moment(1800, 1, 1, Precision::Century)), None)), "since the 19th century");
    assert_eq!(english(&between(None, None)), "edtf");
}

#[test]
fn the_machine_gets_a_date_only_where_html_has_a_form_for_it() {
    let of = |date: &EventDate| event(date, "en").datetime.map(|text| text.to_string());
    assert_eq!(of(&at(y(2017))).as_deref(), Some("2017"));
    assert_eq!(of(&at(y(79))).as_deref(), None, "checkers of HTML take it for a slip");
    assert_eq!(of(&at(m(2017, 1))).as_deref(), Some("2017-01"));
    assert_eq!(of(&at(d(2017, 1, 23))).as_deref(), Some("2017-01-23"));
    assert_eq!(of(&at(moment(2017, 1, 23, Precision::Minute))).as_deref(), Some("2017-01-23T10:30"));
    assert_eq!(of(&at(y(0))), None);
    assert_eq!(of(&at(moment(2017, 21, 1, Precision::Season))), None);
    assert_eq!(of(&at(moment(2010, 1, 1, Precision::Decade))), None);
    assert_eq!(of(&between(Some(d(2017, 1, 23)), Some(d(2017, 1, 24)))), None);
}

#[test]
fn a_publication_keeps_the_day_and_the_time_that_were_written() {
    let instant: Timestamp = "2017-01-23T20:30:00Z".parse().expect("an instant");
    let written = Published { day: date(2017, 1, 24), minutes: Some(150), instant, offset: 360 };
    let view = published(&written, "en");
    assert_eq!((&*view.text, &*view.short), ("24 January 2017, 02:30", "24 Jan 2017"));
    assert_eq!(view.datetime.as_deref(), Some("2017-01-24T02:30+06:00"));
    let day = Published { minutes: None, offset: -90, ..written };
    assert_eq!(&*published(&day, "en").text, "24 January 2017");
    assert_eq!(published(&day, "en").datetime.as_deref(), Some("2017-01-24"));
}

#[test]
fn other_languages_use_their_own_words_or_iso() {
    let day = at(d(2017, 3, 1));
    let text = |date: &EventDate, language: &str| event(date, language).text.to_string();
    assert_eq!(text(&day, "ru"), "1 марта 2017");
    assert_eq!(text(&at(m(2017, 3)), "ru"), "март 2017");
    assert_eq!(text(&at(about(m(2017, 3))), "ru"), "около марта 2017");
    assert_eq!(text(&between(Some(y(2011)), None), "ru"), "с 2011 года");
    assert_eq!(text(&day, "de"), "1. März 2017");
    assert_eq!(text(&between(Some(d(2017, 1, 23)), Some(d(2017, 1, 24))), "de"), "23.–24. Januar 2017");
    assert_eq!(text(&day, "fr"), "1er mars 2017");
    assert_eq!(text(&day, "es-AR"), "1 de marzo de 2017");
    assert_eq!(text(&day, "ar"), "1 مارس 2017");
    assert_eq!(text(&at(about(y(2011))), "fr"), "edtf", "a form without words stays in EDTF");
    assert_eq!(text(&at(about(y(2011))), "de"), "ca. 2011");
    assert_eq!(text(&between(Some(m(2017, 3)), None), "de"), "seit März 2017");
    assert_eq!(text(&at(moment(1800, 1, 1, Precision::Century)), "de"), "19. Jahrhundert");
    assert_eq!(text(&day, "zh"), "edtf");
    assert_eq!(&*month(2017, 3, "zh"), "2017-03");
}

#[test]
fn nonsense_from_elsewhere_does_not_stop_a_build() {
    for (month, season) in [(0, 0), (13, 99)] {
        let odd = Moment { season, first: Day { year: i32::MIN, month, day: 0 }, ..y(1) };
        for precision in [Precision::Century, Precision::Decade, Precision::Season, Precision::Month, Precision::Day] {
            for date in [at(Moment { precision, ..odd }), between(Some(Moment { precision, ..odd }), Some(odd))] {
                for language in ["en", "ru", "de", ""] {
                    let _ = event(&date, language);
                }
            }
        }
    }
}
