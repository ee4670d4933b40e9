"""The one reader of links: finds and decodes them in any text, however it was mangled.

A link of this guide ends in a fragment of pairs:

    #v=1&workload=graph&owner=app-team&outcome=ray-serve

The pairs of the page that compares links have the link they belong to in front, `a.` to `t.`.
Which names and values there are is said by `Words`: where a line break, a dash or a comma stands in
a name or behind it, that decides what belongs to it. What a pair means is said in `link`.

The examples below are run by tests/engine/test_link_reader.py with its `WORDS`: `shape` may be
`one-model` or `graph`, `owner` `us` or `us-two`, and `outcome` stands last.
"""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice, takewhile

from .mangling import BREAK, DASH, undone

__all__ = ["MAX_LENGTH", "SIDES", "VERSION", "Link", "Words", "links", "read"]

MAX_LENGTH = 4000
"""Characters of a fragment that are read; a real link has a few hundred."""

_BLOCK = 65_536
_BEHIND, _AHEAD = 512, 4 * MAX_LENGTH
"""A long text is read in blocks, each with some of what stands around it."""

_FEW = 8
"""Links in a pasted text that are looked at."""

_SIGN = re.compile(r"v[=%&\\*<\s＝-]|v[^\x00-\x7f]")
"""What a link's first name and its equals sign begin with, whatever was done to them."""

SIDES = tuple(letter + number for number in ("", "1", "2") for letter in "abcdefghijklmnopqrst")
"""What says, before a point, which of several links a pair belongs to. So many are compared at
most, as many as the results of a room hold."""

_SIDE = "[a-t][12]?"

_START = re.compile(
    rf"(?:#|&(?=\n?{_SIDE}\n?\.))\n?(?=(?P<side>{_SIDE})\n?\.\n?v\n?=\n?[0-9]|v\n?=\n?[0-9])"
)
_BARE = re.compile(rf"#(?!{_SIDE}\.)[\w.-]+=[^\s#]*")
_NAMED = re.compile(r"(?<![\w.-])([a-z][a-z0-9-]*)\n?=")
_SPAN = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9_.-]*"
    r"(?:(?:\n[–,]?|[–,+|]\n?|,[ \t]|;(?![a-z][a-z0-9.-]*=))[A-Za-z0-9_.-]+){0,40}"
)
_JOINT = re.compile(r"[\n–,;+|]")
_COMMA = re.compile(r",[ \t]|[;+|]")
"""What others write for the comma of a list."""

_TRAIL = f"._-,{DASH}{BREAK}"
"""No name ends with one of these: they are the punctuation of the text around."""

_IS = re.compile(r"\n?=\n?")
_AND = re.compile(r"[ \t]*[&;][ \t]*(?=[a-z][a-z0-9.-]*=)|(?:\n?&)+\n?")
"""What stands between two pairs. Spaces and a semicolon are somebody else's, so a name has to
follow them."""

_APART = re.compile(r"[&;][ \t]*([a-z][a-z0-9-]*)=")
_GOES_ON = re.compile(r"\n?[=&]")
_OTHER = re.compile(r"""(?!\.\.)[^&#…\s"'<>|()\[\]{}]{1,200}""")
_REST = re.compile(r"(?:[^&;\n]|;(?![a-z][a-z0-9.-]*=))*")
_BEYOND = re.compile(r"[\w.,=&–-]*")
_ELIDED = re.compile(r"…|\.\.")

VERSION = "v"
"""The name of a link's first pair."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Words:
    """What a link may hold: `key` says whether there is a pair of this name, `value` whether it may
    have this value, and `last` is the name that our links end with, "" for none."""

    key: Callable[[str], bool]
    value: Callable[[str, str], bool]
    last: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it stands in a text, from `start` to `end`.

    Its `pairs` come in their order; what is none stands among them as it was found. `cut` is what
    the link ends with where something is missing. `elided` says whether dots follow it, `long`
    whether it goes on beyond what is read, `several` whether its text has others, and `broken`
    whether pairs of it stand behind something that is none.
    """

    start: int
    end: int
    pairs: tuple[Pair, ...]
    cut: str = ""
    elided: bool = False
    long: bool = False
    several: bool = False
    broken: bool = False

    @property
    def whole_pairs(self) -> tuple[Pair, ...]:
        """The pairs without the last one where it is cut off or was not read to its end."""
        return self.pairs[:-1] if self.long or self.cut.endswith("=") else self.pairs

    @property
    def fragment(self) -> str:
        """The fragment as we write it, without the hash sign."""
        written = "&".join(f"{key}={value}" for key, value in self.pairs)
        return f"{written}&" if self.cut == "&" else written


