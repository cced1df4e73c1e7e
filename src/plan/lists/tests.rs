//! Named lists as stories.
