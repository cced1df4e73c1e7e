//! What documents of several kinds say of themselves.

use super::parts::{heading, image, plain};
use crate::parse::config::Config;
use crate::parse::document::{Common, DocumentKind, Spanned, Text};
use crate::parse::fields::Fields;
use thin_vec::ThinVec;

/// Reads the keys that `kind` shares with others.
pub(super) fn read(fields: &mut Fields, kind: DocumentKind, config: &Config) -> Common {
    let mut common = Common::default();
    let is_story = matches!(kind, DocumentKind::Article | DocumentKind::Dossier);
    let title = match kind {
        DocumentKind::Person | DocumentKind::Place | DocumentKind::Organisation => fields.spanned_text("name"),
        _ => fields.spanned_text("title"),
    };
    if let Some(Spanned { value, span }) = title {
        common.title = plain(value);
        common.title_span = Some(span);
    }
    fields.ignore("ed_note");
    if kind == DocumentKind::Background {
        return common;
    }
    common.id = fields.spanned_text("id");
    common.slug = fields.spanned_text("slug");
    if is_story || kind == DocumentKind::Page {
        common.standfirst = heading(fields, "standfirst");
    }
    if is_story {
        common.kicker = heading(fields, "kicker");
        common.updated = fields.published("updated").map(|date| date.value);
    }
    if kind != DocumentKind::Page {
        common.image = image(fields).map(Box::new);
    }
    common.aliases = aliases(fields, config);
    common.draft = fields.flag("draft").unwrap_or(false);
    common.embargoed_until = fields.published("embargoed_until").map(|date| date.value);
    common.language = fields.text("language");
    common.translation_of = fields.spanned_text("translation_of");
    common
}

/// Old addresses, each as a path from the site's root.
fn aliases(fields: &mut Fields, config: &Config) -> ThinVec<Spanned<Text>> {
    let reader = fields.reader();
    let base = config.base_url.as_deref().map(|url| url.trim_end_matches('/')).filter(|url| !url.is_empty());
    let path = |alias: Spanned<Text>| {
        let own = base.and_then(|base| alias.value.strip_prefix(base));
        let path = match own {
            Some("") => "/",
            Some(path) => path,
            None => &alias.value,
        };
        if path.starts_with('/') && !path.starts_with("//") && !path.contains(['?', '#', '\\']) {
            return Some(Spanned { value: path.into(), span: alias.span });
        }
        let fault = reader.fault("bad-alias", alias.span, format!("`{}` is no address of this site", alias.value));
        let web = alias.value.contains("://") || alias.value.starts_with("//");
        reader.report(match (web, alias.value.find(['?', '#'])) {
            (true, _) => fault.hint("write the path from the root of the site: `/2017/01/astana-opens/`"),
            (false, Some(at)) => {
                fault.hint(format!("a redirect stands at a path, without `?` and `#`: `{}`", &alias.value[..at]))
            }
            (false, None) => {
                fault.hint(format!("write `/{}`", alias.value.trim_start_matches(['.', '/', '\\']).replace('\\', "/")))
            }
        });
        None
    };
    fields.texts("aliases").into_iter().filter_map(path).collect()
}
