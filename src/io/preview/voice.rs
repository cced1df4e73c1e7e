//! What the terminal says of a change: one line, and what is newly wrong.

use super::stage::Outcome;
use crate::base::diag::Diagnostic;
use crate::base::text::count;
use crate::io::terminal::tally;
use std::collections::BTreeSet;

/// A diagnostic wherever it stands in its file: one that has moved is not said again.
type Sign = (Option<String>, &'static str, String);

/// What was said already.
#[derive(Default)]
pub struct Voice {
    said: BTreeSet<Sign>,
}

fn sign(diagnostic: &Diagnostic) -> Sign {
    let path = diagnostic.place.as_ref().map(|place| place.path.as_str().to_string());
    (path, diagnostic.code, diagnostic.message.clone())
}

impl Voice {
    /// Those that were not there before; and how many are mended.
    pub fn news(&mut self, diagnostics: &[Diagnostic]) -> (Vec<Diagnostic>, usize) {
        let now: BTreeSet<Sign> = diagnostics.iter().map(sign).collect();
        let mended = self.said.difference(&now).count();
        let new = diagnostics.iter().filter(|diagnostic| !self.said.contains(&sign(diagnostic))).cloned().collect();
        self.said = now;
        (new, mended)
    }
}

/// `content/articles/a.md: 7 pages, 3 ms`.
pub fn line(outcome: &Outcome) -> String {
    let sources = &outcome.moved.sources;
    let what = match &sources[..] {
        [] => "the site".to_string(),
        [one] => one.to_string(),
        [first, ..] => format!("{} ({first}, …)", count(sources.len(), "file")),
    };
    let took = match outcome.seconds {
        seconds if seconds < 0.01 => format!("{:.1} ms", seconds * 1000.0),
        seconds if seconds < 1.0 => format!("{:.0} ms", seconds * 1000.0),
        seconds => format!("{seconds:.1} s"),
    };
    match outcome.pages {
        0 => format!("{what}: {took}"),
        pages => format!("{what}: {}, {took}", count(pages, "page")),
    }
}

/// `1 problem mended, 2 errors left`; none when nothing was mended.
pub fn mended(mended: usize, left: &[Diagnostic]) -> Option<String> {
    let rest = match tally(left) {
        rest if rest.is_empty() => "nothing is wrong now".into(),
        rest => format!("{rest} left"),
    };
    (mended > 0).then(|| format!("{} mended, {rest}", count(mended, "problem")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diag::{Place, Span};
    use crate::base::path::SourcePath;

    #[test]
    fn what_was_said_is_not_said_again_when_it_moves_down() {
        let path = SourcePath::new("content/a.md").unwrap();
        let at = |start| Diagnostic::new("bad-date", "no date").at(Place::new(&path, Span::new(start, start + 1)));
        let mut voice = Voice::default();
        assert_eq!(voice.news(&[at(3)]), (vec![at(3)], 0));
        assert_eq!(voice.news(&[at(30)]), (vec![], 0));
        assert_eq!(voice.news(&[]), (vec![], 1));
        assert_eq!(voice.news(&[at(3)]).0.len(), 1);
        assert_eq!(mended(1, &[at(3)]).unwrap(), "1 problem mended, 1 error left");
        assert_eq!(mended(0, &[]), None);
    }
}
