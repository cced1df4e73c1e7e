//! Stories of theme authors: layers, options, and what is refused.

use super::*;
use crate::base::inputs::MemoryInputs;
use crate::parse::document::Spanned;
use crate::parse::tree::Node;
use crate::parse::yaml::yaml;

/// The theme of a site with these files and this `theme:` setting.
fn read(files: &[(&str, &str)], setting: &str) -> (Theme, Vec<Diagnostic>) {
    let inputs = MemoryInputs::new("2026-01-01T00:00:00Z", files);
    let path = SourcePath::new("throughline.yaml").expect("a path");
    let (mut config, _) = crate::parse::config::config(&path, "title: T\n");
    config.theme = Default::default();
    let (node, faults) = yaml(&path, setting, 0);
    assert_eq!(faults, []);
    if let Some(Node { value: crate::parse::tree::Value::Map(entries), .. }) = node {
        for (key, node) in entries {
            let name = Spanned { value: Text::from(key.name.as_str()), span: key.span };
            match &*key.name {
                "use" => {
                    let value = node.text().unwrap_or_default().into();
                    config.theme.name = Some(Spanned { value, span: node.span });
                }
                _ => config.theme.options.push((name, node)),
            }
        }
    }
    theme(&inputs, &config)
}

const PLAIN: (&str, &str) = (
    "themes/plain/theme.yaml",
    "name: plain\ntemplate_api: 1\noptions:\n  ink: {default: black, help: Colour of text, css: true}\n  wide: {default: false}\n  \
     columns: {default: 2}\n  line_width: {default: 60ch, css: true}\n",
);

