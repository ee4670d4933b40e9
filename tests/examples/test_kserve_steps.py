"""KServe's steps, run by KServe's own model server with the commands of the manifests."""

from __future__ import annotations

import pytest

from .answers import CASES, Expected
from .services import Services


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.question[:20])
def test_a_question_goes_through_the_graph(services: Services, case: Expected) -> None:
    code, body = services.graph({"instances": [{"question": case.question}]})
    assert code == 200, body
    (told,) = body["predictions"]
    assert told["sources"] == case.sources
    assert case.holds in told["answer"]
    assert told["versions"]["model"].startswith(case.model)
    assert told["versions"]["prompt"].startswith("prompt-7 ")


@pytest.mark.parametrize(
    "body",
    [
        {"instances": [{"question": " "}]},
        {"instances": [{"text": "a question under another name"}]},
        {"instances": []},
        {"instances": [{"question": "one"}, {"question": "two"}]},
        {"question": "not in the form of the protocol"},
    ],
)
def test_a_bad_request_ends_at_the_first_step(services: Services, body: object) -> None:
    code, answer = services.graph(body)
    assert code == 400
    assert "send" in answer["error"]


def test_the_graph_switches_on_what_the_transformer_computed(services: Services) -> None:
    asked = {"question": CASES[2].question, "passages": ["delivery-days", "delivery-abroad"]}
    code, body = services.predict("answers-reranker", {"instances": [asked]})
    assert code == 200
    assert body["predictions"][0]["route"] == "large"
    assert body["predictions"][0]["passages"] == ["delivery-abroad", "delivery-days"]


def test_each_step_has_the_four_histograms_of_the_sdk(services: Services) -> None:
    services.graph({"instances": [{"question": CASES[0].question}]})
    exported = services.metrics("answers-small")
    for name in ("preprocess", "predict", "postprocess", "explain"):
        assert f"request_{name}_seconds" in exported
