"""The pictures a reviewer gets: of the states named in the review, at two sizes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from PIL import Image

from decision_tree.engine.link import State, encode
from decision_tree.engine.model import Guide
from tests.conftest import ROOT
from tests.tools.screenshots import SIZES


def test_each_state_is_pictured_on_a_phone_and_on_a_desk(
    site: Path, guide: Guide, tmp_path: Path
) -> None:
    question = guide.tree.questions[1]
    outcome = guide.tree.outcomes[0]
    address = "decide/#" + encode(State(guide.tree.version, (), ask=question.id))
    shots = [
        {"name": "question", "address": address},
        {"name": "outcome", "address": f"o/{outcome.id}/"},
        {"name": "cost", "address": f"o/{outcome.id}/", "says": outcome.revisit[-1].text},
        {"name": "lost", "address": f"o/{outcome.id}/", "says": "Nobody wrote this."},
    ]
    (tmp_path / "review.json").write_text(json.dumps({"shots": shots}), "utf-8")
    module = "tests.tools.screenshots"
    done = subprocess.run(
        [sys.executable, "-m", module, tmp_path / "review.json", site, tmp_path / "shots"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    made = {file.name: Image.open(file).size for file in (tmp_path / "shots").iterdir()}
    assert made == {
        f"{name}-{size}.png": (wanted["width"], wanted["height"])
        for name in ("question", "outcome", "cost", "lost")
        for size, wanted in SIZES.items()
    }
    text = "lost: the text is not on "
    assert [line.startswith(text) for line in done.stderr.splitlines()] == [True, True]
    for size in SIZES:
        pictures = [
            tmp_path / "shots" / f"{name}-{size}.png" for name in ("cost", "outcome", "lost")
        ]
        framed, *others = (FRAME in colours(file) for file in pictures)
        assert (framed, others) == (True, [False, False])


FRAME = (0xD5, 0, 0x8F)


def colours(file: Path) -> set[object]:
    """Every colour in a picture."""
    with Image.open(file) as picture:
        return {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or ()}
