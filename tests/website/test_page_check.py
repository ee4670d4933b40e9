"""The check of pages: each mistake gets its place, what is wrong, and what to do about it.

All mistakes stand in one copy of the guide, each on a page of its own, and are told in one run.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from decision_tree.website.page_problems import link_problems
from tests.folders import ROOT
from tests.tools.copies import copy_sources

RAW = "to show braces as text, write {% raw %} before and {% endraw %} after them"
NO_MACRO = "this cannot be read as a macro"
UNKNOWN_NAME = "decision_tree/website/pages/unknown_name.py"
_CODE = (ROOT / UNKNOWN_NAME).read_text("utf-8").splitlines()
FAILS_AT = 1 + _CODE.index("    if name not in names:")
"""The line of our own code at which a name fails that is no text."""
MISTAKES = {
    # name of the page: (its seventh line and what follows, place, message, tag)
    "name-bare": (
        'a {{ cite("serve-no-history") }} b {{ cite(serve-no-history) }}',
        "7:44",
        '“serve-no-history” is a name; put it in quotes: "serve-no-history"',
        "macro",
    ),
    "bracket-open": (
        '{{ cite("serve-no-history" }}',
        "7:1",
        f"{NO_MACRO} (unexpected '}}', expected ')'); close every bracket and quote; {RAW}",
        "macro",
    ),
    "macro-misspelt": (
        'a {{ cites("x") }}',
        "7:6",
        "there is no macro “cites”; did you mean “cite”?",
        "macro",
    ),
    "template-of-helm": (
        "{{ .Values.x }}",
        "7:1",
        f"{NO_MACRO} (unexpected '.'); close every bracket and quote; {RAW}",
        "macro",
    ),
    "workflow": ("${{ github.sha }}", "7:5", f"there is no macro “github”; {RAW}", "macro"),
    "tag-open": (
        "{% if x",
        "7:1",
        f"{NO_MACRO} (unexpected end of template, expected 'end of statement block'); "
        "close it with }} or %}",
        "macro",
    ),
    "block-open": (
        "{% if true %} b\n\nc",
        "7:1",
        f"{NO_MACRO} (Unexpected end of template); close it with {{% endif %}}",
        "macro",
    ),
    "braces-open": (
        'b\n{{ cite("serve-no-history")\n\nc',
        "8:1",
        f"{NO_MACRO} (expected token 'end of print statement', got 'c'); "
        f"close every bracket and quote; {RAW}",
        "macro",
    ),
    "quote-open": (
        '{{ cite("x) }}',
        "7:1",
        f"{NO_MACRO} (unexpected char '\"' at 13); close the quote",
        "macro",
    ),
    "curly-quotes": (
        "{{ cite(“serve-no-history”) }}",
        "7:1",
        f"{NO_MACRO} (unexpected char '“' at 13); write straight quotes",
        "macro",
    ),
    "heading-id": (
        "## B {#b}",
        "7:6",
        f"{NO_MACRO} (Missing end of comment tag); "
        "{# opens a comment; put a space between, as in { #id }",
        "macro",
    ),
    "shown-and-called": (
        "{% raw %}{{ x }}{% endraw %} {{ y }}",
        "7:33",
        f"there is no macro “y”; {RAW}",
        "macro",
    ),
    "filter": (
        "{{ checklist() | uppercase }}",
        "7:18",
        "there is no filter “uppercase”; did you mean “upper”?",
        "macro",
    ),
    "condition": (
        "{% if 1 is odder %}b{% endif %}",
        "7:1",
        "this ended in TemplateRuntimeError: No test named 'odder' found; write it otherwise",
        "macro",
    ),
    "part-of-a-macro": (
        "{{ cite.text.short }}",
        "7:1",
        f"{NO_MACRO} ('function object' has no attribute 'text'); {RAW}",
        "macro",
    ),
    "code-of-a-macro": (
        "{{ figure([], 'Two lanes') }}",
        "7:4",
        "this ended in TypeError: unhashable type: 'list'; mend the code of “figure”, "
        f"{UNKNOWN_NAME}:{FAILS_AT}",
        "macro",
    ),
    "too-many-names": (
        "{{ most_questions(1) }}",
        "7:4",
        "“most_questions” cannot be called with what its brackets hold; write it as other pages do",
        "macro",
    ),
    "arithmetic": (
        "{{ 1/0 }}",
        "7:1",
        "this ended in ZeroDivisionError: division by zero; write it otherwise",
        "macro",
    ),
    "picture": (
        '{{ picture("seven-step") }}',
        "7:13",
        "there is no picture “seven-step”; did you mean “seven-steps”?",
        "macro",
    ),
    "owners": (
        '{{ figure("lane", "Two lanes") }}',
        "7:12",
        "there is no picture “lane”; did you mean “lanes”?",
        "macro",
    ),
    "stack": (
        '{{ rollback_units("applications") }}',
        "7:20",
        "there is no stack with rollback units “applications”; did you mean “application”?",
        "macro",
    ),
    "practice": (
        '{{ practice("scenarios") }}',
        "7:14",
        "there is no kind of practice “scenarios”; did you mean “scenario”?",
        "macro",
    ),
    "include": (
        '{% include "accessible.md" %}',
        "7:13",
        "there is no file “accessible.md” in docs/; did you mean “accessibility.md”?",
        "macro",
    ),
    "snippet": (
        '--8<-- "CHANGELGO.md"',
        "7:9",
        "there is no file “CHANGELGO.md” to include; did you mean “CHANGELOG.md”?",
        "unknown-file",
    ),
    "snippet-section": (
        '--8<-- "README.md:nope"',
        "7:19",
        "the included file has no section “nope”; name one it has",
        "unknown-file",
    ),
    "anchor": (
        "[a](../decide.md#whole-trees)",
        "7:5",
        "there is no anchor “whole-trees” on decide.md; did you mean “whole-tree”?",
        "broken-anchor",
    ),
    "anchor-here": (
        "[a][b]\n\n[b]: #nope",
        "9:6",
        "there is no anchor “nope” on this page; "
        "name one that is there, or write { #nope } behind its heading",
        "broken-anchor",
    ),
    "page": (
        "[a](../accessible.md)",
        "7:5",
        "“../accessible.md” leads to no page or file; did you mean “accessibility.md”?",
        "broken-link",
    ),
    "folder": (
        "[a](../decide)",
        "7:5",
        "“../decide” leads to no page or file; did you mean “decide.md”?",
        "broken-link",
    ),
    "image": (
        "![a](nope.png)",
        "7:6",
        "“nope.png” leads to no page or file; check the spelling",
        "broken-link",
    ),
    "twice": (
        "## B { #b }\n\n## C { #b }",
        "9:8",
        "the anchor “b” stands on this page 2 times; give each place its own",
        "double-anchor",
    ),
    "host": (
        "[a](/decide/)",
        "7:5",
        "“/decide/” starts at the top of the host; start it at this page",
        "broken-link",
    ),
}
TOLD_BY_THE_OTHER_CHECK = {
    "claim": b'---\ntitle: A\n---\n\n{{ cite(\n"nope") }}\n',
    "front-matter": b"---\ntitle: A: b\n---\n\n# A\n",
    "latin-1": b"---\ntitle: A\n---\n\n\xe9\n",
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide without Git, into which mistakes can be put."""
    folder = copy_sources(tmp_path_factory.mktemp("guide"))
    (folder / "docs" / "o").mkdir()  # where pages may be that the menu does not name
    return folder


