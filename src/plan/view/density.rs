//! How events lie in time: the strip of bars above a timeline.

use super::types::DensityView;
use super::words;
use crate::parse::dates::{EventDate, Precision};
use std::fmt::Write;

/// Bars at most: more would be thinner than a line.
const BARS: i32 = 240;
/// Months that one bar may stand for.
const STEPS: [i32; 6] = [1, 3, 12, 60, 120, 1200];
/// Fewer events than this are seen at a glance.
const FEW: usize = 8;
/// A bar's height, and its width with and without the gap after it.
const HEIGHT: usize = 24;
const PITCH: usize = 4;
const WIDTH: usize = 3;

/// The strip of these events, each with whether it is a turning point; none when there is nothing to see in it.
pub fn density(events: &[(&EventDate, bool)], language: &str) -> Option<DensityView> {
    let months: Vec<_> = events.iter().filter_map(|(date, turning)| Some((month(date)?, *turning))).collect();
    let first = months.iter().map(|((month, _), _)| *month).min()?;
    let last = months.iter().map(|((month, _), _)| *month).max()?;
    let bar = |month: i32, step: i32| (month.div_euclid(step) - first.div_euclid(step)) as usize;
    let step = STEPS.into_iter().find(|step| bar(last, *step) < BARS as usize)?;
    let mut bars = vec![(0_usize, 0_usize); bar(last, step) + 1];
    // What is known to the year alone stands in no month.
    let known = months.iter().filter(|((_, precision), _)| *precision >= least(step));
    for ((month, _), turning) in known {
        let (all, turns) = &mut bars[bar(*month, step)];
        *all += 1;
        *turns += usize::from(*turning);
    }
    let most = bars.iter().map(|(all, _)| *all).max()?;
    let total: usize = bars.iter().map(|(all, _)| *all).sum();
    let (from, to) = (first.div_euclid(12), last.div_euclid(12));
    if from == to || total < FEW {
        return None;
    }
    Some(DensityView {
        width: bars.len() * PITCH,
        bars: path(bars.iter().map(|(all, _)| *all), most).into(),
        turning: path(bars.iter().map(|(_, turns)| *turns), most).into(),
        from: words::year(from, language),
        to: words::year(to, language),
    })
}

/// The month in which an event began, counted from the year 0, and how exactly that is known.
fn month(date: &EventDate) -> Option<(i32, Precision)> {
    let moment = date.from.or(date.to)?;
    let month = moment.first.year.checked_mul(12)?.checked_add(i32::from(moment.first.month) - 1)?;
    Some((month, moment.precision))
}

/// What must be known of a date for a bar of so many months.
fn least(step: i32) -> Precision {
    match step {
        1 => Precision::Month,
        3 => Precision::Season,
        12 | 60 => Precision::Year,
        120 => Precision::Decade,
        _ => Precision::Century,
    }
}

/// The bars as one path; one that is not empty is at least two high.
fn path(counts: impl Iterator<Item = usize>, most: usize) -> String {
    let mut out = String::new();
    for (at, count) in counts.enumerate().filter(|(_, count)| *count > 0) {
        let height = (count * HEIGHT / most.max(1)).max(2);
        // Writing into a string cannot fail.
        let _ = write!(out, "M{} {HEIGHT}v-{height}h{WIDTH}v{height}z", at * PITCH);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::dates::event;

    fn strip(dates: &[(&str, bool)]) -> Option<DensityView> {
        let dates: Vec<_> = dates.iter().map(|(text, turning)| (event(text).expect(text), *turning)).collect();
        density(&dates.iter().map(|(date, turning)| (date, *turning)).collect::<Vec<_>>(), "en")
    }

    #[test]
    fn months_stand_beside_each_other_with_gaps_where_nothing_happened() {
        let mut dates = vec![("2016-12-23", true)];
        dates.extend([("2017-02", false); 8]);
        dates.push(("2017", false));
        let strip = strip(&dates).expect("a strip");
        assert_eq!((strip.width, &*strip.from, &*strip.to), (12, "2016", "2017"));
        assert_eq!(&*strip.bars, "M0 24v-3h3v3zM8 24v-24h3v24z", "the year alone stands in no month");
        assert_eq!(&*strip.turning, "M0 24v-3h3v3z");
    }

    #[test]
    fn a_long_time_has_wider_steps_and_a_few_events_have_no_strip() {
        let mut dates = vec![("1869-11-17", true), ("2021", false)];
        dates.extend([("1956", false); 8]);
        let long = strip(&dates).expect("a strip");
        assert_eq!((long.width, &*long.from, &*long.to), (4 * 153, "1869", "2021"));
        assert!(strip(&dates[..5]).is_none());
        let year = [[("2017-01", false); 10], [("2017-11", false); 10]].concat();
        assert!(strip(&year).is_none(), "all in one year");
        assert!(strip(&[]).is_none());
    }
}
