"""The members as listed, held on from there, are the fund: with real lists and closes."""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from r2k_tui.model.market.bars import Closes
from tests.analytics.synthetic import real

SHARED = Path(__file__).parents[2].parent / "shared" / "data"
WIDE = SHARED / "constituents" / "adjclose_wide.csv.gz"
pytestmark = pytest.mark.realdata


@cache
def all_closes() -> Closes:
    from r2k_tui.sources.csv_folder.wide import parse_wide

    return parse_wide(gzip.decompress(WIDE.read_bytes()), WIDE.name, newest=np.datetime64("2026-12-31").item())


@pytest.mark.parametrize(("day", "count"), [("2025-05-13", 1939), ("2025-11-05", 1962), ("2026-01-21", 1952)])
def test_the_next_fifty_days_are_those_of_the_fund(day: str, count: int) -> None:
    from r2k_tui.analytics.cross_section.closes import chosen
    from r2k_tui.analytics.cross_section.returns import session_returns
    from r2k_tui.engine.universe.constituents import Constituents
    from r2k_tui.sources.holdings.parse import parse_holdings

    listed = SHARED / "holdings" / f"iwm_holdings_{day}.csv"
    if not (WIDE.exists() and listed.exists()):
        pytest.skip("no real lists and closes beside the checkout")
    roll = Constituents(parse_holdings(listed.read_bytes(), listed.name))
    assert len(roll) == count
    closes = all_closes()
    values = np.frombuffer(closes.values).reshape(len(closes), -1)
    place = {symbol: column for column, symbol in enumerate(closes.symbols)}
    days = np.frombuffer(closes.days, dtype=np.int64)
    table = chosen(days, values, [place.get(s) if s in roll.places else None for s in roll.symbols])
    anchor = table.row_at(roll.day)
    cap, equal = session_returns(table.closes, roll.weights, table.closes[anchor])
    fund = real("IWM.csv", "IWM")
    at = {int(number): row for row, number in enumerate(fund.days.astype(np.int64).tolist())}
    rows = [at[int(number)] for number in days[anchor + 1 : anchor + 51]]
    returns = np.array([fund.adj_close[row] / fund.adj_close[row - 1] - 1 for row in rows])
    ours, plain = cap[anchor : anchor + 50], equal[anchor : anchor + 50]
    assert len(ours) == 50
    assert np.corrcoef(ours, returns)[0, 1] >= 0.997
    assert np.std(ours - returns) < 0.001
    assert np.corrcoef(plain, returns)[0, 1] < np.corrcoef(ours, returns)[0, 1]
    assert np.corrcoef(plain, returns)[0, 1] > 0.9
