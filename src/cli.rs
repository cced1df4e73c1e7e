//! The flag table. It says what was typed; `commands/` does it.

#[cfg(feature = "archive")]
pub mod archive;

use crate::build::shard::Shard;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Throughline makes a website of story dossiers from a folder of Markdown articles.
#[derive(Debug, Parser)]
#[command(name = "throughline", version, propagate_version = true, max_term_width = 100, after_help = AFTER)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

const AFTER: &str = "\
A site from nothing:
  throughline init my-site && cd my-site
  throughline new dossier \"Harbour inquiry\"
  throughline new article \"Inquiry opens\" --dossier harbour-inquiry
  throughline build

Exit codes: 0 fine; 1 the content has faults; 2 wrong use; 3 the machine failed us (disk, network).";

/// Flags that every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// The site's folder
    #[arg(long, global = true, default_value = ".", value_name = "FOLDER")]
    pub root: PathBuf,
    /// The configuration, relative to the site's folder
    #[arg(long, global = true, default_value = "throughline.yaml", value_name = "FILE")]
    pub config: String,
    /// How diagnostics are written: for people on stderr, or one JSON object a line on stdout
    #[arg(long, global = true, default_value = "human", value_name = "FORMAT")]
    pub message_format: MessageFormat,
    /// Say more: every diagnostic, what is not published, and where the time goes
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// When to colour
    #[arg(long, global = true, default_value = "auto", value_name = "WHEN")]
    pub color: Color,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum MessageFormat {
    Human,
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new site: a configuration, folders, and nothing that you must delete
    Init(Init),
    /// Write a new article, dossier, person, place, organisation, page or template
    #[command(subcommand)]
    New(New),
    /// Build the site into a folder
    Build(Build),
    /// Make a dated edition that can be kept, and look after those that were made
    #[cfg(feature = "archive")]
    Archive(archive::Archive),
    /// Show the site in a browser while you write: every change is on the page at once
    #[cfg(feature = "serve")]
    Serve(Serve),
    /// Report everything that is wrong, and write nothing
    Check(Check),
    /// Explain an address, a file, a diagnostic code or a topic
    Explain(Explain),
    /// Print the JSON Schema of the front matter or the configuration, for editors' YAML plug-ins
    Schema(Schema),
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  throughline init my-site\n  throughline init                 in an empty folder that you stand in"
)]
pub struct Init {
    /// The folder to make; it may exist if it is empty [default: that of `--root`]
    pub folder: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum New {
    /// An article, published at this minute unless it is a draft
    Article(NewArticle),
    /// A dossier; its text is the story so far
    Dossier(NewTitled),
    /// A person
    Person(NewTitled),
    /// A place
    Place(NewTitled),
    /// An organisation
    Organisation(NewTitled),
    /// A page, such as About
    Page(NewTitled),
    /// A template of the site's own, over the theme's
    Template(NewTemplate),
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  throughline new article \"Inquiry opens\" --dossier harbour-inquiry\n  throughline new article \"Not yet ready\" --draft\nIt says where the file is, and never writes over one that is there."
)]
pub struct NewArticle {
    /// The headline
    pub title: String,
    /// A dossier that it belongs to; may be given several times
    #[arg(long, value_name = "ID")]
    pub dossier: Vec<String>,
    /// Leave it out of builds until `draft: true` is removed
    #[arg(long)]
    pub draft: bool,
    /// The id, instead of one made from the headline
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  throughline new dossier \"Harbour inquiry\"\n  throughline new person \"Ada Quill\" --id a-quill"
)]
pub struct NewTitled {
    /// The title or name
    pub title: String,
    /// The id, instead of one made from the title
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  throughline new template article.html\n  throughline new template article.html --full"
)]
pub struct NewTemplate {
    /// The template's name, such as `article.html`
    pub name: String,
    /// Write the whole of the theme's template, not a stub that extends it
    #[arg(long)]
    pub full: bool,
}

