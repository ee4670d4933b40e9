"""The pictures that links unfurl to, as PNG: a title, and the sign of the side it leans to.

The signs are those of the stylesheet: square, round, half of each, or a broken outline.
"""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from ...engine.parts import SIDES

__all__ = ["HEIGHT", "WIDTH", "card"]

WIDTH, HEIGHT = 1200, 630  # pixels, the size that unfurlers ask for
MARGIN = 80
PAPER, INK, QUIET = "#fbfaf7", "#1b2430", "#555d69"
KSERVE, RAY = "#1f5fbf", "#a3480b"
_COLOUR = {"kserve": KSERVE, "ray-serve": RAY, "both": "#6b3fa0", "neither": "#4b5563"}
LARGEST, SMALLEST = 84, 52


@cache
def card(title: str, lean: str, below: str, about: str = "") -> bytes:
    """A PNG with `title` large, `below` at its foot, and `about` between them where it fits.

    `lean` is a side, or "" for a page that speaks for none.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    _mark(draw, MARGIN, HEIGHT - 128, 56)
    draw.line((MARGIN, HEIGHT - 164, WIDTH - MARGIN, HEIGHT - 164), fill="#d8d4ca", width=3)
    small = ImageFont.load_default(34)
    draw.text((MARGIN + 84, HEIGHT - 120), below, font=small, fill=QUIET)
    y = MARGIN
    if lean:
        _sign(draw, lean, MARGIN, y + 4, 40)
        draw.text((MARGIN + 60, y), f"Leans to: {SIDES[lean]}", font=small, fill=_COLOUR[lean])
        y += 74
    size, lines = _fitted(draw, title, HEIGHT - 190 - y)
    font = ImageFont.load_default(size)
    for line in lines:
        draw.text((MARGIN, y), line, font=font, fill=INK, stroke_width=1, stroke_fill=INK)
        y += round(size * 1.2)
    text = ImageFont.load_default(36)
    told = _wrapped(draw, about.replace("`", ""), text)
    if y + 24 + 50 * len(told) <= HEIGHT - 170:
        draw.multiline_text((MARGIN, y + 24), "\n".join(told), font=text, fill=QUIET, spacing=14)
    made = io.BytesIO()
    image.quantize(32).save(made, "PNG", optimize=True)
    return made.getvalue()


def _mark(draw: ImageDraw.ImageDraw, x: int, y: int, size: int) -> None:
    """The guide's own sign: a square and a circle that share an edge."""
    half, gap = size // 2, size // 14
    draw.rectangle((x, y, x + half - gap, y + size), fill=KSERVE)
    draw.pieslice((x + gap, y, x + size + gap, y + size), -90, 90, fill=RAY)


def _sign(draw: ImageDraw.ImageDraw, lean: str, x: int, y: int, size: int) -> None:
    colour, box = _COLOUR[lean], (x, y, x + size, y + size)
    if lean == "kserve":
        draw.rectangle(box, fill=colour)
    elif lean == "ray-serve":
        draw.ellipse(box, fill=colour)
    elif lean == "both":
        draw.rectangle((x, y, x + size // 2, y + size), fill=colour)
        draw.ellipse(box, fill=colour)
    else:
        for start in range(0, size, 16):
            for edge in (0, size):
                draw.line((x + start, y + edge, x + start + 8, y + edge), fill=colour, width=5)
                draw.line((x + edge, y + start, x + edge, y + start + 8), fill=colour, width=5)


def _fitted(draw: ImageDraw.ImageDraw, title: str, room: int) -> tuple[int, list[str]]:
    """The largest size at which the title's lines fit into `room` pixels of height."""
    for size in range(LARGEST, SMALLEST, -4):
        lines = _wrapped(draw, title, ImageFont.load_default(size))
        if len(lines) * size * 1.2 <= room:
            return size, lines
    return SMALLEST, _wrapped(draw, title, ImageFont.load_default(SMALLEST))


def _wrapped(
    draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont
) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and draw.textlength(longer, font=font) > WIDTH - 2 * MARGIN:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
