//! The law of reading: whatever the file, no panic, and every place is a place in it.

use super::*;
use crate::parse::config::config;

fn bare() -> Config {
    let path = SourcePath::new("throughline.yaml").expect("a path");
    config(&path, "title: T\nlanguage: en\nfields: {kicker: [x]}\n").0
}

proptest::proptest! {
    #[test]
    fn no_file_is_too_odd(pieces in proptest::collection::vec(0..PIECES.len(), 0..40)) {
        let text: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        for (mark, path) in [("---", "content/a.md"), ("+++", "content/dossiers/a/index.md")] {
            for text in [format!("{mark}\n{text}\n{mark}\nText"), text.clone()] {
                let path = SourcePath::new(path).expect("a path");
                let (document, _, found) = read(&path, text.as_bytes(), &bare(), None);
                let spans = found.iter().filter_map(|d| d.place.as_ref()?.span);
                for span in spans.chain([document.common.front_span, document.body.span]) {
                    assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} of {text:?}");
                }
            }
        }
    }
}

const PIECES: [&str; 44] = [
    "\n",
    "\n",
    "\n",
    "\r\n",
    " ",
    "  ",
    "\t",
    ":",
    ": ",
    ": ",
    "-",
    "- ",
    "- ",
    "#",
    " #",
    "'",
    "\"",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a",
    "*a",
    "!x",
    "@",
    "`",
    "%",
    "|",
    ">",
    "?",
    "<<",
    "~",
    "é",
    "日本",
    "title",
    "events",
    "image",
    "date: 2017",
    "x",
    "= ",
    "\\",
    "\u{0}",
    "\u{feff}",
];
