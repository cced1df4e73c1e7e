//! What the preview sends to the browser besides the site: its script and its style.

/// The page's script: morphing, the bar and the overlay, the connection. Its names stay its own.
pub const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("client/morph.js"),
    include_str!("client/bar.js"),
    include_str!("client/problems.js"),
    include_str!("client/preview.js"),
    "})();\n"
);

/// The style of the bar, the overlay and the preview's own pages.
pub const STYLE: &str = include_str!("client/preview.css");
