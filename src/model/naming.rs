//! What the words of tag lines mean: a registered person, place or organisation, a name that articles alone give, or a topic.

use super::identity;
use super::intern::Interner;
use super::resolve::{Resolver, Unwritten};
use super::select::{self, State};
use super::topics::Topics;
use crate::base::diag::{Diagnostic, Place};
use crate::base::text;
use crate::model::Sources;
use crate::parse::document::{ArticleFront, DocumentKind, Spanned, Text};

/// One subject of an article, before the Site's lists exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mention {
    /// A person, place or organisation: its node in the resolver.
    Node(u32),
    /// Index into [`Topics::list`].
    Topic(u32),
}

/// The kinds that articles give lists of, in the order of the tag line.
pub(super) const KINDS: [DocumentKind; 3] = [DocumentKind::Person, DocumentKind::Organisation, DocumentKind::Place];

/// What one word means.
#[derive(Clone, Debug)]
enum Meaning {
    Is(Mention),
    /// Of these nodes, nobody knows which.
    Ambiguous(Vec<u32>),
    /// Registered, as another kind.
    WrongKind(u32),
    /// Nothing to make an address of.
    Empty,
}

/// The subjects of every article, and what came up on the way.
pub(super) struct Mentions {
    /// For each document its subjects, each once: the tag line, then people, organisations and places.
    pub of: Vec<Vec<Mention>>,
    pub topics: Topics,
    /// Names without a file, in the order of their nodes; the first so many are given by public pieces.
    pub unwritten: Vec<Unwritten>,
    pub public: usize,
}

/// The lists of one kind, or the tag lines.
#[derive(Default)]
struct Lexicon<'a> {
    words: Interner<'a>,
    meanings: Vec<Meaning>,
}

impl<'a> Lexicon<'a> {
    /// The word's number; its meaning is found once.
    fn number(&mut self, word: &'a str, find: impl FnOnce(&str) -> Meaning) -> usize {
        let number = self.words.number(word);
        if number == self.meanings.len() {
            self.meanings.push(find(word));
        }
        number
    }
}

/// Reads every article's tags and names. `order`: the articles that lists hold first ([`select::listed_first`]), so that
/// what only a held piece says of a name changes nothing in a public one.
pub(super) fn mentions(
    sources: &Sources,
    states: &[State],
    order: &[usize],
    resolver: &mut Resolver,
    diagnostics: &mut Vec<Diagnostic>,
) -> Mentions {
    let mut declared = Declared::new(sources, resolver);
    let listed = order.iter().take_while(|at| select::is_listed(&sources.documents[**at], &states[**at])).count();
    declared.read(sources, &order[..listed], resolver);
    let public = declared.unwritten.len();
    declared.read(sources, &order[listed..], resolver);
    resolver.extend(&declared.unwritten);

    let mut topics = Topics::new(sources, resolver, diagnostics);
    let hidden = declared.first + public as u32;
    let mut tags = Lexicon::default();
    let mut of: Vec<Vec<Mention>> = vec![Vec::new(); sources.documents.len()];
    let mut once = Once::new(resolver.len());
    let mut order: Vec<usize> = order.to_vec();
    order.sort_unstable();
    for at in order {
        let document = &sources.documents[at];
        let Some(front) = select::article(document) else { continue };
        let told = states[at].is_told();
        let is_listed = select::is_listed(document, &states[at]);
        once.begin();
        let lists = KINDS.iter().map(|kind| list(front, *kind).len());
        of[at].reserve_exact(front.tags.len() + lists.sum::<usize>());
        let mut mention = |meaning: &Meaning, word: &Spanned<Text>, list: Option<DocumentKind>| match meaning {
            Meaning::Is(mention) if once.is_new(*mention) => of[at].push(*mention),
            Meaning::Is(_) => {}
            fault if told => {
                let place = Place::new(&document.path, word.span);
                diagnostics.push(report(fault, &word.value, list, resolver).at(place));
            }
            _ => {}
        };
        for word in &front.tags {
            let number = tags.number(&word.value, |word| tag(word, hidden, resolver, &mut topics));
            mention(&tags.meanings[number], word, None);
            if let (true, Meaning::Is(Mention::Topic(topic))) = (is_listed, &tags.meanings[number]) {
                topics.count(*topic, number, || Place::new(&document.path, word.span));
            }
        }
        for (lexicon, kind) in declared.lexicons.iter_mut().zip(KINDS) {
            for word in list(front, kind) {
                let number = lexicon.number(&word.value, |_| Meaning::Empty);
                mention(&lexicon.meanings[number], word, Some(kind));
            }
        }
    }
    topics.settle(tags.words.words(), diagnostics);
    Mentions { of, topics, unwritten: declared.unwritten, public }
}

