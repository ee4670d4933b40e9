"""The pictures that links unfurl to, as PNG: a title, and the sign of the side it leans to.

The signs are those of the stylesheet: square, round, half of each, or a broken outline.
"""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from decision_tree.engine.display_names import SIDE_NAMES
from decision_tree.engine.markup import plain

__all__ = ["COLOUR", "INK", "LINE", "PAPER", "QUIET", "card", "guide_card"]

WIDTH, HEIGHT = 1200, 630  # pixels, the size that unfurlers ask for
MARGIN = 80
PAPER, INK, QUIET, LINE = "#fbfaf7", "#1b2430", "#555d69", "#d8d4ca"
KSERVE, RAY = "#1f5fbf", "#a3480b"
COLOUR = {"kserve": KSERVE, "ray-serve": RAY, "both": "#6b3fa0", "neither": "#4b5563"}
"""The light colours of overrides/assets/style/colours.css, which a test compares."""
LARGEST, SMALLEST = 100, 52
SIGN = 250  # pixels of the sign at the right
TEXT = WIDTH - 3 * MARGIN - SIGN  # pixels of width for what is written above the foot


def guide_card(site: str) -> bytes:
    """The picture of every page that has none of its own."""
    return card(
        "Who owns the serving contract?", "", site, "And what is rolled back in an incident?"
    )


@cache
def card(title: str, lean: str, below: str, about: str = "") -> bytes:
    """A PNG with `title` large, `below` at its foot, and `about` between them where it fits.

    `lean` is a side, whose sign stands at the right, or "" for a page that speaks for none.
    """
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    _mark(draw, MARGIN, HEIGHT - 128, 56)
    draw.line((MARGIN, HEIGHT - 164, WIDTH - MARGIN, HEIGHT - 164), fill=LINE, width=3)
    small = ImageFont.load_default(34)
    draw.text((MARGIN + 84, HEIGHT - 120), below, font=small, fill=QUIET)
    y = MARGIN
    right, top = WIDTH - MARGIN - SIGN, (HEIGHT - 164 - SIGN) // 2
    if lean:
        draw.text((MARGIN, y), f"Leans to: {SIDE_NAMES[lean]}", font=small, fill=COLOUR[lean])
        y += 64
        _sign(draw, lean, right, top, SIGN)
    else:
        _mark(draw, right, top, SIGN - SIGN // 14)
    text = ImageFont.load_default(32)
    size, lines, told = _fitted(draw, title, plain(about), HEIGHT - 180 - y)
    font = ImageFont.load_default(size)
    for line in lines:
        draw.text((MARGIN, y), line, font=font, fill=INK, stroke_width=1, stroke_fill=INK)
        y += round(size * 1.2)
    draw.multiline_text((MARGIN, y + 20), "\n".join(told), font=text, fill=QUIET, spacing=12)
    made = io.BytesIO()
    # A fifth larger than by the slowest choice of colours and packing, in a sixth of the time.
    image.quantize(32, method=Image.Quantize.FASTOCTREE).save(made, "PNG")
    return made.getvalue()


def _mark(draw: ImageDraw.ImageDraw, x: int, y: int, size: int) -> None:
    """The guide's own sign: a square and a circle that share an edge."""
    half, gap = size // 2, size // 14
    draw.rectangle((x, y, x + half - gap, y + size), fill=KSERVE)
    draw.pieslice((x + gap, y, x + size + gap, y + size), -90, 90, fill=RAY)


def _sign(draw: ImageDraw.ImageDraw, lean: str, x: int, y: int, size: int) -> None:
    colour, box = COLOUR[lean], (x, y, x + size, y + size)
    if lean == "kserve":
        draw.rectangle(box, fill=colour)
    elif lean == "ray-serve":
        draw.ellipse(box, fill=colour)
    elif lean == "both":
        draw.rectangle((x, y, x + size // 2, y + size), fill=colour)
        draw.ellipse(box, fill=colour)
    else:
        dash = size // 10
        for start in range(0, size, 2 * dash):
            for edge in (0, size):
                draw.line((x + start, y + edge, x + start + dash, y + edge), fill=colour, width=12)
                draw.line((x + edge, y + start, x + edge, y + start + dash), fill=colour, width=12)


def _fitted(
    draw: ImageDraw.ImageDraw, title: str, about: str, room: int
) -> tuple[int, list[str], list[str]]:
    """The largest size at which the title's lines fit into `room` pixels of height, with as much
    of `about` as does: all of it, its first sentence, or nothing."""
    small = ImageFont.load_default(32)
    first = f"{about.partition('. ')[0].removesuffix('.')}."
    for said in (about, first, ""):
        told = _wrapped(draw, said, small) if said else []
        left = room - (20 + 44 * len(told) if told else 0)
        for size in range(LARGEST, SMALLEST - 1, -4):
            lines = _wrapped(draw, title, ImageFont.load_default(size))
            if len(lines) * size * 1.2 <= left:
                return size, lines, told
    return SMALLEST, _wrapped(draw, title, ImageFont.load_default(SMALLEST)), []


def _wrapped(
    draw: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont
) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and draw.textlength(longer, font=font) > TEXT:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
