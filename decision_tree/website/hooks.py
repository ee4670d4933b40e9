"""Every hook of MkDocs, in the order in which MkDocs calls them; what they write is made elsewhere.

What one hook leaves for the next is in one object, `_build`; what macros need too is in MkDocs'
`extra`. `_command` says which build it is: one that is published, served, or only checked.
"""

from __future__ import annotations

import fnmatch
import json
import logging
import os
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from decision_tree.engine.kinds import DECIDE, OUTCOMES
from decision_tree.engine.markup import Markup, element, escape
from decision_tree.engine.model import Guide
from decision_tree.loader.load import ROOT
from decision_tree.loader.page_checks import check_front_matter
from decision_tree.loader.problems import ContentError, Problem, report, shown
from decision_tree.loader.runs import with_runs
from decision_tree.loader.schema import schemas
from decision_tree.runtime.assemble import Runtime, write_runtime
from decision_tree.runtime.practice_file import incident_files, practice_files
from decision_tree.runtime.try_files import write_authoring
from decision_tree.website.beside_pages.bill_of_materials import (
    CHECKSUMS,
    MATERIALS,
    bill_of_materials,
    checksums,
    locked_hashes,
)
from decision_tree.website.beside_pages.components import components, unknown_files
from decision_tree.website.beside_pages.content_security_policy import seal
from decision_tree.website.beside_pages.dates import built, page_changed, seconds
from decision_tree.website.beside_pages.feed import atom, changes
from decision_tree.website.beside_pages.notice import NOTICE, notice
from decision_tree.website.beside_pages.offline import write_service_worker
from decision_tree.website.beside_pages.pages_as_markdown import PlainPage, llms_txt, page_markdown
from decision_tree.website.beside_pages.redirect_html import problems_of, redirect
from decision_tree.website.beside_pages.scripts import serve_thin_pages, serve_without_comments
from decision_tree.website.beside_pages.search_entries import (
    SEPARATOR,
    TAGS_WEIGHT,
    found_by,
    with_ours,
    without_folds,
)
from decision_tree.website.beside_pages.social_cards import card, guide_card
from decision_tree.website.beside_pages.stylesheet import add_style_sheet
from decision_tree.website.beside_pages.tree_json import (
    EXPORT,
    EXPORT_SCHEMA,
    export,
    export_schema,
)
from decision_tree.website.macros import MACRO_FILES
from decision_tree.website.own_addresses import with_addresses
from decision_tree.website.page_names import menu_names, name_problems
from decision_tree.website.page_problems import (
    STANDIN,
    CheckedError,
    Heard,
    Reading,
    anchor_problems,
    link_problems,
    snippet_problem,
    source_of,
)
from decision_tree.website.pages.outcome_pages import outcome_source
from decision_tree.website.pages.pictures import FOLDER as PICTURES
from decision_tree.website.pages.report import Reports
from decision_tree.website.pages.root import root_of
from decision_tree.website.pages.sources import with_notes
from decision_tree.website.pages.term_marks import abbreviations, with_terms
from decision_tree.website.serving import Serving

__all__ = [
    "on_config",
    "on_env",
    "on_files",
    "on_nav",
    "on_page_content",
    "on_page_context",
    "on_page_markdown",
    "on_post_build",
    "on_startup",
    "on_template_context",
]

SCRATCH = ROOT / ".build"


@dataclass(slots=True)
class _Build:
    """What hooks of one build leave for later ones. Pages are known by their addresses."""

    order: list[str] = field(default_factory=list)
    """Every page's address, in the order of the menu."""
    changed: dict[str, str] = field(default_factory=dict)
    """The day on which the page, or the data that its macros show, last changed."""
    pages: dict[str, PlainPage] = field(default_factory=dict)
    plain: dict[str, str] = field(default_factory=dict)
    """The page as Markdown."""
    heard: Heard = field(default_factory=Heard)
    """What MkDocs said of links."""
    shown: str | None = None
    """What the page shows, while the search reads it."""


_LINKS = logging.getLogger("mkdocs.structure.pages")
"""Where MkDocs says what is wrong with links."""

_build = _Build()
_serving = Serving()
_command = ""


