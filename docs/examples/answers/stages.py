"""The seven stages as plain functions. A small function replaces each model of a real system.

The application team owns this file, whoever owns the contract. So it imports neither product.
The function that replaces a model quotes the first passage in its prompt. Without a passage, its
answer is “I suppose it depends.”
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MODELS = Path(os.environ.get("MODELS", Path(__file__).parent / "models"))
"""The folder of the model artefacts. A name includes its version, and its bytes never change."""

PASSAGES = {
    "refund-days": "A refund reaches the customer within 14 days of the return.",
    "refund-request": "Customers ask for a refund in their account, under Orders.",
    "return-label": "A return label is sent by mail; ask help@shop.example for another.",
    "delivery-days": "Delivery takes two to four working days.",
    "delivery-abroad": "Delivery abroad takes up to ten working days and costs more.",
    "warranty": "The warranty covers faults for two years and no damage by water.",
}
"""The retrieval index. In a real system it has its own releases and its own owner."""


def normalise(question: str) -> str:
    """Stage 1: put the question into one form. Raises ValueError if no text is left."""
    plain = unicodedata.normalize("NFKC", question)
    words = " ".join("".join(char if char.isprintable() else " " for char in plain).split())
    if not words:
        raise ValueError("the question is empty")
    return words[:500]


def retrieve(question: str, top_k: int) -> list[str]:
    """Stage 2: the ids of the passages that share most words with the question, at most `top_k`."""
    asked = _words(question)
    shared = {name: len(asked & _words(text)) for name, text in PASSAGES.items()}
    found = sorted(
        (name for name, count in shared.items() if count), key=lambda name: -shared[name]
    )
    return found[:top_k]


def rerank(question: str, passages: list[str]) -> list[str]:
    """Stage 3: sort the same ids. A shared word that is rare in the index counts more."""
    asked = _words(question)
    texts = [_words(text) for text in PASSAGES.values()]

    def score(name: str) -> float:
        common = asked & _words(PASSAGES[name])
        return sum(1 / sum(word in text for text in texts) for word in common)

    return sorted(passages, key=score, reverse=True)


def route(question: str, passages: list[str], large_from_words: int) -> str:
    """Stage 4: `large` for a long question, or if no passage was found; otherwise `small`."""
    long = len(question.split()) >= large_from_words
    return "large" if long or not passages else "small"


def load_model(name: str) -> dict[str, str]:
    """Load an artefact by name and version. Raises FileNotFoundError if there is none."""
    read = (MODELS / f"{name}.json").read_text("utf-8")
    loaded: dict[str, str] = json.loads(read)
    return {**loaded, "label": f"{name} {digest(read)}"}


def digest(*texts: str) -> str:
    """A short hash of these texts. A version label can be wrong; this hash cannot."""
    return hashlib.sha256("".join(texts).encode()).hexdigest()[:8]


def fill(prompt: str, question: str, passages: list[str]) -> str:
    """Fill the placeholders of the prompt. Raises KeyError for an unknown placeholder."""
    quoted = "\n".join(f"> {PASSAGES[name]}" for name in passages)
    return prompt.format(question=question, passages=quoted)


def generate(model: dict[str, str], prompt: str) -> str:
    """Stage 5: answer with the first passage in the prompt. A real system calls its model here."""
    quoted = [line[2:] for line in prompt.splitlines() if line.startswith("> ")]
    return f"{model['opening']} {quoted[0] if quoted else 'I suppose it depends.'}"


def post_process(answer: str) -> str:
    """Stage 6: remove every mail address, so that none leaves the company."""
    return re.sub(r"\S+@\S+\w", "[address removed]", answer)


class Telemetry:
    """Stage 7: the milliseconds of each stage of one request, by names that on-call knows."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure the time of the block, also if the block fails."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] = round((time.perf_counter() - start) * 1000, 3)

    def line(self, **facts: Any) -> str:
        """One line of JSON for the log."""
        return json.dumps({**facts, "stages_ms": self.stages}, sort_keys=True)


def _words(text: str) -> set[str]:
    # Drop a final "s", so that "refunds" finds "refund".
    return {word.rstrip("s") for word in re.findall(r"[a-z]{4,}", text.lower())}
