"""The theme's search, in a real browser, with the index that readers get."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Locator, Page, expect

from decision_tree.engine.model import Guide
from tests.browser.conftest import idle

RESULT = ".md-search-result__list a"
FIRST = ".md-search-result__list > li:nth-child(-n + 3) a:visible"
BEST = ".md-search-result__list > li:first-child a:visible"

FINDS = {
    # what readers typed who tried the site
    "canary": "faq/#kserve-canary",
    "KEDA": "#standard-scaler-keda",
    "who is on call": "oncall/",
    "autoscaling owner": "autoscaling/",
    "scale to zero": "autoscaling/#zero",
    "vLLM flags": "#standard-runtime-pointer",
    "latency SLO": "oncall/#queueing",
    "InferenceGraph streaming": "faq/#kserve-graph",
    "rollback prompt": "#prompt-version",
    "GCS fault tolerance": "oncall/#before",
    "RayService upgrade": "#ray-new-cluster",
    "multi-tenant": "faq/#share",
    "A/B test": "faq/#kserve-canary",
    "bias": "about/#who",
    "independent": "about/#who",
    "cost": ("incident/#sees-expensive", "accounts/#not-asked"),
    "price": "accounts/#not-asked",
    "expensive": ("accounts/#not-asked", "incident/#sees-expensive"),
    "cheaper": "accounts/#not-asked",
    "GPU cost": "incident/#sees-expensive",
    "openai api": "faq/#openai",
    "OpenAI compatible": "faq/#openai",
    "OpenAI-compatible API": "faq/#openai",
    "chat completions": "faq/#openai",
    "LoRA": "#ray-adapter",
    "rolback": "rollback/",
    "blue green": "#ray-new-cluster",
    "hybrid": "hybrids/",
    "checklist": "checklist/",
    "who owns the contract": "decide/#q-contract",
    "multi-node": "faq/#multi-node",
    "streaming": "faq/#kserve-graph",
    "blast radius": "faq/#blast",
    # names of fields and messages of incidents
    "GCS": "oncall/#before",
    "autoscalerClass": "#standard-scaler",
    "isvc": "glossary/#inference-service",
    "maxSurge": "#standard-spec",
    "deploymentStrategy": "#standard-spec",
    "OOM": "oncall/#green",
    "llm-d": "neighbours/#llm-d",
    "health check": "oncall/#green",
    "head pod killed": "oncall/#before",
    "503 after failed update": "oncall/#green",
    # and of ours
    "share a GPU": "faq/#gpu-parts",
    "triton": "neighbours/#triton",
    "canaryTrafficPercent": "#knative-percent",
    "decision record": "keep/#record",
    "kubectl rollout undo": "#standard-undo",
    "GPU not enough for rolling update": "#ray-new-cluster",
    # what somebody types who is on call, in the words of their cluster
    "deploy stuck pending": "incident/#sees-deploy-hangs",
    "rollout stuck": "incident/#sees-deploy-hangs",
    "new revision not ready": "incident/#sees-deploy-hangs",
    "ImagePullBackOff": "incident/#sees-deploy-hangs",
    "5xx after deploy": "incident/#sees-errors",
    "latency spike": "incident/#sees-slow",
    "model hallucinating since release": "incident/#sees-wrong",
    "GPU bill": "incident/#sees-expensive",
    "rolled back but still broken": "incident/#sees-still-bad",
    "Argo CD reverts my change": "rollback/#before",
    "BackPressureError": "oncall/#queueing",
    "RevisionMissing": "incident/#sees-deploy-hangs",
    "CUDA out of memory": "oncall/#green",
    # and who leads a team
    "RACI": "ownership/",
    "two teams disagree": "reconcile/",
    "game day": "drills/",
    "production readiness": "checklist/",
    "ADR template": "keep/#record",
    "print": ("practice-print/", "checklist/", "runbook/"),
    "printable": ("practice-print/", "checklist/", "runbook/"),
    "who owns": ("ownership/", "argument/"),
    "what is rolled back": ("rollback/", "argument/"),
    "vLLM": ("faq/#openai", "rollback/ray-serve/#llm"),
    # and who wants both products, or one of them by name
    "both kserve and ray": ("faq/#both", "hybrids/"),
    "both products": ("faq/#both", "hybrids/"),
    "canary rollback ray": "faq/#ray-canary",
    # names of products beside what is asked: they count less than the other words
    "rollback rayservice": "rollback/ray-serve/",
    "rollback ray serve": "rollback/ray-serve/",
    "rollback kserve": "rollback/kserve-standard/",
    "kserve vs ray serve": "argument/#comparison",
    "kserve vs seldon": "neighbours/#seldon-core",
    "token streaming": ("faq/#kserve-graph", "claims/#serve-streams"),
    "minReplicas": ("#standard-scaler", "#knative-scaler"),
    "who owns the api schema": "ownership/",
    "feedback": "about/#report",
    "report a mistake": "about/#report",
    "wrong statement": "about/#report",
    # and whole questions
    "can I use ray serve without kubernetes": "faq/#without-kubernetes",
    "can two teams share one ray cluster?": "faq/#share",
    "does kserve roll back automatically": "faq/#automatic",
    "how do I migrate from kserve to ray serve": "moving/",
    "should we use kserve or ray serve": ("decide/", "argument/#comparison"),
    "what is the difference between kserve and ray serve": "argument/#comparison",
    "which kserve deployment mode should we choose": "faq/#mode",
    # one letter wrong
    "canry": "faq/#kserve-canary",
    "autoscalng": "autoscaling/",
}
"""What a reader types, and the end of an address, or of each, that has to be among the first three
places."""

FIRST_OF_ALL = {
    # who is on call opens what comes first
    "rollback ray serve": "rollback/ray-serve/",
    "how to roll back rayservice": "rollback/ray-serve/",
    "undo rayservice": "rollback/ray-serve/",
    "rollback kserve": "rollback/kserve-standard/",
    "kubectl rollback inferenceservice": "rollback/kserve-standard/",
    "rollback knative": "rollback/kserve-knative/",
    "rollback llm": "rollback/kserve-llm/",
    "rollback command": "incident/",
    "rollback without gpu": "rollback/ray-serve/#ray-new-cluster",
    "503 ray serve": "oncall/#green",
    "503": "oncall/#green",
    "webhook timeout": "rollback/kserve-standard/#nothing",
    # and who compares products
    "who owns": "ownership/",
    "what is rolled back": "rollback/",
    "vLLM": "faq/#openai",
    "model mesh": "neighbours/#modelmesh",
    "multi tenancy": "faq/#share",
    "A/B test": "faq/#kserve-canary",
    "SageMaker": "accounts/#klaviyo",
    "istio": "accounts/#knative-needed",
    # a word alone is no stack
    "rollback": "rollback/",
    "revert": "rollback/",
    "undo": "rollback/",
}
"""What somebody types who is on call or compares, and the end of the address that has to be the
very first."""


SAME: dict[str, tuple[str, ...]] = {
    "5xx": ("fail",),
    "api": ("callers",),
    "argo": ("git",),
    "autoscalng": ("autoscaling",),
    "bias": ("favours",),
    "bill": ("costs",),
    "blue": ("new cluster",),
    "broken": ("still bad",),
    "canry": ("canary",),
    "change": ("writes",),
    "chat": ("openai",),
    "cheaper": ("cost",),
    "compatible": ("openai",),
    "completions": ("api",),
    "contract": ("endpoint",),
    "cost": ("costs",),
    "difference": ("decision",),
    "disagree": ("differ",),
    "expensive": ("cost",),
    "feedback": ("report",),
    "game": ("incident",),
    "gpu": ("costs",),
    "green": ("new cluster",),
    "hallucinating": ("wrong",),
    "independent": ("favours",),
    "isvc": ("inferenceservice",),
    "killed": ("gcs",),
    "latency": ("slow",),
    "maxsurge": ("spec",),
    "mistake": ("wrong",),
    "multi-tenant": ("multi-tenancy",),
    "openai-compatible": ("openai",),
    "price": ("cost",),
    "print": ("sheet",),
    "printable": ("print", "sheet"),
    "owns": ("answers for",),
    "products": ("both",),
    "raci": ("answers for the line",),
    "readiness": ("production",),
    "reverts": ("git",),
    "revert": ("rollback",),
    "rolback": ("rollback",),
    "rollback": ("roll back", "comes back", "pause"),
    "spike": ("slow",),
    "streaming": ("stream",),
    "token": ("stream",),
    "tolerance": ("tolerant",),
    "vllm": ("runtime",),
}
"""Words that readers type, and what the guide calls the same at the places that they find."""

UNSAID = set(
    re.findall(
        "[a-z]+",
        "a after and but can do does how i in is my of on one or should since still the to use vs "
        "versus we what which who with without kserve model release",
    )
)
"""Words of questions that no place has to say."""

OF_A_SCREEN = {
    "BackPressureError",
    "CUDA out of memory",
    "GPU not enough for rolling update",
    "ImagePullBackOff",
    "OOM",
    "RevisionMissing",
    "deploy stuck pending",
    "new revision not ready",
    "rollout stuck",
}
"""What a screen shows in an incident: a reader finds what it means, and not the word itself."""


def said_at(site: Path, address: str) -> str:
    """What a reader sees of this place: the element with the anchor, its row, its fold or its
    section. An anchor alone is looked for on the pages of rollbacks."""
    name, _, anchor = address.partition("#")
    pages = [site / name] if name else sorted((site / "rollback").iterdir())
    for folder in filter(Path.is_dir, pages):
        soup = BeautifulSoup((folder / "index.html").read_text("utf-8"), "html.parser")
        found = soup.find(id=anchor) if anchor else soup.find("article")
        if isinstance(found, Tag):
            return " ".join(each.get_text(" ") for each in _seen(found)).lower()
    raise AssertionError(f"nobody finds {address}")


def _seen(found: Tag) -> list[Tag]:
    around = found.find_parent("summary") or found.find_parent("tr")
    if isinstance(around, Tag):
        return [around.parent if around.name == "summary" and around.parent else around]
    below = []
    if re.fullmatch("h[1-6]", found.name):
        for each in found.find_next_siblings():
            if re.fullmatch("h[1-6]", each.name) and each.name <= found.name:
                break
            below.append(each)
    return [found, *below]


@pytest.mark.parametrize("table", [FINDS, FIRST_OF_ALL], ids=["finds", "first"])
def test_each_place_says_the_words_that_find_it_or_what_means_the_same(
    site: Path, table: dict[str, str | tuple[str, ...]]
) -> None:
    silent = {}
    for words, found in table.items():
        for address in (found,) if isinstance(found, str) else found:
            said = said_at(site, address)
            lacks = [
                word
                for word in re.sub(r"[?]", "", words.lower()).split()
                if word not in UNSAID
                and word not in said
                and not any(same in said for same in SAME.get(word, ()))
            ]
            if lacks and words not in OF_A_SCREEN:
                silent[words, address] = lacks
    assert not silent


ON_A_SCREEN = {
    "OOMKilled": "incident/#sees-errors",
    "CrashLoopBackOff": "incident/#sees-errors",
    "Evicted": "incident/#sees-errors",
    "DEADLINE_EXCEEDED": "incident/#sees-errors",
    "503": "incident/#sees-errors",
    "Pending": "incident/#sees-deploy-hangs",
    "FailedScheduling": "incident/#sees-deploy-hangs",
    "ErrImagePull": "incident/#sees-deploy-hangs",
    "ImagePullBackOff": "incident/#sees-deploy-hangs",
    "CUDA out of memory": "oncall/#green",
    "exit code 137": "oncall/#green",
    "BlockedByFailedLoad": "oncall/#green",
    "GPU driver": "#nodes-back",
}
"""A word as a screen shows it, and the end of an address that is among the first three places. What
stands there has the word."""


def search(page: Page, words: str, address: str) -> Locator:
    """What leads to `address`, given from the root of the site, among what `words` find.

    The list changes with each letter, so this waits for the link and not for a list.
    """
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(words)
    place, _, anchor = address.partition("#")
    ends = f'[href$="#{anchor}"]' if anchor else ""
    found = page.locator(f'{RESULT}[href*="/{place}"]{ends}').first
    expect(found).to_be_attached(timeout=30_000)
    return found


def link_to(address: str) -> str:
    """CSS for a link to this place, whatever the theme adds for marking what was found."""
    place, _, anchor = address.partition("#")
    return f'[href*="/{place}"]' + (f'[href$="#{anchor}"]' if anchor else ':not([href*="#"])')


def test_each_of_these_finds_its_place_among_the_first_three(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("")
    box = page.locator(".md-search__input")
    box.click()
    lost = []
    for words, addresses in FINDS.items():
        box.fill("")
        expect(page.locator(RESULT)).to_have_count(0)
        box.fill(words)  # as a mouse pastes: no key is pressed
        expect(page.locator(RESULT).first).to_be_attached(timeout=30_000)
        expect(page.locator(".md-search-result__meta")).to_contain_text("matching")
        shown = page.locator(FIRST).evaluate_all("(all) => all.map((each) => each.href)")
        for address in (addresses,) if isinstance(addresses, str) else addresses:
            if not page.locator(f"{FIRST}{link_to(address)}").count():
                lost.append((words, address, shown))
    assert not lost


def test_a_word_of_a_screen_leads_to_a_place_on_which_it_stands(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("")
    box = page.locator(".md-search__input")
    found = {}
    for word, address in ON_A_SCREEN.items():
        box.click()
        box.fill("")
        expect(page.locator(RESULT)).to_have_count(0)
        box.fill(word)
        expect(page.locator(RESULT).first).to_be_attached(timeout=30_000)
        expect(page.locator(".md-search-result__meta")).to_contain_text("matching")
        row = page.locator(f"{FIRST}{link_to(address)}").first
        found[word] = row.evaluate("(link) => link.href") if row.count() else ""
    lost = [word for word, href in found.items() if not href]
    for word, href in found.items():
        if href:
            page.goto("about:blank")
            page.goto(href)
            expect(
                page.locator("article h2:visible, article summary:visible").first
            ).to_be_visible()
            lost += [word] if word not in page.locator("article").inner_text() else []
    assert not lost


def test_who_is_on_call_finds_the_page_of_their_stack_before_any_other(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("")
    box = page.locator(".md-search__input")
    box.click()
    lost = {}
    for words, address in FIRST_OF_ALL.items():
        box.fill("")
        expect(page.locator(RESULT)).to_have_count(0)
        box.fill(words)
        expect(page.locator(RESULT).first).to_be_attached(timeout=30_000)
        expect(page.locator(".md-search-result__meta")).to_contain_text("matching")
        first = page.locator(BEST)
        if not page.locator(f"{BEST}{link_to(address)}").count():
            lost[words] = first.evaluate_all("(all) => all.map((each) => each.href)")
    assert not lost


def test_a_word_that_was_found_one_letter_off_is_not_called_missing(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("")
    box = page.locator(".md-search__input")
    box.click()
    for words in ("rolback", "canry deployment"):
        box.fill(words)
        expect(page.locator(RESULT).first).to_be_attached(timeout=30_000)
        expect(page.locator(".md-search-result__meta")).to_contain_text("matching")
        wrong = words.split()[0]
        missing = page.locator(".md-search-result__terms del")
        assert wrong not in missing.all_inner_texts()


@pytest.mark.parametrize("words", ["faq canary", "canary vs percent"])
def test_what_the_title_of_its_page_says_is_not_called_missing_in_a_part(
    page: Page, words: str
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").fill(words)
    parts = page.locator(f'{RESULT}[href*="#"]')
    expect(parts.first).to_be_attached(timeout=30_000)
    lacks = ".md-search-result__list > li:first-child a[href*='#'] .md-search-result__terms del"
    assert words.split()[0] not in page.locator(lacks).all_inner_texts()
    assert "vs" not in page.locator(lacks).all_inner_texts()


def test_a_row_shows_a_piece_of_its_text_with_the_word_and_opens_where_it_leads(page: Page) -> None:
    search(page, "minReplicas", "rollback/kserve-standard/#standard-scaler")
    rows = page.locator(f'{FIRST}[href*="#"]')
    for row in rows.all():
        box = row.bounding_box()
        assert box
        assert box["height"] < 220, row.inner_text()
        assert "minreplicas" in " ".join(row.locator("mark").all_inner_texts()).lower()
    rows.first.click()
    body = page.locator("#standard-scaler")
    expect(body).to_be_visible()
    expect(body).to_be_in_viewport()


def test_a_word_that_stands_in_a_fold_of_a_row_is_seen_on_arrival(page: Page) -> None:
    search(page, "SageMaker", "accounts/#klaviyo").click()
    said = page.locator("tr:has(#klaviyo) li", has_text="SageMaker")
    expect(said).to_be_visible()


def test_who_finds_nothing_has_four_ways_on(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("faq/")
    box = page.locator(".md-search__input")
    box.click()
    box.press_sequentially("xyzzyplugh")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")
    ways = page.locator(".search-ways a")
    assert [each.is_visible() for each in ways.all()] == [True] * 4
    box.fill("canary")
    expect(ways).to_have_count(0)
    page.locator(f"{FIRST}{link_to('faq/#kserve-canary')}").click()
    expect(page.locator("#kserve-canary")).to_be_in_viewport()


def search_by_keyboard(page: Page, words: str) -> None:
    """Type these words into the search, and wait for what they find."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("faq/")
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.type(words)
    expect(page.locator(".md-search-result__meta")).to_contain_text("ocument")


