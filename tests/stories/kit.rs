//! A site in, a site out: what every story needs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A site in a folder of its own, which goes when the story ends.
pub struct Story {
    folder: tempfile::TempDir,
}

/// What the program said.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Story {
    /// An empty folder.
    pub fn empty() -> Self {
        Story { folder: tempfile::tempdir().unwrap() }
    }

    /// A site with a configuration and these files.
    pub fn site(files: &[(&str, &str)]) -> Self {
        let story = Story::empty();
        story.write("throughline.yaml", "title: The Desk\nbase_url: https://desk.example/\n");
        for (path, text) in files {
            story.write(path, text);
        }
        story
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file, its folders too.
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) -> &Self {
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        self
    }

    pub fn remove(&self, path: &str) -> &Self {
        fs::remove_file(self.path(path)).unwrap();
        self
    }

    /// The text of a file; a story that asks for one that is not there fails.
    pub fn read(&self, path: &str) -> String {
        let file = self.path(path);
        fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("{path}: {error}; there is: {:#?}", self.files("public")))
    }

    pub fn has(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// Every file below a folder, sorted.
    pub fn files(&self, folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        let top = self.path(folder);
        let mut waiting = vec![top.clone()];
        while let Some(folder) = waiting.pop() {
            for item in fs::read_dir(folder).into_iter().flatten() {
                let path = item.unwrap().path();
                if path.is_dir() {
                    waiting.push(path);
                } else {
                    found.push(path.strip_prefix(&top).unwrap().to_string_lossy().into_owned());
                }
            }
        }
        found.sort();
        found
    }

    /// Runs the program in the site's folder.
    pub fn run(&self, arguments: &[&str]) -> Said {
        self.run_in("", arguments)
    }

    /// Runs the program in a folder below the site's.
    pub fn run_in(&self, folder: &str, arguments: &[&str]) -> Said {
        said(Command::new(program()).current_dir(self.path(folder)).args(arguments).output().unwrap())
    }

    /// Builds, and expects that to work.
    pub fn build(&self) -> Said {
        let said = self.run(&["build"]);
        assert_eq!(said.code, 0, "{}", said.err);
        said
    }

    /// Builds, and expects the content to be at fault.
    pub fn fails(&self) -> Said {
        let said = self.run(&["build"]);
        assert_eq!(said.code, 1, "{}", said.err);
        said
    }

    /// A clean build works, and every output of it is what stands in `public`.
    pub fn is_clean(&self, what: &str) {
        assert_eq!(self.clean(&[], what).code, 0, "{what}");
    }

    /// What a clean build with these flags says; what it makes, or the one before it, is what stands in `public`.
    pub fn clean(&self, flags: &[&str], what: &str) -> Said {
        let said = self.run(&[&["build", "--out", "clean", "--no-ledger"], flags].concat());
        assert_eq!(self.files("public"), self.files("clean"), "{what}");
        for file in self.files("clean") {
            let read = |folder: &str| fs::read(self.path(&format!("{folder}/{file}"))).unwrap();
            assert!(read("public") == read("clean"), "{what}: {file}");
        }
        said
    }

    /// The words of a page, without tags and with single blanks: what a reader sees.
    pub fn words(&self, page: &str) -> String {
        words(&self.read(&format!("public/{page}")))
    }
}

/// Files that were written this instant may change once more and keep their time, so none is trusted.
pub fn settle() {
    std::thread::sleep(std::time::Duration::from_millis(60));
}

pub fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_throughline"))
}

pub fn said(output: Output) -> Said {
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The text of HTML, without tags and with single blanks.
pub fn words(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    let out = out.replace("&amp;", "&").replace("&quot;", "\"").replace("&#x27;", "'").replace("&#39;", "'");
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An article with a title and a date.
pub fn article(title: &str, published: &str, more: &str, body: &str) -> String {
    format!("---\ntitle: \"{title}\"\npublished: {published}\n{more}---\n\n{body}\n")
}
