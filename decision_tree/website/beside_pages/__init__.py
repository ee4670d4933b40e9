"""Files beside the pages: feed, cards, search entries, policy, checksums, service worker."""
