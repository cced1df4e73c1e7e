//! Web archives that were altered and sealed anew: every hash in them fits, and yet each is refused.

use super::tests::{facts, packed, staged, unpacked};
use super::*;
use crate::build::edition::manifest::Manifest;
use crate::io::archive::zip::read::ZipReader;
use std::io::Read;

/// What is made of a text, and of several.
type Edit<'f> = &'f dyn Fn(&str) -> String;
type EditAll<'f> = &'f dyn Fn(&mut Vec<String>);

/// What a forger changes of a WACZ; `None` leaves it as it is.
#[derive(Default)]
struct Forger<'f> {
    /// A record, unpacked.
    record: Option<Edit<'f>>,
    /// A record, packed.
    member: Option<&'f dyn Fn(Vec<u8>) -> Vec<u8>>,
    /// Of all records, before they are written.
    order: Option<EditAll<'f>>,
    /// A line of the index.
    line: Option<Edit<'f>>,
    lines: Option<EditAll<'f>>,
    of_index: Option<Edit<'f>>,
    pages: Option<Edit<'f>>,
    package: Option<Edit<'f>>,
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Default::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The records of a WARC, unpacked.
pub fn unzipped(mut bytes: &[u8]) -> Vec<String> {
    let mut records = Vec::new();
    while !bytes.is_empty() {
        let mut record = String::new();
        let mut member = flate2::bufread::GzDecoder::new(&mut bytes);
        member.read_to_string(&mut record).unwrap();
        records.push(record);
    }
    records
}

/// The record with the length that it has, and the digest of the block that it holds.
fn measured(record: &str) -> String {
    let (head, rest) = record.split_once("\r\n\r\n").unwrap();
    let block = rest.strip_suffix("\r\n\r\n").unwrap();
    let field = |line: &str| match line.split_once(": ") {
        Some(("Content-Length", _)) => format!("Content-Length: {}", block.len()),
        Some(("WARC-Block-Digest", _)) => {
            format!("WARC-Block-Digest: {}", warc::digest(&Sha256::digest(block.as_bytes())))
        }
        _ => line.to_string(),
    };
    let head: Vec<String> = head.split("\r\n").map(field).collect();
    format!("{}\r\n\r\n{block}\r\n\r\n", head.join("\r\n"))
}

/// The members of a WACZ.
fn members(bytes: &[u8], file: &Path) -> Vec<Vec<u8>> {
    std::fs::write(file, bytes).unwrap();
    let mut zip = ZipReader::open(file).unwrap();
    let mut member = |at| {
        let mut held = Vec::new();
        zip.read(at, &mut |bytes| bytes.read_to_end(&mut held).map(drop).map_err(|error| panic!("{error}"))).unwrap();
        held
    };
    (0..6).map(&mut member).collect()
}

/// The lines of an index that leads to these places.
fn lines(old: &[u8], places: &[(String, usize, usize)], forger: &Forger) -> Vec<String> {
    let mut lines: Vec<String> = unzipped(old).concat().lines().map(String::from).collect();
    for line in &mut lines {
        let (key, value) = line.split_once(" {").unwrap();
        let mut value: Value = serde_json::from_str(&format!("{{{value}")).unwrap();
        if let Some((_, from, length)) = places.iter().find(|(target, ..)| value["url"] == target.as_str()) {
            value["offset"] = from.to_string().into();
            value["length"] = length.to_string().into();
        }
        *line = format!("{key} {value}");
        if let Some(edit) = forger.line {
            *line = edit(line);
        }
    }
    if let Some(edit) = forger.lines {
        edit(&mut lines);
    }
    lines
}

