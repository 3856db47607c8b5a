"""`r2k history`: the bars of a symbol, for programs and spreadsheets."""

from __future__ import annotations

import csv
import sys
from datetime import UTC, datetime
from typing import Any

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.one_shot import EngineHandle, run_once
from r2k_tui.commands.shared.options import Options, symbols_of
from r2k_tui.commands.shared.report import envelope, iso, number, print_problems, write
from r2k_tui.link.protocol import Link
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.ranges import RANGE_BY_NAME
from r2k_tui.model.messages.bars import BarsReply, GetBars
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.model.ratio import all_legs


def run(options: Options, text: str, interval: str, name: str) -> int:
    """Print the bars as CSV or JSON. Returns the exit status."""
    symbols = symbols_of([text])
    if len(symbols) != 1:
        raise UsageError("history takes one symbol")
    symbol, bar_interval, chart_range = symbols[0], _interval(interval), name.upper()
    if chart_range not in RANGE_BY_NAME:
        raise UsageError(f"--range {name}: expected one of {', '.join(RANGE_BY_NAME).lower()}")

    async def ask(engine: EngineHandle, link: Link) -> tuple[Snapshot, Reply]:
        reply = await link.ask(GetBars(symbol, chart_range, bar_interval))
        await engine.idle()
        if isinstance(reply, BarsReply):
            reply = await link.ask(GetBars(symbol, chart_range, bar_interval))
        snapshot = await link.ask(GetSnapshot())
        assert isinstance(snapshot, Snapshot)
        return snapshot, reply

    snapshot, reply = run_once(options.setup(all_legs((symbol,))), ask)
    bars = reply.bars if isinstance(reply, BarsReply) else Bars(symbol, bar_interval)
    problems = list(reply.problems) if isinstance(reply, BarsReply) else []
    if isinstance(reply, Failure):
        problems.append(Problem(symbol, reply.kind, reply.message))
    if options.json:
        data = {
            "symbol": symbol,
            "interval": bar_interval.value,
            "range": chart_range,
            "note": bars.note,
            "bars": _rows(bars),
        }
        write(envelope("history", snapshot.facts, data, snapshot.as_of, problems))
    else:
        _print(bars, problems)
    if not len(bars):
        return 3
    return 1 if problems else 0


def _interval(text: str) -> Interval:
    try:
        return Interval(text)
    except ValueError:
        raise UsageError(f"--interval {text}: expected one of {', '.join(Interval)}") from None


def _rows(bars: Bars) -> list[dict[str, Any]]:
    columns = {name: bars.column(name) for name in PRICE_COLUMNS}
    return [
        {"time": _stamp(time, bars.interval), **{name: number(column[i]) for name, column in columns.items()}}
        for i, time in enumerate(bars.times())
    ]


def _stamp(time: int, interval: Interval) -> str | None:
    return iso(float(time)) if interval.intraday else day_of_bar(time).isoformat()


def _print(bars: Bars, problems: list[Problem]) -> None:
    """Print CSV in the format that the csv source reads."""
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(
        ["Datetime" if bars.interval.intraday else "Date", "Open", "High", "Low", "Close", "Adj Close", "Volume"]
    )
    columns = [bars.column(name) for name in PRICE_COLUMNS]
    for i, time in enumerate(bars.times()):
        stamp = (
            datetime.fromtimestamp(time, UTC).isoformat() if bars.interval.intraday else day_of_bar(time).isoformat()
        )
        out.writerow([stamp, *("" if column[i] != column[i] else f"{column[i]:.10g}" for column in columns)])
    sys.stdout.flush()
    notes = [Problem(bars.symbol, "note", bars.note)] if bars.note else []
    print_problems([*notes, *problems])
