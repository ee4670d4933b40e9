"""A reader who comes back after an edit of the content: what is fetched again, and that no page is
ever of two versions, in every engine."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from decision_tree.runtime.assemble import GUIDE, write_named
from decision_tree.website.beside_pages.offline import WORKER as KEEPER
from decision_tree.website.beside_pages.offline import write_service_worker
from tests.folders import ROOT

from .drivers import Engine
from .quiz import LET_GO, OUTSIDE, WHEN
from .server import Server, serving

pytestmark = pytest.mark.engines

MOST_BYTES = {"chromium": 100_000, "firefox": 100_000, "webkit": 102_000}
"""What a reader who was here may be sent after an edit until the page is new: the page, its files
and its engine. Another page that a browser fetches ahead is not counted. WebKitGTK is
sent more than the others: Decide is a little over 100 kB there, and should come below it again."""
MOST_FIRST = {"chromium": 3_900_000, "firefox": 3_900_000, "webkit": 4_850_000}
"""What a first visit may be sent for the engine, with all that the service worker stores: in
WebKitGTK it fetches everything but the wasm again."""
VISITS = 4
"""How often a reader comes back at most until the page is new."""
PACKED_ALONE = ["unpack.wasm", "wasm.bin"]
UNCHANGED = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python.bin")
KEPT = """
  if (!navigator.serviceWorker) return "this browser has no service workers";
  const late = new Promise((resolve) => setTimeout(resolve, 60_000, "it was not kept in a minute"));
  return Promise.race([navigator.serviceWorker.ready.then(() => ""), late]);
"""
GO_WITHOUT = """
  const all = await navigator.serviceWorker.getRegistrations();
  await Promise.all(all.map((each) => each.unregister()));
  return all.length;
"""
"""Let go of the service workers, but of nothing that they stored."""
RENEWED = """
  // The browser asks by itself for what is new; where it takes its time, it is told to.
  const soon = () => new Promise((resolve) => setTimeout(resolve, 20));
  const late = performance.now() + 5_000;
  for (const scope of ["../assets/", "./"]) {
    const kept = await navigator.serviceWorker.getRegistration(scope);
    while (!kept.waiting && (kept.installing || performance.now() < late)) await soon();
    if (!kept.waiting) await kept.update().catch(() => undefined);
    while (kept.installing) await soon();
  }
"""
TOLD = f"""
  {WHEN}
  quiz.dispatchEvent(new Event("pointerenter"));
  await when(() => !live.hidden || quiz.querySelector(".dt-retry"));
  return [document.title, live.textContent, quiz.querySelector(".dt-notice").textContent];
"""
CLICK = f"""
  {WHEN}
  const before = heading();
  live.querySelector(".dt-option").click();
  await when(() => heading() !== before);
"""
FIRST, SECOND, THIRD = "first", "Is this the second?", "Is this the third?"


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    """The built site on a server that counts what it sends."""
    with serving(site) as server:
        yield server


def packed(data: Any) -> bytes:
    """As the build writes it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def ask_otherwise(folder: Path, mark: str) -> tuple[str, str]:
    """Edit the first question; return the names of the runtime before and now."""
    (runtime,) = folder.glob("assets/runtime-*")
    data = json.loads(gzip.decompress((runtime / GUIDE).read_bytes()))
    data["tree"]["questions"][0]["ask"] = mark
    guide = gzip.compress(packed(data), 9, mtime=0)
    worker = (runtime / "worker.mjs").read_text("utf-8")
    sized, found = re.subn(rf'(?<="{GUIDE}": )\d+(?=[,}}])', str(len(guide)), worker)
    assert found == 1
    shutil.rmtree(runtime)
    made = {GUIDE: guide, "worker.mjs": sized.encode()}
    return runtime.name, write_named("runtime", made, folder / "assets").name


def name_case_otherwise(folder: Path, mark: str, kind: str) -> tuple[str, str]:
    """Edit a case's title; return the names of its file before and now."""
    (file,) = folder.glob(f"assets/{kind}-*.json")
    data = json.loads(file.read_text("utf-8"))
    data[kind][0]["title"] = mark
    new = file.with_name(f"{kind}-{len(mark)}.json")
    new.write_bytes(packed(data))
    file.unlink()
    return file.name, new.name


def name_scenario_otherwise(folder: Path, mark: str) -> tuple[str, str]:
    """Edit the first scenario's title."""
    return name_case_otherwise(folder, mark, "scenarios")


def name_drill_otherwise(folder: Path, mark: str) -> tuple[str, str]:
    """Edit the first drill's title."""
    return name_case_otherwise(folder, mark, "drills")


Edit = Callable[[Path, str], tuple[str, str]]


def edited(site: Path, folder: Path, mark: str, edit: Edit = ask_otherwise) -> Path:
    """The site after this edit; its pages have `mark` in their titles."""
    shutil.copytree(site, folder)
    old, new = edit(folder, mark)
    for page in folder.rglob("index.html"):
        text = page.read_text("utf-8").replace(old, new)
        page.write_text(text.replace("</title>", f" {mark}</title>"), "utf-8")
    shutil.copyfile(ROOT / "overrides" / KEEPER, folder / KEEPER)
    write_service_worker(folder)
    return folder