/// The WACZ, altered and sealed anew: lengths, digests, index and package are those of what it holds.
fn forged(bytes: &[u8], file: &Path, forger: &Forger) {
    let members = members(bytes, file);
    let mut records = unzipped(&members[0]);
    if let Some(order) = forger.order {
        order(&mut records);
    }
    let (mut warc, mut places) = (Vec::new(), Vec::new());
    for record in &records {
        let record = forger.record.map_or_else(|| record.clone(), |edit| measured(&edit(record)));
        let member = gzip(record.as_bytes());
        let member = match forger.member {
            Some(edit) => edit(member),
            None => member,
        };
        let target = record.lines().find_map(|line| line.strip_prefix("WARC-Target-URI: ")).unwrap_or("").to_string();
        places.push((target, warc.len(), member.len()));
        warc.extend(member);
    }
    let mut index = Vec::new();
    let mut writer = index::Writer::new(&mut index);
    lines(&members[1], &places, forger).iter().for_each(|line| writer.line(line).unwrap());
    let edited = |text: String, edit: Option<Edit>| edit.map_or_else(|| text.clone(), |edit| edit(&text));
    let of_index = edited(writer.finish().unwrap(), forger.of_index);
    let pages = edited(text(&members[3]), forger.pages);
    let sealed = |path: &str, bytes: &[u8]| resource(path, bytes.len() as u64, &sha256(bytes));
    let resources = [
        sealed(WARC, &warc),
        sealed(INDEX, &index),
        sealed(INDEX_OF_INDEX, of_index.as_bytes()),
        sealed(PAGES, pages.as_bytes()),
    ];
    let package = edited(package(&Manifest::new(&facts(), Vec::new()), &resources), forger.package);
    let digest = package_digest(package.as_bytes());
    let mut out = ZipWriter::new(Vec::new());
    let parts = [warc, index, of_index.into(), pages.into(), package.into(), digest.into()];
    for (name, bytes) in read::MEMBERS.iter().zip(parts) {
        out.add(&zip::keep(name, bytes)).unwrap();
    }
    std::fs::write(file, out.finish().unwrap()).unwrap();
}

/// A text with something in it replaced, which must be there.
fn swapped(text: &str, old: &str, new: &str) -> String {
    assert!(text.contains(old), "`{old}` is not in {text}");
    text.replace(old, new)
}

fn of(kind: &'static str, old: &'static str, new: &'static str) -> impl Fn(&str) -> String {
    move |record: &str| match record.contains(&format!("WARC-Type: {kind}\r\n")) && record.contains(old) {
        true => record.replace(old, new),
        false => record.to_string(),
    }
}

/// Says what a reader makes of a WACZ that was forged so.
fn judge() -> impl Fn(&Forger) -> Result<Vec<(String, String)>, Fault> {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let bytes = packed(&staged(folder.path()));
    move |forger| {
        let file = out.path().join("a.wacz");
        forged(&bytes, &file, forger);
        unpacked(&file)
    }
}

#[test]
fn what_is_altered_and_sealed_anew_is_refused() {
    let judge = judge();
    judge(&Forger::default()).expect("what is only packed anew is as good as before");
    judge(&Forger { record: Some(&str::to_string), ..Forger::default() }).expect("nothing is changed by measuring");

    let records: [(&str, Edit); 11] = [
        (
            "the answer leads elsewhere",
            &of("response", "200 OK\r\n", "301 Moved\r\nLocation: https://evil.example/\r\n"),
        ),
        ("one more field", &of("response", "200 OK\r\n", "200 OK\r\nRefresh: 0; url=https://evil.example/\r\n")),
        ("another media type", &of("response", "text/html; charset=utf-8", "text/plain; charset=utf-16")),
        ("another date", &of("response", "WARC-Date: 2017", "WARC-Date: 1999")),
        ("another digest", &of("response", "WARC-Payload-Digest: sha256:", "WARC-Payload-Digest: sha256:A")),
        (
            "a field of the record",
            &of("response", "Content-Type: application/http", "X: y\r\nContent-Type: application/http"),
        ),
        ("a revisit with a body", &|record| match record.contains("WARC-Type: revisit\r\n") {
            true => format!("{}<h1>Forged</h1>\r\n\r\n", record.strip_suffix("\r\n\r\n").unwrap()),
            false => record.to_string(),
        }),
        (
            "a revisit of another page",
            &of("revisit", "WARC-Refers-To-Target-URI: https", "WARC-Refers-To-Target-URI: http"),
        ),
        ("another profile", &of("revisit", "identical-payload-digest", "server-not-modified")),
        ("another description", &of("warcinfo", "isPartOf: The Desk", "isPartOf: The Post")),
        ("another host", &|record| record.replace("https://desk.example/", "https://evil.example/")),
    ];
    for (what, edit) in records {
        assert!(judge(&Forger { record: Some(edit), ..Forger::default() }).is_err(), "{what}");
    }

    let hidden = |mut member: Vec<u8>| {
        member[3] |= 1 << 4;
        member.splice(10..10, *b"a comment\0");
        member
    };
    assert!(judge(&Forger { member: Some(&hidden), ..Forger::default() }).is_err(), "a comment of a gzip member");
    let time = |mut member: Vec<u8>| {
        member[4] = 1;
        member
    };
    assert!(judge(&Forger { member: Some(&time), ..Forger::default() }).is_err(), "the time of a gzip member");

    let order: [(&str, EditAll); 3] = [
        ("another order", &|records| records.swap(2, 4)),
        ("one record twice", &|records| records.push(records[2].clone())),
        ("one record less", &|records| drop(records.pop())),
    ];
    for (what, edit) in order {
        assert!(judge(&Forger { order: Some(edit), ..Forger::default() }).is_err(), "{what}");
    }
}

