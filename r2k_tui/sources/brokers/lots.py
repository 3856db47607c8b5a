"""Lots of IBKR's exports, which stand under the sum of their position."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.sources.brokers.columns import NamedCells, plain

_LEVEL, _LOT = ("datadiscriminator", "levelofdetail"), "lot"


def lots_or_sums(rows: Iterable[NamedCells]) -> list[NamedCells]:
    """The lots of each position where the export has them, else its sum; by line."""
    every = list(rows)
    lots = [cells for cells in every if plain(cells.text(*_LEVEL)) == _LOT]
    named = {_position(cells) for cells in lots}
    sums = [cells for cells in every if plain(cells.text(*_LEVEL)) != _LOT and _position(cells) not in named]
    return sorted((*lots, *sums), key=lambda cells: cells.line)


def _position(cells: NamedCells) -> tuple[str, str]:
    return cells.text("account", "clientaccountid"), cells.text("symbol")
