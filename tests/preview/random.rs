//! Random changes of a site on disk, as people and their programs make them.

use super::client::{CONFIG, Folder, article};
use std::collections::BTreeSet;

/// Numbers that follow from a seed (SplitMix64).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % most as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// An article as it is to be written.
#[derive(Clone)]
struct Piece {
    path: String,
    id: String,
    title: String,
    day: usize,
    dossier: usize,
    tag: usize,
    person: usize,
    body: String,
    draft: bool,
    /// Front matter that is broken.
    broken: bool,
}

const DOSSIERS: [&str; 3] = ["harbour", "bridge", "tunnel"];
/// Of the dossiers, the one without a file.
const UNWRITTEN: usize = 2;
const TAGS: [&str; 3] = ["Ports", "Money", "Courts"];
const PEOPLE: [&str; 3] = ["Anna Berg", "Bo Ek", "Cy Fox"];

impl Piece {
    fn text(&self) -> String {
        let (dossier, tag, person) = (DOSSIERS[self.dossier], TAGS[self.tag], PEOPLE[self.person]);
        let draft = if self.draft { "draft: true\n" } else { "" };
        let broken = if self.broken { "kicker: \"never closed\n" } else { "" };
        let front = format!(
            "id: {}\npublished: 2026-{:02}-{:02}\ndossiers: [{dossier}]\ntags: [{tag}]\npeople: [{person}]\n{draft}{broken}",
            self.id,
            1 + self.day / 28,
            1 + self.day % 28
        );
        article(&self.title, &front, &self.body)
    }
}

/// A site that changes.
pub struct World {
    pub folder: Folder,
    dice: Dice,
    pieces: Vec<Piece>,
    made: usize,
    accent: usize,
    /// What the last change touched, as a watcher names it; none when it names a folder.
    pub touched: Option<BTreeSet<String>>,
}

impl World {
    pub fn new(seed: u64) -> World {
        let folder = Folder::new(&[("throughline.yaml", CONFIG), ("static/site.txt", "a\n")]);
        for (id, title) in [("harbour", "The harbour"), ("bridge", "The bridge")] {
            folder.write(&format!("content/dossiers/{id}/index.md"), &format!("---\ntitle: {title}\n---\n\nSo far.\n"));
        }
        folder
            .write("content/people/anna-berg.md", "---\nname: Anna Berg\nnote: harbour master\n---\n\nShe leads it.\n");
        let mut world = World { folder, dice: Dice(seed), pieces: Vec::new(), made: 0, accent: 0, touched: None };
        (0..5).for_each(|_| world.create(false));
        world
    }

    fn names(&mut self, paths: impl IntoIterator<Item = String>) {
        self.touched = Some(paths.into_iter().collect());
    }

    /// Saves in one of the ways of editors.
    fn save(&mut self, at: usize) {
        let (path, text) = (self.pieces[at].path.clone(), self.pieces[at].text());
        let mut names = vec![path.clone()];
        let is_new = !self.folder.file(&path).exists();
        match self.dice.below(5) {
            0 => {
                self.folder.replace(&path, &text);
                names.push(format!("{path}.tmp~"));
            }
            1 => {
                // In two halves, then whole, at once.
                let half = (0..=text.len() / 2).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
                self.folder.write(&path, &text[..half]);
                self.folder.write(&path, &text);
            }
            2 if !is_new => {
                self.folder.rename(&path, &format!("{path}.bak~"));
                self.folder.write(&path, &text);
                self.folder.remove(&format!("{path}.bak~"));
                names.push(format!("{path}.bak~"));
            }
            _ => self.folder.write(&path, &text),
        }
        self.names(names);
    }

