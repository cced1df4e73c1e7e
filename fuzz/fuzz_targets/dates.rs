//! Any text as a date: an event's first day never comes after its last, and its canonical form reads as itself.
#![no_main]

use jiff::tz::TimeZone;
use libfuzzer_sys::fuzz_target;
use throughline::parse::dates::{event, published};

fuzz_target!(|text: &str| {
    let _ = published(text, &TimeZone::UTC);
    if let Ok(date) = event(text) {
        assert!(date.earliest() <= date.latest());
        let again = event(&date.edtf).expect("a canonical date");
        assert_eq!(again.edtf, date.edtf);
    }
});
