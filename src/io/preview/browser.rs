//! Opens an address in the browser of whoever works here.

use crate::io::disk::reason;
use std::process::{Command, Stdio};

/// Opens it; does not wait for the browser.
///
/// # Errors
/// The system's words, when there is nothing to open it with.
pub fn open(address: &str) -> Result<(), String> {
    let (program, first): (&str, &[&str]) = match std::env::consts::OS {
        "macos" => ("open", &[]),
        "windows" => ("rundll32", &["url.dll,FileProtocolHandler"]),
        _ => ("xdg-open", &[]),
    };
    let mut command = Command::new(program);
    command.args(first).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| format!("`{program}`: {}", reason(&error)))?;
    // It ends when it has handed the address over.
    std::thread::spawn(move || drop(child.wait()));
    Ok(())
}
