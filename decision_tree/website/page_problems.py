"""What is wrong with a page once its macros run and its links are followed, each with its place.

MkDocs and its plugins tell such mistakes in passing, without a line, or end the process. Here they
become problems such as those of the content.
"""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
from markdown import Markdown  # type: ignore[import-untyped]
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from pymdownx.snippets import SnippetMissingError  # type: ignore[import-untyped]

from decision_tree.loader.every_check import Tag
from decision_tree.loader.page_text import without_raw
from decision_tree.loader.problems import Place, Problem, did_you_mean, nearest, shortened, shown
from decision_tree.website.pages.unknown_name import UnknownNameError

__all__ = [
    "STANDIN",
    "CheckedError",
    "Heard",
    "Reading",
    "Source",
    "anchor_problems",
    "link_problems",
    "macro_problem",
    "snippet_problem",
    "source_of",
    "template_problem",
]

_MACRO = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{[{%#].*")
_RAW = "to show braces as text, write {% raw %} before and {% endraw %} after them"
_ADVICE = (
    ("end of comment", "{# opens a comment; put a space between, as in { #id }"),
    ("“", "write straight quotes"),
    ("”", "write straight quotes"),
    ("unexpected char", "close the quote"),
    ("end of template", "close it with }} or %}"),
)
"""Words of a complaint about a macro, and what a person does; the first that fits counts."""


class CheckedError(Exception):
    """Ends a build that was only to say what is wrong with the pages: once they are all read."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("the pages were checked")
        self.problems = tuple(problems)


class Heard(logging.Handler):
    """Keeps what MkDocs says of the links of pages."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.messages.append(record.getMessage())


STANDIN = "This page cannot be shown until its mistake is mended."
"""What stands in for the text of a page that could not be read."""


@dataclass(slots=True)
class Reading:
    """What is wrong with pages while they are read, and for which of them a stand-in stands."""

    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def note(self, problem: Problem, uri: str) -> str:
        """Note a problem for which a page cannot be shown, and return its stand-in."""
        self.problems.append(problem)
        self.unread.add(uri)
        return STANDIN


@dataclass(frozen=True, slots=True)
class Source:
    """A page as it was written: its name as people see it, its address among pages, its text."""

    name: str
    uri: str
    text: str

    def problem(self, start: int, message: str, tag: Tag) -> Problem:
        """A problem at this position of the text."""
        line = self.text.count("\n", 0, start) + 1
        before = self.text.rfind("\n", 0, start) + 1
        source = self.text[before:].partition("\n")[0]
        return Problem(Place(self.name, line, start - before + 1), message, tag, source)

    def places_of(self, words: str) -> Iterator[int]:
        """Where these words stand by themselves; the start of the text when they stand nowhere."""
        alone = re.compile(rf"(?<![\w/#.-]){re.escape(words)}(?![\w/#-])")
        found = [each.start() for each in alone.finditer(self.text)]
        yield from found or [0]


def source_of(file: File) -> Source:
    """The text of a page's file; a page that the build made is named by its address."""
    name = shown(Path(file.abs_src_path)) if file.abs_src_path else f"the page {file.src_uri}"
    return Source(name, file.src_uri, file.content_string)


def macro_problem(
    error: Exception,
    page: Source,
    first: int,
    render: Callable[[str], object],
    names: Mapping[str, Collection[str]],
) -> Problem:
    """What a page's macros ended in. `first` is the line, counted from 0, where they begin.

    `render` runs the macros of a text; `names` are the known macros, filters and files.
    """
    text = without_raw(page.text)
    starts = [0, *(each.end() for each in re.finditer("\n", text))]
    number = min(first + _line(error), len(starts)) - 1
    while "{" not in text[starts[number] :].partition("\n")[0] and number > first:
        number -= 1  # where it was opened, and not where the end was missed
    line = text[starts[number] :].partition("\n")[0]
    column, macro = _culprit(line, render)
    message, tag, named = _told(error, macro, names)
    start = starts[number] + column
    word = re.compile(rf"(?<![\w-]){re.escape(named)}(?![\w-])") if named else None
    found = word.search(text, start) if word else None
    return page.problem(found.start() if found else start, message, tag)


def _line(error: Exception) -> int:
    """The line of the template, counted from 1, in which it happened."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((each.lineno or 1 for each in frames if each.filename == "<template>"), 1)


def _culprit(line: str, render: Callable[[str], object]) -> tuple[int, str]:
    """Where in the line, counted from 0, the macro starts that fails by itself, and that macro."""
    found = list(_MACRO.finditer(line))
    for each in found:
        if each[0].startswith("{%") and each[0].endswith("%}"):
            continue  # only one end of something
        try:
            render(each[0])
        except Exception:  # whatever a macro does
            return each.start(), each[0]
    return (found[0].start(), found[0][0]) if found else (0, line)


def _told(
    error: Exception, macro: str, names: Mapping[str, Collection[str]]
) -> tuple[str, Tag, str]:
    """The message for an error, its tag, and the name in the macro that it is about."""
    called = re.search(r"\{\{-?\s*(\w+)", macro)
    name = called[1] if called else "a macro"
    if isinstance(error, UnknownNameError):
        return str(error), "unknown-claim" if error.kind == "claim" else "macro", error.name
    if isinstance(error, jinja2.TemplateNotFound):
        missing = str(error.name)
        hint = did_you_mean(missing, names["files"])
        return f"there is no file “{shortened(missing)}” in docs/; {hint}", "macro", missing
    if isinstance(error, jinja2.UndefinedError):
        return _undefined(str(error), macro, names["macros"])
    if isinstance(error, jinja2.TemplateSyntaxError):
        said = str(error.message)
        if unknown := re.match("No filter named '(.+?)'", said):
            hint = did_you_mean(unknown[1], names["filters"])
            return f"there is no filter “{unknown[1]}”; {hint}", "macro", unknown[1]
        return _misread(said), "macro", ""
    last = traceback.extract_tb(error.__traceback__)[-1]
    if isinstance(error, TypeError) and ("jinja2" in last.filename or "macros.py" in last.filename):
        told = f"“{name}” cannot be called with what its brackets hold; write it as other pages do"
        return told, "macro", name
    told = f"this ended in {type(error).__name__}: {str(error).rstrip('.')}"
    if last.filename == "<template>":
        return f"{told}; write it otherwise", "macro", ""
    where = f"{shown(Path(last.filename))}:{last.lineno}"
    return f"{told}; mend the code of “{name}”, {where}", "macro", name


def _misread(said: str) -> str:
    """The message for what cannot be read as a macro, of which a reader of macros said this."""
    opened = re.search(r"needs to be closed is '(\w+)'", said)
    advice = f"close it with {{% end{opened[1]} %}}" if opened else ""
    advice = advice or next((advice for words, advice in _ADVICE if words in said.lower()), "")
    advice = advice or f"close every bracket and quote; {_RAW}"
    said = said.partition(". ")[0].rstrip(".")
    return f"this cannot be read as a macro ({said}); {advice}"


def _undefined(said: str, macro: str, macros: Collection[str]) -> tuple[str, Tag, str]:
    found = re.fullmatch("'([^']+)' is undefined", said)
    if found is None:
        return f"this cannot be read as a macro ({said}); {_RAW}", "macro", ""
    name = found[1]
    bare = re.search(rf"[(,]\s*({re.escape(name)}[\w-]*)\s*[,)]", macro)
    if bare:
        return f'“{bare[1]}” is a name; put it in quotes: "{bare[1]}"', "macro", bare[1]
    hint = did_you_mean(name, macros) if nearest(name, macros) else _RAW
    return f"there is no macro “{shortened(name)}”; {hint}", "macro", name


def template_problem(error: jinja2.TemplateError) -> Problem | None:
    """A mistake in a template of the theme or of overrides/; None when its place is unknown."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        file, line = error.filename, error.lineno
    else:
        frames = traceback.extract_tb(error.__traceback__)
        file, line = next(
            (
                (each.filename, each.lineno or 1)
                for each in frames[::-1]
                if ".py" not in each.filename
            ),
            (None, 1),
        )
    if not file or not Path(file).is_file():
        return None
    lines = Path(file).read_text("utf-8", "replace").split("\n")
    source = lines[line - 1] if line <= len(lines) else ""
    column = len(source) - len(source.lstrip()) + 1
    message = f"this template cannot be used ({str(error).partition(chr(10))[0]}); mend it"
    return Problem(Place(shown(Path(file)), line, column), message, "template", source)


def snippet_problem(text: str, page: Source, options: object, root: Path) -> Problem | None:
    """A file, or a part of one, that the page includes and that is not there."""
    if "8<" not in text:
        return None
    reader = Markdown(
        extensions=["pymdownx.snippets"], extension_configs={"pymdownx.snippets": options or {}}
    )
    try:
        reader.preprocessors["snippet"].run(text.split("\n"))
    except SnippetMissingError as error:
        found = re.search("'(.*)'", str(error))
        name = found[1] if found else ""
        if "section" in str(error):
            message = f"the included file has no section “{shortened(name)}”; name one it has"
        else:
            files = (shown(file) for file in _includable(root))
            message = (
                f"there is no file “{shortened(name)}” to include; {did_you_mean(name, files)}"
            )
        start = page.text.find(name)
        return page.problem(max(start, 0), message, "unknown-file")
    return None


def _includable(root: Path) -> Iterator[Path]:
    yield from root.glob("*.md")
    yield from (file for file in (root / "docs").rglob("*") if file.is_file())


def anchor_problems(pages: Iterable[Page]) -> Iterator[Problem]:
    """Links to places that their pages do not have; pages whose text is missing are left out."""
    for page in pages:
        for target, links in (page.links_to_anchors or {}).items():
            ids = target.page.present_anchor_ids if target.page else None
            where = "this page" if target == page.file else target.src_uri
            for anchor, link in links.items():
                if ids is not None and anchor not in ids:
                    yield from _no_anchor(source_of(page.file), link, anchor, where, ids)


def _no_anchor(
    source: Source, link: str, anchor: str, where: str, ids: Collection[str]
) -> Iterator[Problem]:
    hint = f"name one that is there, or write {{ #{shortened(anchor)} }} behind its heading"
    if nearest(anchor, ids):
        hint = did_you_mean(anchor, ids)
    message = f"there is no anchor “{shortened(anchor)}” on {where}; {hint}"
    for start in source.places_of(link):
        yield source.problem(start, message, "broken-anchor")


def link_problems(messages: Iterable[str], pages: Mapping[str, Page]) -> Iterator[Problem]:
    """What MkDocs said of links, whose first quoted words are the page and the link."""
    for message in messages:
        quoted = re.findall("'(.*?)'", message)
        page = pages.get(quoted[0]) if quoted else None
        if page is None or len(quoted) < 2:
            yield Problem(Place("mkdocs.yml", 1, 1), shortened(message), "broken-link")
            continue
        source, link = source_of(page.file), quoted[1]
        if link.startswith(("/", "\\")):
            told = f"“{shortened(link)}” starts at the top of the host; start it at this page"
        else:
            hint = did_you_mean(link.partition("#")[0], pages)
            told = f"“{shortened(link)}” leads to no page or file; {hint}"
        for start in source.places_of(link):
            yield source.problem(start, told, "broken-link")
