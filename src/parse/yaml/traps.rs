//! What an editor meant by a line that YAML cannot read, in an editor's words, with the line as it should be.

use super::build::{Fault, FaultKind};
use super::draft::{Draft, Edit};
use super::line::{Shape, holds_colon, meant, quoted, shape};
use granit_parser::ErrorKind;
use std::ops::Range;

/// One fault, and how the draft goes on without it. Places are bytes of the draft.
#[derive(Debug)]
pub(super) struct Finding {
    pub code: &'static str,
    pub message: String,
    pub label: Option<String>,
    pub at: Range<usize>,
    pub hints: Vec<String>,
    /// The line to blame.
    pub line: usize,
    /// Empty when nobody can say what was meant.
    pub edits: Vec<Edit>,
}

/// Finds the line to blame and what was meant.
pub(super) fn diagnose(draft: &Draft, fault: &Fault) -> Finding {
    match &fault.kind {
        FaultKind::Tag | FaultKind::Anchor => {
            let number = draft.line_at(fault.at);
            opening(draft, number).unwrap_or_else(|| generic(draft, fault.at, "this cannot be read"))
        }
        FaultKind::GluedDashes => dashes(draft, draft.line_at(fault.at)),
        FaultKind::SecondDocument => {
            let mut finding =
                generic(draft, fault.at, "a second document begins here, and only the first would be read");
            finding.hints = vec!["take out the line `---`".into()];
            finding
        }
        FaultKind::TooDeep => simple(
            draft,
            fault.at,
            "yaml-depth",
            "lists and groups are nested too deeply: 250 levels are read",
            "close the brackets, or write it flatter",
        ),
        FaultKind::TooLarge => simple(
            draft,
            fault.at,
            "yaml-alias",
            "the copies that `*` makes here are too many to read",
            "write the values out where they are needed",
        ),
        FaultKind::Syntax(kind) => syntax(draft, fault, kind),
    }
}

fn syntax(draft: &Draft, fault: &Fault, kind: &ErrorKind) -> Finding {
    use ErrorKind as E;
    let number = draft.line_at(fault.at);
    match kind {
        E::TabInBlockIndentation | E::TabInIndentation | E::TabNotAllowed | E::TabInPlainScalar => {
            let tabbed = |n: &usize| indent_of(draft.line(*n)).contains('\t');
            if let Some(first) = (number..(number + 3).min(draft.len())).find(tabbed) {
                return tabs(draft, first);
            }
        }
        E::UnclosedQuotedScalar | E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => {
            let quote =
                draft.text()[fault.last.min(fault.at)..].find(['"', '\'']).map(|at| at + fault.last.min(fault.at));
            return quotes(draft, quote.filter(|&at| at <= fault.at).unwrap_or(fault.at));
        }
        E::UnknownAnchor if draft.line(number).trim_start().starts_with("<<") => {
            let hint = "write the fields out where they are meant";
            return simple(draft, fault.at, "yaml-merge-key", "merge keys (`<<`) are not read", hint);
        }
        _ => {}
    }
    let found = in_brackets(draft, fault)
        .or_else(|| glued_dash(draft, number))
        .or_else(|| opening(draft, number))
        .or_else(|| no_blank(draft, number))
        .or_else(|| continued_colon(draft, kind, number))
        .or_else(|| colon(draft, number))
        .or_else(|| indentation(draft, number));
    found.unwrap_or_else(|| generic(draft, fault.at, words(kind)))
}

/// What the parser says, for an editor.
fn words(kind: &ErrorKind) -> &'static str {
    use ErrorKind as E;
    match kind {
        E::UnexpectedCharacter { .. } => "this character cannot stand here without quotes",
        E::UnknownQuotedScalarEscape | E::InvalidQuotedScalarHexEscape | E::InvalidUnicodeEscape => {
            "in double quotes a backslash begins an escape, and this is none: use single quotes, or `\\\\`"
        }
        E::UnclosedFlowCollection { .. } | E::MismatchedFlowCollectionEnd { .. } => "brackets do not match here",
        E::MisplacedFlowCollectionEnd => "a bracket is closed here that was not opened",
        E::ExpectedFlowMappingSeparator | E::ExpectedFlowSequenceSeparator => "a comma or a closing bracket is missing",
        E::SimpleKeyExpected | E::MappingValueNotAllowed => "this line is neither `key: value` nor part of a list",
        E::CommentInterceptedScalar => "a comment stands in the middle of a text",
        E::InvalidBlockScalarIndent | E::TabAtBlockScalarStart => {
            "this line of a text block is not indented as its first"
        }
        E::UnknownAnchor => "`*` refers to something that is not defined",
        _ => "this cannot be read: is the indentation right, and is every quote and bracket closed",
    }
}