/// An article's list of one kind.
fn list(front: &ArticleFront, kind: DocumentKind) -> &[Spanned<Text>] {
    match kind {
        DocumentKind::Person => &front.people,
        DocumentKind::Organisation => &front.organisations,
        _ => &front.places,
    }
}

/// What `people`, `organisations` and `places` say.
struct Declared<'a> {
    /// One for each of [`KINDS`].
    lexicons: [Lexicon<'a>; 3],
    unwritten: Vec<Unwritten>,
    known: std::collections::BTreeMap<(DocumentKind, String), u32>,
    /// The node of the first unwritten one.
    first: u32,
    ascii: bool,
}

impl<'a> Declared<'a> {
    fn new(sources: &Sources, resolver: &Resolver) -> Self {
        Declared {
            lexicons: Default::default(),
            unwritten: Vec::new(),
            known: Default::default(),
            first: resolver.len(),
            ascii: identity::ascii(&sources.config),
        }
    }

    fn read(&mut self, sources: &'a Sources, order: &[usize], resolver: &Resolver) {
        let Declared { lexicons, unwritten, known, first, ascii } = self;
        for document in order.iter().map(|at| &sources.documents[*at]) {
            let Some(front) = select::article(document) else { continue };
            for (lexicon, kind) in lexicons.iter_mut().zip(KINDS) {
                for word in list(front, kind) {
                    lexicon.number(&word.value, |name| {
                        registered(kind, name, *ascii, resolver).unwrap_or_else(|slug| {
                            let node = *known.entry((kind, slug.clone())).or_insert_with(|| {
                                let (name, path) = (word.value.clone(), document.path.clone());
                                unwritten.push(Unwritten { kind, id: slug.into(), name, path });
                                *first + unwritten.len() as u32 - 1
                            });
                            Meaning::Is(Mention::Node(node))
                        })
                    });
                }
            }
        }
    }
}

/// What a name in a list of `kind` means when it is registered or faulty; else the slug of the new name.
fn registered(kind: DocumentKind, name: &str, ascii: bool, resolver: &Resolver) -> Result<Meaning, String> {
    let nodes = with_kind(name, resolver).unwrap_or_else(|| resolver.name_nodes(None, name));
    let fitting: Vec<u32> = nodes.iter().copied().filter(|node| resolver.kind(*node) == kind).collect();
    match (&fitting[..], &nodes[..]) {
        ([node], _) => return Ok(Meaning::Is(Mention::Node(*node))),
        ([], [other, ..]) => return Ok(Meaning::WrongKind(*other)),
        ([], []) => {}
        _ => return Ok(Meaning::Ambiguous(fitting)),
    }
    let slug = text::slug(name, ascii);
    if slug.is_empty() {
        return Ok(Meaning::Empty);
    }
    // Its page would stand at the address of one that is registered: it is that one.
    match resolver.id_nodes(kind, &slug)[..] {
        [] => Err(slug),
        [node] => Ok(Meaning::Is(Mention::Node(node))),
        ref several => Ok(Meaning::Ambiguous(several.to_vec())),
    }
}

