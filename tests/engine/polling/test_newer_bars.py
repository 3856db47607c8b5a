"""Newer bars: continued by the same provider, and never joined silently with those of another."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import pytest

from r2k_tui.engine.polling.newer_bars import BarRequests
from r2k_tui.model.market.bars import Bars, Interval, pack_floats
from r2k_tui.sources.base import NotFound
from tests.engine.stage import TODAY
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import bars_at, daily_bars, wave
from tests.fakes.scripted_source import ScriptedSource

D1, M1 = Interval.D1, Interval.M1
PATH = wave(300)


class Stage:
    """Requests to a scripted source; `turns` are the topics they were counted under."""

    def __init__(self) -> None:
        self.source, self.turns = ScriptedSource(), list[str]()
        self.requests = BarRequests(self.source, self.source.name, self._turn)

    async def _turn(self, topic: str) -> None:
        self.turns.append(topic)

    def serve(self, provider: str, path: Sequence[float] = PATH) -> None:
        self.source.put(daily_bars("IWM", path, TODAY, source=provider))

    @property
    def starts(self) -> list[float | None]:
        return [call.since for call in self.source.calls]


def known(provider: str, path: Sequence[float] = PATH) -> Bars:
    """The bars up to yesterday."""
    bars = daily_bars("IWM", path, TODAY, source=provider)
    return bars.slice(0, len(bars) - 1)


async def test_the_same_provider_continues() -> None:
    stage, before = Stage(), known("a")
    stage.serve("a")
    found = await stage.requests.newer(before, "IWM", D1, "daily")
    assert not found.replaces and len(found.batch.bars) == 4
    assert stage.starts == [before.times()[-3]] and stage.turns == ["daily"]


async def test_another_provider_replaces_the_whole_history() -> None:
    stage = Stage()
    stage.serve("b", [price * 1.0000001 for price in PATH])
    found = await stage.requests.newer(known("a"), "IWM", D1, "daily")
    assert found.replaces and len(found.batch.bars) == len(PATH) and found.batch.bars.source == "b"
    assert stage.starts[-1] is None and stage.turns == ["daily", "daily"]
    await stage.requests.newer(found.batch.bars, "IWM", D1, "daily")
    assert len(stage.turns) == 3, "from then on it continues"


async def test_a_shorter_history_of_another_provider_changes_nothing_and_is_told() -> None:
    stage, before = Stage(), known("a")
    stage.serve("b", PATH[200:])
    for count in (2, 3, 4):
        found = await stage.requests.newer(before, "IWM", D1, "daily")
        assert not found.replaces and not len(found.batch.bars) and found.batch.bars.source == "a"
        (problem,) = found.batch.problems
        assert problem.symbol == "IWM"
        assert "remain those of a up to 2025-09-17: the history of b is shorter" in problem.message
        assert len(stage.turns) == count, "the whole history is asked for once"
    stage.serve("a")
    assert len((await stage.requests.newer(before, "IWM", D1, "daily")).batch.bars) == 4


async def test_a_history_without_total_returns_does_not_replace_one_that_has_them() -> None:
    stage = Stage()
    whole = daily_bars("IWM", PATH, TODAY, source="b")
    stage.source.put(msgspec.structs.replace(whole, adj_close=pack_floats([math.nan] * len(whole))))
    found = await stage.requests.newer(known("a"), "IWM", D1, "daily")
    assert not found.replaces and found.batch.problems


async def test_a_readjusted_history_of_the_same_provider_replaces() -> None:
    stage = Stage()
    stage.serve("a", [price / 4 for price in PATH])
    found = await stage.requests.newer(known("a"), "IWM", D1, "daily")
    assert found.replaces and len(found.batch.bars) == len(PATH)


async def test_minutes_of_two_providers_join_where_they_overlap() -> None:
    minute = int(START) // 60 * 60
    stamps = [minute - 60 * i for i in range(30, 0, -1)]
    stage = Stage()
    stage.source.put(msgspec.structs.replace(bars_at(stamps, PATH[-30:], "IWM", M1), source="b"))
    before = msgspec.structs.replace(bars_at(stamps[:20], PATH[-30:-10], "IWM", M1), source="a")
    assert not (await stage.requests.newer(before, "IWM", M1, "intraday")).replaces
    odd = msgspec.structs.replace(bars_at([s + 30 for s in stamps[:20]], PATH[-30:-10], "IWM", M1), source="a")
    assert (await stage.requests.newer(odd, "IWM", M1, "intraday")).replaces, "stamps of another grid do not join"


async def test_no_history_at_all_is_not_found() -> None:
    stage = Stage()
    stage.source.put(known("a").slice(0, 0))
    with pytest.raises(NotFound, match="scripted has no 1d bars of IWM"):
        await stage.requests.newer(None, "IWM", D1, "daily")
