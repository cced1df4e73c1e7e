//! The build: a merge join of the plan with the ledger, into a sink.

/// Why an output could not be written.
#[derive(Clone, Debug)]
pub struct SinkError {
    /// Below the output folder.
    pub path: String,
    /// The system's words.
    pub reason: String,
}

/// The door out. Nothing is seen by a reader before `commit`.
pub trait Sink: Sync {
    /// Whether this output is there with this length, as the last build left it.
    fn has(&self, path: &str, length: u64) -> bool;

    /// Keeps the bytes aside, in parallel and in any order.
    fn stage(&self, path: &str, bytes: &[u8]) -> Result<(), SinkError>;

    /// Puts everything staged in its place, in order of path, and removes `gone`.
    fn commit(&mut self, gone: &[String]) -> Result<(), SinkError>;
}