fn indent_of(line: &str) -> &str {
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

fn simple(draft: &Draft, at: usize, code: &'static str, message: &str, hint: &str) -> Finding {
    let line = draft.line_at(at);
    let end = (draft.start(line) + draft.line(line).len()).max(at);
    let hints = vec![hint.to_owned()];
    Finding { code, message: message.into(), label: None, at: at..end, hints, line, edits: Vec::new() }
}

fn generic(draft: &Draft, at: usize, words: &str) -> Finding {
    let mut finding = simple(draft, at, "yaml-syntax", words, "put a text with special characters in quotes");
    if finding.at.is_empty() && !draft.line(finding.line).trim().is_empty() {
        finding.at.start = draft.start(finding.line) + indent_of(draft.line(finding.line)).len();
    }
    finding
}

/// A finding about the value of a line, which is mended by `value`.
fn value(draft: &Draft, number: usize, code: &'static str, message: String, value: &str) -> Finding {
    let line = draft.line(number);
    let shape = shape(line);
    let start = draft.start(number) + shape.value_at;
    let text = format!("{}{value}", &line[..shape.value_at]);
    Finding {
        code,
        message,
        label: None,
        at: start..start + shape.value.len().max(1),
        hints: vec![format!("write: `{}`", text.trim_start())],
        line: number,
        edits: vec![Edit { lines: number..end_of_value(draft, number), text }],
    }
}

/// The line after the last one that continues the text of line `number`.
fn end_of_value(draft: &Draft, number: usize) -> usize {
    let key = shape(draft.line(number)).inner;
    let continues = |n: usize| {
        let line = draft.line(n);
        let next = shape(line);
        let key_like = next.key.is_some_and(|key| !key.contains(' '));
        next.indent > key && !key_like && !next.value.starts_with('-') && !line.trim().is_empty()
    };
    (number + 1..draft.len()).find(|&n| !continues(n)).unwrap_or(draft.len())
}

/// The text of a value with the lines that continue it.
fn whole_value(draft: &Draft, number: usize) -> String {
    let mut text = shape(draft.line(number)).value.to_owned();
    for next in number + 1..end_of_value(draft, number) {
        text.push(' ');
        text.push_str(draft.line(next).trim());
    }
    text
}

/// A value that opens with a character which YAML gives a meaning of its own.
fn opening(draft: &Draft, number: usize) -> Option<Finding> {
    let Shape { value: text, .. } = shape(draft.line(number));
    let first = text.chars().next()?;
    let second = text.chars().nth(1);
    let (code, says) = match first {
        '"' | '\'' => return Some(quotes(draft, draft.start(number) + shape(draft.line(number)).value_at)),
        '[' | '{' => ("yaml-bracket", "a list or a group of fields"),
        '*' => ("yaml-asterisk", "a copy of something marked with `&`"),
        '&' => ("yaml-ampersand", "a mark for `*` to copy, and drops the word"),
        '!' => ("yaml-exclamation", "the type of a value, and drops the word"),
        '@' | '`' | '%' => ("yaml-reserved", "something it keeps for itself"),
        ',' | ']' | '}' => ("yaml-reserved", "part of a list in brackets"),
        '|' | '>' => ("yaml-block-text", "the start of a text block on the next lines"),
        '-' | '?' if second.is_none_or(|c| c == ' ') => ("yaml-reserved", "a list or a key"),
        _ => return None,
    };
    let message = format!("a value that opens with `{first}` needs quotes: YAML takes it for {says}");
    Some(value(draft, number, code, message, &quoted(&whole_value(draft, number))))
}

/// A value that opens with a quote and does not end with it; `at` is the quote.
fn quotes(draft: &Draft, at: usize) -> Finding {
    let number = draft.line_at(at);
    let line = draft.line(number);
    let found = shape(line);
    let inside = at != draft.start(number) + found.value_at;
    let rest = draft.text().get(at..draft.start(number) + line.len()).unwrap_or("");
    let quote = rest.chars().next().unwrap_or('"');
    let closed = rest.get(1..).is_some_and(|rest| rest.contains(quote));
    if inside {
        let message = format!("the quote {quote} that opens here is not closed before the next part of the list");
        let hint = "close it, or put the whole value in the other kind of quotes";
        return Finding { message, ..simple(draft, at, "yaml-unclosed-quote", "", hint) };
    }
    let whole = whole_value(draft, number);
    let (code, message) = match closed {
        true => ("yaml-quote", format!("the value opens with the quote {quote} and goes on after the closing one")),
        false => ("yaml-unclosed-quote", format!("the quote {quote} that opens the value is never closed")),
    };
    value(draft, number, code, message, &quoted(meant(&whole)))
}

/// Brackets that were opened and not closed before something else begins.
fn in_brackets(draft: &Draft, fault: &Fault) -> Option<Finding> {
    let at = *fault.open.first()?;
    let number = draft.line_at(at);
    let found = shape(draft.line(number));
    let rest = draft.text().get(at..draft.start(number) + draft.line(number).len()).unwrap_or("");
    let (mut opened, mut closed) = (0, 0);
    for c in rest.chars() {
        opened += usize::from(matches!(c, '[' | '{'));
        closed += usize::from(matches!(c, ']' | '}'));
    }
    let bracket = rest.chars().next()?;
    if opened > closed {
        let message = format!("the bracket `{bracket}` is not closed");
        let mut finding = value(draft, number, "yaml-bracket", message, &quoted(&whole_value(draft, number)));
        let hint = finding.hints.pop()?;
        finding.hints.push(format!("close it; or, if it belongs to a text, {hint}"));
        return Some(finding);
    }
    // A piece of a list in brackets: up to the next comma or bracket, in quotes.
    let line_start = draft.start(draft.line_at(fault.at));
    if draft.line_at(fault.at) != number || found.value.is_empty() {
        return None;
    }
    let line = draft.line(number);
    let from = fault.at - line_start;
    let to = from + line.get(from..)?.find([',', ']', '}'])?;
    let piece = line[from..to].trim();
    if piece.is_empty() || piece.contains(['"', '\'']) {
        return None;
    }
    let text = format!("{}{}{}", &line[..from], quoted(piece), &line[to..]);
    Some(Finding {
        code: "yaml-reserved",
        message: format!("`{piece}` needs quotes inside brackets"),
        label: None,
        at: fault.at..fault.at + piece.len(),
        hints: vec![format!("write: `{}`", text.trim_start())],
        line: number,
        edits: vec![Edit { lines: number..number + 1, text }],
    })
}

/// A colon in the value that YAML takes for another key.
fn colon(draft: &Draft, number: usize) -> Option<Finding> {
    let found = shape(draft.line(number));
    if found.key.is_none() || !holds_colon(found.value) {
        return None;
    }
    let message = "a value that holds a colon and a blank needs quotes".to_owned();
    Some(value(draft, number, "yaml-colon", message, &quoted(&whole_value(draft, number))))
}

/// The same in a line that continues the text of an earlier one.
fn continued_colon(draft: &Draft, kind: &ErrorKind, number: usize) -> Option<Finding> {
    let found = shape(draft.line(number));
    if *kind != ErrorKind::MappingValueNotAllowed || !found.key?.contains(' ') || found.inner != found.indent {
        return None;
    }
    let first = (0..number).rev().find(|&n| shape(draft.line(n)).key.is_some())?;
    (end_of_value(draft, first) > number).then(|| colon_from(draft, first))
}

fn colon_from(draft: &Draft, number: usize) -> Finding {
    let message = "a text that holds a colon and a blank needs quotes".to_owned();
    value(draft, number, "yaml-colon", message, &quoted(&whole_value(draft, number)))
}

/// `-item` for `- item`: that line and the like ones below it.
fn glued_dash(draft: &Draft, number: usize) -> Option<Finding> {
    let is_glued = |n: usize| {
        let line = draft.line(n).trim_start();
        line.strip_prefix('-').is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['-', ' ']))
    };
    (shape(draft.line(number)).key.is_none() && is_glued(number)).then(|| dashes(draft, number))
}

