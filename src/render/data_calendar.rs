//! Events as iCalendar (RFC 5545): days and intervals only, and no clock.

use crate::plan::view::data::{CalendarEvent, CalendarView};

/// The longest line, in bytes without its end (RFC 5545, 3.1).
const LINE: usize = 75;

/// The calendar.
pub fn calendar(view: &CalendarView) -> String {
    let mut out = String::with_capacity(256 + view.events.len() * 320);
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//Throughline//Throughline//EN");
    line(&mut out, "CALSCALE:GREGORIAN");
    line(&mut out, &format!("X-WR-CALNAME:{}", text(&view.name)));
    for one in &view.events {
        event(&mut out, one, &language(&view.language));
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, event: &CalendarEvent, language: &str) {
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}", text(&event.uid)));
    line(out, &format!("DTSTAMP:{}", event.stamp));
    line(out, &format!("DTSTART;VALUE=DATE:{}", event.start));
    line(out, &format!("DTEND;VALUE=DATE:{}", event.end));
    line(out, &format!("SUMMARY{language}:{}", text(&event.summary)));
    if let Some(description) = &event.description {
        line(out, &format!("DESCRIPTION{language}:{}", text(description)));
    }
    if let Some(url) = &event.url {
        line(out, &format!("URL:{}", url.replace(char::is_control, "")));
    }
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
}

/// The language as a parameter; a code that could not stand there is left out.
fn language(code: &str) -> String {
    let good = !code.is_empty() && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if good { format!(";LANGUAGE={code}") } else { String::new() }
}

/// A value of type TEXT (3.3.11).
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    for c in value.trim().replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// Appends a content line, folded between characters.
fn line(out: &mut String, content: &str) {
    let mut used = 0;
    for c in content.chars() {
        if used + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(summary: &str, description: Option<&str>) -> CalendarView {
        CalendarView {
            name: "Астана: переговоры".into(),
            language: "ru".into(),
            events: vec![CalendarEvent {
                uid: "e-1@example.org".into(),
                stamp: "20170123T103000Z".into(),
                start: "20170123".into(),
                end: "20170125".into(),
                summary: summary.into(),
                description: description.map(Into::into),
                url: Some("https://example.org/a/".into()),
            }],
        }
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let long = "Встреча в Астане и её итоги ".repeat(20);
        let out = calendar(&view(&long, None));
        assert!(out.ends_with("END:VCALENDAR\r\n"));
        assert!(!out.replace("\r\n", "").contains('\n'));
        assert!(out.split("\r\n").all(|line| line.len() <= LINE));
        let unfolded = out.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY;LANGUAGE=ru:{}\r\n", long.trim())));
    }

    #[test]
    fn signs_of_the_format_are_escaped_and_a_line_end_cannot_begin_a_property() {
        let out = calendar(&view("a; b, c\\d", Some("one\r\nBEGIN:VALARM\ntwo\u{1}")));
        assert!(out.contains("SUMMARY;LANGUAGE=ru:a\\; b\\, c\\\\d\r\n"), "{out}");
        assert!(out.contains("DESCRIPTION;LANGUAGE=ru:one\\nBEGIN:VALARM\\ntwo\u{fffd}\r\n"), "{out}");
        assert!(out.contains("DTSTART;VALUE=DATE:20170123\r\nDTEND;VALUE=DATE:20170125\r\n"), "{out}");
    }
}
