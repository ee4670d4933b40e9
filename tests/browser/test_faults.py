"""Whatever happens to the runtime, the page says so, keeps the answers, and can try again.

The promise: at most 20 seconds without a sign of life while it starts, 10 seconds while it runs;
then a sentence in the page. Where a test is about silence, the page's clock is moved on.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from decision_tree.engine.model import Guide
from decision_tree.runtime.assemble import FOLDERS
from tests.every_browser.faults import (
    LARGE,
    NOT_WHOLE,
    SILENT,
    SILENT_WORKERS,
    START_SECONDS,
    WITHOUT,
)
from tests.every_browser.server import TYPES, Line, Server, serving
from tests.ways import longest

pytestmark = pytest.mark.long

PART = re.compile(rf"/(?:{'|'.join(FOLDERS)})-")
NOTICE = ".dt-notice"
LIVE = ".dt-live h2"

SLOW_3G = Line(rate=50_000, delay=0.4)  # 400 kbit/s, as browsers' own tools have it


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    """The built site on a server that can go wrong."""
    with serving(site) as server:
        yield server


@pytest.fixture
def quiz(browser: Browser, server: Server) -> Iterator[Page]:
    """A page of a fresh profile; its clock can be moved on."""
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    page.clock.install()
    yield page
    context.close()


def begin(page: Page) -> None:
    """Open the quiz and touch it."""
    page.goto("decide/")
    page.locator("decision-quiz").dispatch_event("pointerenter")


def answer_statically(page: Page, guide: Guide, count: int = 2) -> tuple[tuple[str, str], ...]:
    """Give the first answers of the longest path in the static tree."""
    way = longest(guide)
    given = way.answers[:count]
    for question, option in given:
        page.locator(f'.dt-static [data-answer="{question}={option}"]:visible').click()
    return given


def still_useful(page: Page, guide: Guide, said: str) -> None:
    """The notice says it; the static tree takes answers and keeps them in the address."""
    expect(page.locator(NOTICE)).to_contain_text(said, timeout=30_000)
    for question, option in answer_statically(page, guide):
        assert f"{question}={option}" in page.url


def recovers(page: Page) -> None:
    """Trying again brings the live page at the answers already given."""
    page.locator(".dt-retry").click()
    expect(page.locator(LIVE)).to_be_visible(timeout=60_000)
    assert page.locator(".dt-answers li").count() == 2


@pytest.mark.parametrize(("file", "fault"), NOT_WHOLE)
def test_a_file_that_does_not_arrive_whole_is_named(
    quiz: Page, server: Server, guide: Guide, file: str, fault: str
) -> None:
    server.faults |= {**WITHOUT, file: fault}
    begin(quiz)
    still_useful(quiz, guide, file)
    server.faults.clear()
    recovers(quiz)


@pytest.mark.parametrize("file", [*LARGE, *WITHOUT])
def test_silence_while_it_loads_ends_with_a_sentence(
    quiz: Page, server: Server, guide: Guide, file: str
) -> None:
    server.faults |= {**WITHOUT, file: SILENT}
    begin(quiz)
    expect(quiz.locator(f"{NOTICE} progress")).to_be_visible()
    quiz.wait_for_timeout(500)
    quiz.clock.fast_forward((START_SECONDS + 1) * 1000)
    still_useful(quiz, guide, "did not answer in time")
    server.faults.clear()
    recovers(quiz)


@pytest.mark.parametrize(("worker", "seconds"), SILENT_WORKERS.values(), ids=SILENT_WORKERS.keys())
def test_a_worker_that_hangs_or_dies_is_given_up(
    quiz: Page, server: Server, guide: Guide, worker: bytes, seconds: int
) -> None:
    server.bodies["worker.mjs"] = worker
    begin(quiz)
    quiz.wait_for_timeout(500)
    quiz.clock.fast_forward((seconds + 1) * 1000)
    still_useful(quiz, guide, "did not answer in time")
    server.bodies.clear()
    recovers(quiz)


@pytest.mark.parametrize(
    "said",
    [
        *("null", "'ready'", "[]", "{}", "{ type: ['ready'] }", "{ type: 'constructor' }"),
        *("{ type: 'progress' }", "{ type: 'progress', done: '1', total: 2 }"),
        "{ type: 'progress', done: 1, total: Infinity }",
        *("{ type: 'failed' }", "{ type: 'failed', message: { html: '<b>' } }"),
        *("{ type: 'answer', id: '1', value: '' }", "{ type: 'answer', id: 1, value: {} }"),
    ],
)
def test_a_message_of_another_shape_is_not_used(
    quiz: Page, server: Server, guide: Guide, said: str
) -> None:
    server.bodies["worker.mjs"] = f"postMessage({said});".encode()
    begin(quiz)
    still_useful(quiz, guide, "could not be read")


@pytest.mark.parametrize(
    "said",
    [
        *("", "<b>", "null", "1", "[]", "{}", '{"": {"html": "", "title": "", "ahead": []}}'),
        *(
            '{"html": "<b>"}',
            '{"html": "<b>", "title": ""}',
            '{"html": 1, "title": "", "ahead": []}',
        ),
        *(
            f'{{"html": "<b>", "title": "", "ahead": {each}}}'
            for each in ('""', "[1]", "[[]]", "{}")
        ),
    ],
)
def test_an_answer_that_is_no_page_is_not_shown(
    quiz: Page, server: Server, guide: Guide, said: str
) -> None:
    server.bodies["worker.mjs"] = (
        'postMessage({ type: "ready" }); onmessage = ({ data }) => { if (data.id) '
        f'postMessage({{ type: "answer", id: data.id, value: {json.dumps(said)} }}); }};'
    ).encode()
    begin(quiz)
    still_useful(quiz, guide, "could not be read")
    expect(quiz.locator(".dt-live b")).to_have_count(0)
    server.bodies.clear()
    recovers(quiz)


def test_on_a_slow_line_a_bar_moves_and_the_static_tree_takes_answers(
    quiz: Page, server: Server, guide: Guide
) -> None:
    quiz.goto("decide/")
    server.line = SLOW_3G
    quiz.locator("decision-quiz").dispatch_event("pointerenter")
    bar = quiz.locator(f"{NOTICE} progress")
    seen = 0.0
    for _ in range(3):
        quiz.wait_for_function(
            "([css, seen]) => document.querySelector(css)?.value > seen",
            arg=[f"{NOTICE} progress", seen],
            timeout=60_000,
        )
        most, seen = bar.evaluate("(bar) => [bar.max, bar.value]")
        assert 0 < seen < most
        assert most > 3_000_000
    given = answer_statically(quiz, guide)
    server.line = Line()
    expect(quiz.locator(LIVE)).to_be_visible(timeout=90_000)
    assert quiz.locator(".dt-answers li").count() == len(given)


def test_old_files_in_the_browsers_cache_do_not_break_the_page_of_a_deploy(
    browser: Browser, server: Server, site: Path, tmp_path: Path
) -> None:
    """Hosts let files be kept for a while, and a page comes anew before what it loads."""
    server.immutable = "/"
    context = browser.new_context(base_url=server.address, service_workers="block")
    page = context.new_page()
    begin(page)
    expect(page.locator(LIVE)).to_be_visible(timeout=60_000)
    server.folder = later(site, tmp_path / "later")
    server.requests.clear()
    page.reload()
    assert page.title().startswith("Later")
    page.locator("decision-quiz").dispatch_event("pointerenter")
    expect(page.locator(LIVE)).to_be_visible(timeout=60_000)
    assert not [path for path in server.requests if path.endswith("quiz.mjs")]
    assert [path for path in server.requests if "runtime-later" in path]
    context.close()


def later(site: Path, folder: Path) -> Path:
    """The next deploy: every page has another title, and the runtime another name."""
    shutil.copytree(site, folder)
    runtime = next(folder.glob("assets/runtime-*"))
    for page in folder.rglob("index.html"):
        text = page.read_text("utf-8").replace(runtime.name, "runtime-later")
        page.write_text(text.replace("<title>", "<title>Later "), "utf-8")
    runtime.rename(runtime.with_name("runtime-later"))
    return folder


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (b"delete self.WebAssembly;\n", "WebAssembly is switched off"),
        (
            b"const real = WebAssembly.instantiate; WebAssembly.instantiate = (module, given) => {"
            b"if (!given?.env) return real(module, given); return Promise.reject(new RangeError("
            b"'WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory')); };\n",
            "too little memory",
        ),
    ],
    ids=["no WebAssembly", "out of memory"],
)
def test_what_the_device_lacks_is_said(
    quiz: Page, server: Server, site: Path, guide: Guide, before: bytes, said: str
) -> None:
    worker = next(site.glob("assets/runtime-*/worker.mjs")).read_bytes()
    server.bodies["worker.mjs"] = before + worker
    begin(quiz)
    still_useful(quiz, guide, said)
    server.bodies.clear()
    recovers(quiz)


def test_a_host_that_does_not_know_wasm_is_no_problem(
    quiz: Page, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TYPES, ".wasm", "text/plain")
    begin(quiz)
    expect(quiz.locator(LIVE)).to_be_visible(timeout=60_000)
    assert server.requests


def test_no_page_without_a_quiz_loads_any_of_it(quiz: Page, server: Server) -> None:
    quiz.goto("argument/")
    quiz.mouse.wheel(0, 3000)
    quiz.wait_for_load_state("load")
    assert not [path for path in server.requests if PART.search(path)]


def test_it_waits_for_a_sign_of_interest(quiz: Page, server: Server) -> None:
    quiz.goto("decide/")
    quiz.wait_for_load_state("load")
    assert not [path for path in server.requests if PART.search(path)]
    quiz.mouse.wheel(0, 200)
    expect(quiz.locator(LIVE)).to_be_visible(timeout=60_000)
    assert not [path for path in server.requests if path.endswith("pyodide-lock.json")]
