"""Text in the editor: documents, positions, parsing, and what their names mean among the live objects."""
