"""The incidents on real controllers as one table of all products: what came back, what did not."""

from __future__ import annotations

from collections.abc import Mapping

from ...engine.display_names import KSERVE, PRODUCT_NAMES
from ...engine.markup import Markup, element, escape, inline, join
from ...engine.model import Unit
from ...loader.controllers import Controllers, Fact, Happened
from .tables import table

__all__ = ["controllers_run", "controllers_table"]

_HEADS = ("Incident", "Restored", "Not restored", "Also seen")
_KUBERAY = PRODUCT_NAMES["kuberay"]
_PRODUCTS = {"kserve": KSERVE, "knative": f"{KSERVE} on Knative", "kuberay": _KUBERAY}


def controllers_run(controllers: Controllers) -> Markup:
    """The releases of the products whose controllers were run."""
    return escape(
        f"{KSERVE} {controllers.kserve}, Knative Serving {controllers.knative} "
        f"and {_KUBERAY} {controllers.kuberay}"
    )


def controllers_table(controllers: Controllers, units: tuple[Unit, ...]) -> Markup:
    """One row an incident, each with its own anchor; the caption says with what and when."""
    caption = (
        f"Incidents and rollbacks, run on the controllers of {controllers_run(controllers)} "
        f"with Kubernetes {controllers.kubernetes} on {controllers.date}"
    )
    names = {unit.id: unit.name for unit in units}
    rows = ((f"run-{each.id}", _cells(each, names)) for each in controllers.incidents)
    return table(caption, _HEADS, rows)


def _cells(each: Happened, names: Mapping[str, str]) -> tuple[Markup, ...]:
    facts = {fact.what: fact for fact in each.facts}
    by = ", then ".join(names[unit] for unit in each.units)
    told = f"{_PRODUCTS[each.product]}. Rolled back by: {by}." if by else _PRODUCTS[each.product]
    return (
        join((inline(each.what), element("p", None, inline(told)))),
        _listed([_back(facts[name]) for name in each.restored]),
        _listed([_left(facts[name]) for name in each.left]),
        _also(each),
    )


def _back(fact: Fact) -> Markup:
    return join((escape(f"{fact.what}: "), _code(fact.before)))


def _left(fact: Fact) -> Markup:
    was = join((escape(", before "), _code(fact.before)))
    return join((escape(f"{fact.what}: "), _code(fact.after), was))


def _code(text: str) -> Markup:
    return element("code", None, escape(text))


def _listed(items: list[Markup]) -> Markup:
    if not items:
        return escape("Nothing")
    return element("ul", None, join(element("li", None, item) for item in items))


def _also(each: Happened) -> Markup:
    notes = [join((escape(f"{note.what}: "), _code(note.said))) for note in each.notes]
    writes = f"commands of the way back that changed an object: {each.writes}"
    pods = f"pods that the way back started: {each.pods}"
    return _listed([*notes, escape(writes), escape(pods)])
