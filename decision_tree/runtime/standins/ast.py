"""In place of ast, which inspect and annotationlib import to show source: the names alone do."""

from _ast import *  # noqa: F403
