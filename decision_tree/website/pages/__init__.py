"""HTML that macros put into pages."""
