"""Names of columns: the settings take these and no others."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.market.watchlist import COLUMN_NAMES, ColumnName, SortName


def test_every_column_can_be_sorted_by_and_none_stands_for_no_order() -> None:
    for name in (*COLUMN_NAMES, "none"):
        assert msgspec.convert(name, SortName) == name
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert("none", ColumnName)


def test_the_symbol_stands_first_and_no_name_twice() -> None:
    assert COLUMN_NAMES[0] == "symbol"
    assert len(set(COLUMN_NAMES)) == len(COLUMN_NAMES)