fn dashes(draft: &Draft, number: usize) -> Finding {
    let glued = |n: &usize| {
        let line = draft.line(*n).trim_start();
        line.strip_prefix('-').is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['-', ' ']))
    };
    let edits: Vec<Edit> = (number..draft.len())
        .take_while(glued)
        .map(|n| {
            let line = draft.line(n);
            let indent = indent_of(line);
            Edit { lines: n..n + 1, text: format!("{indent}- {}", line[indent.len() + 1..].trim()) }
        })
        .collect();
    let mut finding =
        simple(draft, draft.start(number), "yaml-dash", "the dash of a list item needs a blank after it", "");
    finding.at.start += indent_of(draft.line(number)).len();
    finding.hints = edits.first().map(|edit| format!("write: `{}`", edit.text.trim_start())).into_iter().collect();
    finding.edits = edits;
    finding
}

/// `title:Talks` for `title: Talks`, in line `number` or the one before it, where the text may have begun.
fn no_blank(draft: &Draft, number: usize) -> Option<Finding> {
    let glued = |n: usize| {
        let line = draft.line(n);
        let found = shape(line);
        let (key, rest) = found.value.split_once(':')?;
        let word = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        (found.key.is_none() && word && !rest.starts_with("//"))
            .then(|| (n, found.value_at, key.to_owned(), rest.to_owned()))
    };
    let (n, value_at, key, rest) = glued(number).or_else(|| glued(number.checked_sub(1)?))?;
    let text = format!("{}{key}: {}", &draft.line(n)[..value_at], rest.trim());
    let mut finding =
        simple(draft, draft.start(n) + value_at, "yaml-key", "a colon after a key needs a blank after it", "");
    finding.hints = vec![format!("write: `{}`", text.trim_start())];
    finding.edits = vec![Edit { lines: n..n + 1, text }];
    Some(finding)
}

