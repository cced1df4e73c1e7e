//! The records of a WACZ that is distrusted: each is made anew of the manifest, and compared with the one that there is.

use super::pages::{self, header};
use super::tap::Tap;
use super::warc::{self, Answer, BLOCK, END, Maker};
use super::{WARC, index_url, name, url};
use crate::build::edition::manifest::{MANIFEST, Manifest, SIGNATURE, hex, sha256};
use crate::io::archive::fault::Fault;
use crate::io::archive::gzip::Member;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::io::{self, BufRead, BufReader, Read};

/// Pages, and bytes of them, that wait to be parsed together.
const WINDOW: usize = 64;
const WINDOW_BYTES: usize = 16 << 20;

/// What the records are made of.
pub struct Edition {
    pub manifest: Manifest,
    pub bytes: Vec<u8>,
    pub maker: Maker,
    pub signed: bool,
}

/// Where the record of a file lies in the WARC, and that of its second address behind it.
#[derive(Clone, Copy, Default)]
pub struct Place {
    pub from: u64,
    pub to: u64,
    pub end: u64,
}

/// What was found in the WARC, which the other members must agree with.
pub struct Found {
    places: Vec<Place>,
    signature: Option<Answer>,
    /// Records that have addresses.
    pub addresses: u64,
    /// Of the whole WARC.
    pub sha256: String,
    pub length: u64,
    /// Of the list of pages that is made anew.
    pub pages: (String, u64),
    /// One sentence for each record that does not fit its file.
    pub wrong: Vec<String>,
}

impl Edition {
    /// Of these manifest's bytes.
    ///
    /// # Errors
    /// They are no manifest.
    pub fn new(bytes: Vec<u8>, signed: bool) -> Result<Self, Fault> {
        let manifest = Manifest::read(&bytes).map_err(Fault::Refused)?;
        let maker = Maker::new(&manifest, &sha256(&bytes));
        Ok(Edition { manifest, bytes, maker, signed })
    }

    /// The number of a path among the places.
    fn slot(&self, path: &str) -> Option<usize> {
        let files = &self.manifest.files;
        match path {
            MANIFEST => Some(files.len()),
            SIGNATURE => self.signed.then_some(files.len() + 1),
            _ => files.binary_search_by(|file| file.path.as_str().cmp(path)).ok(),
        }
    }

    /// The answer with these bytes at the address of `path`.
    fn answer_of(&self, path: &str, bytes: &[u8]) -> Answer {
        Answer::new(url(&self.manifest.base_url, path), path, bytes.len() as u64, &Sha256::digest(bytes))
    }

    /// How the imagined web server answers with a file, and where that lies.
    pub fn answer(&self, found: &Found, path: &str) -> Option<(Answer, Place)> {
        let place = found.places[self.slot(path)?];
        let answer = match path {
            MANIFEST => self.answer_of(path, &self.bytes),
            SIGNATURE => found.signature.clone()?,
            _ => Answer::listed(&self.manifest, path)?,
        };
        Some((answer, place))
    }

    /// Reads the WARC, and gives `each` the files that it holds but for the manifest.
    ///
    /// # Errors
    /// A record is not the one that the manifest makes, or `each` fails.
    pub fn read(
        &self,
        warc: &mut dyn Read,
        each: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Fault>,
    ) -> Result<Found, Fault> {
        let mut reader = Tap::new(BufReader::with_capacity(1 << 16, warc));
        let mut pages = Pages::new(&self.maker);
        let mut found = Found {
            places: vec![Place::default(); self.manifest.files.len() + 2],
            signature: None,
            addresses: 0,
            sha256: String::new(),
            length: 0,
            pages: (String::new(), 0),
            wrong: Vec::new(),
        };
        let info = self.maker.warcinfo(&self.manifest, &sha256(&self.bytes), name(WARC));
        whole(&mut reader, &info, "its first record")?;
        for path in self.manifest.paths(self.signed) {
            more(&mut reader, &format!("that of `{path}`"))?;
            let from = reader.count;
            let answer = match path {
                SIGNATURE => {
                    let answer = self.signature(&mut reader, each)?;
                    found.signature = Some(answer.clone());
                    answer
                }
                _ => self.response(&mut reader, path, &mut pages, &mut found.wrong, each)?,
            };
            let to = reader.count;
            found.addresses += 1;
            if let Some(url) = index_url(&self.manifest.base_url, path) {
                whole(&mut reader, &self.maker.revisit(&url, &answer), &format!("its record for `{url}`"))?;
                found.addresses += 1;
            }
            if let Some(slot) = self.slot(path) {
                found.places[slot] = Place { from, to, end: reader.count };
            }
        }
        if !reader.fill_buf().map_err(|error| damaged(&error))?.is_empty() {
            return Err(Fault::refused("more records follow that of its last file"));
        }
        (found.sha256, found.length) = (hex(&reader.hash.finalize_reset()), reader.count);
        found.pages = pages.finish();
        Ok(found)
    }

