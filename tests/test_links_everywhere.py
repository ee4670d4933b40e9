"""One reader for everybody: each form of a link in the list says the same to all who read it."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
import yaml

from decision_tree.cli import main
from decision_tree.engine.browser import Engine
from decision_tree.engine.link import State, decode, encode
from decision_tree.engine.model import Guide
from decision_tree.loader.load import load
from tests.conftest import Capture
from tests.folders import TESTS

CORPUS = yaml.safe_load((TESTS / "engine" / "links_corpus.yml").read_text("utf-8"))
LINK: str = CORPUS["link"]
FORMS = [
    pytest.param(text, id=f"{kind}: {form}")
    for kind, forms in CORPUS["forms"].items()
    for form, text in forms.items()
]
DAMAGED = [pytest.param(row, id=form) for form, row in CORPUS["damaged"].items()]
STRANGE = [pytest.param(text, id=form) for form, text in CORPUS["strange"].items()]
LEFT_BY_A_BROWSER = "!$&'()*+,-./:;=?@_~%#[]{}|\\^"
"""What a browser leaves as it is in a fragment; everything else it percent-encodes."""


class Small(NamedTuple):
    """The small guide of the tests with hyphens in its outcomes, and the folder it is in."""

    guide: Guide
    folder: Path

    def state(self, link: str) -> State:
        """What a link says that nothing happened to."""
        return decode(self.guide.tree, link)


@pytest.fixture(scope="module")
def hyphens(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """Three questions, `left-hand` and `right-hand`."""
    folder = tmp_path_factory.mktemp("hyphens")
    shutil.copytree(TESTS / "guides" / "small", folder, dirs_exist_ok=True)
    text = (folder / "tree.yml").read_text("utf-8")
    (folder / "tree.yml").write_text(re.sub(r"(id|to): (left|right)\b", r"\1: \2-hand", text))
    return Small(load(folder), folder)


def run(hyphens: Small, capsys: Capture, *arguments: str) -> tuple[int, Any]:
    """The exit code of a command and the JSON that it printed."""
    code = main(["--content", str(hyphens.folder), *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


def file_with(text: str, folder: Path) -> str:
    """A file that holds `text` to the letter."""
    file = folder / "record.md"
    file.write_bytes(text.encode("utf-8"))
    return str(file)


def opened(text: str) -> str | None:
    """The fragment that a browser has when this text is its address, None when it is no address."""
    if not re.fullmatch(r"(https?://[^\s#]*)?#\S+", text):
        return None
    return quote(text.partition("#")[2], safe=LEFT_BY_A_BROWSER)


@pytest.mark.parametrize("text", FORMS)
def test_resolve_reads_every_form(hyphens: Small, capsys: Capture, text: str) -> None:
    code, found = run(hyphens, capsys, "resolve", text)
    assert (code, found["read"], found["said"], found["missed"]) == (1, LINK, "right-hand", [])


@pytest.mark.parametrize("text", FORMS)
def test_compare_reads_every_form(hyphens: Small, capsys: Capture, text: str) -> None:
    code, found = run(hyphens, capsys, "compare", f"#{LINK}", text)
    assert (code, found["agreed"], found["differences"]) == (0, True, [])
    assert found["read"] == {"first": LINK, "second": LINK}


@pytest.mark.parametrize("text", FORMS)
def test_recheck_finds_every_form_once_and_on_its_line(
    hyphens: Small, capsys: Capture, tmp_path: Path, text: str
) -> None:
    code, rows = run(hyphens, capsys, "recheck", file_with(f"# Ours\r\n\r{text}\n", tmp_path))
    (row,) = rows
    said = (encode(hyphens.state(row["fragment"])), row["then"], row["missed"])
    assert (code, row["holds"], said) == (1, False, (LINK, "Go right", []))
    assert row["line"] in range(3, 4 + len(re.findall("\r\n|\r|\n", text)))


@pytest.mark.parametrize("text", FORMS)
def test_the_site_reads_every_form_that_is_pasted_or_opened(hyphens: Small, text: str) -> None:
    engine = Engine(hyphens.guide, "../")
    address = engine.reconcile_address(json.dumps({"a": text, "b": f"#{LINK}"}))
    html = json.loads(engine.render(address, "reconcile"))["html"]
    assert re.findall(r'name="[ab]" value="([^"]*)"', unescape(html)) == [f"#{LINK}"] * 2
    fragment = opened(text)
    assert fragment is None or engine.render(fragment) == engine.render(LINK)


@pytest.mark.parametrize("row", DAMAGED)
def test_what_is_not_read_whole_is_said_by_each_command_and_is_no_success(
    hyphens: Small, capsys: Capture, tmp_path: Path, row: dict[str, Any]
) -> None:
    text, missed = row["text"], row["missed"]
    code, found = run(hyphens, capsys, "resolve", text)
    assert (code, found["missed"]) == (1, missed)
    code, found = run(hyphens, capsys, "compare", text, text)
    assert (code, found.get("missed")) in ((1, {"first": missed, "second": missed}), (2, None))
    code, rows = run(hyphens, capsys, "recheck", file_with(text, tmp_path))
    (found,) = rows
    assert (code, found["fragment"], found["missed"]) == (1, row["fragment"], missed)
    assert (found["holds"], bool(found["because"] or found["notes"])) == (False, True)
    notes = hyphens.state(text).notes
    assert notes
    assert all(note in unescape(Engine(hyphens.guide, "").page(text).html) for note in notes)


def test_the_whole_corpus_is_told_alike_in_every_format(
    hyphens: Small, capsys: Capture, tmp_path: Path
) -> None:
    """A file for each form, whole, damaged or strange: as many findings, on the same lines."""
    files = []
    every = (
        *FORMS,
        *(pytest.param(row["text"], id=row["text"]) for row in CORPUS["damaged"].values()),
    )
    for number, param in enumerate((*every, *STRANGE)):
        file = tmp_path / f"{number}.md"
        file.write_bytes(f"# Ours\n\n{param.values[0]}\n".encode())
        files.append(str(file))

    def told(form: str) -> str:
        arguments = ["--content", str(hyphens.folder), "recheck", "--format", form, *files]
        assert main(arguments) == 1
        return capsys.readouterr().out

    rows = json.loads(told("json"))
    places = [f"{row['file']}:{row['line']}" for row in rows if row["level"] != "passed"]
    assert len(places) >= len(every)
    text = told("text")
    assert [each for each in places if each not in text] == []
    notes = told("github").splitlines()
    listed = [re.search(r"file=(.+?),line=(\d+)", note) for note in notes]
    assert [f"{each[1]}:{each[2]}" for each in listed if each] == places
    assert told("markdown").count("\n- **") == len(places)
    suite = ElementTree.fromstring(told("junit"))
    failed = [each.get("classname") for each in suite.iter("testcase") if len(each)]
    assert failed == [place.rpartition(":")[0] for place in places]


@pytest.mark.parametrize("text", STRANGE)
def test_what_is_no_link_to_a_result_is_left_alone(
    hyphens: Small, capsys: Capture, tmp_path: Path, text: str
) -> None:
    assert run(hyphens, capsys, "recheck", file_with(text, tmp_path)) == (0, [])
