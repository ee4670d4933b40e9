"""The Serve document is sound, and a broken one gets a message that says what and where."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from .cluster import EXAMPLES
from .incidents import document
from .serve_document import document_problems

TEXT = (EXAMPLES / "ray-serve" / "serve.yml").read_text("utf-8")


def test_the_document_of_the_example_is_sound() -> None:
    assert document_problems(TEXT) == []


def test_the_rayservice_carries_the_same_document() -> None:
    manifest = yaml.safe_load((EXAMPLES / "ray-serve" / "rayservice.yml").read_text("utf-8"))
    assert yaml.safe_load(manifest["spec"]["serveConfigV2"]) == document()


FIRST = ("deployments", 0)


@pytest.mark.parametrize(
    ("where", "value", "told"),
    [
        (
            (*FIRST, "numReplicas"),
            2,
            "applications[0].deployments[0]: there is no field “numReplicas”; did you mean "
            "“num_replicas”",
        ),
        (
            ("runtime_envs",),
            {},
            "applications[0]: there is no field “runtime_envs”; did you mean “runtime_env”",
        ),
        (
            (*FIRST, "autoscaling_config"),
            {"max_replica": 3},
            "autoscaling_config: there is no field “max_replica”; did you mean “max_replicas”",
        ),
        (
            (*FIRST, "ray_actor_options", "num_cpu"),
            1,
            "ray_actor_options: there is no field “num_cpu”; did you mean “num_cpus”",
        ),
        ((*FIRST, "num_replicas"), 0, "applications.0.deployments.0.num_replicas"),
        ((*FIRST, "max_queued_requests"), 0, "max_queued_requests must be -1 (no limit) or a"),
        (
            ("import_path",),
            "answers.ray_app:build_app",
            "applications[0].import_path: “answers.ray_app:build_app” cannot be imported",
        ),
        (
            ("import_path",),
            "answers.ray_app:Retriever",
            "applications[0].import_path: “answers.ray_app:Retriever” is no function that builds",
        ),
        (
            ("import_path",),
            "answers.stages:normalise",
            "applications[0].import_path: “answers.stages:normalise” takes no typed arguments",
        ),
        (("args", "top_k"), "3", "applications[0].args.top_k: Input should be a valid integer"),
        (("args", "topk"), 3, "applications[0].args.topk: Extra inputs are not permitted"),
        (("args",), {"large_model": "large-2.0.1"}, "args.small_model: Field required"),
        (("runtime_env",), {"working_dir": "./code"}, "applications.0.runtime_env"),
    ],
)
def test_a_broken_document_gets_a_clear_message(
    where: tuple[str | int, ...], value: object, told: str
) -> None:
    broken = document()
    inner: Any = broken["applications"][0]
    for step in where[:-1]:
        inner = inner[step]
    inner[where[-1]] = value
    found = "\n".join(document_problems(yaml.safe_dump(broken)))
    assert told in found, found


def test_all_problems_are_told_at_once() -> None:
    broken = TEXT.replace("num_replicas: 1", "numReplicas: 1").replace("top_k: 3", "top_k: many")
    found = document_problems(broken)
    assert len([line for line in found if "numReplicas" in line]) == 7
    assert [line for line in found if re.match(r"applications\[0\]\.args\.top_k", line)]


@pytest.mark.parametrize("text", ["", "- a list", "a: [", "text"])
def test_what_is_no_document_at_all_is_said_in_a_sentence(text: str) -> None:
    assert len(document_problems(text)) == 1


def test_rays_own_schema_lets_a_misspelt_key_pass() -> None:
    """The reason for the check above; when this fails, Ray has become strict and it can go."""
    from ray.serve.schema import ServeDeploySchema

    ServeDeploySchema.model_validate(yaml.safe_load(TEXT.replace("num_replicas", "numReplicas")))
