//! A site at random, and random edits of it: a model that is always whole, written out as files.

use std::collections::BTreeMap;
use std::fmt::Write;
use throughline::base::inputs::MemoryInputs;
use throughline::base::path::SourcePath;

/// Numbers in an order that the seed decides.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Dice(seed)
    }

    pub fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % below.max(1) as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.roll(n) == 0
    }
}

const WORDS: [&str; 12] = [
    "harbour",
    "council",
    "inquiry",
    "river",
    "border",
    "market",
    "census",
    "strike",
    "ferry",
    "Ada Quill",
    "Port",
    "clinic",
];
const TAGS: [&str; 5] = ["Boats", "Storms", "Talks", "Census", "Port"];

#[derive(Clone, Default)]
struct Article {
    id: usize,
    /// The name of its file; another one moves it to another address.
    file: usize,
    title: usize,
    body: usize,
    day: usize,
    dossiers: Vec<usize>,
    tags: Vec<usize>,
    people: Vec<usize>,
    links: Vec<usize>,
    component: usize,
    translated: bool,
    event: bool,
    correction: bool,
    withdrawn: bool,
    draft: bool,
    /// Hours after the beginning.
    embargo: Option<usize>,
    x: usize,
    picture: bool,
    broken: bool,
}

/// The whole site.
#[derive(Clone)]
pub struct Model {
    hours: usize,
    articles: Vec<Article>,
    /// Title, text, status.
    dossiers: Vec<(usize, usize, usize)>,
    /// Name, text, note.
    people: Vec<(usize, usize, bool)>,
    background: usize,
    about: usize,
    config: [usize; 7],
    templates: [usize; 5],
    files: [usize; 4],
    next: usize,
}

impl Model {
    pub fn new(dice: &mut Dice) -> Self {
        let mut model = Model {
            hours: 0,
            articles: Vec::new(),
            dossiers: vec![(0, 0, 0), (1, 1, 1)],
            people: vec![(0, 0, true), (1, 1, false)],
            background: 0,
            about: 0,
            config: [0; 7],
            templates: [0; 5],
            files: [1; 4],
            next: 0,
        };
        for _ in 0..6 {
            model.add(dice);
        }
        model
    }

    fn add(&mut self, dice: &mut Dice) {
        let id = self.next;
        self.next += 1;
        let mut article = Article {
            id,
            file: id,
            title: dice.roll(40),
            body: dice.roll(1000),
            day: dice.roll(200),
            ..Article::default()
        };
        article.dossiers = (0..self.dossiers.len()).filter(|_| dice.one_in(2)).collect();
        article.tags = (0..TAGS.len()).filter(|_| dice.one_in(3)).collect();
        article.people = (0..self.people.len()).filter(|_| dice.one_in(3)).collect();
        article.component = dice.roll(6);
        article.event = dice.one_in(2);
        article.picture = dice.one_in(4);
        self.articles.push(article);
    }

    /// Changes something, and says what.
    pub fn edit(&mut self, dice: &mut Dice) -> String {
        if self.articles.iter().any(|article| article.broken) {
            self.articles.iter_mut().for_each(|article| article.broken = false);
            return "mend".into();
        }
        match dice.roll(20) {
            0 if self.articles.len() < 9 => {
                self.add(dice);
                "a new article".into()
            }
            0 | 1 if self.articles.len() > 3 => {
                let at = dice.roll(self.articles.len());
                format!("article {} deleted", self.articles.remove(at).id)
            }
            2 => {
                self.hours += 1 + dice.roll(30);
                format!("{} hours later", self.hours)
            }
            3 => self.knob("config", dice),
            4 => self.knob("template", dice),
            5 => self.knob("file", dice),
            6 => {
                let at = dice.roll(self.dossiers.len());
                let (title, text, status) = &mut self.dossiers[at];
                *[title, text, status][dice.roll(3)] += 1;
                format!("dossier {at}")
            }
            7 => {
                let at = dice.roll(self.people.len());
                let (name, text, note) = &mut self.people[at];
                match dice.roll(3) {
                    0 => *name += 2,
                    1 => *text += 1,
                    _ => *note = !*note,
                }
                format!("person {at}")
            }
            8 => {
                let text = if dice.one_in(2) { &mut self.background } else { &mut self.about };
                *text += 1;
                "background or about".into()
            }
            _ => self.edit_article(dice),
        }
    }

    fn knob(&mut self, what: &str, dice: &mut Dice) -> String {
        let (knobs, positions): (&mut [usize], usize) = match what {
            "config" => (&mut self.config, 3),
            "template" => (&mut self.templates, 3),
            _ => (&mut self.files, 4),
        };
        let at = dice.roll(knobs.len());
        knobs[at] = (knobs[at] + 1 + dice.roll(positions - 1)) % positions;
        format!("{what} {at}: {}", knobs[at])
    }

