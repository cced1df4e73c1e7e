//! What the commonest keys of other generators are called here.

/// Theirs, in small letters, and ours.
const NAMES: [(&str, &str); 11] = [
    ("abstract", "standfirst"),
    ("categories", "tags"),
    ("deck", "standfirst"),
    ("description", "standfirst"),
    ("excerpt", "standfirst"),
    ("keywords", "tags"),
    ("lastmod", "updated"),
    ("series", "dossiers"),
    ("subtitle", "standfirst"),
    ("summary", "standfirst"),
    ("topics", "tags"),
];

/// The field that a key of another generator, given in small letters, stands for; none where that field is unknown.
pub(super) fn ours(theirs: &str, known: &[&'static str]) -> Option<&'static str> {
    NAMES.iter().find(|(name, ours)| *name == theirs && known.contains(ours)).map(|(_, ours)| *ours)
}
