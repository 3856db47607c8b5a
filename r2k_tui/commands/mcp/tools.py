"""The tools: each returns the JSON of a command of R2K, and none writes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from r2k_tui.commands import brief, readings, snapshot, thesis
from r2k_tui.commands.mcp.arguments import (
    BriefArguments,
    FollowThroughArguments,
    ReadingsArguments,
    ScreenArguments,
    SnapshotArguments,
    SymbolArguments,
    ToolArguments,
)
from r2k_tui.commands.mcp.session import EngineSession
from r2k_tui.commands.shared.options import quoted_symbols, symbols_of
from r2k_tui.commands.shared.report import CommandReport
from r2k_tui.commands.study import command as study
from r2k_tui.commands.universe import screen
from r2k_tui.link.protocol import Link
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.readings import GetRiskStudy
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.model.ratio import all_legs
from r2k_tui.model.screens.columns import COLUMNS


class ToolRow(NamedTuple):
    """One tool; `run` is given its checked arguments."""

    name: str
    title: str
    description: str
    arguments: type[ToolArguments]
    run: Callable[[EngineSession, Any], Awaitable[CommandReport]]


async def _snapshot(session: EngineSession, given: SnapshotArguments) -> CommandReport:
    config = session.setup.config
    symbols = quoted_symbols(list(given.symbols)) or tuple(
        dict.fromkeys((config.market.index, *config.watchlist.symbols))
    )
    return snapshot.report_of(await session.ask(symbols, _current), symbols)


async def _readings(session: EngineSession, given: ReadingsArguments) -> CommandReport:
    symbols = symbols_of(list(given.symbols)) or (session.setup.config.market.index,)
    keys = readings.checked_keys(key.value for key in given.keys)
    asked = await session.ask(all_legs(symbols), lambda link: readings.ask_readings(link, symbols, keys))
    return readings.report_of(asked)


async def _follow_through(session: EngineSession, given: FollowThroughArguments) -> CommandReport:
    symbol = _symbol(session, given)
    request = study.follow_through_request(symbol, given.threshold, given.start or "", given.end or "")
    after, reply = await _reply(session, (symbol,), request)
    return study.report_of("study followthrough", symbol, after, reply)


async def _states(session: EngineSession, given: SymbolArguments) -> CommandReport:
    symbol = _symbol(session, given)
    asked = await session.ask(all_legs((symbol,)), lambda link: study.ask_states(link, symbol))
    return study.report_of("study states", symbol, asked.snapshot, asked.reply, asked.now)


async def _risk(session: EngineSession, given: SymbolArguments) -> CommandReport:
    symbol = _symbol(session, given)
    after, reply = await _reply(session, (symbol,), GetRiskStudy(symbol))
    return study.report_of("study risk", symbol, after, reply)


async def _thesis(session: EngineSession, _: ToolArguments) -> CommandReport:
    return thesis.report_of(*await _reply(session, (), thesis.REQUEST))


async def _brief(session: EngineSession, given: BriefArguments) -> CommandReport:
    return brief.report_of(*await _reply(session, (), brief.request_of(given.since)))


async def _screen(session: EngineSession, given: ScreenArguments) -> CommandReport:
    saved = {each.name: each.expr for each in session.setup.config.screens}
    expression = saved.get(given.expression, given.expression)
    return screen.report_of(await session.ask((), lambda link: screen.ask_screen(link, expression)))


def _symbol(session: EngineSession, given: SymbolArguments) -> str:
    symbols = symbols_of([given.symbol or ""])
    return symbols[0] if symbols else session.setup.config.market.index


async def _current(link: Link) -> Snapshot:
    reply = await link.ask(GetSnapshot())
    assert isinstance(reply, Snapshot)
    return reply


async def _reply(session: EngineSession, symbols: tuple[str, ...], request: Request) -> tuple[Snapshot, Reply]:
    async def ask(link: Link) -> tuple[Snapshot, Reply]:
        reply = await link.ask(request)
        return await _current(link), reply

    return await session.ask(all_legs(symbols), ask)


_USABLE = " ".join(column.name for column in COLUMNS.values() if not column.unavailable)
TOOLS = (
    ToolRow(
        "snapshot",
        "Quotes, feeds, gauge and score",
        "Prices of symbols with their state (LIVE, DELAYED, STALE, OFFLINE, CLOSED, HALTED), time and provider; health "
        "of the feeds, phase of the session, risk gauge and momentum score with their components.",
        SnapshotArguments,
        _snapshot,
    ),
    ToolRow(
        "readings",
        "Readings of a symbol",
        "Measured figures of symbols: returns, trend, volatility, value at risk, drawdown and more. Each has value, "
        "unit, window, number of observations, day, definition and source; a missing one has a reason. Name the keys.",
        ReadingsArguments,
        _readings,
    ),
    ToolRow(
        "study_followthrough",
        "What followed strong months",
        "Returns after months of at least a threshold, with hit rates, Wilson intervals and those of all months.",
        FollowThroughArguments,
        _follow_through,
    ),
    ToolRow(
        "study_states",
        "What followed zones and events",
        "Returns and drawdowns after each zone of gauge and score, and after record closes, breakouts and more.",
        SymbolArguments,
        _states,
    ),
    ToolRow(
        "study_risk",
        "History of risk",
        "Volatility cone, the deepest drawdowns and episodes of stress.",
        SymbolArguments,
        _risk,
    ),
    ToolRow(
        "thesis",
        "Ledger of claims",
        "Claims about small caps, each with what was claimed, what was measured, the base rate, an interval and the "
        "verdict: holds, holds_other_measure, does_not_hold, unproven, not_testable.",
        ToolArguments,
        _thesis,
    ),
    ToolRow(
        "brief",
        "Brief of the day",
        "The day in sentences; each figure has its value, source and day.",
        BriefArguments,
        _brief,
    ),
    ToolRow(
        "screen",
        "Screen of the members",
        f"The members of the index that an expression, or a saved screen by its name, holds for. Columns: {_USABLE}.",
        ScreenArguments,
        _screen,
    ),
)
