"""The link within one process."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.link.memory import MemoryLink
from r2k_tui.link.protocol import Link
from tests.link.contract import LinkContract, Start
from tests.link.scripted_engine import moving_engine, plain_hours


class TestMemoryLink(LinkContract):
    @pytest.fixture
    async def start(self, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Start]:
        monkeypatch.setattr(ExchangeHours, "load", plain_hours)
        made: list[MemoryLink] = []

        async def start() -> Link:
            made.append(MemoryLink(moving_engine()))
            await made[-1].start()
            return made[-1]

        yield start
        for link in made:
            await link.close()