    /// The record of a file.
    fn response(
        &self,
        reader: &mut dyn BufRead,
        path: &str,
        pages: &mut Pages,
        wrong: &mut Vec<String>,
        each: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Fault>,
    ) -> Result<Answer, Fault> {
        let listed = (path != MANIFEST).then(|| Answer::listed(&self.manifest, path)).flatten();
        let answer = listed.unwrap_or_else(|| self.answer_of(path, &self.bytes));
        let mut member = Member::begin(reader)?;
        // Of all that the record says, the digest of its block alone is not known before the block was read.
        let unknown = warc::digest(&[0; 32]);
        let front = self.maker.response(&answer, &unknown);
        let mut held = vec![0; front.len()];
        member.read_exact(&mut held).map_err(|error| damaged(&error))?;
        let said = front.find(&format!("{BLOCK}: {unknown}")).and_then(|at| {
            let at = at + BLOCK.len() + 2;
            std::str::from_utf8(held.get(at..at + unknown.len())?).ok()
        });
        let Some(said) = said.filter(|said| self.maker.response(&answer, said).as_bytes() == held) else {
            return Err(other(&format!("its record for `{}`", answer.url)));
        };
        let keeps = pages::is_listed(&self.manifest, path);
        let mut body =
            Body { inner: member.by_ref().take(answer.length), hash: Sha256::new(), held: Vec::new(), keeps };
        body.hash.update(answer.http().as_bytes());
        if path != MANIFEST {
            each(path, &mut body)?;
        }
        io::copy(&mut body, &mut io::sink()).map_err(|error| damaged(&error))?;
        let Body { inner, hash, held, .. } = body;
        if inner.limit() > 0 {
            return Err(Fault::refused(format!("its record for `{}` is shorter than it says", answer.url)));
        }
        let block = warc::digest(&hash.finalize());
        let altered = path == MANIFEST && answer.block_digest(&mut self.bytes.as_slice()).ok().as_ref() != Some(&block);
        if block != said || altered {
            wrong.push(format!("the record for `{}` is altered: its digest is not that of what it holds", answer.url));
        }
        ending(member, &answer.url)?;
        if keeps {
            pages.take(answer.url.clone(), held);
        }
        Ok(answer)
    }

    /// The record of the signature, whose bytes are in no list.
    fn signature(
        &self,
        reader: &mut dyn BufRead,
        each: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), Fault>,
    ) -> Result<Answer, Fault> {
        let mut bytes = [0; 64];
        let front = |answer: &Answer, bytes: &[u8]| {
            let block = answer.block_digest(&mut &*bytes).unwrap_or_default();
            self.maker.response(answer, &block)
        };
        let mut member = Member::begin(reader)?;
        let mut held = vec![0; front(&self.answer_of(SIGNATURE, &bytes), &bytes).len()];
        member.read_exact(&mut held).map_err(|error| damaged(&error))?;
        member.read_exact(&mut bytes).map_err(|error| damaged(&error))?;
        let answer = self.answer_of(SIGNATURE, &bytes);
        if front(&answer, &bytes).as_bytes() != held {
            return Err(other(&format!("its record for `{}`", answer.url)));
        }
        ending(member, &answer.url)?;
        each(SIGNATURE, &mut &bytes[..])?;
        Ok(answer)
    }
}

/// Whether there is one more record.
fn more(reader: &mut dyn BufRead, what: &str) -> Result<(), Fault> {
    match reader.fill_buf().map_err(|error| damaged(&error))? {
        [] => Err(Fault::refused(format!("its records end before {what}"))),
        _ => Ok(()),
    }
}

/// A record that is known to its last byte.
fn whole(reader: &mut dyn BufRead, front: &str, what: &str) -> Result<(), Fault> {
    more(reader, what)?;
    let mut member = Member::begin(reader)?;
    let mut held = vec![0; front.len()];
    member.read_exact(&mut held).map_err(|error| damaged(&error))?;
    if held != front.as_bytes() {
        return Err(other(what));
    }
    ending(member, what)
}

fn other(what: &str) -> Fault {
    Fault::refused(format!("{what} is not the one that an edition with its manifest has: it was altered"))
}

fn ending(mut member: Member<&mut dyn BufRead>, what: &str) -> Result<(), Fault> {
    let mut end = [0; END.len()];
    member.read_exact(&mut end).map_err(|error| damaged(&error))?;
    if end != END {
        return Err(Fault::refused(format!("the record for `{what}` is not as long as it says")));
    }
    member.finish().map(drop)
}

/// What could not be unpacked, or read at all.
pub fn damaged(error: &io::Error) -> Fault {
    match error.raw_os_error() {
        Some(_) => Fault::Machine(crate::io::disk::reason(error)),
        None => Fault::refused(format!("the container was altered: {error}")),
    }
}

/// The bytes of a file as they pass: hashed, and kept when they are those of a page whose words are listed.
struct Body<R> {
    inner: io::Take<R>,
    hash: Sha256,
    held: Vec<u8>,
    keeps: bool,
}

impl<R: Read> Read for Body<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(out)?;
        self.hash.update(&out[..read]);
        if self.keeps {
            self.held.extend_from_slice(&out[..read]);
        }
        Ok(read)
    }
}

/// The list of pages, made anew. Only its hash is kept.
struct Pages<'m> {
    maker: &'m Maker,
    hash: Sha256,
    length: u64,
    waiting: Vec<(String, Vec<u8>)>,
    bytes: usize,
}

impl<'m> Pages<'m> {
    fn new(maker: &'m Maker) -> Self {
        let mut pages = Pages { maker, hash: Sha256::new(), length: 0, waiting: Vec::new(), bytes: 0 };
        pages.add(&header());
        pages
    }

    fn add(&mut self, text: &str) {
        self.hash.update(text.as_bytes());
        self.length += text.len() as u64;
    }

    fn take(&mut self, url: String, bytes: Vec<u8>) {
        self.bytes += bytes.len();
        self.waiting.push((url, bytes));
        if self.waiting.len() == WINDOW || self.bytes > WINDOW_BYTES {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let maker = self.maker;
        let lines: Vec<Option<String>> =
            self.waiting.par_iter().map(|(url, bytes)| pages::line(maker, url, bytes)).collect();
        lines.iter().flatten().for_each(|line| self.add(line));
        self.waiting.clear();
        self.bytes = 0;
    }

    fn finish(mut self) -> (String, u64) {
        self.flush();
        (hex(&self.hash.finalize()), self.length)
    }
}
