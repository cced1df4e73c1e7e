//! How far a change of the configuration reaches: to documents, to what is linked, or to pages alone.

use super::{Config, ThemeChoice};
use crate::base::diag::Span;
use crate::base::hash::{Hash128, Hasher};
use crate::parse::document::Spanned;

impl Config {
    /// The hash of all that reading a document depends on.
    pub fn reading(&self) -> Hash128 {
        let mut hasher = Hasher::default();
        // Aliases are read against the site's address, which the command line may give.
        hasher.field(self.base_url.as_deref().unwrap_or("").as_bytes());
        hasher.field(self.language.as_bytes()).field(self.languages.join(" ").as_bytes());
        hasher.field(self.zone_name.as_bytes()).field(self.content.as_bytes()).field(&[u8::from(self.escape_html)]);
        for (ours, theirs) in &self.fields {
            hasher.field(ours.as_bytes()).field(theirs.join("\n").as_bytes());
        }
        hasher.finish()
    }

    /// Whether two configurations differ in nothing but what pages alone show or read: documents, the Site and its plan are
    /// then the same under both. The theme is not looked at, and where something is written does not count.
    pub fn is_reworded(&self, other: &Config) -> bool {
        self.linked() == other.linked()
    }

    /// Without what pages alone show or read, and without places.
    fn linked(&self) -> Config {
        let mut linked = self.clone();
        let Config { title, description, publisher, rights, theme, feed, hash, .. } = &mut linked;
        (*title, *description, publisher.name, *rights) = ("".into(), None, None, None);
        (*theme, *hash) = (ThemeChoice::default(), Hash128::default());
        (feed.items, feed.full) = (0, false);
        linked.publisher.logo.iter_mut().for_each(forget);
        linked.menu.iter_mut().for_each(forget);
        linked.article_links.iter_mut().for_each(|link| forget(&mut link.to));
        linked.permalinks.values_mut().for_each(forget);
        linked.ignore.iter_mut().for_each(forget);
        for list in &mut linked.lists {
            forget(&mut list.name);
            list.filter.iter_mut().for_each(|(field, _)| forget(field));
        }
        linked
    }
}

fn forget<T>(written: &mut Spanned<T>) {
    written.span = Span::default();
}

#[cfg(test)]
mod tests {
    use crate::base::path::SourcePath;
    use crate::parse::config::{Config, config};

    const WRITTEN: &str = "title: A\nbase_url: https://a.example/\nmenu: [page:about]\nignore: [old/*]\n\
        article_links: [{title: Mail, to: \"mailto:a@a.example\"}]\npermalinks: {article: \"/{slug}/\"}\n\
        lists: {newest: {from: articles, where: {language: en}, take: 3}}\npublisher: {name: P, logo: logo.svg}\n";

    fn read(text: &str) -> Config {
        let (config, told) = config(&SourcePath::new("throughline.yaml").unwrap(), text);
        assert_eq!(told, []);
        config
    }

    #[test]
    fn words_reach_pages_alone_wherever_the_rest_is_written() {
        let before = read(WRITTEN);
        let reworded = WRITTEN.replace("title: A", "title: A longer one\ndescription: What it is\nrights: Nobody's");
        let reworded = reworded.replace("name: P", "name: Press") + "feed: {items: 3, content: full}\n";
        assert!(before.is_reworded(&read(&reworded)));
        let others = [
            ("page:about", "page:contact"),
            ("old/*", "older/*"),
            ("Mail", "Post"),
            ("a@a", "b@a"),
            ("/{slug}", "/a/{slug}"),
            ("take: 3", "take: 4"),
            ("where: {language: en}", "where: {kicker: en}"),
            ("logo.svg", "other.svg"),
            ("https://a", "https://b"),
            ("title: A", "title: A\nlanguage: de"),
            ("title: A", "title: A\nlanguages: [en, de]"),
            ("title: A", "title: A\ntimezone: Europe/Berlin"),
            ("title: A", "title: A\nhtml: escaped"),
            ("title: A", "title: A\ncontent: texts"),
            ("title: A", "title: A\noutputs: {search: false}"),
            ("title: A", "title: A\nlints: {unknown-key: allow}"),
            ("title: A", "title: A\nfields: {published: date}"),
        ];
        for (old, new) in others {
            assert!(!before.is_reworded(&read(&WRITTEN.replacen(old, new, 1))), "{new}");
        }
    }

    #[test]
    fn documents_are_read_anew_only_under_what_they_are_read_with() {
        let with = |more: &str| read(&format!("title: A\n{more}")).reading();
        let before = with("");
        for same in ["menu: [dossiers]\n", "description: Words\n", "outputs: {search: false}\n", "ignore: [a]\n"] {
            assert_eq!(with(same), before, "{same}");
        }
        let others = [
            "base_url: https://a.example/\n",
            "language: de\n",
            "languages: [en, de]\n",
            "timezone: Europe/Berlin\n",
            "html: escaped\n",
            "content: texts\n",
            "fields: {published: date}\n",
        ];
        for other in others {
            assert_ne!(with(other), before, "{other}");
        }
    }
}