def on_startup(command: str, **_: Any) -> None:
    """Note what the build is for, and give everything that it dates the day of the last commit."""
    global _command
    _command = command
    _serving.on = command == "serve"
    os.environ["SOURCE_DATE_EPOCH"] = str(seconds(ROOT))


@event_priority(100)  # before the macros plugin, which asks for the guide
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load the content anew for each build, so that `make serve` shows every change."""
    global _build
    _LINKS.removeHandler(_build.heard)
    _build = _Build()
    _LINKS.addHandler(_build.heard)
    config.extra["reading"] = Reading()
    try:
        content = _serving.load()
    except ContentError as found:
        if _command == "check":
            raise
        raise PluginError(f"the content has problems:\n{found}") from found
    _try_templates(config)
    guide = with_runs(content.guide, content.controllers, content.measured)
    config.extra["guide"] = guide
    config.extra["measured"], config.extra["controllers"] = content.measured, content.controllers
    config.extra["search_words"] = content.search_words
    config.extra["reports"] = Reports(str(config.site_url), str(config.extra["repository"]))
    config.extra["offline"] = not _serving.on  # live reload must have nothing in its way
    if _command == "check":  # which looks at pages, and at nothing that is loaded by them
        config.extra["authoring"] = SCRATCH
        config.extra["runtime"] = Runtime(SCRATCH, SCRATCH, SCRATCH, SCRATCH)
        config.extra["components"] = ()
        return config
    pyodide = ROOT / "node_modules" / "pyodide"
    runtime = write_runtime(guide, pyodide, SCRATCH, offline=config.extra["offline"])
    config.extra["runtime"] = runtime
    config.extra["authoring"] = write_authoring(pyodide, runtime.pyodide.name, SCRATCH)
    try:
        config.extra["components"] = components(ROOT)
    except ValueError as wrong:
        raise PluginError(str(wrong)) from wrong
    return config


def _try_templates(config: MkDocsConfig) -> None:
    """Compile our own templates before any page is made, as a mistake in one ends the build.

    Raises jinja2.TemplateError at the first.
    """
    env = config.theme.get_env()
    folder = Path(config.theme.dirs[0])
    for file in sorted(folder.rglob("*.html")):
        env.get_template(file.relative_to(folder).as_posix())


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what is made and not written: the runtime, a page and a card for each outcome."""
    guide: Guide = config.extra["guide"]
    config.extra["theme_scripts"] = _theme_scripts(files)
    _replace_unreadable(files, config)
    for drawn in [file for file in files if file.src_uri.startswith(f"{PICTURES.name}/")]:
        files.remove(drawn)  # the theme's folder holds them; pages have them inline
    for outcome in guide.tree.outcomes:
        source = outcome_source(outcome)
        files.append(File.generated(config, f"{OUTCOMES}{outcome.id}.md", content=source))
    for name, text in {**practice_files(guide), **incident_files(guide)}.items():
        files.append(File.generated(config, f"assets/{name}", content=text))
    for name, text in schemas().items():
        files.append(File.generated(config, f"schema/{name}", content=text))
    return files if _command == "check" else _add_heavy_files(files, guide, config)


def _theme_scripts(files: Files) -> dict[str, str]:
    """The theme's two scripts by what they are for: each name has a hash in it."""
    found = {}
    for name, pattern in (("bundle", "bundle.*.min.js"), ("search", "workers/search.*.min.js")):
        known = fnmatch.filter(files.src_uris, f"assets/javascripts/{pattern}")
        if len(known) != 1:
            raise PluginError(f"the theme has not one {pattern}, but {len(known)}")
        found[name] = posixpath.basename(known[0])
    return found


def _replace_unreadable(files: Files, config: MkDocsConfig) -> None:
    """Put a stand-in where a page is no text, or starts with what MkDocs would publish as text."""
    reading: Reading = config.extra["reading"]
    found: dict[str, list[Problem]] = {}
    for problem in check_front_matter(Path(config.docs_dir)):
        found.setdefault(problem.place.path, []).append(problem)
    for file in files.documentation_pages():
        for problem in found.get(shown(Path(str(file.abs_src_path))), ()):
            reading.note(problem, file.src_uri)
        if file.src_uri in reading.unread:
            files.remove(file)
            content = f"---\ntitle: {file.name}\n---\n\n{STANDIN}\n"
            files.append(File.generated(config, file.src_uri, content=content))


