"""The guide's decision tree: its content, its engine and what builds them into a site."""