    fn body(&mut self) -> String {
        let n = self.dice.below(1000);
        let link = match self.dice.below(6) {
            0 if !self.pieces.is_empty() => {
                let other = self.dice.below(self.pieces.len());
                format!(" See [this](article:{}).", self.pieces[other].id)
            }
            1 => " See [that](dossier:bridge).".into(),
            2 => format!(" Then {} spoke.\n\n## Part {}", PEOPLE[n % 3], n % 4),
            _ => String::new(),
        };
        format!("Text number {n}.{link}\n\nAnd {}.", "more ".repeat(n % 7))
    }

    fn create(&mut self, below: bool) {
        self.made += 1;
        let n = self.made;
        let folder = if below { format!("content/articles/f{}", n % 4) } else { "content/articles".into() };
        let body = self.body();
        let piece = Piece {
            path: format!("{folder}/piece-{n}.md"),
            id: format!("piece-{n}"),
            title: format!("Piece {n}"),
            day: self.dice.below(200),
            dossier: self.dice.below(DOSSIERS.len()),
            tag: self.dice.below(TAGS.len()),
            person: self.dice.below(PEOPLE.len()),
            body,
            draft: false,
            broken: false,
        };
        self.pieces.push(piece);
        let is_new = !self.folder.file(&folder).exists();
        self.save(self.pieces.len() - 1);
        if is_new {
            self.touched = None;
        }
    }

    /// One change; what it was, for whoever reads of a failure.
    pub fn step(&mut self) -> String {
        if self.pieces.len() < 3 {
            self.create(false);
            return "create".into();
        }
        if self.dice.below(3) > 0 && self.mend() {
            return "mend".into();
        }
        let at = self.dice.below(self.pieces.len());
        let what = self.dice.below(24);
        match what {
            0..=5 => self.pieces[at].body = self.body(),
            6..=8 => self.pieces[at].title = format!("Title {}", self.dice.below(1000)),
            9 => self.pieces[at].day = self.dice.below(200),
            10 => self.pieces[at].tag = self.dice.below(TAGS.len()),
            11 => self.pieces[at].dossier = self.dice.below(DOSSIERS.len()),
            12 => self.pieces[at].draft = !self.pieces[at].draft,
            13 => self.pieces[at].person = self.dice.below(PEOPLE.len()),
            14 => self.pieces[at].broken = !self.pieces[at].broken,
            15 => return self.several(at),
            16 | 17 => {
                let below = self.dice.below(2) == 0;
                if self.pieces.len() < 9 {
                    self.create(below);
                    return format!("create, below a folder: {below}");
                }
                return self.delete(at);
            }
            18 => return self.delete(at),
            19 => return self.rename(at),
            20 => return self.rename_folder(),
            _ => return self.theme(what),
        }
        self.save(at);
        format!("edit {what} of {}", self.pieces[at].path)
    }

    /// Mends what is broken: front matter, links to what is gone, a dossier that nobody wrote. False when there is nothing.
    fn mend(&mut self) -> bool {
        let ids: BTreeSet<String> = self.pieces.iter().map(|piece| piece.id.clone()).collect();
        let is_gone = |body: &str| {
            let mut links = body.split("article:").skip(1).filter_map(|rest| rest.split(')').next());
            links.any(|id| !ids.contains(id))
        };
        let is_faulty = |piece: &Piece| piece.broken || piece.dossier == UNWRITTEN || is_gone(&piece.body);
        let faulty: Vec<usize> = (0..self.pieces.len()).filter(|at| is_faulty(&self.pieces[*at])).collect();
        let mut names = BTreeSet::new();
        for at in &faulty {
            self.pieces[*at].broken = false;
            self.pieces[*at].dossier %= UNWRITTEN;
            if is_gone(&self.pieces[*at].body) {
                self.pieces[*at].body = "The link is gone.".into();
            }
            self.save(*at);
            names.extend(self.touched.take().unwrap_or_default());
        }
        self.touched = Some(names);
        !faulty.is_empty()
    }