fn codes(faults: &[Diagnostic]) -> Vec<&str> {
    faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn the_built_in_theme_is_whole() {
    let (theme, faults) = read(&[], "");
    assert_eq!(faults, []);
    assert_eq!(&*theme.name, "default");
    assert!(theme.templates.contains_key("page.html") && theme.templates.contains_key("theme/page.html"));
    assert!(theme.words.contains_key("en"));
    let css = &theme.assets["theme.css"];
    assert!(css.address.starts_with("/assets/theme."));
    assert!(css.bytes.ends_with(theme.option_css.as_bytes()) && theme.option_css.starts_with(":root{--accent:"));
}

#[test]
fn the_site_wins_over_its_theme_and_the_theme_over_the_built_in_one() {
    let (theme, faults) = read(
        &[
            PLAIN,
            ("themes/plain/templates/page.html", "plain page"),
            ("themes/plain/templates/article.html", "plain article"),
            ("themes/plain/static/theme.css", "p{}"),
            ("themes/plain/static/fonts/a.woff2", "font"),
            ("themes/plain/words/ru.ftl", "home = Домой"),
            ("templates/article.html", "my article"),
            ("templates/components/map.html", "map"),
            ("templates/assets/fonts/a.woff2", "my font"),
            ("templates/notes.md", "no template"),
            ("templates/.hidden.html", "no template"),
            ("words/ru.ftl", "home = Главная"),
        ],
        "use: plain",
    );
    assert_eq!(faults, []);
    let text = |name: &str| theme.templates.get(name).map(|template| &*template.text);
    assert_eq!(text("article.html"), Some("my article"));
    assert_eq!(text("theme/article.html"), Some("plain article"));
    assert_eq!(text("page.html"), Some("plain page"));
    assert_eq!(text("theme/page.html"), Some("plain page"));
    assert!(text("theme/base.html").is_some(), "what the theme lacks is the built-in one's");
    assert!(theme.components().contains("map"));
    assert!(text("notes.md").is_none() && text(".hidden.html").is_none());
    assert!(theme.assets["theme.css"].bytes.starts_with(b"p{}:root{"));
    assert_eq!(&*theme.assets["fonts/a.woff2"].bytes, b"my font");
    let russian: Vec<_> = theme.words["ru"].iter().map(|words| words.path.as_str()).collect();
    assert!(russian.ends_with(&["themes/plain/words/ru.ftl", "words/ru.ftl"]), "{russian:?}");
}

#[test]
fn options_take_the_type_of_their_default() {
    let (theme, faults) = read(&[PLAIN], "use: plain\nwide: true\ncolumns: 3\nink: 000\n");
    assert_eq!(faults, []);
    let value = |name: &str| theme.options.iter().find(|(key, _)| &**key == name).map(|(_, value)| value.clone());
    assert_eq!(value("ink"), Some("000".into()));
    assert_eq!(value("wide"), Some(true.into()));
    assert_eq!(value("columns"), Some(3.into()));
    assert!(value("accent").is_some(), "the built-in theme's options stay, for its templates are fallen back on");
    assert!(theme.option_css.starts_with(":root{--ink:000;--line-width:60ch;--accent:"), "{}", theme.option_css);

    let (theme, faults) = read(&[PLAIN], "use: plain\nwide: perhaps\ncolumns: [1]\nink: [a]\n");
    assert_eq!(codes(&faults), ["option-value"; 3]);
    assert!(faults[1].message.contains("`true` or `false`"), "{faults:?}");
    assert!(theme.options.iter().any(|(key, value)| &**key == "columns" && *value == 2));
}

#[test]
fn a_themes_lists_come_before_the_ready_made_ones() {
    let manifest = "name: x\ntemplate_api: 1\nlists:\n  front: {from: articles, sort: -published, take: 3}\n  latest: {from: dossiers}\n";
    let (theme, faults) = read(&[("themes/x/theme.yaml", manifest)], "use: x\n");
    assert_eq!(faults, []);
    let names: Vec<_> = theme.lists.iter().map(|list| &*list.name.value).collect();
    assert_eq!(names, ["front", "latest", "recent_corrections", "running"]);
    assert_eq!(theme.lists[1].from, crate::parse::config::ListFrom::Dossiers, "the theme's own wins");
}

#[test]
fn an_unknown_option_is_told_with_the_nearest() {
    let (_, faults) = read(&[PLAIN], "use: plain\nwidth: 3\ncolums: 3\n");
    assert_eq!(codes(&faults), ["unknown-option"; 2]);
    assert!(faults[0].hints[0].contains("`ink`, `wide`"), "{faults:?}");
    assert_eq!(faults[1].label.as_deref(), Some("did you mean `columns`?"));
    assert!(faults[1].place.as_ref().is_some_and(|place| place.span.is_some()));
}

#[test]
fn an_option_cannot_break_out_of_the_style_sheet() {
    for value in ["red;}a{b:c", "</style>", "a{", "url(x", "\"open", "x)", "a /* b", "a\\", "x\ny"] {
        let (theme, faults) = read(&[PLAIN], &format!("use: plain\nink: {value:?}\n"));
        assert_eq!(codes(&faults), ["option-value"], "{value}");
        assert!(!theme.option_css.contains("--ink"), "{}", theme.option_css);
    }
    for value in ["#a00", "rgb(1 2 3 / 50%)", "Georgia, 'Times New Roman', serif", "calc((1px + 2px) * 3)"] {
        let (_, faults) = read(&[PLAIN], &format!("use: plain\nink: {value:?}\n"));
        assert_eq!(faults, [], "{value}");
    }
}

#[test]
fn an_unknown_theme_is_told_with_where_to_put_it() {
    let (theme, faults) = read(&[PLAIN], "use: plian\n");
    assert_eq!(codes(&faults), ["unknown-theme"]);
    assert_eq!(faults[0].label.as_deref(), Some("did you mean `plain`?"));
    assert!(theme.templates.contains_key("base.html"), "everything else can still be checked");
    let (_, faults) = read(&[], "use: newspaper\n");
    assert!(faults[0].hints[0].contains("themes/newspaper/"), "{faults:?}");
    assert_eq!(read(&[], "use: default\n").1, []);
}

#[test]
fn another_template_interface_is_refused() {
    let (_, faults) = read(&[("themes/new/theme.yaml", "name: new\ntemplate_api: 2\n")], "use: new\n");
    assert_eq!(codes(&faults), ["template-api"]);
    assert!(faults[0].message.contains("template_api: 2") && faults[0].hints[0].contains("template_api: 1"));
}

#[test]
fn a_faulty_manifest_is_told_and_never_a_panic() {
    let manifest = "name: x\ntemplate_ap: 1\noptions:\n  Big: {default: 1}\n  none: {help: h}\n  odd: {default: 1, hlp: x}\n  list: [1]\n";
    let (_, faults) = read(&[("themes/x/theme.yaml", manifest)], "use: x\n");
    assert!(faults.len() >= 5 && faults.iter().all(|fault| fault.code == "theme-manifest"), "{faults:?}");
    let (_, faults) = read(&[("themes/x/templates/a.html", "")], "use: x\n");
    assert_eq!(codes(&faults), ["theme-manifest"]);
    for manifest in ["", "- a", "[", "text", "options: 3", "options:\n  - a\n"] {
        read(&[("themes/x/theme.yaml", manifest)], "use: x\n");
    }
}

#[test]
fn files_that_cannot_be_text_are_told() {
    let mut inputs = MemoryInputs::new("2026-01-01T00:00:00Z", &[("templates/theme/a.html", "x")]);
    inputs.files.insert(SourcePath::new("templates/b.html").expect("a path"), vec![0xff]);
    let path = SourcePath::new("throughline.yaml").expect("a path");
    let (config, _) = crate::parse::config::config(&path, "title: T\n");
    let (theme, faults) = theme(&inputs, &config);
    assert_eq!(codes(&faults), ["theme-file"; 2]);
    assert!(!theme.templates.contains_key("b.html"));
}

#[test]
fn a_theme_reaches_the_built_in_templates_by_name() {
    let (theme, faults) = read(
        &[
            PLAIN,
            ("themes/plain/templates/page.html", "{% extends \"default/page.html\" %}"),
            ("templates/page.html", "own"),
        ],
        "{use: plain}",
    );
    assert_eq!(faults, []);
    assert_eq!(&*theme.templates["page.html"].text, "own");
    assert!(theme.templates["theme/page.html"].text.contains("default/page.html"));
    assert!(theme.templates["default/page.html"].path.as_str().starts_with("built-in/"));
    assert!(!read(&[], "").0.templates.contains_key("default/page.html"), "there they are the theme's own");
}
