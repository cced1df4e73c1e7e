//! A WACZ written and read back: the same bytes twice, everything in it found again, nothing altered unnoticed.

use super::*;
use crate::build::edition::facts::{Facts, Revision};
use crate::build::edition::manifest::{Listed, Manifest, hex};
use crate::io::archive::Container;

pub fn facts() -> Facts {
    Facts {
        title: "The Desk".into(),
        site: "The Desk".into(),
        language: "en".into(),
        as_of: "2017-03-14T23:59:00Z".parse().unwrap(),
        date: "2017-03-14".parse().unwrap(),
        generator: "throughline 0.1.0".into(),
        revision: Revision::Sources("ab".repeat(32)),
        live_url: "https://desk.example/news/".into(),
        base_url: "https://desk.example/news".into(),
        configuration: "throughline.yaml".into(),
        content: "content".into(),
        publisher: None,
        rights: None,
        dossier: None,
    }
}

/// An edition with a page, a page below a folder with a name that must be encoded, a picture, and a large file.
pub fn staged(folder: &Path) -> Staged {
    let large = "x".repeat(LARGE as usize + 1);
    let files = [
        ("articles/ä b?/index.html", "<title>A</title><main><a href=\"../../index.html\">Home</a> one</main>"),
        ("index.html", "<title>Desk</title><main>two</main>"),
        ("large.txt", &large),
        ("map.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("old/index.html", "<meta http-equiv=refresh content=\"0; url=../index.html\">"),
    ];
    let mut listed = Vec::new();
    for (path, text) in files {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
        listed.push(Listed { path: path.into(), bytes: text.len() as u64, sha256: sha256(text.as_bytes()) });
    }
    let manifest = Manifest::new(&facts(), listed);
    let bytes = manifest.text().into_bytes();
    std::fs::write(folder.join(MANIFEST), &bytes).unwrap();
    Staged { folder: folder.into(), manifest, id: sha256(&bytes), signature: None }
}

pub fn packed(staged: &Staged) -> Vec<u8> {
    let out = tempfile::tempdir().unwrap();
    let file = out.path().join("a.wacz");
    pack(staged, &file).unwrap();
    let names: Vec<_> = std::fs::read_dir(out.path()).unwrap().map(|item| item.unwrap().file_name()).collect();
    assert_eq!(names, ["a.wacz"], "nothing is left beside it");
    std::fs::read(file).unwrap()
}

/// Path and hash of everything, as a reader finds it.
pub fn unpacked(file: &Path) -> Result<Vec<(String, String)>, Fault> {
    let mut wacz = read::open(file)?;
    let mut found = vec![(MANIFEST.to_string(), sha256(&wacz.manifest()?))];
    wacz.walk(&mut |path, body| {
        let mut bytes = Vec::new();
        body.read_to_end(&mut bytes).map_err(|error| Fault::Machine(error.to_string()))?;
        found.push((path.to_string(), sha256(&bytes)));
        Ok(())
    })?;
    Ok(found)
}

#[test]
fn what_is_packed_is_found_again_and_packed_the_same_twice() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let staged = staged(folder.path());
    let bytes = packed(&staged);
    assert!(bytes == packed(&staged), "the same edition gives the same bytes");
    let file = out.path().join("a.wacz");
    std::fs::write(&file, &bytes).unwrap();
    let mut expected = vec![(MANIFEST.to_string(), staged.id.clone())];
    expected.extend(staged.files().iter().map(|file| (file.path.clone(), file.sha256.clone())));
    assert_eq!(unpacked(&file).unwrap(), expected);
}

#[test]
fn addresses_are_live_ones() {
    assert_eq!(url("https://a.example/", "index.html"), "https://a.example/");
    assert_eq!(url("https://a.example/x", "b c/index.html"), "https://a.example/x/b%20c/");
    assert_eq!(url("https://a.example/", "b/myindex.html"), "https://a.example/b/myindex.html");
    assert_eq!(index_url("https://a.example/", "b/index.html").as_deref(), Some("https://a.example/b/index.html"));
    assert_eq!(index_url("https://a.example/", "feed.xml"), None);
}

#[test]
fn a_template_among_the_sources_is_no_page() {
    let listed = |path: &str| Listed { path: path.into(), bytes: 1, sha256: String::new() };
    let files = ["404.html", "a/index.html", "ru/404.html", "sources/templates/base.html"].map(listed);
    let manifest = Manifest::new(&facts(), files.to_vec());
    let pages = manifest.files.iter().map(|file| &*file.path).filter(|path| pages::is_listed(&manifest, path));
    assert_eq!(pages.collect::<Vec<_>>(), ["a/index.html"]);
}

#[test]
fn a_flipped_byte_is_noticed_or_changes_nothing() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let staged = staged(folder.path());
    let bytes = packed(&staged);
    let file = out.path().join("a.wacz");
    std::fs::write(&file, &bytes).unwrap();
    let whole = unpacked(&file).unwrap();
    let mut place = 7_usize;
    let mut noticed = 0;
    for _ in 0..200 {
        place = (place.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407)) % (1 << 48);
        let mut altered = bytes.clone();
        let at = place % altered.len();
        altered[at] ^= 1 << (place % 8);
        std::fs::write(&file, &altered).unwrap();
        match unpacked(&file) {
            Ok(found) => assert!(found == whole, "byte {at} changed what is read, unnoticed"),
            Err(_) => noticed += 1,
        }
    }
    assert!(noticed > 195, "only {noticed} of 200 were noticed");
}

#[test]
fn what_is_appended_or_left_out_is_refused() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let bytes = packed(&staged(folder.path()));
    let file = out.path().join("a.wacz");
    for altered in [[&*bytes, b"more"].concat(), bytes[..bytes.len() / 2].to_vec()] {
        std::fs::write(&file, altered).unwrap();
        assert!(matches!(unpacked(&file), Err(Fault::Refused(_))));
    }
    let mut zip = ZipWriter::new(Vec::new());
    zip.add(&zip::keep(WARC, Vec::new())).unwrap();
    std::fs::write(&file, zip.finish().unwrap()).unwrap();
    assert!(matches!(unpacked(&file), Err(Fault::Refused(text)) if text.contains("holds these members")));
}

/// A later release must find an old edition whole: what is made anew may not change while the format is the same.
#[test]
fn records_and_pages_are_those_of_this_format() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let file = out.path().join("a.wacz");
    std::fs::write(&file, packed(&staged(folder.path()))).unwrap();
    let mut zip = crate::io::archive::zip::read::ZipReader::open(&file).unwrap();
    let mut hash = Sha256::new();
    for (at, packed) in [(0, true), (3, false)] {
        let mut held = Vec::new();
        zip.read(at, &mut |bytes| bytes.read_to_end(&mut held).map(drop).map_err(|error| panic!("{error}"))).unwrap();
        let held = if packed { super::forged::unzipped(&held).concat().into_bytes() } else { held };
        hash.update(held);
    }
    assert_eq!(
        hex(&hash.finalize()),
        "54ed02328d0aa4dbc96f50df5468b89703af550ff82871cb93f1e71b7911e550",
        "a new form is a new `format` of the manifest"
    );
}
