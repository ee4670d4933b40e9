"""What the page of an incident shows, for the tests of each of its parts."""

from __future__ import annotations

from decision_tree.engine.incident.page import IncidentView
from decision_tree.engine.incident.state import Incident, encode_incident
from decision_tree.engine.model import Guide

__all__ = ["shown", "title"]


def shown(guide: Guide, incident: Incident) -> str:
    """The HTML of this incident's page."""
    return IncidentView(guide).page(encode_incident(incident), "").html


def title(guide: Guide, incident: Incident) -> str:
    """The title of this incident's page."""
    return IncidentView(guide).page(encode_incident(incident), "").title
