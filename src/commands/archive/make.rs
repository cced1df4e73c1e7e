//! `archive`: one build of the site into an edition.

use super::list::keep;
use super::{FAULTS, FINE, USAGE, tell};
use crate::base::diag::Diagnostic;
use crate::base::inputs::{Entry, Inputs};
use crate::base::path::SourcePath;
use crate::base::text::{count, nearest};
use crate::build::edition::facts::{Facts, Revision};
use crate::build::edition::manifest::SOURCES;
use crate::build::edition::shown::Bytes;
use crate::build::edition::{record, sources};
use crate::build::load::{Loaded, Request, config_of, load};
use crate::build::{Failure, SinkError, build};
use crate::cli::Global;
use crate::cli::archive::{FormatArg, Make};
use crate::commands::{code_of, report};
use crate::io::archive::fault::Fault;
use crate::io::archive::make::{Written, make};
use crate::io::archive::sink::{EditionSink, Files, is_reserved};
use crate::io::archive::workshop::Workshop;
use crate::io::archive::{Format, Making, sign};
use crate::io::clock;
use crate::io::disk::DiskInputs;
use crate::io::git::inputs::GitInputs;
use crate::io::terminal::{Terminal, tally};
use crate::model::site::{DossierId, PublishedFile, Selection};
use crate::parse::config::Config;
use crate::plan::scope::scope;
use crate::plan::view::Views;
use crate::render::book::Book;
use crate::render::offline::Offline;
use rayon::prelude::*;
use std::io::Write;

/// How often sources are looked at that were written this very moment, and how long after one another in milliseconds:
/// file systems that count in whole seconds need two of them.
const LOOKS: usize = 100;
const PAUSE: u64 = 25;

/// Why there is no edition.
enum Stop {
    Fault(Fault),
    /// Faults of the content, and what else was loaded, for the places.
    Content(Vec<Diagnostic>),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Stop::Fault(fault)
    }
}

/// Makes an edition and says where it lies.
pub fn run(global: &Global, args: &Make, terminal: &Terminal) -> u8 {
    let disk = DiskInputs::new(&global.root);
    let opened = args.rev.as_deref().map(|revision| GitInputs::open(&global.root, revision)).transpose();
    let at_commit = match opened {
        Ok(opened) => opened,
        Err(reason) => {
            terminal.fail(&format!("`--rev`: {reason}"));
            return USAGE;
        }
    };
    let inputs: &dyn Inputs = at_commit.as_ref().map_or(&disk as &dyn Inputs, |commit| commit);
    let job = Job { global, args, terminal, inputs, at_commit: at_commit.as_ref() };
    match job.run() {
        Ok(()) => FINE,
        Err(Stop::Fault(fault)) => tell(&fault, "", terminal),
        Err(Stop::Content(faults)) => {
            terminal.say(&format!("nothing was written: {}", tally(&faults)));
            code_of(&faults).max(FAULTS)
        }
    }
}

/// One edition to be made.
struct Job<'a> {
    global: &'a Global,
    args: &'a Make,
    terminal: &'a Terminal,
    inputs: &'a dyn Inputs,
    at_commit: Option<&'a GitInputs>,
}

