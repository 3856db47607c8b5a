"""Figures: how each unit is shown, and what happens where there is none."""

from __future__ import annotations

import pytest

from r2k_tui.engine.brief.figures import composed, joined, of_macro, of_members, of_reading, of_score, sentence, shown
from r2k_tui.engine.brief.inputs import Missing
from r2k_tui.model.brief import BriefUnit
from tests.cases import cases
from tests.engine.brief.case import MARKET, index_readings, inputs, members


@cases(
    ("value", "unit", "text"),
    [
        (2345.6, "price", "2,345.60"),
        (0.4567, "price", "0.4567"),
        (54.32, "points", "+54.32"),
        (-0.0004, "points", "-0.0004"),
        (0.0, "points", "0.0000"),
        (0.02507, "return", "+2.51%"),
        (-0.000004, "return", "0.00%"),
        (0.0191, "fraction", "1.91%"),
        (0.934, "share", "93%"),
        (2711, "count", "2,711"),
        (29.4, "score", "29"),
        (-0.19, "ratio", "-0.19"),
        (4.1, "percent", "4.10%"),
        ("2025-09-18", "date", "2025-09-18"),
    ],
)
def test_units(value: float | str, unit: BriefUnit, text: str) -> None:
    assert shown(value, unit) == text


def test_a_figure_names_where_it_comes_from() -> None:
    figure = of_reading(inputs(), "^RUT", "ret_1d", "return")
    assert (figure.command, figure.key, figure.symbol) == ("readings", "ret_1d", "^RUT")
    assert (figure.source, figure.day, figure.value) == ("invented", "2025-09-18", 0.0251)
    rate = of_macro(inputs(), "curve_10y2y")
    assert (rate.command, rate.key, rate.day) == ("study macro", "curve_10y2y.value", "2025-09-17")
    score, zone = of_score(inputs(), "risk")
    assert (score.key, score.text, zone.text) == ("now.risk.score", "29", "normal")


def test_what_is_not_known_is_missing_and_never_zero() -> None:
    absent = inputs(readings={MARKET.index: index_readings(ret_1d=None)}, absent={"HYG": "no HYG.csv"}, scores=())
    for ask, reason in (
        (lambda: of_reading(absent, "^RUT", "ret_1d", "return"), "too short"),
        (lambda: of_reading(absent, "HYG", "ret_1d", "return"), "HYG: no HYG.csv"),
        (lambda: of_reading(absent, "IWN", "ret_1d", "return"), "not computed"),
        (lambda: of_macro(absent, "nobody"), "no figure nobody"),
        (lambda: of_score(absent, "risk"), "no score"),
        (lambda: of_members(members(), "carriers.move", float("nan"), "return"), "carriers.move is not known"),
    ):
        with pytest.raises(Missing, match=reason):
            ask()


def test_composed() -> None:
    def missing() -> None:
        raise Missing("why")

    assert [s.text for s in composed("the rest", missing)] == ["Not known: the rest (why)."]
    assert composed("the rest", missing)[0].missing
    assert composed("nothing", lambda: None) == ()
    assert composed("it", lambda: sentence("a", "b"))[0].text == "ab"
    assert joined([("a",), ("b", "c")], "; ") == ("a", "; ", "b", "c")
