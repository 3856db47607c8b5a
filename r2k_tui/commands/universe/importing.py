"""`r2k universe import FILE`: takes a list of holdings, or a wide file of closes, into the store."""

from __future__ import annotations

import sqlite3
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, write
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.calendar.days import day_of_bar, new_york_day
from r2k_tui.model.market.bars import Closes
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.base import BadData
from r2k_tui.sources.csv_folder.locate import read
from r2k_tui.sources.csv_folder.wide import begins_wide, parse_wide
from r2k_tui.sources.holdings.parse import parse_holdings
from r2k_tui.store.store import Store
from r2k_tui.store.universe import MemberCloses, UniverseStore

_DAY_S = 86400


def run(options: Options, file: Path | None) -> int:
    """Import one file; returns the exit status: 3 where nothing in it can be used, the store is as it was then."""
    if file is None:
        raise UsageError("universe import: expected a FILE, an export of iShares or a wide file of closes")
    if not file.is_file():
        raise UsageError(f"{file} is no file")
    setup = options.setup()
    if not setup.lists:
        raise UsageError("nothing is kept: enabled = false under [store]")
    try:
        store = Store(Path(setup.lists), setup.source.name)
    except (sqlite3.Error, OSError) as error:
        raise UsageError(f"the store cannot be opened: {error}") from None
    data: dict[str, Any] | None = None
    problems: list[Problem] = []
    try:
        data, problems = _import(setup, file, UniverseStore(store))
    except BadData as error:
        problems = [Problem(file.name, error.kind, str(error))]
    finally:
        store.close()
    if options.json:
        write(envelope("universe", setup.facts, data, data["as_of"] if data else None, problems))
    elif data is not None:
        print(data["message"])
    if not options.json:
        for problem in problems:
            print(f"r2k: {problem.named}", file=sys.stderr)
    return 3 if data is None else 1 if problems else 0


def _import(setup: EngineSetup, file: Path, shelf: UniverseStore) -> tuple[dict[str, Any], list[Problem]]:
    content, _ = read(file)
    if begins_wide(content, file.name):
        closes = parse_wide(content, file.name, newest=new_york_day(time.time()))
        shelf.save_closes(setup.source.name, _columns(closes))
        return _told_closes(closes), [Problem(file.name, "bad_row", words) for words in closes.left_out]
    config = setup.config
    holdings = parse_holdings(
        content,
        file.name,
        fund=config.market.small_fund,
        symbols=config.universe.symbols,
        most_bytes=int(config.universe.max_mb * 1e6),
        retrieved_at=time.time(),
    )
    shelf.save_holdings(holdings)
    return _told_holdings(holdings), []


def _told_holdings(holdings: FundHoldings) -> dict[str, Any]:
    members = holdings.equities()
    unlisted = sum(not row.symbol for row in members)
    return {
        "fund": holdings.fund,
        "as_of": holdings.as_of,
        "rows": len(holdings.rows),
        "members": len(members),
        "unlisted": unlisted,
        "stated_weight": holdings.stated_weight,
        "message": f"{holdings.fund} as of {holdings.as_of}: {len(members):,} equities ({unlisted} trade nowhere) of "
        f"{len(holdings.rows):,} rows, stated weight {holdings.stated_weight:.2%}",
    }


def _told_closes(closes: Closes) -> dict[str, Any]:
    first, last = (day_of_bar(memoryview(closes.days).cast("q")[i] * _DAY_S).isoformat() for i in (0, -1))
    return {
        "as_of": last,
        "first": first,
        "sessions": len(closes),
        "symbols": len(closes.symbols),
        "basis": closes.basis,
        "message": f"closes of {len(closes.symbols):,} symbols, {len(closes):,} sessions from {first} to {last}",
    }


def _columns(closes: Closes) -> list[MemberCloses]:
    """One series a symbol; the source is asked for what follows the last day."""
    days = np.frombuffer(closes.days, dtype=np.int64)
    table = np.frombuffer(closes.values).reshape(len(days), len(closes.symbols))
    found = []
    for place, symbol in enumerate(closes.symbols):
        known = np.isfinite(table[:, place])
        if known.any():
            column = np.ascontiguousarray(table[known, place])
            found.append(MemberCloses(symbol, days[known].tobytes(), column.tobytes(), closes.basis, 0))
    return found
