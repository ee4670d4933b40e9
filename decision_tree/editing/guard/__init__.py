"""What `decision-tree guard` says of a change of manifests; the command brings them from Git."""
