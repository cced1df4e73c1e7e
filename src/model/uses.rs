//! What only held pieces use: dossiers, people, places, organisations and backgrounds that leave with them.

use super::memberships::Belonging;
use super::naming::{Mention, split_kind};
use super::resolve::Resolver;
use super::select::State;
use crate::base::path::SourcePath;
use crate::model::Sources;
use crate::parse::document::{Dateline, Document, DocumentKind, Event, EventFront, Front};
use percent_encoding::percent_decode_str;

/// What each document says it belongs to and is about.
pub(super) struct Used<'a> {
    pub belongings: &'a [Vec<Belonging>],
    pub mentions: &'a [Vec<Mention>],
}

/// The graph of who uses what.
struct Uses<'a> {
    sources: &'a Sources,
    states: &'a [State],
    /// Node of the original, for each document.
    originals: &'a [Option<u32>],
    used: &'a Used<'a>,
    resolver: &'a Resolver,
    /// Translations of each document, sorted.
    translations: Vec<(u32, u32)>,
}

/// For each node, whether it is held with others: some held piece uses it, and no public one does, nor anything that is
/// public in its own right. A dossier or entity that nobody uses at all is public.
pub(super) fn held_with(
    sources: &Sources,
    states: &[State],
    originals: &[Option<u32>],
    used: &Used,
    resolver: &Resolver,
) -> Vec<bool> {
    let nodes = resolver.len() as usize;
    if !states.iter().any(State::is_secret) {
        return vec![false; nodes];
    }
    let mut translations: Vec<(u32, u32)> = originals
        .iter()
        .enumerate()
        .filter_map(|(at, node)| Some(((*node)?, at as u32)))
        .filter(|(node, at)| node != at)
        .collect();
    translations.sort_unstable();
    let uses = Uses { sources, states, originals, used, resolver, translations };
    let all = 0..sources.documents.len();
    // A translation is as secret as its original.
    let original = |at: usize| originals[at].map(|node| (node as usize, &states[node as usize]));
    let secret = |at: &usize| states[*at].is_secret() || original(*at).is_some_and(|(_, state)| state.is_secret());
    let tainted = uses.reach(all.clone().filter(secret).collect(), nodes, |_| true);
    if !tainted.contains(&true) {
        return tainted;
    }
    let free = |(node, state): (usize, &State)| state.is_in() && (!uses.is_passive(node) || !tainted[node]);
    let in_its_own_right = |at: &usize| states[*at].is_in() && original(*at).is_some_and(free);
    let public = uses.reach(all.filter(in_its_own_right).collect(), nodes, |node| tainted[node]);
    tainted.iter().zip(public).map(|(tainted, public)| *tainted && !public).collect()
}