/// What decides which pieces stand in the site.
#[derive(Debug, Args)]
pub struct Pick {
    /// Take drafts in, marked as such: for a private look
    #[arg(long)]
    pub drafts: bool,
    /// The site as of a day or minute: `2017-03-01`, `2017-03-01T18:00` (in the site's time zone)
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// The site's address, instead of the configuration's `base_url`
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Take warnings for errors
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  throughline build\n  throughline build --out /tmp/look --drafts\n  throughline build --strict --base-url https://example.org/news/\n  throughline build --shard 1/2 --out part1\n  throughline build --join part1 part2\n\nThe folder is replaced as a whole or not at all: a build with errors leaves the last one as it was.\nOnly files that a build wrote are ever removed; an unchanged file keeps its modification time.\nExit codes: 0 built; 1 the content has faults, and with `--keep-going` the rest is built; 2 wrong use; 3 disk."
)]
pub struct Build {
    /// The output folder [default: `public` in the site's folder]
    #[arg(short, long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub pick: Pick,
    /// Leave documents with errors out, build the rest, and exit with 1
    #[arg(long)]
    pub keep_going: bool,
    /// Take over an output folder that holds other files; they stay
    #[arg(long)]
    pub force: bool,
    /// Render every page, also those that stand as the last build left them
    #[arg(long)]
    pub no_ledger: bool,
    /// Look at every byte of the output before a page is taken to stand
    #[arg(long)]
    pub verify: bool,
    /// Build only this slice of the site, to be joined with the others: `2/4` is the second of four
    #[arg(long, value_name = "K/N", conflicts_with_all = ["join", "no_ledger", "verify"])]
    pub shard: Option<Shard>,
    /// Put the site together from its shards: what stands in them is taken, the rest is rendered
    #[arg(long, value_name = "FOLDER", num_args = 1.., conflicts_with_all = ["no_ledger", "verify"])]
    pub join: Vec<PathBuf>,
}

#[cfg(feature = "serve")]
#[derive(Debug, Args)]
#[command(
    after_help = "Drafts, embargoed and future pieces are shown, marked as such; the bar on the page switches to what the public sees.\nNothing is written: pages are made in memory when they are asked for. Ctrl-C ends it.\n\nExamples:\n  throughline serve --open\n  throughline serve --editor zed\n  throughline serve --host 0.0.0.0 --port 8080"
)]
pub struct Serve {
    /// Open the site in the browser
    #[arg(long)]
    pub open: bool,
    /// The address to listen on; `0.0.0.0` shows the site to others in the network, drafts included
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS")]
    pub host: core::net::IpAddr,
    /// The port; when it is taken, the next one that is free
    #[arg(long, default_value_t = 4000, value_name = "PORT")]
    pub port: u16,
    /// Look for changes twice a second: for folders of a network or a container, where the system tells of none
    #[arg(long)]
    pub poll: bool,
    /// The editor that links to source files open: `vscode`, `vscodium`, `cursor`, `windsurf`, `zed`, `idea`, `sublime`,
    /// `textmate`, `emacs`, `none`, or a URL with `{path}`, `{line}` and `{column}` in it
    #[arg(long, default_value = "vscode", value_name = "EDITOR")]
    pub editor: String,
    /// The site as of a day or minute, where a browser has chosen no other
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// The site's address, instead of the configuration's `base_url`
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Take warnings for errors
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  throughline check\n  throughline check --strict --message-format json\nExit codes: 0 nothing is wrong, or only warnings; 1 errors, or warnings with `--strict`."
)]
pub struct Check {
    #[command(flatten)]
    pub pick: Pick,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  throughline explain /articles/talks-open/ --view\n  throughline explain content/articles/talks-open.md\n  throughline explain unknown-key\n  throughline explain date"
)]
pub struct Explain {
    /// An address (`/articles/a/`), a file of the site, a diagnostic code, or a topic; nothing lists the topics
    pub what: Option<String>,
    /// Print what the page's template sees, as JSON
    #[arg(long)]
    pub view: bool,
    /// The output folder whose last build an address is compared with [default: `public`]
    #[arg(short, long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    pub pick: Pick,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Example, for the YAML plug-in of an editor:\n  throughline schema article > article.schema.json"
)]
pub struct Schema {
    /// What to describe
    pub kind: SchemaOf,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum SchemaOf {
    Config,
    Article,
    Dossier,
    Person,
    Place,
    Organisation,
    Page,
}
