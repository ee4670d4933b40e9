"""What contributors and reviewers are told: reviews, stale claims, starts, the Try page."""