def links(text: str, words: Words) -> Iterator[Link]:
    """Every link in `text`, in its order.

    A link has a version and a name that `words` knows. One that lost its hash sign or its version
    counts when its last pair is there. Never raises; takes linear time and little memory.
    """
    covered = 0
    for first in range(0, len(text), _BLOCK):
        last = min(first + _BLOCK, len(text))
        if not _may_hold(text, first, last + _AHEAD, words):
            continue
        before = max(0, first - _BEHIND)
        given = undone(text[before : last + _AHEAD])
        free = bisect_left(given.at, covered - before)
        start, end = (bisect_left(given.at, place - before) for place in (first, last))
        for link in _in_block(given.text, start, end, free, words):
            start, end = (before + given.at[place] for place in (link.start, link.end))
            covered = max(covered, end)
            yield replace(link, start=start, end=end)


def _may_hold(text: str, first: int, last: int, words: Words) -> bool:
    if words.last and text.find(words.last, first, last) >= 0:
        return True
    return _SIGN.search(text, first, last) is not None


def read(text: str, words: Words) -> Link:
    """The link in what somebody pasted or what a browser's address ends with, and with no hash sign
    a part of one too. A text without any link is read as pairs that nobody knows. Never raises.

    Of several links it is the first that is whole. `start` and `end` say nothing here: such a text
    has no other place.
    """
    whole = "#" + text.strip().removeprefix("#")
    given = undone(whole[:_BLOCK]).text
    if _BARE.fullmatch(given):
        return _link_at(given, 1, words, whole=True)
    found = list(islice(links(whole, words), _FEW))
    if found:
        ended = [
            link for link in found if not words.last or any(k == words.last for k, _ in link.pairs)
        ]
        chosen = (ended or found)[0]
        several = any(link.pairs != chosen.pairs for link in ended)
        behind = undone(whole[chosen.end : chosen.end + MAX_LENGTH].partition("#")[0]).text
        apart = any(words.key(name) for name in _APART.findall(behind))
        return replace(chosen, several=several, broken=apart and len(found) == 1)
    start = _START.search(given)
    if start:
        return _link_at(given, start.end(), words, start["side"])
    return _link_at(given, given.rindex("#") + 1, words, whole=True)


def _in_block(text: str, first: int, last: int, free: int, words: Words) -> list[Link]:
    """The links that start between `first` and `last` in a text that is as it was before it was
    mangled; before `free` it belongs to links that were found already."""
    found: list[Link] = []
    ends: dict[str | None, int] = {}
    for start in takewhile(lambda start: start.start() < last, _START.finditer(text, first)):
        side = start["side"]
        if start.start() < ends.get(side, 0):
            continue  # a second version in the link that was read last
        link = _link_at(text, start.end(), words, side)
        ends[side] = link.end
        if _own_names(link, words):
            found.append(replace(link, start=start.start()))
    if words.last and words.last in text:
        found += _without_start(text, max(first, free), last, found, words)
        found.sort(key=lambda link: link.start)
    return found


def _without_start(
    text: str, first: int, last: int, found: Sequence[Link], words: Words
) -> list[Link]:
    """The links between these places that have their last pair and are not among those found."""
    more: list[Link] = []
    starts, end = [link.start for link in found], first
    for named in takewhile(lambda named: named.start() < last, _NAMED.finditer(text, first)):
        name, at = named[1], named.start()
        place = bisect(starts, at) - 1
        within = at < end or (place >= 0 and at < found[place].end)
        if within or name == words.last or not (name == VERSION or words.key(name)):
            continue
        link = _link_at(text, at, words)
        end = link.end
        if _own_names(link, words) > 1 and any(key == words.last for key, _ in link.pairs):
            more.append(link)
    return more


