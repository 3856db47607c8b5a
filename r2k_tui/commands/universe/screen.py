"""`r2k universe screen 'EXPR'`: the members that an expression holds for."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.one_shot import EngineHandle, run_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import CommandReport, envelope, number, print_problems, write
from r2k_tui.link.protocol import Link
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.universe import Members
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.model.messages.universe import GetScreen, GetUniverse, ScreenRefusal, ScreenReply, UniverseReply
from r2k_tui.model.screens.columns import COLUMNS
from r2k_tui.model.screens.parser import pointed
from r2k_tui.model.screens.result import ScreenResult
from r2k_tui.model.screens.syntax import ScreenFault
from r2k_tui.ui.drawing.numbers import MISSING, compact, percent, price

_COMMAND = "universe screen"
_FIGURES = ("price", "ret_1d", "weight", "market_cap", "forward_pe", "range_52w")


def run(options: Options, expression: str) -> int:
    """Print the members. Returns the exit status."""
    if not expression.strip():
        usable = " ".join(column.name for column in COLUMNS.values() if not column.unavailable)
        raise UsageError(f"universe screen 'EXPR': expected an expression, such as 'cap < 500e6'; columns: {usable}")

    setup = options.setup()
    expression = next((saved.expr for saved in setup.config.screens if saved.name == expression), expression)

    async def ask(_: EngineHandle, link: Link) -> AskedScreen:
        return await ask_screen(link, expression)

    asked = run_once(setup, ask)
    report = report_of(asked)
    if options.json:
        write(report)
    else:
        if isinstance(asked.found, ScreenReply) and isinstance(asked.members, UniverseReply):
            _print(asked.snapshot, asked.found.screen, asked.members.universe.members)
        print_problems(report.problems)
    if report.data is None:
        return 3
    return 1 if report.problems else 0


class AskedScreen(NamedTuple):
    """The replies to a screen: its result, the members that it is of, and the snapshot after them."""

    expression: str
    snapshot: Snapshot
    found: Reply
    members: Reply


async def ask_screen(link: Link, expression: str) -> AskedScreen:
    """The members that an expression holds for. Raises LinkLost."""
    found = await link.ask(GetScreen(expression, settled=True))
    members = await link.ask(GetUniverse())
    snapshot = await link.ask(GetSnapshot())
    assert isinstance(snapshot, Snapshot)
    return AskedScreen(expression, snapshot, found, members)


def report_of(asked: AskedScreen) -> CommandReport:
    """The report on a screen. Raises UsageError for an expression that is not valid."""
    snapshot, found, members = asked.snapshot, asked.found, asked.members
    if isinstance(found, ScreenRefusal):
        lines = pointed(asked.expression, ScreenFault(found.message, found.start, found.stop))
        raise UsageError("universe screen:\n" + "\n".join(f"  {line}" for line in lines))
    if not isinstance(found, ScreenReply) or not isinstance(members, UniverseReply):
        failure = found if isinstance(found, Failure) else Failure("missing", "the engine sent no members")
        problem = Problem("", failure.kind, failure.message)
        return envelope(_COMMAND, snapshot.facts, None, snapshot.as_of, (problem,))
    result, table = found.screen, members.universe.members
    problems = [Problem("", "missing", f"{m.members:,} members lack {m.column}") for m in result.missing if m.members]
    return envelope(_COMMAND, snapshot.facts, _json(result, table), result.as_of, problems)


def _json(result: ScreenResult, members: Members) -> dict[str, Any]:
    return {
        "expression": result.expression,
        "members": result.members,
        "matched": len(result),
        "missing": {item.column: item.members for item in result.missing},
        "basis": result.basis or None,
        "rows": [_row(members, place) for place in result.rows()],
    }


def _row(members: Members, place: int) -> dict[str, Any]:
    sector = members.sector_of[place]
    head = {"symbol": members.symbols[place], "name": members.names[place]}
    figures = {name: number(members.column(name)[place]) for name in _FIGURES}
    return {**head, "sector": members.sectors[sector] if sector < len(members.sectors) else None, **figures}


def _print(snapshot: Snapshot, result: ScreenResult, members: Members) -> None:
    tag = " SIMULATED" if snapshot.facts.simulated else ""
    print(f"{result.words}: {result.expression}  ({snapshot.facts.name}{tag} {result.as_of or 'no day'})")
    print(f"{'symbol':<8}{'price':>10}{'day':>8}{'weight':>8}{'cap':>9}{'fwd P/E':>9}  name, sector")
    for place in result.rows():
        row = _row(members, place)
        ratio, last = row["forward_pe"], f"{row['name']}, {row['sector'] or MISSING}"
        pe = MISSING if ratio is None or not math.isfinite(ratio) else f"{ratio:.1f}"
        print(
            f"{row['symbol']:<8}{price(row['price']):>10}{percent(row['ret_1d'], 1):>8}"
            f"{percent(row['weight'], 2, sign=False):>8}{compact(row['market_cap']):>9}{pe:>9}  {last}"
        )
