"""The author of a design document: from home to the record in the document, and from that document
back to the result."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path as File

import pytest
from playwright.sync_api import Browser, expect

from decision_tree.engine.model import Guide
from decision_tree.engine.walk import Path
from tests.conftest import ROOT

from .readers import READERS, Reader, reading
from .ways import answer, asked, open_home, title
from .window import reads

anyone = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)


def recheck(file: File) -> subprocess.CompletedProcess[str]:
    """What the command line says of the links in a document."""
    command = [sys.executable, "-m", "decision_tree", "recheck", str(file)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@anyone
def test_a_record_is_pasted_checked_again_and_its_link_opens_the_same_result(
    browser: Browser, address: str, guide: Guide, way: Path, reader: Reader, tmp_path: File
) -> None:
    with reading(browser, address, reader) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        open_home(page)
        for pair, shown in zip(
            way.answers, [*asked(guide, way)[1:], title(guide, way)], strict=True
        ):
            answer(page, reader, pair)
            reads(page, shown)
        reader.press(page, page.locator(".dt-live [data-do=copy-record]").first)
        expect(page.locator(".dt-live .dt-said").first).to_have_text("The record is copied.")
        record = str(page.evaluate("navigator.clipboard.readText()"))
    assert title(guide, way) in record
    document = tmp_path / "0007-who-owns-our-endpoint.md"
    document.write_text(f"# Who owns our endpoint?\n\n{record}", "utf-8")
    told = recheck(document)
    assert told.returncode == 0, told.stdout + told.stderr
    links = re.findall(rf"{re.escape(address)}[^\s)>\"]+#v=[^\s)>\"]+", record)
    with reading(browser, address, reader) as page:
        page.goto(links[0])
        reads(page, title(guide, way))