def _own_names(link: Link, words: Words) -> int:
    """How many names there are in this link that say whose it is."""
    return len({key for key, _ in link.pairs if key != VERSION and words.key(key)})


def _link_at(
    text: str, at: int, words: Words, side: str | None = None, whole: bool = False
) -> Link:
    """The link whose pairs start at `at`; of these only those of `side`, where it has sides.

    `whole` says that the text is nothing but this link.

    >>> _link_at("see #v=1&owner=us&utm_source=x.", 5, WORDS).pairs
    (('v', '1'), ('owner', 'us'))
    >>> _link_at("#a.owner=us&b.owner=us-two", 1, WORDS, side="b").pairs
    (('owner', 'us-two'),)
    >>> _link_at("#v=1&owner=us…", 1, WORDS).elided
    True
    """
    part = text[at : at + MAX_LENGTH]
    pairs, end, cut = _pairs_at_start(part, _of_side(words, side) if side else words, whole)
    if side:
        own = f"{side}."
        pairs = [(key.removeprefix(own), value) for key, value in pairs if key.startswith(own)]
        cut = f"&{cut.removeprefix(f'&{own}')}" if cut.startswith(f"&{own}") else ""
    if any(words.key(key) for key, _ in pairs):
        pairs = [pair for pair in pairs if "_" not in pair[0]]  # not ours: utm_source and the like
    elided = _ELIDED.match(part, end) is not None
    long = len(text) > at + MAX_LENGTH and _BEYOND.fullmatch(part, end) is not None
    return Link(at, at + end, tuple(pairs), cut, elided, long)


def _of_side(words: Words, side: str) -> Words:
    """The same words with this side in front; whatever is the other side's counts as known."""

    def key(name: str) -> bool:
        return not name.startswith(f"{side}.") or words.key(name.removeprefix(f"{side}."))

    def value(name: str, given: str) -> bool:
        return not name.startswith(f"{side}.") or words.value(name.removeprefix(f"{side}."), given)

    return Words(key, value)


def _pairs_at_start(text: str, words: Words, whole: bool) -> tuple[list[Pair], int, str]:
    """The pairs at the start of `text`, where they end, and what the last one is cut off at.

    >>> _pairs_at_start("v=1&shape=graph&owner=us and so on", WORDS, whole=False)
    ([('v', '1'), ('shape', 'graph'), ('owner', 'us')], 24, '')
    >>> _pairs_at_start("v=1&shape=", WORDS, whole=False)
    ([('v', '1'), ('shape', '')], 10, '&shape=')
    >>> _pairs_at_start("v=1&", WORDS, whole=False)
    ([('v', '1')], 4, '&')
    """
    pairs: list[Pair] = []
    at = 0
    while True:
        found = _pair_at(text, at, words)
        end, rest = found.end, _end_of_no_pair(text, found.end, words, whole)
        if rest > end and not found.equals:
            pairs.append(_split(text[at:rest]))
            end = rest
        elif found.key:
            pairs.append((found.key, found.value))
        else:
            return pairs, end, "&" if pairs else ""
        following = _AND.match(text, rest)
        if following is None:
            return pairs, end, f"&{found.key}=" if found.equals and not found.value else ""
        if rest > end:
            pairs.append(_split(text[end:rest]))
        at = following.end()


def _split(text: str) -> Pair:
    """What stands before and behind the first equals sign.

    >>> _split("not=a=pair"), _split("nothing")
    (('not', 'a=pair'), ('nothing', ''))
    """
    name, _, value = text.partition("=")
    return name, value


@dataclass(frozen=True, slots=True)
class _PairFound:
    """What stands where a pair can: its name, "" for none, whether an equals sign follows, the
    value behind that, "" for none, and where all of it ends."""

    key: str
    equals: bool
    value: str
    end: int


