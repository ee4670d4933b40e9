"""The seven stages as plain functions, with stand-ins where a real system has models.

Neither product is imported here: whoever owns the contract, this file belongs to the application.
A stand-in is small enough to read and still behaves: it answers from the passages that the prompt
hands it, and says so when it is handed none.
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
"""Where model artefacts are. A name holds its version; the bytes behind a name never change."""

PASSAGES = {
    "refund-days": "A refund reaches the customer within 14 days of the return.",
    "refund-request": "Customers ask for a refund in their account, under Orders.",
    "return-label": "A return label is sent by mail; ask help@shop.example for another.",
    "delivery-days": "Delivery takes two to four working days.",
    "delivery-abroad": "Delivery abroad takes up to ten working days and costs more.",
    "warranty": "The warranty covers faults for two years and no damage by water.",
}
"""The retrieval index: a release of its own in real life, with an owner of its own."""


def normalise(question: str) -> str:
    """Stage 1: one form for what callers type. Raises ValueError when nothing is left."""
    plain = unicodedata.normalize("NFKC", question)
    words = " ".join("".join(char if char.isprintable() else " " for char in plain).split())
    if not words:
        raise ValueError("the question is empty")
    return words[:500]


def retrieve(question: str, top_k: int) -> list[str]:
    """Stage 2: the ids of up to `top_k` passages that share most words with the question."""
    asked = _words(question)
    shared = {name: len(asked & _words(text)) for name, text in PASSAGES.items()}
    found = sorted(
        (name for name, count in shared.items() if count), key=lambda name: -shared[name]
    )
    return found[:top_k]


def rerank(question: str, passages: list[str]) -> list[str]:
    """Stage 3: the same ids, those first whose shared words are rare in the index."""
    asked = _words(question)
    texts = [_words(text) for text in PASSAGES.values()]

    def score(name: str) -> float:
        common = asked & _words(PASSAGES[name])
        return sum(1 / sum(word in text for text in texts) for word in common)

    return sorted(passages, key=score, reverse=True)


def route(question: str, passages: list[str], large_from_words: int) -> str:
    """Stage 4: `large` for long questions and for those that nothing was found for."""
    long = len(question.split()) >= large_from_words
    return "large" if long or not passages else "small"


def load_model(name: str) -> dict[str, str]:
    """A model artefact by its versioned name. Raises FileNotFoundError when there is none."""
    read = (MODELS / f"{name}.json").read_text("utf-8")
    loaded: dict[str, str] = json.loads(read)
    return {**loaded, "label": f"{name} {digest(read)}"}


def digest(*texts: str) -> str:
    """A short name for exactly these bytes: a version label can be wrong, this cannot."""
    return hashlib.sha256("".join(texts).encode()).hexdigest()[:8]


def fill(prompt: str, question: str, passages: list[str]) -> str:
    """The prompt with its placeholders filled. Raises KeyError for one that nobody fills."""
    quoted = "\n".join(f"> {PASSAGES[name]}" for name in passages)
    return prompt.format(question=question, passages=quoted)


def generate(model: dict[str, str], prompt: str) -> str:
    """Stage 5: the stand-in answers with the first passage quoted in its prompt."""
    quoted = [line[2:] for line in prompt.splitlines() if line.startswith("> ")]
    return f"{model['opening']} {quoted[0] if quoted else 'I suppose it depends.'}"


def post_process(answer: str) -> str:
    """Stage 6: no address of a person or a desk leaves the company."""
    return re.sub(r"\S+@\S+\w", "[address removed]", answer)


class Telemetry:
    """Stage 7: milliseconds for each stage of one request, under names that on-call knows."""

    def __init__(self) -> None:
        self.stages: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time what happens inside, also when it fails."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.stages[name] = round((time.perf_counter() - start) * 1000, 3)

    def line(self, **facts: Any) -> str:
        """One line of JSON for the log."""
        return json.dumps({**facts, "stages_ms": self.stages}, sort_keys=True)


def _words(text: str) -> set[str]:
    # The last "s" is dropped, so that "refunds" finds "refund".
    return {word.rstrip("s") for word in re.findall(r"[a-z]{4,}", text.lower())}
