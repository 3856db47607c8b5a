"""Yahoo keeps the promises that every source makes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.sources.yahoo.source import YahooSource
from tests.fakes.yahoo_server import FakeYahoo
from tests.sources.contract import SourceContract, Subject


class TestYahooContract(SourceContract):
    @pytest.fixture
    async def subject(self, tmp_path: Path) -> AsyncIterator[Subject]:
        known = ("^RUT", "IWM", "RTY=F", "BRK-B")
        with FakeYahoo(known) as yahoo:
            source = YahooSource(YahooSettings(endpoint=yahoo.url), tmp_path)
            yield Subject(source, known, "NO-SUCH", dated=True)
            await source.close()
