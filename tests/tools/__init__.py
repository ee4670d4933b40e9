"""Programs for developers and CI that are no tests; each is run by a command of the Makefile."""
