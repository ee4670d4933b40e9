"""What programs do to an address on its way, done at random, one after the other as it happens.

The promise for all of it: the link that is read is the one that was written. The steps stand in the
order in which programs take them: a word processor spells, a redirector wraps the whole address, a
page or a file escapes it, and a mail breaks the lines.
"""

from __future__ import annotations

import quopri
import random
import re
from collections.abc import Callable
from urllib.parse import quote

__all__ = ["AROUND", "STEPS", "mangled"]

HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2212\uff0d-"
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e"
ENTITIES = {
    "&": ("&amp;", "&#38;", "&#x26;", "&amp;amp;"),
    "=": ("&#61;", "&equals;", "="),
    "#": ("&num;", "&#35;", "#"),
    "-": ("&#45;", "&hyphen;", "&#8209;", "-"),
    "%": ("&#37;", "&percnt;", "%"),
}
AROUND = (
    ("", ""),
    ("See ", " for it."),
    ("(", ")"),
    ("[ours](", ' "Our result")'),
    ("[x](<", ">)"),
    ("<", "|our text>"),
    ("| ", " | yes |"),
    ("“", "”"),
    ("**", "**"),
    ("_", "_"),
    ('{"link": "', '"}'),
    ("", "?utm_source=chatgpt.com"),
    ("", "&utm_source=news&utm_medium=email"),
    ("", "—we chose it"),
    ("", "\nThen we went on."),
    ("", "…"),
)
"""What stands before and behind a link; none of it makes another word of its last one."""


def _spelled(pick: random.Random, text: str) -> str:
    return "".join(pick.choice(HYPHENS) if char == "-" else char for char in text)


def _hidden(pick: random.Random, text: str) -> str:
    """Characters that nobody sees, between any two."""
    for _ in range(pick.randrange(1, 4)):
        at = pick.randrange(len(text))
        text = text[:at] + pick.choice(UNSEEN) + text[at:]
    return text


def _encoded(pick: random.Random, text: str) -> str:
    for _ in range(pick.choice((1, 1, 2))):
        text = quote(text, safe="")
    return re.sub("%[0-9A-F]{2}", lambda it: it[0].lower(), text) if pick.random() < 0.3 else text


def _some_encoded(pick: random.Random, text: str) -> str:
    """Only the signs that part names and values, or only the hyphens."""
    which = pick.choice(("&=", "&", "=", "-", "#"))
    return "".join(quote(char, safe="") if char in which else char for char in text)


def _redirected(pick: random.Random, text: str) -> str:
    inner = quote(text, safe="")
    defended = inner.replace("-", "%2D").replace("_", "%5F").replace("%2F", "_").replace("%", "-")
    return pick.choice(
        (
            f"https://eur01.safelinks.protection.outlook.com/?url={inner}&data=05%7C02&reserved=0",
            f"https://www.google.com/url?q={inner}&sa=D&source=docs&usg=a-b",
            f"https://www.linkedin.com/redir/redirect?url={inner}&urlhash=x&trk=post",
            f"https://a.test/?u={inner}&h=x",
            f"https://urldefense.proofpoint.com/v2/url?u={defended}&d=DwMFaQ&c=x-2Dy&e=",
            f"mailto:a@b.test?body=See%20{inner}%0Athen&cc=c@d.test",
        )
    )


def _as_html(pick: random.Random, text: str) -> str:
    ways = {char: pick.choice(choices) for char, choices in ENTITIES.items()}
    return "".join(ways.get(char, char) for char in text)


def _escaped(pick: random.Random, text: str) -> str:
    signs = pick.choice(("&", "-", "_", "&=#", "-_&=#", "/"))
    return "".join(f"\\{char}" if char in signs else char for char in text)


def _as_json(pick: random.Random, text: str) -> str:
    how = pick.choice(("\\u{:04x}", "\\u{:04X}", "\\x{:02x}"))
    return "".join(how.format(ord(char)) if char in "&=#%" else char for char in text)


def _broken(pick: random.Random, text: str) -> str:
    """Lines that were broken, and quoted when they were answered."""
    for _ in range(pick.randrange(1, 4)):
        within = [
            at
            for at in range(1, len(text))
            if not set(text[at - 1 : at + 1]) & {*" \r\n>", *UNSEEN}
        ]
        at = pick.choice(within)
        end = pick.choice(("\n", "\r\n", "\n> ", "\n>> ", "\n    ", "  \n"))
        text = text[:at] + end + text[at:]
    return text


def _quoted_printable(_: random.Random, text: str) -> str:
    lines = quopri.encodestring(text.encode("utf-8", "replace"))
    return lines.decode("ascii")


Step = Callable[[random.Random, str], str]
STEPS: tuple[tuple[Step, ...], ...] = (
    (_spelled,),
    (_hidden,),
    (_encoded, _some_encoded),
    (_redirected,),
    (_as_html,),
    (_escaped, _as_json),
    (_broken, _quoted_printable),
)
"""What may happen, in this order; of what stands together only one thing does."""


def mangled(pick: random.Random, address: str, fewest: int = 0) -> str:
    """`address` after some of this, and with something around it."""
    count = pick.choice((1, 1, 1, 2, 2, 3)) if fewest == 0 else fewest
    for steps in sorted(pick.sample(range(len(STEPS)), count)):
        address = pick.choice(STEPS[steps])(pick, address)
    before, after = pick.choice(AROUND)
    return before + address + after
