//! `schema`: what an editor's YAML plug-in reads.

use super::FINE;
use crate::cli::{Schema, SchemaOf};
use crate::io::terminal::Terminal;
use crate::parse::schema::{SchemaKind, schema};

/// Prints the schema.
pub fn run(args: &Schema, terminal: &Terminal) -> u8 {
    let kind = match args.kind {
        SchemaOf::Config => SchemaKind::Config,
        SchemaOf::Article => SchemaKind::Article,
        SchemaOf::Dossier => SchemaKind::Dossier,
        SchemaOf::Person => SchemaKind::Person,
        SchemaOf::Place => SchemaKind::Place,
        SchemaOf::Organisation => SchemaKind::Organisation,
        SchemaOf::Page => SchemaKind::Page,
    };
    terminal.print(&format!("{:#}\n", schema(kind)));
    FINE
}
