//! The parser with a bound on how deep elements may be open: each tag asks what is open around it, so that markup nested
//! a hundred thousand deep would take the square of its length.

use html5ever::interface::Tracer;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, QualName, TokenizerResult, local_name, ns};
use markup5ever_rcdom::{Handle, RcDom};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// Elements that may be open at once. A tag beyond them falls away with its end, and its content stays.
const OPEN: usize = 256;

/// Parses a page, or what stands in an element of HTML.
pub(super) fn parse(html: &str, inside: Option<LocalName>) -> RcDom {
    // What stands in `noscript` is shown: nothing of ours runs a script.
    let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let (dom, mut initial_state) = (RcDom::default(), None);
    let builder = match inside {
        None => TreeBuilder::new(dom, options),
        Some(name) => {
            let name = QualName::new(None, ns!(html), name);
            let context = html5ever::tree_builder::create_element(&dom, name, Vec::<Attribute>::new());
            let builder = TreeBuilder::new_for_fragment(dom, context, None, options);
            initial_state = Some(builder.tokenizer_state_for_context_elem(false));
            builder
        }
    };
    let sink = Bounded { builder, dropped: RefCell::default() };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts { initial_state, ..TokenizerOpts::default() });
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.builder.sink
}

/// Hands each token on to the tree builder, but for tags that are too deep.
struct Bounded {
    builder: TreeBuilder<Handle, RcDom>,
    /// How many start tags of each name fell away whose end is still to come.
    dropped: RefCell<BTreeMap<LocalName, usize>>,
}

/// Counts what a tree builder holds open.
#[derive(Default)]
struct Count(Cell<usize>);

impl Tracer for Count {
    type Handle = Handle;

    fn trace_handle(&self, _: &Handle) {
        self.0.set(self.0.get() + 1);
    }
}

impl Bounded {
    fn falls_away(&self, tag: &Tag) -> bool {
        let mut dropped = self.dropped.borrow_mut();
        match tag.kind {
            TagKind::EndTag => dropped.get_mut(&tag.name).filter(|left| **left > 0).is_some_and(|left| {
                *left -= 1;
                true
            }),
            TagKind::StartTag => {
                let open = Count::default();
                self.builder.trace_handles(&open);
                let foreign = self.builder.adjusted_current_node_present_but_not_in_html_namespace();
                if open.0.get() < OPEN || (!foreign && (is_empty(tag) || is_text(tag))) {
                    return false;
                }
                if !(foreign && tag.self_closing) {
                    *dropped.entry(tag.name.clone()).or_default() += 1;
                }
                true
            }
        }
    }
}

/// Whether what follows the tag in HTML is text to its end, whatever it looks like: such elements do not nest.
fn is_text(tag: &Tag) -> bool {
    let texts = ["iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"];
    texts.iter().any(|name| *tag.name == **name)
}

/// Whether the element of HTML has no content, and is closed with its start.
fn is_empty(tag: &Tag) -> bool {
    matches!(
        tag.name,
        local_name!("area")
            | local_name!("base")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
    )
}

impl TokenSink for Bounded {
    type Handle = Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Handle> {
        match &token {
            Token::TagToken(tag) if self.falls_away(tag) => TokenSinkResult::Continue,
            _ => self.builder.process_token(token, line),
        }
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}
