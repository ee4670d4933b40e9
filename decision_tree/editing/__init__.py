"""What contributors and reviewers are told: reviews, stale claims, scaffolds, the Try page."""
