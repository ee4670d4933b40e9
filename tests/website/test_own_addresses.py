"""Commands on pages name this copy and its repository, so that they can be run as they stand."""

from __future__ import annotations

from decision_tree.website.own_addresses import NOT_SET, with_addresses
from tests.conftest import ROOT

WORDS = 'uses: OWNER/REPOSITORY@COMMIT git+https://github.com/OWNER/REPOSITORY@COMMIT src="https://YOUR-COPY/embed/"'


def test_what_is_set_takes_the_place_of_the_words_for_it() -> None:
    made = with_addresses(WORDS, "https://a.test/guide/", "https://git.test/o/r/")
    assert (
        made == 'uses: o/r@COMMIT git+https://git.test/o/r@COMMIT src="https://a.test/guide/embed/"'
    )


def test_what_is_not_set_keeps_the_words() -> None:
    assert with_addresses(WORDS, NOT_SET, "") == WORDS


def test_the_default_of_the_configuration_counts_as_not_set() -> None:
    assert f'[SITE_URL, "{NOT_SET}"]' in (ROOT / "mkdocs.yml").read_text("utf-8")
