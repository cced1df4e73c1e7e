//! `build --shard` and `build --join`: a site in slices, and the slices put together.

use super::USAGE;
use crate::build::ledger::Rows;
use crate::build::shard::Shard;
use crate::build::{Failure, Report, SinkError, Work, build_again};
use crate::cli::Build;
use crate::io::folder::FolderSink;
use crate::io::parts::Parts;
use crate::io::state::State;
use crate::io::terminal::Terminal;

/// The shards that are to be joined, with their rows; none when a site is built as always.
///
/// # Errors
/// The exit code, when they are not the shards of one site; what is wrong with them has been said.
pub fn opened(args: &Build, state: &State, terminal: &Terminal) -> Result<Option<(Parts, Rows<'static>)>, u8> {
    if args.join.is_empty() {
        return Ok(None);
    }
    Parts::open(&args.join, state.engine()).map(Some).map_err(|faults| {
        faults.iter().for_each(|fault| terminal.fail(fault));
        USAGE
    })
}

/// Builds one shard into its own folder, with its rows.
///
/// # Errors
/// As those of a build; a shard without rows is none.
pub fn one(work: &Work, sink: &mut FolderSink, state: &State, shard: Shard) -> Result<Report, Failure> {
    let failed = |error: std::io::Error| {
        Failure::Sink(SinkError { path: String::new(), reason: format!("its rows cannot be written: {error}") })
    };
    let mut ledger = state.begin(false, true).map_err(failed)?;
    let built = build_again(&Work { shard: Some(shard), ..*work }, sink, &mut ledger);
    match built {
        Ok(report) => state.ship(ledger, shard).map_err(failed).map(|()| report),
        Err(failure) => {
            state.abandon(false);
            Err(failure)
        }
    }
}
