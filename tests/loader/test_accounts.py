"""Accounts are replayed against every version of the tree that was published, and today's."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from decision_tree.engine.model import Guide
from decision_tree.loader.account_checks import replays
from decision_tree.loader.history import FOLDER
from decision_tree.loader.load import CONTENT


def test_no_published_version_is_left_out_when_the_tree_gets_a_new_one(
    guide: Guide, tmp_path: Path
) -> None:
    shutil.copytree(CONTENT / FOLDER, tmp_path / FOLDER)
    tree = guide.tree
    newer = replace(guide, tree=replace(tree, version=tree.version + 1))
    found = replays(newer, tmp_path)
    versions = tuple(dict.fromkeys(each.version for each in found))
    assert versions == tuple(range(1, tree.version + 2))
    last, before = ([each.fit for each in found if each.version == v] for v in versions[:-3:-1])
    assert last == before
