"""`make bench`: measures what tests must not time, and writes the tables of quality.md."""
