"""What `r2k allocate`, `backtest` and `simulate` share: one request with a progress bar, problems, exit status."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NamedTuple

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.one_shot import EngineHandle, run_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.progress_bar import ProgressBar
from r2k_tui.commands.shared.report import envelope, write
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.protocol import Link, LinkLost
from r2k_tui.model.allocation.trades import AppliedRate
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.model.money.currency import CASH
from r2k_tui.ui.drawing.lines import cells, wrapped

# Notes for the user; the result is complete.
_HARMLESS = ("note", "no_holdings")
_LINE = 80


class AllocationOutcome(NamedTuple):
    """The reply to one request, those to `more` requests after it, and the snapshot they belong to."""

    snapshot: Snapshot
    reply: Reply
    more: tuple[Reply, ...] = ()


def setup_of(options: Options) -> EngineSetup:
    """The setup of an engine that watches only what is held, may be held, or is in a portfolio of the user.

    Raises ConfigError, UsageError.
    """
    setup = options.setup()
    if not setup.config.allocation.members:
        raise UsageError("no sleeves: define what may be held under [[allocation.sleeves]] in the settings")
    held = tuple(holding.symbol for holding in setup.config.own.holdings)
    traded = (symbol for symbol in setup.config.allocation.traded if symbol != CASH)
    return options.setup(tuple(dict.fromkeys((*traded, *held))))


def ask(options: Options, request: Request, title: str, *more: Request) -> AllocationOutcome:
    """The reply of an engine to one request, with its progress on stderr; `more` are made unless that one fails."""

    async def one(_: EngineHandle, link: Link) -> AllocationOutcome:
        with ProgressBar(title) as bar:
            showing = asyncio.create_task(_show(link, bar))
            try:
                reply = await link.ask(request)
                others = [await link.ask(other) for other in more if not isinstance(reply, Failure)]
            finally:
                showing.cancel()
                await asyncio.gather(showing, return_exceptions=True)
        snapshot = await link.ask(GetSnapshot())
        assert isinstance(snapshot, Snapshot)
        return AllocationOutcome(snapshot, reply, tuple(others))

    return run_once(setup_of(options), one)


async def _show(link: Link, bar: ProgressBar) -> None:
    with suppress(LinkLost):
        async for frame in link.frames():
            for feed in frame.feeds:
                if feed.topic == "allocation" and feed.progress:
                    bar.show(feed.progress)


def failed(options: Options, command: str, outcome: AllocationOutcome) -> int:
    """Report why there is no result. Returns the exit status."""
    reply = outcome.reply
    kind, message = (
        (reply.kind, reply.message) if isinstance(reply, Failure) else ("missing", "the engine sent no reply")
    )
    problems = (Problem("", kind, message), *_bars_missing(options, outcome.snapshot))
    if options.json:
        write(envelope(command, outcome.snapshot.facts, None, outcome.snapshot.as_of, problems))
    print(f"r2k: {message}", file=sys.stderr)
    return {"usage": 2, "infeasible": 2, "defect": 4}.get(kind, 3)


def _bars_missing(options: Options, snapshot: Snapshot) -> tuple[Problem, ...]:
    """Problems of the daily bars of what the computation is of; the engine has others of the rest of the market."""
    config = options.setup().config
    settings = config.allocation
    symbols = {*settings.members, *settings.benchmark, *settings.own, *settings.of_mixes}
    symbols |= {holding.symbol for holding in config.own.holdings} | {config.market.large_fund}
    members = [problem for problem in snapshot.problems if "1d" in problem.message and problem.symbol in symbols]
    return tuple(dict.fromkeys(members))


def finish(
    options: Options, command: str, outcome: AllocationOutcome, data: dict[str, Any], problems: Iterable[Problem]
) -> int:
    """Write the JSON report, or the problems to stderr. Returns the exit status."""
    reported = tuple(dict.fromkeys(problems))
    if options.json:
        write(envelope(command, outcome.snapshot.facts, data, outcome.snapshot.as_of, reported))
    else:
        for problem in reported:
            print(f"r2k: {problem.named}", file=sys.stderr)
    return 1 if any(problem.kind not in _HARMLESS for problem in reported) else 0


def head(outcome: AllocationOutcome, text: str) -> None:
    """Print the first line of a text report: its title and the source."""
    facts = outcome.snapshot.facts
    for line in wrapped(f"{text}  ({facts.name}{' SIMULATED' if facts.simulated else ''})", _LINE):
        print(line)


def say(words: str) -> None:
    """Print a sentence in lines of 80 cells."""
    for line in wrapped(words, _LINE):
        print(line)


def rate_lines(rates: Iterable[AppliedRate], currency: str) -> list[str]:
    """What the holdings were converted by, one line for each exchange rate."""
    return [f"converted to {currency} at {rate.symbol} {rate.price:,.4f} of {rate.as_of} New York" for rate in rates]


def number_rows(rows: Iterable[tuple[str, ...]]) -> None:
    """Print a table: the first column left-aligned, the others right-aligned.

    A table wider than the line continues below, its first column repeated.
    """
    table = [tuple(row) for row in rows]
    widths = [max(cells(row[i]) for row in table) for i in range(len(table[0]))]
    for number, columns in enumerate(_blocks(widths)):
        if number:
            print()
        for row in table:
            parts = [row[0] + _pad(row[0], widths[0]), *(_pad(row[i], widths[i]) + row[i] for i in columns)]
            print("  ".join(parts).rstrip())


def _pad(text: str, width: int) -> str:
    return " " * (width - cells(text))


def _blocks(widths: list[int]) -> list[list[int]]:
    """Columns after the first, as many in each block as fit beside it, at least one."""
    blocks: list[list[int]] = [[]]
    room = _LINE - widths[0]
    for column, width in enumerate(widths[1:], 1):
        if blocks[-1] and room < width + 2:
            blocks.append([])
            room = _LINE - widths[0]
        blocks[-1].append(column)
        room -= width + 2
    return blocks
