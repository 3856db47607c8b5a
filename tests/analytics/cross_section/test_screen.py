"""Evaluation of screens: three members known in every respect, one that lacks everything."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.cross_section.screen import ScreenTable, columns_of, evaluate
from r2k_tui.model.screens.parser import parse
from r2k_tui.model.screens.syntax import ScreenFault
from tests.cases import cases

NAN = float("nan")
TABLE = ScreenTable(
    numbers={
        "cap": np.array([4e8, 6e8, 5e8, NAN]),
        "fwd_pe": np.array([10.0, NAN, 20.0, NAN]),
        "price": np.array([22.11, 0.0, -1.0, NAN]),
        "prev_close": np.array([20.10, 1.0, 0.0, NAN]),
        "ret_1d": np.array([0.1, -1.0, 0.0, NAN]),
    },
    texts={
        "sector": np.array(["health care", "energy", "energy", ""]),
        "name": np.array(["first bank", "oil", "bankers trust", ""]),
    },
    flags={"above_50d": np.array([1, 0, -1, -1], dtype=np.int8)},
)


def places(text: str) -> list[int]:
    return np.flatnonzero(evaluate(parse(text), TABLE).yes).tolist()


@cases(
    ("text", "found"),
    [
        ("cap < 500e6", [0]),
        ("cap <= 500e6", [0, 2]),
        ("cap > 500e6", [1]),
        ("cap = 5e8", [2]),
        ("cap != 5e8", [0, 1]),
        ("5 < fwd_pe < 15", [0]),
        ("15 > fwd_pe", [0]),
        ("not fwd_pe < 15", [2]),
        ("not (fwd_pe < 15)", [2]),
        ("fwd_pe < 15 or cap > 500e6", [0, 1]),
        ("fwd_pe > 0 or not fwd_pe > 0", [0, 2]),
        ('sector = "Health Care"', [0]),
        ('"ENERGY" = sector', [1, 2]),
        ('sector != "energy"', [0]),
        ('not sector = "energy"', [0]),
        ('sector in ("Energy", "Health Care")', [0, 1, 2]),
        ('not sector in ("Energy")', [0]),
        ('name contains "BANK"', [0, 2]),
        ('not name contains "bank"', [1]),
        ("above_50d", [0]),
        ("not above_50d", [1]),
        ("ret_1d >= 10%", [0]),
        ("price / prev_close - 1 >= 0.10", [0]),
        ("price / prev_close > 0", [0]),
        ("price > prev_close * 1.05", [0]),
        ("cap - cap = 0", [0, 1, 2]),
        ("1 < 2", [0, 1, 2, 3]),
        ("2 < 1", []),
        ("ret_1d = 0", [2]),
        ("-1 <= ret_1d < 0", [1]),
    ],
)
def test_examples(text: str, found: list[int]) -> None:
    assert places(text) == found


def test_missing_values_are_counted_by_column() -> None:
    assert {name: TABLE.missing(name) for name in ("cap", "fwd_pe", "sector", "above_50d")} == {
        "cap": 1,
        "fwd_pe": 2,
        "sector": 1,
        "above_50d": 2,
    }


def test_the_columns_of_a_screen_in_the_order_of_the_text() -> None:
    text = 'price > prev_close * 2 and not above_50d and (cap < 1 or price < 2) and name contains "x"'
    assert columns_of(parse(text)) == ("price", "prev_close", "above_50d", "cap", "name")


_COLUMNS = st.sampled_from(["cap", "fwd_pe", "price", "prev_close", "ret_1d", "price / prev_close", "1 + cap"])
_OPERATORS = st.sampled_from(["<", "<=", ">", ">=", "=", "!="])
_ATOM = st.one_of(
    st.builds("{} {} {}".format, _COLUMNS, _OPERATORS, st.one_of(_COLUMNS, st.sampled_from(["1", "0", "-2", "10%"]))),
    st.sampled_from(['sector = "energy"', 'name contains "a"', "above_50d", 'sector in ("energy")']),
)
_CONDITION = st.recursive(
    _ATOM,
    lambda inner: st.one_of(
        st.builds("not ({})".format, inner),
        st.builds("({}) and ({})".format, inner, inner),
        st.builds("({}) or ({})".format, inner, inner),
    ),
    max_leaves=6,
)


@given(_CONDITION)
def test_nothing_about_a_missing_value_is_ever_true(text: str) -> None:
    try:
        answer, turned = evaluate(parse(text), TABLE), evaluate(parse(f"not ({text})"), TABLE)
    except ScreenFault:
        return  # too deep
    assert not (answer.yes & answer.no).any()
    assert (turned.yes == answer.no).all() and (turned.no == answer.yes).all()
    assert not answer.yes[3] and not answer.no[3], "it lacks everything"


def test_enormous_numbers_compare_without_a_warning() -> None:
    far = "1e99 * 1e99 * 1e99 * 1e11"
    with np.errstate(all="raise"):
        assert places(f"{far} > -1e99 * 1e99 * 1e99 * 1e11") == [0, 1, 2, 3]
        assert places(f"{far} = -1e99 * 1e99 * 1e99 * 1e11") == []
