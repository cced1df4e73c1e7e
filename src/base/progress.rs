//! What a long job tells about itself while it runs. The core knows no clock: whoever listens measures.

/// Listens to a job.
pub trait Progress: Sync {
    /// A phase begins; `total` is the number of its steps, 0 when it has none to count.
    fn phase(&self, name: &'static str, total: usize);

    /// `count` further steps of the phase are done; called from any thread.
    fn step(&self, count: usize);
}

/// Hears nothing.
pub struct Silent;

impl Progress for Silent {
    fn phase(&self, _: &'static str, _: usize) {}
    fn step(&self, _: usize) {}
}
