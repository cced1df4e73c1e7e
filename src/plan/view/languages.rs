//! Languages as readers see them: their own names, and the direction of their writing.

use super::types::Word;

/// `rtl` or `ltr`, by the language tag: its script where it names one, else the script the language is written in.
pub fn direction(tag: &str) -> Word {
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().unwrap_or("").to_ascii_lowercase();
    if let Some(script) = parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())) {
        let script = script.to_ascii_lowercase();
        let rtl = ["arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg", "mand", "samr"].contains(&script.as_str());
        return if rtl { "rtl" } else { "ltr" };
    }
    let rtl = [
        "ar", "arc", "arz", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "khw", "ks", "lrc", "mzn", "nqo", "pnb",
        "ps", "sd", "syr", "ug", "ur", "yi",
    ];
    if rtl.contains(&language.as_str()) { "rtl" } else { "ltr" }
}

/// A language's name in itself; the tag where we do not know it.
pub fn name(tag: &str) -> &str {
    match tag.split(['-', '_']).next().unwrap_or("") {
        "ar" => "العربية",
        "be" => "Беларуская",
        "bg" => "Български",
        "bn" => "বাংলা",
        "ca" => "Català",
        "ckb" => "کوردی",
        "cs" => "Čeština",
        "cy" => "Cymraeg",
        "da" => "Dansk",
        "de" => "Deutsch",
        "el" => "Ελληνικά",
        "en" => "English",
        "es" => "Español",
        "et" => "Eesti",
        "eu" => "Euskara",
        "fa" => "فارسی",
        "fi" => "Suomi",
        "fr" => "Français",
        "ga" => "Gaeilge",
        "he" => "עברית",
        "hi" => "हिन्दी",
        "hr" => "Hrvatski",
        "hu" => "Magyar",
        "hy" => "Հայերեն",
        "id" => "Bahasa Indonesia",
        "it" => "Italiano",
        "ja" => "日本語",
        "ka" => "ქართული",
        "kk" => "Қазақша",
        "ko" => "한국어",
        "lt" => "Lietuvių",
        "lv" => "Latviešu",
        "nb" | "no" => "Norsk",
        "nl" => "Nederlands",
        "pl" => "Polski",
        "pt" => "Português",
        "ro" => "Română",
        "ru" => "Русский",
        "sk" => "Slovenčina",
        "sl" => "Slovenščina",
        "sr" => "Српски",
        "sv" => "Svenska",
        "sw" => "Kiswahili",
        "th" => "ไทย",
        "tr" => "Türkçe",
        "uk" => "Українська",
        "ur" => "اردو",
        "uz" => "Oʻzbekcha",
        "vi" => "Tiếng Việt",
        "zh" => "中文",
        _ => tag,
    }
}
