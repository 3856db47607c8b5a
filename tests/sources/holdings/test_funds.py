"""The table of funds, and the size that a list must have."""

from __future__ import annotations

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.sources.holdings.errors import ListTruncated
from r2k_tui.sources.holdings.funds import FUNDS, check_size
from tests.fakes.invented_holdings import holdings


def test_the_packaged_settings_name_the_addresses_of_the_table() -> None:
    assert load(packaged_path()).universe.holdings == {fund: known.latest for fund, known in FUNDS.items()}


def test_a_list_has_as_many_stocks_as_its_fund() -> None:
    def listed(count: int, fund: str) -> None:
        check_size(holdings([f"S{i}" for i in range(count)], fund=fund))

    listed(1800, "IWM")
    listed(20, "ABCD")
    with pytest.raises(ListTruncated, match="holds 1,799 stocks, and the fund at least 1,800"):
        listed(1799, "IWM")