def check(folder: Path) -> tuple[int, str]:
    """The exit code of the check of pages, and all that it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "decision_tree.website", "check"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def front(name: str) -> str:
    """Four lines of front matter without a mistake."""
    about = f"What the page {name} is there for, which no other page says."
    return f"---\ntitle: A\ndescription: {about}\n---\n"


@pytest.fixture(scope="module")
def told(copy: Path) -> str:
    """What the check prints of all mistakes at once."""
    pages = copy / "docs" / "o"
    for name, (text, *_) in MISTAKES.items():
        (pages / f"{name}.md").write_text(f"{front(name)}# A\n\n{text}\n", "utf-8")
    for name, page in TOLD_BY_THE_OTHER_CHECK.items():
        (pages / f"{name}.md").write_bytes(page)
    links = "".join(f"[a]({name}.md#a) " for name in (*MISTAKES, *TOLD_BY_THE_OTHER_CHECK))
    (pages / "links.md").write_text(f"{front('links')}\n{links}\n", "utf-8")
    code, printed = check(copy)
    for file in pages.glob("*.md"):
        file.unlink()
    assert code == 1
    return printed


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_on_a_page_is_told_with_its_place_and_cure(told: str, name: str) -> None:
    _, place, message, tag = MISTAKES[name]
    assert f"\ndocs/o/{name}.md:{place}: error: {message} [{tag}]\n" in f"\n{told}"


def test_each_mistake_is_told_once_and_nothing_else_is(told: str) -> None:
    """Neither what `decision-tree check` tells, nor links to pages that could not be read."""
    assert told.count(": error: ") == len(MISTAKES)
    assert told.endswith(f"\n{len(MISTAKES)} problems found on pages.\n")
    assert "Traceback" not in told


NAMES = {
    # what changes on a page that the menu names: (before, after, place, message, tag)
    "title": (
        "title: FAQ\n",
        "title: Questions\n",
        "2:8",
        "the menu calls this page “FAQ”; write the same here and in mkdocs.yml",
        "page-name",
    ),
    "heading": (
        "# FAQ\n",
        "# FAQs\n",
        "6:3",
        "the heading is “FAQs”, and the menu calls this page “FAQ”; write the same in both",
        "page-name",
    ),
    "no heading": (
        "# FAQ\n",
        "FAQ\n",
        "1:1",
        "the heading is missing; write `# FAQ` below the dashes",
        "page-name",
    ),
    "no title": (
        "title: FAQ\n",
        "",
        "1:1",
        "the title is missing; write `title:` and its heading between the two lines of dashes",
        "front-matter",
    ),
    "no description": (
        "description: ",
        "summary: ",
        "1:1",
        "the description is missing; write `description:` and what it tells, in a sentence between "
        "the two lines of dashes",
        "front-matter",
    ),
    "short description": (
        "description: ",
        "description: Short.\nx: ",
        "3:14",
        "6 characters; a description has 40 to 200, say more",
        "page-name",
    ),
}


def test_what_the_menu_the_title_and_the_heading_say_is_told_with_its_place(copy: Path) -> None:
    """Each mistake by itself in a copy of one page: they hide each other."""
    file = copy / "docs/faq.md"
    text = file.read_text("utf-8")
    pages = {}
    for name, (before, after, *_) in NAMES.items():
        assert before in text
        pages[name.replace(" ", "-")] = text.replace(before, after, 1)
    menu = copy / "mkdocs.yml"
    before_menu = menu.read_text("utf-8")
    row = "      - FAQ: faq.md\n"
    assert row in before_menu
    rows = "".join(f"      - FAQ: f-{name}.md\n" for name in pages)
    menu.write_text(before_menu.replace(row, row + rows), "utf-8")
    for name, page in pages.items():
        (copy / f"docs/f-{name}.md").write_text(page, "utf-8")
    _, printed = check(copy)
    menu.write_text(before_menu, "utf-8")
    for name in pages:
        (copy / f"docs/f-{name}.md").unlink()
    for name, (_, _, place, message, tag) in NAMES.items():
        page = f"docs/f-{name.replace(' ', '-')}.md"
        assert f"\n{page}:{place}: error: {message} [{tag}]\n" in f"\n{printed}"
    assert "docs/f-heading.md has the same description; say what this page alone tells" in printed


def test_sound_pages_are_sound_and_one_may_show_braces_as_they_are(copy: Path) -> None:
    page = copy / "docs/o/braces.md"
    text = front("braces").replace("title: A\n", "title: A\nrender_macros: false\n")
    page.write_text(f"{text}# A\n\n{{{{ .Values.x }}}}\n", "utf-8")
    checked = check(copy)
    page.unlink()
    assert checked == (0, "")


def test_where_only_the_other_check_finds_something_this_one_fails_and_names_it(copy: Path) -> None:
    page = copy / "docs/o/claim.md"
    page.write_text(f'{front("claim")}# A\n\n{{{{ cite("nope") }}}}\n', "utf-8")
    checked = check(copy)
    page.unlink()
    told = "What is wrong with pages, `python -m decision_tree check` tells.\n"
    assert checked == (1, told)


MENU = [
    # what changes in the menu, and how it is told: (before, after, line, message)
    ("- Home: index.md", "- Home: start.md", "  - Home:", "'start.md' is included in the 'nav'"),
    (
        "      - Glossary: glossary.md\n",
        "",
        "nav:",
        "1: error: no part of the menu names docs/glossary.md; add it to `nav`, or to",
    ),
]


@pytest.fixture(scope="module")
def told_of_the_menu(copy: Path) -> tuple[int, str]:
    """The exit code of the check with all mistakes in the menu at once, and what it prints."""
    return misconfigured(copy, {before: after for before, after, *_ in MENU})


def misconfigured(copy: Path, edits: dict[str, str]) -> tuple[int, str]:
    """The check with these words of mkdocs.yml replaced by others, which are put back after it."""
    file = copy / "mkdocs.yml"
    text = whole = file.read_text("utf-8")
    for before, after in edits.items():
        assert before in text
        text = text.replace(before, after, 1)
    file.write_text(text, "utf-8")
    done = check(copy)
    file.write_text(whole, "utf-8")
    return done


def line_of(copy: Path, line: str) -> int:
    """The number of the line of mkdocs.yml that begins like this."""
    lines = (copy / "mkdocs.yml").read_text("utf-8").splitlines()
    return [each[: len(line)] for each in lines].index(line) + 1


@pytest.mark.parametrize(("line", "message"), [row[2:] for row in MENU])
def test_a_mistake_in_the_menu_is_told(
    copy: Path, told_of_the_menu: tuple[int, str], line: str, message: str
) -> None:
    code, printed = told_of_the_menu
    assert (code, "Traceback" in printed) == (1, False)
    assert f"mkdocs.yml:{line_of(copy, line)}:" in printed
    assert message in printed


@pytest.mark.parametrize(
    ("before", "after", "line", "told"),
    [
        (
            "      - Glossary: glossary.md\n",
            "\t- Glossary: glossary.md\n",
            "      - Glossary",
            "1: error: a tab indents this line; YAML wants spaces [tab]",
        ),
        ("name: material", "name: materials", "theme:", "Unrecognised theme name: 'materials'"),
    ],
)
def test_a_mistake_in_the_configuration_is_told(
    copy: Path, before: str, after: str, line: str, told: str
) -> None:
    code, printed = misconfigured(copy, {before: after})
    assert (code, "Traceback" in printed) == (1, False)
    assert f"mkdocs.yml:{line_of(copy, line)}:" in printed
    assert told in printed


def test_pages_wait_for_content_without_problems(copy: Path) -> None:
    file = copy / "decision_tree/content/measured.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("date: ", "dat: ", 1), "utf-8")
    code, printed = check(copy)
    file.write_text(text, "utf-8")
    assert (code, printed) == (
        1,
        "The pages were not checked: that needs content without problems. Mend it first.\n",
    )


def test_a_mistake_in_a_template_is_told_before_pages_are_read(copy: Path) -> None:
    file = copy / "overrides/404.html"
    text = file.read_text("utf-8")
    file.write_text(text.replace("{% block", "{% if %}{% block", 1), "utf-8")
    code, printed = check(copy)
    file.write_text(text, "utf-8")
    assert (code, "Traceback" in printed) == (1, False)
    assert printed.startswith("overrides/404.html:2:1: error: this template cannot be used (")


def test_a_message_about_links_that_names_no_known_page_is_told_as_it_is() -> None:
    """MkDocs quotes the page without escaping it, so an apostrophe in its name ends the name."""
    message = "Doc file 'o/it's.md' contains a link 'nope.md'"
    (found,) = link_problems([message], {})
    assert (found.place.path, found.message, found.tag) == ("mkdocs.yml", message, "broken-link")
