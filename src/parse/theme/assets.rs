//! The theme's files and their addresses, each with a hash of its content, so that a browser may keep it for good.

use super::Asset;
use crate::base::diag::Diagnostic;
use crate::base::hash::Hash128;
use crate::base::path::SourcePath;
use crate::base::text;
use crate::parse::document::Text;
use std::borrow::Cow;
use std::collections::BTreeMap;

type Files = BTreeMap<Text, Cow<'static, [u8]>>;

/// The files by name with their addresses. `option_css` becomes part of `theme.css`; in style sheets, `url(…)` of another
/// theme file is made to lead to its address.
pub(super) fn assets(mut files: Files, option_css: &str, faults: &mut Vec<Diagnostic>) -> BTreeMap<Text, Asset> {
    if let Some(sheet) = files.get_mut("theme.css").filter(|_| !option_css.is_empty()) {
        sheet.to_mut().extend_from_slice(option_css.as_bytes());
    }
    let sheets: Files = files.iter().filter(|(name, _)| is_sheet(name)).map(|(n, b)| (n.clone(), b.clone())).collect();
    files.retain(|name, _| !is_sheet(name));
    let mut assets: BTreeMap<Text, Asset> = files.into_iter().map(|(name, bytes)| entry(name, bytes)).collect();
    let linked: Vec<_> = sheets
        .into_iter()
        .map(|(name, bytes)| {
            let bytes = match std::str::from_utf8(&bytes).ok().and_then(|css| link(&name, css, &assets, faults)) {
                Some(css) => Cow::Owned(css.into_bytes()),
                None => bytes,
            };
            entry(name, bytes)
        })
        .collect();
    assets.extend(linked);
    assets
}

fn is_sheet(name: &str) -> bool {
    name.ends_with(".css")
}

fn entry(name: Text, bytes: Cow<'static, [u8]>) -> (Text, Asset) {
    let hash = Hash128::of(&bytes).hex();
    let (folder, file) = name.rsplit_once('/').map_or(("", &*name), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    let (stem, extension) = file.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).unwrap_or((file, ""));
    let dot = if extension.is_empty() { "" } else { "." };
    let address = format!("/assets/{folder}{slash}{stem}.{}{dot}{extension}", &hash[..10]);
    (name, Asset { address: address.into(), bytes })
}

/// The style sheet with its `url(…)` made right; none when there is nothing to change.
fn link(sheet: &str, css: &str, assets: &BTreeMap<Text, Asset>, faults: &mut Vec<Diagnostic>) -> Option<String> {
    let folder = SourcePath::new(sheet)?.parent();
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find("url(") {
        let (before, after) = rest.split_at(at + 4);
        let Some(end) = after.find(')') else { break };
        out.push_str(before);
        let target = after[..end].trim().trim_matches(['"', '\'']);
        let path = target.split(['?', '#']).next().unwrap_or(target);
        let elsewhere = path.is_empty() || path.starts_with('/') || path.contains(':');
        let name = folder.join(path).filter(|_| !elsewhere);
        match name.as_ref().and_then(|name| assets.get(name.as_str())) {
            Some(asset) => {
                // The folders stay as they are; only the file's own name has the hash in it.
                let kept = path.rfind('/').map_or(0, |slash| slash + 1);
                let file = asset.address.rsplit('/').next().unwrap_or(path);
                out.push_str(&format!("\"{}{file}{}\"", &path[..kept], &target[path.len()..]));
            }
            None => {
                if !elsewhere {
                    faults.push(missing(sheet, path, assets));
                }
                out.push_str(&after[..end]);
            }
        }
        rest = &after[end..];
    }
    out.push_str(rest);
    (out != css).then_some(out)
}

fn missing(sheet: &str, path: &str, assets: &BTreeMap<Text, Asset>) -> Diagnostic {
    let told = Diagnostic::new("unknown-asset", format!("`{sheet}` asks for `{path}`, which is no file of the theme"));
    match text::nearest(path, assets.keys().map(|name| &**name)) {
        Some(name) => told.hint(format!("did you mean `{name}`?")),
        None => told.hint("put the file beside the style sheet, among the theme's static files"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(name, text)| ((*name).into(), Cow::Owned(text.as_bytes().to_vec()))).collect()
    }

    #[test]
    fn an_address_changes_with_the_content_and_with_the_options() {
        let mut faults = Vec::new();
        let one = assets(files(&[("theme.css", "a{}")]), "", &mut faults);
        let two = assets(files(&[("theme.css", "a{}")]), ":root{--accent:#a00}", &mut faults);
        assert_eq!(&*two["theme.css"].bytes, b"a{}:root{--accent:#a00}");
        assert_ne!(one["theme.css"].address, two["theme.css"].address);
        let address = &one["theme.css"].address;
        assert!(address.starts_with("/assets/theme.") && address.ends_with(".css"), "{address}");
        assert_eq!(address.len(), "/assets/theme.0123456789.css".len());
    }

    #[test]
    fn a_style_sheet_finds_its_fonts() {
        let mut faults = Vec::new();
        let css = "@font-face{src:url(fonts/a.woff2)} b{background:url('data:x')} c{background:url( \"x.png\" )}";
        let all = assets(files(&[("theme.css", css), ("fonts/a.woff2", "font")]), "", &mut faults);
        let sheet = String::from_utf8_lossy(&all["theme.css"].bytes).into_owned();
        let font = all["fonts/a.woff2"].address.rsplit('/').next().unwrap_or_default();
        assert!(sheet.contains(&format!("url(\"fonts/{font}\")")), "{sheet}");
        assert!(sheet.contains("url('data:x')"), "{sheet}");
        assert_eq!(faults.len(), 1);
        assert!(faults[0].message.contains("x.png"), "{}", faults[0].message);
    }

    #[test]
    fn odd_names_and_odd_css_do_no_harm() {
        let mut faults = Vec::new();
        let all = assets(files(&[("LICENSE", "x"), (".keep", ""), ("a.css", "url(")]), "", &mut faults);
        assert!(all["LICENSE"].address.starts_with("/assets/LICENSE."));
        assert_eq!(&*all["a.css"].bytes, b"url(");
        assert!(faults.is_empty());
    }
}
