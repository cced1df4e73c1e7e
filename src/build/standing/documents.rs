//! The documents of the last build as they were parsed: a source whose stamp stands is not parsed again.
//!
//! What is held back is not among them, nor what was written so short a time ago that its stamp proves nothing.

use super::held_back;
use super::record::{Kept, Told};
use crate::base::hash::Hash128;
use crate::base::inputs::Stamp;
use crate::build::frames::{self, Writer};
use crate::build::load::Loaded;
use crate::build::load::memo::{Known, Memo};
use crate::parse::document::Document;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::io::{self, Read};
use std::sync::Arc;

const MAGIC: &[u8] = b"throughline-documents 1\n";
/// Documents of a frame.
const ROWS: usize = 64;
/// Frames in memory at a time.
const FRAMES: usize = 16;
/// The last frame: no documents.
const END: &[u8] = &[0];

#[derive(Serialize, Deserialize)]
struct Head {
    /// The program that parsed them.
    engine: Hash128,
    /// What they were parsed with: the components, and what of the configuration reading depends on.
    context: Hash128,
}

#[derive(Serialize, Deserialize)]
struct Row {
    stamp: Told,
    document: Arc<Document>,
    told: Vec<Kept>,
}

impl Row {
    fn of(known: &Known) -> Row {
        Row {
            stamp: known.stamp.told(),
            document: known.document.clone(),
            told: known.told.iter().map(Kept::of).collect(),
        }
    }

    fn known(self) -> Option<Known> {
        let (length, modified_ns, changed_ns, inode) = self.stamp;
        let stamp = Stamp { length, modified_ns, changed_ns, inode, settled: true };
        let told = self.told.into_iter().map(Kept::told).collect::<Option<_>>()?;
        Some(Known { stamp, document: self.document, told })
    }
}

/// The documents that the last build kept. Those of another program, or of a file that is damaged, are not known.
pub fn known(from: Option<Box<dyn Read + Send + '_>>, engine: impl FnOnce() -> Option<Hash128>) -> Memo {
    let documents = from.and_then(|mut from| read(&mut *from, engine()?));
    documents.unwrap_or_else(|| Memo::of(Hash128::default(), Vec::new()))
}

fn read(from: &mut dyn Read, engine: Hash128) -> Option<Memo> {
    let head: Head = frames::open(from, MAGIC).filter(|head: &Head| head.engine == engine)?;
    let mut documents = Vec::new();
    let mut ended = false;
    while !ended {
        let mut some = Vec::with_capacity(FRAMES);
        while some.len() < FRAMES && !ended {
            some.push(frames::bytes(from)?);
            ended = some.last().is_some_and(|last| last == END);
        }
        let decoded = |frame: &Vec<u8>| -> Option<Vec<Known>> {
            frames::decoded::<Vec<Row>>(frame)?.into_iter().map(Row::known).collect()
        };
        let decoded: Vec<Vec<Known>> = some.par_iter().map(decoded).collect::<Option<_>>()?;
        documents.extend(decoded.into_iter().flatten());
    }
    documents.is_sorted_by_key(|known| &known.document.path).then(|| Memo::of(head.context, documents))
}

/// Keeps the documents that were loaded for the next build.
///
/// # Errors
/// What the machine refused.
pub fn keep_known(to: &mut Writer, memo: &Memo, loaded: &Loaded, engine: Hash128) -> io::Result<()> {
    let mut held = held_back(&loaded.site.not_published);
    // Of what has errors nobody knows whether it is held back.
    held.extend(&loaded.site.not_published.faulty);
    let may_be_kept =
        |known: &&Known| known.stamp.settled && !known.document.partial && !held.contains(&known.document.path);
    let known: Vec<&Known> = memo.documents.iter().filter(may_be_kept).collect();
    let rows = |some: &[&Known]| {
        let rows: Vec<Row> = some.iter().map(|known| Row::of(known)).collect();
        // Too much for one frame: each has its own, and what is too much for that is parsed every time.
        let alone = || rows.iter().filter_map(|row| frames::encoded(&std::slice::from_ref(row))).collect();
        frames::encoded(&rows).map_or_else(alone, |frame| vec![frame])
    };
    to.begin(MAGIC, &Head { engine, context: memo.context() });
    for some in known.chunks(ROWS * FRAMES) {
        let frames: Vec<Vec<u8>> = some.par_chunks(ROWS).flat_map_iter(rows).collect();
        frames.iter().for_each(|frame| to.put(frame));
    }
    to.put(END);
    to.finish()
}
