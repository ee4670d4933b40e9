"""The engineer who leans to Ray Serve and looks for bias: from the argument's opposite view to the
result, and to the runbook of that result."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from decision_tree.engine.model import Guide
from decision_tree.engine.walk import Path
from tests.ways import first_to

from .readers import READERS, Reader, reading
from .ways import answer, asked, title
from .window import back, reads

anyone = pytest.mark.parametrize("reader", READERS.values(), ids=READERS)


@pytest.fixture(scope="module")
def ray(guide: Guide) -> Path:
    """A way on which the application team owns its endpoint on Ray Serve."""
    return first_to(guide, "ray-serve")


@anyone
def test_from_the_argument_to_a_ray_serve_result_its_runbook_and_back(
    browser: Browser, address: str, guide: Guide, ray: Path, reader: Reader
) -> None:
    with reading(browser, address, reader) as page:
        page.goto("argument/")
        reader.press(page, page.locator("#opposite-view ~ * a[href*='decide/']").first)
        expect(page.locator(".dt-static h2:visible, .dt-live h2").first).to_have_text(
            asked(guide, ray)[0]
        )
        for pair, shown in zip(
            ray.answers, [*asked(guide, ray)[1:], title(guide, ray)], strict=True
        ):
            answer(page, reader, pair)
            reads(page, shown)
        left = reader.press(page, page.locator(".dt-live a[href*='runbook=']").first)
        reads(page, f"Rollback plan: {title(guide, ray)}")
        assert page.locator(".dt-runbook .dt-to-copy").count() >= 5
        back(page, title(guide, ray), left)
