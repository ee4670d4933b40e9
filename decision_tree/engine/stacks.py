"""Every stack in one row each: what it is called, where its page is, whose an object on it is.

A new stack is a row in `ROWS`. `tests/website/test_stacks.py` names what it needs beside that.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["OUTSIDE", "PLACES", "ROWS", "STACKS"]

OUTSIDE = "application"
"""Where a rollback unit exists that belongs to no product: it can be put back on every stack."""


@dataclass(frozen=True, slots=True)
class StackRow:
    """What every page needs to know of a stack, or of what is outside both products.

    `detail` is that by which a reader knows it (content text), and `page` the page with its
    rollback units, from the root of the site. `own_objects` says that each endpoint is an object
    of the team that has its model, whoever owns the contract.
    """

    id: str
    name: str
    detail: str
    page: str
    own_objects: bool


ROWS = (
    StackRow(
        id="kserve-standard",
        name="KServe, Standard mode",
        detail="`InferenceService` without Knative, also called RawDeployment.",
        page="rollback/kserve-standard/",
        own_objects=True,
    ),
    StackRow(
        id="kserve-knative",
        name="KServe, Knative mode",
        detail="`InferenceService` with revisions, also called Serverless.",
        page="rollback/kserve-knative/",
        own_objects=True,
    ),
    StackRow(
        id="kserve-llm",
        name="KServe, LLM service",
        detail="`LLMInferenceService`.",
        page="rollback/kserve-llm/",
        own_objects=True,
    ),
    StackRow(
        id="ray-serve",
        name="Ray Serve on KubeRay",
        detail="`RayService`. The commands need Kubernetes.",
        page="rollback/ray-serve/",
        own_objects=False,
    ),
    StackRow(
        id=OUTSIDE,
        name="Outside both products",
        detail="A gateway, an application, prompts or an index of your own.",
        page="rollback/outside/",
        own_objects=False,
    ),
)
"""The places of rollback units, in the order in which they are shown."""

PLACES = tuple(row.id for row in ROWS)
"""Where a rollback unit can exist, and what an incident can be on for a reader of the plan."""

STACKS = (*(each for each in PLACES if each != OUTSIDE), "hybrid")
"""What an incident can happen on."""
