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
    address = "decide/#" + encode(State(guide.tree.version, (), ask=question.id))
    shots = [
        {"name": "question", "address": address},
        {"name": "outcome", "address": f"o/{guide.tree.outcomes[0].id}/"},
    ]
    (tmp_path / "review.json").write_text(json.dumps({"shots": shots}), "utf-8")
    module = "tests.tools.screenshots"
    subprocess.run(
        [sys.executable, "-m", module, tmp_path / "review.json", site, tmp_path / "shots"],
        cwd=ROOT,
        check=True,
    )
    made = {file.name: Image.open(file).size for file in (tmp_path / "shots").iterdir()}
    assert made == {
        f"{name}-{size}.png": (wanted["width"], wanted["height"])
        for name in ("question", "outcome")
        for size, wanted in SIZES.items()
    }
