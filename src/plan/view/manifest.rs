//! The web manifest: the site's name and icon, for the reader who keeps it on a telephone.

use super::Views;
use super::languages;
use crate::model::site::Site;
use crate::parse::document::Text;
use serde_json::json;

/// Where a site's own icon is looked for in `static/`, the best first.
const ICONS: [&str; 5] = ["icon.svg", "favicon.svg", "icon.png", "favicon.png", "favicon.ico"];

/// Root-relative, without the sub-path.
pub const ADDRESS: &str = "/site.webmanifest";

/// The site's own icon by its output path, and its size when that is known.
pub fn icon(site: &Site) -> Option<(&Text, Option<(u32, u32)>)> {
    ICONS.iter().find_map(|name| {
        let at = site.files.binary_search_by(|file| (*file.output).cmp(name)).ok()?;
        Some((&site.files[at].output, site.files[at].size))
    })
}

impl Views<'_> {
    /// The manifest as JSON. Its addresses are relative to its own, so it holds below any folder.
    pub(super) fn manifest(&self) -> serde_json::Value {
        let config = &self.site.config;
        let drawn = || Some((self.theme.assets.get("icon.svg")?.address.trim_start_matches('/').into(), None));
        let own = icon(self.site).map(|(output, size)| (output.clone(), size));
        let icon = own.or_else(drawn).map(|(output, size)| {
            let (kind, any) = match output.rsplit('.').next() {
                Some("svg") => ("image/svg+xml", true),
                Some("png") => ("image/png", false),
                _ => ("image/x-icon", false),
            };
            let sizes = size.filter(|_| !any).map_or_else(|| "any".into(), |(w, h)| format!("{w}x{h}"));
            json!({"src": output, "type": kind, "sizes": sizes})
        });
        let mut manifest = json!({
            "name": config.title,
            "start_url": "./",
            "scope": "./",
            "display": "minimal-ui",
            "lang": config.language,
            "dir": languages::direction(&config.language),
            "icons": icon.into_iter().collect::<Vec<_>>(),
        });
        if let Some(description) = &config.description {
            manifest["description"] = json!(description);
        }
        manifest
    }
}
