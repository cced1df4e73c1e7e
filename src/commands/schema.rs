//! `schema`: what an editor's YAML plug-in reads.

use super::FINE;
use crate::cli::{Schema, SchemaOf};
use crate::io::terminal::Terminal;
use crate::parse::document::DocumentKind;
use crate::parse::schema::{SchemaKind, schema};

/// Prints the schema.
pub fn run(args: &Schema, terminal: &Terminal) -> u8 {
    let kind = match args.kind {
        SchemaOf::Config => SchemaKind::Config,
        SchemaOf::Article => SchemaKind::Document(DocumentKind::Article),
        SchemaOf::Dossier => SchemaKind::Document(DocumentKind::Dossier),
        SchemaOf::Person => SchemaKind::Document(DocumentKind::Person),
        SchemaOf::Place => SchemaKind::Document(DocumentKind::Place),
        SchemaOf::Organisation => SchemaKind::Document(DocumentKind::Organisation),
        SchemaOf::Page => SchemaKind::Document(DocumentKind::Page),
    };
    terminal.print(&format!("{:#}\n", schema(kind)));
    FINE
}
