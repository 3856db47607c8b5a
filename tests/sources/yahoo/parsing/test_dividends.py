"""Dividends of Yahoo, through both of its clients."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.model.market.dividends import Dividend
from r2k_tui.sources.base import BadData, NotFound
from r2k_tui.sources.yahoo.parsing.dividends import to_record
from r2k_tui.sources.yahoo.source import YahooSource
from r2k_tui.sources.yahoo_chart.source import YahooChartSource
from tests.cases import cases
from tests.fakes.yahoo_server import FakeYahoo


def chart(paid: Any) -> Any:
    return {"chart": {"result": [{"meta": {"gmtoffset": -18000}, "events": {"dividends": paid}}]}}


def test_by_day_of_the_exchange_in_order() -> None:
    # 2025-03-20 and 2024-12-19, 9:30 in New York; 2025-06-20 at 1:00 UTC is the evening before there.
    paid = {str(t): {"amount": a, "date": t} for t, a in ((1742477400, 0.5), (1734618600, 0.4), (1750381200, 0.6))}
    assert to_record(chart(paid), "IWM", "yahoo").paid == (
        Dividend("2024-12-19", 0.4),
        Dividend("2025-03-20", 0.5),
        Dividend("2025-06-19", 0.6),
    )


def test_a_symbol_that_paid_none() -> None:
    assert to_record({"chart": {"result": [{"meta": {}}]}}, "GLD", "yahoo").paid == ()


@cases(
    "data",
    [{}, {"chart": {"result": []}}, chart({"1": {"amount": "x", "date": 1}}), chart({"1": {"amount": -1, "date": 1}})],
)
def test_what_is_no_record(data: Any) -> None:
    with pytest.raises(BadData):
        to_record(data, "IWM", "yahoo")


@pytest.mark.parametrize("kind", ["client", "chart"])
async def test_both_clients_give_the_same(kind: str, tmp_path: Path) -> None:
    with FakeYahoo(["IWM", "GLD"]) as yahoo:
        yahoo.dividends["IWM"] = {1742477400: 0.5}
        settings = YahooSettings(endpoint=yahoo.url)
        source = YahooSource(settings, tmp_path) if kind == "client" else YahooChartSource(settings)
        try:
            assert (await source.dividends("IWM")).paid == (Dividend("2025-03-20", 0.5),)
            assert (await source.dividends("GLD")).paid == ()
            with pytest.raises(NotFound):
                await source.dividends("NO-SUCH")
        finally:
            await source.close()
