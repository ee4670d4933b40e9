"""The quiz of a built site, driven by script: what the tests in every engine begin with."""

from __future__ import annotations

from .drivers import Engine
from .server import Server

__all__ = ["LET_GO", "OUTSIDE", "WHEN", "new_page", "show"]

WHEN = """
  await customElements.whenDefined("decision-quiz");
  const quiz = document.querySelector("decision-quiz");
  const when = async (look) => {
    while (!look()) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const live = quiz.querySelector(".dt-live");
  const heading = () => live.querySelector("h2")?.textContent;
"""
"""Names for scripts, once the quiz is more than HTML; `when(look)` waits until `look()` is true."""

LET_GO = """
  // A browser takes its time to let go of a page that was left, and until then of what it kept.
  const { serviceWorker } = navigator;
  const old = async () => (await serviceWorker.getRegistrations()).some(({ waiting }) => waiting);
  while (serviceWorker && (await old())) await new Promise((resolve) => setTimeout(resolve, 20));
"""
"""Waits on `OUTSIDE` until each version that was brought has taken over from the one before."""
OUTSIDE = "robots.txt"
"""A file of the site that loads nothing; of all pages' scopes it is in the home page's alone."""

_SHOW = f"""
  {WHEN}
  quiz.dispatchEvent(new Event("pointerenter"));
  await when(() => !live.hidden || quiz.querySelector(".dt-retry"));
  return [live.hidden, live.hidden ? quiz.querySelector(".dt-notice").textContent : heading()];
"""


def new_page(server: Server) -> str:
    """The quiz of a site that no cache knows."""
    return f"{server.address}{1000 + len(server.requests)}/decide/"


def show(engine: Engine) -> str:
    """Show interest, wait for the engine's page, which must come, and return its heading."""
    failed, said = engine.run(_SHOW)
    assert not failed, said
    return str(said)
