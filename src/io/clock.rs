//! The clock, read once a run; the preview looks at it again.

use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A clock: the system's, or one that is ahead of it, for whoever wants to see an hour strike without waiting.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    ahead_ms: Arc<AtomicI64>,
}

impl Clock {
    /// Moves the hands: from now on it shows this moment, and goes on from there.
    pub fn set(&self, moment: Timestamp) {
        let ahead = moment.as_millisecond() - Timestamp::now().as_millisecond();
        self.ahead_ms.store(ahead, Ordering::Relaxed);
    }

    /// Now, to the millisecond and less: for how long to wait until something.
    pub fn instant(&self) -> Timestamp {
        let now = Timestamp::now();
        now.checked_add(SignedDuration::from_millis(self.ahead_ms.load(Ordering::Relaxed))).unwrap_or(now)
    }

    /// Now, cut to the minute: what embargo and schedule compare with.
    pub fn now(&self) -> Timestamp {
        let now = self.instant();
        let minute = now.as_second().div_euclid(60) * 60;
        Timestamp::from_second(minute).unwrap_or(now)
    }
}

/// Nanoseconds since 1970, as file systems stamp their files.
pub fn nanoseconds() -> i64 {
    i64::try_from(Timestamp::now().as_nanosecond()).unwrap_or(i64::MAX)
}

/// Waits.
pub fn pause(milliseconds: u64) {
    std::thread::sleep(std::time::Duration::from_millis(milliseconds));
}

/// Measures how long something takes.
pub struct Watch(std::time::Instant);

impl Watch {
    /// Starts.
    pub fn start() -> Self {
        Watch(std::time::Instant::now())
    }

    /// Seconds since the start.
    pub fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}
