//! What an edition proves: every flipped byte that changes something is noticed, a signature is by its key, nothing that is
//! not whole ever has its final name.

use super::{archive, desk, made};
use crate::kit::{Story, program};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use throughline::build::edition::manifest::Manifest;
use throughline::io::archive::derived;
use throughline::io::archive::fault::Fault;
use throughline::io::archive::open::open;
use throughline::io::archive::verify::{NoTaker, Taker, Verdict, verify};

/// A stream of numbers that is the same every time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

fn judged(path: &Path) -> Option<Verdict> {
    let (_, mut container) = open(path).ok()?;
    verify(&mut *container, &mut NoTaker).ok().filter(|verdict| verdict.altered.is_empty())
}

/// Every file, as it comes.
#[derive(Default)]
struct All {
    now: Vec<u8>,
    files: BTreeMap<String, Vec<u8>>,
}

impl Taker for All {
    fn expect(&mut self, _: &Manifest) -> Result<(), Fault> {
        Ok(())
    }
    fn begin(&mut self, _: &str, _: u64) -> Result<bool, Fault> {
        self.now.clear();
        Ok(true)
    }
    fn piece(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        assert!(bytes.len() <= 1 << 16, "no file is held whole");
        self.now.extend(bytes);
        Ok(())
    }
    fn end(&mut self, path: &str, whole: bool) -> Result<(), Fault> {
        assert!(whole, "{path}");
        self.files.insert(path.into(), self.now.clone());
        Ok(())
    }
}

fn content(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let (_, mut container) = open(path).unwrap();
    let mut all = All::default();
    verify(&mut *container, &mut all).unwrap();
    all.files
}

#[test]
fn a_flipped_byte_that_changes_something_is_noticed() {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--format", "zip,tar.gz,bagit", "--zip", "--with-sources"]);
    let mut numbers = Numbers(2017);
    for ending in [".zip", ".tar.gz", ".bag.zip"] {
        let name = made(&story, ending);
        let (file, bad) = (story.path(&name), story.path("bad"));
        let (bytes, whole) = (fs::read(&file).unwrap(), content(&file));
        let id = judged(&file).unwrap().id;
        let mut unnoticed = 0;
        for _ in 0..200 {
            let mut flipped = bytes.clone();
            let at = numbers.below(flipped.len());
            flipped[at] ^= 1 << numbers.below(8);
            fs::write(&bad, &flipped).unwrap();
            if let Some(verdict) = judged(&bad) {
                unnoticed += 1;
                assert!(verdict.id == id && content(&bad) == whole, "{name}: byte {at}");
            }
        }
        // A flip in how bytes are packed may give the same bytes: once in a while.
        assert!(unnoticed <= 2, "{name}: {unnoticed} of 200 changed nothing");
    }
}

#[test]
fn a_flipped_byte_in_any_file_of_a_folder_is_named() {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01", "--format", "folder,bagit"]);
    let mut numbers = Numbers(7);
    for name in [made(&story, ""), made(&story, ".bag")] {
        let files = story.files(&name);
        for _ in 0..200 {
            let file = &files[numbers.below(files.len())];
            let path = story.path(&format!("{name}/{file}"));
            let bytes = fs::read(&path).unwrap();
            if bytes.is_empty() {
                continue;
            }
            let mut flipped = bytes.clone();
            let at = numbers.below(flipped.len());
            flipped[at] ^= 1 << numbers.below(8);
            fs::write(&path, &flipped).unwrap();
            assert!(judged(&story.path(&name)).is_none(), "{name}/{file}: byte {at}");
            fs::write(&path, &bytes).unwrap();
        }
        assert!(judged(&story.path(&name)).is_some(), "{name} is whole again");
    }
}

#[test]
fn verify_names_what_is_altered_missing_and_extra() {
    let story = desk();
    archive(&story, &["--as-of", "2019-01-01"]);
    let name = made(&story, "");
    let page = format!("{name}/articles/talks/index.html");
    story.write(&page, story.read(&page).replace("follows", "Follows")).remove(&format!("{name}/logo.svg"));
    story.write(&format!("{name}/planted.html"), "mine");
    let said = story.run(&["archive", "verify", &name]);
    assert_eq!(said.code, 1);
    for what in
        ["`articles/talks/index.html` is altered", "`logo.svg` is missing", "`planted.html` is not in `manifest.json`"]
    {
        assert!(said.err.contains(what), "{}", said.err);
    }
}

