"""Measures of prices: a close, or a return over a named stretch."""

from __future__ import annotations

from datetime import date

import pytest

from r2k_tui.engine.thesis.measures import Price, measure, words_of
from tests.cases import cases
from tests.engine.thesis.case import CLOSES, DAY, DAYS, case


def test_the_last_close_and_one_of_a_day() -> None:
    last = measure(case(), Price("IWM"))
    assert (last.value, last.day, last.n) == (CLOSES[-1], str(DAYS[-1]), 1)
    day = date.fromisoformat(str(DAYS[100]))
    assert measure(case(), Price("IWM", day=day)).value == CLOSES[100]


def test_a_return_counts_from_the_close_before_its_stretch() -> None:
    five = measure(case(), Price("IWM", "5d"))
    assert five.value == pytest.approx(CLOSES[-1] / CLOSES[-6] - 1)
    assert five.n == 6
    year = measure(case(), Price("IWM", "2003"))
    before = int((DAYS.dtype.type("2003-01-01") > DAYS).sum()) - 1
    assert year.value == pytest.approx(CLOSES[-1] / CLOSES[before] - 1)


@cases(
    ("asked", "reason"),
    [
        (Price("QQQ"), "no daily bars of QQQ"),
        (Price("IWM", day=date(2004, 1, 5)), "2004-01-05 is in the future"),
        (Price("IWM", day=date(2003, 12, 28)), "no close of IWM on 2003-12-28"),
        (Price("IWM", "30y"), "no 30y before"),
        (Price("IWM", "2004"), "2004 is not over"),
        (Price("IWM", "1990"), "no close before 1990"),
    ],
)
def test_what_cannot_be_measured_says_why(asked: Price, reason: str) -> None:
    found = measure(case(), asked)
    assert found.value is None
    assert reason in found.reason


def test_a_measure_in_words() -> None:
    assert words_of(Price("IWM", day=DAY)) == "IWM close on 2003-12-31"
    assert words_of(Price("IWM", "1y", day=DAY)) == "IWM px, one year (1y) to 2003-12-31"
    assert words_of(Price("IWM", "2003-11", "tr")) == "IWM tr, 2003-11"
    assert words_of(Price("IWM", "6m")) == "IWM px, 6m"
