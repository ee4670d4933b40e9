"""The same stages as steps for KServe's model server. Containers share an image; each runs a step.

    python -m answers.kserve_steps STEP [--artefact NAME] [options of KServe's own server]

A step takes {"instances": [{...}]} and returns {"predictions": [{...}]}. That one item must hold
everything that later steps need. A graph passes a step either the first request or the last
response, and nothing else.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from kserve import Model, ModelServer, model_server
from kserve.errors import InvalidInput

from answers import stages

Body = dict[str, Any]
CODE = stages.digest(*(Path(file).read_text("utf-8") for file in (__file__, stages.__file__)))


def item(body: Body, key: str = "instances") -> Body:
    """Return the one item of a body. A Switch sends the whole body one way, so send one item."""
    items = body.get(key)
    if not isinstance(items, list) or len(items) != 1 or not isinstance(items[0], dict):
        raise InvalidInput('send exactly one item: {"instances": [{"question": "..."}]}')
    found: Body = items[0]
    return found


class Normaliser(Model):  # type: ignore[misc]
    """Stage 1, the transformer of the retriever. The SDK's `predict` calls the predictor."""

    async def preprocess(self, payload: Body, headers: dict[str, str] | None = None) -> Body:
        """Normalise the question. An InferenceGraph has no node that runs code."""
        try:
            question = stages.normalise(item(payload)["question"])
        except (ValueError, KeyError, TypeError) as wrong:
            raise InvalidInput(f"send a question as text: {wrong}") from wrong
        return {"instances": [{"question": question}]}


class Retriever(Model):  # type: ignore[misc]
    """Stage 2, a predictor. In a real system, the index is its artefact."""

    async def predict(self, payload: Body, headers: dict[str, str] | None = None) -> Body:
        """Return the question with its passages."""
        asked = item(payload)
        top_k = int(os.environ.get("TOP_K", "3"))
        return {"predictions": [{**asked, "passages": stages.retrieve(asked["question"], top_k)}]}


class Reranker(Model):  # type: ignore[misc]
    """Stage 3, a predictor."""

    async def predict(self, payload: Body, headers: dict[str, str] | None = None) -> Body:
        """Sort the same passages, the best first."""
        asked = item(payload)
        ranked = stages.rerank(asked["question"], asked["passages"])
        return {"predictions": [{**asked, "passages": ranked}]}


class Router(Model):  # type: ignore[misc]
    """Stage 4, the transformer of the reranker. A Switch only compares values, so compute here."""

    async def postprocess(self, result: Body, headers: dict[str, str] | None = None) -> Body:
        """Add the `route`. The graph's Switch sends the item to that generator."""
        asked = item(result, "predictions")
        large_from_words = int(os.environ.get("LARGE_FROM_WORDS", "12"))
        chosen = stages.route(asked["question"], asked["passages"], large_from_words)
        return {"predictions": [{**asked, "route": chosen}]}


class Writer(Model):  # type: ignore[misc]
    """The transformer of both generators. It fills the prompt before stage 5, and runs stage 6."""

    def load(self) -> bool:
        """Take the prompt from the environment. If it cannot be filled, the start fails."""
        self.prompt = os.environ["PROMPT"]
        stages.fill(self.prompt, question="", passages=[])
        self.prompt_label = f"{os.environ['PROMPT_VERSION']} {stages.digest(self.prompt)}"
        self.ready = True
        return self.ready

    async def preprocess(self, payload: Body, headers: dict[str, str] | None = None) -> Body:
        """Return the prompt for the model, with the ids of its sources."""
        asked = item(payload)
        prompt = stages.fill(self.prompt, asked["question"], asked["passages"])
        return {"instances": [{"prompt": prompt, "sources": asked["passages"]}]}

    async def postprocess(self, result: Body, headers: dict[str, str] | None = None) -> Body:
        """Return the answer without mail addresses, with all versions."""
        made = item(result, "predictions")
        versions = {"code": CODE, "model": made["model"], "prompt": self.prompt_label}
        answer = stages.post_process(made["answer"])
        told = {"answer": answer, "sources": made["sources"], "versions": versions}
        return {"predictions": [told]}


class Generator(Model):  # type: ignore[misc]
    """Stage 5, a predictor. KServe puts the artefact into the folder that `MODELS` names."""

    def __init__(self, name: str, artefact: str) -> None:
        super().__init__(name)
        self.artefact = artefact

    def load(self) -> bool:
        """Load the artefact. If this fails, the pod does not become ready."""
        self.model = stages.load_model(self.artefact)
        self.ready = True
        return self.ready

    async def predict(self, payload: Body, headers: dict[str, str] | None = None) -> Body:
        """Return the raw answer, with the label of its artefact."""
        asked = item(payload)
        answer = stages.generate(self.model, asked["prompt"])
        made = {"answer": answer, "model": self.model["label"], "sources": asked["sources"]}
        return {"predictions": [made]}


STEPS = {
    "normaliser": Normaliser,
    "retriever": Retriever,
    "reranker": Reranker,
    "router": Router,
    "writer": Writer,
}


def main() -> None:
    """Run one step. It takes KServe's own options too, because the controller adds some."""
    parser = argparse.ArgumentParser(parents=[model_server.parser])
    parser.add_argument("step", choices=[*STEPS, "generator"])
    parser.add_argument("--artefact", default="")
    chosen = parser.parse_args()
    if chosen.step == "generator":
        step: Model = Generator(chosen.model_name, chosen.artefact)
    else:
        step = STEPS[chosen.step](chosen.model_name)
    step.load()
    ModelServer().start([step])


if __name__ == "__main__":
    main()
