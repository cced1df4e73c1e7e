//! A copy of a YAML text whose lines can be mended, and the way back from its bytes to those of the original.

use std::ops::Range;

/// New text for some lines: the first gets it, the others become empty.
#[derive(Debug, PartialEq)]
pub(super) struct Edit {
    pub lines: Range<usize>,
    /// Without a line break.
    pub text: String,
}

#[derive(Debug)]
struct Line<'a> {
    original: &'a str,
    mended: Option<String>,
}

impl Line<'_> {
    fn text(&self) -> &str {
        self.mended.as_deref().unwrap_or(self.original)
    }
}

#[derive(Debug)]
pub(super) struct Draft<'a> {
    lines: Vec<Line<'a>>,
    /// Where each line begins in the original, and in the draft.
    starts: Vec<(usize, usize)>,
    text: String,
}

impl<'a> Draft<'a> {
    pub fn new(text: &'a str) -> Self {
        let lines = text.split_inclusive('\n').map(|original| Line { original, mended: None }).collect();
        let mut draft = Draft { lines, starts: Vec::new(), text: String::new() };
        draft.renew();
        draft
    }

    /// The text as it stands now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// A line as it stands now, without its break.
    pub fn line(&self, number: usize) -> &str {
        self.lines.get(number).map_or("", |line| line.text().trim_end_matches(['\n', '\r']))
    }

    /// Where a line begins in the draft.
    pub fn start(&self, number: usize) -> usize {
        self.starts.get(number).map_or(self.text.len(), |start| start.1)
    }

    /// The line that holds a byte of the draft.
    pub fn line_at(&self, at: usize) -> usize {
        self.starts.partition_point(|start| start.1 <= at).saturating_sub(1)
    }

    /// The byte of the original that a byte of the draft stands for.
    pub fn original(&self, at: usize) -> usize {
        let number = self.line_at(at);
        let Some((line, (original, draft))) = self.lines.get(number).zip(self.starts.get(number)) else { return at };
        let column = at.saturating_sub(*draft);
        let Some(mended) = &line.mended else { return original + column };
        let same = line.original.bytes().zip(mended.bytes()).take_while(|(a, b)| a == b).count();
        let from_end = mended.len().saturating_sub(column);
        let column = if column <= same { column } else { line.original.len().saturating_sub(from_end).max(same) };
        let mut byte = column.min(line.original.len());
        while !line.original.is_char_boundary(byte) {
            byte -= 1;
        }
        original + byte
    }

    /// Makes the edits.
    pub fn apply(&mut self, edits: Vec<Edit>) {
        for Edit { lines, text } in edits {
            for number in lines.clone() {
                let Some(line) = self.lines.get_mut(number) else { continue };
                let end = &line.original[line.original.trim_end_matches(['\n', '\r']).len()..];
                line.mended = Some(if number == lines.start { format!("{text}{end}") } else { String::new() });
            }
        }
        self.renew();
    }

    /// Leaves out the whole top-level entry that a line belongs to. False when nothing was left to leave out.
    pub fn leave_out(&mut self, number: usize) -> bool {
        let opens = |line: &Line| {
            let text = line.text();
            !text.starts_with([' ', '\t', '\n', '\r', '#', '-', '}', ']']) && !text.is_empty()
        };
        let number = number.min(self.lines.len().saturating_sub(1));
        let from = (0..=number).rev().find(|&n| self.lines.get(n).is_some_and(opens)).unwrap_or(0);
        let to = (from + 1..self.lines.len()).find(|&n| opens(&self.lines[n])).unwrap_or(self.lines.len());
        let mut changed = false;
        for line in self.lines.iter_mut().take(to.max(number + 1)).skip(from) {
            changed |= !line.text().is_empty();
            line.mended = Some(String::new());
        }
        self.renew();
        changed
    }

    fn renew(&mut self) {
        self.text.clear();
        self.starts.clear();
        let mut original = 0;
        for line in &self.lines {
            self.starts.push((original, self.text.len()));
            self.text.push_str(line.text());
            original += line.original.len();
        }
    }
}
