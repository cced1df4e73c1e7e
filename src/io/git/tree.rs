//! The files of a commit as a site sees them: links followed inside the repository, submodules named.

use crate::base::path::SourcePath;
use std::collections::{BTreeMap, BTreeSet};

const CIRCLE: &str = "it is a link that leads in a circle";
/// How many links may lead to one another.
const HOPS: usize = 16;
/// How many files links may bring in: a link to a folder above it would never end.
const MOST_LINKED: usize = 100_000;

/// A blob of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its object name, in hexadecimal.
    pub id: String,
    pub length: u64,
}

#[derive(Clone, Debug)]
enum Item {
    File(Blob),
    Link(Blob),
    Submodule,
}

/// The files of a site, and what could not be taken in, with the reason.
#[derive(Debug, Default)]
pub struct Files {
    pub files: BTreeMap<SourcePath, Blob>,
    pub faults: Vec<(SourcePath, String)>,
    /// Links to the rest of the repository, neither into the site nor into the folder that a link around them leads to.
    pub strays: BTreeSet<SourcePath>,
}

/// Reads the answer of `git ls-tree -r -z -l --full-tree`; `prefix` is the site's folder in the repository, `read` gives
/// the target of a link.
pub fn files(listing: &[u8], prefix: &str, read: &dyn Fn(&Blob) -> Option<String>) -> Files {
    let mut items: BTreeMap<String, Item> = BTreeMap::new();
    let mut out = Files::default();
    for line in listing.split(|byte| *byte == 0).filter(|line| !line.is_empty()) {
        let Some((path, item)) = parse(line) else {
            let name = String::from_utf8_lossy(line).into_owned();
            out.faults.push((SourcePath::root(), format!("the name in `{name}` is not UTF-8: rename it")));
            continue;
        };
        items.insert(path, item);
    }
    let tree = Tree { items: &items, prefix, read };
    let own = items.range(prefix.to_string()..).take_while(|(path, _)| path.starts_with(prefix));
    for (path, item) in own {
        let Some(below) = SourcePath::new(&path[prefix.len()..]) else { continue };
        tree.take(below, path, item, &Way::default(), &mut out);
    }
    out
}

/// `mode type id length<TAB>path`.
fn parse(line: &[u8]) -> Option<(String, Item)> {
    let text = std::str::from_utf8(line).ok()?;
    let (facts, path) = text.split_once('\t')?;
    let mut facts = facts.split_ascii_whitespace();
    let (mode, _kind, id, length) = (facts.next()?, facts.next()?, facts.next()?, facts.next()?);
    let blob = || Some(Blob { id: id.into(), length: length.parse().ok()? });
    let item = match mode {
        "120000" => Item::Link(blob()?),
        "160000" => Item::Submodule,
        _ => Item::File(blob()?),
    };
    Some((path.into(), item))
}

struct Tree<'a> {
    items: &'a BTreeMap<String, Item>,
    prefix: &'a str,
    read: &'a dyn Fn(&Blob) -> Option<String>,
}

/// How something was come by.
#[derive(Default)]
struct Way {
    /// Links.
    hops: usize,
    /// The folder, with a slash at its end, that the last link led to.
    home: Option<String>,
}

