"""The quiz without a network after the first visit, and deploys while people read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from decision_tree.engine.model import Guide
from decision_tree.engine.walk import paths
from decision_tree.runtime.assemble import FOLDERS
from decision_tree.website.beside_pages.offline import (
    RUNTIMES,
    WORKER,
    loaded,
    write_service_worker,
)
from tests.every_browser.quiz import LET_GO, OUTSIDE
from tests.every_browser.server import Server, serving
from tests.folders import ROOT

pytestmark = pytest.mark.long

LIVE = ".dt-live h2"


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    """The built site on a server that can change and go away."""
    with serving(site) as server:
        yield server


@pytest.fixture
def context(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    """A fresh profile."""
    context = browser.new_context(base_url=server.address)
    yield context
    context.close()


@pytest.fixture
def second(site: Path, tmp_path: Path) -> Path:
    """A later version of the site: another page, stylesheet, module and runtime."""
    return later(site, tmp_path / "second")


def later(site: Path, folder: Path, mark: str = "zz-later") -> Path:
    """A copy of the site in which all of these say `mark`."""
    shutil.copytree(site, folder)
    runtime = next(folder.glob("assets/runtime-*"))
    for page in folder.rglob("index.html"):
        text = page.read_text("utf-8").replace(runtime.name, f"runtime-{mark}")
        page.write_text(text.replace("</title>", f" {mark}</title>"), "utf-8")
    for name in ("assets/site.css", "assets/quiz.mjs"):
        file = folder / name
        file.write_text(file.read_text("utf-8") + f"\n/* {mark} */\n", "utf-8")
    runtime.rename(runtime.with_name(f"runtime-{mark}"))
    shutil.copyfile(ROOT / "overrides" / WORKER, folder / WORKER)
    write_service_worker(folder)
    return folder


def start(page: Page, at: str = "decide/") -> None:
    """Open the page with this quiz and wait for its engine."""
    page.goto(at)
    wake(page)


def wake(page: Page) -> None:
    """Show interest, and wait for the engine."""
    page.locator("decision-quiz").dispatch_event("pointerenter")
    expect(page.locator(LIVE).first).to_be_visible(timeout=60_000)


def kept(page: Page) -> None:
    """Wait until the page is stored."""
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")


def versions(page: Page) -> set[str]:
    """Which versions the page, its stylesheet, its module and its runtime are of."""
    found: set[str] = set(
        page.evaluate(
            """async () => {
              const second = (text) => (text.includes("zz-later") ? "second" : "first");
              const runtime = document.querySelector("decision-quiz").dataset.runtime;
              const files = ["../assets/site.css", "../assets/quiz.mjs"];
              const texts = await Promise.all(files.map(async (f) => (await fetch(f)).text()));
              return [document.title, runtime, ...texts].map(second);
            }"""
        )
    )
    return found


def test_it_works_without_a_network_after_the_first_visit(
    context: BrowserContext, server: Server
) -> None:
    server.immutable = "nothing"  # the browser's own cache is of no help
    page = context.new_page()
    start(page)
    kept(page)
    server.faults[""] = "refused"
    again = context.new_page()
    start(again)
    heading = again.locator(LIVE).inner_text()
    again.locator(".dt-live .dt-option").first.click()
    expect(again.locator(LIVE)).not_to_have_text(heading)
    page.reload()
    wake(page)


def test_practice_works_without_a_network_too(context: BrowserContext, server: Server) -> None:
    server.immutable = "nothing"
    page = context.new_page()
    start(page, "practice/")
    kept(page)
    server.faults[""] = "refused"
    page.reload()
    wake(page)
    expect(page.locator(".dt-live .dt-case").first).to_be_visible()


def untouched(_: Page, __: Server) -> None:
    """The page is there and nobody has touched the quiz."""


def loading(page: Page, server: Server) -> None:
    """The engine is on its way, and half of it does not come."""
    server.faults["wasm.bin"] = "reset half-way"
    page.locator("decision-quiz").dispatch_event("pointerenter")


def running(page: Page, _: Server) -> None:
    """The engine runs."""
    wake(page)


def answered(page: Page, _: Server) -> None:
    """The engine runs, and one question is answered."""
    wake(page)
    page.locator(".dt-live .dt-option").first.click()
    expect(page.locator(".dt-answers li")).to_have_count(1)


@pytest.mark.parametrize("stage", [untouched, loading, running, answered])
@pytest.mark.parametrize("line", ["cut", "switched off"])
def test_wherever_the_network_goes_answers_are_taken_and_the_address_keeps_them(
    browser: Browser, server: Server, guide: Guide, stage: Callable[[Page, Server], None], line: str
) -> None:
    context = browser.new_context(base_url=server.address, service_workers="block")
    page = context.new_page()
    page.goto("decide/")
    page.wait_for_load_state("load")
    stage(page, server)
    server.faults[""] = "refused"
    if line == "switched off":
        context.set_offline(True)
    way = next(paths(guide.tree))
    for question, option in way.answers:
        pair = f"{question}={option}"
        if pair not in page.url:
            shown = (
                f'.dt-static [data-answer="{pair}"]:visible, .dt-live [href*="{pair}"].dt-option'
            )
            page.locator(shown).first.click()
        assert pair in page.url
    title = guide.tree.outcome_by_id[way.outcome].title
    expect(page.locator(".dt-outcome:visible h2").first).to_have_text(title)
    if stage in (untouched, loading):
        expect(page.locator(".dt-retry")).to_be_visible()
    server.faults.clear()
    context.set_offline(False)
    if page.locator(".dt-retry").is_visible():
        page.locator(".dt-retry").click()
    expect(page.locator(".dt-live .dt-outcome h2").first).to_have_text(title, timeout=60_000)
    context.close()


def test_what_is_stored_was_not_fetched_twice(context: BrowserContext, server: Server) -> None:
    page = context.new_page()
    start(page)
    kept(page)
    wasm = [path.rsplit("/", 1)[-1] for path in server.requests if "wasm" in path]
    assert sorted(wasm) == ["unpack.wasm", "wasm.bin"]


def test_a_deploy_does_not_break_a_page_that_is_open(
    context: BrowserContext, server: Server, second: Path
) -> None:
    page = context.new_page()
    start(page)
    kept(page)
    page.reload()
    wake(page)
    server.folder = second
    page.locator(".dt-live .dt-option").first.click()
    expect(page.locator(".dt-answers li")).to_have_count(1)
    assert len(versions(page)) == 1


def test_the_next_version_comes_whole(
    context: BrowserContext, server: Server, second: Path
) -> None:
    page = context.new_page()
    start(page)
    kept(page)
    server.folder = second
    seen: list[str] = []
    for _ in range(4):
        page.goto("decide/")
        page.wait_for_load_state("load")
        found = versions(page)
        assert len(found) == 1, found
        seen += found
        page.evaluate(
            """async () => {
              const kept = await navigator.serviceWorker.getRegistration();
              await kept.update();
              while (kept.installing) await new Promise((done) => setTimeout(done, 50));
            }"""
        )
        leave(page)
    page.goto("decide/")
    assert seen[-1] == "second"
    wake(page)


@pytest.fixture
def left_behind(context: BrowserContext, server: Server, second: Path) -> Page:
    """A window of a reader who keeps two pages, and has opened only one of them since a deploy."""
    server.immutable = "nothing"
    page = context.new_page()
    for at in ("practice/", "decide/"):
        start(page, at)
        kept(page)
    server.folder = second
    follow(page, "decide/")
    assert len(engines(page)) == 2
    return page


def leave(page: Page) -> None:
    """Look at no version any more, and wait until what was brought in its place has taken over."""
    page.goto(OUTSIDE)
    page.evaluate(f"(async () => {{ {LET_GO} }})()")


def follow(page: Page, at: str) -> None:
    """Come back to a kept page until it is of the version that the server has by now."""
    for _ in range(3):
        leave(page)
        start(page, at)
        page.evaluate(
            """async () => {
              for (const scope of ["./", "../assets/"]) {
                const kept = await navigator.serviceWorker.getRegistration(scope);
                await kept.update();
                while (kept.installing) await new Promise((done) => setTimeout(done, 50));
              }
            }"""
        )


def engines(page: Page) -> list[str]:
    """The kept engines, by the name of their runtime."""
    names: list[str] = page.evaluate("caches.keys()")
    return [name.split("/assets/runtime-")[1].split("/")[0] for name in names if "runtime-" in name]


def test_a_kept_page_has_its_engine_without_a_network_though_another_page_is_newer(
    left_behind: Page, server: Server
) -> None:
    server.faults[""] = "refused"
    for at, version in (("practice/", "first"), ("decide/", "second")):
        start(left_behind, at)
        assert versions(left_behind) == {version}


def test_an_engine_is_let_go_by_the_next_deploy_once_no_kept_page_starts_it(
    left_behind: Page, server: Server, site: Path, tmp_path: Path
) -> None:
    first = next(site.glob("assets/runtime-*")).name.removeprefix("runtime-")
    follow(left_behind, "practice/")
    assert first in engines(left_behind)
    server.folder = later(site, tmp_path / "third", "zz-latest")
    follow(left_behind, "practice/")
    assert sorted(engines(left_behind)) == ["zz-later", "zz-latest"]


def test_a_kept_page_whose_engine_is_gone_comes_back_with_try_again(left_behind: Page) -> None:
    page = left_behind
    page.evaluate(
        """async () => {
          for (const name of await caches.keys())
            if (name.includes("runtime-")) await caches.delete(name);
        }"""
    )
    page.goto("practice/")
    page.locator("decision-quiz").dispatch_event("pointerenter")
    page.locator(".dt-retry").click(timeout=60_000)
    expect(page).to_have_title(re.compile("zz-later"))
    page.wait_for_load_state("load")
    wake(page)


POISON = """async () => {
  const run = "globalThis.theirs = true; globalThis.document || postMessage('theirs');";
  const page = `<!doctype html><title>theirs</title><script>${run}</script>`;
  const types = { mjs: "text/javascript", css: "text/css", json: "application/json" };
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    for (const { url } of await store.keys()) {
      const type = url.endsWith("/") ? "text/html" : types[url.split(".").at(-1)];
      const headers = { "Content-Type": type ?? "application/octet-stream" };
      await store.put(url, new Response(url.endsWith("/") ? page : run, { headers }));
    }
  }
}"""
"""What another project of the same origin can do: write into what this site has stored."""


@pytest.fixture
def poisoned(context: BrowserContext, server: Server) -> Page:
    """A window of a reader who keeps a page, all of whose files another project has changed."""
    server.immutable = "nothing"
    page = context.new_page()
    start(page)
    kept(page)
    page.goto("/2/argument/")  # a site of its own, on the same origin
    page.evaluate(POISON)
    return page


def own(page: Page) -> None:
    """What is shown, and what runs, is this site's."""
    expect(page).not_to_have_title("theirs")
    wake(page)
    assert not page.evaluate("globalThis.theirs ?? false")


