"""What every command prints in the same way: JSON, and the problems of the content."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from ..engine.counted import counted
from ..loader.problems import ContentError, notes_for_github

__all__ = ["print_json", "print_problems"]


def print_json(value: Any) -> None:
    """Print `value` as JSON for programs that people also read."""
    print(json.dumps(value, indent=1, ensure_ascii=False))


def print_problems(found: ContentError, chosen: argparse.Namespace) -> int:
    """Print the problems in the form that was asked for, and return the exit code, 1."""
    if chosen.json:
        print_json({"problems": [problem.data() for problem in found.problems]})
        return 1
    if getattr(chosen, "format", "text") == "github":
        print(notes_for_github(found.problems))
    print(found, file=sys.stderr)
    print(f"{counted(len(found.problems), 'problem')} found.", file=sys.stderr)
    return 1