def _add_heavy_files(files: Files, guide: Guide, config: MkDocsConfig) -> Files:
    """Add the runtime, the notice, the cards, the style sheet: what takes long, and no page breaks.

    Take away what the theme would publish for searches in other languages, under licences of its
    own.
    """
    for file in [each for each in files if each.src_uri.startswith("assets/javascripts/lunr/")]:
        files.remove(file)
    said = notice(config.extra["components"], ROOT)
    files.append(File.generated(config, NOTICE, content=said))
    runtime: Runtime = config.extra["runtime"]
    for folder in (*runtime.folders, config.extra["authoring"]):
        for path in sorted(filter(Path.is_file, folder.rglob("*"))):
            uri = f"assets/{folder.name}/{path.relative_to(folder).as_posix()}"
            files.append(File.generated(config, uri, abs_src_path=str(path)))
    for outcome in guide.tree.outcomes:
        made = card(outcome.title, outcome.lean, config.site_name, outcome.answer)
        files.append(File.generated(config, f"assets/cards/{outcome.id}.png", content=made))
    whole = guide_card(config.site_name)
    files.append(File.generated(config, "assets/cards/guide.png", content=whole))
    for name in ("examples/recheck.yml", "examples/guard.yml"):
        workflow = files.src_uris[name]
        workflow.content_string = _with_addresses(workflow.content_string, config)
    return add_style_sheet(files, config)


def on_nav(nav: Navigation, files: Files, **_: Any) -> None:
    """Note the order in which the menu names the pages; give outcomes' pages the quiz's part."""
    _build.order.extend(page.url for page in nav.pages)
    part = next((page.parent for page in nav.pages if page.url == DECIDE), None)
    for file in files.documentation_pages():
        if file.page and file.src_uri.startswith(OUTCOMES):
            file.page.parent = part


@event_priority(100)  # before the macros plugin replaces the macros
def _note_date(markdown: str, page: Page, **_: Any) -> None:
    """Note when the page, or the data that its macros show, last changed."""
    source = f"docs/{page.file.src_uri}"
    _build.changed[page.url] = page_changed(ROOT, source, markdown, MACRO_FILES)


