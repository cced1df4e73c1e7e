//! The words of dates, language by language. A language without a table gets ISO dates.

/// How a language writes dates.
pub(super) struct Tongue {
    /// Month names inside a full date (the genitive, where there is one).
    pub months: [&'static str; 12],
    /// Month names with a year alone.
    pub names: [&'static str; 12],
    pub short: [&'static str; 12],
    /// What follows the number of a day, and the first of a month where it is written otherwise.
    pub day_mark: &'static str,
    pub first: &'static str,
    /// Between day and month, before the year of a full date, between month and year.
    pub of_month: &'static str,
    pub of_year: &'static str,
    pub month_year: &'static str,
    /// Before a time of day.
    pub time: &'static str,
    /// What is not an exact date; none: such dates stay in EDTF.
    pub phrases: Option<Phrases>,
}

/// Patterns for what is not an exact date: `{}` is the date. Of a pair the first is the plain form, the second stands
/// inside a pattern.
pub(super) struct Phrases {
    pub about: &'static str,
    pub probably: &'static str,
    pub since: &'static str,
    pub until: &'static str,
    pub before: &'static str,
    /// A year alone.
    pub year: [&'static str; 2],
    pub bc: &'static str,
    /// Years 1 to 999, which would not be seen to be years.
    pub early: &'static str,
    /// From spring.
    pub seasons: [[&'static str; 2]; 4],
    pub decade: [&'static str; 2],
    pub century: [&'static str; 2],
    /// The number of a century.
    pub ordinal: fn(u32) -> String,
}

/// The table of a language tag's first part (`en` for `en-GB`).
pub(super) fn tongue(language: &str) -> Option<&'static Tongue> {
    Some(match language.split(['-', '_']).next()? {
        "en" => &ENGLISH,
        "ru" => &RUSSIAN,
        "ar" => &ARABIC,
        "de" => &GERMAN,
        "fr" => &FRENCH,
        "es" => &SPANISH,
        _ => return None,
    })
}

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

static ENGLISH: Tongue = Tongue {
    months: ENGLISH_MONTHS,
    names: ENGLISH_MONTHS,
    short: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
    day_mark: "",
    first: "1",
    of_month: " ",
    of_year: " ",
    month_year: " ",
    time: ", ",
    phrases: Some(Phrases {
        about: "about {}",
        probably: "probably {}",
        since: "since {}",
        until: "until {}",
        before: "before {}",
        year: ["{}", "{}"],
        bc: "{} BC",
        early: "AD {}",
        seasons: [["spring"; 2], ["summer"; 2], ["autumn"; 2], ["winter"; 2]],
        decade: ["the {}s", "the {}s"],
        century: ["{} century", "the {} century"],
        ordinal: english_ordinal,
    }),
};

static RUSSIAN: Tongue = Tongue {
    months: [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    names: [
        "январь",
        "февраль",
        "март",
        "апрель",
        "май",
        "июнь",
        "июль",
        "август",
        "сентябрь",
        "октябрь",
        "ноябрь",
        "декабрь",
    ],
    short: ["янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.", "нояб.", "дек."],
    day_mark: "",
    first: "1",
    of_month: " ",
    of_year: " ",
    month_year: " ",
    time: ", ",
    phrases: Some(Phrases {
        about: "около {}",
        probably: "вероятно, {}",
        since: "с {}",
        until: "до {}",
        before: "ранее {}",
        year: ["{}", "{} года"],
        bc: "{} до н. э.",
        early: "{} н. э.",
        seasons: [["весна", "весны"], ["лето", "лета"], ["осень", "осени"], ["зима", "зимы"]],
        decade: ["{}-е годы", "{}-х годов"],
        century: ["{}-й век", "{}-го века"],
        ordinal: number,
    }),
};

const ARABIC_MONTHS: [&str; 12] =
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];

static ARABIC: Tongue = Tongue {
    months: ARABIC_MONTHS,
    names: ARABIC_MONTHS,
    short: ARABIC_MONTHS,
    day_mark: "",
    first: "1",
    of_month: " ",
    of_year: " ",
    month_year: " ",
    time: "، ",
    phrases: Some(Phrases {
        about: "نحو {}",
        probably: "على الأرجح {}",
        since: "منذ {}",
        until: "حتى {}",
        before: "قبل {}",
        year: ["{}", "{}"],
        bc: "{} ق.م",
        early: "{} م",
        seasons: [["ربيع"; 2], ["صيف"; 2], ["خريف"; 2], ["شتاء"; 2]],
        decade: ["عقد {}", "عقد {}"],
        century: ["القرن {}", "القرن {}"],
        ordinal: number,
    }),
};

const GERMAN_MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

static GERMAN: Tongue = Tongue {
    months: GERMAN_MONTHS,
    names: GERMAN_MONTHS,
    short: ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."],
    day_mark: ".",
    first: "1.",
    of_month: " ",
    of_year: " ",
    month_year: " ",
    time: ", ",
    phrases: Some(Phrases {
        about: "ca. {}",
        probably: "vermutlich {}",
        since: "seit {}",
        until: "bis {}",
        before: "vor {}",
        year: ["{}", "{}"],
        bc: "{} v. Chr.",
        early: "{} n. Chr.",
        seasons: [["Frühling"; 2], ["Sommer"; 2], ["Herbst"; 2], ["Winter"; 2]],
        decade: ["{}er-Jahre", "{}er"],
        // After `seit` and `bis` the word would have another ending each; its abbreviation has none.
        century: ["{}. Jahrhundert", "{}. Jh."],
        ordinal: number,
    }),
};

const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

static FRENCH: Tongue = Tongue {
    months: FRENCH_MONTHS,
    names: FRENCH_MONTHS,
    short: ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    day_mark: "",
    first: "1er",
    of_month: " ",
    of_year: " ",
    month_year: " ",
    time: ", ",
    phrases: None,
};

const SPANISH_MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

static SPANISH: Tongue = Tongue {
    months: SPANISH_MONTHS,
    names: SPANISH_MONTHS,
    short: SPANISH_MONTHS,
    day_mark: "",
    first: "1",
    of_month: " de ",
    of_year: " de ",
    month_year: " de ",
    time: ", ",
    phrases: None,
};

fn number(n: u32) -> String {
    n.to_string()
}

/// `1st`, `12th`, `22nd`.
fn english_ordinal(n: u32) -> String {
    let end = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{n}{end}")
}
