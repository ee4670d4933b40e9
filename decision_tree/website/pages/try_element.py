"""Where YAML is edited in the browser: `overrides/assets/try-editor.mjs` wakes this element."""

from __future__ import annotations

from ...editing.try_page import content_files
from ...engine.html_parts import paragraph
from ...engine.markup import Attributes, Markup, element, inline
from ...loader.load import CONTENT

__all__ = ["author_element"]

UNTOUCHED = "The checks load when you enter the text, or now: some 7 MB, once."
LATER = "Shown once the checks are here."
NO_SCRIPT = "Editing here needs JavaScript. The files are in `decision_tree/content/`."


def author_element(root: str, authoring: str, repository: str) -> Markup:
    """The editor, without a text until its script brings one.

    `root` leads from the page to the site's root, `authoring` names the directory of the build
    half, `repository` is the address of the repository on the web, or "" when there is none.
    """
    whole = element(
        "content-editor",
        {
            "data-search-exclude": True,
            "data-authoring": f"{root}assets/{authoring}/",
            "data-root": root,
        },
        element("noscript", None, element("p", None, inline(NO_SCRIPT))),
        element("div", {"class": "dt-work"}, _text(repository), _result()),
    )
    return element("div", None, whole)


def _text(repository: str) -> Markup:
    edit = f"{repository.rstrip('/')}/edit/main/decision_tree/content/"
    link = {"class": "dt-edit", "data-base": edit, "href": edit}
    buttons = (
        _button("copy", "Copy this file"),
        *((element("a", link, "Open in the repository"),) if repository else ()),
        _button("again", "Start over"),
    )
    area: Attributes = {
        "aria-label": "YAML of this file",
        "placeholder": "Loading the file ...",
        "readonly": True,
        "spellcheck": "false",
        "autocomplete": "off",
        "autocapitalize": "off",
    }
    names = (element("option", None, name) for name in content_files(CONTENT))
    return element(
        "div",
        {"class": "dt-text"},
        element("label", None, "File ", element("select", {"name": "file"}, *names)),
        element(
            "div",
            {"class": "dt-page"},
            element("div", {"class": "dt-gutter", "aria-hidden": "true"}),
            element("textarea", area),
        ),
        element("p", {"class": "dt-buttons"}, *buttons),
        element("p", {"class": "dt-said", "role": "status"}),
    )


def _result() -> Markup:
    return element(
        "div",
        {"class": "dt-result"},
        element("h2", {"id": "problems"}, "What the checks say"),
        element(
            "div",
            {"class": "dt-told", "role": "status"},
            paragraph("", UNTOUCHED),
            _button("check", "Check this file"),
        ),
        element("h2", {"id": "difference"}, "What would differ"),
        element("div", {"class": "dt-difference"}, paragraph("", LATER)),
        element("h2", {"id": "quiz"}, "The quiz of your edit"),
        element(
            "div",
            {"class": "dt dt-live", "role": "region", "aria-labelledby": "quiz"},
            paragraph("", LATER),
        ),
    )


def _button(does: str, text: str) -> Markup:
    return element("button", {"type": "button", "data-do": does}, text)
