//! Shards joined = whole, whatever the shards were made from.

use super::{clean, same, steps};
use crate::site::{Dice, Model};
use std::collections::BTreeMap;
use throughline::base::hash::Hash128;
use throughline::base::inputs::MemoryInputs;
use throughline::base::progress::Silent;
use throughline::build::ledger::{Ledger, Row, Rows, Writer};
use throughline::build::load::{Request, load};
use throughline::build::memory::MemorySink;
use throughline::build::shard::{Shard, Stock};
use throughline::build::{Report, Work, build_again};
use throughline::plan::view::Views;

type Files = BTreeMap<String, Vec<u8>>;

/// What a build left.
struct Built {
    report: Report,
    rows: Vec<u8>,
    files: Files,
}

struct Pile<'a>(Vec<&'a Files>);

impl Stock for Pile<'_> {
    fn bytes(&self, row: &Row) -> Option<Vec<u8>> {
        self.0.iter().filter_map(|files| files.get(&row.path)).find(|bytes| Hash128::of(bytes) == row.hash).cloned()
    }
}

/// Builds a shard or, of `parts`, the whole; none when the content has errors.
fn built(inputs: &MemoryInputs, shard: Option<Shard>, parts: &[Built]) -> Option<Built> {
    let loaded = load(inputs, &Request::default(), &Silent).expect("a configuration");
    if loaded.blocked() {
        return None;
    }
    let views = Views::new(&loaded.site, &loaded.plan, &loaded.theme);
    let pile = Pile(parts.iter().map(|part| &part.files).collect());
    let stock = Some(&pile as &dyn Stock).filter(|_| !parts.is_empty());
    let work =
        Work { inputs, views: &views, renderer: &loaded.renderer, progress: &Silent, edited: None, shard, stock };
    let old = parts.iter().rev().map(|part| Rows::open(Box::new(&*part.rows)).expect("rows"));
    let old = old.reduce(|after, rows| rows.followed_by(after));
    let mut rows = Vec::new();
    let mut ledger = Ledger::new(old, Writer::new(Box::new(&mut rows)), Hash128::default(), false);
    let mut sink = MemorySink::default();
    let report = build_again(&work, &mut sink, &mut ledger).unwrap_or_else(|failure| panic!("{failure:?}"));
    ledger.finish().expect("memory");
    drop(ledger);
    Some(Built { report, rows, files: sink.files })
}

fn rows(built: &Built) -> Vec<Row> {
    Rows::open(Box::new(&*built.rows)).expect("rows").collect()
}

#[test]
fn shards_joined_are_the_whole() {
    let mut dice = Dice::new(11);
    let mut model = Model::new(&mut dice);
    let (mut taken, mut rendered, mut tried) = (0, 0, 0);
    for step in 0..steps() / 12 {
        let of = 1 + dice.roll(5);
        // One of them is sometimes made before an edit, and sometimes altered.
        let (early, altered) = (dice.roll(2 * of), dice.roll(3 * of));
        let first = model.inputs();
        let story = format!("step {step}: {of} shards: {}", model.edit(&mut dice));
        let inputs = model.inputs();
        let made = (1..=of).map(|number| {
            let from = if number == early { &first } else { &inputs };
            built(from, Some(Shard { number, of }), &[])
        });
        let Some(mut parts) = made.collect::<Option<Vec<Built>>>() else { continue };
        let Some(whole) = built(&inputs, None, &[]) else { continue };
        if let Some(bytes) = parts.get_mut(altered).and_then(|part| part.files.values_mut().next()) {
            bytes.push(b' ');
        }
        let joined = built(&inputs, None, &parts).expect("a site");
        same(&story, &joined.files, &clean(&inputs).1.expect("a site"));
        assert_eq!(rows(&joined), rows(&whole), "{story}");
        tried += 1;
        taken += joined.report.taken;
        rendered += joined.report.rendered;
        if !(1..=of).contains(&early) && altered >= of {
            let without_keys = rows(&whole).iter().filter(|row| row.parts.is_empty()).count();
            assert_eq!(
                (joined.report.rendered, joined.report.taken),
                (without_keys, whole.report.rendered - without_keys),
                "{story}"
            );
        }
    }
    assert!(
        tried > steps() / 24 && taken > rendered && rendered > tried,
        "{tried} tried, {taken} taken, {rendered} rendered"
    );
}

#[test]
fn a_shard_of_other_templates_is_not_taken() {
    let site = |page: &str| {
        let files = [
            ("throughline.yaml", "title: T\nbase_url: https://e.example/\n"),
            ("content/articles/a.md", "---\ntitle: A\npublished: 2017-01-01\n---\n\nText.\n"),
            ("templates/article.html", page),
            ("templates/search.html", page),
        ];
        MemoryInputs::new("2026-01-01T00:00:00Z", &files)
    };
    let (now, before) = (site("<p>Now.</p>"), site("<p>Before.</p>"));
    for early in 1..=3 {
        let made = |number| built(if number == early { &before } else { &now }, Some(Shard { number, of: 3 }), &[]);
        let parts: Vec<Built> = (1..=3).map(|number| made(number).expect("a site")).collect();
        let joined = built(&now, None, &parts).expect("a site");
        same(&format!("shard {early} of 3 was made before"), &joined.files, &clean(&now).1.expect("a site"));
    }
}
