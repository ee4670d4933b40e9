"""The element on which YAML is edited in the browser; `overrides/assets/author.mjs` wakes it."""

from __future__ import annotations

from ..engine.markup import Markup, element
from ..engine.parts import paragraph

__all__ = ["author_element"]

LOADING = "Loading the checks and Python's whole library (some 6 MB over the wire) ..."


def author_element(root: str, authoring: str, repository: str) -> Markup:
    """The editor, empty until its engine is up.

    `root` leads from the page to the site's root, `authoring` names the directory of the build
    half, `repository` is the address of the repository on the web, or "" when there is none.
    """
    edit = f"{repository.rstrip('/')}/edit/main/decision_tree/content/"
    editor = element(
        "a", {"class": "dt-edit", "data-base": edit, "href": edit}, "Open in the repository"
    )
    buttons = (
        _button("copy", "Copy this file"),
        *((editor,) if repository else ()),
        _button("again", "Start over"),
    )
    text = element(
        "div",
        {"class": "dt-text"},
        element("label", None, "File ", element("select", {"name": "file"})),
        element(
            "div",
            {"class": "dt-page"},
            element("div", {"class": "dt-gutter", "aria-hidden": "true"}),
            element(
                "textarea",
                {
                    "aria-label": "YAML of this file",
                    "spellcheck": "false",
                    "wrap": "off",
                    "autocomplete": "off",
                    "autocapitalize": "off",
                },
            ),
        ),
        element("p", {"class": "dt-buttons"}, *buttons),
        element("div", {"class": "dt-told", "role": "status", "aria-label": "Problems"}),
    )
    result = element(
        "div",
        {"class": "dt-result"},
        element("h2", {"id": "difference"}, "What would differ"),
        element("div", {"class": "dt-difference"}),
        element("h2", {"id": "quiz"}, "The quiz of your edit"),
        element("div", {"class": "dt dt-live", "aria-label": "The quiz of your edit"}),
    )
    said = "Editing here needs JavaScript. The files are in `decision_tree/content/`."
    whole = element(
        "content-editor",
        {
            "data-search-exclude": True,
            "data-authoring": f"{root}assets/{authoring}/",
            "data-root": root,
        },
        element(
            "p", {"class": "dt-notice", "role": "status"}, "Loading the checks (about 8 MB) ..."
        ),
        element("noscript", None, paragraph("", said)),
        element("div", {"class": "dt-work", "hidden": True}, text, result),
    )
    return element("div", None, whole)


def _button(does: str, text: str) -> Markup:
    return element("button", {"type": "button", "data-do": does}, text)
