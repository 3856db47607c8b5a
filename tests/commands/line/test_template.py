"""Formats of a line: fields, escapes, and what is wrong with one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.commands.line.template import DEFAULT, BadFormat, Field, parse, symbols_of
from r2k_tui.commands.line.values import LineValues
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.store.last_state import LastState
from tests.cases import cases


def test_text_and_fields_alternate() -> None:
    assert parse("R2K {IWM.price} | {gauge}") == (
        "R2K ",
        Field("IWM", "", "price", "", "{IWM.price}"),
        " | ",
        Field("", "gauge", "", "", "{gauge}"),
    )


@cases(
    ("text", "field"),
    [
        ("{iwm.price}", Field("IWM", "", "price", "", "{iwm.price}")),
        ("{^RUT.change%}", Field("^RUT", "", "change%", "", "{^RUT.change%}")),
        ("{IWM.change_percent:+.1f}", Field("IWM", "", "change%", "+.1f", "{IWM.change_percent}")),
        ("{0700.HK.price}", Field("0700.HK", "", "price", "", "{0700.HK.price}")),
        ("{^RUT.rsi14}", Field("^RUT", "", "rsi14", "", "{^RUT.rsi14}")),
        ("{gauge.zone}", Field("", "gauge", "zone", "", "{gauge.zone}")),
        ("{session}", Field("", "phase", "", "", "{session}")),
        ("{ score }", Field("", "score", "", "", "{score}")),
    ],
)
def test_a_field_is_a_part_of_a_symbol_or_a_topic(text: str, field: Field) -> None:
    assert parse(text) == (field,)


def test_doubled_braces_are_braces() -> None:
    assert parse("{{IWM}} }}{{") == ("{IWM} }{",)


def test_symbols_are_listed_once() -> None:
    assert symbols_of(parse("{IWM.price}{SPY.price}{IWM.age}{gauge}")) == ("IWM", "SPY")
    assert symbols_of(parse(DEFAULT)) == ("IWM",)


@cases(
    ("text", "words", "short"),
    [
        ("{IWM.pricee}", r"\{IWM.pricee\}: no such field; did you mean price\? There are: price, ", "IWM.pricee?"),
        ("{IWM.zzzzzz}", r"no such field\. There are: price, .*, and the keys of `r2k readings`", "IWM.zzzzzz?"),
        ("{gauge.zonee}", r"did you mean gauge.zone\?", "gauge.zonee?"),
        ("{guage}", r"did you mean gauge\? There are: gauge, score, ", "guage?"),
        ("{}", "no such field", "?"),
        ("{a\nb\x1b[31m", r"--format: \{a b\[31m has no closing brace", "format?"),
        ("{.price}", "no such field", ".price?"),
        ("{IWM.price", "no closing brace; {{ stands for a brace", "format?"),
        ("IWM}", "without an opening one; }} stands for a brace", "format?"),
        ("{IWM.price:>9999999999}", "the number format '>9999999999'", "format?"),
        ("{IWM.rsi_14}", r"did you mean rsi14\?", "IWM.rsi_14?"),
        ("{phase.x}", r"There are: phase$", "phase.x?"),
        ("{IWM.name:.2f}", "takes no number format", "format?"),
        ("{gauge.zone:.2f}", "takes no number format", "format?"),
        ("{gauge:.0%}", "takes no format in percent", "format?"),
        ("{IWM.price:.1%}", "takes no format in percent", "format?"),
        ("{^RUT.rsi14:.1%}", "takes no format in percent", "format?"),
        ("{IWM.price:.2f!r}", "the number format", "format?"),
        ("{IWM.__class__}", "no such field", "IWM.__class__?"),
    ],
)
def test_what_cannot_be_filled_is_refused(text: str, words: str, short: str) -> None:
    with pytest.raises(BadFormat, match=words) as error:
        parse(text)
    assert error.value.short == short


@given(st.one_of(st.text(max_size=60), st.text("{}:.%IWMprice^gauge", max_size=40)))
def test_any_text_is_a_format_or_refused_with_a_short_word(text: str) -> None:
    try:
        pieces = parse(text)
    except BadFormat as error:
        assert 0 < len(error.short) <= 21 and "\n" not in str(error)
    else:
        line = LineValues(LastState(SourceFacts("yahoo")), 0.0).fill(pieces).text
        assert line.isprintable()
