//! Archives that mean harm: each is refused in its own words, by `verify` and by `restore`, and nothing is written.

use crate::kit::Story;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use throughline::build::edition::canonical;
use throughline::build::edition::manifest::sha256;
use throughline::io::archive::gzip::GzipWriter;
use throughline::io::archive::tar_gz::{header, headers};
use throughline::io::archive::zip::write::{ZipWriter, pack};

pub type Files<'a> = &'a [(&'a str, &'a [u8])];

/// A manifest of these files, which says of `lie` another length.
pub fn manifest(files: Files, lie: Option<(&str, u64)>) -> Vec<u8> {
    let sorted: BTreeMap<&str, &[u8]> = files.iter().copied().collect();
    let file = |(path, bytes): (&&str, &&[u8])| {
        let length = lie.filter(|(lied, _)| lied == path).map_or(bytes.len() as u64, |(_, length)| length);
        serde_json::json!({"bytes": length, "path": path, "sha256": sha256(bytes)})
    };
    let value = serde_json::json!({
        "as_of": "2017-03-14T23:59:00Z", "base_url": "https://desk.example/",
        "configuration": "throughline.yaml", "content": "content", "date": "2017-03-14", "dossier": null,
        "files": sorted.iter().map(file).collect::<Vec<_>>(),
        "format": "throughline-edition/1", "generator": "throughline 0", "language": "en",
        "live_url": "https://desk.example/", "publisher": "Desk", "source": "git:0", "title": "T",
    });
    canonical::text(&value).into_bytes()
}

const AS_OF: u64 = 1_489_535_940;
pub const GOOD: Files = &[("edition.json", b"{}"), ("index.html", b"hello"), ("sources/content/a.md", b"a")];

pub fn zip(files: Files) -> Vec<u8> {
    let mut writer = ZipWriter::new(Vec::new());
    files.iter().for_each(|(path, bytes)| writer.add(&pack(path, bytes.to_vec())).unwrap());
    writer.finish().unwrap()
}

/// A zip of these files with a true manifest.
pub fn true_zip(files: Files) -> Vec<u8> {
    let text = manifest(files, None);
    let mut all: Vec<(&str, &[u8])> = vec![("manifest.json", &text)];
    all.extend(files);
    zip(&all)
}

/// A zip of GOOD, and one more entry that is in no manifest.
fn zip_with(path: &str) -> Vec<u8> {
    let text = manifest(GOOD, None);
    let mut all: Vec<(&str, &[u8])> = vec![("manifest.json", &text)];
    all.extend(GOOD);
    all.push((path, b"bad"));
    zip(&all)
}

/// Where the last entry of a zip's directory begins.
fn last_central(bytes: &[u8]) -> usize {
    bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap()
}

fn tar(more: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let text = manifest(GOOD, None);
    let mut out = Vec::new();
    let mut all: Vec<(&str, &[u8])> = vec![("manifest.json", &text)];
    all.extend(GOOD);
    for (path, bytes) in all {
        out.extend(headers(path, bytes.len() as u64, AS_OF));
        out.extend(bytes);
        out.resize(out.len().div_ceil(512) * 512, 0);
    }
    out.extend(more);
    out.extend([0; 1024]);
    let mut gzip = GzipWriter::new(Vec::new()).unwrap();
    gzip.write_all(&out).unwrap();
    gzip.finish().unwrap()
}

fn patched(mut bytes: Vec<u8>, at: usize, new: &[u8]) -> Vec<u8> {
    bytes[at..at + new.len()].copy_from_slice(new);
    bytes
}

/// Each archive with a part of what must be said of it.
fn zips() -> Vec<(Vec<u8>, &'static str)> {
    let good = true_zip(GOOD);
    let central = last_central(&good);
    let many: Vec<u8> = vec![0; 100_000];
    let lied = {
        let text = manifest(GOOD, Some(("index.html", 2 << 40)));
        zip(&[&[("manifest.json", &text[..])], GOOD].concat())
    };
    let bomb = {
        let text = manifest(&[("index.html", b"hello")], None);
        zip(&[("manifest.json", &text), ("index.html", &many)])
    };
    let spaced = {
        let text = String::from_utf8(manifest(GOOD, None)).unwrap().replace(",\"", ", \"").into_bytes();
        zip(&[&[("manifest.json", &text[..])], GOOD].concat())
    };
    vec![
        (zip_with("../../etc/cron.d/x"), "leads out of the archive"),
        (zip_with("/etc/passwd"), "is an absolute path"),
        (zip_with("C:autoexec.bat"), "names a drive"),
        (zip_with("a\\..\\b"), "has a backslash"),
        (zip_with("a\u{1b}[2Jb"), "control character"),
        (zip_with("a//b"), "is no plain path"),
        (zip_with("index.html"), "is there twice"),
        (zip_with("a/b:c"), "has a colon in a name"),
        (zip_with("a/b. "), "ends in a dot or a blank"),
        (true_zip(&[("sources/content/con.md", b"1")]), "has the name of a device"),
        (
            true_zip(&[("sources/static/x", b"1"), ("sources/static/x/y", b"2")]),
            "`sources/static/x` is a file, and the folder",
        ),
        (zip_with("manifest.sig"), "`manifest.sig` is no signature: one has 64 bytes"),
        (true_zip(&[("A.html", b"1"), ("a.html", b"2")]), "does not tell case apart"),
        (true_zip(&[("e\u{301}.html", b"1"), ("é.html", b"2")]), "does not tell Unicode normalisation apart"),
        (patched(good.clone(), central + 38, &(0o120_777u32 << 16).to_le_bytes()), "is a symbolic link"),
        (patched(good.clone(), central + 38, &(0o020_666u32 << 16).to_le_bytes()), "is no plain file"),
        (patched(good.clone(), central + 8, &[1, 8]), "is encrypted"),
        (patched(good.clone(), central + 24, &[0xff, 0xff, 0xff, 0x7f]), "declares a length"),
        (patched(good.clone(), 14, &[1, 2, 3, 4]), "says one thing of itself and the directory another"),
        ([good.clone(), b"more".to_vec()].concat(), "other data follows it"),
        ([b"PK\x03\x04junk".to_vec(), good.clone()].concat(), "other data lies between the directory"),
        (lied, "more than any edition needs"),
        (bomb, "is longer than the 5 bytes"),
        (spaced, "is not in canonical form"),
        (true_zip(&[("manifest.sig", b"x"), ("z", b"1")]), "which it cannot know"),
        (true_zip(&[("../sources/x", b"1")]), "leads out of the archive"),
        (zip(&[("index.html", b"x")]), "it is no edition"),
    ]
}

