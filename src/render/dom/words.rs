//! The title and the words of a page, taken from its tokens as they pass: no tree is made of them, which would cost more than
//! to render the page.

use super::{INLINE, drawn_together, spaced};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use html5ever::{LocalName, TokenizerResult};
use std::cell::RefCell;

/// What a page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Of its first `title`.
    pub title: String,
    /// Of its first `main`; without one, of all but the title. White space drawn together, a line for each block.
    pub text: String,
    /// Whether it sends its reader elsewhere.
    pub refreshes: bool,
}

/// The words of a page. Where its markup is as it should be, they are those of its tree.
pub fn words(html: &str) -> Words {
    let tokenizer = Tokenizer::new(Gatherer::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    let found = tokenizer.sink.0.into_inner();
    let text = if found.main == Place::Before { &found.all } else { &found.inside };
    Words { title: drawn_together(&found.title), text: drawn_together(text), refreshes: found.refreshes }
}

#[derive(Default)]
struct Gatherer(RefCell<Gathered>);

/// Where we are, as the first element of a name goes.
#[derive(Default, PartialEq)]
enum Place {
    #[default]
    Before,
    Inside,
    Behind,
}

#[derive(Default)]
struct Gathered {
    title: String,
    /// Of what stands in `main`, and of everything until one was found.
    inside: String,
    all: String,
    refreshes: bool,
    main: Place,
    is_title: Place,
    /// The element whose content is not shown, and how many of its name are open in one another.
    hidden: Option<(LocalName, usize)>,
    /// How many elements of drawings and formulas are open in one another.
    foreign: usize,
}

impl Gathered {
    fn add(&mut self, text: &str) {
        let out = match (&self.is_title, &self.main) {
            _ if self.hidden.is_some() => return,
            (Place::Inside, _) => &mut self.title,
            (_, Place::Before) => &mut self.all,
            (_, Place::Inside) => &mut self.inside,
            (_, Place::Behind) => return,
        };
        spaced(text, out);
    }

    fn breaks(&mut self) {
        match self.main {
            Place::Before => self.all.push('\n'),
            Place::Inside => self.inside.push('\n'),
            Place::Behind => {}
        }
    }

    /// Counts a tag of what is not shown; whether it is one, or stands in one.
    fn hides(&mut self, tag: &Tag) -> bool {
        let closed = self.foreign > 0 && tag.self_closing;
        match (&mut self.hidden, tag.kind) {
            (Some((name, open)), TagKind::StartTag) if *name == tag.name && !closed => *open += 1,
            (Some((name, open)), TagKind::EndTag) if *name == tag.name => {
                *open -= 1;
                if *open == 0 {
                    self.hidden = None;
                }
            }
            (None, TagKind::StartTag) if matches!(&*tag.name, "script" | "style" | "template") => {
                if !closed {
                    self.hidden = Some((tag.name.clone(), 1));
                }
            }
            (hidden, _) => return hidden.is_some(),
        }
        true
    }

    fn tag(&mut self, tag: &Tag) {
        if self.hides(tag) {
            return;
        }
        let begins = tag.kind == TagKind::StartTag;
        if matches!(&*tag.name, "svg" | "math") {
            match begins {
                true if !tag.self_closing => self.foreign += 1,
                true => {}
                false => self.foreign = self.foreign.saturating_sub(1),
            }
            return;
        }
        if self.foreign > 0 {
            return;
        }
        match (&*tag.name, begins) {
            ("title", true) if self.is_title == Place::Before => self.is_title = Place::Inside,
            ("title", false) if self.is_title == Place::Inside => self.is_title = Place::Behind,
            ("main", true) if self.main == Place::Before => self.main = Place::Inside,
            ("main", false) if self.main == Place::Inside => self.main = Place::Behind,
            ("meta", true) => self.refreshes |= is_refresh(tag),
            _ => {}
        }
        if !INLINE.contains(&&*tag.name) {
            self.breaks();
        }
    }
}

fn is_refresh(tag: &Tag) -> bool {
    tag.attrs.iter().any(|one| *one.name.local == *"http-equiv" && one.value.eq_ignore_ascii_case("refresh"))
}

impl TokenSink for Gatherer {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut found = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => found.add(&text),
            Token::TagToken(tag) => {
                found.tag(&tag);
                if tag.kind == TagKind::StartTag && found.foreign == 0 {
                    return raw(&tag.name);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0.borrow().foreign > 0
    }
}

/// How what follows a start tag is read (HTML, 13.2.6.4): in some elements nothing is markup but their end.
fn raw(name: &str) -> TokenSinkResult<()> {
    match name {
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        "iframe" | "noembed" | "noframes" | "style" | "xmp" => TokenSinkResult::RawData(RawKind::Rawtext),
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "plaintext" => TokenSinkResult::Plaintext,
        _ => TokenSinkResult::Continue,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::dom::{Element, document};

    /// What the tree of the page says.
    fn of_tree(html: &str) -> (String, String) {
        let page = document(html);
        let main = page.find("main").or_else(|| page.find("body"));
        (page.find("title").map(Element::text).unwrap_or_default(), main.map(Element::text).unwrap_or_default())
    }

    #[test]
    fn the_words_are_those_of_the_tree() {
        let pages = [
            "<title>T</title><main><h1>Talks\nopen</h1><p>In <b>As</b>tana&nbsp;&mdash; <script>'<p>x'</script>today.</main>",
            "<!doctype html><html><head><title>A &amp; B</title><style>p > a {}</style></head><body><h1>No main</h1>a<br>b</body>",
            "<title>D</title><main>x<svg viewBox=\"0 0 1 1\"><title>Map</title><text>of <tspan>it</tspan></text><style>a</style></svg>y</main>",
            "<main><ul><li>a<li>b</ul><table><tr><td>1<td>2</table><template><p>no</template><noscript>yes</noscript></main>after",
            "<main><textarea><b>raw</textarea><pre>one\r\n two</pre>n&#228;chste <svg/> <!-- <main> --> Zeile</main><main>2</main>",
            "<main><math><mi>x</mi><mo>+</mo></math> is <code>&lt;main&gt;</code><template><template></template>z</template>.</main>",
            "",
        ];
        for page in pages {
            let found = words(page);
            assert_eq!((found.title, found.text), of_tree(page), "{page}");
        }
    }

    #[test]
    fn a_redirect_is_known() {
        assert!(words("<meta http-equiv=Refresh content=\"0; url=../\">").refreshes);
        assert!(!words("<meta name=refresh><main>&lt;meta http-equiv=refresh&gt;</main>").refreshes);
    }
}
