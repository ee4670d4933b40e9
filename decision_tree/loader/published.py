"""Publishing a version of the tree, and whether its table is still what it was then."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from ..engine.model import Tree
from .conflicts import conflict_in
from .history import FOLDER, MOST_PATHS, TreeFile, newest_version, path_total, table, too_many
from .ledger import LEDGER, Published, ledger_text, read_ledger
from .problems import Place, Problem, shown

__all__ = ["check_published", "publish"]


def publish(tree: Tree, folder: Path, day: str, replace: int = 0, holder: str = "") -> Path:
    """Keep the table of `tree` below `folder`, the content's folder, and return its path.

    Writes its line in the ledger, with `day` as YYYY-MM-DD, and that day into tree.yml. A version
    that is kept already stays as it is, and its day too. `holder` names what readers get the guide
    from and has this version, such as a branch; "" when nothing has. Raises FileExistsError when
    it was kept with other outcomes and `replace` is not its number, or `holder` has it, and
    ValueError when another version is next, when `replace` is the number of another one, or when
    the tree has more than MOST_PATHS paths.
    """
    if path_total(tree) > MOST_PATHS:
        raise ValueError(too_many(tree))
    version, newest = tree.version, newest_version(folder)
    if not newest <= version <= newest + 1:
        raise ValueError(f"the newest published version is {newest}; write {newest + 1} for a new")
    if replace not in (0, version):
        told = f"tree.yml has version {version}, and only that can be kept anew"
        raise ValueError(f"{told}; run `make publish REPLACE={version}`, not REPLACE={replace}")
    file = _file(folder, version)
    text = "".join(f"{answers} {outcome}\n" for answers, outcome in table(tree).items())
    same = file.exists() and file.read_text("utf-8") == text
    if holder and not same:
        here = "" if file.exists() else f"bring it into your branch (git rebase {holder}), "
        raise FileExistsError(
            f"“{holder}” has version {version} already, and readers may keep links of it; {here}"
            f"raise `version` in tree.yml to {version + 1}, then run `make publish`"
        )
    if file.exists() and not same and replace != version:
        raise FileExistsError(
            f"{file} exists and says otherwise; raise `version` in tree.yml to {version + 1}, or, "
            f"if only your branch has version {version}, run `make publish REPLACE={version}`"
        )
    ledger = read_ledger(folder)
    if not same or version not in ledger:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
        ledger[version] = Published(version, day, _digest(file))
        (file.parent / LEDGER).write_text(ledger_text(ledger), "utf-8")
    _set_day(folder / "tree.yml", ledger[version].day)
    return file


def check_published(tree: Tree, folder: Path) -> list[Problem]:
    """Whether each table in `folder` is as it was published, and `published` the day of that."""
    conflicts = _conflicts(folder)
    if conflicts:
        return conflicts
    ledger = read_ledger(folder)
    problems = []
    for version in range(1, newest_version(folder) + 1):
        file = _file(folder, version)
        if not file.is_file():
            continue  # `check_history` says so
        if version not in ledger:
            place = Place(shown(file.parent / LEDGER), 1, 1)
            cure = "run `make publish`" if version == tree.version else "bring it back from Git"
            message = f"there is no line for version {version} here; {cure}"
            problems.append(Problem(place, message, "history-edited"))
        elif _digest(file) != ledger[version].digest:
            first = file.read_text("utf-8", "replace").partition("\n")[0]
            message = (
                f"this table is not as version {version} was published on {ledger[version].day}; "
                f"bring it back from Git, since links of that version exist"
            )
            problems.append(Problem(Place(shown(file), 1, 1), message, "history-edited", first))
    known = ledger.get(tree.version)
    if known and known.day != tree.published:
        message = (
            f"version {tree.version} was published on {known.day}, and not on {tree.published}; "
            "write that day, or raise `version` and run `make publish`, which writes the new day"
        )
        problems.append(TreeFile(folder).problem(("published",), message, "published-left"))
    return problems


def _conflicts(folder: Path) -> list[Problem]:
    """What two branches published under one version."""
    history = folder / FOLDER
    tables = (_file(folder, version) for version in range(1, newest_version(folder) + 1))
    remedy = (
        f"bring back what the main branch has (`git checkout main -- {shown(history)}`), raise "
        "`version` in tree.yml above it, then run `make publish`"
    )
    found = (conflict_in(file, remedy) for file in (*tables, history / LEDGER))
    return [problem for problem in found if problem]


def _file(folder: Path, version: int) -> Path:
    return folder / FOLDER / f"v{version}.txt"


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _set_day(file: Path, day: str) -> None:
    text = file.read_text("utf-8")
    changed = re.sub(r"^published:.*$", f'published: "{day}"', text, count=1, flags=re.MULTILINE)
    if changed != text:
        file.write_text(changed, "utf-8")
