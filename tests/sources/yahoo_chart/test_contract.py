"""Yahoo's charts keep the promises that every source makes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.sources.yahoo_chart.source import YahooChartSource
from tests.fakes.yahoo_server import FakeYahoo
from tests.sources.contract import SourceContract, Subject


class TestYahooChartContract(SourceContract):
    @pytest.fixture
    async def subject(self) -> AsyncIterator[Subject]:
        known = ("^RUT", "IWM", "RTY=F", "BRK-B")
        with FakeYahoo(known) as yahoo:
            source = YahooChartSource(YahooSettings(endpoint=yahoo.url))
            yield Subject(source, known, "NO-SUCH", dated=True)
            await source.close()
