"""What programs do to a text is undone, each thing for itself, and each character has its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.mangling import undone


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", ""),
        ("#v=1&a=b-c", "#v=1&a=b-c"),
        # spelling
        ("a\u2010b\u2011c\u2012d\u2043e\u2212f\ufe63g\uff0dh", "a-b-c-d-e-f-g-h"),
        ("a\u2013b\u2014c\u2015d\ufe58e", "a–b–c–d–e"),
        (
            "a\xadb\u200bc\u200fd\ufeffe\u2060f\u2064g\u202eh\u034fi\u061cj\u180ek\ufe0fl",
            "abcdefghijkl",
        ),
        ("a\xa0b\u2007c\u202fd\u3000e\u1680f\u205fg", "a b c d e f g"),
        ("\uff03v\uff1d1\uff06a\uff05", "#v=1&a%"),
        ("é ñ 中 …", "é ñ 中 …"),
        # line breaks
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a  \n\t b", "a\nb"),
        ("a\n> b\n>> c\n > > d", "a\nb\nc\nd"),
        ("a\n\n> b", "a\n\nb"),
        ("a  b", "a  b"),
        ("a\x0bb\x0cc\x85d\u2028e", "a\x0bb\x0cc\x85d\u2028e"),
        # HTML
        ("&amp;&AMP;&#38;&#x26;&#X26;", "&&&&&"),
        ("&equals;&num;&percnt;&quest;&hyphen;&dash;&minus;", "=#%?---"),
        ("a&ndash;b&mdash;c&horbar;d", "a–b–c–d"),
        ("a&shy;b&zwj;c&zwnj;d&ZeroWidthSpace;e&NoBreak;f", "abcdef"),
        ("a&nbsp;b&ensp;c&emsp;d&thinsp;e&NewLine;f&Tab;g", "a b c d e f g"),
        ("&lt;&gt;&quot;&apos;&lowbar;&period;&comma;", "<>\"'_.,"),
        ("&sol;&bsol;a&colon;&semi;&grave;&Hat;", "/\\a:;`^"),
        ("a&#8209;b&#173;c&#160;d&#10;e", "a-bc d e"),
        ("&amp;amp;amp;", "&"),
        ("&nothing; &#; &#x; &#xyz; &#1114112; &#99999999999999999999; &a; &", None),
        ("a<wbr>b<wbr/>c<wbr />d<b>", "abcd<b>"),
        # escapes
        ("\\-\\_\\&\\#\\=\\/\\.\\\\", "-_&#=/.\\"),
        ("\\u0026\\u003D\\u2011\\x26", "&=-&"),
        ("\\\\u0026", "&"),
        ("\\n\\t\\u12\\xg", None),
        ("a\\\nb", "a\nb"),
        ("a^&b`&c ^a `b", "a&b&c ^a `b"),
        # percent-encoding
        ("%26%3D%3d%2D%23", "&==-#"),
        ("%2526%252D%25252D", "&--"),
        ("%E2%80%91%E2%80%8B%C2%A0%0A%0D", "-   "),
        ("%FF%zz%2", "\ufffd%zz%2"),
        ("%26amp%3B", "&"),
        ("%2525252526", "&"),
        ("%25252525252526", "%2526"),
        # quoted-printable
        ("v=3D1&a=3Db", "v=1&a=b"),
        ("v=3D1&ab=\nc=3D=\r\nd", "v=1&abc=d"),
        ("v=1&a=\nb", "v=1&a=\nb"),
        ("a=3Db c=\nd", "a=b c=\nd"),
        ("a=3Db" + "x" * 9000 + "=\nc", "a=b" + "x" * 9000 + "c"),
        ("a=3Db=\n>c", "a=b=\nc"),
        ("a=E2=80=91b=C3=A9", "a-bé"),
        ("v=99&w=10&x=ab", "v=99&w=10&x=ab"),
        # lines that were broken within what stands for a character
        ("a%\n2\n6b", "a&\nb"),
        ("a&am\np;b", "a&\nb"),
        ("a&\n#3\n8;b", "a&\nb"),
        ("a\\u00\n26b", "a&\nb"),
        ("a%2\n6\nb", "a&\nb"),
        ("a\n%E2%\n80%8Cb", "a\nb"),
        # one address in another
        ("?u=%23v%3D1%26a%3Db&c=d", "?u=#v=1&a=b c=d"),
        ("?u=%23v%3D1%26a%3Db\n%26c%3Dd&e=f", "?u=#v=1&a=b\n&c=d e=f"),
        ("?u=%2523v%253D1%2526a%253Db&c=d", "?u=#v=1&a=b c=d"),
        ("?u=%23v%3D1%26a%3Db\\u0026c=d", "?u=#v=1&a=b c=d"),
        ("?u=%23v%3D1%26a%3Db #w=2&c=d", "?u=#v=1&a=b #w=2&c=d"),
        ("%23v=1&a=b", "#v=1&a=b"),
        (
            "urldefense.proofpoint.com/v2/url?u=https-3A__a-2Db.test_-23v-3D1-26a-3Db&d=x-2Dy_z",
            "urldefense.proofpoint.com/v2/url?u=https://a-b.test/#v=1&a=b d=x-2Dy_z",
        ),
        (
            "urldefense.com/v3/__a.test/*v=1*26a__;Iw!!x$",
            "urldefense.com/v3/__a.test/#v=1&a__;Iw!!x$",
        ),
        ("-3D *v __", "-3D *v __"),
    ],
)
def test_each_thing_is_undone(text: str, plain: str | None) -> None:
    assert undone(text).text == (text if plain is None else plain)


def test_what_is_undone_has_its_place_in_what_was_found() -> None:
    found = undone("a\u200b%26\r\n> b&amp;c")
    assert (found.text, list(found.at)) == ("a&\nb&c", [0, 2, 5, 9, 10, 15, 16])
    same = undone("as it is")
    assert (same.text, list(same.at)) == ("as it is", list(range(9)))


@given(st.text(max_size=80) | st.text("&#;%25\\u-=3D\n> vamp", max_size=80))
def test_any_text_is_undone_and_every_character_stands_somewhere(text: str) -> None:
    found = undone(text)
    assert len(found.at) == len(found.text) + 1
    assert list(found.at) == sorted(found.at)
    assert found.at[-1] == len(text)
    assert all(0 <= place < len(text) for place in found.at[:-1])
