//! The flags of `archive` and of what is below it.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

const AFTER: &str = "\
An edition is the site, or one dossier, as it stood on a day: dated, complete, readable without a server or a network,
and listed file by file in its manifest, whose SHA-256 is the edition's id. The same sources give the same bytes.

Examples:
  throughline archive                                   the site as of now, into editions/
  throughline archive --as-of 2017-03-14 --format zip   without what is dated later
  throughline archive --rev v1.2 --format all           the sources as they were at a commit
  throughline archive --dossier harbour-inquiry --format folder,bagit --zip
  throughline archive --format zip --with-sources --sign key.pem
  throughline archive verify editions/2017-03-14-1f3a5c7e9b0d.zip
  throughline archive diff editions/2017-03-14-1f3a5c7e9b0d.zip

Exit codes: 0 fine; 1 altered or hostile, or faults of the content; 2 wrong use; 3 the machine failed us.
`archive diff` differs, as diff(1) does: 0 the same; 1 different; 2 any trouble.";

/// `archive`: makes an edition, unless a command follows.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, after_help = AFTER)]
pub struct Archive {
    #[command(subcommand)]
    pub command: Option<ArchiveCommand>,
    #[command(flatten)]
    pub make: Make,
}

/// How an edition is made.
#[derive(Debug, Args)]
pub struct Make {
    /// One dossier with all that it needs, instead of the whole site
    #[arg(long, value_name = "ID")]
    pub dossier: Option<String>,
    /// As of a day or minute: articles and events dated later are left out, corrections stay
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// The sources as they were at a git commit, tag or branch; `--as-of` is then by default the commit's date
    #[arg(long, value_name = "REVISION")]
    pub rev: Option<String>,
    /// The containers to write; several with commas
    #[arg(long, value_enum, value_delimiter = ',', default_value = "folder", value_name = "FORMAT")]
    pub format: Vec<FormatArg>,
    /// Put the bag of `--format bagit` into a ZIP archive
    #[arg(long)]
    pub zip: bool,
    /// Take the sources in, so that `archive restore` can give them back
    #[arg(long)]
    pub with_sources: bool,
    /// Sign the manifest with an Ed25519 key (`openssl genpkey -algorithm ed25519 -out key.pem`)
    #[arg(long, value_name = "KEY")]
    pub sign: Option<PathBuf>,
    /// Where editions are kept [default: the configuration's `editions: folder`]
    #[arg(short, long, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// The site's live address, instead of the configuration's `base_url`
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Take warnings for errors
    #[arg(long)]
    pub strict: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// A folder that opens in a browser
    Folder,
    /// A ZIP archive of that folder
    Zip,
    /// A compressed tar archive of that folder
    #[value(name = "tar.gz")]
    TarGz,
    /// A BagIt 1.0 bag, for libraries
    Bagit,
    /// A web archive (WACZ) that ReplayWeb.page opens
    Wacz,
    /// A book of the dossier (EPUB 3)
    Epub,
    /// The dossier in one HTML file
    Html,
    /// Every one that fits: in one build
    All,
}

#[derive(Debug, Subcommand)]
pub enum ArchiveCommand {
    /// Prove that an edition is what its manifest says
    Verify(Verify),
    /// Say what changed between two editions, or between one and the site as it is now
    Diff(Diff),
    /// Say which editions there are, and keep their catalogue
    List(List),
    /// Give the sources of an edition back, byte for byte
    Restore(Restore),
}

#[derive(Debug, Args)]
#[command(
    after_help = "Integrity alone is proven without `--id` or `--key`: whoever can change the files can write a new manifest.\nNote the id where others see it, or sign.\n\nExamples:\n  throughline archive verify editions/2017-03-14-1f3a5c7e9b0d.zip --id 1f3a5c7e9b0d…\n  throughline archive verify edition.tar.gz --key public.pem"
)]
pub struct Verify {
    /// The edition: a folder or a file
    pub file: PathBuf,
    /// The id that it must have; its first 12 digits are enough to find a mistake, all 64 to find a forgery
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// The public key that it must be signed with (`openssl pkey -in key.pem -pubout -out public.pem`)
    #[arg(long, value_name = "PUBLIC_KEY")]
    pub key: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  throughline archive restore editions/2017-03-14-1f3a5c7e9b0d.zip restored-site")]
pub struct Restore {
    /// An edition made `--with-sources`
    pub file: PathBuf,
    /// The folder to restore into: it must be empty or not there
    pub folder: PathBuf,
}

#[derive(Debug, Args)]
#[command(
    after_help = "What the editions say of themselves is compared; whether their pages are whole, `verify` says.\n\nExit codes: 0 the same; 1 different; 2 any trouble.\n\nExamples:\n  throughline archive diff editions/2017-03-14-1f3a5c7e9b0d.zip editions/2018-03-14-5e7f9a1b3c2d.zip\n  throughline archive diff editions/2017-03-14-1f3a5c7e9b0d.zip        with the site as it would be built now\n  throughline archive diff edition.zip ../other-copy-of-the-site --message-format json"
)]
pub struct Diff {
    /// An edition, or the folder of a site
    pub a: PathBuf,
    /// Another one [default: the site in `--root`]
    pub b: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Writes `index.json` and `index.html` in that folder anew.\n\nExample:\n  throughline archive list"
)]
pub struct List {
    /// The folder of editions [default: the configuration's `editions: folder`]
    pub folder: Option<PathBuf>,
}
