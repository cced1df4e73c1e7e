//! Compiles anew when a file of the built-in theme is added or removed: `include_dir` notices only changed ones.

fn main() {
    println!("cargo:rerun-if-changed=templates");
}