    /// As a change of branch does: several files at once.
    fn several(&mut self, at: usize) -> String {
        let mut names = BTreeSet::new();
        for at in 0..=at {
            self.pieces[at].body = self.body();
            self.save(at);
            names.extend(self.touched.take().unwrap_or_default());
        }
        self.touched = Some(names);
        "several".into()
    }

    fn delete(&mut self, at: usize) -> String {
        let gone = self.pieces.remove(at);
        self.folder.remove(&gone.path);
        self.names([gone.path.clone()]);
        format!("delete {}", gone.path)
    }

    fn rename(&mut self, at: usize) -> String {
        self.made += 1;
        let old = self.pieces[at].path.clone();
        let new = format!("content/articles/moved-{}.md", self.made);
        self.folder.rename(&old, &new);
        self.pieces[at].path = new.clone();
        self.names([old.clone(), new.clone()]);
        format!("rename {old} to {new}")
    }

    fn rename_folder(&mut self) -> String {
        self.made += 1;
        let inner = |piece: &&Piece| piece.path.starts_with("content/articles/f");
        let Some(piece) = self.pieces.iter().find(inner) else {
            self.create(true);
            return "create below a folder".into();
        };
        let old = piece.path.rsplit_once('/').expect("a folder").0.to_string();
        let new = format!("content/articles/f{}", 10 + self.made);
        self.folder.rename(&old, &new);
        for piece in &mut self.pieces {
            if let Some(rest) = piece.path.strip_prefix(&format!("{old}/")) {
                piece.path = format!("{new}/{rest}");
            }
        }
        self.touched = None;
        format!("rename the folder {old} to {new}")
    }

    fn theme(&mut self, what: usize) -> String {
        self.accent += 1;
        let n = self.accent;
        let path = match *self.dice.of(&["template", "css", "config", "words", "remove", "dossier", "person", "tags"]) {
            "template" => {
                let text =
                    format!("{{% extends \"theme/home.html\" %}}\n{{% block main %}}<p>{n}</p>{{% endblock %}}\n");
                self.folder.write("templates/home.html", &text);
                "templates/home.html"
            }
            "css" => {
                self.folder.write("static/custom.css", &format!("p {{ margin: {n}px }}\n"));
                "static/custom.css"
            }
            "config" => {
                // Some that only pages show, some that documents are read with; what was written before is gone.
                let set = [
                    format!("description: Number {n}\n"),
                    format!("rights: Number {n}\nmenu: [dossiers]\ntheme: {{accent: \"#a0{n:04}\"}}\n"),
                    "html: escaped\n".into(),
                    "outputs: {search: false}\nfeed: {content: full}\n".into(),
                    format!("menu: [dossiers]\ndescription: Number {n}\n"),
                ];
                let longer = "and more ".repeat(n % 3);
                let config =
                    CONFIG.replace("The Ledger", &format!("The Ledger {longer}")) + self.dice.of::<String>(&set);
                self.folder.replace("throughline.yaml", &config);
                "throughline.yaml"
            }
            "words" => {
                self.folder.write("words/en.ftl", &format!("related = Related, {n}\n"));
                "words/en.ftl"
            }
            "tags" => {
                self.folder.write("content/tags.yaml", &format!("Ports:\n  description: Number {n}.\n"));
                "content/tags.yaml"
            }
            "dossier" => {
                let text = format!("---\ntitle: The bridge {n}\n---\n\nSo far: {n}.\n");
                self.folder.replace("content/dossiers/bridge/index.md", &text);
                "content/dossiers/bridge/index.md"
            }
            "person" => {
                let text = format!("---\nname: Anna Berg\nnote: master {}\n---\n\nShe leads it: {n}.\n", n % 2);
                self.folder.write("content/people/anna-berg.md", &text);
                "content/people/anna-berg.md"
            }
            _ => {
                let there = self.folder.file("templates/home.html").exists();
                if there {
                    self.folder.remove("templates/home.html");
                }
                "templates/home.html"
            }
        };
        self.names([path.to_string()]);
        format!("{what}: {path}")
    }
}
