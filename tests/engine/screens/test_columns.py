"""Columns of other services in a screen."""

from __future__ import annotations

import numpy as np

from r2k_tui.engine.screens.columns import MemberColumns
from r2k_tui.engine.screens.table import table_of
from tests.engine.screens.members import state


class Reports:
    """Days to the next report, of the first member alone."""

    def columns(self, symbols: tuple[str, ...]) -> MemberColumns:
        """See ColumnSource."""
        return MemberColumns(days={"reports": np.array([2.0, *[np.nan] * (len(symbols) - 1)])})


def test_columns_of_a_service_stand_beside_those_of_the_members() -> None:
    table = table_of(state(), (Reports(),))
    assert table is not None
    assert (table.days["reports"][0], table.missing("reports")) == (2.0, table.count - 1)
    assert "price" in table.numbers