impl Uses<'_> {
    /// Dossiers, people, places, organisations and backgrounds follow their users; articles and pages stand for themselves.
    fn is_passive(&self, node: usize) -> bool {
        !matches!(self.resolver.kind(node as u32), DocumentKind::Article | DocumentKind::Page)
    }

    /// The passive nodes that are reached from `from`; those that `matters` denies are not followed.
    fn reach(&self, from: Vec<usize>, nodes: usize, matters: impl Fn(usize) -> bool) -> Vec<bool> {
        let mut reached = vec![false; nodes];
        let mut open = from;
        let mut targets = Vec::new();
        while let Some(at) = open.pop() {
            self.targets(at, &mut targets);
            for target in targets.drain(..) {
                let node = target as usize;
                if !reached[node] && self.is_passive(node) && matters(node) {
                    reached[node] = true;
                    let fit = |at: usize| self.states.get(at).is_some_and(State::is_in);
                    open.extend(Some(node).filter(|node| fit(*node)));
                    let start = self.translations.partition_point(|(original, _)| *original < target);
                    let own = self.translations[start..].iter().take_while(|(original, _)| *original == target);
                    open.extend(own.map(|(_, at)| *at as usize).filter(|at| fit(*at)));
                }
            }
        }
        reached
    }

    /// Every node that one document uses.
    fn targets(&self, at: usize, out: &mut Vec<u32>) {
        let document = &self.sources.documents[at];
        out.extend(self.used.belongings[at].iter().map(|belonging| belonging.node));
        out.extend(self.used.mentions[at].iter().filter_map(|mention| match mention {
            Mention::Node(node) => Some(*node),
            Mention::Topic(_) => None,
        }));
        match &document.front {
            Front::Article(front) => {
                front.authors.iter().for_each(|name| self.name(name, out));
                if let Some(Dateline::Parts { place: Some(place), .. }) = &front.dateline {
                    self.name(place, out);
                }
                for event in &front.events {
                    if let EventFront::Event(event) = event {
                        self.event(event, out);
                    }
                }
            }
            Front::Dossier(front) => {
                front.key_players.iter().for_each(|player| self.name(&player.id.value, out));
                front.events.iter().for_each(|event| self.event(event, out));
                for other in &front.related_dossiers {
                    out.extend(self.resolver.id_nodes(DocumentKind::Dossier, &other.value));
                }
            }
            Front::Entity(_) | Front::Page(_) | Front::Background => {}
        }
        self.body(document, self.originals[at], out);
    }

    fn event(&self, event: &Event, out: &mut Vec<u32>) {
        event.people.iter().chain(&event.places).for_each(|name| self.name(&name.value, out));
    }

    fn name(&self, name: &str, out: &mut Vec<u32>) {
        let (kind, id) = split_kind(name);
        out.extend(self.resolver.name_nodes(kind, id));
    }

    fn body(&self, document: &Document, original: Option<u32>, out: &mut Vec<u32>) {
        for link in &document.body.links {
            let target = link.target.split(['#', '?']).next().unwrap_or("");
            match target.split_once(':') {
                // A tag that is someone's name is that one.
                Some(("tag", id)) => out.extend(self.resolver.name_nodes(None, id.trim())),
                Some((scheme, id)) => {
                    let passive = [DocumentKind::Dossier, DocumentKind::Person, DocumentKind::Place];
                    let kinds = passive.into_iter().chain([DocumentKind::Organisation]);
                    for kind in kinds.filter(|kind| kind.word() == scheme) {
                        out.extend(self.resolver.id_nodes(kind, id.trim()));
                        if kind != DocumentKind::Dossier {
                            out.extend(self.resolver.name_nodes(Some(kind), id.trim()));
                        }
                    }
                }
                None => {
                    let target = percent_decode_str(target).decode_utf8_lossy();
                    let path = document.path.parent().join(&target).filter(SourcePath::is_markdown);
                    out.extend(path.and_then(|path| self.resolver.path_node(&path)));
                }
            }
        }
        for component in &document.body.components {
            let id = |key: &str| component.args.get(key).and_then(|node| node.text());
            if let (true, Some(id)) = (&*component.name == "background", id("id")) {
                out.extend(self.resolver.id_nodes(DocumentKind::Background, id));
            }
            if let Some(id) = id("dossier") {
                out.extend(self.resolver.id_nodes(DocumentKind::Dossier, id));
            }
        }
        // A document never uses itself.
        out.retain(|node| Some(*node) != original);
    }
}

/// Holds what `held_with` names: its documents' states say so from here on.
pub(super) fn hold(states: &mut [State], originals: &[Option<u32>], held: &[bool]) {
    for at in 0..states.len() {
        let with = originals[at].is_some_and(|node| held[node as usize] || !is_in(states, node, at));
        if states[at].is_in() && with {
            states[at] = State::HeldWith;
        }
    }
}

/// Whether the original of the document `at` is in; for an original this is its own state.
fn is_in(states: &[State], node: u32, at: usize) -> bool {
    node as usize == at || states[node as usize].is_in()
}