def version(engine: Engine) -> str:
    """Of which one version the page is that is open, and its engine if that could start."""
    title, text, notice = engine.run(TOLD)
    of_page = next((mark for mark in (SECOND, THIRD) if mark in title), FIRST)
    of_engine = next((mark for mark in (SECOND, THIRD) if mark in text), FIRST)
    assert of_engine == of_page or (not text and notice), (title, text[:100], notice)
    return of_page if text else ""


def come_back(engine: Engine, page: str) -> list[str]:
    """Of which versions the page was at each visit, until it is a new one."""
    seen: list[str] = []
    while len(seen) < VISITS and (not seen or seen[-1] in (FIRST, "")):
        engine.leave()
        engine.open(urljoin(page, f"../{OUTSIDE}"))
        engine.run(LET_GO)
        engine.open(page)
        seen.append(version(engine))
        if seen[-1] in (FIRST, ""):
            engine.run(RENEWED)
    return seen


def first_visit(engine: Engine, server: Server, at: str) -> str:
    """Open the page at an address that no cache knows, until it is kept; return that."""
    page = f"{server.address}{1000 + len(server.requests)}/{at}"
    engine.fresh()
    engine.open(page)
    assert version(engine) == FIRST
    assert engine.run(KEPT) == ""
    return page


def wasm_asked_for(server: Server) -> list[str]:
    """The files asked for that are wasm or unpack it, by name."""
    return sorted(path.rsplit("/", 1)[-1] for path in server.requests if "wasm" in path)


def test_a_first_visit_is_sent_the_packed_wasm_and_a_later_one_none(
    engine: Engine, server: Server
) -> None:
    server.immutable = "nothing"  # so that the server hears of all that the browser wants
    page = first_visit(engine, server, "decide/")
    assert wasm_asked_for(server) == PACKED_ALONE
    server.requests.clear()
    engine.open(page)
    assert version(engine) == FIRST
    assert not wasm_asked_for(server)


def test_a_first_visit_costs_the_packed_wasm_once_with_all_that_is_kept(
    engine: Engine, server: Server
) -> None:
    server.counted = "/assets/(pyodide|packed|engine|runtime)-"
    first_visit(engine, server, "decide/")
    print(f"{engine.name}, a first visit: {server.sent:_} bytes for the engine")
    assert server.sent <= MOST_FIRST[engine.name], sorted(server.requests)


def test_what_is_kept_without_its_service_worker_costs_no_plain_wasm(
    engine: Engine, server: Server
) -> None:
    server.immutable = "nothing"
    page = first_visit(engine, server, "decide/")
    assert engine.run(GO_WITHOUT) == 2
    engine.leave()
    server.requests.clear()
    engine.open(page)
    assert version(engine) == FIRST
    assert wasm_asked_for(server) == PACKED_ALONE


@pytest.mark.parametrize(
    ("at", "edit"),
    [
        ("decide/", ask_otherwise),
        ("practice/", name_scenario_otherwise),
        ("drills/", name_drill_otherwise),
    ],
)
def test_an_edit_costs_a_returning_reader_little(
    engine: Engine, server: Server, site: Path, tmp_path: Path, at: str, edit: Edit
) -> None:
    page = first_visit(engine, server, at)
    server.folder = edited(site, tmp_path / "second", SECOND, edit)
    server.sent, server.counted = 0, rf"^/\d+/(assets/|{KEEPER}|{at}$)"
    server.requests.clear()
    assert come_back(engine, page)[-1] == SECOND
    print(f"{engine.name} {at} after an edit: {server.sent:_} bytes")
    assert server.sent <= MOST_BYTES[engine.name], sorted(server.requests)
    again = {path.rsplit("/", 1)[-1] for path in server.requests}
    assert not again & set(UNCHANGED)


def test_a_page_that_is_open_stays_of_its_version_while_another_is_deployed(
    engine: Engine, server: Server, site: Path, tmp_path: Path
) -> None:
    page = first_visit(engine, server, "decide/")
    engine.open(page)  # now from what was kept
    assert version(engine) == FIRST
    server.folder = edited(site, tmp_path / "second", SECOND)
    engine.run(RENEWED)
    engine.run(CLICK)
    assert version(engine) == FIRST
    assert come_back(engine, page)[-1] == SECOND


def test_a_deploy_in_the_middle_of_the_first_download_is_told_and_mixes_nothing(
    engine: Engine, server: Server, site: Path, tmp_path: Path
) -> None:
    engine.fresh()
    page = f"{server.address}{1000 + len(server.requests)}/decide/"
    engine.open(page)
    server.deploys[GUIDE] = edited(site, tmp_path / "second", SECOND)
    assert version(engine) == ""
    assert GUIDE in engine.run("return document.querySelector('.dt-notice').textContent")
    engine.open(page)
    assert version(engine) == SECOND


def test_a_deploy_in_the_middle_of_an_update_leaves_one_whole_version(
    engine: Engine, server: Server, site: Path, tmp_path: Path
) -> None:
    page = first_visit(engine, server, "decide/")
    server.folder = edited(site, tmp_path / "second", SECOND)
    server.deploys[GUIDE] = edited(site, tmp_path / "third", THIRD)
    assert come_back(engine, page)[-1] == THIRD
