"""The policy of the built pages: its own on each, first on each, and nothing unsafe in it."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from decision_tree.runtime.assemble import FOLDERS
from decision_tree.website.beside_pages.content_security_policy import (
    header_rules,
    headers_file,
    inline_scripts,
    nginx_file,
    policy,
    seal,
)
from tests.conftest import ROOT
from tests.tools.hosting import headers_for, read_rules

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, str]:
    """Every page of the site by its path from the root."""
    return {
        str(file.relative_to(site)): file.read_text("utf-8")
        for file in sorted(site.rglob("*.html"))
    }


def said(html: str) -> str:
    """The policy of a page."""
    found = META.search(html)
    assert found
    return unescape(found[1])


def test_every_page_has_its_policy_before_anything_it_loads(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        before = html[: html.index("Content-Security-Policy")]
        assert not re.search(r"<(script|link|style|img)", before), name


def test_each_page_has_its_own_and_those_without_the_theme_a_narrower_one(
    pages: dict[str, str], without_theme: set[str]
) -> None:
    assert {name: said(html) for name, html in pages.items()} == {
        name: policy(html) for name, html in pages.items()
    }
    narrow = {name: said(html) for name, html in pages.items() if "trusted-types" in said(html)}
    assert narrow.keys() == without_theme
    for rules in narrow.values():
        assert "require-trusted-types-for 'script'; trusted-types guide" in rules
        assert "script-src 'self'; " in rules


def test_it_allows_the_inline_scripts_of_this_page_by_hash_and_nothing_unsafe(
    pages: dict[str, str],
) -> None:
    for name, html in pages.items():
        allowed = re.findall(r"'sha256-[^']+'", said(html))
        assert len(allowed) == len(set(inline_scripts(html))), name
        assert "unsafe" not in said(html)
        assert "http" not in said(html)


def test_what_has_no_rule_of_its_own_comes_from_the_site_and_nothing_is_embedded(
    pages: dict[str, str],
) -> None:
    rules = dict(each.partition(" ")[::2] for each in said(pages["index.html"]).split("; "))
    assert rules["default-src"] == "'self'"
    closed = {name for name, value in rules.items() if value == "'none'"}
    assert closed == {"frame-src", "media-src", "object-src", "base-uri"}


def test_no_page_has_what_the_policy_would_block(pages: dict[str, str]) -> None:
    for name, html in pages.items():
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|<base|javascript:", html), name


def test_data_and_files_are_no_inline_scripts() -> None:
    html = '<script>a()</script><script type="application/json">{}</script><script src="x">'
    assert inline_scripts(html + "</script><script type=module>b()</script>") == ["a()", "b()"]


def test_a_page_without_a_place_for_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "odd.html").write_text("<html></html>", "utf-8")
    with pytest.raises(ValueError, match=r"odd\.html has no"):
        seal(tmp_path)


def test_each_file_gets_one_policy_and_only_python_may_compile(site: Path) -> None:
    rules = read_rules((site / "_headers").read_text("utf-8"))
    for file in filter(Path.is_file, site.rglob("*")):
        path = f"/{file.relative_to(site)}".removesuffix("index.html")
        headers = headers_for(rules, path)
        assert len(dict(headers)) == len(headers), path
        sent = dict(headers).get("Content-Security-Policy", "")
        runs_python = (
            re.match("/assets/(pyodide|packed|engine|runtime|authoring)-", path) is not None
        )
        assert ("wasm-unsafe-eval" in sent) == runs_python, path
        if file.suffix == ".html":
            assert sent == said(file.read_text("utf-8")), path


def test_each_place_of_the_nginx_file_repeats_the_headers_of_all() -> None:
    rules = header_rules({"/a/": "default-src 'none'"}, ["/p/*"])
    whole, *places = re.split(r"\nlocation (?=[=^])", nginx_file(rules))
    assert len(places) == len(rules) - 1
    for name in rules["/*"]:
        assert all(f"add_header {name} " in part for part in (whole, *places)), name


def test_the_service_worker_keeps_each_folder_of_the_runtime() -> None:
    worker = (ROOT / "overrides" / "service-worker.js").read_text("utf-8")
    assert f"assets\\/((?:{'|'.join(FOLDERS)})-" in worker


def test_the_headers_file_reads_back_as_it_was_meant() -> None:
    rules = read_rules(headers_file(header_rules({"/a/": "default-src 'none'"}, ["/p/*"])))
    assert dict(headers_for(rules, "/a/"))["Content-Security-Policy"] == "default-src 'none'"
    assert "wasm-unsafe-eval" in dict(headers_for(rules, "/p/x"))["Content-Security-Policy"]
    assert dict(headers_for(rules, "/b.css"))["X-Content-Type-Options"] == "nosniff"
