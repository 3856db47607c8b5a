"""What the lines of a comparison measure, and what may be typed for its symbols."""

from __future__ import annotations

from math import log

import pytest

from r2k_tui.ui.views.chart.comparison.options import CompareOptions, Form, read_symbols
from tests.cases import cases
from tests.ui.views.chart.comparison.invented import growth, series


@cases("text", ["iwm spy", " IWM,SPY ", "IWM; SPY", "iwm,  spy,"])
def test_symbols_are_separated_by_blanks_or_commas(text: str) -> None:
    assert read_symbols(text) == ("IWM", "SPY")


@cases(
    ("text", "words"),
    [
        ("IWM", "two symbols or more"),
        ("A B C D E F G", "at most 6"),
        ("IWM SPY iwm", "IWM is named twice"),
        ("IWM SPY/SPY", "always 1"),
    ],
)
def test_what_cannot_be_compared_is_told(text: str, words: str) -> None:
    told = read_symbols(text)
    assert isinstance(told, str)
    assert words in told


def test_control_characters_never_become_a_symbol() -> None:
    assert read_symbols("IWM\x1b[31m SPY\x07") == ("IWM[31M", "SPY")


def test_percent_index_and_volatility() -> None:
    one, last = series("IWM", 1, 0.25), growth(1)[-1]
    assert CompareOptions().values(one)[-1] == pytest.approx(last - 1)
    assert CompareOptions(form=Form.INDEX).values(one)[-1] == pytest.approx(100 * last)
    assert CompareOptions(by_volatility=True).values(one)[-1] == pytest.approx(log(last) / 0.25)
    assert CompareOptions(by_volatility=True).values(series("IWM", 1, None)) == []


def test_the_forms_form_a_cycle_and_skip_dividends_where_there_are_none() -> None:
    options, seen = CompareOptions(), []
    for _ in range(4):
        options = options.with_next_form(dividends=True)
        seen.append((options.form, options.total))
    assert seen == [(Form.PERCENT, True), (Form.INDEX, False), (Form.INDEX, True), (Form.PERCENT, False)]
    intraday = CompareOptions().with_next_form(dividends=False)
    assert (intraday.form, intraday.total) == (Form.INDEX, False)
    assert CompareOptions(by_volatility=True).with_next_form(dividends=True) == CompareOptions()


@cases(
    ("options", "written", "zero"),
    [
        (CompareOptions(), "+12.3%", 0.0),
        (CompareOptions(form=Form.INDEX), "0.1", 100.0),
        (CompareOptions(by_volatility=True), "+0.12σ", 0.0),
    ],
)
def test_values_are_written_in_their_unit(options: CompareOptions, written: str, zero: float) -> None:
    assert options.written(0.123) == written
    assert options.zero == zero
