"""A claim's source is at a version that the claim says it was checked for."""

from __future__ import annotations

import pytest

from decision_tree.engine.model import Guide
from decision_tree.loader.claim_versions import fits, told_in, version_of


@pytest.mark.parametrize(
    ("source", "version"),
    [
        ("ray-project/ray:python/ray/serve/scripts.py@ray-2.60.0", "2.60.0"),
        ("kserve/kserve:pkg/constants/constants.go@v0.16.0", "0.16.0"),
        ("kserve/kserve:charts/a-1.2.3.tgz@v0.16.0", "0.16.0"),
        ("kubernetes/kubectl:pkg/cmd/patch/patch.go@v0.32.4", "1.32.4"),
        ("knative/serving:pkg/gc/gc.go@knative-v1.21.3", "1.21.3"),
        ("knative/serving:pkg/gc/gc.go@v0.48.1", "1.21.1"),
        ("knative/serving:pkg/gc/gc.go@v0.22.0", "0.22.0"),
        ("https://github.com/ray-project/ray/blob/ray-2.60.0/a.py", "2.60.0"),
        ("https://docs.ray.io/en/releases-2.54.1/serve/index.html", "2.54.1"),
        ("kserve/kserve:pkg/constants/constants.go@001313b608", ""),
        ("kserve/website:docs/a.md@2026-08-19", ""),
        ("https://docs.ray.io/en/latest/serve/index.html", ""),
    ],
)
def test_the_version_of_a_source_is_in_its_address(source: str, version: str) -> None:
    assert version_of(source) == version


@pytest.mark.parametrize(
    ("versions", "version", "fit"),
    [
        ("2.60.0", "2.60.0", True),
        ("2.60.0", "2.59.0", False),
        ("2.59.0 and 2.60.0", "2.59.0", True),
        ("0.16.0 to 0.18.1", "0.17.0", True),
        ("0.16.0 to 0.18.1", "0.18.2", False),
        ("0.19 and newer", "0.20.0", True),
        ("0.19 and newer", "0.18.1", False),
        ("after 0.20.0", "0.21.0", True),
        ("after 0.20.0", "0.20.0", False),
        ("after 0.20.0", "0.19.0", False),
        ("Knative 1.21", "1.21.3", True),
        ("kubectl 1.32", "1.33.0", False),
        ("v1.6.2 run; v1.7.0 read", "1.7.0", True),
        ("2.6", "2.60.0", False),
        ("as of 2026-08-21", "0.20.0", True),
        ("vendor's figures", "0.20.0", True),
    ],
)
def test_a_version_fits_what_a_claim_was_checked_for(
    versions: str, version: str, fit: bool
) -> None:
    assert fits(versions, version) is fit


def test_every_claim_of_the_guide_was_read_at_a_version_that_it_names(guide: Guide) -> None:
    found = [(claim.versions, version_of(claim.source)) for claim in guide.claims]
    assert sum(bool(version) for _, version in found) > 200
    assert all(fits(*row) for row in found if row[1])


def test_versions_of_three_numbers_are_told_by_a_sentence_but_not_by_code() -> None:
    text = "From v0.19.2 to 0.20.0, with `tool:0.1.2`, 1.5 seconds, a-1.2.3 and 1.2.3x. In 2.60.0."
    assert told_in(text) == ("0.19.2", "0.20.0", "2.60.0")