/// What a tag means. Nodes from `hidden` on are names that only held pieces give.
fn tag(word: &str, hidden: u32, resolver: &Resolver, topics: &mut Topics) -> Meaning {
    let mut nodes = with_kind(word, resolver).unwrap_or_else(|| resolver.name_nodes(None, word));
    nodes.retain(|node| *node < hidden);
    match nodes[..] {
        [] => topics.number(word).map_or(Meaning::Empty, |topic| Meaning::Is(Mention::Topic(topic))),
        [node] => Meaning::Is(Mention::Node(node)),
        _ => Meaning::Ambiguous(nodes),
    }
}

/// The nodes of `person:geir-pedersen`, when there are any.
fn with_kind(word: &str, resolver: &Resolver) -> Option<Vec<u32>> {
    let (kind, id) = split_kind(word);
    let nodes = resolver.id_nodes(kind?, id);
    (!nodes.is_empty()).then_some(nodes)
}

/// Splits `person:geir-pedersen`; a word without one of our three kinds stays whole.
pub(super) fn split_kind(word: &str) -> (Option<DocumentKind>, &str) {
    let found = word.split_once(':').and_then(|(scheme, id)| {
        KINDS.into_iter().find(|kind| kind.word() == scheme).map(|kind| (Some(kind), id.trim()))
    });
    found.unwrap_or((None, word))
}

fn report(fault: &Meaning, word: &str, list: Option<DocumentKind>, resolver: &Resolver) -> Diagnostic {
    match fault {
        Meaning::Ambiguous(nodes) => ambiguous(word, nodes, resolver),
        Meaning::WrongKind(node) => {
            let is = resolver.kind(*node).word();
            let wanted = list.unwrap_or(DocumentKind::Person);
            let message = format!("`{word}` is registered as a {is}, not as a {}", wanted.word());
            Diagnostic::new("wrong-kind", message.replace("a organisation", "an organisation"))
                .also(Place::file(&resolver.files(&[*node])[0]), "registered here")
                .hint(format!("take it out of `{}`: as a tag, `{word}` is enough", field(wanted)))
        }
        _ => Diagnostic::new("empty-slug", format!("`{word}` has no letter or digit to make an address of"))
            .hint("write it in words"),
    }
}

/// An error that names every id a name may mean.
pub(super) fn ambiguous(word: &str, nodes: &[u32], resolver: &Resolver) -> Diagnostic {
    let ids: Vec<String> = nodes
        .iter()
        .map(|node| {
            let (kind, id) = (resolver.kind(*node), resolver.id(*node));
            let alone = resolver.name_nodes(None, &id).len() == 1;
            if alone { format!("`{id}`") } else { format!("`{}:{id}`", kind.word()) }
        })
        .collect();
    let mut out = Diagnostic::new("ambiguous-name", format!("`{word}` may mean {}", ids.join(" or ")))
        .hint(format!("write the id in place of the name: {}", ids.join(" or ")));
    for (file, id) in resolver.files(nodes).iter().zip(&ids) {
        out = out.also(Place::file(file), format!("this is {id}"));
    }
    out
}

fn field(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Person => "people",
        DocumentKind::Organisation => "organisations",
        _ => "places",
    }
}

/// Lets each subject of one article pass once.
struct Once {
    turn: u32,
    nodes: Vec<u32>,
    topics: Vec<u32>,
}

impl Once {
    fn new(nodes: u32) -> Self {
        Once { turn: 0, nodes: vec![0; nodes as usize], topics: Vec::new() }
    }

    fn begin(&mut self) {
        self.turn += 1;
    }

    fn is_new(&mut self, mention: Mention) -> bool {
        let seen = match mention {
            Mention::Node(node) => &mut self.nodes[node as usize],
            Mention::Topic(topic) => {
                if self.topics.len() <= topic as usize {
                    self.topics.resize(topic as usize + 1, 0);
                }
                &mut self.topics[topic as usize]
            }
        };
        std::mem::replace(seen, self.turn) != self.turn
    }
}
