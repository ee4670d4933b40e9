"""What the endpoint answers, whichever product runs it: both builds are held to this table."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CASES", "Expected"]


class Expected(NamedTuple):
    """A question, the sources and the model that answer it, and what the answer holds."""

    question: str
    sources: list[str]
    model: str
    holds: str


CASES = (
    Expected(
        "How long do refunds take?",
        ["refund-days", "refund-request", "delivery-days"],
        "small-1.2.0",
        "within 14 days",
    ),
    Expected(
        "  HOW long do ｒｅｆｕｎｄｓ\ttake? ",  # normalisation: the same question, badly typed
        ["refund-days", "refund-request", "delivery-days"],
        "small-1.2.0",
        "within 14 days",
    ),
    Expected(
        "My parcel is for my sister who lives abroad, how many working days will that take?",
        ["delivery-abroad", "delivery-days", "refund-days"],
        "large-2.0.1",
        "up to ten working days",
    ),
    Expected("Where is the moon?", [], "large-2.0.1", "I suppose it depends."),
    Expected(
        "Can you send another return label by mail?",
        ["return-label", "refund-days"],
        "small-1.2.0",
        "ask [address removed] for another",
    ),
)