def test_what_another_project_of_the_origin_wrote_into_the_store_is_not_served(
    poisoned: Page,
) -> None:
    poisoned.goto("/decide/")
    own(poisoned)
    poisoned.reload()
    own(poisoned)


def test_once_seen_with_a_network_it_is_whole_again_without_one(
    poisoned: Page, server: Server
) -> None:
    poisoned.goto("/decide/")
    own(poisoned)
    server.faults[""] = "refused"
    poisoned.reload()
    own(poisoned)


def test_without_a_network_what_was_changed_is_missing_and_not_served(
    poisoned: Page, server: Server
) -> None:
    server.faults[""] = "refused"
    with pytest.raises(Error, match="ERR_"):
        poisoned.goto("/decide/")
    poisoned.wait_for_url("chrome-error://**")  # which comes after the error is told
    server.faults.clear()
    poisoned.goto("/decide/")
    own(poisoned)


def test_an_engine_of_before_is_served_only_if_its_files_still_make_its_name(
    left_behind: Page, server: Server
) -> None:
    page = left_behind
    page.evaluate(
        """async () => {
          for (const name of await caches.keys()) {
            if (!name.includes("runtime-") || name.includes("zz-later")) continue;
            const store = await caches.open(name);
            const { url } = (await store.keys()).find(({ url }) => url.endsWith("/worker.mjs"));
            const said = "postMessage({ type: 'failed', message: 'theirs' })";
            const headers = { "Content-Type": "text/javascript" };
            await store.put(url, new Response(said, { headers }));
          }
        }"""
    )
    server.faults[""] = "refused"
    page.goto("practice/")
    page.locator("decision-quiz").dispatch_event("pointerenter")
    expect(page.locator(".dt-retry")).to_be_visible(timeout=60_000)
    expect(page.locator(".dt-notice")).not_to_contain_text("theirs")


