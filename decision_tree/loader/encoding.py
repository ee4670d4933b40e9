"""Where bytes are no UTF-8, and what they are instead."""

from __future__ import annotations

__all__ = ["misread"]

WIDE = "UTF-16"
_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""What a file in UTF-16 starts with."""


def misread(data: bytes) -> tuple[int, int, str] | None:
    """Line and column, from 1, where `data` is not the UTF-8 text that it should be, and its
    encoding, "" where that cannot be told; None where it is UTF-8."""
    if data.startswith(_MARKS):
        return 1, 1, WIDE
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig").split("\n")
        return len(before), len(before[-1]) + 1, ""
    return None
