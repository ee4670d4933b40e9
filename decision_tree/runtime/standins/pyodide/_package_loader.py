"""In place of Pyodide's loader of packages, which imports zipfile, shutil and tempfile: there are
no packages to load. What Pyodide's start reads from it is here."""

from __future__ import annotations

__all__ = ["DSO_DIR", "SITE_PACKAGES", "init_loaded_packages"]


class _Folder:
    """A path that answers `str`, which is all that Pyodide asks of it."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __str__(self) -> str:
        return self._path


SITE_PACKAGES = _Folder("/lib/python3/site-packages")
DSO_DIR = _Folder("/usr/lib")


def init_loaded_packages() -> None:
    """There are none."""
