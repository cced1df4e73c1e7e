//! The record of a build that ended: what it was made from, what it said, what it left. It names no source, for some are
//! held back: a hash stands for each path.

use crate::base::codes;
use crate::base::diag::{Diagnostic, Place, Severity, Span};
use crate::base::hash::{Hash128, Hasher};
use crate::base::inputs::{Entry, Inputs, Listing};
use crate::base::path::SourcePath;
use crate::build::frames::{self, Writer};
use crate::build::{Report, standing::Held};
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::{self, Read};

const MAGIC: &[u8] = b"throughline-standing 3\n";
/// Entries that are worth another thread.
pub(super) const LEAST: usize = 512;
/// Rows of a frame: a frame is far from its largest size with them.
const ROWS: usize = 1000;

/// Length, times of change, inode.
pub(super) type Told = (u64, i64, i64, u64);

/// A folder that was listed, and whether only for what is plain.
pub(super) type Folder = (String, bool);

/// How a file of a listing looked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Print {
    path: Hash128,
    pub stamp: Told,
}

impl Print {
    /// Whether it is of a file of the same path.
    pub fn is_of(&self, other: &Print) -> bool {
        self.path == other.path
    }

    /// None when its stamp proves nothing.
    pub fn of(entry: &Entry) -> Option<Print> {
        entry.stamp.settled.then(|| Print::now(entry))
    }

    pub fn now(entry: &Entry) -> Print {
        Print { path: Hash128::of(entry.path.as_str().as_bytes()), stamp: entry.stamp.told() }
    }
}

/// What could not be looked at below a folder and what leads out of the site, as a hash.
pub(super) fn faults(listing: &Listing) -> Hash128 {
    let mut hasher = Hasher::default();
    for fault in &listing.faults {
        hasher.field(fault.path.as_str().as_bytes()).field(fault.reason.as_bytes()).field(&[u8::from(fault.missing)]);
    }
    for stray in &listing.strays {
        hasher.field(stray.as_str().as_bytes());
    }
    hasher.finish()
}

/// One question to the inputs, with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// `plain`: no link was followed.
    Folder {
        folder: String,
        plain: bool,
        prints: Vec<Print>,
        faults: Hash128,
    },
    File {
        path: String,
        stamp: Option<Told>,
    },
}

impl Look {
    /// Whether the inputs give this answer still; a listing is put to those that were `listed`.
    pub fn stands(&self, inputs: &dyn Inputs, listed: &mut Vec<(Folder, Listing)>) -> bool {
        match self {
            Look::Folder { folder, plain, prints, faults: before } => {
                let listing = if *plain { inputs.list_plain(folder) } else { inputs.list(folder) };
                let same = |(entry, print): (&Entry, &Print)| Print::now(entry) == *print;
                let stands = listing.entries.len() == prints.len()
                    && faults(&listing) == *before
                    && listing.entries.par_iter().zip(prints).with_min_len(LEAST).all(same);
                listed.push(((folder.clone(), *plain), listing));
                stands
            }
            Look::File { path, stamp } => {
                let Some(path) = SourcePath::new(path) else { return false };
                match inputs.stamp(&path) {
                    Ok(now) => *stamp == Some(now.told()),
                    Err(error) => error.missing && stamp.is_none(),
                }
            }
        }
    }
}

/// A look without its prints, which follow it.
#[derive(Serialize, Deserialize)]
enum Question {
    Folder { folder: String, plain: bool, prints: u64, faults: Hash128 },
    File { path: String, stamp: Option<Told> },
}

/// What a record begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// Of everything that must be the same: the program, the flags, the ledger.
    pub terms: Hash128,
    /// Seconds since 1970: when the site was built, and until when it stays as it is.
    pub made: i64,
    pub until: i64,
    pub pages: u64,
    pub files: u64,
    pub bytes: u64,
    pub held: Held,
    looks: u64,
    told: u64,
}

impl Head {
    /// Of a build with this report.
    pub fn new(terms: Hash128, times: (i64, i64), report: &Report, held: Held) -> Head {
        let (pages, files, bytes) = (report.pages as u64, report.files as u64, report.bytes);
        Head { terms, made: times.0, until: times.1, pages, files, bytes, held, looks: 0, told: 0 }
    }

    /// What a build says that renders nothing.
    pub fn report(&self) -> Report {
        let (pages, files) = (self.pages as usize, self.files as usize);
        Report { pages, files, bytes: self.bytes, ..Report::default() }
    }
}

