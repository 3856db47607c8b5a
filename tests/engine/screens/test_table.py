"""Columns of a screen from the state of the universe, against values by hand."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.engine.events.service import EventService
from r2k_tui.engine.halts.service import HaltService
from r2k_tui.engine.insiders.columns import insider_columns
from r2k_tui.engine.insiders.service import InsiderService
from r2k_tui.engine.insiders.state import InsiderState
from r2k_tui.engine.screens.columns import MemberColumns
from r2k_tui.engine.screens.table import table_of
from r2k_tui.engine.short_interest.service import ShortInterestService
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.screens.columns import COLUMNS, RETURN_SESSIONS, ColumnKind
from tests.engine.screens.members import GROWTH, state

# Services whose columns a screen of a running engine has beside those of the members.
SERVICES = (EventService, HaltService, InsiderService, ShortInterestService)


class Insiders:
    """The columns of insiders before anything is known."""

    def columns(self, symbols: tuple[str, ...]) -> MemberColumns:
        """See ColumnSource."""
        return insider_columns(InsiderState(), "2025-09-18", symbols)


# One for each service with further columns.
SOURCES = (Insiders(),)


def test_every_column_that_a_screen_may_name_is_there() -> None:
    table = table_of(state(), SOURCES)
    assert table is not None and table.count == 3
    kinds = {ColumnKind.NUMBER: table.numbers, ColumnKind.TEXT: table.texts, ColumnKind.FLAG: table.flags}
    others = frozenset().union(*(service.names for service in SERVICES))
    kinds[ColumnKind.DAY] = table.days
    for column in COLUMNS.values():
        assert column.unavailable or column.name in others or column.name in kinds[column.kind], column.name


def test_returns_count_sessions_before_the_price() -> None:
    table = table_of(state())
    assert table is not None
    for count in RETURN_SESSIONS:
        found = table.numbers[f"ret_{count}d"]
        assert found[:2] == pytest.approx([GROWTH**count - 1] * 2)
        assert np.isnan(found[2])
    assert table.numbers["ret_1d"][:2] == pytest.approx([GROWTH - 1] * 2)


def test_stale_closes_give_no_return() -> None:
    last = (np.datetime64("2025-09-01") - np.datetime64("1970-01-01")).astype(int).item()
    table = table_of(state(last))
    assert table is not None
    assert np.isnan(table.numbers["ret_63d"]).all()


def test_texts_have_no_case_and_flags_may_be_unknown() -> None:
    table = table_of(state(market_cap=4e8, forward_pe=10.0))
    assert table is not None
    assert table.texts["name"].tolist() == ["first bank", "big oil", "nobody"]
    assert table.texts["sector"].tolist() == ["financials", "energy", "energy"]
    assert table.flags["above_50d"].tolist() == [1, 1, -1]
    assert table.numbers["cap"][0] == 4e8 and table.missing("cap") == 2
    assert table.numbers["fwd_pe"][0] == pytest.approx(10.0)


def test_without_a_list_there_is_no_table() -> None:
    assert table_of(UniverseState()) is None
