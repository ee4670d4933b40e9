"""Practice: cases to decide, the answers that the tree and the units give, and the grading."""
