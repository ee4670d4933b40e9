"""What the words of the content files are called on every page: sides, products, stacks, teams.

A name is changed here once. The parts of one page or one answer are named where they are shown.
"""

from __future__ import annotations

from .model import AS_ANSWERED, GateOption, Option
from .stacks import ROWS

__all__ = [
    "CONTRACT_OWNERS",
    "HOLDER_NAMES",
    "KSERVE",
    "NOT_SURE_NAME",
    "OWNER_NAMES",
    "PRODUCT_NAMES",
    "RAY_SERVE",
    "ROLE_NAMES",
    "SIDE_NAMES",
    "SPEED_NAMES",
    "STACK_NAMES",
    "SURE_NAMES",
    "VERDICT_NAMES",
    "answer_name",
]

KSERVE, RAY_SERVE = "KServe", "Ray Serve"
"""The two products that are compared."""

PRODUCT_NAMES = {
    "kserve": KSERVE,
    "ray-serve": RAY_SERVE,
    "kuberay": "KubeRay",
    "neighbours": "Alternatives",
}
"""What the products of claims are called."""

SIDE_NAMES = {
    "kserve": KSERVE,
    "ray-serve": RAY_SERVE,
    "both": "Both products",
    "neither": "Neither product",
}
"""What the sides are called."""

STACK_NAMES = {row.id: row.name for row in ROWS}
"""What the places of rollback units are called, in the order in which they are shown."""

SPEED_NAMES = {"seconds": "Seconds", "restart": "A restart", "cold-start": "A cold start"}
"""How long it takes to put a unit back, in words."""

OWNER_NAMES = {
    "platform": "The platform team",
    "application": "The application or model team",
    "both": "Both, with a contract each",
    "nobody": "Nobody yet",
}
"""What the owners of a contract are called."""

ROLE_NAMES = {"platform": "The platform team", "application": "The application team"}
"""The sides that one can play."""

HOLDER_NAMES = {
    "platform": "Platform team",
    "application": "Application team",
    AS_ANSWERED: "The team that answers for the endpoint",
    "nobody": "Nobody yet, so name a team",
}
"""Who puts a unit back, in words."""

CONTRACT_OWNERS = {**OWNER_NAMES, AS_ANSWERED: HOLDER_NAMES[AS_ANSWERED]}
"""Who owns the contract by an outcome, in words."""

NOT_SURE_NAME = "Not sure"
"""The answer of who does not know, to a question and to a gate."""

SURE_NAMES = {"guess": "A guess", "fairly-sure": "Fairly sure", "sure": "Sure"}
"""What the degrees of being sure are called."""

VERDICT_NAMES = {
    "holds": "True",
    "held-until": "It was true in earlier releases",
    "in-one-mode": "True in one mode only",
    "depends": "It depends",
    "false": "Not true",
    "open": "Not known",
}
"""What is true of a reason that people give."""


def answer_name(option: Option | GateOption | None) -> str:
    """An answer as people read it; None is that of who is not sure."""
    return option.text if option else NOT_SURE_NAME
