"""A record is listed by the tools that teams keep decision records in, with title, status and day.

Each reader here follows the rules of one tool, as its own source has them; none of them is a
dependency. The source is named with each. log4brains' package (core 1.1.0) was run on such records
once and listed them as `log4brains` does here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from decision_tree.engine.link import State, decode
from decision_tree.engine.record import (
    BY_DATE,
    BY_NUMBER,
    BY_TITLE,
    Typed,
    file_name,
    record_markdown,
    status,
)
from decision_tree.engine.walk import paths, walk
from decision_tree.loader.record_files import new_record, next_number
from decision_tree.loader.record_front_matter import front_matter
from tests.conftest import published

GUIDE = published()
DAY = "2026-11-29"
TYPED = Typed("How we serve", "Ada: lead", DAY, "https://a.test/decide/", affects="deploy/**\nb c")
Listed = tuple[str, str, str]
"""Title, status and day, as a tool shows them; "" where it shows none."""


def structurizr(name: str, text: str) -> Listed | None:
    """structurizr/java, MadrDecisionImporter: lines of the front matter, and no YAML."""
    if not re.fullmatch(r"\d{4}-.+?.md", name):
        return None
    lines = text.split("\n")
    head = lines[1 : lines.index("---", 1)] if lines[0].startswith("---") else []
    found = {key: value for key, _, value in (line.partition(": ") for line in head)}
    day = datetime.datetime.strptime(found["date"], "%Y-%m-%d").date().isoformat()
    body = re.sub(r"(?m)\A---\n(^.*\n)*?---\n", "", text, count=1)
    title = next(line[2:] for line in body.split("\n") if line.startswith("# "))
    return title, found.get("status", "accepted"), day


def backstage(name: str, text: str) -> Listed | None:
    """backstage/community-plugins, adr-common/src: index.ts has the names that count, search.ts
    reads YAML, then the first heading. The last package of adr-common, 0.2.22, was run too."""
    if not re.fullmatch(r"(?:.*/)?\d{4}-.+\.md", name):
        return None
    found = re.match(r"^---\r?\n((?:.*\r?\n)*?)---\r?\n?([\s\S]*)$", text)
    assert found
    head = yaml.safe_load(found[1])
    title = re.search(r"^# (.*)$", found[2], re.MULTILINE)
    return (title[1] if title else "", str(head["status"]), str(head["date"]))


def adr_tools(name: str, text: str) -> Listed | None:
    """npryce/adr-tools, src/adr-list: by the file's name alone."""
    return ("", "", "") if text and re.search(r"^[0-9]+-[^/]*\.md", name) else None


def log4brains(name: str, text: str) -> Listed | None:
    """thomvaill/log4brains, core/src/adr/domain/MarkdownBody.ts: it reads no front matter. Status
    and day stand in the first list, before the first heading of level 2."""
    assert name.endswith(".md")
    blocks = [block.strip("\n") for block in re.split(r"\n{2,}", text)]
    first = next(n for n, block in enumerate(blocks) if _level_2(block))
    assert first > 2, "the front matter is taken for a heading"
    lists = [block for block in blocks[:first] if re.match(r"[-*+] ", block)]
    inner = [line for block in blocks[:first] for line in block.split("\n")[1:]]
    assert not any(re.match(r"\s*[-*+] ", line) for line in inner if line not in lists[0])
    found = dict(line[2:].split(": ", 1) for line in lists[0].split("\n"))
    title = next(block[2:] for block in blocks if block.startswith("# "))
    return title, found["Status"], found["Date"]


def _level_2(block: str) -> bool:
    lines = block.split("\n")
    underlined = any(re.fullmatch(r"-{2,}", line) for line in lines[1:])
    return block.startswith("## ") or underlined


def records() -> Iterator[tuple[str, State]]:
    """An outcome and the state of the first path to it, for each outcome."""
    first = {path.outcome: path.answers for path in paths(GUIDE.tree)}
    for outcome, answers in first.items():
        yield outcome, State(GUIDE.tree.version, answers, outcome=outcome)


@pytest.mark.parametrize(
    ("tool", "names"),
    [
        (structurizr, (BY_NUMBER, BY_DATE)),
        (backstage, (BY_NUMBER, BY_DATE)),
        (adr_tools, (BY_NUMBER, BY_DATE)),
        (log4brains, (BY_NUMBER, BY_DATE, BY_TITLE)),
    ],
)
@pytest.mark.parametrize("by", [BY_NUMBER, BY_DATE, BY_TITLE])
def test_a_tool_lists_the_record_of_every_outcome(
    tool: Callable[[str, str], Listed | None], names: tuple[str, ...], by: str
) -> None:
    for _, state in records():
        walked = walk(GUIDE.tree, dict(state.answers))
        name = file_name(GUIDE, state, replace(TYPED, number="7"), by) + ".md"
        found = tool(name, record_markdown(GUIDE, state, TYPED))
        if by not in names:
            assert found is None, name
        elif tool is adr_tools:
            assert found is not None, name
        else:
            assert found == (TYPED.title, status(walked), DAY)


def test_our_own_reader_finds_in_a_record_what_was_typed(tmp_path: Path) -> None:
    _, state = next(records())
    own = front_matter("a.md", record_markdown(GUIDE, state, TYPED))
    assert (own.review_by, own.affects) == ("2027-05-29", ("deploy/**", "b c"))
    assert (own.deciders, own.problems) == (TYPED.team, ())
    for number in (1, 2):
        name = file_name(GUIDE, state, replace(TYPED, number=str(next_number(tmp_path))))
        assert new_record(tmp_path, name, "x").name.startswith(f"000{number}-")


def test_a_record_of_an_old_link_keeps_what_was_answered_then() -> None:
    link = "#v=1&workload=one-model&fleet=one-or-two&stakes=little&outcome=kserve"
    text = record_markdown(GUIDE, decode(GUIDE.tree, link), TYPED)
    kept = text.split("These parts of the link no longer count:")[1].split("\n\n")[1]
    assert [re.findall("“(.*?)”", line)[0] for line in kept.splitlines()] == [
        "one-model",
        "one-or-two",
        "little",
    ]


@pytest.mark.parametrize("day", ["", "soon", "2026-11-29\nstatus: accepted", '2026"', "2026-13-01"])
def test_what_is_no_day_cannot_change_the_front_matter(day: str) -> None:
    _, state = next(records())
    text = record_markdown(GUIDE, state, Typed(date=day, affects='a"]\nb'))
    head = yaml.safe_load(text.split("---\n")[1])
    assert head["status"] == status(walk(GUIDE.tree, dict(state.answers)))
    assert head["affects"] == ['a"]', "b"]
    assert head["date"] == " ".join(day.split())
