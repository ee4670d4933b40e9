"""What a page may run and load: its Content-Security-Policy, and the headers for hosts that can
send them.

Each page allows its own inline scripts, by their hashes, and no other. Whatever has no rule of its
own may come from the site too: Firefox asks that rule when it fetches the page that this one names
as the next. Python runs in a worker, which a page's policy does not reach: no page needs to allow
WebAssembly, and only the worker's header does.

A page without the theme, the quiz for frames, allows no inline script at all, and text becomes HTML
or the address of a script by one named function only, in assets/engine.mjs.
"""

from __future__ import annotations

import base64
import hashlib
import re
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path

from ...engine.markup import element
from ...runtime.assemble import FOLDERS, PACKED

__all__ = ["header_rules", "headers_file", "inline_scripts", "nginx_file", "policy", "seal"]

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_HEAD = re.compile(r'<meta charset="utf-8">')
_THEME = "assets/javascripts/"
_TRUSTED = "require-trusted-types-for 'script'; trusted-types guide"
"""The theme's scripts would not run under this: they make HTML of text as they go."""

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


def policy(html: str) -> str:
    """The policy under which this page works as it should, and nothing else does."""
    hashes = sorted({_hash(script) for script in inline_scripts(html)})
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *hashes)),
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "frame-src 'none'",
            "media-src 'none'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            *(() if _THEME in html else (_TRUSTED,)),
        )
    )


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def seal(site: Path) -> None:
    """Put the policy into every page of the built `site`, and the headers into its `_headers` and
    `_nginx.conf`.

    Raises ValueError naming a page that has no place for it.
    """
    files = {f"/{file.relative_to(site)}": file for file in sorted(site.rglob("*.html"))}
    pages = {name: file.read_text("utf-8") for name, file in files.items()}
    said = {name: policy(html) for name, html in pages.items()}
    for name, html in pages.items():
        meta = element("meta", {"http-equiv": "Content-Security-Policy", "content": said[name]})
        place = _HEAD.search(html)
        if not place:
            raise ValueError(f'{name[1:]} has no <meta charset="utf-8">')
        sealed = html[: place.end()] + meta + html[place.end() :]
        files[name].write_text(sealed, "utf-8")
    addresses = {name.removesuffix("index.html"): each for name, each in said.items()}
    kinds = (*FOLDERS, PACKED, "authoring")
    folders = (folder for kind in kinds for folder in site.glob(f"assets/{kind}-*"))
    python = [f"/{folder.relative_to(site)}/*" for folder in folders]
    made = header_rules(addresses, python)
    (site / "_headers").write_text(headers_file(made), "utf-8")
    (site / "_nginx.conf").write_text(nginx_file(made), "utf-8")


Rules = Mapping[str, Mapping[str, str]]


def header_rules(pages: Mapping[str, str], python: Iterable[str]) -> Rules:
    """The headers, names and values, of each path; one that ends in `*` is of all that begin so.

    `pages` are addresses, each with its policy, `python` the files that Python runs from.
    Only one rule sends a policy for each file, because a second one would narrow the first.
    """
    for_python = {
        "Content-Security-Policy": WORKER_POLICY,
        "Cache-Control": "public, max-age=31536000, immutable",
    }
    return {
        "/*": PAGE_HEADERS,
        **dict.fromkeys(python, for_python),
        **{path: {"Content-Security-Policy": said} for path, said in pages.items()},
    }


def headers_file(rules: Rules) -> str:
    """These headers as Netlify and Cloudflare Pages read them: a path, then its headers."""
    blocks = (
        "\n".join((path, *(f"  {name}: {value}" for name, value in headers.items())))
        for path, headers in rules.items()
    )
    return "\n".join(blocks) + "\n"


_NGINX = """\
# Headers of this site for nginx: include this file in the `server` block whose root the site is.
# docs/security.md has an example.
error_page 404 /404.html;
gzip_static on;
"""
_NGINX_MODULES = r"""location ~ \.mjs$ {
  types {}
  default_type text/javascript;
}
"""
"""nginx's own list of types has no modules, and browsers refuse one without its type."""


def nginx_file(rules: Rules) -> str:
    """These headers in the form that nginx includes in a `server` block.

    A place with a header of its own sends none of the others, so each names all of its headers.
    """
    whole = rules["/*"]
    blocks = [_NGINX + _nginx_headers(whole, "") + _NGINX_MODULES]
    for path, headers in rules.items():
        if path == "/*":
            continue
        below = path.endswith("*")
        page = f"{path}index.html" if path.endswith("/") else path
        at = f"^~ {path.removesuffix('*')}" if below else f"= {page}"
        inner = textwrap.indent(_NGINX_MODULES, "  ") if below else ""
        blocks.append(f"location {at} {{\n{_nginx_headers({**whole, **headers}, '  ')}{inner}}}\n")
    return "".join(blocks)


def _nginx_headers(headers: Mapping[str, str], margin: str) -> str:
    said = (f'{margin}add_header {name} "{value}" always;\n' for name, value in headers.items())
    return "".join(said)
