"""A loop is told by its questions; of a long one the first and the last stand there."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_tree.loader.load import load
from decision_tree.loader.problems import ContentError
from tests.folders import TESTS

QUESTION = """
  - id: {name}
    label: Question
    ask: Is it so?
    why: It is asked.
    role: Somebody
    dimension: ownership
    options:
      - {{id: one, text: It is, reason: Good., leans: {{}}, to: {then}}}
      - {{id: two, text: It is not, reason: Bad., leans: {{}}, to: right}}"""


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (11, "q0 → q1 → q2 → q3 → q4 → q5 → q6 → q7 → q8 → q9 → q10 → q0"),
        (12, "q0 → q1 → q2 → q3 → q4 → q5 → … → q7 → q8 → q9 → q10 → q11 → q0"),
    ],
)
def test_a_long_loop_is_told_by_its_two_ends(length: int, said: str, tmp_path: Path) -> None:
    names = [f"q{number}" for number in range(length)]
    then = dict(zip(names, [*names[1:], names[0]], strict=True))
    loop = "".join(QUESTION.format(name=name, then=then[name]) for name in names)
    for file in (TESTS / "guides" / "small").glob("*.yml"):
        text = file.read_text("utf-8")
        if file.name == "tree.yml":
            text = text.replace("\noutcomes:", f"{loop}\noutcomes:").replace("to: owner", "to: q0")
        (tmp_path / file.name).write_text(text, "utf-8")
    with pytest.raises(ContentError, match="closes a loop") as found:
        load(tmp_path)
    assert f"this answer closes a loop: {said}; lead" in str(found.value)