impl Tree<'_> {
    /// Takes in what stands at `path` of the repository as `as_path` of the site.
    fn take(&self, as_path: SourcePath, path: &str, item: &Item, way: &Way, out: &mut Files) {
        let hops = way.hops;
        if hops > HOPS || (hops > 0 && out.files.len() > MOST_LINKED + self.items.len()) {
            out.faults.push((as_path, CIRCLE.into()));
            return;
        }
        match item {
            Item::File(blob) => {
                out.files.insert(as_path, blob.clone());
            }
            Item::Submodule => {
                let what = "it is a submodule, whose files are in another repository: `--rev` cannot read them";
                out.faults.push((as_path, what.into()));
            }
            Item::Link(blob) => match self.target(path, blob) {
                Ok(target) => {
                    let at_home = way.home.as_ref().is_some_and(|home| target.starts_with(home));
                    if !at_home && !format!("{target}/").starts_with(self.prefix) {
                        out.strays.insert(as_path.clone());
                    }
                    self.follow(&as_path, &target, hops, out);
                }
                Err(what) => out.faults.push((as_path, what)),
            },
        }
    }

    /// Where a link leads, as a path of the repository without links, those on the way followed too.
    fn target(&self, path: &str, blob: &Blob) -> Result<String, String> {
        const OUT: &str = "it is a link that leads out of the repository";
        let mut here: Vec<String> = path.split('/').map(String::from).collect();
        here.pop();
        let mut waiting = Vec::new();
        let mut hops = 0;
        let mut link = Some(blob);
        loop {
            if let Some(blob) = link.take() {
                hops += 1;
                let target = (self.read)(blob).ok_or("its target cannot be read")?;
                if target.starts_with('/') {
                    return Err(OUT.into());
                }
                if hops > HOPS {
                    return Err(CIRCLE.into());
                }
                waiting.extend(target.split('/').rev().map(String::from));
            }
            match waiting.pop().as_deref() {
                None => return Ok(here.join("/")),
                Some("" | ".") => {}
                Some("..") => drop(here.pop().ok_or(OUT)?),
                Some(name) => {
                    here.push(name.into());
                    if let Some(Item::Link(blob)) = self.items.get(&here.join("/")) {
                        here.pop();
                        link = Some(blob);
                    }
                }
            }
        }
    }

    /// Takes in the file or the folder at `target`.
    fn follow(&self, as_path: &SourcePath, target: &str, hops: usize, out: &mut Files) {
        if let Some(item) = self.items.get(target) {
            return self.take(as_path.clone(), target, item, &Way { hops: hops + 1, home: None }, out);
        }
        let folder = if target.is_empty() { String::new() } else { format!("{target}/") };
        let way = Way { hops: hops + 1, home: Some(folder.clone()) };
        let mut any = false;
        for (path, item) in self.items.range(folder.clone()..).take_while(|(path, _)| path.starts_with(&folder)) {
            any = true;
            if let Some(below) = as_path.join(&path[folder.len()..]) {
                self.take(below, path, item, &way, out);
            }
        }
        if !any {
            out.faults.push((as_path.clone(), "it is a link to what is not in the repository".into()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(lines: &[&str]) -> Vec<u8> {
        lines.iter().flat_map(|line| [line.as_bytes(), b"\0"].concat()).collect()
    }

    #[test]
    fn links_are_followed_and_what_cannot_be_taken_in_is_named() {
        let lines = [
            "100644 blob aa 3\tsite/content/a.md",
            "120000 blob l1 9\tsite/content/b.md",
            "120000 blob l2 9\tsite/static",
            "120000 blob l3 9\tsite/content/out.md",
            "120000 blob l4 9\tsite/content/loop",
            "120000 blob l5 9\tsite/content/via.md",
            "120000 blob l6 9\tsite/content/up.md",
            "120000 blob l7 9\tsite/content/self.md",
            "120000 blob l8 9\tsite/d2",
            "160000 commit cc -\tsite/themes/x",
            "100644 blob bb 5\tshared/img/x.png",
            "100644 blob dd 5\telsewhere.md",
        ];
        let read = |blob: &Blob| {
            let target = match blob.id.as_str() {
                "l1" => "a.md",
                "l2" => "../shared",
                "l3" => "../../../etc/passwd",
                // Through another link; and out of where that one leads to.
                "l5" => "../d2/x.png",
                "l6" => "../d2/../../elsewhere.md",
                "l7" => "self.md",
                "l8" => "../shared/img",
                _ => ".",
            };
            Some(target.to_string())
        };
        let files = files(&listing(&lines), "site/", &read);
        let held: Vec<(&str, &str)> =
            files.files.iter().map(|(path, blob)| (path.as_str(), blob.id.as_str())).collect();
        let wanted = [
            ("content/a.md", "aa"),
            ("content/b.md", "aa"),
            ("static/img/x.png", "bb"),
            ("content/via.md", "bb"),
            ("content/up.md", "dd"),
        ];
        assert!(wanted.iter().all(|one| held.contains(one)), "{held:?}");
        let strays = files.strays.iter().map(|path| path.as_str());
        let strays: Vec<&str> = strays.filter(|path| !path.contains("loop")).collect();
        assert_eq!(strays, ["content/up.md", "content/via.md", "d2", "static"]);
        let told: Vec<&str> = files.faults.iter().map(|(path, _)| path.as_str()).collect();
        assert!(told.contains(&"content/out.md") && told.contains(&"themes/x"), "{told:?}");
        assert!(told.contains(&"content/self.md"), "{told:?}");
        assert!(files.faults.iter().any(|(_, what)| what.contains("circle")), "{:?}", files.faults);
    }
}
