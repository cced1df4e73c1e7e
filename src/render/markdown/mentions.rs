//! First mentions: names of entities in running text become links, once each.

use super::escape;
use crate::plan::body::Mention;

/// The names to look for, and which of their entities have been linked.
pub struct Mentions<'p> {
    /// In order of first character, then longest first.
    names: Vec<Name<'p>>,
    /// One for each entity: whether it has been linked.
    linked: Vec<bool>,
    /// By first byte: whether a name may begin with it.
    starts: [bool; 256],
    waiting: usize,
}

struct Name<'p> {
    first: char,
    mention: &'p Mention,
    /// Names with one address are one entity.
    entity: usize,
}

impl<'p> Mentions<'p> {
    /// For one body.
    pub fn new(mentions: &'p [Mention]) -> Self {
        let mut addresses: Vec<&str> = mentions.iter().map(|mention| &*mention.url).collect();
        addresses.sort_unstable();
        addresses.dedup();
        let entity = |mention: &Mention| addresses.partition_point(|address| **address < *mention.url);
        let mut names: Vec<Name> = mentions
            .iter()
            .filter_map(|mention| {
                Some(Name { first: alike(mention.name.chars().next()?), mention, entity: entity(mention) })
            })
            .collect();
        names.sort_by(|a, b| {
            let key = |name: &Name| (name.first, std::cmp::Reverse(name.mention.name.len()));
            key(a).cmp(&key(b)).then_with(|| a.mention.name.cmp(&b.mention.name))
        });
        let mut starts = [false; 256];
        for name in &names {
            for c in
                std::iter::once(name.first).chain(ALIKE.iter().filter(|pair| pair.1 == name.first).map(|pair| pair.0))
            {
                starts[usize::from(c.encode_utf8(&mut [0; 4]).as_bytes()[0])] = true;
            }
        }
        Mentions { names, starts, linked: vec![false; addresses.len()], waiting: addresses.len() }
    }

    /// Whether any entity still waits for its first mention.
    pub fn waiting(&self) -> bool {
        self.waiting > 0
    }

    /// Writes a run of text, with links at first mentions.
    pub fn write(&mut self, out: &mut String, run: &str) {
        let (mut written, mut at) = (0, 0);
        while at < run.len() {
            // Most bytes end here: no name begins with them, or a letter stands before them.
            let skipped = !self.starts[usize::from(run.as_bytes()[at])]
                || (at > 0 && run.as_bytes()[at - 1].is_ascii_alphanumeric());
            let found =
                if skipped { None } else { run[at..].chars().next().and_then(|c| self.name_at(run, at, alike(c))) };
            let Some((end, number)) = found else {
                at += 1;
                continue;
            };
            let (entity, mention) = (self.names[number].entity, self.names[number].mention);
            if !self.linked[entity] {
                escape::text(out, &run[written..at]);
                out.push_str("<a class=\"entity\" href=\"");
                escape::address(out, &mention.url);
                out.push_str("\">");
                escape::text(out, &run[at..end]);
                out.push_str("</a>");
                written = end;
                self.link(entity, mention, out);
            }
            // A name already linked is passed over whole: a shorter name inside it means somebody else.
            at = end;
        }
        escape::text(out, &run[written..]);
    }

    /// After a link that the author wrote: to an entity not yet linked, it is the first mention.
    pub fn written_link(&mut self, url: &str, out: &mut String) {
        if let Some(name) = self.names.iter().find(|name| &*name.mention.url == url && !self.linked[name.entity]) {
            let (entity, mention) = (name.entity, name.mention);
            self.link(entity, mention, out);
        }
    }

    fn link(&mut self, entity: usize, mention: &Mention, out: &mut String) {
        self.linked[entity] = true;
        self.waiting -= 1;
        if let Some(note) = &mention.note {
            out.push_str(" <small class=\"entity-note\">(");
            escape::text(out, note);
            out.push_str(")</small>");
        }
    }

    /// The longest name that stands at `at` as a whole word: its end and its number.
    fn name_at(&self, run: &str, at: usize, first: char) -> Option<(usize, usize)> {
        let from = self.names.partition_point(|name| name.first < first);
        let alike = self.names[from..].iter().take_while(|name| name.first == first);
        alike.enumerate().find_map(|(number, name)| {
            let length = length_of(&run[at..], &name.mention.name)?;
            whole_word(run, at, at + length).then_some((at + length, from + number))
        })
    }
}

