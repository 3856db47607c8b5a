"""Columns of a screen: unknown is neither zero nor no."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics.cross_section.screen import NO, UNKNOWN, YES
from r2k_tui.engine.insiders.calendar import index_days
from r2k_tui.engine.insiders.columns import insider_columns
from r2k_tui.engine.insiders.state import InsiderState
from r2k_tui.model.screens.columns import COLUMNS, ColumnKind
from r2k_tui.store.insiders import IndexDay
from tests.engine.insiders.filings import filing
from tests.engine.insiders.test_state import UNTIL

SYMBOLS = ("AAA", "BBB", "CCC", "DDD")


def state(*, gap: bool = False) -> InsiderState:
    from datetime import date

    found = InsiderState()
    for day in index_days(date(2025, 8, 20), date(2025, 9, 17)):
        if not (gap and day == date(2025, 9, 3)):
            found.put_day(IndexDay(day.isoformat(), 1.0, whole=True))
    found.match({"1": ("AAA",), "2": ("BBB",), "3": ("CCC",)})
    found.put([filing("2025-09-16", "AAA", (n,), (("2025-09-12", 10.0, 2.0),), n) for n in (1, 2, 3)])
    found.put([filing("2025-09-16", "BBB", (9,), (("2025-09-12", 10.0, 2.0), ("2025-09-12", 5.0, None)), 9)])
    return found


def test_every_member() -> None:
    found = insider_columns(state(), UNTIL, SYMBOLS)
    np.testing.assert_array_equal(found.numbers["insider_buyers_30d"], [3.0, 1.0, 0.0, np.nan])
    np.testing.assert_array_equal(found.numbers["insider_dollars_30d"], [60.0, np.nan, 0.0, np.nan])
    assert found.flags["insider_cluster"].tolist() == [YES, NO, NO, UNKNOWN]


def test_while_filings_are_missing_only_a_cluster_at_hand_is_known() -> None:
    for one in (insider_columns(state(gap=True), UNTIL, SYMBOLS), insider_columns(state(), "2025-10-01", SYMBOLS)):
        assert np.isnan(one.numbers["insider_buyers_30d"]).all() and np.isnan(one.numbers["insider_dollars_30d"]).all()
        assert one.flags["insider_cluster"].tolist() == [YES, UNKNOWN, UNKNOWN, UNKNOWN]


def test_nothing_is_known_at_first_and_every_column_is_declared() -> None:
    found = insider_columns(InsiderState(), UNTIL, SYMBOLS)
    assert found.flags["insider_cluster"].tolist() == [UNKNOWN] * 4
    kinds = {name: COLUMNS[name].kind for name in (*found.numbers, *found.flags)}
    assert kinds == {
        "insider_buyers_30d": ColumnKind.NUMBER,
        "insider_dollars_30d": ColumnKind.NUMBER,
        "insider_cluster": ColumnKind.FLAG,
    }
