"""What the tests of the examples share: one cluster, and the services, for the whole run."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from .cluster import EXAMPLES, Cluster, running, wait_for
from .incidents import document
from .services import Services, served

sys.path.insert(0, str(EXAMPLES))  # as the images have it: the package `answers` can be imported


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Cluster]:
    """The Ray Serve application, running from its own document."""
    with running() as cluster:
        cluster.apply(document())
        assert wait_for(cluster.healthy, 120), cluster.applications()
        assert wait_for(lambda: cluster.ask("How long do refunds take?")[0] == 200, 30)
        yield cluster


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """The four InferenceServices, each a predictor and a transformer."""
    names = ("answers-retriever", "answers-reranker", "answers-small", "answers-large")
    with served(names, tmp_path_factory.mktemp("logs")) as found:
        yield found
