//! The clock, read once a run.

/// Now, cut to the minute: what embargo and schedule compare with.
pub fn now() -> jiff::Timestamp {
    let now = jiff::Timestamp::now();
    let minute = now.as_second().div_euclid(60) * 60;
    jiff::Timestamp::from_second(minute).unwrap_or(now)
}

/// Nanoseconds since 1970, as file systems stamp their files.
pub fn nanoseconds() -> i128 {
    jiff::Timestamp::now().as_nanosecond()
}

/// Now, to the millisecond and less: for how long to wait until something.
pub fn instant() -> jiff::Timestamp {
    jiff::Timestamp::now()
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