#[test]
fn lists_that_are_altered_and_sealed_anew_are_refused() {
    let judge = judge();
    let lines: [(&str, Edit); 6] = [
        ("status", &|line| swapped(line, "\"status\":\"200\"", "\"status\":\"404\"")),
        ("mime", &|line| line.replace("text/html", "image/png")),
        ("digest", &|line| swapped(line, "\"digest\":\"sha256:", "\"digest\":\"sha256:A")),
        ("time", &|line| swapped(line, " 20170314", " 19990314")),
        ("one more key", &|line| swapped(line, "\"status\"", "\"x\":1,\"status\"")),
        ("filename", &|line| swapped(line, "data.warc.gz", "other.warc.gz")),
    ];
    for (what, edit) in lines {
        assert!(judge(&Forger { line: Some(edit), ..Forger::default() }).is_err(), "{what}");
    }
    let all: [(&str, EditAll); 3] = [
        ("a line less", &|lines| drop(lines.pop())),
        ("a line twice", &|lines| lines.push(lines[lines.len() - 1].clone())),
        ("another order", &|lines| lines.reverse()),
    ];
    for (what, edit) in all {
        assert!(judge(&Forger { lines: Some(edit), ..Forger::default() }).is_err(), "{what}");
    }
    let altered: EditAll = &|records| records[2] = swapped(&records[2], "<title>", "<TITLE>");
    let less: EditAll = &|lines| drop(lines.pop());
    let said = judge(&Forger { order: Some(altered), lines: Some(less), ..Forger::default() });
    let Err(Fault::Altered(said)) = said else { panic!("an altered page is named, whatever the index says: {said:?}") };
    assert!(said[0].contains("is altered: its digest is not that of what it holds"), "{said:?}");
    let of_index = |text: &str| swapped(text, "\"offset\":0", "\"offset\":1");
    assert!(judge(&Forger { of_index: Some(&of_index), ..Forger::default() }).is_err());

    let pages: [(&str, Edit); 4] = [
        ("words", &|text| swapped(text, "\"text\":\"two\"", "\"text\":\"three\"")),
        ("title", &|text| swapped(text, "\"title\":\"A\"", "\"title\":\"B\"")),
        ("one more page", &|text| format!("{text}{}\n", text.lines().last().unwrap())),
        ("another address", &|text| swapped(text, "https://desk.example/", "https://evil.example/")),
    ];
    for (what, edit) in pages {
        assert!(judge(&Forger { pages: Some(edit), ..Forger::default() }).is_err(), "{what}");
    }
    let packages: [(&str, Edit); 5] = [
        ("title", &|text| swapped(text, "\"The Desk\"", "\"Forged\"")),
        ("created", &|text| swapped(text, "\"created\": \"2017", "\"created\": \"1999")),
        ("mainPageUrl", &|text| swapped(text, "https://desk.example/", "https://evil.example/")),
        ("one more key", &|text| swapped(text, "\"profile\"", "\"x\": 1,\n  \"profile\"")),
        ("other blanks", &|text| swapped(text, "\n  ", "\n   ")),
    ];
    for (what, edit) in packages {
        assert!(judge(&Forger { package: Some(edit), ..Forger::default() }).is_err(), "{what}");
    }
}
