//! Rendering: a pure function from a page's view to bytes. It can fail; it never warns.

pub mod markdown;

use crate::base::diag::Diagnostic;
use crate::base::inputs::Inputs;
use crate::parse::document::Text;
use crate::parse::theme::Theme;
use crate::plan::Page;
use crate::plan::view::Views;

/// Templates compiled, words read: everything that rendering needs beside the view.
pub struct Renderer {}

impl Renderer {
    /// Compiles the theme's templates for a site in these languages. Every fault of a template, and every word that is
    /// missing, is told.
    pub fn new(_theme: &Theme, _languages: &[Text]) -> (Renderer, Vec<Diagnostic>) {
        unimplemented!("render")
    }

    /// Renders one page of the plan; a copied file is read, an asset taken from the theme.
    ///
    /// # Errors
    /// What is wrong with a template, with its place, the page and the names that are there; or a source that can no
    /// longer be read.
    pub fn page(&self, _inputs: &dyn Inputs, _views: &Views, _page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
        unimplemented!("render")
    }
}
