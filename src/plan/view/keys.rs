//! Keys: what an output depends on, as a hash for each of its parts. Equal keys mean equal bytes.

use super::data::{Data, FeedItem};
use super::digest::Room;
use super::wants::{Wanted, Wants};
use super::{Part, Views};
use crate::base::hash::{Hash128, Hasher};
use crate::plan::{Page, PageKind};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::fmt::Debug;
use std::sync::Arc;

/// The key of one part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    pub hash: Hash128,
    /// Articles, events or dossiers in it, where an editor would count them: for `explain`.
    pub count: Option<u32>,
}

impl Key {
    /// Of bytes that are the part.
    pub fn of(bytes: &[u8]) -> Self {
        Key { hash: Hash128::of(bytes), count: None }
    }
}

/// A part of one page. It becomes a value only when the page is rendered; a page that stands needs its hash alone.
#[derive(Clone, Debug)]
pub struct Own {
    pub(super) view: Arc<dyn Seen>,
    pub(super) count: Option<u32>,
    pub(super) wants: Arc<Wants>,
}

impl Own {
    /// As templates see it.
    pub fn value(&self) -> tera::Value {
        self.view.value(&self.wants)
    }
}

/// Anything that can be serialised.
pub(super) trait Seen: Debug + Send + Sync {
    fn value(&self, wants: &Wants) -> tera::Value;
    fn hash(&self, wants: &Wants) -> Hash128;
}

impl<T: Serialize + Debug + Send + Sync> Seen for T {
    fn value(&self, wants: &Wants) -> tera::Value {
        tera::Value::from_serializable(&Wanted { value: self, wants })
    }

    fn hash(&self, wants: &Wants) -> Hash128 {
        hash(&Wanted { value: self, wants })
    }
}

/// The hash of plain data: of one type, equal hashes mean equal data.
pub(super) fn hash<T: Serialize + ?Sized>(view: &T) -> Hash128 {
    thread_local! {
        static ROOM: RefCell<Room> = RefCell::default();
    }
    ROOM.with_borrow_mut(|room| room.hash(view))
}

impl Part {
    /// What the page depends on through this part.
    pub fn key(&self) -> Key {
        let only = |hash| Key { hash, count: None };
        match self {
            Part::Own(own) => Key { hash: own.view.hash(&own.wants), count: own.count },
            Part::Shared(shared) => {
                let count = shared.value.as_array().map(|items| items.len() as u32);
                Key { hash: shared.hash, count }
            }
            Part::Body(body) => only(body.hash),
            Part::Bodies(bodies) => {
                let mut hasher = Hasher::default();
                bodies.iter().for_each(|body| {
                    hasher.field(&body.hash.0);
                });
                Key { hash: hasher.finish(), count: Some(bodies.len() as u32) }
            }
            Part::X(plan) if plan.has_x => only(plan.hash),
            Part::X(_) => only(Hash128::of(b"no free data")),
            Part::Nothing => only(Hash128::default()),
        }
    }
}

impl Data {
    /// Its kind in a word.
    pub fn word(&self) -> &'static str {
        match self {
            Data::Feed(_) => "feed",
            Data::Json(_) => "json",
            Data::Calendar(_) => "calendar",
            Data::Sitemap(_) => "sitemap",
            Data::SitemapIndex(_) => "sitemap index",
            Data::Robots(_) => "robots",
            Data::SearchIndex(_) => "search index",
            Data::SearchTexts(_) => "search texts",
        }
    }

    /// What the output depends on.
    pub fn key(&self) -> Key {
        let list = |hash, count: usize| Key { hash, count: Some(count as u32) };
        match self {
            Data::Feed(feed) => {
                let mut hasher = Hasher::default();
                hasher.field(&hash(feed).0);
                let body = |item: &FeedItem| item.body.as_ref().map_or_else(Hash128::default, |body| body.hash);
                feed.items.iter().for_each(|item| {
                    hasher.field(&body(item).0);
                });
                list(hasher.finish(), feed.items.len())
            }
            Data::Json(value) => Key { hash: hash(value), count: None },
            Data::Calendar(calendar) => list(hash(calendar), calendar.events.len()),
            Data::Sitemap(entries) => list(hash(entries), entries.len()),
            Data::SitemapIndex(addresses) => list(hash(addresses), addresses.len()),
            Data::Robots(text) => Key::of(text.as_bytes()),
            Data::SearchIndex(index) => list(hash(&**index), index.documents.len()),
            Data::SearchTexts(texts) => {
                let mut hasher = Hasher::default();
                for text in texts {
                    hasher.field(text.address.as_bytes()).field(text.language.as_bytes());
                    hasher.field(&[u8::from(text.escape_html)]).field(&text.hash.0);
                }
                list(hasher.finish(), texts.len())
            }
        }
    }
}

impl Views<'_> {
    /// What a copied file or a file of the theme depends on: its content, for which a file's stamp stands. None when the
    /// stamp proves nothing, and for every other page.
    pub fn file_key(&self, page: &Page) -> Option<Key> {
        match &page.kind {
            PageKind::File(id) => {
                let file = &self.site[*id];
                let stamp = Some(file.stamp).filter(|stamp| stamp.settled)?;
                let mut hasher = Hasher::default();
                hasher.field(file.source.as_str().as_bytes()).field(&stamp.length.to_le_bytes());
                hasher.field(&stamp.modified_ns.to_le_bytes()).field(&stamp.changed_ns.to_le_bytes());
                hasher.field(&stamp.inode.to_le_bytes());
                Some(Key { hash: hasher.finish(), count: None })
            }
            PageKind::Asset(name) => Some(Key::of(&self.theme.assets.get(name)?.bytes)),
            _ => None,
        }
    }
}