#[test]
fn an_id_and_a_signature_say_whose_edition_it_is() {
    let story = desk();
    let openssl = |arguments: &[&str]| {
        let done = Command::new("openssl").current_dir(story.path("")).args(arguments).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    for key in ["key", "other"] {
        openssl(&["genpkey", "-algorithm", "ed25519", "-out", &format!("{key}.pem")]);
        openssl(&["pkey", "-in", &format!("{key}.pem"), "-pubout", "-out", &format!("{key}.pub")]);
    }
    archive(&story, &["--as-of", "2019-01-01", "--format", "folder,zip,tar.gz", "--sign", "key.pem"]);
    for ending in ["", ".zip", ".tar.gz"] {
        let name = made(&story, ending);
        let said = story.run(&["archive", "verify", &name, "--key", "key.pub"]);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(said.err.contains("the signature is good"), "{}", said.err);
        let id = said.out.trim().to_string();
        assert_eq!(story.run(&["archive", "verify", &name, "--id", &id]).code, 0);
        let said = story.run(&["archive", "verify", &name, "--id", &id.replace(&id[..1], "x")]);
        assert_eq!(said.code, 2, "{}", said.err);
        let wrong = if id.starts_with('0') { "1" } else { "0" }.repeat(64);
        assert_eq!(story.run(&["archive", "verify", &name, "--id", &wrong]).code, 1);
        let said = story.run(&["archive", "verify", &name, "--key", "other.pub"]);
        assert_eq!(said.code, 1);
        assert!(said.err.contains("not by this key"), "{}", said.err);
    }
    // OpenSSL itself agrees.
    let folder = made(&story, "");
    let (manifest, signature) = (format!("{folder}/manifest.json"), format!("{folder}/manifest.sig"));
    openssl(&["pkeyutl", "-verify", "-pubin", "-inkey", "key.pub", "-rawin", "-in", &manifest, "-sigfile", &signature]);
    let said = story.run(&["archive", "--sign", "key.pub"]);
    assert_eq!(said.code, 2, "{}", said.err);
    let said = story.run(&["archive", "verify", &folder, "--key", "nowhere.pub"]);
    assert_eq!(said.code, 2, "a key that is not there is a wrong use: {}", said.err);
    assert!(said.err.contains("there is no key `nowhere.pub`"), "{}", said.err);
}

/// Everything with a final name is whole, and nothing else is there.
fn nothing_is_half_done(story: &Story, what: &str) {
    for item in fs::read_dir(story.path("editions")).into_iter().flatten() {
        let path = item.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("20") {
            let whole = match derived::kind(&path).unwrap() {
                Some(_) => derived::verify(&path).is_ok_and(|verdict| verdict.altered.is_empty()),
                None => judged(&path).is_some(),
            };
            assert!(whole, "{what}: {name}");
        }
    }
}

#[test]
fn killed_at_any_moment_it_leaves_nothing_that_is_not_whole() {
    let times = if std::env::var_os("THROUGHLINE_LONG").is_some() { 100 } else { 8 };
    let story = desk();
    let arguments = ["archive", "--as-of", "2019-01-01", "--dossier", "talks", "--format", "all"];
    let began = std::time::Instant::now();
    assert_eq!(story.run(&arguments).code, 0);
    let whole = began.elapsed().as_millis() as usize + 10;
    fs::remove_dir_all(story.path("editions")).unwrap();
    let mut numbers = Numbers(9);
    for round in 0..times {
        let mut child =
            Command::new(program()).current_dir(story.path("")).args(arguments).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(numbers.below(whole) as u64));
        let _ = child.kill();
        child.wait().unwrap();
        nothing_is_half_done(&story, &format!("round {round}"));
    }
    assert_eq!(story.run(&arguments).code, 0);
    let mut left: Vec<String> = fs::read_dir(story.path("editions"))
        .unwrap()
        .map(|item| item.unwrap().file_name().into_string().unwrap())
        .collect();
    left.retain(|name| name.starts_with('.'));
    assert_eq!(left, Vec::<String>::new(), "what a killed run left is gone");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_a_folder_that_cannot_be_written_leave_nothing() {
    let story = desk();
    // A file may not grow beyond 8 KB (16 blocks): what a full disk does to a write.
    let script = "ulimit -f 16; trap '' XFSZ; exec \"$1\" archive --as-of 2019-01-01 --format zip";
    let said = crate::kit::said(
        Command::new("sh").args(["-c", script, "sh"]).arg(program()).current_dir(story.path("")).output().unwrap(),
    );
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(!story.has("editions"), "{:?}", story.files("editions"));
    story.write("editions", "a file is in the way");
    let said = story.run(&["archive"]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains("`./editions` is a file"), "{}", said.err);
    assert_eq!(story.read("editions"), "a file is in the way");
}

/// What a shell says when it may not mount a disk of its own.
const MAY_NOT: i32 = 77;

#[cfg(target_os = "linux")]
#[test]
fn a_disk_of_64_kilobytes_is_too_small_and_stays_clean() {
    let story = desk();
    fs::create_dir(story.path("editions")).unwrap();
    // In a namespace of its own anybody may mount, where the system lets them have one; it goes with its last process.
    let script = format!(
        "mount -t tmpfs -o size=64k none editions || exit {MAY_NOT}; \"$@\"; code=$?; ls -A editions; exit $code"
    );
    let mut disk = Command::new("unshare");
    disk.args(["--map-root-user", "--mount", "sh", "-c", &script, "sh"]).arg(program()).current_dir(story.path(""));
    disk.args(["archive", "--as-of", "2019-01-01", "--format", "folder,zip,tar.gz"]);
    let said = disk.output().map(crate::kit::said);
    let said = said.ok().filter(|said| said.code != MAY_NOT && !said.err.starts_with("unshare: "));
    let Some(said) = said else {
        // Written past the capture of tests, so that it is seen also where all else is well.
        let told = "SKIPPED: no right to mount a small disk, so nobody looked at what a full one leaves\n";
        std::io::Write::write_all(&mut std::io::stderr(), told.as_bytes()).unwrap();
        return;
    };
    assert_eq!(said.code, 3, "{}", said.err);
    assert!(said.err.contains("no space left"), "{}", said.err);
    assert_eq!(said.out, "", "what the disk holds");
}

#[test]
fn what_is_held_is_nowhere_in_an_edition() {
    let story = desk();
    story.write(
        "content/articles/held.md",
        "---\ntitle: Heldheadline\npublished: 2017-03-01\nembargoed_until: 2999-01-01\n---\n\nHeldbody.\n",
    );
    archive(&story, &["--with-sources"]);
    let name = made(&story, "");
    for file in story.files(&name) {
        let text = String::from_utf8_lossy(&fs::read(story.path(&format!("{name}/{file}"))).unwrap()).into_owned();
        assert!(!text.contains("Heldheadline") && !text.contains("Heldbody") && !text.contains("held.md"), "{file}");
    }
}
