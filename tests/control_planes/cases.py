"""Every incident that can be run, by its id, in the order of the published table."""

from __future__ import annotations

from . import (
    incremental_incidents,
    knative_incidents,
    kserve_incidents,
    kserve_scaler_incidents,
    kuberay_incidents,
    llm_incidents,
)

__all__ = ["CASES"]

_PARTS = (
    kserve_incidents,
    kserve_scaler_incidents,
    knative_incidents,
    llm_incidents,
    kuberay_incidents,
    incremental_incidents,
)
CASES = {case.id: case for part in _PARTS for case in part.CASES}
