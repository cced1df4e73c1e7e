//! Stories about files: which are published, and which pictures are found.

use super::*;
use crate::model::press::{build, faults, print, sources};
use crate::model::site::Target;

fn outputs(site: &Site) -> Vec<&str> {
    site.files.iter().map(|file| &*file.output).collect()
}

fn path(text: &str) -> SourcePath {
    SourcePath::new(text).expect("a path in the site")
}

#[test]
fn static_files_are_published_and_others_when_they_are_named() {
    let site = print(&[
        ("static/img/map.svg", ""),
        ("static/.nojekyll", ""),
        ("static/.well-known/security.txt", ""),
        ("static/_redirects", ""),
        ("static/.DS_Store", ""),
        ("static/_draft/x.png", ""),
        ("content/articles/chart/chart.svg", ""),
        ("content/articles/chart/notes.txt", ""),
        ("content/articles/chart/table.csv", ""),
        ("content/articles/chart/my photo.jpg", ""),
        (
            "content/articles/chart/index.md",
            "image: {src: my%20photo.jpg, alt: A}\n---\n![a](chart.svg)\n\n[b](table.csv) ![c](img/map.svg)\n",
        ),
    ]);
    assert_eq!(
        outputs(&site),
        [
            ".nojekyll",
            ".well-known/security.txt",
            "_redirects",
            "articles/chart/chart.svg",
            "articles/chart/my photo.jpg",
            "articles/chart/table.csv",
            "img/map.svg"
        ]
    );
    assert_eq!(site.articles[0].links, [Target::File(FileId(3)), Target::File(FileId(5)), Target::File(FileId(6))]);
    let document = path("content/articles/chart/index.md");
    assert_eq!(site.file_of(&document, "my%20photo.jpg"), Some(FileId(4)));
    assert_eq!(site.file_of(&document, "/img/map.svg"), Some(FileId(6)));
    assert_eq!(site.file_of(&document, "https://example.org/a.png"), None);
    assert_eq!(site.file_of(&document, "../../../../etc/passwd"), None);
    assert_eq!(site.file_of(&document, "notes.txt"), None, "there, and not published");
}

#[test]
fn a_file_beside_the_document_goes_before_one_in_static() {
    let site = print(&[
        ("static/map.svg", ""),
        ("content/articles/chart/map.svg", ""),
        ("content/articles/chart/index.md", "![a](map.svg)\n"),
    ]);
    assert_eq!(site.articles[0].links, [Target::File(FileId(0))]);
    assert_eq!(outputs(&site), ["articles/chart/map.svg", "map.svg"]);
}

#[test]
fn a_file_that_only_held_pieces_name_is_held() {
    let draft = |text: &'static str| ("content/articles/draft.md", text);
    let shown = ("content/articles/p.md", "![a](img/both.png)\n");
    let files = [
        ("static/img/both.png", ""),
        ("static/img/secret.png", ""),
        ("static/img/logo.png", ""),
        ("static/img/free.png", ""),
    ];
    let logo = ("throughline.yaml", "publisher: {name: N, logo: /img/logo.png}\n");
    for text in [
        "draft: true\n---\n![a](img/secret.png) ![b](/img/both.png) ![c](/img/logo.png)\n",
        "draft: true\nimage: {src: /img/secret.png, alt: A}\n---\n",
        "draft: true\n---\n```gallery\nitems: [{src: img/secret.png}]\n```\n",
        "draft: true\n---\n```background\nid: b\n```\n",
        "withdrawn: {date: 2018-01-01, reason: Wrong}\n---\n![a](img/secret.png)\n",
    ] {
        let background = ("content/background/b.md", "![a](/img/secret.png)\n");
        let site = print(&[&files[..], &[logo, shown, draft(text), background]].concat());
        assert_eq!(outputs(&site), ["img/both.png", "img/free.png", "img/logo.png"], "{text}");
        assert!(site.not_published.held_with_them.contains(&path("static/img/secret.png")), "{text}");
    }
}

#[test]
fn a_picture_that_is_missing_says_what_is_there() {
    let files = [("static/img/Map.svg", ""), ("static/_plan.png", ""), ("static/img/chart.png", "")];
    let said = |text: &str| {
        let said = faults(&[&files[..], &[("content/articles/p.md", text)]].concat());
        assert_eq!(said.len(), 1, "{text}: {said:?}");
        said[0].clone()
    };
    assert_eq!(
        said("![a](img/chrat.png)\n"),
        "missing-file p.md: there is no file `img/chrat.png` beside this one or in `static/` | did you mean `img/chart.png`?"
    );
    assert!(said("![a](img/map.svg)\n").contains("`img/Map.svg`"));
    assert!(
        said("image: {src: nothing.jpg, alt: A}\n---\n")
            .starts_with("missing-file p.md: there is no file `nothing.jpg`")
    );
    assert!(said("```gallery\nitems: [{src: nothing.jpg}]\n```\n").starts_with("missing-file"));
    assert_eq!(said("![a](_plan.png)\n").matches("not published").count(), 1);
    for src in ["javascript:alert(1)", "data:image/png,x", "file:///etc/passwd", "//cdn.example/a.png", "https://"] {
        assert!(said(&format!("image: {{src: \"{src}\", alt: A}}\n---\n")).starts_with("bad-url"), "{src}");
        assert!(said(&format!("```gallery\nitems: [{{src: \"{src}\"}}]\n```\n")).starts_with("bad-url"), "{src}");
    }
}

#[test]
fn pictures_are_found_under_a_sub_path_too() {
    let mut sources = sources(&[
        ("static/img/map.svg", ""),
        ("content/articles/p.md", "image: {src: /news/img/map.svg, alt: A}\n---\n"),
    ]);
    let mut config = (*sources.config).clone();
    config.base_url = Some("https://desk.example/news/".into());
    sources.config = std::sync::Arc::new(config);
    let (site, said) = build(&sources);
    assert_eq!(said, [] as [&str; 0]);
    assert!(site.file_of(&site.articles[0].doc.path, "/news/img/map.svg").is_some());
}
