"""The engine half: standard library only, no I/O; it knows no YAML, no MkDocs and no browser."""
