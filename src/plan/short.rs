//! Short addresses: `/s/<code>/`, the same for good.

use crate::model::site::{Member, Site};
use crate::parse::document::Text;

/// Crockford's base 32, lower case: no `i`, `l`, `o`, `u`.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Characters of a code: 50 bits.
pub const LENGTH: usize = 10;

/// The code of a name: the first 50 bits of its BLAKE3 hash.
pub fn code(name: &str) -> String {
    let hash = blake3::hash(name.as_bytes());
    let bits = hash.as_bytes()[..8].iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..LENGTH).map(|at| DIGITS[(bits >> (59 - 5 * at) & 31) as usize] as char).collect()
}

/// What names a document for good: `kind:id`, or its address where the id is not unique. Feeds use it as well.
pub fn name(site: &Site, member: Member, address: &str) -> String {
    match member {
        Member::Article(id) if !site[id].id_is_unique => address.to_string(),
        Member::Article(id) => format!("article:{}", site[id].id),
        Member::Dossier(id) => format!("dossier:{}", site[id].id),
        Member::Entity(id) => format!("{}:{}", site[id].kind.word(), site[id].id),
        Member::Page(id) => format!("page:{}", site[id].id),
    }
}

/// The short address of a document whose page is at `address`.
pub fn address(site: &Site, member: Member, address: &str) -> Text {
    format!("/s/{}/", code(&name(site, member, address))).into()
}
