"""A reader who comes back after an edit of the content: what is fetched again, in every engine."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from decision_tree.runtime.assemble import BUILT, GUIDE, WORKER, write_named
from decision_tree.website.files.offline import WORKER as KEEPER
from decision_tree.website.files.offline import write_service_worker

from .drivers import Engine
from .quiz import WHEN, new_page, show
from .server import Server, serving

pytestmark = pytest.mark.engines

ROOT = Path(__file__).parent.parent.parent
MOST_BYTES = 100_000
KEPT = """
  if (!navigator.serviceWorker) return "this browser has no service workers";
  const late = new Promise((resolve) => setTimeout(resolve, 60_000, "it was not kept in a minute"));
  return Promise.race([navigator.serviceWorker.ready.then(() => ""), late]);
"""
RENEWED = """
  for (const scope of ["./", "../assets/"]) {
    const kept = await navigator.serviceWorker.getRegistration(scope);
    await kept.update();
    while (kept.installing) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return "";
"""
TOLD = f"""
  {WHEN}
  await when(() => !live.hidden);
  return [document.title, heading()];
"""


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    """The built site on a server that counts what it sends."""
    with serving(site) as server:
        yield server


def edited(site: Path, folder: Path, ask: str) -> Path:
    """The site after an edit of the first question: its pages, and the guide's data."""
    shutil.copytree(site, folder)
    (runtime,) = folder.glob("assets/runtime-*")
    data = json.loads(gzip.decompress((runtime / GUIDE).read_bytes()))
    data["tree"]["questions"][0]["ask"] = ask
    guide = gzip.compress(json.dumps(data).encode(), 9, mtime=0)
    worker = (runtime / "worker.mjs").read_text("utf-8")
    sized = re.sub(rf'("{GUIDE}": )\d+(?=[,}}])', rf"\g<1>{len(guide)}", worker)
    made = {GUIDE: guide, "worker.mjs": sized.encode()}
    shutil.rmtree(runtime)
    new = write_named("runtime", made, folder / "assets")
    for page in folder.rglob("index.html"):
        text = page.read_text("utf-8").replace(runtime.name, new.name)
        page.write_text(text.replace("</title>", " edited</title>"), "utf-8")
    shutil.copyfile(ROOT / "overrides" / KEEPER, folder / KEEPER)
    write_service_worker(folder)
    return folder


def test_an_edit_costs_a_returning_reader_little_and_never_mixes_versions(
    engine: Engine, server: Server, site: Path, tmp_path: Path
) -> None:
    assert BUILT.split("=")[0] in WORKER.read_text("utf-8")
    page = new_page(server)
    engine.open(page)
    first = show(engine)
    assert engine.run(KEPT) == ""
    server.folder = edited(site, tmp_path / "edited", "Is this edited?")
    server.sent = 0
    server.requests.clear()
    for _ in range(4):
        engine.open(page)
        assert show(engine) in (first, "Is this edited?")
        title, heading = engine.run(TOLD)
        assert ("edited" in title) == (heading == "Is this edited?"), (title, heading)
        if heading != first:
            break
        engine.run(RENEWED)
        engine.open("about:blank")  # nobody looks at the old version now
    assert heading == "Is this edited?"
    assert server.sent < MOST_BYTES, sorted(set(server.requests))
    again = {path.rsplit("/", 1)[-1] for path in server.requests}
    assert not again & {"pyodide.asm.wasm", "pyodide.asm.mjs", "python.bin"}
