"""`r2k universe import FILE…`: imports holdings lists, or wide files of closes, into the store."""

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
from r2k_tui.sources.holdings.plausible import check_beside
from r2k_tui.store.store import Store
from r2k_tui.store.universe import MemberCloses, UniverseStore

_DAY_S = 86400


def run(options: Options, files: tuple[Path, ...]) -> int:
    """Import files, each list by its own day. Returns the exit status: 3 if nothing in any of them is usable."""
    if not files:
        raise UsageError("universe import: expected a FILE, an iShares export or a wide file of closes")
    for file in files:
        if not file.is_file():
            raise UsageError(f"{file} is not a file")
    setup = options.setup()
    if not setup.lists:
        raise UsageError("the store is off: enabled = false under [store]")
    try:
        store = Store(Path(setup.lists), setup.source.name)
    except (sqlite3.Error, OSError) as error:
        raise UsageError(f"cannot open the store: {error}") from None
    found: list[dict[str, Any]] = []
    problems: list[Problem] = []
    try:
        for file in files:
            _import_one(setup, file, UniverseStore(store), found, problems)
    finally:
        store.close()
    if options.json:
        write(envelope("universe", setup.facts, *_joined(found), problems))
    else:
        for data in found:
            print(data["message"])
        for problem in problems:
            print(f"r2k: {problem.named}", file=sys.stderr)
    return 3 if not found else 1 if problems else 0


def _import_one(
    setup: EngineSetup, file: Path, repository: UniverseStore, found: list[dict[str, Any]], problems: list[Problem]
) -> None:
    try:
        data, told = _import(setup, file, repository)
    except BadData as error:
        problems.append(Problem(file.name, error.kind, str(error)))
    else:
        found.append(data)
        problems.extend(told)


def _joined(found: list[dict[str, Any]]) -> tuple[dict[str, Any] | None, str | None]:
    """Data and day: those of the file, or of several files."""
    if len(found) < 2:
        data = found[0] if found else None
        return data, data["as_of"] if data else None
    return {"files": found}, max(data["as_of"] for data in found)


def _import(setup: EngineSetup, file: Path, repository: UniverseStore) -> tuple[dict[str, Any], list[Problem]]:
    content, _ = read(file)
    if begins_wide(content, file.name):
        closes = parse_wide(content, file.name, newest=new_york_day(time.time()))
        repository.save_closes(setup.source.name, _columns(closes))
        return _closes_json(closes), [Problem(file.name, "bad_row", words) for words in closes.left_out]
    config = setup.config
    holdings = parse_holdings(
        content,
        file.name,
        fund=config.market.small_fund,
        symbols=config.universe.symbols,
        most_bytes=int(config.universe.max_mb * 1e6),
        retrieved_at=time.time(),
    )
    check_beside(holdings, repository.holdings(holdings.fund, holdings.as_of), new_york_day(time.time()))
    repository.save_holdings(holdings)
    newest = repository.holdings(holdings.fund)
    return _holdings_json(holdings, newest.as_of if newest is not None else holdings.as_of), []


def _holdings_json(holdings: FundHoldings, newest: str) -> dict[str, Any]:
    members = holdings.equities()
    unlisted = sum(not row.symbol for row in members)
    older = f"; kept by its day, that of {newest} stays in use" if newest > holdings.as_of else ""
    return {
        "fund": holdings.fund,
        "as_of": holdings.as_of,
        "rows": len(holdings.rows),
        "members": len(members),
        "unlisted": unlisted,
        "stated_weight": holdings.stated_weight,
        "newest": newest,
        "message": f"{holdings.fund} as of {holdings.as_of}: {len(members):,} equities ({unlisted} unlisted) of "
        f"{len(holdings.rows):,} rows, stated weight {holdings.stated_weight:.2%}{older}",
    }


def _closes_json(closes: Closes) -> dict[str, Any]:
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
    """One series per symbol; the source is polled for later days."""
    days = np.frombuffer(closes.days, dtype=np.int64)
    table = np.frombuffer(closes.values).reshape(len(days), len(closes.symbols))
    columns = []
    for place, symbol in enumerate(closes.symbols):
        finite = np.isfinite(table[:, place])
        if finite.any():
            column = np.ascontiguousarray(table[finite, place])
            columns.append(MemberCloses(symbol, days[finite].tobytes(), column.tobytes(), closes.basis, 0))
    return columns