/// How many bytes of `text` the name takes when it stands at its beginning.
fn length_of(text: &str, name: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    for wanted in name.chars() {
        let (_, c) = rest.next()?;
        if alike(c) != alike(wanted) {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

/// Characters that are one to a reader: blanks and line ends, apostrophes, hyphens.
const ALIKE: [(char, char); 8] = [
    ('\n', ' '),
    ('\t', ' '),
    ('\u{a0}', ' '),
    ('\u{202f}', ' '),
    ('’', '\''),
    ('ʼ', '\''),
    ('\u{2010}', '-'),
    ('\u{2011}', '-'),
];

fn alike(c: char) -> char {
    if matches!(c, '!'..='~') { c } else { ALIKE.iter().find(|pair| pair.0 == c).map_or(c, |pair| pair.1) }
}

/// Whether the name between the two bytes stands alone. Stricter than Unicode's word boundaries, since a wrong link is a
/// libel: a part of `al-Assad`, `O’Brien` or `smith.example` is no mention. Only a genitive `’s` may follow.
fn whole_word(run: &str, start: usize, end: usize) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_' || unicode_normalization::char::is_combining_mark(c);
    let joint = |c: char| matches!(alike(c), '-' | '\'' | '.' | '@' | '&' | '/');
    let mut before = run[..start].chars().rev();
    let left = match before.next() {
        Some(c) if word(c) => false,
        Some(c) if joint(c) => !before.next().is_some_and(word),
        _ => true,
    };
    let mut after = run[end..].chars();
    let right = match after.next() {
        Some(c) if word(c) => false,
        Some(c) if alike(c) == '\'' => {
            let next = after.next();
            !next.is_some_and(word) || (next == Some('s') && !after.next().is_some_and(word))
        }
        Some(c) if joint(c) => !after.next().is_some_and(word),
        _ => true,
    };
    left && right
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(names: &[(&str, &str)], runs: &[&str]) -> String {
        let mentions: Vec<Mention> =
            names.iter().map(|(name, url)| Mention { name: (*name).into(), url: (*url).into(), note: None }).collect();
        let mut mentions = Mentions::new(&mentions);
        let mut out = String::new();
        for run in runs {
            mentions.write(&mut out, run);
        }
        out.replace(" class=\"entity\"", "")
    }

    #[test]
    fn a_name_is_linked_once_by_whichever_name_comes_first() {
        let names = [("Bashar al-Assad", "/a/"), ("Assad", "/a/")];
        assert_eq!(
            write(&names, &["Assad met. Bashar al-Assad left."]),
            "<a href=\"/a/\">Assad</a> met. Bashar al-Assad left."
        );
        let longest = write(&names, &["Bashar\nal‑Assad and Assad"]);
        assert_eq!(longest, "<a href=\"/a/\">Bashar\nal‑Assad</a> and Assad");
    }

    #[test]
    fn a_name_within_the_name_of_another_is_never_linked() {
        let names = [("Assad", "/hafez/"), ("Bashar al Assad", "/bashar/")];
        let text = write(&names, &["Bashar al Assad. ", "Bashar al Assad. "]);
        assert_eq!(text, "<a href=\"/bashar/\">Bashar al Assad</a>. Bashar al Assad. ");
    }

    #[test]
    fn only_whole_words_in_the_case_as_written() {
        for text in [
            "Lavrovs",
            "lavrov",
            "xLavrov",
            "Lavrov-Smith",
            "al-Lavrov",
            "Lavrov.example",
            "@a.Lavrov",
            "Lavrov\u{301}",
            "O’Lavrov",
            "Lavrov’ll",
            "Lavrov_",
        ] {
            assert_eq!(write(&[("Lavrov", "/l/")], &[text]), text);
        }
        for (text, rest) in [
            ("Lavrov.", "."),
            ("Lavrov’s talk", "’s talk"),
            ("Lavrov' x", "' x"),
            ("Lavrov–Kerry", "–Kerry"),
            ("Lavrov", ""),
        ] {
            assert_eq!(write(&[("Lavrov", "/l/")], &[text]), format!("<a href=\"/l/\">Lavrov</a>{rest}"));
        }
        assert_eq!(write(&[("O'Brien", "/o/")], &["(O’Brien)"]), "(<a href=\"/o/\">O’Brien</a>)");
    }
}