fn tars() -> Vec<(Vec<u8>, &'static str)> {
    let entry = |name: &str, kind: u8| header(name, 0, AS_OF, kind).to_vec();
    let other = |name: &str| header(name, 0, AS_OF + 1, b'0').to_vec();
    let long = |length: u64| header("././@LongLink", length, 0, b'L').to_vec();
    vec![
        (tar(&entry("link", b'2')), "`link` is a symbolic link"),
        (tar(&entry("hard", b'1')), "is a hard link"),
        (tar(&entry("dev", b'3')), "is a device"),
        (tar(&entry("pipe", b'6')), "is a pipe"),
        (tar(&entry("folder", b'5')), "is a folder"),
        (tar(&entry("pax", b'x')), "has an extended header"),
        (tar(&entry("../../x", b'0')), "leads out of the archive"),
        (tar(&other("/etc/late")), "is an absolute path"),
        (tar(&other("late")), "other rights, owner, time or format"),
        (tar(&long(1 << 30)), "is longer than 4096 bytes"),
        (tar(&[0; 1024]), "other data follows the end of the tar archive"),
        ([tar(&[]), tar(&[])].concat(), "another gzip member"),
        (patched(tar(&[]), 3, &[8]), "its gzip header is not"),
    ]
}

#[test]
fn hostile_archives_are_refused_each_in_its_own_words() {
    let story = Story::empty();
    assert_eq!(verify(&story, "good.zip", &true_zip(GOOD)).0, 0);
    assert_eq!(verify(&story, "good.tar.gz", &tar(&[])).0, 0);
    let mut said = BTreeSet::new();
    let zips = zips().into_iter().map(|one| (one, "bad.zip"));
    let tars = tars().into_iter().map(|one| (one, "bad.tar.gz"));
    for ((bytes, words), name) in zips.chain(tars) {
        let (code, err) = verify(&story, name, &bytes);
        assert_eq!(code, 1, "{words}: {err}");
        assert!(err.contains(words), "wanted: {words}\nsaid: {err}");
        said.insert(words);
        let restored = story.run(&["archive", "restore", name, "restored"]);
        assert_eq!(restored.code, 1, "{words}: {}", restored.err);
        let mut there: Vec<String> = fs::read_dir(story.path(""))
            .unwrap()
            .map(|item| item.unwrap().file_name().into_string().unwrap())
            .collect();
        there.retain(|name| !name.starts_with("good.") && !name.starts_with("bad."));
        assert_eq!(there, Vec::<String>::new(), "{words}: something was written");
    }
    assert!(said.len() >= 30, "{}", said.len());
}

fn verify(story: &Story, name: &str, bytes: &[u8]) -> (i32, String) {
    story.write(name, bytes);
    let said = story.run(&["archive", "verify", name]);
    (said.code, said.err)
}

#[cfg(unix)]
#[test]
fn a_link_in_a_folder_is_not_followed() {
    let story = Story::empty();
    story.write("elsewhere.html", "hello").write("edition/manifest.json", manifest(&[("index.html", b"hello")], None));
    std::os::unix::fs::symlink("../elsewhere.html", story.path("edition/index.html")).unwrap();
    let said = story.run(&["archive", "verify", "edition"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("`index.html` is a symbolic link"), "{}", said.err);
}

#[test]
fn what_is_no_archive_is_named() {
    let story = Story::empty();
    story.write("notes.txt", "hello").write("empty", "");
    for (name, code) in [("notes.txt", 1), ("empty", 1), ("nothing", 2)] {
        let said = story.run(&["archive", "verify", name]);
        assert_eq!(said.code, code, "{}", said.err);
    }
}
