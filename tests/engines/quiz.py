"""The quiz of a built site, driven by script: what the tests in every engine begin with."""

from __future__ import annotations

from .drivers import Engine
from .server import Server

__all__ = ["WHEN", "new_page", "show"]

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

_SHOW = f"""
  {WHEN}
  quiz.dispatchEvent(new Event("pointerenter"));
  await when(() => !live.hidden);
  return heading();
"""


def new_page(server: Server) -> str:
    """The quiz of a site that no cache knows."""
    return f"{server.address}{1000 + len(server.requests)}/decide/"


def show(engine: Engine) -> str:
    """Show interest, wait for the engine's page, and return its heading."""
    return str(engine.run(_SHOW))
