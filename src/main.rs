//! The exit code, and nothing else.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::from(throughline::commands::run())
}
