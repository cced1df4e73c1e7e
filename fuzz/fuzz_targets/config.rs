//! Any text as `throughline.yaml`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use throughline::base::path::SourcePath;
use throughline::parse::config::config;

fuzz_target!(|text: &str| {
    if let Some(path) = SourcePath::new("throughline.yaml") {
        let (config, _) = config(&path, text);
        let _ = (config.sub_path(), config.origin());
    }
});