@event_priority(-50)  # after the macros plugin: a macro may include files too
def _try_snippets(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Look for the files that the page includes; where one is missing, MkDocs would end."""
    options = config.mdx_configs.get("pymdownx.snippets", {})
    problem = snippet_problem(markdown, source_of(page.file), options, ROOT)
    reading: Reading = config.extra["reading"]
    return reading.note(problem, page.file.src_uri) if problem else markdown


@event_priority(-100)  # after the macros plugin, so that nothing is added to what it reads
def _mark_terms(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Mark the terms of the glossary on every page that a person wrote, but not in it."""
    if page.file.src_uri.startswith(OUTCOMES) or page.file.src_uri == "glossary.md":
        return markdown
    return markdown + abbreviations(config.extra["guide"])


@event_priority(100)  # before anything reads the page's HTML
def _name_addresses(html: str, config: MkDocsConfig, **_: Any) -> str:
    """Name this copy and its repository."""
    return _with_addresses(html, config)


def _add_notes(html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Add the notes that markers open."""
    guide: Guide = config.extra["guide"]
    root = root_of(page.url)
    return with_notes(guide, root, with_terms(guide, root, html), config.extra["reports"])


@event_priority(-100)  # once the page's HTML is whole
def _note_plain_page(html: str, page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Note the page as Markdown."""
    if _command == "check":
        return  # it takes longer than all the rest
    if (page.meta.get("search") or {}).get("exclude") and page.meta.get("template"):
        return  # a page that is part of another one
    address = f"{config.site_url}{_place(page)}"
    known = PlainPage(
        str(page.meta.get("title") or page.title),
        str(page.meta.get("description") or config.site_description),
        address,
        f"{address}index.md",
    )
    _build.pages[page.url] = known
    _build.plain[page.url] = page_markdown(html, known)


def on_env(env: Any, config: MkDocsConfig, files: Files, **_: Any) -> None:
    """Say what is wrong with the pages, now that all are read: on them while serving, else by
    ending the build.

    Raises PluginError, or CheckedError when the pages were only to be checked.
    """
    del env
    found = _page_problems(config, files)
    if _command == "check":
        raise CheckedError(found)
    if found and not _serving.on:
        raise PluginError(report(found))
    told = "\n".join(filter(None, (_serving.problems, report(found))))
    config.extra["told"] = told  # for whoever serves, to say when it is mended
    if not told:
        return
    print(told, flush=True)
    if _serving.problems:
        print("Still serving the content as it was before.", flush=True)
    for file in files.documentation_pages():
        if file.page:
            file.page.content = _alert(told) + (file.page.content or "")


def _page_problems(config: MkDocsConfig, files: Files) -> list[Problem]:
    """What is wrong with all pages together, in the order of their names."""
    reading: Reading = config.extra["reading"]
    pages = {file.src_uri: file.page for file in files.documentation_pages() if file.page}
    for uri in reading.unread & pages.keys():
        pages[uri].present_anchor_ids = None  # which MkDocs takes for: not known
    anchors = anchor_problems(pages.values())
    links = link_problems(_build.heard.messages, pages)
    names = name_problems(
        (page for uri, page in sorted(pages.items()) if uri not in reading.unread),
        menu_names(config.nav),
    )
    config.validation.links.anchors = logging.DEBUG  # they are told here, with their places
    return sorted({*reading.problems, *anchors, *links, *names})


def _alert(told: str) -> Markup:
    before = "\nBelow is the content as it was before." if _serving.problems else ""
    shown_as = {"class": "dt-problems", "role": "alert"}
    return element("pre", shown_as, f"There are problems:\n{told}{before}")


@event_priority(100)  # before the search plugin reads the page
def _open_folds(context: dict[str, Any], page: Page, **_: Any) -> None:
    """Show the search the text of a fold below its heading."""
    del context
    _build.shown = page.content
    page.content = without_folds(page.content or "")


@event_priority(-100)  # once it has
def _close_folds(context: dict[str, Any], page: Page, **_: Any) -> None:
    """Show readers the folds."""
    del context
    page.content = _build.shown


def _tell_templates(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: Any) -> None:
    """Tell the templates what they show about the page."""
    guide: Guide = config.extra["guide"]
    cited = set(re.findall(r"claims/#([\w-]+)", page.content or ""))
    days = sorted(claim.checked for claim in guide.claims if claim.id in cited)
    context["about"] = {
        "changed": _build.changed.get(page.url, ""),
        "checked": _span(days),
        "card": page.meta.get("card") or page.url.strip("/").replace("/", "-") or "guide",
        "plain": page.url in _build.pages,
        "outcome": page.file.src_uri.startswith(OUTCOMES),
        "report": config.extra["reports"].address(_place(page), root_of(page.url)),
    }


def on_template_context(context: dict[str, Any], template_name: str, **_: Any) -> dict[str, Any]:
    """Tell the sitemap when each page changed, which MkDocs does not know."""
    if template_name == "sitemap.xml":
        context["changed"] = _build.changed
    return context


@event_priority(100)  # before the search plugin writes its index
def _write_made_files(config: MkDocsConfig, **_: Any) -> None:
    """Write what is made of all pages together."""
    site, address = Path(config.site_dir), str(config.site_url)
    for url, text in _build.plain.items():
        _write(site / url / "index.md", text)
    for url, page in _build.pages.items():
        name = url.strip("/").replace("/", "-") or "guide"
        if not url.startswith(OUTCOMES) and url not in (".", "./", ""):
            _write_bytes(
                site / f"assets/cards/{name}.png",
                card(page.title, "", config.site_name, page.description),
            )
    outcomes = [page for url, page in _build.pages.items() if url.startswith(OUTCOMES)]
    pages = [_build.pages[url] for url in _build.order if url in _build.pages]
    about = str(config.site_description)
    _write(site / "llms.txt", llms_txt(config.site_name, about, pages, outcomes))
    whole = "\n\n".join(_build.plain[url] for url in _build.order if url in _build.plain)
    _write(site / "llms-full.txt", whole + "\n")
    _write(site / EXPORT, export(config.extra["guide"], address))
    _write(site / EXPORT_SCHEMA, export_schema())
    _write(site / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {address}sitemap.xml\n")
    found = changes((ROOT / "CHANGELOG.md").read_text("utf-8"), built(ROOT))
    name, since = config.site_name, config.extra["guide"].tree.published
    _write(site / "changes.xml", atom(found, address, name, name, since))
    _write_redirects(site, address, config.extra["redirects"])
    search: Any = config.plugins["material/search"]
    index = search.search_index
    every = with_ours(index.entries, config.extra["guide"])
    index.entries, nowhere = found_by(every, config.extra["search_words"].places)
    if nowhere and not config.extra["told"]:  # else a page that cannot be shown lacks its places
        raise PluginError(f"search.yml names places that no page has: {', '.join(nowhere)}")


@event_priority(60)  # before anything takes a hash of one
def _shorten(config: MkDocsConfig, **_: Any) -> None:
    """Serve scripts and pages without what nobody sees, but for who works on them."""
    if not _serving.on:
        serve_without_comments(Path(config.site_dir))
        serve_thin_pages(Path(config.site_dir))


@event_priority(50)  # once every page is there, before anything takes a hash of one
def _seal(config: MkDocsConfig, **_: Any) -> None:
    """Close the built pages to everything they do not need.

    Not while serving: live reload puts a script of its own into the pages.
    """
    if not _serving.on:
        seal(Path(config.site_dir))


def _list_kept_files(config: MkDocsConfig, **_: Any) -> None:
    """Tell the service worker what each page consists of, unless live reload is on."""
    if not _serving.on:
        write_service_worker(Path(config.site_dir))


@event_priority(-100)
def _empty_search_index(config: MkDocsConfig, **_: Any) -> None:
    """Take the entries out of what every page fetches; overrides/assets/search.js brings them."""
    path = Path(config.site_dir) / "search/search_index.json"
    index = json.loads(path.read_text("utf-8"))
    _write(path.with_name("entries.json"), json.dumps(index["docs"], separators=(",", ":")))
    index["config"]["fields"]["tags"] = {"boost": TAGS_WEIGHT}
    index["config"]["separator"] = SEPARATOR
    index["config"]["light"] = config.extra["search_words"].light
    _write(path, json.dumps({**index, "docs": []}))


@event_priority(-200)  # once every plugin has written its files
def _take_stock(config: MkDocsConfig, **_: Any) -> None:
    """List what was built, and refuse what nobody has a licence for."""
    if _serving.on:
        return
    site = Path(config.site_dir)
    if unknown := unknown_files(site, ROOT):
        told = "\n".join(unknown)
        raise PluginError(
            f"nobody knows whose work this is, which the site would serve:\n{told}\nIf it is "
            "others', see decision_tree/website/beside_pages/components.py; if it is ours, name it "
            "there."
        )
    locks = [(ROOT / name).read_text("utf-8") for name in ("package-lock.json", "requirements.txt")]
    version = json.loads(locks[0])["version"]
    named = (str(config.site_name), str(version), str(config.site_url))
    when, parts = seconds(ROOT), config.extra["components"]
    bill = bill_of_materials(named, parts, locked_hashes(*locks), when)
    _write(site / MATERIALS, bill)
    _write(site / CHECKSUMS, checksums(site))


# MkDocs passes some arguments by name, which the type of CombinedEvent does not know.
_combined: Any = CombinedEvent
on_page_markdown = _combined(_note_date, _try_snippets, _mark_terms)
on_page_content = _combined(_name_addresses, _add_notes, _note_plain_page)
on_page_context = _combined(_open_folds, _tell_templates, _close_folds)
on_post_build = _combined(
    _write_made_files, _shorten, _seal, _list_kept_files, _empty_search_index, _take_stock
)


def _with_addresses(text: str, config: MkDocsConfig) -> str:
    site, repository = str(config.site_url), str(config.extra["repository"])
    return with_addresses(text, escape(site), escape(repository))


def _place(page: Page) -> str:
    """The page's address from the root of the site."""
    return "" if page.url in (".", "./") else page.url


def _span(days: list[str]) -> str:
    if not days:
        return ""
    return days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"


def _write_redirects(site: Path, address: str, redirects: Mapping[str, str]) -> None:
    if wrong := problems_of(redirects, _build.pages):
        raise PluginError("\n".join(wrong))
    for old, new in redirects.items():
        _write(site / old / "index.html", redirect(old, new, address))


def _write(path: Path, text: str) -> None:
    _write_bytes(path, text.encode("utf-8"))


def _write_bytes(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
