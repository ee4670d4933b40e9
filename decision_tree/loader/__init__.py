"""Content files in; a checked guide, or every problem at once, out."""
