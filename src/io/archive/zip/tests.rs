//! What is written is read, at any size; what is not in this form is refused.

use super::read::ZipReader;
use super::write::{ZipWriter, pack};
use super::{Entry, STORED};
use crate::io::archive::fault::Fault;

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Vec::new());
    files.iter().for_each(|(path, bytes)| writer.add(&pack(path, bytes.to_vec())).unwrap());
    writer.finish().unwrap()
}

fn read(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Fault> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.zip");
    std::fs::write(&file, bytes).unwrap();
    let mut reader = ZipReader::open(&file)?;
    let mut out = Vec::new();
    for at in 0..reader.entries.len() {
        let path = reader.entries[at].path.clone();
        reader.read(at, &mut |bytes| {
            let mut held = Vec::new();
            bytes.read_to_end(&mut held).map_err(|_| Fault::refused("damaged"))?;
            out.push((path.clone(), held));
            Ok(())
        })?;
    }
    Ok(out)
}

#[test]
fn what_is_written_is_read() {
    let text = "words and words ".repeat(5000);
    let files: &[(&str, &[u8])] = &[("a/empty", b""), ("b/é.txt", text.as_bytes()), ("c", b"\x00\xff")];
    let back = read(&archive(files)).unwrap();
    let wanted: Vec<_> = files.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec())).collect();
    assert_eq!(back, wanted);
}

#[test]
fn seventy_thousand_entries_are_written_and_read() {
    let names: Vec<String> = (0..70_000).map(|n| format!("f{n:06}")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), name.as_bytes())).collect();
    assert_eq!(read(&archive(&files)).unwrap().len(), 70_000);
}

#[test]
fn the_headers_of_a_film_beyond_four_gigabytes_have_their_64_bit_form() {
    let film = Entry { path: "f".into(), method: STORED, crc: 1, packed: 5 << 30, bytes: 5 << 30, offset: 6 << 30 };
    let (local, central) = (film.local(), film.central());
    assert_eq!(local.len(), 30 + 1 + 4 + 16);
    assert_eq!(central.len(), 46 + 1 + 4 + 24);
}

#[test]
fn every_flipped_bit_of_a_small_archive_is_noticed_or_changes_nothing() {
    let bytes = archive(&[("a", b"some words, some words, some words"), ("b", b"others")]);
    let whole = read(&bytes).unwrap();
    for at in 0..bytes.len() * 8 {
        let mut bad = bytes.clone();
        bad[at / 8] ^= 1 << (at % 8);
        if let Ok(back) = read(&bad) {
            assert_eq!(back, whole, "bit {at}");
        }
    }
}
