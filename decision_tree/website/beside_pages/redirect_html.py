"""The page at an old address that sends readers on; mkdocs.yml has the list, `redirects`.

It needs no help of a server."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Mapping

from decision_tree.engine.markup import escape

__all__ = ["problems_of", "redirect"]


def problems_of(moved: Mapping[str, str], pages: Collection[str]) -> list[str]:
    """What is wrong with `moved` (old address to new one, from the root), given all `pages`."""
    found = [
        f"mkdocs.yml, redirects: “{new}” is no page of the site, so “{old}” cannot lead there"
        for old, new in moved.items()
        if new.partition("#")[0] not in pages
    ]
    found += [
        f"mkdocs.yml, redirects: “{old}” is a page of the site again"
        for old in moved
        if old in pages
    ]
    found += [
        f"mkdocs.yml, redirects: “{old}” has to end in a slash, as every address here does"
        for old in moved
        if not old.endswith("/")
    ]
    return found


def redirect(old: str, new: str, site: str) -> str:
    """The page that stands at `old`; both are addresses from the root of `site`."""
    page, hash_sign, anchor = new.partition("#")
    way = escape(f"{posixpath.relpath(page or '.', old)}/{hash_sign}{anchor}")
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>This page has moved</title>\n"
        f'<link rel="canonical" href="{escape(site + new)}">\n'
        f'<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={way}">\n</head>\n'
        f'<body>\n<main>\n<h1>This page has moved</h1>\n<p><a href="{way}">It is here now.</a></p>'
        f"\n</main>\n</body>\n</html>\n"
    )
