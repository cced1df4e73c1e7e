//! What lies there, held against what was read: everything is looked at, and only what is small is read.

use super::Request;
use super::documents::read_tags;
use super::folder::{Seen, look};
use super::ground::Ground;
use super::settings::config_or_last;
use crate::base::inputs::{Entry, Inputs};
use crate::parse::theme;

/// What was seen.
pub struct Survey {
    /// In order of path.
    pub documents: Vec<Entry>,
    /// The other files, in order of path.
    pub files: Vec<Entry>,
    /// The configuration is what it was.
    pub config_stands: bool,
    /// `tags.yaml` is what it was, and so is what is wrong with it, with the configuration and with the folders.
    pub ground_stands: bool,
    /// Templates, words and theme files are what they were.
    pub theme_stands: bool,
}

/// Looks at everything that a ground was read from.
pub(in crate::build) fn survey(inputs: &dyn Inputs, request: &Request, ground: &Ground) -> Survey {
    let mut told = Vec::new();
    let config = config_or_last(inputs, request, Some(&ground.config), &mut told);
    let config = config.unwrap_or_else(|_| ground.config.clone());
    let Seen { documents, others: files, .. } = look(inputs, &config, &mut told);
    let tags = read_tags(inputs, &config, &mut told);
    let config_stands = config.hash == ground.config.hash;
    let ground_stands = tags == ground.tags && told == ground.told;
    let (theme, told) = theme::theme(inputs, &config);
    // The rest of what is told of a theme follows from it.
    let theme_stands = theme == ground.theme && ground.told_of_theme.starts_with(&told);
    Survey { documents, files, config_stands, ground_stands, theme_stands }
}
