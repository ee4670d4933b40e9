"""Which units of the guide were run, and on which release: read from both kinds of measurements.

Of what `measured` and `controllers` hold, only this travels to the browser.
"""

from __future__ import annotations

from dataclasses import replace

from ..engine.model import Guide
from .controllers import Controllers
from .measured import Measured

__all__ = ["with_runs"]


def with_runs(guide: Guide, controllers: Controllers | None, measured: Measured | None) -> Guide:
    """The guide whose units say on which release each was run, as far as either of these knows."""
    release = _releases(controllers) if controllers else {}
    units = (
        replace(
            unit,
            run=release.get(unit.id, ""),
            served=measured.release if measured and measured.of(unit.id) else "",
        )
        for unit in guide.units
    )
    return replace(guide, units=tuple(units))


def _releases(controllers: Controllers) -> dict[str, str]:
    """The release on which each unit was run, by the unit's id."""
    return {unit: controllers.release(run) for run in controllers.incidents for unit in run.units}
