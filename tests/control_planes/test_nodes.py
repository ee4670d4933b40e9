"""Which pods the stand-in for nodes lets become ready."""

from __future__ import annotations

from typing import Any

import pytest

from .api import Object
from .nodes import says_never_ready


def _pod(namespace: str, **container: Any) -> Object:
    return {
        "metadata": {"namespace": namespace},
        "spec": {"containers": [{"image": "example.com/runtime:41", **container}]},
    }


@pytest.mark.parametrize(
    ("pod", "fails"),
    [
        (_pod("answers"), False),
        (_pod("answers", image="example.com/ray:never-ready"), True),
        (_pod("answers", args=["s3://models/never-ready"]), True),
        (_pod("answers", env=[{"name": "MODEL", "value": "never-ready"}]), True),
        (_pod("a-never-ready", env=[{"name": "NAMESPACE", "value": "a-never-ready"}]), False),
        (_pod("a-never-ready", args=["s3://models/never-ready"]), True),
    ],
)
def test_a_pod_fails_by_what_it_runs_and_not_by_its_namespace(pod: Object, fails: bool) -> None:
    assert says_never_ready(pod) == fails
