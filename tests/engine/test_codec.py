"""The guide travels to the browser and back unchanged."""

from __future__ import annotations

import json

import pytest

from decision_tree.engine.codec import guide_from_data, to_data
from decision_tree.engine.model import Guide


def test_the_guide_survives_json(guide: Guide, small: Guide) -> None:
    for content in (guide, small):
        assert guide_from_data(json.loads(json.dumps(to_data(content)))) == content


def test_a_retired_id_needs_no_successor(small: Guide) -> None:
    data = to_data(small)
    del data["tree"]["retired"][0]["became"]
    guide = guide_from_data(data)
    assert guide.tree.retired[0].became == ""
    assert to_data(guide) == data


def test_data_of_the_wrong_length_is_refused(small: Guide) -> None:
    data = to_data(small)
    data["tree"]["questions"][0]["options"][0]["leans"] = [["graph", "kserve", "more"]]
    with pytest.raises(ValueError, match="longer"):
        guide_from_data(data)


def test_nothing_is_nothing_where_a_part_may_be_left_out(small: Guide) -> None:
    data = to_data(small)
    data["tree"]["outcomes"][0]["autoscaling"][0]["note"] = None
    assert guide_from_data(data) == small
