"""This copy's own addresses, in place of the words that stand for them where nobody set any."""

from __future__ import annotations

from urllib.parse import urlsplit

__all__ = ["NOT_SET", "with_addresses"]

NOT_SET = "https://example.org/"
"""What mkdocs.yml says when SITE_URL is not set."""
_SITE = "https://YOUR-COPY/"
_NAME = "OWNER/REPOSITORY"
_REPOSITORY = f"https://github.com/{_NAME}"


def with_addresses(text: str, site: str, repository: str) -> str:
    """`text` with the address of the site, which ends with a slash, and that of its repository.

    What was not set, `NOT_SET` and "", leaves the words as they are.
    """
    if site != NOT_SET:
        text = text.replace(_SITE, site)
    if not repository:
        return text
    name = urlsplit(repository).path.strip("/")  # as a workflow names the action in it
    return text.replace(_REPOSITORY, repository.rstrip("/")).replace(_NAME, name)
