"""What a page may run and load: one Content-Security-Policy for the whole site, and the headers for
hosts that can send them.

The theme's instant navigation keeps the policy of the first page and adds that of each further one,
and policies intersect. So every page has the same one, with the hash of every inline script that
any page holds; some of them differ from page to page. Python runs in a worker, which a page's
policy does not reach: no page needs to allow WebAssembly, and only the worker's header does.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from ..engine.markup import element

__all__ = ["PAGE_HEADERS", "WORKER_POLICY", "headers_file", "inline_scripts", "policy", "seal"]

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_HEAD = re.compile(r'<meta charset="utf-8">')

WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
"""For the files that Python runs from, the only ones that compile WebAssembly."""

PAGE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""Sent with every file; names and values."""


def inline_scripts(html: str) -> list[str]:
    """The inline scripts of a page that a browser would run, as they stand."""
    return [
        found["code"]
        for found in _SCRIPT.finditer(html)
        if " src=" not in found["attributes"] and "application/json" not in found["attributes"]
    ]


def policy(pages: Iterable[str]) -> str:
    """The policy under which every one of `pages`, given as HTML, works as it should."""
    scripts = {script for html in pages for script in inline_scripts(html)}
    hashes = sorted(_hash(script) for script in scripts)
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *hashes)),
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
        )
    )


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def seal(site: Path) -> None:
    """Put the policy into every page of the built `site`, and the headers into its `_headers`.

    Raises ValueError naming a page that has no place for it.
    """
    files = sorted(site.rglob("*.html"))
    pages = {file: file.read_text("utf-8") for file in files}
    said = policy(pages.values())
    meta = element("meta", {"http-equiv": "Content-Security-Policy", "content": said})
    for file, html in pages.items():
        sealed, places = _HEAD.subn(lambda found: found[0] + meta, html, count=1)
        if not places:
            raise ValueError(f'{file.relative_to(site)} has no <meta charset="utf-8">')
        file.write_text(sealed, "utf-8")
    addresses = [f"/{file.relative_to(site)}".removesuffix("index.html") for file in files]
    python = [f"/{folder.relative_to(site)}/*" for folder in site.glob("assets/runtime-*")]
    (site / "_headers").write_text(headers_file(addresses, python, said), "utf-8")


def headers_file(pages: Iterable[str], python: Iterable[str], said: str) -> str:
    """The headers in the form that Netlify and Cloudflare Pages read: a path, then its headers.

    `pages` are the addresses that get the policy `said`, `python` the files that Python runs from.
    Only one rule sends a policy for each file, because a second one would narrow the first.
    """
    for_python = {
        "Content-Security-Policy": WORKER_POLICY,
        "Cache-Control": "public, max-age=31536000, immutable",
    }
    rules = {
        "/*": PAGE_HEADERS,
        **dict.fromkeys(python, for_python),
        **{key: {"Content-Security-Policy": said} for key in pages},
    }
    blocks = (
        "\n".join((path, *(f"  {name}: {value}" for name, value in headers.items())))
        for path, headers in rules.items()
    )
    return "\n".join(blocks) + "\n"
