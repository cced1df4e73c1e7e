//! The forms of dates that are read, each with an example: the text of `explain date`.

/// What one may write, and what it means.
type Form = (&'static str, &'static str);

/// Dates of publication.
pub(super) const PUBLISHED: &[Form] = &[
    ("2017-01-23", "the day; for an embargo its first minute, in the site's time zone"),
    ("2017-1-3", "the same, with one-digit month and day"),
    ("2017-01-23T10:30", "a time, in the site's time zone"),
    ("2017-01-23 10:30", "a blank for the `T`"),
    ("2017-01-23T9:00", "a one-digit hour"),
    ("2017-01-23T10:30:15", "with seconds"),
    ("2017-01-23T10:30Z", "in UTC"),
    ("2017-01-23T10:30+06:00", "with its offset; the page names the day as written"),
    ("2016-03-16 9:00:00 -0400", "a blank before the offset, no colon in it"),
];

/// Dates of events, beginning with the plain ones.
pub(super) const EVENTS: &[Form] = &[
    ("2017", "the year"),
    ("2017-01", "the month"),
    ("2017-01-23", "the day"),
    ("2017-1-3", "the same, with one-digit month and day"),
    ("2021-03-23T07:40", "a time of day, without an offset where it happened"),
    ("2021-03-23 07:40 +02:00", "a time with its offset"),
    ("2017-21", "spring; 22 is summer, 23 autumn, 24 winter (northern)"),
    ("2016?", "perhaps"),
    ("2011~", "about"),
    ("2011-06%", "perhaps and about"),
    ("201X", "some year of the 2010s"),
    ("20XX", "some year from 2000 to 2099"),
    ("2017-XX", "some month of 2017"),
    ("2017-05-XX", "some day of May 2017"),
    ("2017-XX-XX", "some day of 2017"),
    ("2017-01-23/2017-01-24", "from a day to a day; months and years likewise"),
    ("2017-01-23/24", "the end leaves out what the start has said"),
    ("2017-12-30/2018-01-02", "across the turn of the year"),
    ("2017-05/06", "from May to June 2017"),
    ("2011~/2013-05?", "each end with its own doubt"),
    ("2011/..", "since 2011, and going on"),
    ("../2011", "until 2011, without a start"),
    ("2011/", "from 2011; the end is unknown"),
    ("/2011", "until 2011; the start is unknown"),
    ("-0599~", "about 600 BC: the year 0 is 1 BC"),
    ("Y-17000", "a year of more than four digits"),
];

/// Every accepted form as Markdown: one table for dates of publication, one for dates of events.
pub fn describe() -> String {
    let mut out = String::from(
        "A date of publication (`published`, `updated`, `embargoed_until`, dates of corrections and revisions) is a \
         day or a day and a time. A time without an offset is in the site's `timezone`.\n\n",
    );
    table(&mut out, PUBLISHED);
    out.push_str(
        "\nThe date of an event (`events`, `started`, `ended`, `from`, `to`, dates of sources) says as much as is \
         known, in EDTF (ISO 8601-2:2019, levels 0 and 1), with what people write completed.\n\n",
    );
    table(&mut out, EVENTS);
    out
}

fn table(out: &mut String, forms: &[Form]) {
    out.push_str("| written | meaning |\n|---|---|\n");
    for (written, meaning) in forms {
        out.push_str(&format!("| `{written}` | {meaning} |\n"));
    }
}
