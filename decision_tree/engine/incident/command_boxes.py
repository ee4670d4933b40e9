"""Commands in boxes, each with a button to copy it, and the fields that fill words into them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..buttons import COPIED, COPY
from ..html_parts import command, listing, paragraph
from ..markup import Attributes, Markup, element, inline, join
from ..model import Statement, Unit, Way
from .placeholders import namespaces_said
from .questions import WHICH_MODE, WHICH_STACK

__all__ = ["command_box", "field", "how_to", "namespaces_html", "which_stack"]


def command_box(text: str, numbers: Iterator[int]) -> Markup:
    """A command to copy; with a number, what is typed can be filled into it."""
    number = next(numbers, None)
    if number is None:
        return command(text)
    still: Attributes = {"class": "dt-refused", "id": f"still-{number}", "role": "alert"}
    left: Attributes = {"class": "dt-refused", "id": f"left-{number}", "hidden": True}
    shown = _to_copy(text, str(number), f" {number + 1}")
    return join((shown, element("div", still), element("div", left)))


def which_stack(live: bool) -> Markup:
    """The command that tells what one runs; `live` is with a button, which needs the engine."""
    said = (
        "Not sure? Run this command. It lists your objects by kind. For a kind that is not "
        "installed, it prints an error and goes on. If you use both products, choose the one that "
        "was changed last."
    )
    mode = (
        "For an `InferenceService`, this one prints its mode. `Standard` is also called "
        "`RawDeployment`, and `Knative` is also called `Serverless`."
    )
    commands = ((said, WHICH_STACK, "which"), (mode, WHICH_MODE, "mode"))
    return join(
        join((paragraph("dt-role", inline(told)), _to_copy(text, name) if live else command(text)))
        for told, text, name in commands
    )


def _to_copy(text: str, name: str, which: str = "") -> Markup:
    """A command with its own button: the theme gives one only to what the page came with."""
    copying: Attributes = {
        "type": "button",
        "class": "dt-copy",
        "data-do": "copy-part",
        "data-of": f"command-{name}",
        "data-done": COPIED,
        "data-then": f"left-{name}",
        "aria-label": f"Copy command{which}",
    }
    code, button = command(text, f"command-{name}"), element("button", copying, COPY)
    return element("div", {"class": "dt-to-copy"}, code, button)


def how_to(
    unit: Unit,
    said: Callable[[Statement], Markup],
    typed: Callable[[str], Markup],
    way: Callable[[Way], Markup],
) -> Markup:
    """How a unit is put back, and what one types: `typed` draws a command, `said` a sentence, and
    `way` in which case which other unit goes back."""
    if not unit.steps:
        return join((paragraph("", said(unit.how)), typed(unit.command) if unit.command else ""))
    steps = (
        join(
            (
                paragraph("", said(step.do)),
                typed(step.command) if step.command else "",
                listing(map(way, step.ways)) if step.ways else "",
            )
        )
        for step in unit.steps
    )
    return join((paragraph("", said(unit.how)), listing(steps, "ol", "dt-steps")))


def field(name: str, label: str, most: int) -> Markup:
    """A field for at most so many characters."""
    attributes: Attributes = {
        "name": name,
        "maxlength": str(most),
        "autocomplete": "off",
        "autocapitalize": "none",
        "spellcheck": "false",
    }
    return element("label", None, label, element("input", attributes))


def namespaces_html(*commands: str) -> Markup:
    """What is to be said of the namespaces in these commands."""
    return inline(namespaces_said(*commands))