def test_half_a_deploy_is_never_kept(context: BrowserContext, server: Server) -> None:
    server.bodies["assets/site.css"] = b"/* of another version */"
    page = context.new_page()
    start(page)
    ended = page.evaluate(
        """async () => {
          const file = "../service-worker.js";
          const kept = await navigator.serviceWorker.register(file, { scope: "./" });
          const worker = kept.installing ?? kept.active;
          const over = () => ["redundant", "activated"].includes(worker.state);
          while (!over()) await new Promise((done) => setTimeout(done, 50));
          return worker.state;
        }"""
    )
    assert ended == "redundant"


def test_a_page_opened_before_a_deploy_and_used_after_it_can_go_on(
    context: BrowserContext, server: Server, second: Path
) -> None:
    page = context.new_page()
    page.goto("decide/")
    page.wait_for_load_state("load")
    server.folder = second
    page.locator("decision-quiz").dispatch_event("pointerenter")
    expect(page.locator(".dt-retry")).to_be_visible(timeout=30_000)
    page.locator(".dt-static .dt-option:visible").first.click()
    address = page.url
    page.locator(".dt-retry").click()
    expect(page).to_have_title(re.compile("zz-later"))
    expect(page.locator(LIVE)).to_be_visible(timeout=60_000)
    assert page.url == address


def test_only_pages_with_the_quiz_are_kept(site: Path) -> None:
    source = (site / WORKER).read_text("utf-8")
    assert '"decide/": {' in source
    assert '"argument/": {' not in source
    files = loaded(site, site / "decide" / "index.html").files
    assert {"assets/site.css", "assets/quiz.mjs", "assets/engine.mjs"} <= set(files)
    assert not [name for name in files if name.endswith(".wasm")]


def test_the_engine_is_kept_once_for_all_pages(site: Path) -> None:
    source = (site / WORKER).read_text("utf-8")
    assert source.count("pyodide.asm.wasm") == 1
    runtime = loaded(site, site / "decide" / "index.html").runtime
    assert len(runtime) == len(FOLDERS)
    assert runtime == loaded(site, site / "practice" / "index.html").runtime
    assert {f"{folder.parent.relative_to(site).as_posix()}/" for folder in runtime} == {RUNTIMES}
    assert f'"{RUNTIMES}": {{' in source