/// A key further to the right than the ones it belongs to.
fn indentation(draft: &Draft, number: usize) -> Option<Finding> {
    let line = draft.line(number);
    let found = shape(line);
    found.key?;
    let outer = (0..number)
        .rev()
        .map(|n| shape(draft.line(n)))
        .filter(|shape| shape.key.is_some() && shape.inner < found.indent)
        .map(|shape| shape.inner)
        .next()?;
    let text = format!("{}{}", " ".repeat(outer), line.trim_start());
    let message = "this line is indented further than the one it belongs with";
    let hint = match outer {
        0 => format!("begin it at the margin: `{}`", line.trim()),
        n => format!("indent it by {n} blanks: `{text}`"),
    };
    let mut finding = simple(draft, draft.start(number) + found.indent, "yaml-indentation", message, &hint);
    finding.edits = vec![Edit { lines: number..number + 1, text }];
    Some(finding)
}

/// Tabs where blanks must stand; all of them are mended at once.
fn tabs(draft: &Draft, first: usize) -> Finding {
    let edits: Vec<Edit> = (first..draft.len())
        .filter(|&n| indent_of(draft.line(n)).contains('\t'))
        .map(|n| {
            let line = draft.line(n);
            let indent = indent_of(line);
            Edit { lines: n..n + 1, text: format!("{}{}", indent.replace('\t', "  "), &line[indent.len()..]) }
        })
        .collect();
    let hint = edits.first().map(|edit| format!("use blanks: `{}`", edit.text)).unwrap_or_default();
    let mut finding = simple(draft, draft.start(first), "yaml-tab", "a tab cannot indent a line", &hint);
    finding.at.end = finding.at.start + indent_of(draft.line(first)).len();
    finding.label = match edits.len() {
        0 | 1 => None,
        n => Some(format!("and in {} further lines", n - 1)),
    };
    finding.edits = edits;
    finding
}
