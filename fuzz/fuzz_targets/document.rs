//! Any bytes as an article: read, then its body rendered.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::collections::BTreeSet;
use throughline::base::hash::Hash128;
use throughline::base::path::SourcePath;
use throughline::parse::{Context, config, document};
use throughline::plan::body::{BodyPlan, LinkPlan};
use throughline::render::markdown::html;

fuzz_target!(|bytes: &[u8]| {
    let Some(path) = SourcePath::new("content/articles/a.md") else { return };
    let (config, _) = config::config(&path, "title: T\nfields: {kicker: [x]}\n");
    let components: BTreeSet<_> = [].into();
    let (document, diagnostics) = document(&path, bytes, Context { config: &config, components: &components, pool: None });
    for span in diagnostics.iter().filter_map(|one| one.place.as_ref()?.span) {
        assert!(span.start <= span.end);
    }
    let span = document.body.span;
    let body = bytes.get(span.start as usize..span.end as usize).and_then(|body| std::str::from_utf8(body).ok());
    let Some(text) = body else { return };
    let plan = BodyPlan {
        path,
        span,
        language: "en".into(),
        prefix: "".into(),
        links: vec![LinkPlan::AsWritten; document.body.links.len()],
        mentions: Vec::new(),
        components: Vec::new(),
        escape_html: false,
        text: Hash128::of(text.as_bytes()),
        hash: Hash128::default(),
    };
    let _ = html::<()>(text, &plan, &mut |_| Err(()));
});
