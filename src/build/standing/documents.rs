//! The documents of the last build as they were parsed: a source whose stamp stands is not parsed again.
//!
//! What is held back is not among them, nor what was written so short a time ago that its stamp proves nothing. After a
//! few edits of texts those alone are added to the file: each stands in for what the file had of it before.

use super::held_back;
use super::record::{Kept, Told};
use crate::base::hash::Hash128;
use crate::base::inputs::Stamp;
use crate::build::frames::{self, Frame, Writer};
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
    documents.unwrap_or_else(|| Memo::of(Hash128::default(), Vec::new(), None))
}

fn read(from: &mut dyn Read, engine: Hash128) -> Option<Memo> {
    let head: Head = frames::open(from, MAGIC).filter(|head: &Head| head.engine == engine)?;
    let mut documents = Vec::new();
    let mut ended = false;
    while !ended {
        let mut some = Vec::with_capacity(FRAMES);
        while some.len() < FRAMES && !ended {
            some.push(frames::frame(from)?);
            ended = some.last().is_some_and(|last| last.bytes() == END);
        }
        let decoded: Vec<Vec<Known>> = some.par_iter().map(decoded).collect::<Option<_>>()?;
        documents.extend(decoded.into_iter().flatten());
    }
    if !documents.is_sorted_by_key(|known| &known.document.path) {
        return None;
    }
    let again = read_again(from, &mut documents);
    Some(Memo::of(head.context, documents, again))
}

/// Reads what was added to the file, and puts it in the place of what it was; how much that is. Where it is damaged it ends,
/// what is not known is parsed, and nothing can be added behind it.
fn read_again(from: &mut dyn Read, documents: &mut Vec<Known>) -> Option<usize> {
    let mut again = 0;
    loop {
        let mut first = [0];
        if from.read(&mut first).ok()? == 0 {
            return Some(again);
        }
        let more = decoded(&frames::frame(&mut first.chain(&mut *from))?)?;
        again += more.len();
        for known in more {
            match documents.binary_search_by(|other| other.document.path.cmp(&known.document.path)) {
                Ok(at) => documents[at] = known,
                Err(at) => documents.insert(at, known),
            }
        }
    }
}

fn decoded(frame: &Frame) -> Option<Vec<Known>> {
    frame.says::<Vec<Row>>()?.into_iter().map(Row::known).collect()
}

/// Which documents are kept.
fn is_kept(loaded: &Loaded) -> impl Fn(&&Known) -> bool {
    let mut held = held_back(&loaded.site.not_published);
    // Of what has errors nobody knows whether it is held back.
    held.extend(&loaded.site.not_published.faulty);
    move |known| known.stamp.settled && !known.document.partial && !held.contains(&known.document.path)
}

fn rows(some: &[&Known]) -> Vec<Frame> {
    let rows: Vec<Row> = some.iter().map(|known| Row::of(known)).collect();
    // Too much for one frame: each has its own, and what is too much for that is parsed every time.
    let alone = || rows.iter().filter_map(|row| frames::encoded(&std::slice::from_ref(row))).collect();
    frames::encoded(&rows).map_or_else(alone, |frame| vec![frame])
}

/// Keeps the documents that were loaded for the next build.
///
/// # Errors
/// What the machine refused.
pub fn keep_known(to: &mut Writer, memo: &Memo, loaded: &Loaded, engine: Hash128) -> io::Result<()> {
    let known: Vec<&Known> = memo.documents.iter().filter(is_kept(loaded)).collect();
    to.begin(MAGIC, &Head { engine, context: memo.context() });
    for some in known.chunks(ROWS * FRAMES) {
        let frames: Vec<Frame> = some.par_chunks(ROWS).flat_map_iter(rows).collect();
        frames.iter().for_each(|frame| to.put(frame));
    }
    to.put(&Frame::of(END.into()));
    to.finish()
}

/// What has to be added to the file that `memo` was read from, for it to know every document as it is now: when texts were
/// edited and nothing else. None when it is better written anew.
pub fn to_be_added<'m>(memo: &'m Memo, loaded: &Loaded) -> Option<Vec<&'m Known>> {
    let known: Vec<&Known> = memo.parsed_anew().filter(is_kept(loaded)).collect();
    let room = ROWS + memo.documents.len() / 64;
    (memo.again? + known.len() <= room).then_some(known)
}

/// Adds documents to the file that they were read from.
///
/// # Errors
/// What the machine refused.
pub fn add_known(to: &mut Writer, known: &[&Known]) -> io::Result<()> {
    known.chunks(ROWS).flat_map(rows).for_each(|frame| to.put(&frame));
    to.finish()
}
