//! Watches the site's folders, and has the site brought up to date when something in them changes.

use super::folders::Folders;
use super::stage::{Outcome, Stage};
use crate::base::path::SourcePath;
use crate::build::preview::change::Touched;
use jiff::Timestamp;
use notify::Event;
use notify::event::{AccessKind, AccessMode, EventKind};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long nothing may change before a change is looked at: an editor that saves in steps is done by then.
const QUIET: Duration = Duration::from_millis(12);
/// How long, when all that changed is one file that was there, and the system says that its writer is done. A checkout of
/// hundreds of files has the next one sooner.
const SAVED: Duration = Duration::from_millis(1);
/// How long changes may follow one another before they are looked at all the same.
const STARVED: Duration = Duration::from_millis(100);
/// How long after the last change everything is compared with what lies there.
const IDLE: Duration = Duration::from_secs(2);
/// How long changes may follow one another before everything is compared all the same.
const LATEST: Duration = Duration::from_secs(10);
/// Between two comparisons while nothing changes, and how many times as long as one takes that is at least.
const BEAT: Duration = Duration::from_secs(5);
const SHARE: u32 = 100;
/// The longest sleep: a machine that was suspended wakes at another time than it thought.
const NAP: Duration = Duration::from_secs(600);

/// What the watch has to tell.
pub enum News {
    State(Outcome),
    /// A line for people.
    Word(String),
}

/// Watches until `tell` says that nobody listens.
pub fn start(stage: Arc<Stage>, poll: bool, tell: impl Fn(News) -> bool + Send + 'static) {
    let (sender, receiver) = channel();
    // Nobody listens any more when the program ends.
    let hear = move |event: notify::Result<Event>| {
        if !event.as_ref().is_ok_and(is_look) {
            drop(sender.send(event));
        }
    };
    let folders = Folders::new(&stage, poll, hear);
    // What changed between the reading and now, nobody has told.
    let now = Instant::now();
    let watching = Watching { stage, folders, receiver, due: now + IDLE, compared: now };
    std::thread::spawn(move || watching.run(&tell));
}

struct Watching {
    stage: Arc<Stage>,
    folders: Folders,
    receiver: Receiver<notify::Result<Event>>,
    /// When everything is to be compared.
    due: Instant,
    /// When it was last.
    compared: Instant,
}

impl Watching {
    fn run(mut self, tell: &dyn Fn(News) -> bool) {
        loop {
            let words: Vec<String> = self.folders.words.drain(..).collect();
            if !words.into_iter().map(News::Word).all(tell) {
                return;
            }
            let outcome = match self.receiver.recv_timeout(self.patience()) {
                Ok(first) => {
                    let Burst { files, any, .. } = self.gather(first);
                    // Whoever writes all the time puts it off, but not for ever.
                    self.due = (Instant::now() + IDLE).min(self.compared + LATEST);
                    match (any, files.is_empty()) {
                        (true, _) => self.stage.compare(files),
                        (false, true) => None,
                        (false, false) => self.stage.update(&Touched::Files(files)),
                    }
                }
                Err(RecvTimeoutError::Timeout) => self.idle(),
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let all = self.stage.caught_up().into_iter().chain(outcome);
            for outcome in all {
                if !tell(News::State(outcome)) {
                    return;
                }
            }
        }
    }

    /// How long to wait for a change.
    fn patience(&self) -> Duration {
        let compare = self.due.saturating_duration_since(Instant::now());
        let appear = self.stage.next().map(|next| until(self.stage.clock.instant(), next));
        appear.into_iter().chain([compare, NAP, self.folders.patience()]).min().unwrap_or(NAP)
    }

    /// Nothing has changed for a while.
    fn idle(&mut self) -> Option<Outcome> {
        if self.folders.cover(&self.stage) {
            return self.stage.compare(BTreeSet::new());
        }
        if self.stage.next().is_some_and(|next| next <= self.stage.clock.now()) {
            return self.stage.relink();
        }
        let begun = Instant::now();
        if self.due > begun {
            return None;
        }
        let outcome = self.stage.compare(BTreeSet::new());
        self.compared = Instant::now();
        // What lies behind a link is looked at again and again: no system tells of it.
        self.due = self.compared + BEAT.max(begun.elapsed() * SHARE);
        outcome
    }

    /// The changes that follow one another closely, as one.
    fn gather(&mut self, first: notify::Result<Event>) -> Burst {
        let begun = Instant::now();
        let mut burst = Burst::default();
        self.take(first, &mut burst);
        while begun.elapsed() < STARVED
            && let Ok(next) = self.receiver.recv_timeout(burst.quiet())
        {
            self.take(next, &mut burst);
        }
        burst.any |= self.folders.cover(&self.stage);
        burst
    }

    /// Notes what an event names.
    fn take(&mut self, event: notify::Result<Event>, burst: &mut Burst) {
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                self.folders.fail(&error);
                burst.any = true;
                return;
            }
        };
        burst.any |= event.need_rescan();
        for file in &event.paths {
            let Some(path) = self.folders.source(file) else { continue };
            if self.folders.lose(&path) || (self.folders.holds(&path) && file.is_dir()) {
                burst.any = true;
            }
            burst.files.insert(path);
            burst.done = is_done(&event);
            burst.any_new |= matches!(event.kind, EventKind::Create(_));
        }
    }
}