    fn edit_article(&mut self, dice: &mut Dice) -> String {
        let at = dice.roll(self.articles.len());
        let others: Vec<usize> = self.articles.iter().map(|article| article.id).collect();
        let hours = self.hours;
        let article = &mut self.articles[at];
        let flip = |list: &mut Vec<usize>, item: usize| match list.iter().position(|other| *other == item) {
            Some(at) => drop(list.remove(at)),
            None => list.push(item),
        };
        let what = match dice.roll(18) {
            0 => {
                article.title = dice.roll(40);
                "title"
            }
            1 | 2 => {
                article.body = dice.roll(1000);
                "text"
            }
            3 => {
                article.day = dice.roll(200);
                "date"
            }
            4 => {
                flip(&mut article.dossiers, dice.roll(2));
                "dossiers"
            }
            5 => {
                flip(&mut article.tags, dice.roll(TAGS.len()));
                "tags"
            }
            6 => {
                flip(&mut article.people, dice.roll(2));
                "people"
            }
            7 | 8 => {
                flip(&mut article.links, others[dice.roll(others.len())]);
                "links"
            }
            9 => {
                article.component = dice.roll(6);
                "component"
            }
            _ => edit_rest(article, hours, dice),
        };
        format!("article {}: {what}", article.id)
    }

    /// The site as files, at its moment.
    pub fn inputs(&self) -> MemoryInputs {
        let mut files: BTreeMap<String, String> = BTreeMap::new();
        files.insert("throughline.yaml".into(), self.config());
        for article in &self.articles {
            let path = format!("content/articles/piece-{}", article.file);
            files.insert(format!("{path}.md"), self.article(article));
            if article.translated {
                let text = format!("---\ntitle: \"Перевод {}\"\n---\n\nТекст {}.\n", article.title, article.body);
                files.insert(format!("{path}.ru.md"), text);
            }
        }
        for (at, (title, text, status)) in self.dossiers.iter().enumerate() {
            let status = ["running", "paused", "closed"][status % 3];
            let front = format!(
                "title: Dossier {title}\nstatus: {status}\nevents: [{{date: 2016-0{}, title: It begins}}]\n",
                1 + title % 9
            );
            files.insert(format!("content/dossiers/d{at}/index.md"), format!("---\n{front}---\n\n{}\n", words(*text)));
        }
        for (at, (name, text, note)) in self.people.iter().enumerate() {
            let name = ["Ada Quill", "Ben Lock", "Ada Stone", "Ben Key"][name % 4];
            let note = if *note { "note: (of the council)\n" } else { "" };
            files.insert(
                format!("content/people/p{at}.md"),
                format!("---\nname: {name}\n{note}---\n\n{}\n", words(*text)),
            );
        }
        files.insert(
            "content/background/b.md".into(),
            format!("---\ntitle: B\n---\n\n{} [one](/about/)\n", words(self.background)),
        );
        files.insert("content/pages/about.md".into(), format!("---\ntitle: About\n---\n\n{}\n", words(self.about)));
        self.theme(&mut files);
        let now = jiff_moment(self.hours);
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let mut inputs = MemoryInputs::new(&now, &files);
        let mut add = |path: &str, bytes: Vec<u8>| {
            inputs.files.insert(SourcePath::new(path).expect("a path in the site"), bytes);
        };
        add("static/wall.svg", format!("<svg width=\"{}\" height=\"40\"></svg>", 10 + self.files[0]).into_bytes());
        if self.files[1] > 0 {
            add("static/custom.css", format!("p {{ margin: {}px }}", self.files[1]).into_bytes());
        }
        if self.files[2] > 0 {
            add("static/docs/a.txt", format!("text {}", self.files[2]).into_bytes());
        }
        inputs
    }

    fn config(&self) -> String {
        let [feed, lists, languages, html, menu, base, fields] = self.config;
        let mut out = String::from("title: The Desk\n");
        let _ = writeln!(out, "base_url: https://desk.example/{}", ["", "news/", "other/"][base]);
        let _ = writeln!(out, "feed: {{content: {}, items: {}}}", ["standfirst", "full", "full"][feed], 3 + feed);
        let _ = writeln!(out, "lists: {{newest: {{from: articles, sort: -published, take: {}}}}}", 2 + lists);
        let _ = writeln!(out, "languages: {}", ["[en, ru]", "[en, ru, fr]", "[en, ru]"][languages]);
        let _ = writeln!(out, "escape_html: {}", html == 1);
        let _ = writeln!(out, "menu: {}", ["[dossiers]", "[dossiers, tags]", "[page:about]"][menu]);
        let _ = writeln!(out, "fields: {}", ["{}", "{kicker: [desk]}", "{byline: [desk]}"][fields]);
        let _ = writeln!(out, "outputs: {{months: {}}}", fields != 1);
        out.push_str("lints: {unknown-key: allow, missing-alt: allow}\n");
        out
    }