def test_enter_opens_what_was_found_best(page: Page) -> None:
    search_by_keyboard(page, "knative canary")
    best = page.locator(f"{RESULT}:visible").nth(1)
    expect(best).to_have_attribute("href", re.compile("faq/#kserve-canary$"), timeout=30_000)
    page.keyboard.press("Enter")
    page.wait_for_url("**/faq/#kserve-canary")


def test_the_arrows_lead_from_the_field_to_what_was_found_and_on(page: Page) -> None:
    """Down, past the name of a page that has only rows with the words; up, to that too."""
    search_by_keyboard(page, "canary")
    expect(page.locator(RESULT).first).to_be_attached(timeout=30_000)
    page.keyboard.press("ArrowDown")
    row = page.locator(f"{RESULT}{link_to('faq/#kserve-canary')}").first
    expect(row).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(row).not_to_be_focused()
    expect(page.locator(".md-search-result__list :focus")).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(row).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(RESULT).first).to_be_focused()


@pytest.mark.parametrize("words", ["cost", "openai api", "KEDA"])
def test_one_arrow_and_enter_open_the_row_that_a_click_on_it_opens(page: Page, words: str) -> None:
    search_by_keyboard(page, words)
    row = page.locator(f'{RESULT}[href*="#"]').first
    expect(row).to_be_attached(timeout=30_000)
    expect(page.locator(".md-search-result__meta")).to_contain_text("matching")
    href = row.evaluate("(link) => link.href")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(href)
    expect(page.locator(f"[id='{href.partition('#')[2]}']")).to_be_in_viewport()


