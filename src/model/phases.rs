//! Phases of a dossier: which of them a day falls into.

use crate::base::diag::{Diagnostic, Place};
use crate::parse::dates::{Day, Published};
use crate::parse::document::{Document, DossierFront, Phase};

/// A dossier's phases by their first day.
pub(super) struct Phases {
    rows: Vec<Row>,
}

struct Row {
    from: Day,
    to: Day,
    /// Index into the dossier's front matter.
    index: u16,
    /// The latest last day of this phase and those before it.
    reach: Day,
}

const FIRST: Day = Day { year: i32::MIN, month: 1, day: 1 };
const LAST: Day = Day { year: i32::MAX, month: 12, day: 31 };

impl Phases {
    /// Reads a dossier's phases and tells which overlap or end before they begin. One without an end lasts until the next
    /// begins, the last one until today.
    pub fn new(document: &Document, front: &DossierFront, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut rows: Vec<Row> = Vec::new();
        for (index, phase) in front.phases.iter().enumerate().take(usize::from(u16::MAX)) {
            let from = phase.from.as_ref().map_or(FIRST, |date| date.earliest());
            let to = phase.to.as_ref().map_or(LAST, |date| date.latest());
            if from > to {
                diagnostics.push(backwards(document, phase));
                continue;
            }
            rows.push(Row { from, to, index: index as u16, reach: to });
        }
        rows.sort_by_key(|row| (row.from, row.index));
        for at in 1..rows.len() {
            let (next, before) = (rows[at].from, &mut rows[at - 1]);
            let open = front.phases[usize::from(before.index)].to.is_none();
            if open && before.from < next {
                before.to = day_before(next);
            }
        }
        let mut widest = 0;
        for at in 0..rows.len() {
            if at > 0 && rows[widest].to >= rows[at].from {
                let (one, other) =
                    (&front.phases[usize::from(rows[widest].index)], &front.phases[usize::from(rows[at].index)]);
                diagnostics.push(overlap(document, one, other));
            }
            if rows[at].to > rows[widest].to {
                widest = at;
            }
            rows[at].reach = rows[widest].to;
        }
        Phases { rows }
    }

    /// The phase of a piece published on that day: of several the one that began last.
    pub fn of(&self, published: &Published) -> Option<u16> {
        let date = published.day;
        let day = Day { year: date.year().into(), month: date.month() as u8, day: date.day() as u8 };
        let begun = self.rows.partition_point(|row| row.from <= day);
        let candidates = self.rows[..begun].iter().rev().take_while(|row| row.reach >= day);
        candidates.into_iter().find(|row| row.to >= day).map(|row| row.index)
    }
}

/// A day that orders between the day before and `day` itself; it need not be in the calendar.
fn day_before(day: Day) -> Day {
    match (day.day, day.month) {
        (2.., _) => Day { day: day.day - 1, ..day },
        (_, 2..) => Day { month: day.month - 1, day: 31, ..day },
        _ => Day { year: day.year.saturating_sub(1), month: 12, day: 31 },
    }
}

fn backwards(document: &Document, phase: &Phase) -> Diagnostic {
    Diagnostic::new("phase-order", format!("the phase `{}` ends before it begins", phase.title))
        .at(Place::new(&document.path, phase.span))
        .hint("put the earlier date in `from` and the later one in `to`")
}

fn overlap(document: &Document, one: &Phase, other: &Phase) -> Diagnostic {
    Diagnostic::new("phase-overlap", format!("the phases `{}` and `{}` overlap", one.title, other.title))
        .at(Place::new(&document.path, other.span))
        .also(Place::new(&document.path, one.span), "this one is not over then")
        .hint("let each end on the day before the next begins; until then a piece goes to the one that began last")
}
