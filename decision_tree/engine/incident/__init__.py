"""The rollback plan for a reader's own stack: what goes back, in which order, and how one knows."""
