"""The endpoint as one Ray Serve application. Each stage that scales alone is a deployment.

Normalisation and telemetry are in the ingress. Separate deployments for them would only add a
process and a network hop. The Serve config file names `build` as its `import_path`.
"""

# Do not add `from __future__ import annotations`. It turns the annotation of `build` into text.
# Serve then passes an unchecked dict instead of `Arguments` (seen with 2.60.0).
import logging
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from ray import serve
from ray.serve import Application
from ray.serve.handle import DeploymentHandle
from ray.util.metrics import Histogram
from starlette.requests import Request
from starlette.responses import JSONResponse

from answers import stages

CODE = stages.digest(*(Path(file).read_text("utf-8") for file in (__file__, stages.__file__)))
LOG = logging.getLogger("ray.serve")


class Arguments(BaseModel):
    """What the Serve config file may set in `args`. Any other key makes the build fail."""

    model_config = ConfigDict(extra="forbid", strict=True)

    top_k: int = Field(default=3, ge=1, le=10)
    large_from_words: int = Field(default=12, ge=1)
    small_model: str
    large_model: str


@serve.deployment
class Retriever:
    """Stage 2."""

    def __init__(self, top_k: int) -> None:
        self.top_k = top_k

    def __call__(self, question: str) -> list[str]:
        """Find passages that may answer the question."""
        return stages.retrieve(question, self.top_k)


@serve.deployment
class Reranker:
    """Stage 3."""

    def __call__(self, question: str, passages: list[str]) -> list[str]:
        """Sort the same passages, the best first."""
        return stages.rerank(question, passages)


@serve.deployment
class Generator:
    """Stage 5, once for each size of model. Only the prompt changes without a restart."""

    def __init__(self, model: str) -> None:
        self.model = stages.load_model(model)

    def reconfigure(self, user_config: dict[str, str]) -> None:
        """Take a prompt. If it cannot be filled, fail here and not at the first request."""
        stages.fill(user_config["prompt"], question="", passages=[])
        self.prompt = user_config["prompt"]
        self.prompt_label = f"{user_config['version']} {stages.digest(self.prompt)}"

    def __call__(self, question: str, passages: list[str]) -> dict[str, str]:
        """Give the raw answer, with the versions of the prompt and the model."""
        answer = stages.generate(self.model, stages.fill(self.prompt, question, passages))
        return {"answer": answer, "prompt": self.prompt_label, "model": self.model["label"]}


@serve.deployment
class Router:
    """Stage 4: choose the generator. The rule belongs to the application, so it is code."""

    def __init__(
        self, small: DeploymentHandle, large: DeploymentHandle, large_from_words: int
    ) -> None:
        self.generators = {"small": small, "large": large}
        self.large_from_words = large_from_words

    async def __call__(self, question: str, passages: list[str]) -> dict[str, str]:
        """Return the answer of the generator that the rule chooses."""
        chosen = stages.route(question, passages, self.large_from_words)
        made: dict[str, str] = await self.generators[chosen].remote(question, passages)
        return made


@serve.deployment
class PostProcessor:
    """Stage 6."""

    def __call__(self, answer: str) -> str:
        """Return the answer without mail addresses."""
        return stages.post_process(answer)


@serve.deployment
class Endpoint:
    """The ingress. It receives the requests, and runs stages 1 and 7."""

    def __init__(
        self,
        retriever: DeploymentHandle,
        reranker: DeploymentHandle,
        router: DeploymentHandle,
        post_processor: DeploymentHandle,
    ) -> None:
        self.retriever, self.reranker = retriever, reranker
        self.router, self.post_processor = router, post_processor
        self.seconds = Histogram(
            "answers_stage_seconds",
            description="Time in each stage of the answers endpoint",
            boundaries=[0.005, 0.02, 0.1, 0.5, 2, 10],
            tag_keys=("stage",),
        )

    async def __call__(self, request: Request) -> JSONResponse:
        """Answer {"question": ...} with {"answer": ..., "sources": [...], "versions": {...}}."""
        timed = stages.Telemetry()
        try:
            with timed.stage("normalisation"):
                question = stages.normalise((await request.json())["question"])
        except (ValueError, KeyError, TypeError) as wrong:
            return JSONResponse({"error": f"send a question as text: {wrong}"}, status_code=400)
        with timed.stage("retrieval"):
            found = await self.retriever.remote(question)
        with timed.stage("reranking"):
            ranked = await self.reranker.remote(question, found)
        with timed.stage("routing-and-generation"):
            made: dict[str, Any] = await self.router.remote(question, ranked)
        with timed.stage("post-processing"):
            answer = await self.post_processor.remote(made["answer"])
        for stage, milliseconds in timed.stages.items():
            self.seconds.observe(milliseconds / 1000, tags={"stage": stage})
        versions = {"code": CODE, "model": made["model"], "prompt": made["prompt"]}
        LOG.info(timed.line(versions=versions, sources=ranked))
        return JSONResponse({"answer": answer, "sources": ranked, "versions": versions})


def build(arguments: Arguments) -> Application:
    """Build the application. Serve passes `args` of its config file, checked by `Arguments`."""
    small = Generator.options(name="SmallGenerator").bind(arguments.small_model)
    large = Generator.options(name="LargeGenerator").bind(arguments.large_model)
    return Endpoint.bind(
        Retriever.bind(arguments.top_k),
        Reranker.bind(),
        Router.bind(small, large, arguments.large_from_words),
        PostProcessor.bind(),
    )
