"""What a reader does from the first page to the last, in a real browser: after each step, what is
in the window and what has the focus."""
