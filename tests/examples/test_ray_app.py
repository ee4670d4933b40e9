"""The Ray Serve application, really run from its own document on released Ray."""

from __future__ import annotations

import copy

import pytest

from .answers import CASES, Expected
from .cluster import Cluster, wait_for
from .incidents import document


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.question[:20])
def test_a_question_goes_through_all_stages(endpoint: Cluster, case: Expected) -> None:
    code, body = endpoint.ask(case.question)
    assert code == 200
    assert body["sources"] == case.sources
    assert case.holds in body["answer"]
    assert body["versions"]["model"].startswith(case.model)
    assert body["versions"]["prompt"].startswith("prompt-7 ")


def test_an_empty_question_is_the_callers_mistake(endpoint: Cluster) -> None:
    code, body = endpoint.ask(" \t ")
    assert code == 400
    assert "send a question as text" in body["error"]


def test_every_stage_that_scales_is_a_deployment(endpoint: Cluster) -> None:
    deployments = endpoint.applications()["answers"]["deployments"]
    configured = {part["name"] for part in document()["applications"][0]["deployments"]}
    assert set(deployments) == configured


def test_a_new_prompt_arrives_without_a_restart(endpoint: Cluster) -> None:
    replicas = endpoint.replicas()
    changed = copy.deepcopy(document())
    for part in changed["applications"][0]["deployments"]:
        if "user_config" in part:
            part["user_config"]["version"] = "prompt-8"
    endpoint.apply(changed)

    def prompt() -> str:
        return str(endpoint.ask(CASES[0].question)[1]["versions"]["prompt"])

    assert wait_for(lambda: prompt().startswith("prompt-8 "), 30)
    assert endpoint.replicas() == replicas
    endpoint.apply(document())
    assert wait_for(lambda: prompt().startswith("prompt-7 "), 30)
