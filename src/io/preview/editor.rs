//! Links that open a source file in the editor of whoever writes.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// Editors by name, each with the address that opens a file at a line and column.
const KNOWN: &[(&str, &str)] = &[
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("cursor", "cursor://file{path}:{line}:{column}"),
    ("windsurf", "windsurf://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("sublime", "subl://open?url=file://{path}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file://{path}&line={line}&column={column}"),
    ("emacs", "org-protocol://open-source?url=file://{path}&line={line}"),
];

/// What may not stand in such an address as it is.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'=')
    .add(b'>')
    .add(b'?')
    .add(b'\'')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'\\');

/// An editor, or none.
#[derive(Clone, Debug)]
pub struct Editor(Option<String>);

impl Editor {
    /// By name, or as a template of a URL; what is wrong with the words else.
    pub fn read(written: &str) -> Result<Editor, String> {
        if written == "none" {
            return Ok(Editor(None));
        }
        if let Some((_, template)) = KNOWN.iter().find(|(name, _)| *name == written) {
            return Ok(Editor(Some((*template).into())));
        }
        let scheme = written.split_once(':').map_or("", |(scheme, _)| scheme);
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        let runs = ["javascript", "data", "vbscript"].iter().any(|bad| scheme.eq_ignore_ascii_case(bad));
        if is_scheme && !runs && written.contains("{path}") {
            return Ok(Editor(Some(written.into())));
        }
        let known: Vec<String> = KNOWN.iter().map(|(name, _)| format!("`{name}`")).collect();
        Err(format!(
            "`--editor {written}` is no editor that is known\n  help: {}, `none`, or a URL such as `my-editor://open?file={{path}}&line={{line}}`",
            known.join(", ")
        ))
    }

    /// The link to a file, given its whole path with forward slashes.
    pub fn link(&self, path: &str, line: usize, column: usize) -> Option<String> {
        let path = if path.starts_with('/') { path.to_string() } else { format!("/{path}") };
        let path = utf8_percent_encode(&path, UNSAFE).to_string();
        let template = self.0.as_ref()?;
        let line = line.to_string();
        Some(template.replace("{line}", &line).replace("{column}", &column.to_string()).replace("{path}", &path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_the_file_at_its_line() {
        let link = |editor: &str| Editor::read(editor).unwrap().link("/home/a b/x&y.md", 3, 7);
        assert_eq!(link("vscode").unwrap(), "vscode://file/home/a%20b/x%26y.md:3:7");
        assert_eq!(link("idea").unwrap(), "idea://open?file=/home/a%20b/x%26y.md&line=3&column=7");
        assert_eq!(link("my://{path}#{line}").unwrap(), "my:///home/a%20b/x%26y.md#3");
        assert_eq!(link("none"), None);
    }

    #[test]
    fn words_that_are_no_editor_are_refused() {
        for bad in ["vim", "", "javascript:alert('{path}')", "x://nothing", "1x:{path}"] {
            assert!(Editor::read(bad).is_err(), "{bad}");
        }
    }
}
