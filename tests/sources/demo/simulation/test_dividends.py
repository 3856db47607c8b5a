"""Dividends of simulated funds."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.sources.demo.source import DemoSource
from tests.sources.demo.stage import (
    DAY,
    Clock,
    _source,
    at,
    bars,
    column,
)

# exchange_calendars touches what pandas 3 deprecates, and pandas says so in its own name.
pytestmark = pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")


@pytest.mark.parametrize(("symbol", "least", "most"), [("IWM", 0.009, 0.013), ("HYG", 0.050, 0.064), ("^RUT", 0, 0)])
async def test_dividends_lift_the_total_return(symbol: str, least: float, most: float) -> None:
    history = await bars(_source(), symbol)
    closes, total = column(history, "close"), column(history, "adj_close")
    assert total[-1] == closes[-1]
    assert (total[:250] < closes[:250]).all() == (least > 0)
    years = (history.times()[-1] - history.times()[0]) / (365.25 * DAY)
    lift = np.log(closes[0] / total[0]) / years
    assert least <= lift <= most


async def test_dividend_of_a_running_session_is_already_out() -> None:
    clock = Clock(at("2026-06-01T12:00:00"))
    history = await bars(DemoSource(clock=clock), "HYG")
    closes, total = column(history, "close"), column(history, "adj_close")
    assert total[-1] == closes[-1]
    assert total[-2] / closes[-2] == pytest.approx(1 - 0.057 / 12)


async def test_the_record_of_dividends_is_what_lowers_the_total_return() -> None:
    source = _source()
    history, record = await bars(source, "HYG"), await source.dividends("HYG")
    closes, total = column(history, "close"), column(history, "adj_close")
    places = {day_of_bar(time).isoformat(): place for place, time in enumerate(history.times())}
    kept = 1.0
    for dividend in record.paid[-24:]:
        kept *= 1.0 - dividend.amount / closes[places[dividend.day] - 1]
    before = places[record.paid[-24].day] - 1
    assert total[before] / closes[before] == pytest.approx(kept, rel=1e-4)
    assert (await source.dividends("^RUT")).paid == ()
