"""Holdings of a CSV file in the generic form: the columns symbol, shares and cost."""

from __future__ import annotations

import csv
from pathlib import Path

from r2k_tui.commands.init.answers import MOST_HOLDINGS, holding_from
from r2k_tui.config.sections.watchlist import Holding
from r2k_tui.model.text import clean

COLUMNS = ("symbol", "shares", "cost")
_LARGEST = 5_000_000


def holdings_from_file(path: Path) -> tuple[Holding, ...]:
    """The holdings of a file, in its order. Raises ValueError, which names the line or the missing column."""
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError(f"{path}: larger than {_LARGEST // 1_000_000} MB, so not a list of holdings")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ValueError(f"cannot read {path}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path}: not UTF-8 text") from None
    try:
        rows = list(csv.reader(text.splitlines()))
    except csv.Error as error:
        raise ValueError(f"{path}: not a CSV file: {error}") from None
    return _holdings(path, rows)


def _holdings(path: Path, rows: list[list[str]]) -> tuple[Holding, ...]:
    heads = [clean(cell, 40).casefold() for cell in rows[0]] if rows else []
    missing = [name for name in COLUMNS if name not in heads]
    if missing:
        there = ", ".join(head for head in heads if head) or "none"
        raise ValueError(f"{path}: no column {' or '.join(missing)}; expected symbol,shares,cost (there are {there})")
    places = [heads.index(name) for name in COLUMNS]
    found: list[Holding] = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        try:
            found.append(holding_from([row[place].strip() if place < len(row) else "" for place in places]))
        except ValueError as error:
            raise ValueError(f"{path}, line {number}: {error}") from None
    if len(found) > MOST_HOLDINGS:
        raise ValueError(f"{path}: {len(found)} holdings; the settings take at most {MOST_HOLDINGS}")
    return tuple(found)
