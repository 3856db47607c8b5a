"""Text from outside: what is left of it is one printable line."""

from __future__ import annotations

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from r2k_tui.model.text import clean, clean_symbol, dashed_symbol, plural
from tests.cases import cases

# Every kind of character that a terminal obeys instead of showing, mixed with ordinary ones.
_SPICY = st.sampled_from(
    "\x00\x07\x08\x1b\x7f\x85\x9b\x9d\u00ad\u200b\u200d\u202e\u2066\ufeff\u0335\u0301\u20dd\U000e0041\ue000\ud800"
    " \t\r\n\x0b\x0c\u00a0\u2028\u2029\u2003\u3000ab[]m;\u00e9\u4e2d\U0001f680"
)
HOSTILE = st.text(st.one_of(st.characters(), _SPICY), max_size=80)


@cases(
    ("raw", "left"),
    [
        ("Russell 2000", "Russell 2000"),
        ("", ""),
        ("a\x00b\x07c", "abc"),
        ("red \x1b[31malert\x1b[0m", "red [31malert[0m"),
        ("\x1b]0;title\x07x", "]0;titlex"),
        ("csi \x9b31m", "csi 31m"),
        ("next\x85line", "nextline"),
        ("del\x7f", "del"),
        ("abc\u202efed\u202c", "abcfed"),
        ("\u2066isolate\u2069", "isolate"),
        ("zero\u200bwidth\u200djoin\ufeffer", "zerowidthjoiner"),
        ("soft\u00adhyphen", "softhyphen"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("private\ue000use", "privateuse"),
        ("half\ud800pair", "halfpair"),
        ("two\nlines\r\nthree", "two lines three"),
        ("tab\tand\x0bmore\x0c", "tab and more"),
        ("line\u2028paragraph\u2029sep", "line paragraph sep"),
        ("wide\u2003\u00a0space\u3000here", "wide space here"),
        ("  outer  ", "outer"),
        ("é", "é"),
        ("中文 🚀", "中文 🚀"),
    ],
)
def test_what_is_left(raw: str, left: str) -> None:
    assert clean(raw) == left


@cases("mark", ["\u0301", "\u0335", "\u20dd"])
def test_a_stack_of_marks_is_cut_to_two(mark: str) -> None:
    assert clean("a" + mark * 50 + "b") == "a" + mark * 2 + "b"


def test_marks_hidden_behind_dropped_characters_still_count() -> None:
    assert clean("a" + "\u0301\u200b" * 20) == "a\u0301\u0301"


@cases("other", [None, 3, 2.5, b"bytes", ["list"], {"a": 1}, True])
def test_what_is_no_text_is_nothing(other: object) -> None:
    assert clean(other) == ""
    assert clean_symbol(other) == ""


def test_the_limit_counts_characters() -> None:
    assert clean("x" * 500, 20) == "x" * 20
    assert clean("é" * 500, 20) == "é" * 20
    assert len(clean("y" * 10_000)) == 200


@given(HOSTILE, st.integers(1, 60))
@example("ab cd", 3)
@example("é b", 2)
def test_one_printable_line(raw: str, limit: int) -> None:
    left = clean(raw, limit)
    assert len(left) <= limit
    assert left.isprintable()
    assert not {unicodedata.category(character) for character in left} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert left == " ".join(left.split()), "blanks are single, and none is at an end"


@given(HOSTILE)
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)


@given(HOSTILE)
def test_no_base_carries_more_than_two_marks(raw: str) -> None:
    marks = 0
    for character in clean(raw):
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        assert marks <= 2


@cases(
    ("typed", "symbol"),
    [
        ("^rut ", "^RUT"),
        (" rty=f", "RTY=F"),
        ("b r k", "BRK"),
        ("i\u200bwm", "IWM"),
        ("\x1b", ""),
        ("a" * 99, "A" * 32),
    ],
)
def test_a_symbol_as_it_was_meant(typed: str, symbol: str) -> None:
    assert clean_symbol(typed) == symbol


@cases(
    ("given", "symbol"), [("brk.b", "BRK-B"), ("BRK/B ", "BRK-B"), ("IWM", "IWM"), ("\x1b[31mA", "[31MA"), (None, "")]
)
def test_share_classes_are_spelled_with_a_dash(given: object, symbol: str) -> None:
    assert dashed_symbol(given) == symbol


@cases(("count", "words"), [(0, "0 cells"), (1, "1 cell"), (2, "2 cells"), (12_345, "12,345 cells"), (-1, "-1 cells")])
def test_one_is_no_plural(count: int, words: str) -> None:
    assert plural(count, "cell") == words