def test_who_finds_nothing_reaches_the_ways_on_by_arrows_and_enter_leads_nowhere(
    page: Page,
) -> None:
    search_by_keyboard(page, "xyzzyplugh")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")
    page.keyboard.press("Enter")
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".search-ways a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/decide/")


def test_what_contributors_read_comes_after_what_readers_do(site: Path) -> None:
    entries = json.loads((site / "search/entries.json").read_text("utf-8"))
    ranks = {each["location"]: each.get("boost", 1) for each in entries}
    contributors = [
        rank for place, rank in ranks.items() if place.startswith(("contribute/", "try/"))
    ]
    assert (
        max(contributors) < 0.01 < min(ranks[place] for place in ("faq/", "oncall/", "rollback/"))
    )


def test_a_question_is_found_and_opens_at_itself(page: Page, guide: Guide) -> None:
    question = guide.tree.question_by_id["own-gap"]
    search(page, question.ask.rstrip("?"), "decide/#q-own-gap").click()
    expect(page.locator("#q-own-gap h2")).to_be_visible()


def test_an_outcome_is_found_on_its_own_page(page: Page, guide: Guide) -> None:
    for outcome in guide.tree.outcomes[:3]:
        search(page, outcome.title, f"o/{outcome.id}/")


@pytest.mark.parametrize("claim", ["standard-ignores-canary-percent"])
def test_a_claim_is_found_by_its_words(page: Page, guide: Guide, claim: str) -> None:
    words = " ".join(guide.claim_by_id[claim].text.replace("`", "").split()[:8])
    search(page, words, "claims/")


def test_a_scenario_a_drill_and_a_term_are_found_and_open_at_themselves(
    page: Page, guide: Guide
) -> None:
    scenario, drill, term = guide.scenarios[2], guide.drills[2], guide.terms[0]
    for words, address in (
        (scenario.title, f"practice/#scenario-{scenario.id}"),
        (drill.title, f"drills/#drill-{drill.id}"),
        (term.term, f"glossary/#{term.id}"),
    ):
        search(page, words, address).click()
        expect(page.locator(f"#{address.partition('#')[2]}")).to_be_in_viewport()


def test_a_note_that_a_marker_opens_is_not_found_on_each_page(site: Path) -> None:
    entries = json.loads((site / "search/entries.json").read_text("utf-8"))
    told = re.compile(r"Source: \S+\. Entry: ")
    assert not [each["location"] for each in entries if told.search(each["text"])]


def test_what_nobody_wrote_is_not_found_and_said_so(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("")
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially("xyzzyplugh")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")


def test_the_index_is_fetched_by_those_who_search_only(page: Page) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    idle(page, "")
    assert not [url for url in fetched if "entries.json" in url]
