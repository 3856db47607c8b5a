"""What an engine holds does not grow with use: after the first visits of every view, further ones add nothing."""

from __future__ import annotations

import asyncio
import gc
import logging
import sqlite3
import sys
import types
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pytest

from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.engine import Engine
from r2k_tui.link.memory import MemoryLink
from r2k_tui.model.log import LOG_KEPT, Level
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.alerts import GetAlerts
from r2k_tui.model.messages.allocation.portfolios import GetAllocation, GetSimulation
from r2k_tui.model.messages.bars import GetBars, GetChart, GetRangeStarts
from r2k_tui.model.messages.macro import GetMacro, GetPolicyStudy
from r2k_tui.model.messages.news import GetNews
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.readings import (
    GetCard,
    GetFollowThrough,
    GetHistory,
    GetPositionSize,
    GetReadings,
    GetRiskStudy,
    GetStates,
)
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot, Lookup, Refresh, Watch
from r2k_tui.model.messages.thesis import GetThesis
from r2k_tui.model.messages.universe import GetUniverse, LeaveUniverse
from tests.engine.stage import TODAY
from tests.fakes.invented_bars import daily_bars, wave
from tests.fakes.scripted_source import ScriptedSource
from tests.link.scripted_engine import moving_engine, moving_source, plain_hours

pytestmark = pytest.mark.slow
_FIRST_VISITS, _FURTHER_VISITS = 20, 20
_ROUNDS_AT_REST = 3
# What a visit may add by chance: a future that just ends, a task that has not been collected.
_SLACK = 2
# Of bytes: the analysis of one symbol that comes and goes is a twentieth.
_MOST_GROWTH = 1.06
# What leads out of the engine into the interpreter.
_OUTSIDE = (
    types.ModuleType,
    types.TracebackType,  # as long as the way of the last failure was
    type,
    types.FunctionType,
    types.BuiltinFunctionType,
    types.CodeType,
    types.FrameType,
    types.CoroutineType,
    asyncio.AbstractEventLoop,
    asyncio.Future,
    logging.Logger,
    logging.Handler,
    sqlite3.Connection,  # it forgets its cursors two hundred at a time
    ScriptedSource,  # it writes down every request
)


def visits(number: int) -> list[Request]:
    """Every view once, as the terminal asks; what a user varies differs from visit to visit."""
    fund, junk = "IWM", f"JUNK{number}"
    views: list[Request] = [
        GetSnapshot(),
        *(GetBars(fund, name) for name in ("1D", "1M", "1Y", "MAX")),
        GetChart(fund, "1Y", ("sma50",), "rsi14", before=number),
        GetRangeStarts((fund, "^RUT"), "1M"),
        GetReadings(fund),
        GetFollowThrough("^RUT", 0.01 * (1 + number)),
        GetStates("^RUT"),
        GetCard(fund, "rv21"),
        GetHistory(fund, "drawdown"),
        GetRiskStudy(fund),
        GetPositionSize(fund),
        GetMacro(),
        GetPolicyStudy(),
        GetThesis(),
        GetUniverse(),
        LeaveUniverse(),
        GetNews("GLD"),
        GetAlerts(),
        GetAllocation(),
        GetSimulation("equal", years=1, paths=100, seed=number),
    ]
    return [*views, Watch((fund, junk)), Lookup(junk), GetBars(junk, "1Y"), Watch((fund,))]


def held(engine: Engine) -> tuple[Counter[str], int]:
    """How many objects of each type an engine leads to, and their bytes."""
    gc.collect()
    seen, found, size = {id(engine)}, Counter[str](), 0
    waiting: list[Any] = [engine]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, (str, bytes, int, float)):  # Python shares some of them, and some not
            found[type(one).__name__] += 1
        size += one.nbytes if isinstance(one, np.ndarray) else sys.getsizeof(one)
        for other in gc.get_referents(one):
            if id(other) not in seen and not isinstance(other, _OUTSIDE):
                seen.add(id(other))
                waiting.append(other)
    return found, size


def fill(engine: Engine) -> None:
    """Bring what is bounded to its bound: full, it no longer grows."""
    for number in range(LOG_KEPT):
        engine.market.log(Level.INFO, "test", "said before")
        engine.market.set_problems(("bars 1d", f"OLD{number}"), (Problem(f"OLD{number}", "not_found", "no bars"),))


async def visit(engine: Engine, link: MemoryLink, source: ScriptedSource, number: int) -> None:
    """The market moves, its history is adjusted, and every view is opened."""
    engine.context.clock.now += 1800.0  # what is kept for a while is let go when it is over
    source.put(daily_bars("GLD", wave(300, 100.0 + number), TODAY))
    await link.ask(Refresh())
    answers = {type(request).__name__: await link.ask(request) for request in visits(number)}
    failed = {name: found for name, found in answers.items() if isinstance(found, Failure)}
    assert set(failed) <= {"Lookup", "GetBars", "GetMacro", "GetPolicyStudy", "GetThesis"}, failed


async def held_at_rest(
    engine: Engine, link: MemoryLink, number: int, pick: Callable[[Iterable[int]], int]
) -> tuple[Counter[str], int]:
    """What is held while nothing moves, the least or the most of some looks: some is computed when asked for, some
    is under way. What is held for good is more than the most of before, however little of it was under way.
    """
    rounds = []
    for _ in range(_ROUNDS_AT_REST):
        await engine.settle()
        for request in visits(number):
            await link.ask(request)
        rounds.append(held(engine))
    names = set[str]().union(*(found for found, _ in rounds))
    counts = Counter({name: pick([found[name] for found, _ in rounds]) for name in names})
    return counts, pick([size for _, size in rounds])


@pytest.mark.slow(seconds=15)
async def test_further_visits_of_every_view_add_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExchangeHours, "load", plain_hours)
    source = moving_source()
    engine = moving_engine(source=source)
    link = MemoryLink(engine)
    await link.start()
    try:
        await engine.settle()
        fill(engine)
        for number in range(_FIRST_VISITS):
            await visit(engine, link, source, number)
        before, size = await held_at_rest(engine, link, _FIRST_VISITS, max)
        for number in range(_FIRST_VISITS, _FIRST_VISITS + _FURTHER_VISITS):
            await visit(engine, link, source, number)
        after, grown = await held_at_rest(engine, link, _FIRST_VISITS + _FURTHER_VISITS, min)
    finally:
        await link.close()
    # What each visit leaves behind is there as often as there were visits; what is computed meanwhile comes and goes.
    more = {name: count for name in after if (count := after[name] - before[name]) >= _FURTHER_VISITS - _SLACK}
    assert more == {}
    assert grown <= size * _MOST_GROWTH, (size, grown)
