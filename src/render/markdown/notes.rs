//! The titles of notes (`> [!NOTE]`), in the language of the text that they stand in.

use pulldown_cmark::BlockQuoteKind;

/// Of each kind: its class, and its titles in the languages of [`LANGUAGES`].
type Kind = (&'static str, [&'static str; 6]);

const LANGUAGES: [&str; 6] = ["en", "ru", "ar", "de", "fr", "es"];

/// The beginning of a note; its title in a language that is not known here is English, and marked so. It is no `aside`:
/// that would be a landmark within the article.
pub fn start(kind: BlockQuoteKind, language: &str) -> String {
    let (class, titles): Kind = match kind {
        BlockQuoteKind::Note => ("note", ["Note", "Примечание", "ملاحظة", "Hinweis", "Note", "Nota"]),
        BlockQuoteKind::Tip => ("note tip", ["Tip", "Совет", "نصيحة", "Tipp", "Astuce", "Consejo"]),
        BlockQuoteKind::Important => {
            ("note important", ["Important", "Важно", "مهم", "Wichtig", "Important", "Importante"])
        }
        BlockQuoteKind::Warning => {
            ("note warning", ["Warning", "Внимание", "تنبيه", "Warnung", "Attention", "Advertencia"])
        }
        BlockQuoteKind::Caution => {
            ("note caution", ["Caution", "Осторожно", "تحذير", "Vorsicht", "Prudence", "Precaución"])
        }
    };
    let general = language.split(['-', '_']).next().unwrap_or("");
    let (mark, title) = match LANGUAGES.iter().position(|known| *known == general) {
        Some(at) => ("", titles[at]),
        None => (" lang=\"en\"", titles[0]),
    };
    format!("<div class=\"{class}\" role=\"note\">\n<p class=\"note-title\"{mark}>{title}</p>\n")
}
