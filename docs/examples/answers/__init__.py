"""The seven-stage endpoint: what both images hold, whichever product runs it."""
