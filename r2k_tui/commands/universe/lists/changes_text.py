"""`r2k universe changes` as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap
from typing import TypeVar

from r2k_tui.commands.universe.row_limit import first_rows
from r2k_tui.model.index.changes import OF_THE_FUND, Held, ListChanges, MemberEntry
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing.numbers import percent

Row = TypeVar("Row", MemberEntry, Held)
# Rows of each table; --json has all of them.
_MOST, _WIDTH = 15, 80


def changes_lines(changes: ListChanges, tag: str = "") -> list[str]:
    """Counts, then the largest rows of every kind, then what is not known."""
    first, last = changes.first, changes.last
    lines = [f"{first.fund}{tag}: list of {first.as_of} against {last.as_of}", OF_THE_FUND]
    lines += [f"reconstitution in between: {day}" for day in changes.reconstitutions]
    lines.append(f"{first.members:,} stocks then, {last.members:,} now, {len(changes.held):,} in both")
    lines.append(_moves(changes))
    lines += _table("additions", changes.added, lambda row: _entry(row, changes.other))
    lines += _table("deletions", changes.deleted, lambda row: _entry(row, changes.other))
    lines += _table("renamed", changes.renamed(), _renamed)
    lines += _table("share counts that changed by a clean ratio", changes.splits(), _split)
    lines += _table("largest changes in weight", changes.by_weight(), _weight)
    lines += _table("share changes, net of the fund's", changes.by_shares(), _shares)
    notes = (line for caveat in changes.caveats for line in wrap(f"* {caveat}", _WIDTH, subsequent_indent="  "))
    return [*lines, "", *notes]


def _moves(changes: ListChanges) -> str:
    up = "unknown" if changes.other_last is None else f"{len(changes.moved_up())}"
    down = "unknown" if changes.other_first is None else f"{len(changes.moved_down())}"
    return f"{len(changes.added)} added ({down} from {changes.other}), {len(changes.deleted)} deleted ({up} to it)"


def _table(title: str, rows: Sequence[Row], line: Callable[[Row], str]) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"{title} ({plural(len(rows), 'stock')}{first_rows(len(rows), _MOST)})"
    for row in rows[:_MOST]:
        yield line(row)[:_WIDTH].rstrip()


def _entry(row: MemberEntry, other: str) -> str:
    where = f"  {other}" if row.other_fund else ""
    note = f"  {row.note}" if row.note else ""
    head = f"  {row.symbol:<8}{percent(row.weight, 3, sign=False):>8}"
    # What comes last is cut where the line is full: never the other fund, nor a doubt.
    return f"{head}{note}{where}  {row.name}" if note else f"{head}  {row.name[:30]:<30}{where}  {row.sector}"


def _renamed(row: Held) -> str:
    before = row.symbol_before or row.symbol
    names = f"{row.name_before} -> {row.name}" if row.name_before != row.name else row.name
    return f"  {before:<7} -> {row.symbol:<7} {row.renamed} ({row.evidence}): {names}"


def _split(row: Held) -> str:
    return f"  {row.symbol:<8}x{row.shares_ratio or 0:.3f}  {row.split}  {row.name}"


def _weight(row: Held) -> str:
    weights = f"{percent(row.weight_before, 3, sign=False):>8} -> {percent(row.weight_after, 3, sign=False):>7}"
    return f"  {row.symbol:<8}{weights}  {percent(row.weight_change, 3):>8}  {row.name}"


def _shares(row: Held) -> str:
    counts = f"{row.shares_before or 0:,.0f} -> {row.shares_after or 0:,.0f}"
    return f"  {row.symbol:<8}x{row.shares_ratio or 0:.3f}  {counts}  {row.name}"
