"""All that knows MkDocs: hooks and macros, and what they put into and beside the pages."""