impl Job<'_> {
    fn run(&self) -> Result<(), Stop> {
        let path = SourcePath::new(&self.global.config)
            .ok_or_else(|| Fault::Use(format!("`--config {}` must lie in the site's folder", self.global.config)))?;
        let key = self.args.sign.as_deref().map(sign::private).transpose()?;
        let config = config_of(self.inputs, &path).map_err(|faults| self.content(None, faults))?;
        let before = self.at_rest(&config);
        let revision = self.revision(&config, &before)?;
        let mut loaded = self.load(path, &revision)?;
        let dossier = self.dossier(&loaded)?;
        if let Some(dossier) = dossier {
            loaded.plan = scope(&loaded.site, &loaded.plan, dossier);
        }
        self.no_clash(&loaded)?;
        let facts = facts(&loaded, revision, dossier);
        let default = self.global.root.join(&*loaded.config.editions.folder);
        let out = self.args.out.as_deref().unwrap_or(&default);
        let workshop = Workshop::open(&self.global.root, &loaded.config.content, out)?;
        let files = self.stage(&workshop, &loaded, &facts, &before)?;
        let same = loaded.config.hash == config.hash;
        let stand = || self.stand(same, &config, &before);
        stand()?;
        self.terminal_phase("pack");
        let formats = self.formats();
        // Books are made of the site. Nothing else needs it any more, and its memory is for the containers.
        let of_site = formats.iter().any(|format| matches!(format, Format::Epub | Format::Html));
        let loaded = of_site.then_some(loaded);
        {
            let staged = files.finish(&facts, |manifest| key.as_ref().map(|key| sign::sign(key, manifest)))?;
            let views = loaded.as_ref().map(|loaded| Views::new(&loaded.site, &loaded.plan, &loaded.theme));
            let book = loaded.as_ref().zip(views.as_ref()).zip(dossier);
            let book = book.map(|((loaded, views), dossier)| Book::new(self.inputs, views, &loaded.renderer, dossier));
            let making = Making { facts: &facts, staged: &staged, book: book.as_ref() };
            // Books read their pictures once more.
            let written = make(&workshop, &making, &formats, &stand)?;
            self.say(&staged.id, &facts, &written, out);
        }
        // What cannot be read there is told by `archive list`.
        keep(out, &config)?;
        Ok(())
    }

    /// Builds the folder form into the workshop, but for its manifest.
    fn stage(&self, workshop: &Workshop, loaded: &Loaded, facts: &Facts, before: &[Entry]) -> Result<Files, Stop> {
        let mut views = Views::new(&loaded.site, &loaded.plan, &loaded.theme);
        // The sink takes the marks out again.
        views.marks = true;
        let offline = Offline { plan: &loaded.plan, config: &loaded.config };
        let mut sink = EditionSink::new(workshop.path("folder"), offline);
        let built = build(self.inputs, &views, &loaded.renderer, &mut sink, self.terminal);
        built.map_err(|failure| match failure {
            Failure::Pages(faults) => self.content(Some(loaded), faults),
            Failure::Sink(error) => Stop::Fault(unwritten(error)),
        })?;
        self.own_files(&mut sink, loaded, facts, before)?;
        Ok(sink.files())
    }

    /// The sources, once none of them was written so short a time ago that it could change again and keep its stamp.
    fn at_rest(&self, config: &Config) -> Vec<Entry> {
        let mut found = sources::sources(self.inputs, config);
        for _ in 0..LOOKS {
            if found.iter().all(|entry| entry.stamp.settled) {
                break;
            }
            clock::pause(PAUSE);
            found = sources::sources(self.inputs, config);
        }
        found
    }

    /// Whether everything that was read is still there as it was; `same` says that of the settings.
    fn stand(&self, same: bool, config: &Config, before: &[Entry]) -> Result<(), Fault> {
        let stands = || same && sources::sources(self.inputs, config) == before;
        if self.at_commit.is_some() || stands() {
            return Ok(());
        }
        let what = "the sources changed while the edition was made: nothing was written\n  help: make it again";
        Err(Fault::Refused(what.into()))
    }

    fn terminal_phase(&self, name: &'static str) {
        crate::base::progress::Progress::phase(self.terminal, name, 0);
    }

    /// Reports faults of the content, and stops.
    fn content(&self, loaded: Option<&Loaded>, faults: Vec<Diagnostic>) -> Stop {
        report(self.terminal, self.inputs, loaded, &faults);
        Stop::Content(faults)
    }

    fn load(&self, config: SourcePath, revision: &Revision) -> Result<Loaded, Stop> {
        let as_of = self.args.as_of.clone();
        let request = Request {
            config,
            selection: Selection::default(),
            // Of a commit, what is dated after it is left out.
            as_of: as_of.or_else(|| self.at_commit.map(|commit| commit.at.to_string())),
            base_url: self.args.base_url.clone(),
            strict: self.args.strict,
            publish: true,
            edition: Some(revision.short().into()),
        };
        let loaded = load(self.inputs, &request, self.terminal).map_err(|faults| self.content(None, faults))?;
        report(self.terminal, self.inputs, Some(&loaded), &loaded.diagnostics);
        if loaded.blocked() { Err(Stop::Content(loaded.diagnostics)) } else { Ok(loaded) }
    }

    /// The commit if it holds every source byte for byte and no other one, else a hash of them all.
    fn revision(&self, config: &Config, entries: &[Entry]) -> Result<Revision, Stop> {
        if let Some(commit) = self.at_commit {
            return Ok(Revision::Commit(commit.commit.clone()));
        }
        if let Ok(head) = GitInputs::open(&self.global.root, "HEAD") {
            let committed = sources::sources(&head, config);
            let paths = |entries: &[Entry]| entries.iter().map(|entry| entry.path.clone()).collect::<Vec<_>>();
            if paths(&committed) == paths(entries) && entries.par_iter().all(|entry| head.holds(entry, self.inputs)) {
                return Ok(Revision::Commit(head.commit.clone()));
            }
        }
        let hash = sources::hash(self.inputs, entries);
        let told =
            |error: crate::base::inputs::InputError| Fault::Machine(format!("`{}`: {}", error.path, error.reason));
        Ok(Revision::Sources(hash.map_err(told)?))
    }

    fn dossier(&self, loaded: &Loaded) -> Result<Option<DossierId>, Stop> {
        let Some(id) = &self.args.dossier else { return Ok(None) };
        let all = &loaded.site.dossiers;
        if let Some(at) = all.iter().position(|dossier| *dossier.id == **id) {
            return Ok(Some(DossierId(at as u32)));
        }
        let near = nearest(id, all.iter().map(|dossier| &*dossier.id));
        let hint = near.map(|near| format!("\n  help: did you mean `{near}`?")).unwrap_or_default();
        Err(Fault::Use(format!("there is no published dossier `{id}`{hint}")).into())
    }

    /// An edition has files of its own beside the site's.
    fn no_clash(&self, loaded: &Loaded) -> Result<(), Stop> {
        match loaded.plan.pages.iter().map(|page| page.output()).find(|output| is_reserved(output)) {
            Some(output) => {
                let what = format!("the site's `{output}` lies where an edition keeps a file of its own");
                Err(Fault::Refused(format!("{what}\n  help: give it another name")).into())
            }
            None => Ok(()),
        }
    }

    /// The record, and the sources when they are asked for.
    fn own_files(
        &self,
        sink: &mut EditionSink,
        loaded: &Loaded,
        facts: &Facts,
        entries: &[Entry],
    ) -> Result<(), Fault> {
        let record = |rendered: &[record::Rendered], out: &mut dyn Write| {
            let find = |path: &str| rendered.binary_search_by(|(own, _)| (*own).cmp(path)).ok();
            let file = |file: &PublishedFile| find(&file.output).map(|at| rendered[at].1);
            let bytes = Bytes { inputs: self.inputs, file: &file };
            record::record(facts, &loaded.site, &loaded.plan, &bytes, rendered, out)
        };
        sink.record(record).map_err(unwritten)?;
        if !self.args.with_sources {
            return Ok(());
        }
        let public = sources::public(entries, &loaded.site);
        for entry in &public {
            let bytes = self.inputs.read(&entry.path);
            let bytes = bytes.map_err(|error| Fault::Machine(format!("`{}`: {}", error.path, error.reason)))?;
            sink.add(&format!("{SOURCES}/{}", entry.path), &bytes).map_err(unwritten)?;
        }
        if public.len() < entries.len() {
            let held = count(entries.len() - public.len(), "source");
            self.terminal.say(&format!("not among the sources: {held} of what is not published"));
        }
        Ok(())
    }

    fn formats(&self) -> Vec<Format> {
        let bag = if self.args.zip { Format::BagitZip } else { Format::Bagit };
        let one = |format: &FormatArg| match format {
            FormatArg::Folder => vec![Format::Folder],
            FormatArg::Zip => vec![Format::Zip],
            FormatArg::TarGz => vec![Format::TarGz],
            FormatArg::Bagit => vec![bag],
            FormatArg::Wacz => vec![Format::Wacz],
            FormatArg::Epub => vec![Format::Epub],
            FormatArg::Html => vec![Format::Html],
            FormatArg::All => {
                let mut all = vec![Format::Folder, Format::Zip, Format::TarGz, bag, Format::Wacz];
                match self.args.dossier {
                    Some(_) => all.extend([Format::Epub, Format::Html]),
                    None => self.terminal.say("`epub` and `html` are left out: they hold one dossier (`--dossier ID`)"),
                }
                all
            }
        };
        self.args.format.iter().flat_map(one).collect()
    }

    fn say(&self, id: &str, facts: &Facts, written: &[Written], out: &std::path::Path) {
        self.terminal.phases();
        for one in written {
            let place = out.join(&one.name);
            let kept = if one.kept { ", as it was: it is signed, and this run signs nothing" } else { "" };
            self.terminal.say(&format!("`{}`: {} bytes{kept}", place.display(), one.bytes));
        }
        let seconds = self.terminal.seconds();
        self.terminal.say(&format!(
            "edition of {} from {}, id {id}, in {seconds:.2} s",
            facts.day(),
            facts.revision.whole()
        ));
    }
}

fn unwritten(error: SinkError) -> Fault {
    Fault::Machine(format!("`{}` cannot be written: {}", error.path, error.reason))
}

pub(super) fn facts(loaded: &Loaded, revision: Revision, dossier: Option<DossierId>) -> Facts {
    let (site, config) = (&loaded.site, &loaded.config);
    let title = dossier.map_or_else(|| config.title.clone(), |id| site[id].title.clone());
    Facts {
        title,
        site: config.title.clone(),
        language: config.language.clone(),
        as_of: site.now,
        date: site.now.to_zoned_datetime(config.zone.clone()).date(),
        generator: concat!("throughline ", env!("CARGO_PKG_VERSION")).into(),
        revision,
        live_url: record::live_url(site, &loaded.plan, dossier),
        base_url: config.base_url.clone().unwrap_or_else(|| "/".into()),
        configuration: config.path.as_str().into(),
        content: config.content.clone(),
        publisher: config.publisher.name.clone(),
        rights: config.rights.clone(),
        dossier: dossier.map(|id| site[id].id.clone()),
    }
}
