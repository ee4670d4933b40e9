"""In place of linecache, which inspect imports to show source: there is none here."""