def _pair_at(text: str, at: int, words: Words) -> _PairFound:
    """The pair at `at`. A value that is not of `words` ends where no address goes on.

    >>> _pair_at("shape=graph&owner=us", 0, WORDS)
    _PairFound(key='shape', equals=True, value='graph', end=11)
    >>> _pair_at("shape=*odd*&owner=us", 0, WORDS)
    _PairFound(key='shape', equals=True, value='*odd*', end=11)
    >>> _pair_at("shape=", 0, WORDS)
    _PairFound(key='shape', equals=True, value='', end=6)
    >>> _pair_at("shape and more", 0, WORDS)
    _PairFound(key='shape', equals=False, value='', end=5)
    >>> _pair_at("&owner=us", 0, WORDS)
    _PairFound(key='', equals=False, value='', end=0)
    """
    key, end = _word_at(text, at, words.key)
    equals = _IS.match(text, end)
    if not key or equals is None:
        return _PairFound(key, False, "", end)
    value, end = _word_at(text, equals.end(), partial(words.value, key))
    if value:
        return _PairFound(key, True, value, end)
    other = _OTHER.match(text, equals.end())
    value, end = (other[0], other.end()) if other else ("", equals.end())
    return _PairFound(key, True, value, end)


def _end_of_no_pair(text: str, at: int, words: Words, whole: bool) -> int:
    """Where that ends which starts at `at`, is no pair, and stands in front of the next one; `at`
    itself where no pair of `words` follows. In a text that is nothing but a link, all up to the
    next sign between pairs belongs to it.

    >>> _end_of_no_pair("owner=us*!*&shape=graph", 8, WORDS, whole=False)
    11
    >>> _end_of_no_pair("owner=us*!*&other=graph", 8, WORDS, whole=False)
    8
    >>> _end_of_no_pair("owner=us and more", 8, WORDS, whole=True)
    17
    """
    if whole:
        return _end(_REST.match(text, at), at)
    end = at if _AND.match(text, at) else _end(_OTHER.match(text, at), at)
    following = _AND.match(text, end)
    if following is None:
        return at
    key, after = _word_at(text, following.end(), words.key)
    return end if words.key(key) and _IS.match(text, after) else at


def _end(found: re.Match[str] | None, at: int) -> int:
    """Where a match ends, `at` for none."""
    return found.end() if found else at


def _word_at(text: str, at: int, fits: Callable[[str], bool]) -> tuple[str, int]:
    """The name or value at `at`, "" where there is none, and where it ends.

    What stands behind a line break, a dash or a comma belongs to it where that makes a word that
    `fits`, and in a link that goes on behind it. Here a mail program broke a name, somebody wrote
    on behind a comma, and a name that nobody knows was broken within a link:

    >>> owners = ("us", "us-two").__contains__
    >>> _word_at("us-\\ntwo, they said", 0, owners)
    ('us-two', 7)
    >>> _word_at("us, they said", 0, owners)
    ('us', 2)
    >>> _word_at("the\\nm&shape=graph", 0, owners)
    ('them', 5)
    >>> _word_at("the\\nm", 0, owners)
    ('the', 3)
    >>> _word_at("?", 0, owners)
    ('', 0)
    """
    found = _SPAN.match(text, at)
    if found is None:
        return "", at
    ends = [joint.start() for joint in _JOINT.finditer(text, *found.span())]
    for end in (found.end(), *reversed(ends)) if ends else ():
        part = text[at:end].rstrip(_TRAIL)
        if fits(_joined(part)):
            return _joined(part), at + len(part)
    own = not _COMMA.search(found[0])
    whole = not ends or (own and _GOES_ON.match(text, found.end()))
    part = text[at : found.end() if whole else ends[0]].rstrip(_TRAIL)
    return _joined(part), at + len(part)


def _joined(part: str) -> str:
    """A word without what was put into it: breaks go, dashes are hyphens again.

    >>> _joined("us–\\ntwo;them")
    'us-two,them'
    """
    return _COMMA.sub(",", part).replace(BREAK, "").replace(DASH, "-")
