"""What stands above the table of a list: its fund and its day."""

from __future__ import annotations

import pytest

from r2k_tui.sources.holdings.errors import (
    DayUnknown,
)
from tests.fakes.invented_holdings import HEADER, rows
from tests.sources.holdings.lists import parsed


def test_a_list_without_a_preamble_takes_day_and_fund_from_its_name() -> None:
    data = "\n".join((HEADER, *rows())).encode()
    found = parsed(data, "iwb_holdings_2025-09-12.csv")
    assert (found.fund, found.as_of) == ("IWB", "2025-09-12")
    with pytest.raises(DayUnknown, match="file's name"):
        parsed(data, "holdings.csv")
