"""A chain of one provider fails and recovers as that provider does alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import Source
from r2k_tui.sources.chain.disagreement import Disagreement
from r2k_tui.sources.chain.provider import Provider
from r2k_tui.sources.chain.source import ChainSource
from r2k_tui.sources.yahoo.info import INFO
from tests.faults import test_recovery as alone
from tests.faults.stage import CONFIG, DEADLINE_S, FUND, Stage

test_every_topic_recovers_without_a_key = alone.test_every_topic_recovers_without_a_key
test_bars_that_fail_alone_are_asked_for_one_at_a_time = alone.test_bars_that_fail_alone_are_asked_for_one_at_a_time
test_r_ends_a_pause_of_hours_with_one_request_that_is_answered = (
    alone.test_r_ends_a_pause_of_hours_with_one_request_that_is_answered
)


class ChainOfOne(Stage):
    """The stage, with Yahoo as the only provider of a chain."""

    def make_source(self) -> Source:
        provider = Provider(self.yahoo_source, CONFIG.limits, DEADLINE_S, self.clock, Random(1))
        return ChainSource(INFO, [provider], Disagreement(0.005, self.clock))


@pytest.fixture
async def stage(tmp_path: Path, exchange: ExchangeHours, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)
    async with ChainOfOne(tmp_path).running() as running:
        running.engine.context.interest.chart(FUND, Interval.M1)
        yield running
