//! Days and instants as they are kept from one build to the next: numbers, which read faster than text.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub mod date {
    use super::*;
    use jiff::civil::Date;

    pub fn serialize<S: Serializer>(date: &Date, to: S) -> Result<S::Ok, S::Error> {
        (date.year(), date.month(), date.day()).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        let (year, month, day) = Deserialize::deserialize(from)?;
        Date::new(year, month, day).map_err(D::Error::custom)
    }
}

pub mod instant {
    use super::*;
    use jiff::Timestamp;

    pub fn serialize<S: Serializer>(instant: &Timestamp, to: S) -> Result<S::Ok, S::Error> {
        (instant.as_second(), instant.subsec_nanosecond()).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
        let (seconds, nanoseconds) = Deserialize::deserialize(from)?;
        Timestamp::new(seconds, nanoseconds).map_err(D::Error::custom)
    }
}