/// A diagnostic as it is kept.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    place: Option<At>,
    error: bool,
    code: String,
    message: String,
    label: Option<String>,
    others: Vec<(At, String)>,
    hints: Vec<String>,
}

/// A path, and where in it.
type At = (String, Option<(u32, u32)>);

fn at(place: &Place) -> At {
    (place.path.as_str().into(), place.span.map(|span| (span.start, span.end)))
}

fn place((path, span): At) -> Option<Place> {
    Some(Place { path: SourcePath::new(&path)?, span: span.map(|(start, end)| Span { start, end }) })
}

impl Kept {
    pub fn of(told: &Diagnostic) -> Kept {
        Kept {
            place: told.place.as_ref().map(at),
            error: told.is_error(),
            code: told.code.into(),
            message: told.message.clone(),
            label: told.label.clone(),
            others: told.others.iter().map(|(place, label)| (at(place), label.clone())).collect(),
            hints: told.hints.clone(),
        }
    }

    pub fn told(self) -> Option<Diagnostic> {
        Some(Diagnostic {
            place: match self.place {
                Some(at) => Some(place(at)?),
                None => None,
            },
            severity: if self.error { Severity::Error } else { Severity::Warning },
            code: codes::find(&self.code)?.code,
            message: self.message,
            label: self.label,
            others: self.others.into_iter().map(|(at, label)| Some((place(at)?, label))).collect::<Option<_>>()?,
            hints: self.hints,
        })
    }
}

/// What a record holds before its outputs.
pub(super) struct Opened {
    pub head: Head,
    pub looks: Vec<Look>,
    pub told: Vec<Diagnostic>,
}

/// Reads a record up to its outputs; none when it is damaged, or `holds` not for what its head says.
pub(super) fn open(from: &mut dyn Read, holds: impl Fn(&Head) -> bool) -> Option<Opened> {
    let head: Head = frames::open(from, MAGIC).filter(holds)?;
    let mut looks = Vec::new();
    for _ in 0..head.looks {
        looks.push(match frames::next(from)? {
            Question::File { path, stamp } => Look::File { path, stamp },
            Question::Folder { folder, plain, prints, faults } => {
                Look::Folder { folder, plain, prints: rows(from, prints)?, faults }
            }
        });
    }
    let mut told = Vec::new();
    for _ in 0..head.told {
        told.push(frames::next::<Kept>(from)?.told()?);
    }
    Some(Opened { head, looks, told })
}

/// The next outputs of a record, each with its length in bytes.
pub(super) fn outputs(from: &mut dyn Read) -> Option<Vec<(String, u64)>> {
    frames::next(from)
}

fn rows<T: DeserializeOwned>(from: &mut dyn Read, count: u64) -> Option<Vec<T>> {
    let mut rows: Vec<T> = Vec::new();
    while (rows.len() as u64) < count {
        let more: Vec<T> = frames::next(from)?;
        if more.is_empty() {
            return None;
        }
        rows.extend(more);
    }
    (rows.len() as u64 == count).then_some(rows)
}

/// Writes a record. `outputs` are in order of path.
///
/// # Errors
/// What the machine refused.
pub(super) fn write<'o>(
    to: &mut Writer,
    opened: &Opened,
    outputs: impl Iterator<Item = (&'o str, u64)>,
) -> io::Result<()> {
    let Opened { head, looks, told } = opened;
    let (looked, said) = (looks.len() as u64, told.len() as u64);
    to.begin(MAGIC, &Head { looks: looked, told: said, ..head.clone() });
    for look in looks {
        match look {
            Look::File { path, stamp } => to.frame(&Question::File { path: path.clone(), stamp: *stamp }),
            Look::Folder { folder, plain, prints, faults } => {
                let (folder, faults) = (folder.clone(), *faults);
                to.frame(&Question::Folder { folder, plain: *plain, prints: prints.len() as u64, faults });
                prints.chunks(ROWS).for_each(|rows| to.frame(&rows));
            }
        }
    }
    told.iter().for_each(|told| to.frame(&Kept::of(told)));
    let mut rows = Vec::with_capacity(ROWS);
    for output in outputs {
        rows.push(output);
        if rows.len() == ROWS {
            to.frame(&rows);
            rows.clear();
        }
    }
    if !rows.is_empty() {
        to.frame(&rows);
    }
    to.finish()
}
