"""What must hold of the pages in docs/: they can be read, what they cite exists, claims are used.

What only shows once macros and links are followed is found by the site's own check.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from ..engine.model import Guide
from .cites import cites, pages
from .claim_uses import places
from .page_text import FRONT_MATTER
from .problems import Place, Problem, did_you_mean, shortened, shown
from .yaml_nodes import (
    MappingNode,
    ScalarNode,
    SourceFile,
    TooManyProblemsError,
    parse_text,
    read_text,
)

__all__ = ["check_cites", "check_front_matter"]

_TEXTS = ("title", "description")


def check_cites(guide: Guide, docs: Path | None, content: Path) -> list[Problem]:
    """Claims that pages cite and that do not exist, and claims that nothing relies on."""
    known = guide.claim_by_id
    found = tuple(cites(docs))
    problems = [
        Problem(
            cite.place,
            f"there is no claim “{cite.claim}”; {did_you_mean(cite.claim, known)}",
            "unknown-claim",
            cite.source,
        )
        for cite in found
        if cite.claim not in known
    ]
    if docs is None:  # somebody else's content: their pages may cite what the data does not
        return problems
    relied = places(guide, found)
    file = content / "claims.yml"
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        name = line.removeprefix("  - id: ").strip() if line.startswith("  - id: ") else ""
        if name and not relied[name]:
            message = f"nothing relies on the claim “{name}”; cite it or remove it"
            problems.append(Problem(Place(shown(file), number, 9), message, "uncited", line))
    return problems


def check_front_matter(docs: Path | None) -> list[Problem]:
    """Pages that are no text, and front matter that is no YAML.

    MkDocs says nothing of such front matter and publishes it as a part of the page.
    """
    problems: list[Problem] = []
    for path in pages(docs) if docs else ():
        file = SourceFile(shown(path))
        text = read_text(path, file)
        if text is not None:
            with suppress(TooManyProblemsError):
                _check_front_matter(text, file)
        problems += file.problems
    return problems


def _check_front_matter(text: str, file: SourceFile) -> None:
    first = text.partition("\n")[0]
    file.lines = [first]
    if first.rstrip() != "---":
        message = "a page starts with ---, its title and description, and --- again; write them"
        file.problem(1, 1, message, "front-matter")
        return
    front = FRONT_MATTER.match(text)
    if front is None:
        message = "the front matter that opens here is never closed; end it with a line of ---"
        file.problem(1, 1, message, "front-matter")
        return
    node = parse_text(f"---\n{front[1]}", file)
    if node is None:
        return
    if not isinstance(node, MappingNode):
        message = "front matter is made of lines such as `title: Decide`; write it so"
        file.problem(node.line, node.column, message, "front-matter")
        return
    for key, value in node.entries:
        if key.value not in _TEXTS or (isinstance(value, ScalarNode) and value.kind == "str"):
            continue
        given = shortened(value.value) if isinstance(value, ScalarNode) else ""
        message = f"the {key.value} is not a text to YAML; put it in quotes"
        message += f': "{given}"' if given else ""
        file.problem(value.line, value.column, message, "unquoted")
