"""What `r2k allocate`, `backtest` and `simulate` share: one question, a bar meanwhile, problems, the status."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.one_shot import EngineHandle, run_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.progress_bar import ProgressBar
from r2k_tui.commands.shared.report import envelope, write
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.protocol import Link, LinkLost
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot

ReplyType = TypeVar("ReplyType", bound=Reply)
# Words for a person that take nothing away from what was asked for.
_HARMLESS = ("note", "no_holdings")


class AllocationOutcome(NamedTuple):
    """The reply to one request, and where it is from."""

    snapshot: Snapshot
    reply: Reply


def setup_of(options: Options) -> EngineSetup:
    """The setup of an engine that watches what may be held, and nothing else. Raises ConfigError, UsageError."""
    setup = options.setup()
    members = setup.config.allocation.members
    if not members:
        raise UsageError("no sleeves: [[allocation.sleeves]] in the settings says what may be held")
    held = tuple(holding.symbol for holding in setup.config.portfolio.holdings)
    return options.setup(tuple(dict.fromkeys((*members, *held))))


def ask(options: Options, request: Request, title: str) -> AllocationOutcome:
    """Ask an engine of this process, and show on stderr how far it has come."""

    async def one(_: EngineHandle, link: Link) -> AllocationOutcome:
        with ProgressBar(title) as bar:
            showing = asyncio.create_task(_show(link, bar))
            try:
                reply = await link.ask(request)
            finally:
                showing.cancel()
                await asyncio.gather(showing, return_exceptions=True)
        snapshot = await link.ask(GetSnapshot())
        assert isinstance(snapshot, Snapshot)
        return AllocationOutcome(snapshot, reply)

    return run_once(setup_of(options), one)


async def _show(link: Link, bar: ProgressBar) -> None:
    with suppress(LinkLost):
        async for frame in link.frames():
            for feed in frame.feeds:
                if feed.topic == "allocation" and feed.progress:
                    bar.show(feed.progress)


def failed(options: Options, command: str, answer: AllocationOutcome) -> int:
    """Say why there is nothing; returns the exit status."""
    reply = answer.reply
    kind, message = (reply.kind, reply.message) if isinstance(reply, Failure) else ("missing", "no answer came")
    problems = (Problem("", kind, message), *_bars_missing(answer.snapshot))
    if options.json:
        write(envelope(command, answer.snapshot.facts, None, answer.snapshot.as_of, problems))
    print(f"r2k: {message}", file=sys.stderr)
    return {"usage": 2, "infeasible": 2, "defect": 4}.get(kind, 3)


def _bars_missing(snapshot: Snapshot) -> tuple[Problem, ...]:
    members = [problem for problem in snapshot.problems if "1d" in problem.message]
    return tuple(dict.fromkeys(members))


def finish(
    options: Options, command: str, answer: AllocationOutcome, data: dict[str, Any], problems: Iterable[Problem]
) -> int:
    """Write the JSON, or say the problems on stderr; returns the exit status."""
    told = tuple(dict.fromkeys(problems))
    if options.json:
        write(envelope(command, answer.snapshot.facts, data, answer.snapshot.as_of, told))
    else:
        for problem in told:
            print(f"r2k: {problem.named}", file=sys.stderr)
    return 1 if any(problem.kind not in _HARMLESS for problem in told) else 0


def head(answer: AllocationOutcome, text: str) -> None:
    """The first line of a text: what it is, and where the numbers are from."""
    facts = answer.snapshot.facts
    print(f"{text}  ({facts.name}{' SIMULATED' if facts.simulated else ''})")


def number_rows(rows: Iterable[tuple[str, ...]]) -> None:
    """Columns of text: the first to the left, the others to the right."""
    table = [tuple(row) for row in rows]
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    for row in table:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        print("  ".join(cells).rstrip())
