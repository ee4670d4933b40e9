"""The pictures that links unfurl to: a title on a ground in the colour of its side, as PNG."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

__all__ = ["HEIGHT", "WIDTH", "card"]

WIDTH, HEIGHT = 1200, 630  # pixels, the size that unfurlers ask for
MARGIN = 80
_GROUND = {
    "kserve": "#1f4f99",
    "ray-serve": "#8a3d09",
    "both": "#55327f",
    "neither": "#374151",
    "": "#1d2a3a",
}


def card(title: str, lean: str, below: str) -> bytes:
    """A PNG with `title` large and `below` small; `lean` is a side, or "" for the guide itself."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _GROUND[lean])
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, HEIGHT - 24, WIDTH, HEIGHT), fill="#ffffff")
    large, small = ImageFont.load_default(76), ImageFont.load_default(34)
    y = MARGIN
    for line in _wrapped(draw, title, large):
        draw.text((MARGIN, y), line, font=large, fill="#ffffff")
        y += 94
    draw.text((MARGIN, HEIGHT - 130), below, font=small, fill="#ffffff")
    made = io.BytesIO()
    image.quantize(32).save(made, "PNG", optimize=True)
    return made.getvalue()


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