/// Changes that follow one another closely.
#[derive(Default)]
struct Burst {
    files: BTreeSet<SourcePath>,
    /// Whether the files are not enough: a folder changed, or events were lost.
    any: bool,
    /// Whether one of them was not there before: many programs save into a file that takes the old one's place later.
    any_new: bool,
    /// Whether the writer of the last of them is done.
    done: bool,
}

impl Burst {
    /// How long nothing more may follow before it is at its end.
    fn quiet(&self) -> Duration {
        let is_saved = self.done && !self.any && !self.any_new && self.files.len() == 1;
        if is_saved { SAVED } else { QUIET }
    }
}

/// Whether somebody only looked. Reading a page's source is an event as well: it must not keep a change waiting.
fn is_look(event: &Event) -> bool {
    matches!(event.kind, EventKind::Access(_)) && !is_done(event)
}

/// Whether a file was closed after it was written: it is as its writer wants it. Linux alone tells of that.
fn is_done(event: &Event) -> bool {
    event.kind == EventKind::Access(AccessKind::Close(AccessMode::Write))
}

/// From one instant until the site can see the other, which counts in whole minutes.
fn until(now: Timestamp, next: Timestamp) -> Duration {
    let minute = 60 - next.as_second().rem_euclid(60);
    let seen = next.as_second() + if minute == 60 { 0 } else { minute };
    let wait = i128::from(seen) * 1000 - i128::from(now.as_millisecond()) + 20;
    Duration::from_millis(u64::try_from(wait).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{CreateKind, DataChange, ModifyKind, RemoveKind, RenameMode};

    #[test]
    fn reading_a_file_is_no_change() {
        let looks = [AccessKind::Open(AccessMode::Any), AccessKind::Close(AccessMode::Read), AccessKind::Read];
        assert!(looks.into_iter().all(|kind| is_look(&Event::new(EventKind::Access(kind)))));
        assert!(!is_look(&Event::new(EventKind::Modify(ModifyKind::Data(DataChange::Any)))));
        assert!(!is_look(&Event::new(EventKind::Access(AccessKind::Close(AccessMode::Write)))));
    }

    #[test]
    fn one_file_that_is_saved_is_not_waited_for_but_half_of_a_save_is() {
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        let into = EventKind::Modify(ModifyKind::Name(RenameMode::To));
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let begun = EventKind::Create(CreateKind::File);
        let gone = EventKind::Remove(RemoveKind::File);
        let done = |kind| is_done(&Event::new(kind));
        assert!(done(closed) && ![into, written, begun, gone].into_iter().any(done));

        let files = |names: &[&str]| names.iter().map(|name| SourcePath::new(name).unwrap()).collect();
        let one = || Burst { files: files(&["content/a.md"]), done: true, ..Burst::default() };
        assert_eq!(one().quiet(), SAVED);
        assert_eq!(Burst { done: false, ..one() }.quiet(), QUIET);
        assert_eq!(Burst { any: true, ..one() }.quiet(), QUIET);
        assert_eq!(Burst { any_new: true, ..one() }.quiet(), QUIET);
        assert_eq!(Burst { files: files(&["content/a.md", "content/b.md"]), ..one() }.quiet(), QUIET);
        assert_eq!(Burst::default().quiet(), QUIET);
    }

    #[test]
    fn the_watch_wakes_when_the_minute_of_an_embargo_begins() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let wait = |now, next| until(at(now), at(next)).as_millis();
        assert_eq!(wait("2027-05-04T05:59:30Z", "2027-05-04T06:00:00Z"), 30_020);
        assert_eq!(wait("2027-05-04T05:59:30Z", "2027-05-04T05:59:45Z"), 30_020);
        assert_eq!(wait("2027-05-04T06:00:01Z", "2027-05-04T06:00:00Z"), 0);
    }
}