    fn article(&self, article: &Article) -> String {
        let mut out =
            format!("---\nid: a{}\ntitle: \"Piece {} {}\"\n", article.id, article.title, WORDS[article.title % 12]);
        let (month, day) = (1 + article.day / 28 % 12, 1 + article.day % 28);
        let _ = writeln!(out, "published: 2017-{month:02}-{day:02} 10:00\ndesk: Foreign");
        let names =
            |list: &[usize], of: &dyn Fn(usize) -> String| list.iter().map(|at| of(*at)).collect::<Vec<_>>().join(", ");
        let _ = writeln!(out, "dossiers: [{}]", names(&article.dossiers, &|at| format!("d{at}")));
        let _ = writeln!(out, "tags: [{}]", names(&article.tags, &|at| TAGS[at].into()));
        let _ = writeln!(out, "people: [{}]", names(&article.people, &|at| format!("p{at}")));
        if article.event {
            let day = if article.title.is_multiple_of(3) { String::new() } else { format!("-{day:02}") };
            let _ = writeln!(out, "events: [{{date: 2017-{month:02}{day}, title: \"Event {}\"}}]", article.title);
        }
        if article.correction {
            let _ = writeln!(out, "corrections: [{{date: 2018-01-0{}, text: We erred.}}]", 1 + article.id % 9);
        }
        if article.withdrawn {
            out.push_str("withdrawn: {date: 2018-02-01, reason: It was wrong.}\n");
        }
        if article.draft {
            out.push_str("draft: true\n");
        }
        if let Some(hours) = article.embargo {
            let _ = writeln!(out, "embargoed_until: {}", jiff_moment(hours));
        }
        if article.picture {
            out.push_str("image: {src: /wall.svg, alt: A wall}\n");
        }
        if article.x > 0 {
            let _ = writeln!(out, "x: {{mood: {}}}", article.x);
        }
        let _ = write!(out, "---\n\n{}", words(article.body));
        for id in article.links.iter().filter(|id| self.articles.iter().any(|other| other.id == **id)) {
            let _ = write!(out, " See [that](article:a{id}).");
        }
        out.push_str(if article.broken { " [no](article:nowhere)\n" } else { "\n" });
        out.push_str(match article.component {
            1 => "\n```timeline\ndossier: d0\n```\n",
            2 => "\n```background\nid: b\n```\n",
            3 => "\n```gallery\nimages: [{src: /wall.svg, alt: W}]\n```\n",
            4 => "\n<b>raw</b> text\n\n## A heading\n",
            _ => "",
        });
        out
    }

    fn theme(&self, files: &mut BTreeMap<String, String>) {
        let [article, word, component, list, base] = self.templates;
        if article > 0 {
            let extra =
                ["", "{{ x.mood | default(value=\"none\") }}", "{% for card in newest %}{{ card.title }}{% endfor %}"]
                    [article];
            let text = format!(
                "{{% extends \"theme/article.html\" %}}{{% block byline %}}{{{{ super() }}}} v{article} {extra}{{% endblock %}}"
            );
            files.insert("templates/article.html".into(), text);
        }
        if word > 0 {
            files.insert("words/en.ftl".into(), format!("tags = Subjects {word}\n"));
        }
        if component > 0 {
            files.insert(
                "templates/components/background.html".into(),
                format!("<aside>{component} {{{{ body }}}}</aside>"),
            );
        }
        if list > 0 {
            files.insert(
                "templates/tag.html".into(),
                format!("<p>{list} {{{{ subject.title }}}} {{{{ articles | length }}}}</p>"),
            );
        }
        if base > 0 {
            files.insert("templates/404.html".into(), format!("<p>{{{{ page.title }}}} {base}</p>"));
        }
    }
}

fn words(seed: usize) -> String {
    (0..8 + seed % 5).map(|n| WORDS[(seed * 7 + n * n + n * 3) % WORDS.len()]).collect::<Vec<_>>().join(" ") + "."
}

/// An instant, in hours after the beginning of 2020.
fn jiff_moment(hours: usize) -> String {
    let (days, hour) = (hours / 24, hours % 24);
    let (year, days) = (2020 + days / 336, days % 336);
    format!("{year}-{:02}-{:02}T{hour:02}:00:00Z", 1 + days / 28, 1 + days % 28)
}

/// The rarer edits of an article, at this hour.
fn edit_rest(article: &mut Article, hours: usize, dice: &mut Dice) -> &'static str {
    match dice.roll(8) {
        0 => {
            article.translated = !article.translated;
            "translation"
        }
        1 => {
            article.event = !article.event;
            "event"
        }
        2 => {
            article.correction = !article.correction;
            "correction"
        }
        3 => {
            article.embargo = if dice.one_in(3) { None } else { Some(hours + dice.roll(40)) };
            "embargo"
        }
        4 => {
            *[&mut article.draft, &mut article.withdrawn][dice.roll(2)] ^= true;
            "draft or withdrawn"
        }
        5 => {
            article.file += 100;
            "file renamed"
        }
        6 => {
            article.x = dice.roll(3);
            article.picture ^= true;
            "free data and picture"
        }
        _ => {
            article.broken = dice.one_in(2);
            article.body += 1;
            "a fault, or a text"
        }
    }
}
