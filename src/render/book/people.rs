//! `people`: the people, organisations and places of a book, with their profiles.

use super::Book;
use crate::base::diag::Diagnostic;
use crate::model::site::Member;
use crate::plan::view::Part;
use crate::plan::{Page, PageKind};
use crate::render::dom::write::balanced;
use tera::{Map, Value};

/// The anchor of the one at `at` in [`Book::people`].
pub fn anchor(at: usize) -> String {
    format!("who-{}", at + 1)
}

/// Stands before the ids of its profile.
pub fn prefix(at: usize) -> String {
    format!("w{}-", at + 1)
}

impl Book<'_> {
    /// A list of `{anchor, kind, role, subject, body}`.
    pub(super) fn people_view(&self) -> Result<Value, Box<Diagnostic>> {
        let roles = &self.views.site[self.dossier].key_players;
        let mut out = Vec::with_capacity(self.people.len());
        for (at, id) in self.people.iter().enumerate() {
            let address = self.views.plan.address_of(Member::Entity(*id), self.language);
            let page = Page { address, language: self.language, kind: PageKind::Entity(*id) };
            let subject = match self.views.whole_part(&page, "subject") {
                Some(Part::Own(own)) => own.value(),
                _ => Value::none(),
            };
            let body = match self.views.entity_body(*id, self.language, &prefix(at)) {
                Some(plan) => {
                    Value::safe_string(&balanced(&self.renderer.body_of(self.inputs, self.views, &page, &plan)?))
                }
                None => Value::none(),
            };
            let front = self.front();
            let role = roles
                .iter()
                .find(|(player, _)| player == id)
                .and_then(|(_, at)| front?.key_players.get(usize::from(*at))?.role.clone());
            let mut one = Map::new();
            one.insert("anchor".into(), Value::from(anchor(at)));
            one.insert("kind".into(), Value::from(self.views.site[*id].kind.word()));
            one.insert("role".into(), role.map_or_else(Value::none, |role| Value::from(&*role)));
            one.insert("subject".into(), subject);
            one.insert("body".into(), body);
            out.push(Value::from(one));
        }
        Ok(Value::from(out))
    }
}
